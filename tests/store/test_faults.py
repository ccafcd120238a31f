"""The process killed, the disk full, the file locked: all or nothing, and never a traceback."""

from __future__ import annotations

import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.errors import Busy, StoreUnfit
from portfolio.services import browse
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from portfolio.store import sqlite
from tests.conftest import NOW

if TYPE_CHECKING:
    from portfolio.services.office import Office

KILLS = 8
SEED = 20261123

WRITER = """
import sys
from datetime import UTC, datetime
from portfolio.domain.acts.holds import PlaceHold
from portfolio.services.office import open_office
from portfolio.services.perform import perform
now = datetime(2026, 11, 23, 3, tzinfo=UTC)
office = open_office(sys.argv[1], clock=lambda: now, login="tester", acts_as="OFFICER-1")
print("ready", flush=True)
n = 0
while True:
    n += 1
    command = f"{sys.argv[2]}-{n}"
    perform(office, PlaceHold(grant="BETA"), reason="Again", command_id=command)
    print(command, flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_lost(small: Office) -> None:
    path = str(small.database.path)
    chance = random.Random(SEED)  # noqa: S311  # a repeatable choice of moments
    acknowledged: list[str] = []
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, path, f"kill{kill}"],
            stdout=subprocess.PIPE, text=True,
        ) as writer:  # fmt: skip
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            if kill % 2:  # on a busy machine too something gets written
                acknowledged.append(writer.stdout.readline().strip())
            time.sleep(chance.uniform(0.0, 0.15))
            writer.send_signal(signal.SIGKILL)
            acknowledged.extend(writer.stdout.read().split())
    found = verify(small)
    assert found.sound, [str(b) for b in found.broken]
    durable = {e.command_id for e in browse.journal_entries(small, grant="BETA", most=100_000)}
    assert acknowledged, "the writer never got to write: the test proves nothing"
    assert set(acknowledged) <= durable


def fill(path: str, result: str) -> None:
    """Write until the file may not grow any more; say what was said."""
    size = Path(path).stat().st_size
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
    office = open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")
    said = ""
    try:
        for _ in range(500):
            perform(office, PlaceHold(grant="BETA"), reason="x" * 3000)
    except StoreUnfit as unfit:
        said = str(unfit)
    Path(result).write_text(said, encoding="utf-8")


def test_a_full_disk_is_said_and_nothing_is_half_written(small: Office, tmp_path: Path) -> None:
    path, result = str(small.database.path), tmp_path / "said.txt"
    child = get_context("spawn").Process(target=fill, args=(path, str(result)))
    child.start()
    child.join()
    assert "nothing was saved" in result.read_text(encoding="utf-8")
    assert verify(small).sound
    perform(small, PlaceHold(grant="BETA"), reason="There is room again")


def test_a_locked_file_is_said_to_be_busy(small: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 200)
    before = browse.entry_count(small)
    with closing(sqlite3.connect(str(small.database.path))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="nothing was saved"):
            perform(small, PlaceHold(grant="BETA"), reason="Wait")
    assert browse.entry_count(small) == before

"""An export that is stopped in its middle leaves the earlier one, and does not disturb the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portfolio.services.exporting import export
from tests.bench.many import make_many
from tests.exchange.test_export_files import contents

if TYPE_CHECKING:
    from portfolio.services.office import Office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")

_ROOT = Path(__file__).parents[2]
_SECONDS = 60


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A portfolio whose export takes long enough to be stopped."""
    return make_many(tmp_path_factory.mktemp("larger") / "larger.db", 400)


def stopped(office: Office, kind: str, place: Path, how: signal.Signals) -> tuple[int, str]:
    """Begin an export, stop it once its first rows are written; return its code and its words."""
    database = str(office.database.path)
    asked = ["--db", database, "export", "--format", kind, "--out", str(place)]
    with subprocess.Popen(
        [sys.executable, "-c", "from portfolio.cli.main import run; run()", *asked],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    ) as begun:  # fmt: skip
        until = time.monotonic() + _SECONDS
        while not under_way(place) and begun.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        assert begun.poll() is None, "it ended before it could be stopped"
        begun.send_signal(how)
        said = begun.communicate(timeout=_SECONDS)[1]
        return begun.returncode, said


def under_way(place: Path) -> bool:
    """Whether more than nothing has been written into the hidden folder beside a place."""
    beside = [p for p in place.parent.iterdir() if p.name.startswith(f".{place.name}.")]
    return any(p.is_file() and p.stat().st_size for each in beside for p in each.rglob("*"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_interrupted_export_leaves_the_earlier_one_and_nothing_beside(
    larger: Office, small: Office, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "out" / "review"
    place.parent.mkdir()
    export(small, kind, place)
    before = contents(place)
    code, said = stopped(larger, kind, place, signal.SIGINT)
    assert code == 130, said
    assert "Traceback" not in said
    assert contents(place) == before
    assert [p.name for p in place.parent.iterdir()] == ["review"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_killed_export_leaves_the_earlier_one_and_the_next_is_not_disturbed(
    larger: Office, small: Office, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "out" / "review"
    place.parent.mkdir()
    export(small, kind, place)
    before = contents(place)
    code, _ = stopped(larger, kind, place, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert contents(place) == before
    left = {p.name for p in place.parent.iterdir()} - {"review"}
    assert all(name.startswith(".review.") for name in left)
    export(small, kind, place)
    assert contents(place) == before
    assert {p.name for p in place.parent.iterdir()} == {"review", *left}

from __future__ import annotations

import fcntl
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from portfolio.cli.main import app
from portfolio.services import office
from tests.cli import full as full_grant
from tests.cli import small

if TYPE_CHECKING:
    import signal
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]

EVIDENCE = (
    "evidence", "ALPHA/M1", "--kind", "lab-results", "--title", "Lab results",
    "--address", "https://example.org/lab", "--member", "LEAD",
)  # fmt: skip
ASSESS = (
    "assess", "ALPHA/M1", "--level", "5", "--summary", "shown", "--judge", "K1=met:12:runs counted",
)  # fmt: skip
REPORT = (
    "train", "report", "ALPHA/C1", "--rung", "certified", "--persons", "10",
    "--counted-on", small.in_days(-1), "--document", "certificates", "--sha256", "b" * 64,
)  # fmt: skip


Later = Callable[[int], None]

_OPEN = office.open_office


def _moment(away: timedelta) -> datetime:
    return office.utc_now() + away


COMMAND = get_command(app)
"""Built once: it takes longer than most of what it does."""


@dataclass(frozen=True)
class Said:
    """What a command said, and the code it left with."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Both, for messages of tests."""
        return self.stdout + self.stderr


def inside(*words: str) -> Said:
    """Run the command line inside this process."""
    with CliRunner().isolation() as (out, err, _):
        try:
            COMMAND.main(list(words), prog_name="portfolio")
        except SystemExit as left:
            code = left.code
        sys.stdout.flush()
        sys.stderr.flush()
        return Said(int(code or 0), out.getvalue().decode(), err.getvalue().decode())


@dataclass(frozen=True)
class Cli:
    """The command line on one database, run inside this process."""

    db: Path

    def run(self, *words: str, who: str | None = None, lang: str = "en") -> Said:
        """Run a command; nothing is asserted."""
        acting = ["--as", who] if who is not None else []
        return inside("--db", str(self.db), "--lang", lang, *acting, *words)

    def does(self, *words: str, who: str | None = None) -> str:
        """Run a command that must succeed; return its standard output."""
        result = self.run(*words, who=who)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *words: str, who: str | None = None, code: int = 0) -> Any:  # noqa: ANN401  # whatever JSON holds
        """Run a command with --json that must leave with `code`; return its document."""
        result = self.run(*words, "--json", who=who)
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)

    def copy(self, to: Path) -> Cli:
        """Return the same commands on a copy of the database."""
        shutil.copy(self.db, to)
        return Cli(to)


def shell(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "portfolio.cli", *words],
        capture_output=True, text=True, check=False, env=env, cwd=ROOT, timeout=60,
    )  # fmt: skip


_QUIT = b"\x11"
ALTERNATE_SCREEN, OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"


def on_a_terminal(
    *words: str, until: str, ends: signal.Signals | None = None, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """Run the screens on a terminal until they show some words; return exit code and text.

    Then they are quit, or ended by a signal.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})}
    said = b""
    with subprocess.Popen(
        [sys.executable, "-m", "portfolio.cli", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=env,
    ) as process:  # fmt: skip
        os.close(theirs)
        asked = False
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # the other end has closed
                break
            said += piece
            if not asked and until.encode() in said:
                asked = True
                if ends is None:
                    os.write(ours, _QUIT)
                else:
                    process.send_signal(ends)
        os.close(ours)
        code = process.wait(timeout=60)
    assert asked, said.decode(errors="replace")
    return code, said.decode(errors="replace")


def write_json(path: Path, document: object) -> Path:
    """Write a portfolio file."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _play(cli: Cli, moves: Sequence[tuple[str, Sequence[str]]]) -> Cli:
    for who, words in moves:
        cli.does(*words, who=who)
    return cli


@pytest.fixture(scope="session")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    folder = tmp_path_factory.mktemp("imported")
    cli = Cli(folder / "p.db")
    cli.does("init", "--demonstration")
    cli.does("import", str(write_json(folder / "people.json", small.people())))
    grants = write_json(folder / "grants.json", small.grants())
    return _play(cli, [("OFFICER-1", ("import", str(grants)))])


@pytest.fixture(scope="session")
def _payable(_imported: Cli, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = _imported.copy(tmp_path_factory.mktemp("payable") / "p.db")
    return _play(
        cli,
        [
            ("OFFICER-1", EVIDENCE),
            ("OFFICER-1", ("submit", "ALPHA/M1")),
            ("ASSESSOR-1", ASSESS),
            ("OFFICER-1", REPORT),
            ("OFFICER-2", ("train", "verify", "ALPHA/R1")),
        ],
    )


@pytest.fixture(scope="session")
def _full(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    folder = tmp_path_factory.mktemp("full")
    cli = Cli(folder / "p.db")
    cli.does("init", "--demonstration")
    cli.does("import", str(write_json(folder / "people.json", full_grant.people())))
    grants = write_json(folder / "grants.json", full_grant.grants())
    return _play(cli, [("OFFICER-1", ("import", str(grants)))])


@pytest.fixture
def full(_full: Cli, tmp_path: Path) -> Cli:
    """A demonstration with a grant that has everything, and a draft."""
    return _full.copy(tmp_path / "p.db")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets commands run so many days from now: the only thing made up is the clock."""

    def go(days: int) -> None:
        clock = partial(_moment, timedelta(days=days))
        monkeypatch.setattr(office, "open_office", partial(_OPEN, clock=clock))

    return go


@pytest.fixture
def imported(_imported: Cli, tmp_path: Path) -> Cli:
    """A demonstration with two grants of which nothing is done yet."""
    return _imported.copy(tmp_path / "p.db")


@pytest.fixture
def payable(_payable: Cli, tmp_path: Path) -> Cli:
    """The same, with every condition of ALPHA/I1 met and nothing proposed."""
    return _payable.copy(tmp_path / "p.db")

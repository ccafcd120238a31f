"""When this program is at fault, and when nobody reads what it prints."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from portfolio.cli.command import command
from portfolio.cli.main import Root, before_the_command
from tests.cli.conftest import (
    ALTERNATE_SCREEN,
    OWN_SCREEN,
    ROOT,
    Cli,
    on_a_terminal,
    shell,
)

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.cli.desk import Desk

SECRET = "what nobody else should see"  # noqa: S105  # a word to look for


def faulty() -> typer.Typer:
    """Return a command line with two commands that are at fault, before and after saving."""
    group = typer.Typer(cls=Root, pretty_exceptions_enable=False)
    group.callback()(before_the_command)

    @command(group, "before", "portfolio before")
    def before(_: Desk) -> None:
        """Be at fault."""
        local = SECRET
        raise RuntimeError(f"{len(local)} is a fault")

    @command(group, "after", "portfolio after")
    def after(desk: Desk) -> None:
        """Be at fault after saving."""
        desk.saved = True
        raise RuntimeError("a fault")

    return group


def test_a_fault_says_what_where_and_that_nothing_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    result = CliRunner().invoke(faulty(), ["before"], prog_name="portfolio")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "portfolio before: a fault of this program (RuntimeError)." in result.stderr
    assert "Nothing was saved." in result.stderr
    [log] = tmp_path.rglob("*.log")
    assert str(log) in result.stderr
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError: 27 is a fault" in text
    assert SECRET not in text


def test_a_fault_after_saving_does_not_claim_that_nothing_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    result = CliRunner().invoke(faulty(), ["after"])
    assert result.exit_code == 1
    assert "The act itself was saved." in result.stderr
    assert "Nothing was saved" not in result.stderr


def test_a_fault_without_a_place_for_the_log_is_still_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "no-folder"
    file.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(file))
    result = CliRunner().invoke(faulty(), ["before"])
    assert result.exit_code == 1
    assert "No log could be written" in result.stderr


def test_a_reader_that_goes_is_no_fault(imported: Cli) -> None:
    for words in (["--help"], ["--db", str(imported.db), "show", "ALPHA"]):
        with subprocess.Popen(
            [sys.executable, "-m", "portfolio.cli", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            said = process.stderr.read()
            process.wait(timeout=60)
        assert said == b""
        assert process.returncode in (0, 1)


def test_a_terminal_that_lacks_the_letters_is_no_fault(imported: Cli) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = shell("--db", str(imported.db), "--lang", "ja", "explain", "ALPHA/I1", env=env)
    assert done.returncode == 0
    assert "\\u5be9" in done.stdout


def test_without_a_command_the_queue_is_printed_in_a_pipe(tmp_path: Path) -> None:
    empty = Cli(tmp_path / "p.db")
    empty.does("init")
    result = empty.run()
    assert result.exit_code == 0
    assert result.stderr == "Nothing waits.\n"
    assert result.stdout.startswith("since\tdays\trole")
    asked = empty.run("review")
    assert (asked.exit_code, asked.stdout) == (0, result.stdout)
    assert "terminal" in asked.stderr


def test_the_shell_completes_codes_of_grants_and_of_their_parts(imported: Cli) -> None:
    def completed(word: str) -> list[str]:
        line = f"portfolio --db {imported.db} explain {word}"
        env = {
            **os.environ, "_PORTFOLIO_COMPLETE": "complete_bash", "COMP_WORDS": line,
            "COMP_CWORD": "4",
        }  # fmt: skip
        return shell(env=env).stdout.split()

    assert completed("AL") == ["ALPHA/"]
    assert completed("ALPHA/") == ["ALPHA/I1"]


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGHUP])
def test_ended_from_outside_the_terminal_is_given_back_and_nothing_stays(
    imported: Cli, tmp_path: Path, ends: signal.Signals
) -> None:
    # A demonstration, which is to be thrown away, takes a while to make: once is enough.
    opens = ("demo",) if ends is signal.SIGHUP else ("--db", str(imported.db))
    own = tmp_path / "own"
    own.mkdir()
    places = {name: str(own) for name in ("TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    code, said = on_a_terminal("--lang", "en", *opens, until="Portfolio", ends=ends, env=places)
    assert code == 128 + ends
    _, _, left = said.rpartition(OWN_SCREEN)
    assert ALTERNATE_SCREEN in said
    assert "Traceback" not in left
    assert ALTERNATE_SCREEN not in left
    assert list(own.iterdir()) == []


def test_what_was_to_be_ignored_stays_ignored() -> None:
    hung_up = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from tui.ending import when_ended; import sys; when_ended(sys.exit);"
        "os.kill(os.getpid(), signal.SIGHUP); print('still here');"
        "os.kill(os.getpid(), signal.SIGTERM); print('not here')"
    )
    done = subprocess.run(
        [sys.executable, "-c", hung_up], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (128 + signal.SIGTERM, "still here\n")

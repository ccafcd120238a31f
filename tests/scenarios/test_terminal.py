"""The main story once more, in a real terminal: keys typed into tmux, the screen read back.

Every wait is bound to words that only its step shows; nothing sleeps and hopes.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portfolio.services import browse
from portfolio.services.office import open_office
from portfolio.services.verify import verify
from tests.story import VERIFIED, appropriate_this_year, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.services.office import Office

ROOT = Path(__file__).parents[2]
TMUX = shutil.which("tmux")
SECONDS = 40.0


class Terminal:
    """A tmux server of its own with one terminal of 80 by 24 cells."""

    def __init__(self, name: str) -> None:
        self._name = name

    def run(self, *words: str) -> str:
        return subprocess.run(
            [str(TMUX), "-L", self._name, *words], capture_output=True, text=True, check=False
        ).stdout

    def start(self, command: str) -> None:
        self.run("new-session", "-d", "-x", "80", "-y", "24", "-s", "s", f"{command}; sleep 60")

    def screen(self) -> str:
        return self.run("capture-pane", "-p", "-t", "s")

    def shows(self, *words: str) -> str:
        until = time.monotonic() + SECONDS
        while not all(word in (screen := self.screen()) for word in words):
            assert time.monotonic() < until, f"{words} never appeared in:\n{screen}"
            time.sleep(0.1)
        return screen

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.run("send-keys", "-t", "s", key)

    def types(self, text: str) -> None:
        self.run("send-keys", "-t", "s", "-l", text)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    if TMUX is None:
        assert not os.environ.get("CI"), "tmux is missing: this test must run where CI runs"
        pytest.skip("tmux is not installed")
    terminal = Terminal(f"portfolio-{os.getpid()}")
    yield terminal
    terminal.run("kill-server")


def review(office: Office, who: str) -> str:
    words = [sys.executable, "-m", "portfolio.cli", "--db", str(office.database.path),
             "--as", who, "--lang", "en", "review"]  # fmt: skip
    return f"cd {shlex.quote(str(ROOT))} && {shlex.join(words)}"


def cursor(terminal: Terminal) -> str:
    return terminal.run("display-message", "-p", "-t", "s", "#{cursor_x},#{cursor_y}")


def focused_line(terminal: Terminal) -> str:
    row = int(cursor(terminal).partition(",")[2] or 0)
    lines = terminal.screen().split("\n")
    return lines[row] if row < len(lines) else ""


def fill(terminal: Terminal, label: str, text: str) -> None:
    """Tab to the field with this label and type into it; the screen has to show that it is in."""
    for _ in range(30):
        if label in focused_line(terminal):
            terminal.types(text)
            if _appears(terminal, label, text):
                return
        before = cursor(terminal)
        terminal.presses("Tab")
        _until(lambda before=before: cursor(terminal) != before, 1.5)  # type: ignore[misc]  # a bound default
    raise AssertionError(f"no field {label!r} took {text!r}:\n{terminal.screen()}")


def _appears(terminal: Terminal, label: str, text: str) -> bool:
    return _until(
        lambda: any(label in line and text in line.partition(label)[2]
                    for line in terminal.screen().split("\n")),
        4.0,
    )  # fmt: skip


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_proposed_confirmed_and_settled_by_three_people_in_a_terminal(
    small: Office, terminal: Terminal
) -> None:
    # A file of its own clock would show another day: the terminal lives today.
    office = open_office(small.database.path or "", login=small.login, acts_as=small.acts_as)
    appropriate_this_year(office)
    tell(office, VERIFIED)
    for who, act, code in (
        ("OFFICER-1", "propose", "ALPHA/I1"),
        ("AUTHORISER-1", "confirm", "ALPHA/P1"),
        ("ACCOUNTANT-1", "settle", "ALPHA/P1"),
    ):
        terminal.start(review(office, who))
        terminal.shows("[mine", act, code)
        _choose(terminal, code)
        terminal.presses("d")
        terminal.shows(f"Type {code} to sign")
        if act == "settle":
            fill(terminal, "Payment reference", "BANK-1")
        fill(terminal, "to sign", code)
        terminal.presses("Tab", "Enter")
        terminal.shows("Saved")
        terminal.presses("C-q")
        terminal.run("kill-server")
        time.sleep(0.5)
    alpha = next(g for g in browse.overview(office).grants if g.code == "ALPHA")
    assert alpha.paid_minor == 400_000
    assert verify(office).sound


def test_back_to_the_shell_and_in_again_with_what_was_typed(
    small: Office, terminal: Terminal
) -> None:
    office = open_office(small.database.path or "", login=small.login, acts_as=small.acts_as)
    appropriate_this_year(office)
    tell(office, VERIFIED)
    terminal.start("bash --norc --noprofile -i")
    terminal.types(review(office, "OFFICER-1"))
    terminal.presses("Enter")
    terminal.shows("[mine", "propose", "ALPHA/I1")
    before = _at_rest(terminal)
    _to_the_shell_and_back(terminal)
    _until(lambda: terminal.screen() == before, SECONDS)
    assert terminal.screen() == before
    _choose(terminal, "ALPHA/I1")
    terminal.presses("d")
    terminal.shows("Type ALPHA/I1 to sign")
    fill(terminal, "Reason", "still here")
    before = _at_rest(terminal)
    _to_the_shell_and_back(terminal)
    _until(lambda: terminal.screen() == before, SECONDS)
    assert terminal.screen() == before
    terminal.types(", and goes on")
    terminal.shows("still here, and goes on")


def _at_rest(terminal: Terminal) -> str:
    """Return the screen once nothing more is painted on it."""
    seen = [terminal.screen()]

    def is_painted() -> bool:
        time.sleep(0.5)
        seen.append(terminal.screen())
        return seen[-1] == seen[-2]

    assert _until(is_painted, SECONDS)
    return seen[-1]


def _to_the_shell_and_back(terminal: Terminal) -> None:
    terminal.presses("C-z")
    terminal.shows("Stopped")
    terminal.types("fg")
    terminal.presses("Enter")


def _choose(terminal: Terminal, code: str) -> None:
    """Move the cursor down to the row of a code."""
    for _ in range(20):
        if any(line.startswith(">") and code in line for line in terminal.screen().split("\n")):
            return
        terminal.presses("j")
        time.sleep(0.2)
    raise AssertionError(terminal.screen())

"""What leaves the process, byte by byte: of the texts in a portfolio, nothing a terminal obeys."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from select import select
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.text import is_unfit
from tests.tui.hostile import HOSTILE_NAME, REFUSED, hostile_office, in_document

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SECONDS = 30.0

OF_THE_SCREENS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\]22;\w+\x07|[\r\n]")
"""Colours, moves of the cursor, modes, the shape of the pointer: what Textual itself writes."""


class Line:
    """A line to a process that believes to be in a terminal of 80 by 24 cells."""

    def __init__(self, folder: Path, *words: str) -> None:
        pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portfolio.cli", *words],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(theirs)
        self.heard = b""

    def shows(self, *words: str) -> None:
        """Wait until words have come that had not come before the last key."""
        since, until = len(self.heard), time.monotonic() + SECONDS
        while not all(word in OF_THE_SCREENS.sub("", self._text(since)) for word in words):
            assert time.monotonic() < until, (words, self._text(since))
            self._hear()

    def _text(self, since: int = 0) -> str:
        return self.heard[since:].decode("utf-8", "replace")

    def _hear(self) -> None:
        if select([self._ours], [], [], 0.2)[0]:
            try:
                self.heard += os.read(self._ours, 65536)
            except OSError:  # the other end is closed
                return

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def quit(self) -> int:
        """Leave by the key for it, and hear the rest."""
        self.press("\x11")
        while self._process.poll() is None:
            self._hear()
        self._hear()
        return self._process.returncode

    def close(self) -> None:
        """Be sure that nothing is left."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """The screens on a hostile portfolio under a hostile name."""
    hostile_office(tmp_path / HOSTILE_NAME)
    line = Line(tmp_path, "--db", HOSTILE_NAME, "--as", "OFFICER-1", "--lang", "en", "review")
    yield line
    line.close()


def test_nothing_a_terminal_obeys_comes_from_the_portfolio(line: Line, tmp_path: Path) -> None:
    texts = cycle(text for name, text in REFUSED.items() if name != "half a character")
    (tmp_path / "bad.json").write_text(json.dumps(in_document(texts, cut=False)), "utf-8")
    line.shows("[1 Queue]", "\\x1b]52;c;cm0gLXJm\\x07\\u202e")
    for keys, word in (
        ("2", "GATES"), ("/", "words !not"), ("ALPHA\r", "Showing"),
        ("j\r", "Milestones"), ("G", "whole journal"), ("k", "Effective"),
        ("5", "hold  ALPHA/H1"),
        ("\r", "Records put in place"), ("\x1b", "Subject"), ("i", "right completes"),
        ("bad.json\r", "Problems"), ("j", "Why not"), ("G", "invisible character"),
        ("\x1b", "Subject"), ("1", "Waited"),
    ):  # fmt: skip
        line.press(keys)
        line.shows(word)
    assert line.quit() == 0
    text = OF_THE_SCREENS.sub("", line.heard.decode("utf-8"))
    assert not [ascii(text[i : i + 20]) for i, c in enumerate(text) if is_unfit(c)]

"""Whether there is something that a screen can be drawn on, and with which characters."""

from __future__ import annotations

import os
import sys

from portfolio.wording import Language, label

SERVED_DRIVER = "tui.served.driver:ServedDriver"
"""What TEXTUAL_DRIVER names where a browser takes the terminal's place; see `tui.served`."""


def why_no_screen(language: Language = Language.ENGLISH) -> str | None:
    """Return why no screen can be drawn here, or None where one can."""
    if in_a_browser():
        return None
    # Textual paints to standard error, so that has to be the terminal too.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        return label("terminal.none", language)
    if os.environ.get("TERM", "") in ("", "dumb") and os.name != "nt":
        return label("terminal.dumb", language)
    return None


def in_a_browser() -> bool:
    """Return whether a browser takes the terminal's place."""
    return os.environ.get("TEXTUAL_DRIVER") == SERVED_DRIVER


def shows_blocks() -> bool:
    """Return whether block characters reach the terminal: its encoding is UTF-8."""
    # While Textual runs, `sys.stderr` is its own; the terminal's is kept under this name.
    encoding = sys.__stderr__.encoding if sys.__stderr__ else ""
    return encoding.replace("-", "").casefold() == "utf8"

"""Whether there is something that a screen can be drawn on."""

from __future__ import annotations

import os
import sys

from portfolio.wording import Language, label

SERVED_DRIVER = "tui.served.driver:ServedDriver"
"""What TEXTUAL_DRIVER names where a browser takes the terminal's place; see `tui.served`."""


def why_no_screen(language: Language = Language.ENGLISH) -> str | None:
    """Return why no screen can be drawn here, or None where one can."""
    if os.environ.get("TEXTUAL_DRIVER") == SERVED_DRIVER:
        return None
    # Textual paints to standard error, so that has to be the terminal too.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        return label("terminal.none", language)
    if os.environ.get("TERM", "") in ("", "dumb") and os.name != "nt":
        return label("terminal.dumb", language)
    return None

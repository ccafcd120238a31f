"""What was copied last, in a file: a terminal that takes no copy does not say so."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.crash import OWNER_ONLY

if TYPE_CHECKING:
    from pathlib import Path


def copied_file() -> Path:
    """Return where the last copy of whoever runs this is kept."""
    from platformdirs import user_state_path  # only where something is copied

    return user_state_path("portfolio", appauthor=False) / "copied.txt"


def keep_copied(text: str) -> None:
    """Keep a text in place of the last one, for its owner alone; without a place for it, do not."""
    path = copied_file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # never through a link
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")

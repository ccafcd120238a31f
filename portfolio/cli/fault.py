"""A fault of this program: what was being done, where the trace is, whether anything was written.

The trace goes to a file that only its owner can read, without the values of local variables:
they may hold what nobody else should see.
"""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.cli.desk import Desk


def report_fault(desk: Desk, error: Exception) -> int:
    """Write the trace to the log and two lines to stderr; return the exit code."""
    from portfolio.cli.exit_codes import FAULT
    from portfolio.cli.render import say

    try:
        where = f"The trace is in {_log(desk, error)}."
    except OSError as unwritten:
        where = f"No log could be written ({unwritten.strerror})."
    written = "The act itself was saved." if desk.saved else "Nothing was saved."
    say(
        f"{desk.doing}: a fault of this program ({type(error).__name__}). {written}",
        f"{where} Please report it.",
    )
    return FAULT


def close_quietly() -> None:
    """Let what is still unwritten go nowhere: whoever read our output has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log(desk: Desk, error: Exception) -> Path:
    from platformdirs import user_log_path

    path = user_log_path("portfolio", appauthor=False) / "portfolio.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(timezone.utc).isoformat(timespec="seconds")  # noqa: UP017  # one spelling in the project
    trace = "".join(traceback.format_exception(error))
    opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(opened, "a", encoding="utf-8") as file:
        file.write(f"{moment} {desk.doing}\n{trace}\n")
    return path

"""When the program fails: a log without any values, readable by its owner alone."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.text import Text
from textual.worker import WorkerFailed

from portfolio.wording import label
from tui.text import shown

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.wording import Language

OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class CrashLog:
    """Where a failure was written to; None where even that was not possible."""

    path: Path | None
    kind: str

    @classmethod
    def write(cls, error: BaseException | None) -> CrashLog:
        """Write the trace of an error to the user's log folder: no local variable is in it."""
        if isinstance(error, WorkerFailed):
            error = error.error
        kind = type(error).__name__
        try:
            path = _log_file()
            said = traceback.format_exception(error) if error else ["unknown\n"]
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(handle, "w", encoding="utf-8") as log:
                log.writelines(said)
        except OSError:
            return cls(None, kind)
        return cls(path, kind)

    def said(self, language: Language) -> Text:
        """Return the one line that says where the log is."""
        key = "crash.logged" if self.path else "crash.not_logged"
        said = label(key, language).format(path=self.path, kind=self.kind)
        return Text(shown(said), no_wrap=True, overflow="ignore")


def _log_file() -> Path:
    from platformdirs import user_log_path

    folder = user_log_path("portfolio", appauthor=False, ensure_exists=True)
    return folder / f"review-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.log"

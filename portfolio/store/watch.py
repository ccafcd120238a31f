"""Whether anything was written to a database since it was last asked: cheap enough to ask often."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from portfolio.domain.errors import StoreUnfit
from portfolio.store import journal, sqlite

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.store.engine import Database


_LOST = object()
"""What was last known where the database did not answer: whatever it says next is news."""


class Watch:
    """Held open on one database by one thread.

    A SQLite file is asked for its `data_version`, a few microseconds, and whether it is still the
    same file: a restored backup is another one. Other databases are asked for their newest entry.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: sqlite3.Connection | None = None
        self._file = 0
        self._last: object = None

    def has_moved(self) -> bool:
        """Whether it was written to since this was last asked.

        The first time it was not. Raises `StoreUnfit` where the database does not answer.
        """
        now = self._mark()
        if now is None:
            return False
        moved, self._last = self._last is not None and now != self._last, now
        return moved

    def close(self) -> None:
        """Let go of the connection."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _mark(self) -> object:
        """Return what is another once it was written to; None where that cannot be told now."""
        path = self._database.path
        if path is None:
            with self._database.reading() as connection:
                return journal.newest_moment(connection)
        try:
            version = sqlite.data_version(self._connection(path))
        except (OSError, sqlite3.Error) as error:
            self.close()
            self._last = _LOST
            raise StoreUnfit(
                f"{self._database.name} cannot be read any more ({error}): see whether the file "
                "and its folder are still there"
            ) from error
        return None if version is None else (self._file, version)

    def _connection(self, path: Path) -> sqlite3.Connection:
        file = path.stat().st_ino
        if self._held is None or file != self._file:
            self.close()
            self._held, self._file = sqlite.watching(self._database.reader), file
        return self._held

"""What others have written meanwhile: asked again and again by whoever shows the portfolio."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from portfolio.store import journal
from portfolio.store.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from portfolio.domain.journal import JournalEntry
    from portfolio.services.office import Office

MOST_ENTRIES = 200
"""How many entries are told of at once: more are a migration or an import, not news."""


class Lookout:
    """Tells what was written since it was last asked. For one thread alone."""

    def __init__(self, office: Office) -> None:
        self._database = office.database
        self._watch = Watch(office.database)
        self._seen: datetime | None = None

    def news(self) -> tuple[JournalEntry, ...] | None:
        """Return what was written since this was last asked, oldest first; None for nothing.

        The first time it is nothing. It may be empty: written to, but no entry. Raises
        `StoreUnfit` where the database does not answer.
        """
        begins = self._seen is None
        if not self._watch.has_moved() and not begins:
            return None
        with self._database.reading() as connection:
            newest = journal.newest_moment(connection)
            seen, self._seen = self._seen, newest
            if seen is None:
                return None
            return journal.entries_after(connection, seen, most=MOST_ENTRIES)

    def close(self) -> None:
        """Stop looking."""
        self._watch.close()


@contextmanager
def looking_out(office: Office) -> Iterator[Lookout]:
    """Open a lookout and let go of it at the end."""
    lookout = Lookout(office)
    try:
        yield lookout
    finally:
        lookout.close()

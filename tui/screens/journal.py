"""The journal: who made which move on what, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.pages.journal import entry_paragraphs, entry_rows, journal_layout
from tui.screens.entry import EntryScreen
from tui.screens.listing import ListScreen
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.journal import JournalEntry
    from tui.lines import Layout, Row


class JournalScreen(ListScreen):
    """The newest entries of all streams."""

    PLACE = Place.JOURNAL
    BINDINGS = bindings_for(Place.JOURNAL)

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, JournalEntry] | None = None
        self._rows: tuple[Row, ...] = ()

    def load(self) -> None:
        """Ask for the newest entries, and how many there are."""
        office = seat_of(self).office

        def read() -> tuple[tuple[JournalEntry, ...], int]:
            return browse.journal_entries(office), browse.entry_count(office)

        self.ask("journal", read, self._read)

    def _read(self, answer: tuple[tuple[JournalEntry, ...], int]) -> None:
        entries, count = answer
        self._entries = {f"entry {e.stream} {e.seq}": e for e in entries}
        self.cut_from = count if count > len(entries) else None
        self._rows = ()
        self.loaded()
        self.show()

    def relabel(self) -> None:
        """Say everything anew, in another language."""
        self._rows = ()
        super().relabel()

    def heads(self) -> Sequence[Layout]:
        """Return the column labels."""
        return (journal_layout(self.language),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return the entries as rows, made once for each reading: a filter looks at all of them."""
        if self._entries is None:
            return None
        if not self._rows:
            self._rows = tuple(entry_rows(tuple(self._entries.values()), self.language))
        return self._rows

    def nothing(self) -> str:
        """Return that nothing is recorded."""
        return label("empty.journal", self.language)

    def about(self, row: Row | None) -> None:
        """Show the beginning of the entry."""
        entry = (self._entries or {}).get(row.key) if row else None
        if entry is not None:
            self.pane.write(tuple(entry_paragraphs(entry, None, self.language)))

    def open_row(self, row: Row) -> None:
        """Open the entry in full."""
        entry = (self._entries or {}).get(row.key)
        if entry is not None:
            self.app.push_screen(EntryScreen(self.PLACE, entry))

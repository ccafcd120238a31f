"""The journal: who made which move on what, newest first, however long it is.

A window of it is at hand. Where the cursor comes near an end of the window, the next one is asked
for, and the window moves on under the cursor, which stays on its entry: no key waits for that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from portfolio.reports.filtering import at_hand
from portfolio.reports.journal_lines import JOURNAL
from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.pages.journal import entry_key, entry_paragraphs, entry_rows, journal_layout
from tui.screens.entry import EntryScreen
from tui.screens.long_list import LongList
from tui.seat import seat_of
from tui.widgets.endless import EndlessSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from portfolio.domain.journal import JournalEntry
    from portfolio.reports.filtering import Asked, Fields, Filter
    from portfolio.reports.journal_lines import JournalLine, JournalWindow
    from tui.lines import Layout, Row
    from tui.widgets.sheet import Sheet


class JournalScreen(LongList):
    """The entries of all streams."""

    PLACE = Place.JOURNAL
    BINDINGS = bindings_for(Place.JOURNAL)

    def __init__(self) -> None:
        super().__init__()
        self._window: JournalWindow | None = None
        self._begins = 0
        self._known: JournalEntry | None = None

    def list_widget(self) -> Sheet:
        """Return a list that goes on beyond what is at hand."""
        return EndlessSheet(id="list")

    def load(self) -> None:
        """Ask for the entries at hand again."""
        self.ask_lines()

    def ask_lines(self, then: Callable[[], None] | None = None) -> None:
        """Ask for the window of entries that is wanted."""
        office, asked = seat_of(self).office, self.asked

        def read(window: JournalWindow) -> None:
            self._window, self._begins = window, window.begins
            self.answers = replace(asked, begins=window.begins)
            self.loaded()
            self.show()
            if then is not None:
                then()

        self.ask("journal", lambda: browse.journal_window(office, asked), read)

    @property
    def asked(self) -> Asked:
        """What is wanted now; another filter or order begins at its first entry."""
        asked, before = super().asked, self.answers
        same = (asked.wanted, asked.order) == (before.wanted, before.order)
        return replace(asked, begins=self._begins if same else 0)

    @property
    def is_whole(self) -> bool:
        """Whether every entry is at hand."""
        return self._window is None or self._window.is_whole

    def fields(self) -> Fields:
        """Return what the journal is filtered and sorted by."""
        return JOURNAL

    def layouts(self) -> Sequence[Layout]:
        """Return the columns."""
        return (journal_layout(self.language),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return the entries at hand that the filter lets through."""
        if self._window is None:
            return None
        lines = self._window.lines
        kept = at_hand(lines, self.asked, JOURNAL) if self.is_whole else lines
        return tuple(entry_rows(kept, self.language))

    def found(self) -> int:
        """Return how many entries were found for what was asked."""
        return self._window.found if self._window else 0

    def in_all(self) -> int:
        """Return how many entries there are."""
        return self._window.in_all if self._window else 0

    def counted(self, shown: int, in_all: int) -> str:
        """Return which entries are at hand of how many."""
        if self.is_whole or shown == self.found():
            return super().counted(shown, in_all)
        said = label("total.window", self.language)
        return said.format(
            first=f"{self._begins + 1:,}", last=f"{self._begins + shown:,}", count=f"{in_all:,}"
        )

    def nothing(self) -> str:
        """Return that nothing is recorded."""
        return label("empty.journal", self.language)

    def count_lines(self, filters: Collection[Filter]) -> tuple[int, ...]:
        """Return how many entries each filter lets through."""
        return browse.count_entries(seat_of(self).office, filters)

    def about(self, row: Row | None) -> None:
        """Show the beginning of the entry, and move the window on where its end is near."""
        if row is None:
            return
        self._move_on()

        def tell(entry: JournalEntry) -> None:
            if self.sheet.current is not None and self.sheet.current.key == entry_key(entry):
                self.pane.write(tuple(entry_paragraphs(entry, None, self.language)))

        self._read_entry(row, tell)

    def _read_entry(self, row: Row, then: Callable[[JournalEntry], None]) -> None:
        """Give the entry of a row, which is read in full only when it is looked at."""
        office, known = seat_of(self).office, self._known
        if known is not None and entry_key(known) == row.key:
            then(known)
            return
        stream, seq = self._line(row).stream, self._line(row).seq

        def read(entry: JournalEntry) -> None:
            self._known = entry
            then(entry)

        self.ask("entry", lambda: browse.journal_entry(office, stream, seq), read)

    def _line(self, row: Row) -> JournalLine:
        lines = self._window.lines if self._window else ()
        return next(line for line in lines if entry_key(line) == row.key)

    def _move_on(self) -> None:
        """Ask for the next window when the cursor is in the first or last quarter of this one."""
        place, size = self.sheet.cursor or 0, len(self.sheet.rows)
        if self.is_whole or self.answers != self.asked:
            return
        if place >= size - size // 4 and self._begins + size < self.found():
            self._begins += size // 2
        elif place < size // 4 and self._begins:
            self._begins = max(0, self._begins - size // 2)
        if self.answers != self.asked:
            self.ask_lines()

    @on(EndlessSheet.Wanted)
    def _go_to_end(self, message: EndlessSheet.Wanted) -> None:
        """Go to the first or last entry of all, moving the window there."""
        sheet = self.query_one(EndlessSheet)
        begins = max(0, self.found() - len(sheet.rows)) if message.is_last else 0
        if self.is_whole or begins == self._begins:
            sheet.go_to_end(is_last=message.is_last)
            return
        self._begins = begins
        self.ask_lines(lambda: sheet.go_to_end(is_last=message.is_last))

    def open_row(self, row: Row) -> None:
        """Open the entry in full."""

        def show(entry: JournalEntry) -> None:
            self.app.push_screen(EntryScreen(self.PLACE, entry))

        self._read_entry(row, show)

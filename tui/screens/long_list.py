"""Lists of any length: filtered and sorted where they stand, or by the database where they are cut.

What is asked for is a value, `Asked`. Rows at hand that answer another one stay until the right
ones are there, so that nothing on the screen waits.
"""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.reports.filtering import Asked, Filter, Order, read_filter
from portfolio.wording import label
from tui.columns import next_order, shaped, shaped_rows
from tui.screens.columns import ColumnChoices
from tui.screens.listing import ListScreen
from tui.screens.saved import SavedFilters
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.timer import Timer

    from portfolio.reports.filtering import Fields
    from portfolio.services.saved_filters import SavedFilter
    from tui.lines import Layout, Row

PAUSE = 0.15
"""Seconds without a letter typed after which the database is asked."""


class LongList(SavedFilters, ListScreen):
    """A list that can be sorted, and whose filter knows keys and comparisons."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: Filter | None = None
        self.order: Order | None = None
        self.hidden: set[str] = set()
        self.answers = Asked()
        self._pause: Timer | None = None

    @abstractmethod
    def fields(self) -> Fields | None:
        """Return what the list is filtered and sorted by; None where nothing has been read yet."""

    @abstractmethod
    def layouts(self) -> Sequence[Layout]:
        """Return the columns as they are when none is hidden."""

    @property
    @abstractmethod
    def is_whole(self) -> bool:
        """Whether every line there is is at hand."""

    @abstractmethod
    def ask_lines(self) -> None:
        """Ask the database for what is `asked`."""

    @property
    def asked(self) -> Asked:
        """What is wanted now."""
        return Asked(wanted=self.wanted, order=self.order, language=self.language)

    def heads(self) -> Sequence[Layout]:
        """Return the column labels of what is seen, that of the sorted column marked."""
        return [shaped(layout, self.hidden, self.order) for layout in self.layouts()]

    def read_filter(self, typed: str) -> None:
        """Take another filter. Raises `Invalid` where it cannot be read: the last one stays."""
        fields, today = self.fields(), seat_of(self).office.today()
        if fields is not None:
            wanted = read_filter(typed, fields, self.language, today)
            self.wanted = wanted if typed.strip() else None

    @abstractmethod
    def count_lines(self, filters: Collection[Filter]) -> tuple[int, ...]:
        """Return how many lines each filter lets through; asked in a thread."""

    def count_saved(self, then: Callable[[], None]) -> None:
        """Bring the counts of the saved filters up to date."""
        fields, today = self.fields(), seat_of(self).office.today()
        if fields is None:
            return
        filters: dict[str, Filter] = {}
        for each in self.saved:
            with suppress(Invalid):  # a filter of a release that knew other keys
                filters[each.name] = read_filter(each.typed, fields, self.language, today)

        def read(counts: tuple[int, ...]) -> None:
            self.counts = dict(zip(filters, counts, strict=True))
            then()

        self.ask("counts", lambda: self.count_lines(filters.values()), read)

    def use_filter(self, saved: SavedFilter) -> None:
        """Filter by one that is kept."""
        self.set_filter(saved.typed)

    def filter_words(self) -> str:
        """Return what can be typed in the filter line: words, and the keys of this list."""
        fields = self.fields()
        if fields is None:
            return super().filter_words()
        said = label("filter.keyed", self.language)
        keys = (f"{key}{own[0].SIGN}" for key, own in fields.keys.items())
        return said.format(keys=" ".join(keys))

    def show(self) -> None:
        """Show what is at hand, and ask for the rest where that answers another question."""
        if self.wanted is not None:
            self.read_filter(self.words)  # the language or the day may be another
        if not self.is_whole and self.answers != self.asked:
            self._ask_soon()
            return
        rows = self.all_rows()
        if rows is None:
            self.sheet.fill((), self.heads())
        else:
            self.put(tuple(shaped_rows(rows, self.hidden, self.order)))

    def totals(self) -> tuple[int, int]:
        """Return how many lines are shown of those found; of all, where every found one is."""
        shown = sum(self.is_line(row) for row in self.sheet.rows)
        found = shown if self.is_whole else self.found()
        return shown, found if found > shown else self.in_all()

    def is_line(self, row: Row) -> bool:
        """Whether a row is one of those that are counted."""
        return row.can_be_chosen

    @abstractmethod
    def found(self) -> int:
        """Return how many lines the database found for what was asked."""

    @abstractmethod
    def in_all(self) -> int:
        """Return how many lines there are without a filter."""

    def _ask_soon(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._ask_now)

    def _ask_now(self) -> None:
        self._pause = None
        self.ask_lines()

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come, or a question still to be put."""
        return self._pause is not None or super().is_waiting

    def action_sort(self) -> None:
        """Sort by the next column; after the last one stands the list's own order again."""
        width = self.sheet.columns - 2
        self.order = next_order(self.order, self.heads(), width)
        self.say("" if self.order else label("sorted.own", self.language))
        self.show()

    def action_reverse(self) -> None:
        """Turn the sorted column round."""
        if self.order is None:
            self.say(label("why.not_sorted", self.language))
            return
        self.order = replace(self.order, is_reverse=not self.order.is_reverse)
        self.show()

    def action_columns(self) -> None:
        """Choose which columns are seen."""
        named = [column for layout in self.layouts() for column in layout if column.name]
        self.app.push_screen(ColumnChoices(named, self.hidden, self.language, self.show))

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use now."""
        if name == "reverse" and self.order is None:
            return label("why.not_sorted", self.language)
        if name in ("sort", "reverse", "columns", "filters"):
            return None
        return super().why_not(name)

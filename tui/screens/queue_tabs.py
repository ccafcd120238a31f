"""The tabs of the queue: by role, then one for each saved filter, with how many lines each has."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.reports.filtering import read_filter
from portfolio.reports.queue_fields import QUEUE
from portfolio.wording import label
from tui.pages.queue import ALL, MINE, role_of, tab_words, tabs_for
from tui.screens.long_list import LongList
from tui.seat import seat_of
from tui.text import shown
from tui.widgets.bars import Bar, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.widget import Widget

    from portfolio.domain.people import Role
    from portfolio.reports.filtering import Asked
    from portfolio.services.saved_filters import SavedFilter

_MORE = "<"
"""Stands for the tabs that did not fit."""

SAVED = "saved "
"""Begins the tab of a saved filter; its name follows."""


class TabsBar(Bar):
    """The tabs of the queue; the open one is bracketed."""

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self._tabs: Sequence[tuple[str, str]] = ()
        self._open = ""

    def show(self, tabs: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show tabs, each with its name and what is said on it."""
        self._tabs, self._open = tabs, chosen
        self.refresh()

    def pieces(self) -> Sequence[Piece]:
        """Return one piece for each tab; where not all fit, the first ones give way."""
        names = [tab for tab, _ in self._tabs]
        pieces = [
            Piece(f"[{said}]", "bar--here")
            if tab == self._open
            else Piece(f" {said} ", "", f"tab({str(tab)!r})")
            for tab, said in self._tabs
        ]
        here = names.index(self._open) if self._open in names else 0
        first = 0
        while first < here and self._cells(pieces[first : here + 1]) > self.size.width - len(_MORE):
            first += 1
        return [Piece(_MORE), *pieces[first:]] if first else pieces

    def _cells(self, pieces: Sequence[Piece]) -> int:
        return sum(cell_len(shown(piece.text)) for piece in pieces)


class QueueTabs(LongList):
    """A list in tabs. What is typed filters the open one further."""

    def __init__(self) -> None:
        super().__init__()
        self._tab: str | None = None

    def body(self) -> Iterable[Widget]:
        """Return the tabs above list and pane."""
        yield TabsBar()
        yield from super().body()

    @property
    @abstractmethod
    def is_read(self) -> bool:
        """Whether it is known what waits."""

    @property
    @abstractmethod
    def by_role(self) -> Mapping[Role, int]:
        """How much waits for each role."""

    @property
    @abstractmethod
    def mine(self) -> Mapping[Role, int]:
        """How much of that waits for who acts."""

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs there are for who acts, then those of the saved filters that can be read."""
        saved = (f"{SAVED}{each.name}" for each in self.saved if each.name in self.counts)
        return (*tabs_for(seat_of(self).person, self.by_role, self.mine), *saved)

    @property
    def tab(self) -> str:
        """The open tab: the first one until another is chosen."""
        return self._tab if self._tab in self.tabs else self.tabs[0]

    @property
    def open_filter(self) -> SavedFilter | None:
        """The saved filter whose tab is open."""
        return next((each for each in self.saved if f"{SAVED}{each.name}" == self.tab), None)

    @property
    def asked(self) -> Asked:
        """What is wanted now of the open tab."""
        person = seat_of(self).person if self.tab == MINE else None
        return replace(super().asked, role=role_of(self.tab), person=person)

    def read_filter(self, typed: str) -> None:
        """Take another filter, beside the saved one whose tab is open."""
        super().read_filter(typed)
        saved = self.open_filter
        if saved is not None:
            own = read_filter(saved.typed, QUEUE, self.language, seat_of(self).office.today())
            self.wanted = own if self.wanted is None else own.also(self.wanted)

    def show(self) -> None:
        """Show tabs and rows; no tabs before it is known what waits."""
        tabs = self.tabs if self.is_read else ()
        self.query_one(TabsBar).show([(tab, self._said_on(tab)) for tab in tabs], self.tab)
        super().show()

    def in_all(self) -> int:
        """Return how many lines the open tab has."""
        return self._count(self.tab)

    def _count(self, tab: str) -> int:
        if tab.startswith(SAVED):
            return self.counts[tab.removeprefix(SAVED)]
        role, waiting = role_of(tab), self.mine if tab == MINE else self.by_role
        return sum(n for each, n in waiting.items() if role in (None, each))

    def _said_on(self, tab: str) -> str:
        count = self._count(tab)
        if tab.startswith(SAVED):
            return f"{tab.removeprefix(SAVED)} {count:,}"
        return tab_words(tab, count, self.language)

    def say_nothing(self, besides: str = "") -> None:
        """Say that nothing matches; of one's own or a role's, also how much of all does."""
        super().say_nothing(besides)
        wanted = self.wanted
        if wanted is not None and not besides and self._is_part:
            self.ask("elsewhere", lambda: self.count_lines((wanted,)), self._say_elsewhere)

    @property
    def _is_part(self) -> bool:
        return self.tab != ALL and self.open_filter is None

    def _say_elsewhere(self, counts: tuple[int, ...]) -> None:
        (count,) = counts
        if count and self._is_part and self.words and self.sheet.current is None:
            tab, said = label(f"tab.{ALL}", self.language), label("empty.elsewhere", self.language)
            self.say_nothing(said.format(tab=tab, count=f"{count:,}"))

    def filters_changed(self) -> None:
        """Count what the saved filters let through: each is a tab."""
        self.count_saved(self.show)

    def use_filter(self, saved: SavedFilter) -> None:
        """Open the tab of a saved filter; one that cannot be read is typed, which says why."""
        if saved.name in self.counts:
            self.action_tab(f"{SAVED}{saved.name}")
        else:
            super().use_filter(saved)

    def action_tab(self, tab: str) -> None:
        """Open a tab."""
        self._tab = tab
        self.read_filter(self.words)
        self.show()

    def action_next_tab(self) -> None:
        """Open the tab to the right."""
        self._turn(1)

    def action_previous_tab(self) -> None:
        """Open the tab to the left."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        tabs = self.tabs
        self.action_tab(tabs[(tabs.index(self.tab) + by) % len(tabs)])

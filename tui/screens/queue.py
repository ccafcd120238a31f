"""The first screen: what waits for whom, and since when; mine first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.reports.filtering import at_hand, read_filter
from portfolio.reports.queue_fields import QUEUE
from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.pages.about import about_subject
from tui.pages.queue import key_of, queue_layout, queue_rows, roles_of, tab_words, tabs_for
from tui.screens.deciding import DecidingScreen
from tui.screens.grant import GrantScreen
from tui.screens.long_list import LongList
from tui.seat import seat_of
from tui.widgets.bars import Bar, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from portfolio.domain.transitions import Act
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.filtering import Asked, Fields
    from portfolio.reports.queue import QueueLine, QueuePage
    from portfolio.services.saved_filters import SavedFilter
    from tui.lines import Layout, Row, Subject


class TabsBar(Bar):
    """The tabs of the queue; the open one is bracketed."""

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self._tabs: tuple[tuple[str, str], ...] = ()
        self._open = ""

    def show(self, tabs: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show tabs by name and words."""
        self._tabs, self._open = tuple(tabs), chosen
        self.refresh()

    def pieces(self) -> Sequence[Piece]:
        """Return the tabs."""
        return [
            Piece(f"[{said}]", "bar--here", f"tab('{tab}')")
            if tab == self._open
            else Piece(f" {said} ", "", f"tab('{tab}')")
            for tab, said in self._tabs
        ]


SAVED = "saved "
"""Begins the name of the tab of a saved filter; its number among them follows."""


class QueueScreen(LongList, DecidingScreen):
    """What waits, by role."""

    PLACE = Place.QUEUE
    BINDINGS = bindings_for(Place.QUEUE)

    def __init__(self) -> None:
        super().__init__()
        self._page: QueuePage | None = None
        self._tab: str | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._counts: dict[str, int] = {}

    def body(self) -> Iterable[Widget]:
        """Return the tabs above list and pane."""
        yield TabsBar()
        yield from super().body()

    def load(self) -> None:
        """Ask what waits."""
        self._dossiers.clear()
        self.ask_lines()
        self.filters_changed()

    def ask_lines(self) -> None:
        """Ask what waits of what is wanted."""
        office, asked = seat_of(self).office, self.asked

        def read(page: QueuePage) -> None:
            self._page, self.answers = page, asked
            self.loaded()
            self.show()

        self.ask("queue", lambda: browse.queue_page(office, asked), read)

    def filters_changed(self) -> None:
        """Count what the saved filters let through: each is a tab."""
        office, today = seat_of(self).office, seat_of(self).office.today()
        filters = {}
        for each in self.saved:
            with suppress(Invalid):  # a filter of a release that knew other keys
                filters[each.name] = read_filter(each.typed, QUEUE, self.language, today)

        def read(counts: tuple[int, ...]) -> None:
            self._counts = dict(zip(filters, counts, strict=True))
            self.show()

        self.ask("counts", lambda: browse.count_waiting(office, filters.values()), read)

    @property
    def is_whole(self) -> bool:
        """Whether all that waits is at hand."""
        return self._page is None or self._page.is_whole

    @property
    def asked(self) -> Asked:
        """What is wanted now: of the open tab, and of its saved filter."""
        roles = roles_of(self.tab, seat_of(self).person)
        return replace(super().asked, roles=roles)

    def fields(self) -> Fields:
        """Return what the queue is filtered and sorted by."""
        return QUEUE

    def read_filter(self, typed: str) -> None:
        """Take another filter, beside the saved one whose tab is open."""
        super().read_filter(f"{self._saved_words} {typed}".strip())

    @property
    def _saved_words(self) -> str:
        """What the saved filter says whose tab is open."""
        return self._saved(self.tab).typed if self.tab.startswith(SAVED) else ""

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs there are for who acts, then those of saved filters."""
        by_role = self._page.by_role if self._page else {}
        own = (f"{SAVED}{n}" for n, each in enumerate(self.saved) if each.name in self._counts)
        return (*tabs_for(seat_of(self).person, by_role), *own)

    @property
    def tab(self) -> str:
        """The open tab: the first one until another is chosen."""
        return self._tab if self._tab in self.tabs else self.tabs[0]

    @property
    def _with_role(self) -> bool:
        """Whether the rows of the open tab wait for more than one role."""
        roles = roles_of(self.tab, seat_of(self).person)
        return roles is None or len(roles) > 1

    def _in_tab(self) -> tuple[QueueLine, ...]:
        if self._page is None:
            return ()
        roles = self.asked.roles
        return tuple(x for x in self._page.lines if roles is None or x.role in roles)

    def layouts(self) -> Sequence[Layout]:
        """Return the columns."""
        return (queue_layout(self.language, self._in_tab(), with_role=self._with_role),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return the rows of the open tab that the filter lets through."""
        if self._page is None:
            return None
        lines = at_hand(self._in_tab(), self.asked, QUEUE) if self.is_whole else self._page.lines
        today = seat_of(self).office.today()
        return queue_rows(lines, today, self.language, with_role=self._with_role)

    def show(self) -> None:
        """Show tabs and rows."""
        self.query_one(TabsBar).show([(tab, self._tab_words(tab)) for tab in self.tabs], self.tab)
        super().show()

    def found(self) -> int:
        """Return how many lines were found for what was asked."""
        return self._page.found if self._page else 0

    def in_all(self) -> int:
        """Return how many lines the open tab has."""
        return self._count(self.tab)

    def _count(self, tab: str) -> int:
        if tab.startswith(SAVED):
            return self._counts[self._saved(tab).name]
        roles = roles_of(tab, seat_of(self).person)
        by_role = self._page.by_role if self._page else {}
        return sum(n for role, n in by_role.items() if roles is None or role in roles)

    def _saved(self, tab: str) -> SavedFilter:
        return self.saved[int(tab.removeprefix(SAVED))]

    def _tab_words(self, tab: str) -> str:
        count = self._count(tab)
        if tab.startswith(SAVED):
            return f"{self._saved(tab).name} {count:,}"
        return tab_words(tab, count, self.language)

    def use_filter(self, saved: SavedFilter) -> None:
        """Open the tab of a saved filter."""
        self.action_tab(f"{SAVED}{self.saved.index(saved)}")

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that nothing waits."""
        return label("empty.queue", self.language)

    def about(self, row: Row | None) -> None:
        """Show what stands behind the chosen row."""
        subject = row.subject if row else None
        if subject is None:
            return
        known = self._dossiers.get(subject.grant)
        if known is not None:
            self._tell(known, subject)
            return
        office, grant = seat_of(self).office, subject.grant

        def tell(dossier: Dossier) -> None:
            self._dossiers[grant] = dossier
            self._tell(dossier, subject)

        self.ask("about", lambda: browse.dossier(office, grant), tell)

    def _tell(self, dossier: Dossier, subject: Subject) -> None:
        if self.chosen() != subject:
            return
        self.pane.write(tuple(about_subject(dossier, subject, self.language)))

    def act_here(self, dossier: Dossier, subject: Subject) -> Act | None:
        """Return the act that is waited for."""
        row = self.sheet.current
        for line in self._page.lines if self._page else ():
            if row is not None and row.subject == subject and row.key == key_of(line):
                return line.act
        return super().act_here(dossier, subject)

    def open_row(self, row: Row) -> None:
        """Open the grant, at what waits."""
        if row.subject is not None:
            rows = self.sheet.rows
            grants = tuple(dict.fromkeys(r.subject.grant for r in rows if r.subject))
            key = f"{row.subject.kind} {row.subject.code}"
            self.app.push_screen(GrantScreen(self.PLACE, row.subject.grant, grants, key))

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

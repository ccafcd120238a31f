"""The first screen: what waits for whom, and since when; mine first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.wording import amount_short, label
from tui.actions import Place, bindings_for
from tui.lines import Subject
from tui.pages.about import about_subject
from tui.pages.queue import (
    key_of,
    lines_in,
    queue_layout,
    queue_rows,
    says_whom,
    tab_words,
    tabs_for,
    whom_paragraph,
)
from tui.screens.grant import GrantScreen
from tui.screens.marking import MarkingScreen
from tui.seat import seat_of
from tui.widgets.bars import Bar, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from portfolio.domain.transitions import Act
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.queue import QueueLine
    from tui.lines import Layout, Row


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


class QueueScreen(MarkingScreen):
    """What waits, by role."""

    PLACE = Place.QUEUE
    BINDINGS = bindings_for(Place.QUEUE)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[QueueLine, ...] | None = None
        self._tab: str | None = None
        self._is_first_run = False
        self._dossiers: dict[str, Dossier] = {}

    def body(self) -> Iterable[Widget]:
        """Return the tabs above list and pane."""
        yield TabsBar()
        yield from super().body()

    def load(self) -> None:
        """Ask what waits."""
        office = seat_of(self).office
        self._dossiers.clear()

        def read() -> tuple[tuple[QueueLine, ...], bool]:
            lines = browse.queue(office)
            return lines, bool(lines) or browse.has_grants(office)

        self.ask("queue", read, self._read)

    def _read(self, answer: tuple[tuple[QueueLine, ...], bool]) -> None:
        self._lines, has_grants = answer
        self._is_first_run = not has_grants
        self.loaded()
        self.show()

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs there are for who acts."""
        return tabs_for(seat_of(self).person, self._lines or ())

    @property
    def tab(self) -> str:
        """The open tab: the first one until another is chosen."""
        return self._tab if self._tab in self.tabs else self.tabs[0]

    def heads(self) -> Sequence[Layout]:
        """Return the column labels."""
        if self._is_first_run:
            return ()
        lines = lines_in(self.tab, seat_of(self).person, self._lines or ())
        return (queue_layout(self.language, lines, with_role=says_whom(lines)),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return the rows of the open tab; while there are no grants, what to begin with."""
        if self._lines is None:
            return None
        if self._is_first_run:
            return self.first_rows()
        lines = lines_in(self.tab, seat_of(self).person, self._lines)
        today = seat_of(self).office.today()
        return queue_rows(lines, today, self.language, with_role=says_whom(lines))

    def show(self) -> None:
        """Show tabs and rows."""
        person, lines = seat_of(self).person, self._lines or ()
        self.query_one(TabsBar).show(
            [
                (tab, tab_words(tab, len(lines_in(tab, person, lines)), self.language))
                for tab in self.tabs
            ],
            self.tab,
        )
        super().show()

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that nothing waits."""
        return label("empty.queue", self.language)

    def about(self, row: Row | None) -> None:
        """Show what stands behind the chosen row."""
        subject = row.subject if row else None
        if self._is_first_run:
            self.about_first(row)
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
        title, *others = about_subject(dossier, subject, self.language)
        line = self._line(subject)
        whom = () if line is None else (whom_paragraph(line, self.language),)
        self.pane.write((title, *whom, *others))

    def act_here(self, dossier: Dossier, subject: Subject) -> Act | None:
        """Return the act that is waited for."""
        line = self._line(subject)
        return super().act_here(dossier, subject) if line is None else line.act

    def _line(self, subject: Subject) -> QueueLine | None:
        """Return the line of the chosen row, if that is about this subject."""
        row = self.sheet.current
        key = row.key if row is not None and row.subject == subject else None
        return next((line for line in self._lines or () if key_of(line) == key), None)

    def markable(self) -> dict[str, tuple[Act, Subject]]:
        """Return what waits: act and subject of each line."""
        return {
            key_of(line): (line.act, Subject(line.kind, line.grant, line.code))
            for line in self._lines or ()
        }

    def money_of(self, keys: Sequence[str]) -> str:
        """Return the money that these lines hold up, each currency for itself."""
        sums: defaultdict[str, int] = defaultdict(int)
        for line in self._lines or ():
            if key_of(line) in keys:
                sums[line.currency] += line.money_minor
        return " + ".join(amount_short(m, c, self.language) for c, m in sums.items())

    def open_row(self, row: Row) -> None:
        """Open the grant, at what waits; of a first step, what it begins."""
        if not self.begins(row) and row.subject is not None:
            rows = self.sheet.rows
            grants = tuple(dict.fromkeys(r.subject.grant for r in rows if r.subject))
            key = f"{row.subject.kind} {row.subject.code}"
            self.app.push_screen(GrantScreen(self.PLACE, row.subject.grant, grants, key))

    def action_tab(self, tab: str) -> None:
        """Open a tab."""
        self._tab = tab
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

"""The first screen: what waits for whom, and since when; mine first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from portfolio.reports.filtering import at_hand
from portfolio.reports.queue_fields import QUEUE
from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.lines import Subject, Tone
from tui.pages.about import about_subject
from tui.pages.queue import (
    MINE,
    key_of,
    lines_in,
    queue_layout,
    queue_rows,
    whom_paragraph,
)
from tui.screens.marking import MarkingScreen
from tui.screens.queue_tabs import QueueTabs
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from portfolio.domain.people import Role
    from portfolio.domain.transitions import Act
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.filtering import Fields, Filter
    from portfolio.reports.queue import QueueLine, QueuePage
    from tui.lines import Layout, Money, Row


class QueueScreen(MarkingScreen, QueueTabs):
    """What waits, by role."""

    PLACE = Place.QUEUE
    BINDINGS = bindings_for(Place.QUEUE)

    def __init__(self) -> None:
        super().__init__()
        self._page: QueuePage | None = None
        self._known: dict[str, QueueLine] = {}
        self._is_first_run = False
        self._dossiers: dict[str, Dossier] = {}

    def load(self) -> None:
        """Ask what waits."""
        self._dossiers.clear()
        self.ask_lines()
        self.filters_changed()

    def ask_lines(self) -> None:
        """Ask what waits of what is wanted, and what is marked beside that."""
        office, person = seat_of(self).office, seat_of(self).person
        asked, marked = self.asked, self._marked_grants()

        def read() -> tuple[QueuePage, tuple[QueueLine, ...], bool]:
            page = browse.queue_page(office, asked, person)
            beside = () if page.is_whole else browse.queue_of(office, marked)
            return page, beside, bool(page.by_role) or browse.has_grants(office)

        def take(answer: tuple[QueuePage, tuple[QueueLine, ...], bool]) -> None:
            self._page, beside, has_grants = answer
            self._known = {key_of(line): line for line in (*beside, *self._page.lines)}
            self._is_first_run = not has_grants
            self.answers = asked
            self.loaded()
            self.show()

        self.ask("queue", read, take)

    def _marked_grants(self) -> tuple[str, ...]:
        """Return the grants in which something is marked."""
        marked = (self._known[key].grant for key in self.sheet.marks if key in self._known)
        return tuple(dict.fromkeys(marked))

    def count_lines(self, filters: Collection[Filter]) -> tuple[int, ...]:
        """Return how many lines each filter lets through."""
        return browse.count_waiting(seat_of(self).office, filters)

    @property
    def is_read(self) -> bool:
        """Whether it is known what waits."""
        return self._page is not None

    @property
    def by_role(self) -> Mapping[Role, int]:
        """How much waits for each role."""
        return self._page.by_role if self._page else {}

    @property
    def mine(self) -> Mapping[Role, int]:
        """How much of that waits for who acts."""
        if self._page is None or not self._page.is_whole:
            return self._page.mine if self._page else {}
        mine = lines_in(MINE, seat_of(self).person, self._page.lines)
        return Counter(line.role for line in mine)

    @property
    def is_whole(self) -> bool:
        """Whether all that waits is at hand."""
        return self._page is None or self._page.is_whole

    def is_line(self, row: Row) -> bool:
        """Whether a row is something that waits: those are counted."""
        return row.can_be_chosen and not self._is_first_run

    def found(self) -> int:
        """Return how many lines were found for what was asked."""
        return self._page.found if self._page else 0

    def fields(self) -> Fields:
        """Return what the queue is filtered and sorted by."""
        return QUEUE

    def _in_tab(self) -> tuple[QueueLine, ...]:
        """Return the lines at hand of the open tab."""
        return lines_in(self.tab, seat_of(self).person, self._page.lines if self._page else ())

    def layouts(self) -> Sequence[Layout]:
        """Return the columns."""
        if self._is_first_run:
            return ()
        return (queue_layout(self.language, self._in_tab()),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return the rows of the open tab that are wanted; without grants, what to begin with."""
        if self._page is None:
            return None
        if self._is_first_run:
            return self.first_rows()
        own, today = self._in_tab(), seat_of(self).office.today()
        lines = at_hand(own, self.asked, QUEUE) if self.is_whole else self._page.lines
        return queue_rows(lines, today, self.language, queue_layout(self.language, own))

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that nothing waits, or nothing of what the open tab is for."""
        saved = self.open_filter
        if saved is None:
            return label("empty.queue", self.language)
        return label("empty.saved", self.language).format(filter=f"/{saved.typed}")

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
        return self._known.get(row.key) if row is not None and row.subject == subject else None

    def markable(self) -> dict[str, tuple[Act, Subject, Money]]:
        """Return what waits: act, subject and money of each line."""
        return {
            key: (
                line.act,
                Subject(line.kind, line.grant, line.code),
                (line.money_minor, line.currency),
            )
            for key, line in self._known.items()
        }

    def action_mark_all(self) -> None:
        """Mark everything the filter lets through; say so where not all of that is at hand."""
        super().action_mark_all()
        if not self.is_whole and self.found() > len(self.sheet.rows):
            self.say(label("marked.only_shown", self.language), Tone.WARN)

    def open_row(self, row: Row) -> None:
        """Open the grant, at what waits; of a first step, what it begins."""
        from tui.screens.grant import GrantScreen

        if not self.begins(row) and row.subject is not None:
            subject = row.subject
            key = f"{subject.kind} {subject.code}"
            grants = self.grants_shown()
            self.app.push_screen(GrantScreen(self.PLACE, subject.grant, grants, key))

"""The portfolio: programmes, and the grants beneath each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.reports.filtering import Asked, at_hand
from portfolio.reports.overview import fields_of
from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.lines import Layout, Paragraph, Row
from tui.pages.portfolio import about_line, grant_layout, portfolio_rows, programme_layout
from tui.screens.beginning import BeginningScreen
from tui.screens.grant import GrantScreen
from tui.screens.long_list import LongList
from tui.screens.pictures import PicturesScreen, of_grant, of_programme
from tui.screens.programme import ProgrammeScreen
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from portfolio.reports.filtering import Fields, Filter
    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine


class PortfolioScreen(BeginningScreen, LongList):
    """Programmes with what is committed, paid, payable, at risk and overdue."""

    PLACE = Place.PORTFOLIO
    BINDINGS = bindings_for(Place.PORTFOLIO)

    def __init__(self) -> None:
        super().__init__()
        self._found: Overview | None = None

    def load(self) -> None:
        """Ask for the overview."""
        office = seat_of(self).office
        self.ask("overview", lambda: browse.overview(office), self._read)

    def _read(self, found: Overview) -> None:
        self._found, self.answers = found, Asked(language=self.language)
        self.loaded()
        if self.words and self.wanted is None:
            self.read_filter(self.words)  # typed before it was known what there is
        self.show()

    def ask_lines(self) -> None:
        """Ask for the grants that are wanted; the sums of programmes stay."""
        office, found, asked = seat_of(self).office, self._found, self.asked
        if found is None:
            return

        def read(found: Overview) -> None:
            self._found, self.answers = found, asked
            self.show()

        self.ask("grants", lambda: browse.grants_wanted(office, found, asked), read)

    @property
    def is_whole(self) -> bool:
        """Whether every grant is at hand."""
        return self._found is None or self._found.is_whole

    def is_line(self, row: Row) -> bool:
        """Whether a row is a grant: those are counted."""
        return row.subject is not None

    def found(self) -> int:
        """Return how many grants were found for what was asked."""
        return self._found.grants_found if self._found else 0

    def in_all(self) -> int:
        """Return how many grants there are."""
        return self._found.grants_in_all if self._found else 0

    def count_lines(self, filters: Collection[Filter]) -> tuple[int, ...]:
        """Return how many grants each filter lets through."""
        return browse.count_grants(seat_of(self).office, filters)

    def fields(self) -> Fields | None:
        """Return what grants are filtered and sorted by."""
        return None if self._found is None else fields_of(self._found)

    def layouts(self) -> Sequence[Layout]:
        """Return the columns of programmes and of grants, where there are any."""
        if self._found is not None and not self._found.programmes:
            return ()
        return (programme_layout(self.language), grant_layout(self.language))

    def all_rows(self) -> Sequence[Row] | None:
        """Return programmes and the grants wanted; while there are none, what to begin with."""
        if self._found is None:
            return None
        grants = self._found.grants
        if self.is_whole:
            grants = at_hand(grants, self.asked, fields_of(self._found))
        rows = portfolio_rows(self._found, grants, self.words, self.language)
        return rows if self._found.grants_in_all else [*rows, *self.first_rows()]

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that nothing is recorded; what to begin with stands in the list."""
        return label("why.nothing_here", self.language)

    def about(self, row: Row | None) -> None:
        """Show the exact sums of the chosen programme or grant."""
        if self._found is not None and not self._found.grants_in_all and self._line(row) is None:
            self.about_first(row)
            return
        line = self._line(row)
        about = about_line(line, self.language) if line else (Paragraph(""),)
        self.pane.write(tuple(about))

    def _line(self, row: Row | None) -> ProgrammeLine | GrantLine | None:
        if row is None or self._found is None:
            return None
        kind, _, code = row.key.partition(" ")
        lines: Sequence[ProgrammeLine | GrantLine] = (
            self._found.programmes if kind == "programme" else self._found.grants
        )
        return next((line for line in lines if line.code == code), None)

    def open_row(self, row: Row) -> None:
        """Open the grant; of a programme, show its grants alone."""
        if self.begins(row):
            return
        if row.subject is None:
            self.set_filter(row.key.partition(" ")[2])
            return
        rows = self.sheet.rows
        grants = tuple(r.subject.grant for r in rows if r.subject)
        self.app.push_screen(GrantScreen(self.PLACE, row.subject.grant, grants))

    def action_pictures(self) -> None:
        """Show the chosen grant, or the money of the chosen programme, in pictures."""
        row = self.sheet.current
        if row is None or not (row.subject or self._line(row)):
            self.say(label("why.nothing_here", self.language))
            return
        read = of_grant if row.subject else of_programme
        self.app.push_screen(PicturesScreen(self.PLACE, read, row.key.partition(" ")[2]))

    def action_terms(self) -> None:
        """Open terms and budget of the programme, or of the programme of the grant."""
        self._open_programme(asks=False)

    def _open_programme(self, *, asks: bool) -> None:
        line = self._line(self.sheet.current)
        if line is None:
            self.say(label("why.no_programme", self.language))
            return
        code = getattr(line, "programme", line.code)
        self.app.push_screen(ProgrammeScreen(self.PLACE, code, asks=asks))

    def action_acts(self) -> None:
        """Offer every act on the grant; of a programme, what can be entered in it."""
        row = self.sheet.current
        if row is None or not row.key.startswith("programme "):
            super().action_acts()
        else:
            self._open_programme(asks=True)

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on the chosen row."""
        line = self._line(self.sheet.current)
        if name == "terms" and line is None:
            return label("why.no_programme", self.language)
        if name == "pictures" and line is None:
            return label("why.nothing_here", self.language)
        if name == "acts" and line is not None:
            return None
        return super().why_not(name)

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
from tui.screens.deciding import DecidingScreen
from tui.screens.grant import GrantScreen
from tui.screens.long_list import LongList
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.reports.filtering import Fields
    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine
    from portfolio.services.saved_filters import SavedFilter


class PortfolioScreen(LongList, DecidingScreen):
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

    def counts(self, row: Row) -> bool:
        """Whether a row is a grant: those are counted."""
        return row.subject is not None

    def found(self) -> int:
        """Return how many grants were found for what was asked."""
        return self._found.grants_found if self._found else 0

    def in_all(self) -> int:
        """Return how many grants there are."""
        return self._found.grants_in_all if self._found else 0

    def use_filter(self, saved: SavedFilter) -> None:
        """Filter by a saved one."""
        self.set_filter(saved.typed)

    def fields(self) -> Fields | None:
        """Return what grants are filtered and sorted by."""
        return None if self._found is None else fields_of(self._found)

    def layouts(self) -> Sequence[Layout]:
        """Return the columns of programmes and of grants."""
        return (programme_layout(self.language), grant_layout(self.language))

    def all_rows(self) -> Sequence[Row] | None:
        """Return programmes and the grants that the filter lets through."""
        if self._found is None:
            return None
        grants = self._found.grants
        if self.is_whole:
            grants = at_hand(grants, self.asked, fields_of(self._found))
        return portfolio_rows(self._found, grants, self.words, self.language)

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return how to begin."""
        place = seat_of(self).office.database.name
        keys = ("empty.first_run", "empty.first_run_key", "empty.first_run_demo")
        return "\n".join(label(key, self.language).format(place=place) for key in keys)

    def about(self, row: Row | None) -> None:
        """Show the exact sums of the chosen programme or grant."""
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
        if row.subject is None:
            self.set_filter(row.key.partition(" ")[2])
            return
        rows = self.sheet.rows
        grants = tuple(r.subject.grant for r in rows if r.subject)
        self.app.push_screen(GrantScreen(self.PLACE, row.subject.grant, grants))

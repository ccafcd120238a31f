"""The portfolio: programmes, and the grants beneath each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.lines import Layout, Paragraph, Row
from tui.pages.portfolio import about_line, grant_layout, portfolio_rows, programme_layout
from tui.screens.deciding import DecidingScreen
from tui.screens.grant import GrantScreen
from tui.screens.pictures import PicturesScreen, of_grant, of_programme
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine


class PortfolioScreen(DecidingScreen):
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
        self._found = found
        cut = found.grants_in_all > len(found.grants)
        self.cut_from = found.grants_in_all if cut else None
        self.loaded()
        self.show()

    def heads(self) -> Sequence[Layout]:
        """Return the column labels of programmes and of grants."""
        return (programme_layout(self.language), grant_layout(self.language))

    def all_rows(self) -> Sequence[Row] | None:
        """Return programmes and grants."""
        return None if self._found is None else portfolio_rows(self._found, self.language)

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

    def action_pictures(self) -> None:
        """Show the chosen grant, or the money of the chosen programme, in pictures."""
        row = self.sheet.current
        if row is None:
            self.say(label("why.nothing_here", self.language))
            return
        read = of_grant if row.subject else of_programme
        self.app.push_screen(PicturesScreen(self.PLACE, read, row.key.partition(" ")[2]))

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on the chosen row."""
        if name == "pictures" and self.sheet.current is None:
            return label("why.nothing_here", self.language)
        return super().why_not(name)

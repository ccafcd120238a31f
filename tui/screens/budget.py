"""The fiscal-year position of every programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.wording import basis_marks, label
from tui.actions import Place, bindings_for
from tui.pages.budget import about_year, budget_layout, budget_rows
from tui.screens.listing import ListScreen
from tui.screens.pictures import PicturesScreen, of_programme
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.reports.overview import ProgrammeLine
    from portfolio.reports.position import YearLine
    from tui.lines import Layout, Row


class BudgetScreen(ListScreen):
    """What each programme may spend in each year, plans, is bound to and has paid."""

    PLACE = Place.BUDGET
    BINDINGS = bindings_for(Place.BUDGET)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[YearLine, ...] | None = None
        self._programmes: tuple[ProgrammeLine, ...] = ()

    def load(self) -> None:
        """Ask for the position."""
        office = seat_of(self).office

        def read() -> tuple[tuple[YearLine, ...], tuple[ProgrammeLine, ...]]:
            return browse.position(office), browse.overview(office).programmes

        self.ask("position", read, self._read)

    def _read(self, answer: tuple[tuple[YearLine, ...], tuple[ProgrammeLine, ...]]) -> None:
        self._lines, self._programmes = answer
        self.loaded()
        self.show()

    def heads(self) -> Sequence[Layout]:
        """Return the column labels."""
        return (budget_layout(self.language),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return the years by programme."""
        if self._lines is None:
            return None
        marks = {
            line.code: basis_marks(line.basis, line.plan_basis, self.language)
            for line in self._programmes
        }
        return budget_rows(self._lines, marks, self.language)

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that there is nothing to show."""
        return label("why.nothing_here", self.language)

    def _line(self, row: Row | None) -> YearLine | None:
        for line in self._lines or ():
            if row is not None and row.key == f"year {line.programme} {line.fiscal_year}":
                return line
        return None

    def about(self, row: Row | None) -> None:
        """Show what the chosen year is made of."""
        line = self._line(row)
        if line is not None:
            self.pane.write(tuple(about_year(line, self.language)))

    def open_row(self, row: Row) -> None:
        """Show the programme's grants in the portfolio."""
        line = self._line(row)
        if line is not None:
            self.app.call_later(self.app.run_action, f"app.grants_of('{line.programme}')")

    def action_pictures(self) -> None:
        """Show the money of the chosen year's programme in a picture."""
        line = self._line(self.sheet.current)
        if line is None:
            self.say(label("why.nothing_here", self.language))
            return
        self.app.push_screen(PicturesScreen(self.PLACE, of_programme, line.programme))

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on the chosen row."""
        if name == "pictures" and self._line(self.sheet.current) is None:
            return label("why.nothing_here", self.language)
        return super().why_not(name)

"""Starting a programme: what it is and its first budgets, entered as a file would enter them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.money import EXPONENTS
from portfolio.domain.period import FiscalCalendar
from portfolio.domain.programme import AppropriationKind
from portfolio.services.entering import columns_of, enter_programme
from portfolio.wording import label
from tui.dialogs.columns import ColumnField, YearField, said_in
from tui.dialogs.recording import PlanForm
from tui.lines import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from portfolio.services.importing import Plan
    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.actions import Place
    from tui.app import PortfolioApp

TABLE = "programmes"
YEARS_ASKED = 3
"""For how many fiscal years a budget can be given at once; others are entered afterwards."""

_OF_THE_SOURCE = ("source", "source_on", "basis")
"""What an appropriation says as its programme does."""


class ProgrammeForm(PlanForm):
    """Enters a programme with its first appropriations."""

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__(language)
        self._office = office

    def title_said(self) -> str:
        """Return that a programme is started."""
        return label("first.programme_new", self.language)

    def about(self) -> Iterable[str]:
        """Say what is asked for here, and how the rest is added."""
        return (label("form.about_programme", self.language),)

    def form(self) -> ComposeResult:
        """Ask for every column of a programme, then for its first budgets."""
        for column in columns_of(TABLE):
            yield ColumnField(TABLE, column, self.language)
        amounts = next(c for c in columns_of("appropriations") if c.key == "amount")
        first = FiscalCalendar().year_of(self._office.today())
        for year in range(first, first + YEARS_ASKED):
            yield YearField(year, amounts, self.language)

    def signature(self) -> str:
        """Return the code of the programme."""
        return self._column("code").text_written()

    def filled(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return what the programme says, and what its appropriations say."""
        currency = self._column("currency").text_written()
        said = said_in(self.query(ColumnField), currency)
        if currency not in EXPONENTS:  # the record itself says what is wrong
            return said, []
        of_source = {key: said[key] for key in _OF_THE_SOURCE if key in said}
        budgets = [(each.year, each.amount_minor(currency)) for each in self.query(YearField)]
        kind = AppropriationKind.INITIAL.value
        return said, [
            {"fiscal_year": year, "kind": kind, "amount_minor": minor} | of_source
            for year, minor in budgets
            if minor is not None
        ]

    def attempt(self, asked: tuple[dict[str, Any], list[dict[str, Any]]], *, dry: bool) -> Plan:
        """Enter it."""
        said, appropriations = asked
        return enter_programme(self._office, said, appropriations, dry_run=dry)

    def _column(self, key: str) -> ColumnField:
        return next(each for each in self.query(ColumnField) if each.column.key == key)


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask for a programme; when it is entered, say what comes next."""
    del home

    def say(plan: Plan | None) -> None:
        if plan is not None:
            app.seat.changes += 1
            app.show_anew(label("form.programme_entered", app.seat.language), Tone.GOOD)

    app.push_screen(ProgrammeForm(app.seat.office, app.seat.language), say)

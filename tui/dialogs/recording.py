"""Forms on a programme's budget and terms: one further record, entered as a file would enter it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.errors import Invalid
from portfolio.services.entering import columns_of, enter_record
from portfolio.wording import kind_word, label
from tui.dialogs.columns import ColumnField, said_in
from tui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import ComposeResult

    from portfolio.domain.programme import Programme
    from portfolio.services.importing import Plan
    from portfolio.services.office import Office
    from portfolio.wording import Language

KINDS = {
    "appropriations": "appropriation", "carry_overs": "carry_over",
    "outside_executions": "outside_execution", "budget_requests": "budget_request",
    "fund_balances": "fund_balance", "terms": "term",
}  # fmt: skip
"""The kind of record in each table of a programme's budget and terms."""


class PlanForm(FormDialog[Any, "Plan"]):
    """A form that becomes a plan: its problems stand beside the fields they are about.

    It is long: its fields are scrolled between what stands above and below them.
    """

    DEFAULT_CLASSES = "-long"

    def complaints(self, made: Plan) -> Iterator[tuple[str, Invalid]]:
        """Yield every problem of the plan, by its field; that all is known already is one."""
        for each in made.problems:
            name = each.place.rpartition(".")[2].partition("[")[0]
            yield name, Invalid(name, each.value, each.why, each.remedy)
        if not made.problems and made.changes_nothing:
            yield "", Invalid(self.signature(), "", "is known already", "write what is new")

    def outlook(self, made: Plan) -> Iterable[str]:
        """Say how many records it would add."""
        adds = sum(line.adds for line in made.lines)
        said = label("import.comes_to", self.language)
        return (said.format(adds=f"{adds:,}", entries=f"{made.entries:,}"),)


class RecordForm(PlanForm):
    """Enters one record of a table of a programme."""

    def __init__(
        self, office: Office, programme: Programme, table: str, language: Language
    ) -> None:
        super().__init__(language)
        self._office = office
        self._programme = programme
        self._table = table

    def title_said(self) -> str:
        """Return what is entered, and of which programme."""
        kind = kind_word(KINDS[self._table], self.language)
        return f"{label('form.enter', self.language).format(kind=kind)}: {self._programme.code}"

    def about(self) -> Iterable[str]:
        """Say what happens to it."""
        key = "form.about_term" if self._table == "terms" else "form.about_record"
        return (label(key, self.language),)

    def form(self) -> ComposeResult:
        """Ask for every column of the table."""
        for column in columns_of(self._table):
            yield ColumnField(self._table, column, self.language)

    def signature(self) -> str:
        """Return the code of the programme."""
        return self._programme.code

    def filled(self) -> dict[str, Any]:
        """Return what the record says."""
        return said_in(self.query(ColumnField), self._programme.currency)

    def attempt(self, asked: dict[str, Any], *, dry: bool) -> Plan:
        """Enter it under the next number."""
        return enter_record(self._office, self._programme.code, self._table, asked, dry_run=dry)

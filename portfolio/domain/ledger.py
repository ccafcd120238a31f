"""Fiscal-year ledgers: what a programme may spend, has bound itself to, has spent, has left.

One ledger stands for one programme, fiscal year, instrument and account. Grant, equity, loan and
guarantee are never added up: whoever mixes them prints a total that nobody awarded.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.budget import BudgetFigures, CarryOverKind
from portfolio.domain.grant import Instrument
from portfolio.domain.programme import MOST_SUPPLEMENTARY, AppropriationKind, ProgrammeFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from fractions import Fraction

    from portfolio.domain.budget import BudgetRequest, CarryOver, OutsideExecution
    from portfolio.domain.period import FiscalCalendar
    from portfolio.domain.programme import Appropriation

    Entry = Appropriation | CarryOver | OutsideExecution | BudgetRequest

Cell = tuple[int, Instrument, str | None]
"""A fiscal year, an instrument and an account of one programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What grants take of a year's money, in minor units, before it is known from which account.

    `awarded_minor` are the award decisions charged to the year (交付決定, 支出負担行為),
    `planned_minor` the instalments planned for it, `confirmed_minor` what two people have bound
    the agency to pay from it, `paid_minor` what has been paid.
    """

    awarded_minor: int = 0
    planned_minor: int = 0
    confirmed_minor: int = 0
    paid_minor: int = 0
    bases: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One ledger of a programme's fiscal year, in minor units of its currency.

    `supplementary_minor` has the first to fifth supplementary budget; one without a number counts
    as the first. `paid_minor` was paid here, past every gate; `outside_minor` was spent otherwise.
    `requested_minor` is what was asked for the year after. `account` is None where the record does
    not say which. `first_on` and `last_on` are the days the year begins and ends.
    """

    programme: str
    currency: str
    fiscal_year: int
    instrument: Instrument
    account: str | None
    first_on: date
    last_on: date
    initial_minor: int = 0
    supplementary_minor: tuple[int, ...] = (0,) * MOST_SUPPLEMENTARY
    carried_in_minor: int = 0
    reserve_minor: int = 0
    awarded_minor: int = 0
    planned_minor: int = 0
    confirmed_minor: int = 0
    paid_minor: int = 0
    outside_minor: int = 0
    carried_out_approved_minor: int = 0
    carried_out_unavoidable_minor: int = 0
    carried_out_not_stated_minor: int = 0
    requested_minor: int = 0
    approvals: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    basis: Basis = Basis.PUBLIC

    @property
    def figures(self) -> BudgetFigures:
        """The figures of the administrative project review."""
        return BudgetFigures(
            initial_minor=self.initial_minor,
            supplementary_minor=sum(self.supplementary_minor),
            carried_in_minor=self.carried_in_minor,
            reserve_minor=self.reserve_minor,
            executed_minor=self.executed_minor,
            carried_out_minor=self.carried_out_minor,
        )

    @property
    def current_minor(self) -> int:
        """The current budget (歳出予算現額)."""
        return self.figures.current_minor

    @property
    def executed_minor(self) -> int:
        """What was spent (執行額), here and outside."""
        return self.paid_minor + self.outside_minor

    @property
    def carried_out_minor(self) -> int:
        """What may be spent in the next year instead (翌年度繰越)."""
        return (
            self.carried_out_approved_minor
            + self.carried_out_unavoidable_minor
            + self.carried_out_not_stated_minor
        )

    @property
    def execution_rate(self) -> Fraction | None:
        """Executed ÷ current budget (執行率); None where there is no budget: undefined, never 0."""
        return self.figures.execution_rate

    @property
    def left_minor(self) -> int:
        """What can still be bound in the year."""
        spoken_for = self.confirmed_minor + self.outside_minor + self.carried_out_minor
        return self.current_minor - spoken_for

    def unused_minor(self, day: date) -> int | None:
        """Return what was neither spent nor carried over (不用額): None while the year runs."""
        return self.figures.unused_minor if day > self.last_on else None


def ledger(file: ProgrammeFile, spending: Mapping[Cell, Spending]) -> tuple[LedgerLine, ...]:
    """Return the ledgers of a programme, by year, instrument and account.

    `spending` whose account is not said belongs to the one account of its year and instrument,
    where there is only one.
    """
    values: dict[Cell, dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    _add_budget(values, file)
    known = list(values)
    for cell, spent in spending.items():
        of_cell = values[_account_of(cell, known)]
        for name in ("awarded_minor", "planned_minor", "confirmed_minor", "paid_minor"):
            of_cell[name] += getattr(spent, name)
        of_cell["bases"] = (*(of_cell["bases"] or ()), *spent.bases)
    order = tuple(Instrument)
    return tuple(
        _line(file, cell, values[cell])
        for cell in sorted(values, key=lambda c: (c[0], order.index(c[1]), c[2] or ""))
    )


def _add_budget(values: dict[Cell, dict[str, Any]], file: ProgrammeFile) -> None:
    for a in file.appropriations:
        cell = _cell_of(values, a, a.fiscal_year)
        if a.kind is AppropriationKind.SUPPLEMENTARY:
            cell["supplementary", (a.supplementary or 1) - 1] += a.amount_minor
        else:
            cell[f"{a.kind.value.replace(' ', '_')}_minor"] += a.amount_minor
    for c in file.carry_overs:
        cell = _cell_of(values, c, c.fiscal_year)
        cell[f"carried_out_{_CARRIED_OUT[c.kind]}_minor"] += c.amount_minor
        cell["approvals"] = (*(cell["approvals"] or ()), c.approval_reference)
        _cell_of(values, c, c.fiscal_year + 1)["carried_in_minor"] += c.amount_minor
    for e in file.outside_executions:
        _cell_of(values, e, e.fiscal_year)["outside_minor"] += e.amount_minor
    for r in file.requests:
        _cell_of(values, r, r.fiscal_year - 1)["requested_minor"] += r.amount_minor


_CARRIED_OUT = {
    CarryOverKind.APPROVED: "approved",
    CarryOverKind.UNAVOIDABLE: "unavoidable",
    CarryOverKind.NOT_STATED: "not_stated",
}


def _cell_of(values: dict[Cell, dict[str, Any]], entry: Entry, fiscal_year: int) -> dict[Any, Any]:
    """Return what is added up for an entry's cell, with its source and basis noted there."""
    cell: dict[Any, Any] = values[fiscal_year, entry.instrument, entry.account]
    cell["sources"] = (*(cell["sources"] or ()), entry.source)
    cell["bases"] = (*(cell["bases"] or ()), entry.basis)
    return cell


def _account_of(cell: Cell, known: Iterable[Cell]) -> Cell:
    """Return the cell that spending belongs to: the only account there is, where it says none."""
    year, instrument, account = cell
    accounts = {a for y, i, a in known if (y, i) == (year, instrument)}
    if account is None and len(accounts) == 1:
        return year, instrument, accounts.pop()
    return cell


def _line(file: ProgrammeFile, cell: Cell, values: dict[Any, Any]) -> LedgerLine:
    year, instrument, account = cell
    calendar: FiscalCalendar = file.programme.calendar
    sums = {f.name: values[f.name] for f in fields(LedgerLine) if f.name in _SUMS}
    return LedgerLine(
        programme=file.programme.code,
        currency=file.programme.currency,
        fiscal_year=year,
        instrument=instrument,
        account=account,
        first_on=calendar.first_day(year),
        last_on=calendar.last_day(year),
        supplementary_minor=tuple(values["supplementary", n] for n in range(MOST_SUPPLEMENTARY)),
        approvals=tuple(dict.fromkeys(values["approvals"] or ())),
        sources=tuple(dict.fromkeys(values["sources"] or ())),
        basis=weakest_basis(values["bases"] or ()),
        **sums,
    )


_SUMS = frozenset(
    f.name for f in fields(LedgerLine)
    if f.name.endswith("_minor") and f.name != "supplementary_minor"
)  # fmt: skip

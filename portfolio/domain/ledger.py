"""Fiscal-year ledgers: what a programme may spend, has bound itself to, has spent, has left.

One ledger stands for one programme, fiscal year, instrument and account. Grant, equity, loan and
guarantee are never added up: whoever mixes them prints a total that nobody awarded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.budget import BudgetFigures, CarryOverKind
from portfolio.domain.grant import Instrument
from portfolio.domain.programme import MOST_SUPPLEMENTARY, AppropriationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from portfolio.domain.budget import BudgetRequest, CarryOver, OutsideExecution
    from portfolio.domain.programme import Appropriation, Programme, ProgrammeFile

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
    def subject(self) -> str:
        """What reports call it: ``CHIPS/FY2026/grant``, with its account where that is said."""
        named = (self.programme, f"FY{self.fiscal_year}", self.instrument.value, self.account)
        return "/".join(name for name in named if name is not None)

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

    @property
    def bound_minor(self) -> int:
        """What is spoken for: confirmed, spent outside, carried into the next year."""
        return self.current_minor - self.left_minor

    @property
    def is_overawarded(self) -> bool:
        """Whether more is awarded from the year than its current budget."""
        return self.awarded_minor > self.current_minor

    @property
    def is_overspent(self) -> bool:
        """Whether more is spoken for than the current budget."""
        return self.left_minor < 0

    def unused_minor(self, day: date) -> int | None:
        """Return what was neither spent nor carried over (不用額): None while the year runs."""
        return self.figures.unused_minor if day > self.last_on else None


class Cover(StrEnum):
    """Whether what is planned for a year may be spent in it."""

    IN_BUDGET = "in budget"
    ABOVE_BUDGET = "above budget"
    NO_BUDGET = "no budget"


def cover_of(budget_minor: int, planned_minor: int) -> Cover:
    """Return whether a year's budget covers what is planned for it, or there is none yet."""
    if planned_minor <= budget_minor:
        return Cover.IN_BUDGET
    return Cover.ABOVE_BUDGET if budget_minor else Cover.NO_BUDGET


def ledger(file: ProgrammeFile, spending: Mapping[Cell, Spending]) -> tuple[LedgerLine, ...]:
    """Return the ledgers of a programme, by year, instrument and account.

    `spending` whose account is not said belongs to the one account of its year and instrument,
    where there is only one.
    """
    budget = tuple(_budget(file))
    known = {part.cell for part in budget}
    parts: dict[Cell, list[_Part]] = defaultdict(list)
    for part in (*budget, *_spent(spending, known)):
        parts[part.cell].append(part)
    return tuple(_line(file.programme, cell, parts[cell]) for cell in sorted(parts, key=_place))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One amount that goes into a ledger: which ledger, which of its figures, and where from.

    A supplementary budget has its number, a carry-over its approval.
    """

    cell: Cell
    figure: str
    minor: int
    supplementary: int | None = None
    approval: str | None = None
    source: str | None = None
    bases: tuple[Basis, ...]


def _budget(file: ProgrammeFile) -> Iterator[_Part]:
    for a in file.appropriations:
        is_numbered = a.kind is AppropriationKind.SUPPLEMENTARY
        yield _part(
            a, a.fiscal_year, _FIGURES[a.kind],
            supplementary=(a.supplementary or 1) if is_numbered else None,
        )  # fmt: skip
    for c in file.carry_overs:
        yield _part(c, c.fiscal_year, _FIGURES[c.kind], approval=c.approval_reference)
        yield _part(c, c.fiscal_year + 1, _FIGURES[AppropriationKind.CARRIED_IN])
    for e in file.outside_executions:
        yield _part(e, e.fiscal_year, "outside_minor")
    for r in file.requests:
        yield _part(r, r.fiscal_year - 1, "requested_minor")


_FIGURES: Mapping[AppropriationKind | CarryOverKind, str] = {
    AppropriationKind.INITIAL: "initial_minor",
    AppropriationKind.SUPPLEMENTARY: "supplementary_minor",
    AppropriationKind.CARRIED_IN: "carried_in_minor",
    AppropriationKind.RESERVE: "reserve_minor",
    CarryOverKind.APPROVED: "carried_out_approved_minor",
    CarryOverKind.UNAVOIDABLE: "carried_out_unavoidable_minor",
    CarryOverKind.NOT_STATED: "carried_out_not_stated_minor",
}


def _part(
    entry: Entry,
    fiscal_year: int,
    figure: str,
    *,
    supplementary: int | None = None,
    approval: str | None = None,
) -> _Part:
    return _Part(
        cell=(fiscal_year, entry.instrument, entry.account), figure=figure,
        minor=entry.amount_minor, supplementary=supplementary, approval=approval,
        source=entry.source, bases=(entry.basis,),
    )  # fmt: skip


def _spent(spending: Mapping[Cell, Spending], known: Iterable[Cell]) -> Iterator[_Part]:
    for cell, spent in spending.items():
        of_account = _of_account(cell, known)
        for figure in ("awarded_minor", "planned_minor", "confirmed_minor", "paid_minor"):
            minor = getattr(spent, figure)
            yield _Part(cell=of_account, figure=figure, minor=minor, bases=spent.bases)


def _of_account(cell: Cell, known: Iterable[Cell]) -> Cell:
    """Return the cell that spending belongs to: the only account there is, where it says none."""
    year, instrument, account = cell
    accounts = {a for y, i, a in known if (y, i) == (year, instrument)}
    if account is None and len(accounts) == 1:
        return year, instrument, accounts.pop()
    return cell


def _place(cell: Cell) -> tuple[int, int, str]:
    """Return where a ledger stands among others: by year, instrument and account."""
    year, instrument, account = cell
    return year, tuple(Instrument).index(instrument), account or ""


def _line(programme: Programme, cell: Cell, parts: Sequence[_Part]) -> LedgerLine:
    """Add up what goes into one ledger; each source and each approval is named once."""
    year, instrument, account = cell
    sums: Counter[str] = Counter()
    supplementary = [0] * MOST_SUPPLEMENTARY
    for part in parts:
        if part.supplementary is None:
            sums[part.figure] += part.minor
        else:
            supplementary[part.supplementary - 1] += part.minor
    figures: dict[str, Any] = dict(sums)
    return LedgerLine(
        programme=programme.code,
        currency=programme.currency,
        fiscal_year=year,
        instrument=instrument,
        account=account,
        first_on=programme.calendar.first_day(year),
        last_on=programme.calendar.last_day(year),
        supplementary_minor=tuple(supplementary),
        approvals=tuple(dict.fromkeys(p.approval for p in parts if p.approval is not None)),
        sources=tuple(dict.fromkeys(p.source for p in parts if p.source is not None)),
        basis=weakest_basis(basis for p in parts for basis in p.bases),
        **figures,
    )

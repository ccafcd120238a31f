"""The fiscal-year position: what each programme may spend on grants, is bound to, has paid."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from portfolio.domain.budget import BudgetFigures
from portfolio.domain.grant import Instrument
from portfolio.domain.ledger import cover_of
from portfolio.reports.ledger import ledgers
from portfolio.reports.order import programmes_by_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from fractions import Fraction

    from sqlalchemy import Connection

    from portfolio.domain.ledger import Cover, LedgerLine
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One programme in one fiscal year, all accounts together, in minor units of its currency.

    Money for grants only: equity, loans and guarantees have ledgers of their own. `budget_minor` is
    the current budget (歳出予算現額): initial + supplementary + carried in + reserve.
    `planned_minor` are the instalments planned for the year, `awarded_minor` the award decisions
    charged to it, `outside_minor` what was spent without a payout here, `unused_minor` (不用額) is
    None while the year runs. `apart` are the ledgers of equity, loans and guarantees in this year.
    """

    programme: str
    title: str
    title_ja: str | None
    currency: str
    fiscal_year: int
    initial_minor: int
    supplementary_minor: int
    carried_in_minor: int
    reserve_minor: int
    budget_minor: int
    awarded_minor: int
    planned_minor: int
    confirmed_minor: int
    paid_minor: int
    outside_minor: int
    carried_out_minor: int
    left_minor: int
    unused_minor: int | None
    requested_minor: int
    apart: tuple[LedgerLine, ...] = ()

    @property
    def execution_rate(self) -> Fraction | None:
        """Executed ÷ current budget (執行率); None where there is no budget: undefined, never 0."""
        return BudgetFigures(
            initial_minor=self.budget_minor,
            executed_minor=self.paid_minor + self.outside_minor,
        ).execution_rate

    @property
    def bound_minor(self) -> int:
        """What is spoken for: confirmed, spent outside, carried into the next year."""
        return self.budget_minor - self.left_minor

    @property
    def unplanned_minor(self) -> int:
        """What of the budget no instalment is planned for; negative where more is planned."""
        return self.budget_minor - self.planned_minor

    @property
    def cover(self) -> Cover:
        """Whether the budget covers what is planned, or there is none yet."""
        return cover_of(self.budget_minor, self.planned_minor)


def position(connection: Connection, as_of: date) -> tuple[YearLine, ...]:
    """Return every programme and fiscal year that has a budget, a plan, an award or a payout.

    Programmes stand in the order of their largest grant, as in the overview.
    """
    programmes = programmes_by_size(connection)
    return tuple(years_of(programmes, ledgers(connection, programmes), as_of))


def years_of(
    programmes: Iterable[ProgrammeFile], lines: Iterable[LedgerLine], as_of: date
) -> Iterator[YearLine]:
    """Yield the money for grants of each year, its accounts added up."""
    files = {file.programme.code: file.programme for file in programmes}
    known = tuple(lines)
    grants = [line for line in known if line.instrument is Instrument.GRANT]
    for (code, year), found in groupby(grants, key=lambda line: (line.programme, line.fiscal_year)):
        own = list(found)
        over = as_of > own[0].last_on
        yield YearLine(
            programme=code,
            title=files[code].title,
            title_ja=files[code].title_ja,
            currency=files[code].currency,
            fiscal_year=year,
            supplementary_minor=sum(sum(line.supplementary_minor) for line in own),
            budget_minor=sum(line.current_minor for line in own),
            carried_out_minor=sum(line.carried_out_minor for line in own),
            left_minor=sum(line.left_minor for line in own),
            unused_minor=sum(line.figures.unused_minor for line in own) if over else None,
            apart=tuple(
                line
                for line in known
                if (line.programme, line.fiscal_year) == (code, year)
                and line.instrument is not Instrument.GRANT
            ),
            **{name: sum(getattr(line, name) for line in own) for name in _ADDED},
        )


_ADDED = (
    "initial_minor", "carried_in_minor", "reserve_minor", "awarded_minor", "planned_minor",
    "confirmed_minor", "paid_minor", "outside_minor", "requested_minor",
)  # fmt: skip

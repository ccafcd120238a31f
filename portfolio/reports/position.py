"""The fiscal-year position: what each programme may spend, plans, has bound itself to, has paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.domain.budget import BudgetFigures
from portfolio.domain.programme import AppropriationKind
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from fractions import Fraction

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One programme in one fiscal year, in minor units of its currency.

    `budget_minor` is the current budget (歳出予算現額): initial + supplementary + carried in +
    reserve. `planned_minor` are the instalments planned for the year, `awarded_minor` the award
    decisions charged to it.
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

    @property
    def left_minor(self) -> int:
        """What can still be confirmed in the year."""
        return self.budget_minor - self.confirmed_minor

    @property
    def execution_rate(self) -> Fraction | None:
        """Paid ÷ current budget (執行率); None where there is no budget: undefined, never 0."""
        return BudgetFigures(
            initial_minor=self.initial_minor,
            supplementary_minor=self.supplementary_minor,
            carried_in_minor=self.carried_in_minor,
            reserve_minor=self.reserve_minor,
            executed_minor=self.paid_minor,
        ).execution_rate


def position(connection: Connection) -> tuple[YearLine, ...]:
    """Return every programme and fiscal year that has a budget, a plan, an award or a payout.

    Programmes stand in the order of their largest grant, as in the overview.
    """
    p, b, a = table_of("programme"), table_of("budget_year"), table_of("appropriation")
    g, i, d = table_of("grant"), table_of("instalment"), table_of("award_decision")
    programmes = {
        r["code"]: r
        for r in connection.execute(
            select(p.c.code, p.c.title, p.c.title_ja, p.c.currency)
            .outerjoin(g, g.c.programme == p.c.code)
            .group_by(p.c.code, p.c.title, p.c.title_ja, p.c.currency)
            .order_by(func.coalesce(func.max(g.c.award_minor), 0).desc(), p.c.code)
        ).mappings()
    }
    kept = {(r["programme"], r["fiscal_year"]): r for r in connection.execute(select(b)).mappings()}
    kinds: dict[tuple[str, int, str], int] = {
        (prog, year, kind): int(amount)
        for prog, year, kind, amount in connection.execute(
            select(a.c.programme, a.c.fiscal_year, a.c.kind, func.sum(a.c.amount_minor)).group_by(
                a.c.programme, a.c.fiscal_year, a.c.kind
            )
        )
    }
    planned: dict[tuple[str, int], int] = {
        (prog, year): int(amount)
        for prog, year, amount in connection.execute(
            select(g.c.programme, i.c.fiscal_year, func.sum(i.c.amount_minor))
            .join(g, g.c.code == i.c.grant)
            .group_by(g.c.programme, i.c.fiscal_year)
        )
    }
    awarded: dict[tuple[str, int], int] = {
        (prog, year): int(amount)
        for prog, year, amount in connection.execute(
            select(g.c.programme, d.c.fiscal_year, func.sum(d.c.amount_minor))
            .join(g, g.c.code == d.c.grant)
            .where(d.c.instrument == "grant")
            .group_by(g.c.programme, d.c.fiscal_year)
        )
    }
    lines = []
    place = {code: number for number, code in enumerate(programmes)}
    years = kept.keys() | planned.keys() | awarded.keys()
    for code, year in sorted(years, key=lambda each: (place[each[0]], each[1])):
        about, cells = programmes[code], kept.get((code, year))
        initial, supplementary, carried, reserve = (
            kinds.get((code, year, kind.value), 0) for kind in AppropriationKind
        )
        lines.append(
            YearLine(
                programme=code,
                title=about["title"],
                title_ja=about["title_ja"],
                currency=about["currency"],
                fiscal_year=year,
                initial_minor=initial,
                supplementary_minor=supplementary,
                carried_in_minor=carried,
                reserve_minor=reserve,
                budget_minor=cells["budget_minor"] if cells else 0,
                awarded_minor=awarded.get((code, year), 0),
                planned_minor=planned.get((code, year), 0),
                confirmed_minor=cells["confirmed_minor"] if cells else 0,
                paid_minor=cells["paid_minor"] if cells else 0,
            )
        )
    return tuple(lines)

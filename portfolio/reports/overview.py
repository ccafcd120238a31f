"""The portfolio at a glance: programmes and grants, what is committed, paid, payable, at risk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from portfolio.domain.basis import Basis
from portfolio.domain.co_funding import leverage
from portfolio.domain.period import is_past
from portfolio.domain.standing import unpaid_minor
from portfolio.domain.states import GrantState
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from fractions import Fraction

    from sqlalchemy import Connection

MOST_GRANTS = 2_000
"""How many grants a list shows at most; beyond that it says so and asks for a filter."""


_RANK = case(
    {basis.value: rank for rank, basis in enumerate(Basis)}, value=table_of("grant").c.plan_basis
)
"""How weak a basis is, for the weakest of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLine:
    """A programme's sums in minor units of its currency.

    `basis` is how far the award can be trusted, `plan_basis` all that is planned, paid and trained.
    `award_minor` is what is committed (the sum of award decisions that are grants),
    `payable_minor` what could be proposed now, `overdue_minor` what can still be paid and waits for
    a condition whose day has passed, `at_risk_minor` what of it is held or waits for a condition
    due soon. `withheld_minor` is suspended, `returned_minor` the principal that came back,
    `raised_minor` the private money verified as raised.
    """

    code: str
    title: str
    title_ja: str | None
    currency: str
    basis: str
    plan_basis: str
    grants: int
    award_minor: int
    confirmed_minor: int
    paid_minor: int
    payable_minor: int
    at_risk_minor: int
    overdue_minor: int
    withheld_minor: int
    returned_minor: int
    raised_minor: int

    @property
    def leverage(self) -> Fraction | None:
        """Private money raised for each unit of public money paid."""
        return leverage(self.raised_minor, self.paid_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A grant's sums in minor units, its readiness, its people and its next due day.

    The sums are those of `ProgrammeLine`, of this grant alone; `advances_minor` is paid in advance
    and not yet used up.
    """

    code: str
    programme: str
    title: str
    title_ja: str | None
    consortium: str
    consortium_ja: str | None
    currency: str
    basis: str
    plan_basis: str
    state: GrantState
    award_minor: int
    confirmed_minor: int
    paid_minor: int
    payable_minor: int
    at_risk_minor: int
    overdue_minor: int
    withheld_minor: int
    returned_minor: int
    advances_minor: int
    raised_minor: int
    readiness: int | None
    target_readiness: int | None
    milestones_met: int
    milestones: int
    verified_persons: int
    promised_persons: int
    next_due_on: date | None
    held: bool

    @property
    def leverage(self) -> Fraction | None:
        """Private money raised for each unit of public money paid."""
        return leverage(self.raised_minor, self.paid_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The portfolio as of a day. `grants_in_all` tells whether the list of grants was cut."""

    as_of: date
    programmes: tuple[ProgrammeLine, ...]
    grants: tuple[GrantLine, ...]
    grants_in_all: int


def overview(
    connection: Connection, as_of: date, *, programme: str | None = None, most: int = MOST_GRANTS
) -> Overview:
    """Read the overview from the kept sums; only what depends on the day is added up here.

    Programmes stand in the order of their largest grant, grants in that of their award.
    """
    p, g = table_of("programme"), table_of("grant")
    counted = (
        select(
            g.c.programme,
            func.count().label("grants"),
            func.max(g.c.award_minor).label("largest"),
            func.max(_RANK).label("rank"),
        )
        .group_by(g.c.programme)
        .subquery()
    )
    rows = connection.execute(
        select(
            p.c.code, p.c.title, p.c.title_ja, p.c.currency, p.c.basis, p.c.at_risk_days,
            p.c.award_minor, p.c.confirmed_minor, p.c.paid_minor, p.c.payable_minor,
            p.c.withheld_minor, p.c.returned_minor, p.c.raised_minor,
            func.coalesce(counted.c.grants, 0).label("grants"),
            func.coalesce(counted.c.rank, 0).label("rank"),
        )
        .outerjoin(counted, counted.c.programme == p.c.code)
        .order_by(func.coalesce(counted.c.largest, 0).desc(), p.c.code)
    ).mappings().all()  # fmt: skip
    horizons = {r["code"]: as_of + timedelta(days=r["at_risk_days"]) for r in rows}
    late = _late_money(connection, as_of, horizons)
    by_programme: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (owner, _), (at_risk, overdue) in late.items():
        by_programme[owner][0] += at_risk
        by_programme[owner][1] += overdue
    programmes = tuple(
        ProgrammeLine(
            at_risk_minor=by_programme[r["code"]][0],
            overdue_minor=by_programme[r["code"]][1],
            plan_basis=tuple(Basis)[r["rank"]].value,
            **{name: r[name] for name in r if name not in ("at_risk_days", "rank")},
        )
        for r in rows
    )
    currency = {r["code"]: r["currency"] for r in rows}
    order = {r["code"]: place for place, r in enumerate(rows)}
    grants = _grants(connection, programme, most, currency, late)
    return Overview(
        as_of=as_of,
        programmes=programmes,
        grants=tuple(sorted(grants, key=lambda x: (order[x.programme], -x.award_minor, x.code))),
        grants_in_all=sum(x.grants for x in programmes if programme in (None, x.code)),
    )


def _late_money(
    connection: Connection, as_of: date, horizons: dict[str, date]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return what can still be paid at risk and overdue, by programme and grant.

    Few rows, by index.
    """
    g, i = table_of("grant"), table_of("instalment")
    horizon = max(horizons.values(), default=as_of)
    unpaid = unpaid_minor(i.c.amount_minor, i.c.paid_minor, i.c.returned_minor, i.c.reduced_minor)
    rows = connection.execute(
        select(
            g.c.programme, i.c.grant, i.c.gate_due_on, i.c.held,
            func.sum(unpaid).label("unpaid"),
        )
        .join(g, g.c.code == i.c.grant)
        .where(unpaid > 0, (i.c.gate_due_on <= horizon.isoformat()) | (i.c.held == 1))
        .group_by(g.c.programme, i.c.grant, i.c.gate_due_on, i.c.held)
    )  # fmt: skip
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for programme, grant, due, held, amount in rows:
        at_risk, overdue = found.get((programme, grant), (0, 0))
        due_on = date.fromisoformat(due) if due else None
        if due_on is not None and is_past(due_on, as_of):
            overdue += int(amount)
        elif held or (due_on is not None and due_on <= horizons[programme]):
            at_risk += int(amount)
        found[programme, grant] = (at_risk, overdue)
    return found


def _grants(
    connection: Connection,
    programme: str | None,
    most: int,
    currency: dict[str, str],
    late: dict[tuple[str, str], tuple[int, int]],
) -> list[GrantLine]:
    g, e = table_of("grant"), table_of("element")
    target = (
        select(func.min(case((e.c.scale == "TRL", e.c.target_level))))
        .where(e.c.grant == g.c.code)
        .scalar_subquery()
    )
    query = select(
        g.c.code, g.c.programme, g.c.title, g.c.title_ja, g.c.consortium, g.c.consortium_ja,
        g.c.basis, g.c.plan_basis, g.c.state, g.c.award_minor, g.c.confirmed_minor, g.c.paid_minor,
        g.c.payable_minor, g.c.withheld_minor, g.c.returned_minor, g.c.advances_minor,
        g.c.raised_minor,
        g.c.readiness, target.label("target_readiness"), g.c.milestones_met, g.c.milestones,
        g.c.verified_persons, g.c.promised_persons, g.c.next_due_on, g.c.held,
    ).order_by(g.c.award_minor.desc(), g.c.code).limit(most)  # fmt: skip
    if programme is not None:
        query = query.where(g.c.programme == programme)
    lines = []
    for r in connection.execute(query).mappings():
        at_risk, overdue = late.get((r["programme"], r["code"]), (0, 0))
        values = dict(r)
        due = values.pop("next_due_on")
        held = values.pop("held")
        values["state"] = GrantState(values["state"])
        lines.append(
            GrantLine(
                currency=currency[r["programme"]],
                at_risk_minor=at_risk,
                overdue_minor=overdue,
                next_due_on=date.fromisoformat(due) if due else None,
                held=bool(held),
                **values,
            )
        )
    return lines

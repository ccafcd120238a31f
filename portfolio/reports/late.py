"""What can still be paid and is at risk or overdue: the only sums that depend on the day.

Instalments are added up by grant first, in the order of an index, and joined to grants after that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Subquery, and_, case, func, or_, select

from portfolio.domain.standing import unpaid_minor
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from typing import Any

    from sqlalchemy import ColumnElement, Connection

_I, _G = table_of("instalment"), table_of("grant")
_UNPAID = unpaid_minor(_I.c.amount_minor, _I.c.paid_minor, _I.c.returned_minor, _I.c.reduced_minor)


class Late(NamedTuple):
    """Minor units that can still be paid: held or due soon, and those whose day has passed."""

    at_risk_minor: int
    overdue_minor: int


_NEVER = "9999-12-31"
NOTHING_LATE = Late(0, 0)


def is_overdue(as_of: date) -> ColumnElement[bool]:
    """Return whether something of an instalment can be paid and its day has passed."""
    return and_(_UNPAID > 0, _I.c.gate_due_on.is_not(None), _I.c.gate_due_on < as_of.isoformat())


def is_at_risk(as_of: date, horizon: Any) -> ColumnElement[bool]:  # noqa: ANN401  # a day's text, or SQL for it
    """Return whether something of an instalment can be paid, not overdue: held, or due by then."""
    due = func.coalesce(_I.c.gate_due_on, _NEVER)
    return and_(
        _UNPAID > 0, due >= as_of.isoformat(), or_(due <= horizon, _I.c.held == 1)
    )  # fmt: skip


def late_by_programme(
    connection: Connection, as_of: date, horizons: Mapping[str, date]
) -> dict[str, Late]:
    """Return what is late in each programme. `horizons` is until when a programme looks ahead."""
    sums = _by_grant(as_of, horizons, None)
    totals = [func.sum(sums.c[name]) for name in sums.c.keys() if name != "grant"]  # noqa: SIM118  # columns, no mapping
    rows = connection.execute(
        select(_G.c.programme, *totals)
        .join(sums, sums.c.grant == _G.c.code)
        .group_by(_G.c.programme)
    )
    days = sorted(set(horizons.values()))
    return {
        programme: Late(int(at_risk[days.index(horizons[programme])]), int(overdue))
        for programme, overdue, *at_risk in rows
    }


def late_by_grant(
    connection: Connection,
    as_of: date,
    horizons: Mapping[str, date],
    grants: Collection[str] | None,
) -> dict[str, Late]:
    """Return what is late in each of these grants, or of all; none where nothing is."""
    sums = _by_grant(as_of, horizons, grants)
    rows = connection.execute(select(_G.c.programme, sums).join(sums, sums.c.grant == _G.c.code))
    days = sorted(set(horizons.values()))
    return {
        grant: Late(int(at_risk[days.index(horizons[programme])]), int(overdue))
        for programme, grant, overdue, *at_risk in rows
    }


def _by_grant(
    as_of: date, horizons: Mapping[str, date], grants: Collection[str] | None
) -> Subquery:
    """Return the sums of each grant: what is overdue, and what is at risk by each horizon."""
    days = sorted(set(horizons.values()))
    query = (
        select(
            _I.c.grant,
            _sum(is_overdue(as_of)).label("overdue"),
            *(
                _sum(is_at_risk(as_of, day.isoformat())).label(f"by_{n}")
                for n, day in enumerate(days)
            ),
        )
        .where(is_overdue(as_of) | is_at_risk(as_of, max(days, default=as_of).isoformat()))
        .group_by(_I.c.grant)
    )
    if grants is not None:
        query = query.where(_I.c.grant.in_(grants))
    return query.subquery()


def _sum(condition: ColumnElement[bool]) -> Any:  # noqa: ANN401  # SQLAlchemy's own type says no more
    return func.sum(case((condition, _UNPAID), else_=0))

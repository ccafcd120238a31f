"""The portfolio at a glance: programmes and grants, what is committed, paid, payable, at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from portfolio.domain.basis import Basis
from portfolio.domain.co_funding import leverage
from portfolio.domain.states import GrantState
from portfolio.reports.filtering import order_columns
from portfolio.reports.grant_fields import grant_fields
from portfolio.reports.late import NOTHING_LATE, Late, late_by_grant, late_by_programme
from portfolio.store.mapping import table_of
from portfolio.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from typing import Any

    from sqlalchemy import Connection, RowMapping, Select

    from portfolio.reports.filtering import Filter, Order

MOST_GRANTS = 2_000
"""How many grants a list shows at most; beyond that it says so and asks for a filter."""


_G = table_of("grant")
_RANK = case({basis.value: rank for rank, basis in enumerate(Basis)}, value=_G.c.plan_basis)
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
    """The portfolio as of a day.

    `grants_in_all` tells whether the list of grants was cut, `grants_found` how many the filter let
    through. `horizons` is the last day of what each programme calls soon.
    """

    as_of: date
    programmes: tuple[ProgrammeLine, ...]
    grants: tuple[GrantLine, ...]
    grants_in_all: int
    grants_found: int
    horizons: Mapping[str, date]


def overview(
    connection: Connection,
    as_of: date,
    *,
    programme: str | None = None,
    most: int = MOST_GRANTS,
    wanted: Filter | None = None,
    order: Order | None = None,
    language: Language = Language.ENGLISH,
) -> Overview:
    """Read the overview from the kept sums; only what depends on the day is added up here.

    Programmes stand in the order of their largest grant, grants in that of their award, or in the
    order asked for. `wanted` says which grants; the sums of programmes are of all of them.
    """
    rows = _programmes(connection)
    horizons = {r["code"]: as_of + timedelta(days=r["at_risk_days"]) for r in rows}
    late = late_by_programme(connection, as_of, horizons)
    programmes = tuple(
        ProgrammeLine(
            **late.get(r["code"], NOTHING_LATE)._asdict(),
            plan_basis=tuple(Basis)[r["rank"]].value,
            **{name: r[name] for name in r if name not in ("at_risk_days", "rank")},
        )
        for r in rows
    )
    place = {line.code: n for n, line in enumerate(programmes)}
    fields = grant_fields(as_of, horizons)
    own = (_G.c.award_minor.desc(), _G.c.code)
    query = _of(programme, wanted).order_by(*order_columns(order, own, fields, language))
    found = connection.execute(query.limit(most)).mappings().all()
    in_all = sum(x.grants for x in programmes if programme in (None, x.code))
    cut = None if len(found) == in_all else [r["code"] for r in found]
    grants_late = late_by_grant(connection, as_of, horizons, cut)
    currency = {line.code: line.currency for line in programmes}
    lines = (_line(r, currency, grants_late.get(r["code"], NOTHING_LATE)) for r in found)
    return Overview(
        as_of=as_of,
        programmes=programmes,
        grants=tuple(sorted(lines, key=lambda line: place[line.programme])),
        grants_in_all=in_all,
        grants_found=in_all if wanted is None else _count(connection, programme, wanted),
        horizons=horizons,
    )


def _programmes(connection: Connection) -> Sequence[RowMapping]:
    p = table_of("programme")
    counted = (
        select(
            _G.c.programme,
            func.count().label("grants"),
            func.max(_G.c.award_minor).label("largest"),
            func.max(_RANK).label("rank"),
        )
        .group_by(_G.c.programme)
        .subquery()
    )
    return connection.execute(
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


def _of(programme: str | None, wanted: Filter | None) -> Select[Any]:
    e = table_of("element")
    target = (
        select(func.min(case((e.c.scale == "TRL", e.c.target_level))))
        .where(e.c.grant == _G.c.code)
        .scalar_subquery()
    )
    query = select(*(_G.c[name] for name in _OWN), target.label("target_readiness"))
    return _chosen(query, programme, wanted)


def _count(connection: Connection, programme: str | None, wanted: Filter) -> int:
    query = _chosen(select(func.count()).select_from(_G), programme, wanted)
    return int(connection.execute(query).scalar_one())


def _chosen(query: Select[Any], programme: str | None, wanted: Filter | None) -> Select[Any]:
    if programme is not None:
        query = query.where(_G.c.programme == programme)
    return query if wanted is None else query.where(wanted.test.sql)


_OWN = (
    "code", "programme", "title", "title_ja", "consortium", "consortium_ja", "basis", "plan_basis",
    "state", "award_minor", "confirmed_minor", "paid_minor", "payable_minor", "withheld_minor",
    "returned_minor", "advances_minor", "raised_minor", "readiness", "milestones_met",
    "milestones", "verified_persons", "promised_persons", "next_due_on", "held",
)  # fmt: skip


def _line(row: RowMapping, currency: dict[str, str], late: Late) -> GrantLine:
    due = row["next_due_on"]
    return GrantLine(
        **{
            **row,
            "currency": currency[row["programme"]],
            "state": GrantState(row["state"]),
            "next_due_on": date.fromisoformat(due) if due else None,
            "held": bool(row["held"]),
            **late._asdict(),
        }
    )

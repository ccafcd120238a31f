"""The portfolio at a glance: programmes and grants, what is committed, paid, payable, at risk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from portfolio.domain.basis import Basis
from portfolio.domain.co_funding import leverage
from portfolio.domain.states import GrantState
from portfolio.reports.filtering import only_wanted, order_columns
from portfolio.reports.grant_fields import grant_fields
from portfolio.reports.late import NOTHING_LATE, Late, late_by_grant, late_by_programme
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from typing import Any

    from sqlalchemy import Connection, RowMapping, Select

    from portfolio.reports.filtering import Asked, Fields

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

    @property
    def is_whole(self) -> bool:
        """Whether there are no more grants than a list shows."""
        return self.grants_in_all <= MOST_GRANTS


def overview(
    connection: Connection, as_of: date, *, programme: str | None = None, most: int = MOST_GRANTS
) -> Overview:
    """Read the overview from the kept sums; only what depends on the day is added up here.

    Programmes stand in the order of their largest grant, grants in that of their award.
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
    in_all = sum(x.grants for x in programmes if programme in (None, x.code))
    found = Overview(
        as_of=as_of, programmes=programmes, grants=(), grants_in_all=in_all, grants_found=in_all,
        horizons=horizons,
    )  # fmt: skip
    query = _grants().order_by(*_OWN_ORDER).limit(most)
    if programme is not None:
        query = query.where(_G.c.programme == programme)
    return replace(found, grants=_lines(connection, query, found))


def grants_wanted(connection: Connection, found: Overview, asked: Asked) -> Overview:
    """Return an overview with the first of all grants that are wanted, in the order asked for.

    The sums of programmes stay: they are those of all grants.
    """
    ordered = order_columns(asked, _OWN_ORDER, fields_of(found))
    query = only_wanted(_grants(), asked).order_by(*ordered)
    grants = _lines(connection, query.limit(MOST_GRANTS), found)
    count = len(grants)
    if count == MOST_GRANTS:
        count = count_grants(connection, asked)
    return replace(found, grants=grants, grants_found=count)


def count_grants(connection: Connection, asked: Asked) -> int:
    """Return how many grants there are of what is asked for."""
    counted = only_wanted(select(func.count()).select_from(_G), asked)
    return int(connection.execute(counted).scalar_one())


def fields_of(found: Overview) -> Fields:
    """Return what the grants of an overview are filtered and sorted by."""
    return grant_fields(found.as_of, found.horizons)


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


def _grants() -> Select[Any]:
    e = table_of("element")
    target = (
        select(func.min(case((e.c.scale == "TRL", e.c.target_level))))
        .where(e.c.grant == _G.c.code)
        .scalar_subquery()
    )
    return select(*(_G.c[name] for name in _OWN), target.label("target_readiness"))


def _lines(connection: Connection, query: Select[Any], found: Overview) -> tuple[GrantLine, ...]:
    rows = connection.execute(query).mappings().all()
    some = None if len(rows) == found.grants_in_all else [r["code"] for r in rows]
    late = late_by_grant(connection, found.as_of, found.horizons, some)
    currency = {line.code: line.currency for line in found.programmes}
    lines = (_line(r, currency, late.get(r["code"], NOTHING_LATE)) for r in rows)
    place = {line.code: n for n, line in enumerate(found.programmes)}
    return tuple(sorted(lines, key=lambda line: place[line.programme]))


_OWN_ORDER = (_G.c.award_minor.desc(), _G.c.code)
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

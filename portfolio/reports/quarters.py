"""What is planned to be paid and is not paid yet, by quarter of the fiscal year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from portfolio.domain.period import add_months
from portfolio.domain.rules.standing import TO_BE_PAID_STATES
from portfolio.domain.standing import unpaid_minor
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection, Table

    from portfolio.domain.programme import Programme, ProgrammeFile

MONTHS = 3
"""How many months a quarter has."""

MOST_PLANNED = 200
"""How many instalments of a quarter are listed: the largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """The unpaid money of one programme whose planned day lies in a quarter, in minor units.

    `number` counts from the first month of the fiscal year. `months_minor` is the unpaid money by
    month. Of it `bound_minor` is confirmed by two persons, `payable_minor` could be proposed as
    of now; something still stands before the rest.
    """

    programme: str
    currency: str
    fiscal_year: int
    number: int
    first_on: date
    last_on: date
    instalments: int
    months_minor: tuple[int, ...]
    bound_minor: int
    payable_minor: int

    @property
    def unpaid_minor(self) -> int:
        """What was planned for the quarter, and can still be paid."""
        return sum(self.months_minor)

    @property
    def locked_minor(self) -> int:
        """What can neither be proposed nor is confirmed."""
        return self.unpaid_minor - self.bound_minor - self.payable_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One instalment that is not wholly paid, with the day and the money that are planned."""

    grant: str
    code: str
    title: str
    title_ja: str | None
    planned_on: date
    unpaid_minor: int
    payable_minor: int
    basis: str


def quarters(
    connection: Connection, files: Iterable[ProgrammeFile], as_of: date
) -> Iterator[Quarter]:
    """Yield the quarters with unpaid money, past ones too, until the end of the next fiscal year.

    By programme in the order of `files`, the earliest first.
    """
    months = _months(connection)
    for file in files:
        programme = file.programme
        calendar = programme.calendar
        until = calendar.last_day(calendar.year_of(as_of) + 1)
        found: dict[date, dict[date, Any]] = defaultdict(dict)
        for month, row in months.get(programme.code, {}).items():
            if month <= until:
                found[_quarter_of(programme, month)][month] = row
        for first_on in sorted(found):
            yield _quarter(programme, first_on, found[first_on])


def planned_in(connection: Connection, quarter: Quarter) -> tuple[Planned, ...]:
    """Return the instalments of a quarter, the largest first."""
    i, g = table_of("instalment"), table_of("grant")
    unpaid = unpaid_of(i)
    rows = connection.execute(
        select(
            i.c.grant, i.c.code, i.c.title, i.c.title_ja, i.c.planned_on,
            unpaid.label("unpaid_minor"), i.c.payable_minor, i.c.basis,
        )
        .join(g, g.c.code == i.c.grant)
        .where(
            *_still_to_be_paid(),
            g.c.programme == quarter.programme,
            i.c.planned_on.between(quarter.first_on.isoformat(), quarter.last_on.isoformat()),
        )
        .order_by(unpaid.desc(), i.c.grant, i.c.code)
        .limit(MOST_PLANNED)
    ).mappings()  # fmt: skip
    return tuple(
        Planned(**(dict(row) | {"planned_on": date.fromisoformat(row["planned_on"])}))
        for row in rows
    )


def unpaid_of(instalment: Table) -> ColumnElement[int]:
    """Return what of an instalment can still be paid, as a column."""
    c = instalment.c
    unpaid: ColumnElement[int] = unpaid_minor(
        c.amount_minor, c.paid_minor, c.returned_minor, c.reduced_minor
    )
    return unpaid


def _months(connection: Connection) -> dict[str, dict[date, Any]]:
    """Return the sums of each month by programme and first day: the database adds them up."""
    i, g = table_of("instalment"), table_of("grant")
    month = func.substr(i.c.planned_on, 1, len("2026-11"))
    rows = connection.execute(
        select(
            g.c.programme, month.label("month"), func.count().label("instalments"),
            func.sum(unpaid_of(i)).label("unpaid"),
            func.sum(i.c.confirmed_minor - i.c.paid_minor).label("bound"),
            func.sum(i.c.payable_minor).label("payable"),
        )
        .join(g, g.c.code == i.c.grant)
        .where(*_still_to_be_paid())
        .group_by(g.c.programme, month)
    ).mappings()  # fmt: skip
    found: dict[str, dict[date, Any]] = defaultdict(dict)
    for row in rows:
        found[row["programme"]][date.fromisoformat(f"{row['month']}-01")] = row
    return found


def _quarter_of(programme: Programme, month: date) -> date:
    """Return the first day of the quarter of the fiscal year in which a month lies."""
    return add_months(month, -((month.month - programme.first_month) % MONTHS))


def _quarter(programme: Programme, first_on: date, rows: dict[date, Any]) -> Quarter:
    months = (add_months(first_on, each) for each in range(MONTHS))
    return Quarter(
        programme=programme.code,
        currency=programme.currency,
        fiscal_year=programme.calendar.year_of(first_on),
        number=(first_on.month - programme.first_month) % 12 // MONTHS + 1,
        first_on=first_on,
        last_on=add_months(first_on, MONTHS) - timedelta(days=1),
        instalments=sum(row["instalments"] for row in rows.values()),
        months_minor=tuple(int(rows[m]["unpaid"]) if m in rows else 0 for m in months),
        bound_minor=sum(int(row["bound"]) for row in rows.values()),
        payable_minor=sum(int(row["payable"]) for row in rows.values()),
    )


def _still_to_be_paid() -> tuple[ColumnElement[bool], ...]:
    states = [state.value for state in TO_BE_PAID_STATES]
    return unpaid_of(table_of("instalment")) > 0, table_of("grant").c.state.in_(states)

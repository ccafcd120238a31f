"""Kept sums and ceilings: moved by what a change adds, each by one conditional update of one row.

A ceiling is never a sum read first. `SET paid = paid + :x WHERE paid + :x <= ceiling` holds under
any isolation level, and its CHECK holds even if this file were wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, update

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Refused
from portfolio.domain.finding import refuses
from portfolio.domain.reason import Reason
from portfolio.domain.standing import GrantStanding, budget_by_year, grant_standing
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.programme import Appropriation, Programme

_NOTHING = GrantStanding(
    plan_basis=Basis.PUBLIC,
    award_minor=0, confirmed_minor=0, paid_minor=0, payable_minor=0, readiness=None,
    milestones_met=0, milestones=0, verified_persons=0, promised_persons=0, next_due_on=None,
    held=False, instalments=(), commitments=(),
)  # fmt: skip

_SUMS = ("award_minor", "confirmed_minor", "paid_minor", "payable_minor")


def move_cells(
    connection: Connection, programme: Programme, before: GrantFile | None, after: GrantFile
) -> None:
    """Move every kept cell from where a grant stood to where it stands now.

    Raises `Refused` where a ceiling would be passed: somebody else took what was left.
    """
    old = grant_standing(before, programme) if before else _NOTHING
    new = grant_standing(after, programme)
    _move_grant(connection, programme, after.code, old, new)
    _move_instalments(connection, programme, after.code, old, new)
    _put_commitments(connection, after.code, old, new)
    _move_years(connection, programme, before, after)
    _move_programme(connection, programme.code, old, new)


def _move_grant(
    connection: Connection, programme: Programme, code: str, old: GrantStanding, new: GrantStanding
) -> None:
    table = table_of("grant")
    step = {name: getattr(new, name) - getattr(old, name) for name in _SUMS}
    moved = connection.execute(
        update(table)
        .where(
            table.c.code == code,
            table.c.confirmed_minor + step["confirmed_minor"]
            <= table.c.award_minor + step["award_minor"],
        )
        .values(
            **{name: table.c[name] + by for name, by in step.items()},
            plan_basis=new.plan_basis.value,
            readiness=new.readiness,
            milestones_met=new.milestones_met,
            milestones=new.milestones,
            verified_persons=new.verified_persons,
            promised_persons=new.promised_persons,
            next_due_on=new.next_due_on.isoformat() if new.next_due_on else None,
            held=int(new.held),
        )
    )
    _must_move(moved.rowcount, "award", code, programme.currency, step["confirmed_minor"])


def _move_instalments(
    connection: Connection, programme: Programme, grant: str, old: GrantStanding, new: GrantStanding
) -> None:
    table = table_of("instalment")
    before = {i.code: i for i in old.instalments}
    for now in new.instalments:
        was = before.get(now.code)
        if was == now:
            continue
        confirmed = now.confirmed_minor - (was.confirmed_minor if was else 0)
        paid = now.paid_minor - (was.paid_minor if was else 0)
        moved = connection.execute(
            update(table)
            .where(
                and_(table.c.grant == grant, table.c.code == now.code),
                table.c.confirmed_minor + confirmed <= table.c.amount_minor,
            )
            .values(
                confirmed_minor=table.c.confirmed_minor + confirmed,
                paid_minor=table.c.paid_minor + paid,
                earned_minor=now.earned_minor,
                payable_minor=now.payable_minor,
                payable_since=now.payable_since.isoformat() if now.payable_since else None,
                gate_due_on=now.gate_due_on.isoformat() if now.gate_due_on else None,
                held=int(now.held),
            )
        )
        _must_move(
            moved.rowcount, "instalment", f"{grant}/{now.code}", programme.currency, confirmed
        )


def _put_commitments(
    connection: Connection, grant: str, old: GrantStanding, new: GrantStanding
) -> None:
    table = table_of("commitment")
    for now in new.commitments:
        if now not in old.commitments:
            connection.execute(
                update(table)
                .where(table.c.grant == grant, table.c.code == now.code)
                .values(
                    verified_persons=now.verified_persons, reported_persons=now.reported_persons
                )
            )


def _move_years(
    connection: Connection, programme: Programme, before: GrantFile | None, after: GrantFile
) -> None:
    table = table_of("budget_year")
    old = budget_by_year(before) if before else {}
    new = budget_by_year(after)
    for year in sorted(old.keys() | new.keys()):
        confirmed = new.get(year, (0, 0))[0] - old.get(year, (0, 0))[0]
        paid = new.get(year, (0, 0))[1] - old.get(year, (0, 0))[1]
        if (confirmed, paid) == (0, 0):
            continue
        moved = connection.execute(
            update(table)
            .where(
                table.c.programme == programme.code,
                table.c.fiscal_year == year,
                table.c.confirmed_minor + confirmed <= table.c.budget_minor,
            )
            .values(
                confirmed_minor=table.c.confirmed_minor + confirmed,
                paid_minor=table.c.paid_minor + paid,
            )
        )
        _must_move(
            moved.rowcount,
            "appropriation",
            f"{programme.code}/FY{year}",
            programme.currency,
            confirmed,
        )


def _move_programme(
    connection: Connection, code: str, old: GrantStanding, new: GrantStanding
) -> None:
    table = table_of("programme")
    connection.execute(
        update(table)
        .where(table.c.code == code)
        .values(
            **{name: table.c[name] + (getattr(new, name) - getattr(old, name)) for name in _SUMS}
        )
    )


def add_appropriation(connection: Connection, new: Appropriation) -> None:
    """Raise the ceiling of a programme's fiscal year by what was appropriated."""
    table = table_of("budget_year")
    where: dict[str, Any] = {"programme": new.programme, "fiscal_year": new.fiscal_year}
    raised = connection.execute(
        update(table)
        .where(table.c.programme == new.programme, table.c.fiscal_year == new.fiscal_year)
        .values(budget_minor=table.c.budget_minor + new.amount_minor)
    )
    if raised.rowcount == 0:
        connection.execute(insert(table), where | {"budget_minor": new.amount_minor})


def _must_move(rows: int, ceiling: str, subject: str, currency: str, by: int) -> None:
    if rows != 1:
        found = refuses(
            Reason.CEILING_TAKEN, subject, ceiling=ceiling, asked_minor=by, currency=currency
        )
        raise Refused("save", subject, [found])

"""What the outlook asks the database for: one query a part, the earliest day first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from portfolio.domain.grant import AWAITS_RESULTS
from portfolio.domain.milestone import NO_LONGER_OPEN
from portfolio.domain.period import FiscalCalendar
from portfolio.domain.transitions import Act
from portfolio.reports.quarters import unpaid_of
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select, Table

    from portfolio.domain.programme import ProgrammeFile


def not_unlocked(files: Iterable[ProgrammeFile], as_of: date) -> Select[Any]:
    """Ask for instalments of this fiscal year, or an earlier one, with something in their way.

    What is not paid by the end of the year has to be carried over, or is lost to the grant.
    """
    i, p = table_of("instalment"), table_of("programme")
    months = {f.programme.first_month for f in files}
    by_now = (
        and_(p.c.first_month == month, i.c.fiscal_year <= FiscalCalendar(month).year_of(as_of))
        for month in sorted(months)
    )
    on = func.coalesce(i.c.gate_due_on, i.c.planned_on)
    return _lines(i, on, *_named(i), unpaid_of(i).label("money_minor")).where(
        or_(False, *by_now),  # noqa: FBT003  # where there is no programme, nothing
        or_(i.c.gate_due_on.is_not(None), i.c.held == 1),
        unpaid_of(i) > 0,
        _awaited(),
    )


def milestones(until: date) -> Select[Any]:
    """Ask for milestones still to be shown, overdue or due until a day."""
    m = table_of("milestone")
    return _lines(
        m, m.c.due_on, *_named(m), m.c.baseline_due_on.label("baseline_on"),
        _hangs_on(m).label("money_minor"),
    ).where(
        m.c.state.not_in([state.value for state in NO_LONGER_OPEN]),
        m.c.due_on <= until.isoformat(),
        _awaited(),
    )  # fmt: skip


def commitments(until: date) -> Select[Any]:
    """Ask for commitments that lack persons, overdue or due until a day."""
    c = table_of("commitment")
    missing = c.c.persons - c.c.verified_persons
    return _lines(
        c, c.c.due_on, *_named(c), c.c.persons, missing.label("missing_persons"),
        _hangs_on(c).label("money_minor"),
    ).where(missing > 0, c.c.due_on <= until.isoformat(), _awaited())  # fmt: skip


def days(as_of: date, until: date) -> Select[Any]:
    """Ask for the other days to come on which an act can be asked for.

    The end of a cure, of a waiver or of a screening, an attestation, a repayment: whatever the
    agendas of the grants say. What is due as a milestone or a commitment stands there.
    """
    w, g, c = table_of("waiting"), table_of("grant"), table_of("commitment")
    lacking = select(c.c.code).where(
        c.c.grant == w.c.grant, c.c.code == w.c.code, c.c.persons > c.c.verified_persons
    )
    return (
        _lines(
            w, w.c.since, w.c.kind, w.c.what, w.c.what_ja, w.c.act, w.c.money_minor,
            g.c.plan_basis.label("basis"),
        )
        .where(
            w.c.since > as_of.isoformat(),
            w.c.since <= until.isoformat(),
            or_(w.c.kind != "milestone", w.c.act != Act.SUBMIT.value),
            or_(w.c.kind != "commitment", ~lacking.exists()),
        )
        .order_by(w.c.kind, w.c.act)
    )  # fmt: skip


def _lines(source: Table, on: ColumnElement[Any], *columns: ColumnElement[Any]) -> Select[Any]:
    """Return a query for lines of a source, with what all of them say, the earliest first."""
    g, p = table_of("grant"), table_of("programme")
    return (
        select(
            g.c.code.label("grant"), g.c.programme, p.c.currency, p.c.first_month,
            p.c.at_risk_days, source.c.code, on.label("on"), *columns,
            func.count().over().label("in_all"),
        )
        .select_from(source)
        .join(g, g.c.code == source.c.grant)
        .join(p, p.c.code == g.c.programme)
        .order_by(on, g.c.code, source.c.code)
    )  # fmt: skip


def _named(source: Table) -> tuple[ColumnElement[Any], ...]:
    """Return what a record of its own is called, and on what it rests."""
    return (
        source.c.title.label("what"), source.c.title_ja.label("what_ja"), source.c.basis,
    )  # fmt: skip


def _hangs_on(source: Table) -> ScalarSelect[Any]:
    """Return what can still be paid of the instalments with a condition on a record."""
    name = {"milestone": "milestone_condition", "commitment": "reskilling_condition"}[source.name]
    condition, i = table_of(name), table_of("instalment")
    return (
        select(func.coalesce(func.sum(unpaid_of(i)), 0))
        .select_from(condition)
        .join(i, and_(i.c.grant == condition.c.grant, i.c.code == condition.c.instalment))
        .where(
            condition.c.grant == source.c.grant,
            condition.c[source.name] == source.c.code,
            condition.c.ended_by.is_(None),
        )
        .scalar_subquery()
    )


def _awaited() -> ColumnElement[bool]:
    return table_of("grant").c.state.in_([state.value for state in AWAITS_RESULTS])

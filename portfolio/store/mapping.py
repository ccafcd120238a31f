"""From rows to the files the domain decides on. The only place that reads tables of record."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Table, TextClause, select, text
from sqlmodel import SQLModel

from portfolio.domain.amendment import Amendment, AmendmentLine
from portfolio.domain.assignment import Assignment
from portfolio.domain.budget import BudgetRequest, CarryOver, FundBalance, OutsideExecution
from portfolio.domain.charter import Charter
from portfolio.domain.co_funding import CoFunding, FundingReport
from portfolio.domain.cost import Cost
from portfolio.domain.covenant import Attestation, Covenant
from portfolio.domain.errors import JournalBroken, NotFound
from portfolio.domain.grant import AwardDecision, Grant, Member
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import (
    FundingCondition,
    Hold,
    Instalment,
    MilestoneCondition,
    Payout,
    ReskillingCondition,
)
from portfolio.domain.milestone import Assessment, Criterion, Evidence, Judgement, Milestone
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.people import PeopleFile, Person
from portfolio.domain.programme import Appropriation, BudgetYear, Programme, ProgrammeFile
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.record import from_row, key_fields, type_of_kind
from portfolio.domain.recovery import Receipt, Recovery
from portfolio.domain.reskilling import ReskillingCommitment, ReskillingReport
from portfolio.domain.screening import Screening
from portfolio.domain.stage_gate import StageGate
from portfolio.domain.states import CostState
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.terms import InstalmentTerm, Term
from portfolio.domain.text import near_codes
from portfolio.domain.waiver import Waiver
from portfolio.store import tables as _tables

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from sqlalchemy import Connection, RowMapping

R = TypeVar("R", bound="DataclassInstance")

_KIND = {cls: kind for kind, cls in type_of_kind.items()}

__all__ = [
    "grant_codes", "load_charter", "load_costs_keyed", "load_grant", "load_people",
    "load_programme", "programme_codes", "table_of",
]  # fmt: skip


def table_of(kind: str) -> Table:
    """Return the table that holds the records of a kind."""
    return SQLModel.metadata.tables[kind]


@cache
def _rows_where(kind: str, column: str) -> TextClause:
    # Written out: to compile the thirty queries of one grant takes SQLAlchemy a tenth of a second,
    # and a command line always runs them for the first time.
    return text(f'SELECT * FROM "{kind}" WHERE "{column}" = :value')  # noqa: S608  # our own names


def _load(connection: Connection, cls: type[R], column: str, value: str) -> tuple[R, ...]:
    rows = connection.execute(_rows_where(_KIND[cls], column), {"value": value})
    return tuple(sorted((_record(cls, row) for row in rows.mappings()), key=_natural_order))


def _record(cls: type[R], row: RowMapping) -> R:
    try:
        return from_row(cls, dict(row))
    except (ValueError, TypeError) as error:
        raise JournalBroken(
            f"a {_KIND[cls]} holds a value that no act can have put there ({error}): "
            "run 'portfolio verify'"
        ) from error


def _natural_order(record: DataclassInstance) -> tuple[tuple[str, int, str], ...]:
    """Sort P2 before P10: codes and numbers in the order in which they were given."""
    return tuple(
        (text.rstrip("0123456789"), int("0" + text[len(text.rstrip("0123456789")) :]), text)
        for text in (str(getattr(record, name)) for name in key_fields(_KIND[type(record)]))
    )


def load_charter(connection: Connection) -> Charter | None:
    """Return what the database is for, or None in one that has not begun."""
    return next(iter(_load(connection, Charter, "code", "portfolio")), None)


def load_people(connection: Connection) -> PeopleFile:
    """Return everybody known."""
    rows = connection.execute(select(_tables.PersonRow.__table__)).mappings()  # type: ignore[attr-defined]  # SQLModel gives every table class one
    return PeopleFile(tuple(sorted((_record(Person, r) for r in rows), key=lambda p: p.code)))


def programme_codes(connection: Connection) -> tuple[str, ...]:
    """Return the codes of all programmes, sorted."""
    table = table_of("programme")
    return tuple(connection.execute(select(table.c.code).order_by(table.c.code)).scalars())


def grant_codes(connection: Connection, programme: str | None = None) -> tuple[str, ...]:
    """Return the codes of all grants, or of one programme's, sorted."""
    table = table_of("grant")
    query = select(table.c.code).order_by(table.c.code)
    if programme is not None:
        query = query.where(table.c.programme == programme)
    return tuple(connection.execute(query).scalars())


def load_programme(connection: Connection, code: str) -> ProgrammeFile:
    """Return a programme with its appropriations, terms and years, or raise `NotFound`."""
    found = _load(connection, Programme, "code", code)
    if not found:
        raise NotFound("programme", code, near_codes(code, programme_codes(connection)))
    table = table_of("budget_year")
    years = connection.execute(
        select(table).where(table.c.programme == code).order_by(table.c.fiscal_year)
    ).mappings()
    return ProgrammeFile(
        programme=found[0],
        appropriations=_load(connection, Appropriation, "programme", code),
        terms=_load(connection, Term, "programme", code),
        carry_overs=_load(connection, CarryOver, "programme", code),
        outside_executions=_load(connection, OutsideExecution, "programme", code),
        requests=_load(connection, BudgetRequest, "programme", code),
        fund_balances=_load(connection, FundBalance, "programme", code),
        years=tuple(
            BudgetYear(
                fiscal_year=y["fiscal_year"],
                budget_minor=y["budget_minor"],
                confirmed_minor=y["confirmed_minor"],
                paid_minor=y["paid_minor"],
            )
            for y in years
        ),
    )


def load_grant(connection: Connection, code: str) -> GrantFile:
    """Return everything recorded about a grant, or raise `NotFound`."""
    found = _load(connection, Grant, "code", code)
    if not found:
        raise NotFound("grant", code, near_codes(code, grant_codes(connection)))
    return GrantFile(
        grant=found[0],
        awards=_load(connection, AwardDecision, "grant", code),
        members=_load(connection, Member, "grant", code),
        elements=_load(connection, TechnologyElement, "grant", code),
        milestones=_load(connection, Milestone, "grant", code),
        criteria=_load(connection, Criterion, "grant", code),
        commitments=_load(connection, ReskillingCommitment, "grant", code),
        instalments=_load(connection, Instalment, "grant", code),
        milestone_conditions=_load(connection, MilestoneCondition, "grant", code),
        reskilling_conditions=_load(connection, ReskillingCondition, "grant", code),
        evidence=_load(connection, Evidence, "grant", code),
        assessments=_load(connection, Assessment, "grant", code),
        judgements=_load(connection, Judgement, "grant", code),
        reports=_load(connection, ReskillingReport, "grant", code),
        payouts=_load(connection, Payout, "grant", code),
        holds=_load(connection, Hold, "grant", code),
        co_fundings=_load(connection, CoFunding, "grant", code),
        covenants=_load(connection, Covenant, "grant", code),
        funding_conditions=_load(connection, FundingCondition, "grant", code),
        instalment_terms=_load(connection, InstalmentTerm, "grant", code),
        stage_gates=_load(connection, StageGate, "grant", code),
        funding_reports=_load(connection, FundingReport, "grant", code),
        costs=_load(connection, Cost, "grant", code),
        suspensions=_load(connection, Suspension, "grant", code),
        withholdings=_load(connection, Withholding, "grant", code),
        waivers=_load(connection, Waiver, "grant", code),
        amendments=_load(connection, Amendment, "grant", code),
        amendment_lines=_load(connection, AmendmentLine, "grant", code),
        recoveries=_load(connection, Recovery, "grant", code),
        receipts=_load(connection, Receipt, "grant", code),
        attestations=_load(connection, Attestation, "grant", code),
        screenings=_load(connection, Screening, "grant", code),
        past_payments=_load(connection, PastPayment, "grant", code),
        assignments=_load(connection, Assignment, "grant", code),
    )


def load_costs_keyed(connection: Connection, key: str, *, besides: str) -> tuple[Cost, ...]:
    """Return the costs of all grants but one that bear a key and were not refused."""
    table = table_of("cost")
    rows = connection.execute(
        select(table).where(
            table.c.key == key,
            table.c.state != CostState.REFUSED.value,
            table.c.grant != besides,
        )
    ).mappings()
    return tuple(_record(Cost, row) for row in rows)

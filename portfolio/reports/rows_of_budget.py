"""The rows on the budget: fiscal years, commitments beyond them, where money has got to, funds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.budget import CarryOverKind
from portfolio.domain.flow import (
    NOTHING,
    FlowStep,
    Handed,
    by_share,
    fund_need,
    to_agency,
    to_lead,
)
from portfolio.domain.grant import MemberRole
from portfolio.domain.owing import owed
from portfolio.domain.standing import unpaid_minor
from portfolio.exchange import sheets
from portfolio.exchange.sheets import BudgetEntry
from portfolio.reports.rows import row_of
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from portfolio.domain.budget import FundBalance
    from portfolio.domain.ledger import LedgerLine
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.columns import Row
    from portfolio.reports.overview import Overview
    from portfolio.reports.position import YearLine
    from portfolio.reports.register import Register


def years(lines: Iterable[LedgerLine], as_of: date) -> Iterator[Row]:
    """Yield the fiscal-year ledgers with their sources; the basis is the weakest that feeds one."""
    for line in lines:
        yield row_of(
            sheets.POSITION,
            line,
            supplementary_minor=sum(line.supplementary_minor),
            budget_minor=line.current_minor,
            unused_minor=line.unused_minor(as_of),
            approvals="; ".join(line.approvals),
            source="; ".join(line.sources),
        )


def entries(files: Iterable[ProgrammeFile]) -> Iterator[Row]:
    """Yield every entry of a budget, year by year: voted, carried over, spent, asked for."""
    for file in files:
        records: tuple[tuple[BudgetEntry, Any, date | None], ...] = (
            *((BudgetEntry(a.kind.value), a, a.decided_on) for a in file.appropriations),
            *((_CARRIED_OUT[c.kind], c, c.decided_on) for c in file.carry_overs),
            *((BudgetEntry.SPENT_OUTSIDE, e, e.executed_on) for e in file.outside_executions),
            *((BudgetEntry.REQUESTED, r, r.requested_on) for r in file.requests),
        )
        order = tuple(BudgetEntry)
        for kind, each, day in sorted(
            records, key=lambda x: (x[1].fiscal_year, order.index(x[0]), x[1].number)
        ):
            yield row_of(
                sheets.BUDGET,
                each,
                kind=kind,
                currency=file.programme.currency,
                supplementary=getattr(each, "supplementary", None),
                decided_on=day,
                approval_reference=getattr(each, "approval_reference", None),
            )


_CARRIED_OUT = {
    CarryOverKind.APPROVED: BudgetEntry.CARRIED_OUT_APPROVED,
    CarryOverKind.UNAVOIDABLE: BudgetEntry.CARRIED_OUT_UNAVOIDABLE,
    CarryOverKind.NOT_STATED: BudgetEntry.CARRIED_OUT,
}


def multi_year(
    connection: Connection, lines: Iterable[YearLine], bases: Mapping[tuple[str, int], Basis]
) -> Iterator[Row]:
    """Yield what is awarded and falls due later, and whether the budget of its year covers it.

    `beyond` is what had been awarded by the end of the year and falls due after it: the
    multi-year commitment (国庫債務負担行為, or a fund's). `uncovered` is what is still to pay of
    the year's instalments beyond what is left of its budget.
    """
    unpaid = _unpaid_by_year(connection)
    beyond: dict[str, int] = defaultdict(int)
    for line in lines:
        beyond[line.programme] += line.awarded_minor - line.planned_minor
        to_pay = unpaid.get((line.programme, line.fiscal_year), 0)
        yield row_of(
            sheets.COMMITTED_AHEAD,
            line,
            beyond_minor=beyond[line.programme],
            unpaid_minor=to_pay,
            uncovered_minor=max(0, to_pay - line.left_minor),
            basis=bases.get((line.programme, line.fiscal_year)),
        )


def _unpaid_by_year(connection: Connection) -> dict[tuple[str, int], int]:
    g, i = table_of("grant"), table_of("instalment")
    unpaid = unpaid_minor(i.c.amount_minor, i.c.paid_minor, i.c.returned_minor, i.c.reduced_minor)
    rows = connection.execute(
        select(g.c.programme, i.c.fiscal_year, func.sum(unpaid))
        .join(g, g.c.code == i.c.grant)
        .group_by(g.c.programme, i.c.fiscal_year)
    )
    return {(programme, year): int(minor) for programme, year, minor in rows}


def flow_to_agencies(
    files: Iterable[ProgrammeFile], view: Overview, claimed: Mapping[str, int], as_of: date
) -> Iterator[Row]:
    """Yield what each agency holds or has passed on; `claimed` is the principal owed back."""
    passed: dict[str, Handed] = defaultdict(lambda: NOTHING)
    for line in view.grants:
        passed[line.programme] += to_lead(
            paid_minor=line.paid_minor, returned_minor=line.returned_minor,
            advances_minor=line.advances_minor, owed_minor=claimed.get(line.code, 0),
        )  # fmt: skip
    for file in files:
        code, balance = file.programme.code, newest_balance(file, as_of)
        held = to_agency(passed[code], balance.balance_minor if balance else 0)
        yield row_of(
            sheets.FLOW,
            held,
            programme=code,
            grant=None,
            step=FlowStep.TO_AGENCY,
            giver=file.programme.title,
            receiver=file.programme.agency,
            share=None,
            currency=file.programme.currency,
            basis=weakest_basis([file.programme.basis, *([balance.basis] if balance else [])]),
        )


def flow_to_members(register: Register, as_of: date) -> Iterator[Row]:
    """Yield what each consortium holds, and what of it goes to each partner by agreed share."""
    for code, grant in register.grants.items():
        kept = register.kept["grant", code, code]
        held = to_lead(
            paid_minor=kept["paid_minor"], returned_minor=kept["returned_minor"],
            advances_minor=kept["advances_minor"], owed_minor=claimed_minor(register, code, as_of),
        )  # fmt: skip
        members = register.members[code]
        lead = next((m.name for m in members if m.role is MemberRole.LEAD), grant.consortium)
        programme = register.programmes[grant.programme]
        common = {
            "programme": programme.code, "grant": code, "currency": programme.currency,
            "basis": weakest_basis((grant.basis, Basis(kept["plan_basis"]))),
        }  # fmt: skip
        yield row_of(
            sheets.FLOW, held, step=FlowStep.TO_LEAD, giver=programme.agency, receiver=lead,
            share=None, **common,
        )  # fmt: skip
        partners = [m for m in members if m.role is not MemberRole.LEAD]
        for member, part in by_share(held, partners):
            yield row_of(
                sheets.FLOW, part, step=FlowStep.TO_PARTNER, giver=lead, receiver=member.name,
                share=member.share, **common,
            )  # fmt: skip


def claimed_minor(register: Register, grant: str, as_of: date) -> int:
    """Return the principal that is claimed back from a grant and has not come back."""
    return sum(
        owed(
            each, register.receipts[grant, each.code], register.all_terms_of(grant), as_of
        ).principal_minor
        for each in register.recoveries
        if each.grant == grant
    )


def funds(files: Iterable[ProgrammeFile], view: Overview, as_of: date) -> Iterator[Row]:
    """Yield the newest balance of each programme's fund against what is still needed."""
    lines = {line.code: line for line in view.programmes}
    for file in files:
        balance = newest_balance(file, as_of)
        if balance is None:
            continue
        line = lines[file.programme.code]
        held = fund_need(
            balance.balance_minor, award_minor=line.award_minor, paid_minor=line.paid_minor,
            returned_minor=line.returned_minor,
        )  # fmt: skip
        yield row_of(
            sheets.FUNDS,
            balance,
            programme=file.programme.code,
            agency=file.programme.agency,
            currency=file.programme.currency,
            need_minor=held.need_minor,
            ratio=held.ratio,
            above=held.is_above,
        )


def newest_balance(file: ProgrammeFile, as_of: date) -> FundBalance | None:
    """Return the newest known balance of a programme's fund by a day."""
    known = [b for b in file.fund_balances if b.balance_on <= as_of]
    return max(known, key=lambda b: (b.balance_on, b.number), default=None)


def past_payments(register: Register) -> Iterator[Row]:
    """Yield the payments made before or outside this portfolio: history, gated by nothing here."""
    for each in register.past_payments:
        yield row_of(sheets.PAST_PAYMENTS, each, currency=register.currency_of(each.grant))

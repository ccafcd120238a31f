"""Where a grant stands: the sums and days that lists show, derived from its file alone.

The store keeps these beside the records, in the same transaction, so that the first screen needs
no join over a million rows; `verify` derives them again and compares. Whether something is overdue
depends on the day one looks, so what is kept are days, never words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.case import payout_case
from portfolio.domain.programme import BudgetYear, Programme, ProgrammeFile
from portfolio.domain.readiness import weakest
from portfolio.domain.reskilling import count_on
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import HoldState, MilestoneState, PayoutState, ReportState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.grant import GrantFile


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentStanding:
    """Where an instalment stands, in minor units.

    `earned_minor` is what its conditions have unlocked, `payable_minor` what of it could be
    proposed now (appropriations apart), `payable_since` the day the last condition fell into
    place, `gate_due_on` the earliest due day of a condition still open.
    """

    code: str
    confirmed_minor: int
    paid_minor: int
    earned_minor: int
    payable_minor: int
    payable_since: date | None
    gate_due_on: date | None
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentStanding:
    """How many persons stand on a commitment's rung: verified, and reported in all."""

    code: str
    verified_persons: int
    reported_persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantStanding:
    """Where a grant stands, in minor units, levels, counts and days.

    `plan_basis` is the weakest basis among its instalments, milestones and commitments: what is
    paid, payable, due and trained can be no better founded than they are.
    """

    plan_basis: Basis
    award_minor: int
    confirmed_minor: int
    paid_minor: int
    payable_minor: int
    readiness: int | None
    milestones_met: int
    milestones: int
    verified_persons: int
    promised_persons: int
    next_due_on: date | None
    held: bool
    instalments: tuple[InstalmentStanding, ...]
    commitments: tuple[CommitmentStanding, ...]


def grant_standing(file: GrantFile, programme: Programme) -> GrantStanding:
    """Derive where a grant stands from its file and its programme's terms."""
    instalments = tuple(_instalment_standing(file, programme, i.code) for i in file.instalments)
    commitments = tuple(_commitment_standing(file, c.code) for c in file.commitments)
    met = [m for m in file.milestones if m.state is MilestoneState.MET]
    open_days = [m.due_on for m in file.milestones if m.state is not MilestoneState.MET]
    bases = (
        *(i.basis for i in file.instalments),
        *(m.basis for m in file.milestones),
        *(c.basis for c in file.commitments),
    )
    return GrantStanding(
        plan_basis=weakest_basis(bases),
        award_minor=file.award_minor,
        confirmed_minor=sum(i.confirmed_minor for i in instalments),
        paid_minor=sum(i.paid_minor for i in instalments),
        payable_minor=sum(i.payable_minor for i in instalments),
        readiness=weakest(file.elements),
        milestones_met=len(met),
        milestones=len(file.milestones),
        verified_persons=sum(c.verified_persons for c in commitments),
        promised_persons=sum(c.persons for c in file.commitments),
        next_due_on=min(open_days, default=None),
        held=any(h.state is HoldState.PLACED for h in file.holds),
        instalments=instalments,
        commitments=commitments,
    )


def budget_by_year(file: GrantFile) -> dict[int, tuple[int, int]]:
    """Return what a grant's payouts take of each fiscal year: confirmed and paid, minor units."""
    taken: dict[int, tuple[int, int]] = {}
    for payout in file.payouts:
        if payout.is_binding:
            confirmed, paid = taken.get(payout.fiscal_year, (0, 0))
            now_paid = payout.amount_minor if payout.state is PayoutState.PAID else 0
            taken[payout.fiscal_year] = (confirmed + payout.amount_minor, paid + now_paid)
    return taken


def _commitment_standing(file: GrantFile, code: str) -> CommitmentStanding:
    rung = file.commitment(code).rung
    reports = file.reports_on(code)
    return CommitmentStanding(
        code=code,
        verified_persons=count_on((r for r in reports if r.state is ReportState.VERIFIED), rung),
        reported_persons=count_on(
            (r for r in reports if r.state is not ReportState.REJECTED), rung
        ),
    )


def _instalment_standing(file: GrantFile, programme: Programme, code: str) -> InstalmentStanding:
    payouts = file.payouts_on(code)
    case = _case_without_ceilings(file, programme, code)
    weighed = entitlement(case)
    held = bool(case.holds)
    left = max(0, weighed.earned_minor - case.taken_minor)
    payable = 0 if held else left
    return InstalmentStanding(
        code=code,
        confirmed_minor=sum(p.amount_minor for p in payouts if p.is_binding),
        paid_minor=sum(p.amount_minor for p in payouts if p.state is PayoutState.PAID),
        earned_minor=weighed.earned_minor,
        payable_minor=payable,
        payable_since=max(_days_that_unlocked(file, code), default=None) if payable else None,
        gate_due_on=min(_open_days(case), default=None),
        held=held,
    )


def _case_without_ceilings(file: GrantFile, programme: Programme, code: str) -> PayoutCase:
    """Return the case as if money were no object: an appropriation is no property of a grant."""
    planned = file.instalment(code)
    year = programme.calendar.year_of(planned.planned_on)
    plenty = BudgetYear(
        fiscal_year=year, budget_minor=planned.amount_minor, confirmed_minor=0, paid_minor=0
    )
    return payout_case(
        file,
        ProgrammeFile(programme=programme, years=(plenty,)),
        code,
        as_of=planned.planned_on,
    )


def _open_days(case: PayoutCase) -> Iterator[date]:
    for m in case.milestones:
        short = m.share_met is None or m.share_met < m.share_asked
        if short or m.level_now < m.level_asked:
            yield m.due_on
    for c in case.reskilling:
        if c.verified < c.asked:
            yield c.due_on


def _days_that_unlocked(file: GrantFile, code: str) -> Iterator[date]:
    milestones, commitments = file.conditions_of(code)
    for m in milestones:
        moved_on = file.milestone(m.milestone).moved_on
        if moved_on is not None:
            yield moved_on
    for c in commitments:
        reached = 0
        verified = [r for r in file.reports_on(c.commitment) if r.state is ReportState.VERIFIED]
        verified.sort(key=lambda r: r.moved_on)
        for number, report in enumerate(verified, start=1):
            count = min(count_on(verified[:number], c.rung), c.persons)
            if count > reached:
                reached = count
                yield report.moved_on

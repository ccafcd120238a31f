"""The case of a payout: the frozen facts that the payout rule weighs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.reskilling import count_on
from portfolio.domain.states import ReportState

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.instalment import Hold
    from portfolio.domain.policies import PolicyName, Reductions
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.readiness import Scale
    from portfolio.domain.reskilling import Rung
    from portfolio.domain.states import MilestoneState


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts:
    """One milestone condition: what is asked and what was found."""

    code: str
    title: str
    state: MilestoneState
    share_asked: Fraction
    share_met: Fraction | None
    element: str
    scale: Scale
    level_asked: int
    level_now: int
    due_on: date
    evidence: tuple[str, ...]  # what the last assessment has seen, or all that waits for one
    recorded_by: frozenset[str]
    assessed_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReskillingFacts:
    """One reskilling condition: how many are asked, verified, and reported but not verified."""

    commitment: str
    title: str
    rung: Rung
    asked: int
    verified: int
    reported: int
    due_on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutCase:
    """Everything the payout rule may look at. Amounts are minor units of `currency`.

    `taken_minor` is what standing payouts already take from the instalment; `asked_minor` is the
    amount somebody wants to pay now, or None where the question is how much could be paid.
    """

    subject: str
    grant: str
    as_of: date
    currency: str
    policy: PolicyName
    reductions: Reductions
    scheduled_minor: int
    taken_minor: int
    asked_minor: int | None
    milestones: tuple[MilestoneFacts, ...]
    reskilling: tuple[ReskillingFacts, ...]
    holds: tuple[Hold, ...]
    award_minor: int
    award_taken_minor: int
    fiscal_year: int
    budget_minor: int | None
    budget_taken_minor: int


def payout_case(  # noqa: PLR0913  # the two files, the instalment, the day, and what differs
    file: GrantFile,
    programme: ProgrammeFile,
    instalment: str,
    *,
    as_of: date,
    asked_minor: int | None = None,
    without_payout: str | None = None,
) -> PayoutCase:
    """Gather the case of an instalment from the files of its grant and its programme.

    `without_payout` leaves one payout out of what is already taken: the one being confirmed or
    settled, which must be weighed as if it were proposed now, against the year it was charged to.
    """
    planned = file.instalment(instalment)
    milestone_conditions, reskilling_conditions = file.conditions_of(instalment)
    others = [p for p in file.payouts if p.is_standing and p.code != without_payout]
    own = next((p for p in file.payouts if p.code == without_payout), None)
    fiscal_year = own.fiscal_year if own else programme.programme.calendar.year_of(as_of)
    year = programme.year(fiscal_year)
    own_binds_minor = own.amount_minor if own and own.is_binding else 0
    return PayoutCase(
        subject=f"{file.code}/{instalment}",
        grant=file.code,
        as_of=as_of,
        currency=programme.programme.currency,
        policy=planned.policy or programme.programme.policy,
        reductions=programme.programme.reductions,
        scheduled_minor=planned.amount_minor,
        taken_minor=sum(p.amount_minor for p in others if p.instalment == instalment),
        asked_minor=asked_minor,
        milestones=tuple(
            _milestone_facts(file, c.milestone, c.share) for c in milestone_conditions
        ),
        reskilling=tuple(
            _reskilling_facts(file, c.commitment, c.rung, c.persons) for c in reskilling_conditions
        ),
        holds=file.holds_on(instalment),
        award_minor=file.award_minor,
        award_taken_minor=sum(p.amount_minor for p in others),
        fiscal_year=fiscal_year,
        budget_minor=year.budget_minor if year else None,
        budget_taken_minor=(year.confirmed_minor if year else 0) - own_binds_minor,
    )


def _milestone_facts(file: GrantFile, code: str, share_asked: Fraction) -> MilestoneFacts:
    milestone = file.milestone(code)
    element = file.element(milestone.element)
    assessments = file.assessments_of(code)
    evidence = [
        e for e in file.evidence_for(code) if not assessments or e.code in assessments[-1].evidence
    ]
    return MilestoneFacts(
        code=code,
        title=milestone.title,
        state=milestone.state,
        share_asked=share_asked,
        share_met=milestone.share_met,
        element=element.code,
        scale=element.scale,
        level_asked=milestone.level,
        level_now=element.current_level,
        due_on=milestone.due_on,
        evidence=tuple(e.code for e in evidence),
        recorded_by=frozenset(e.recorded_by for e in evidence),
        assessed_by=assessments[-1].assessed_by if assessments else None,
    )


def _reskilling_facts(file: GrantFile, code: str, rung: Rung, persons: int) -> ReskillingFacts:
    reports = file.reports_on(code)
    verified = [r for r in reports if r.state is ReportState.VERIFIED]
    standing = [r for r in reports if r.state is not ReportState.REJECTED]
    commitment = file.commitment(code)
    return ReskillingFacts(
        commitment=code,
        title=commitment.title,
        rung=rung,
        asked=persons,
        verified=count_on(verified, rung),
        reported=count_on(standing, rung),
        due_on=commitment.due_on,
        evidence=tuple(r.code for r in verified),
    )

"""Gather the case of a payout from the files of its grant and its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.case import (
    CovenantFacts,
    FundingFacts,
    MilestoneFacts,
    PayoutCase,
    RecoveryFacts,
    ReskillingFacts,
)
from portfolio.domain.co_funding import raised_minor
from portfolio.domain.owing import owed
from portfolio.domain.policies import Bearing, bearing_of_milestones, bearing_of_people
from portfolio.domain.reskilling import count_on
from portfolio.domain.states import (
    CostState,
    GrantState,
    PayoutState,
    ScreeningState,
)
from portfolio.domain.taken import (
    advanced_minor,
    coming_back_minor,
    gross_taken_minor,
    reduced_minor,
    returned_minor,
    uncleared_advances_minor,
)
from portfolio.domain.terms import Terms, terms_on
from portfolio.domain.waiver import Waivable

if TYPE_CHECKING:
    from datetime import date, datetime

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import (
        FundingCondition,
        MilestoneCondition,
        Payout,
        ReskillingCondition,
    )
    from portfolio.domain.policies import PolicyName
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.screening import Screening
    from portfolio.domain.waiver import Waiver


_ENDING = (GrantState.COMPLETED, GrantState.AMOUNT_FIXED, GrantState.SETTLED)
_ACCEPTED = (GrantState.AMOUNT_FIXED, GrantState.SETTLED, GrantState.MONITORING, GrantState.CLOSED)


def payout_case(  # noqa: PLR0913  # the two files, the instalment, the day, and what differs
    file: GrantFile,
    programme: ProgrammeFile,
    instalment: str,
    *,
    as_of: date,
    asked_minor: int | None = None,
    without_payout: str | None = None,
    terms_on_day: date | None = None,
) -> PayoutCase:
    """Gather the case of an instalment from the files of its grant and its programme.

    `without_payout` leaves one payout out of what is already taken: the one being confirmed or
    settled, which must be weighed as if it were proposed now, against the year it was charged to.
    `terms_on_day` asks for the terms and waivers of another day: the original basis of a payment.
    """
    planned = file.instalment(instalment)
    basis_on = terms_on_day or as_of
    terms = terms_in_force(file, programme, basis_on, instalment)
    policy = planned.policy or programme.programme.policy
    milestone_conditions, reskilling_conditions = file.conditions_of(instalment)
    others = [p for p in file.payouts if p.is_standing and p.code != without_payout]
    own = next((p for p in file.payouts if p.code == without_payout), None)
    fiscal_year = own.fiscal_year if own else programme.programme.calendar.year_of(as_of)
    year = programme.year(fiscal_year)
    own_binds_minor = own.charge_minor if own and own.is_binding else 0
    withholdings = file.withholdings_on(instalment)
    costs = file.costs_of(instalment)
    accepted_costs = [c for c in costs if c.is_accepted]
    waivers = _Waivers(file, instalment, basis_on)
    gross = gross_taken_minor(file, programme, as_of, others)
    fixed = file.grant.fixed_minor
    return PayoutCase(
        subject=f"{file.code}/{instalment}",
        grant=file.code,
        grant_state=file.grant.state,
        keeps_earned=file.grant.keeps_earned,
        as_of=as_of,
        currency=programme.programme.currency,
        policy=policy,
        reductions=programme.programme.reductions,
        terms=terms,
        scheduled_minor=planned.amount_minor,
        taken_minor=gross.get(instalment, 0),
        withheld_minor=sum(w.withheld_minor for w in withholdings),
        reduced_minor=reduced_minor(file, programme, as_of, instalment),
        asked_minor=asked_minor,
        milestones=tuple(_milestone_facts(file, c, policy, waivers) for c in milestone_conditions),
        reskilling=tuple(
            _reskilling_facts(file, c, policy, waivers) for c in reskilling_conditions
        ),
        funding=tuple(
            _funding_facts(file, c, waivers) for c in file.funding_conditions_of(instalment)
        ),
        eligible_cost_minor=sum(c.amount_minor for c in accepted_costs),
        claimed_cost_minor=sum(c.amount_minor for c in costs if c.state is CostState.CLAIMED),
        costs=tuple(c.code for c in accepted_costs),
        holds=file.holds_on(instalment),
        screenings=newest_screenings(file),
        screening_waiver=waivers.on(Waivable.SCREENING, file.code),
        covenants=tuple(
            CovenantFacts(covenant=c, waiver=waivers.on(Waivable.COVENANT, c.code))
            for c in file.covenants
        ),
        recoveries=_recovery_facts(file, programme, as_of, others, own),
        advances_minor=max(
            0, uncleared_advances_minor(file, others) - _promised(others, own, "clears_minor")
        ),
        final_period=file.grant.state in _ENDING,
        accepted=file.grant.state in _ACCEPTED or file.grant.state is GrantState.TERMINATED,
        fixed_left_minor=(
            None
            if fixed is None
            else fixed - sum(gross.values()) + coming_back_minor(file, programme, as_of, others)
        ),
        award_minor=file.award_minor,
        award_taken_minor=sum(p.charge_minor for p in others)
        - returned_minor(file, programme, as_of, others),
        fiscal_year=fiscal_year,
        budget_minor=year.budget_minor if year else None,
        budget_taken_minor=(year.confirmed_minor if year else 0) - own_binds_minor,
        carried_minor=_carried_minor(file, instalment),
        clears_minor=own.clears_minor if own else None,
        advanced_minor=sum(advanced_minor(file, p) for p in others),
        ahead_minor=sum(advanced_minor(file, p) for p in others if p.instalment == instalment),
    )


def terms_in_force(
    file: GrantFile, programme: ProgrammeFile, day: date, instalment: str | None = None
) -> Terms:
    """Return the terms of a grant on a day, with what differs for an instalment."""
    own = [t for t in file.instalment_terms if t.instalment == instalment]
    return terms_on(programme.terms, day, own)


def newest_screenings(file: GrantFile) -> tuple[Screening, ...]:
    """Return the screening that counts of the consortium and of each member: the newest decided.

    A new request does not undo an older outcome before it is decided, and no newer outcome undoes
    a veto: that is lifted.
    """
    counting: dict[str | None, Screening] = {}
    for screening in file.screenings:
        before = counting.get(screening.member)
        if before is None or _weight(screening) > _weight(before):
            counting[screening.member] = screening
    return tuple(counting.values())


def _weight(screening: Screening) -> tuple[bool, bool, datetime]:
    decided_at = screening.decided_at
    vetoed = screening.state is ScreeningState.VETOED
    return vetoed, decided_at is not None, decided_at or screening.requested_at


def _carried_minor(file: GrantFile, instalment: str) -> int:
    """Return what is withheld or reduced on an instalment because of another one's shortfall."""
    own = {s.code for s in file.suspensions if s.instalment == instalment}
    return sum(
        w.withheld_minor + w.reduced_minor
        for w in file.withholdings_on(instalment)
        if w.suspension not in own
    )


_UNDER_WAY = (PayoutState.PROPOSED, PayoutState.CONFIRMED)


def _promised(others: list[Payout], own: Payout | None, what: str) -> int:
    """Return what earlier payouts, not paid yet, will clear or set off.

    A payment that failed at the bank has done both already: only the transfer is to come.
    """
    return sum(
        getattr(p, what)
        for p in others
        if p.state in _UNDER_WAY
        and (own is None or (p.proposed_at, p.code) < (own.proposed_at, own.code))
    )


def _recovery_facts(
    file: GrantFile, programme: ProgrammeFile, as_of: date, others: list[Payout],
    own: Payout | None,
) -> tuple[RecoveryFacts, ...]:  # fmt: skip
    """Return the claims that stand, oldest first, less what earlier payouts will set off."""
    promised = _promised(others, own, "set_off_minor")
    facts = []
    for r in file.recoveries:
        if not r.is_outstanding:
            continue
        now = owed(r, file.receipts_of(r.code), programme.terms, as_of)
        part = min(promised, now.total_minor)
        promised -= part
        facts.append(
            RecoveryFacts(
                code=r.code, principal_minor=now.principal_minor, owed_minor=now.total_minor - part
            )
        )
    return tuple(facts)


class _Waivers:
    """The waivers in force for one instalment on a day."""

    def __init__(self, file: GrantFile, instalment: str, day: date) -> None:
        self._standing = [
            w for w in file.waivers if w.instalment == instalment and w.is_in_force(day)
        ]

    def on(self, condition: Waivable, code: str) -> Waiver | None:
        """Return the waiver that sets a condition aside, or None."""
        return next(
            (w for w in self._standing if (w.condition, w.condition_code) == (condition, code)),
            None,
        )


def _milestone_facts(
    file: GrantFile, condition: MilestoneCondition, policy: PolicyName, waivers: _Waivers
) -> MilestoneFacts:
    code = condition.milestone
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
        share_asked=condition.share,
        share_met=milestone.share_met,
        element=element.code,
        scale=element.scale,
        level_asked=milestone.level,
        level_now=element.current_level,
        due_on=milestone.due_on,
        evidence=tuple(e.code for e in evidence),
        recorded_by=frozenset(e.recorded_by for e in evidence),
        assessed_by=assessments[-1].assessed_by if assessments else None,
        criteria=len(file.criteria_of(code)),
        bearing=condition.bearing or bearing_of_milestones(policy),
        coefficient=condition.coefficient,
        waiver=waivers.on(Waivable.MILESTONE, code),
    )


def _reskilling_facts(
    file: GrantFile, condition: ReskillingCondition, policy: PolicyName, waivers: _Waivers
) -> ReskillingFacts:
    code = condition.commitment
    reports = file.reports_on(code)
    verified = [r for r in reports if r.is_verified]
    standing = [r for r in reports if r.is_standing]
    commitment = file.commitment(code)
    return ReskillingFacts(
        commitment=code,
        title=commitment.title,
        rung=condition.rung,
        asked=condition.persons,
        verified=count_on(verified, condition.rung),
        reported=count_on(standing, condition.rung),
        due_on=commitment.due_on,
        evidence=tuple(r.code for r in verified),
        bearing=condition.bearing or bearing_of_people(policy),
        coefficient=condition.coefficient,
        waiver=waivers.on(Waivable.COMMITMENT, code),
    )


def _funding_facts(file: GrantFile, condition: FundingCondition, waivers: _Waivers) -> FundingFacts:
    promise = file.co_funding(condition.co_funding)
    reports = file.funding_reports_on(promise.code)
    verified = [r for r in reports if r.is_verified]
    standing = [r for r in reports if r.is_standing]
    return FundingFacts(
        code=promise.code,
        title=promise.title,
        asked_minor=condition.raised_minor,
        raised_minor=raised_minor(verified),
        reported_minor=raised_minor(standing),
        due_on=promise.due_on,
        evidence=tuple(r.code for r in verified),
        bearing=condition.bearing or Bearing.GATES,
        waiver=waivers.on(Waivable.CO_FUNDING, promise.code),
    )

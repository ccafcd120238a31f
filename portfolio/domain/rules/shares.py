"""How much of each condition is shown, and what money follows from it: the policies at work."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from portfolio.domain import policies
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.states import MilestoneState
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from portfolio.domain.case import FundingFacts, MilestoneFacts, PayoutCase, ReskillingFacts

_FOUND = (MilestoneState.MET, MilestoneState.PARTLY_MET, MilestoneState.NOT_MET)
# A cure is granted on what was found: the share stands until the milestone is assessed again, and
# also once its time has passed: then it can rise no more.
_FOUND_AND_STANDING = (*_FOUND, MilestoneState.IN_CURE, MilestoneState.LAPSED)

TERMS_NEEDED: dict[PolicyName, tuple[TermName, ...]] = {
    PolicyName.BANDED: (TermName.BANDS,),
    PolicyName.RATE_OF_COST: (TermName.COST_RATE,),
    PolicyName.INCENTIVE: (TermName.INCENTIVE_RATE,),
}
"""The terms without which a policy cannot say an amount."""

ON_COSTS = frozenset({PolicyName.RATE_OF_COST, PolicyName.INCENTIVE})
"""The policies that pay on eligible cost."""


def is_found(facts: MilestoneFacts) -> bool:
    """Whether an assessment of the milestone stands: neither reversed nor under review."""
    return facts.state in _FOUND_AND_STANDING and facts.share_met is not None


def milestone_share(facts: MilestoneFacts) -> Fraction:
    """Return how much of a milestone condition is shown, 0 to 1.

    Where it gates: 1 when found met at the share asked with its level reached, else 0. Where it
    scales, the share found of the share asked; a level not reached counts as one criterion more
    that is not met, so that full money always needs the level.
    """
    if facts.waiver is not None:
        return Fraction(1)
    if not is_found(facts):
        return Fraction(0)
    share = facts.share_met or Fraction(0)
    reached = facts.level_now >= facts.level_asked
    if facts.bearing is Bearing.GATES:
        return Fraction(int(reached and share >= facts.share_asked))
    if not reached:
        share *= Fraction(facts.criteria, facts.criteria + 1)
    return min(Fraction(1), share / facts.share_asked)


def reskilling_share(facts: ReskillingFacts) -> Fraction:
    """Return how much of a reskilling condition is verified, 0 to 1; all or nothing if it gates."""
    if facts.waiver is not None:
        return Fraction(1)
    share = policies.shown_share(facts.verified, facts.asked)
    return share if facts.bearing is Bearing.SCALES else Fraction(floor(share))


def funding_share(facts: FundingFacts) -> Fraction:
    """Return how much of the private money asked is verified as raised, 0 to 1."""
    if facts.waiver is not None:
        return Fraction(1)
    share = policies.shown_share(facts.raised_minor, facts.asked_minor)
    return share if facts.bearing is Bearing.SCALES else Fraction(floor(share))


@dataclass(frozen=True, slots=True)
class Part:
    """One condition as the policies see it: whether it scales, its weight, the share shown.

    `persons` says whether it counts people: the results that a unit price pays for.
    """

    bearing: Bearing
    coefficient: Fraction
    share: Fraction
    persons: bool = False


def parts(case: PayoutCase) -> tuple[Part, ...]:
    """Return every condition of a case as the policies see it."""
    return (
        *(Part(m.bearing, m.coefficient, milestone_share(m)) for m in case.milestones),
        *(
            Part(c.bearing, c.coefficient, reskilling_share(c), persons=True)
            for c in case.reskilling
        ),
        *(Part(f.bearing, Fraction(1), funding_share(f)) for f in case.funding),
    )


def exact_amount(case: PayoutCase) -> Fraction:  # noqa: PLR0911  # one answer a policy
    """Return what the policy makes of the conditions that scale, once every gate is passed.

    Exact, at most what is scheduled; the caller rounds once, down. Zero where the terms do not say
    what the policy needs.
    """
    scaling = [p for p in parts(case) if p.bearing is Bearing.SCALES]
    share = policies.combined(case.reductions, [p.share for p in scaling])
    terms, scheduled = case.terms, case.scheduled_minor
    bands = terms.bands()
    match case.policy:
        case PolicyName.ALL_OR_NOTHING | PolicyName.REDUCED_BY_SHORTFALL:
            return policies.all_or_nothing(scheduled, share)
        case PolicyName.SCALABLE:
            price = terms.count(TermName.UNIT_PRICE)
            others = [p.share for p in scaling if price is None or not p.persons]
            return policies.scalable(
                scheduled,
                policies.combined(case.reductions, others),
                unit_price=price,
                results=sum(c.verified for c in case.reskilling if c.bearing is Bearing.SCALES),
                baseline=terms.count(TermName.UNIT_BASELINE) or 0,
            )
        case PolicyName.BANDED:
            return scheduled * policies.band(bands or (), share)
        case PolicyName.UNIT_VALUE:
            items = terms.count(TermName.ITEMS) or len(parts(case))
            missing = policies.unit_value_suspended(
                scheduled, items, [(p.coefficient, p.share) for p in scaling]
            )
            return Fraction(scheduled - missing)
        case PolicyName.RATE_OF_COST:
            rate = terms.share(TermName.COST_RATE) or Fraction(0)
            return policies.rate_of_cost(scheduled, rate, case.eligible_cost_minor, share)
        case PolicyName.INCENTIVE:
            return policies.incentive(
                scheduled,
                terms.share(TermName.INCENTIVE_RATE) or Fraction(0),
                case.eligible_cost_minor,
                share if bands is None else policies.band(bands, share),
            )
        case _:
            return policies.work_package(scheduled, share, final_period=case.final_period)

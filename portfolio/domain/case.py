"""The case of a payout: the frozen facts that the payout rule weighs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from portfolio.domain.covenant import Covenant
    from portfolio.domain.instalment import Hold
    from portfolio.domain.policies import Bearing, PolicyName, Reductions
    from portfolio.domain.readiness import Scale
    from portfolio.domain.reskilling import Rung
    from portfolio.domain.screening import Screening
    from portfolio.domain.states import GrantState, MilestoneState
    from portfolio.domain.terms import Terms
    from portfolio.domain.waiver import Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts:
    """One milestone condition: what is asked and what was found. `criteria` counts them."""

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
    criteria: int
    bearing: Bearing
    coefficient: Fraction
    waiver: Waiver | None


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
    bearing: Bearing
    coefficient: Fraction
    waiver: Waiver | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFacts:
    """One co-funding condition: how much private money is asked, verified and reported."""

    code: str
    title: str
    asked_minor: int
    raised_minor: int
    reported_minor: int
    due_on: date
    evidence: tuple[str, ...]
    bearing: Bearing
    waiver: Waiver | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantFacts:
    """A covenant of the grant, and whether it is set aside for this instalment."""

    covenant: Covenant
    waiver: Waiver | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFacts:
    """A claim that stands: the principal still owed, and all that is owed on the day."""

    code: str
    principal_minor: int
    owed_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutCase:
    """Everything the payout rule may look at. Amounts are minor units of `currency`.

    `taken_minor` is what standing payouts already take from the instalment, less what of it has
    come back; `withheld_minor` is what suspensions keep, `reduced_minor` what is taken away.
    `asked_minor` is the amount somebody wants to pay now, or None where the question is how much
    could be paid.
    `final_period` and `accepted` say how far the grant has come to its end; `fixed_left_minor` is
    what is left of the amount fixed, None before it is.

    `advances_minor` is what later results have to use up of advances. `carried_minor` is what is
    withheld or reduced here because of another instalment. A payout that is weighed again clears
    what it was proposed to clear: `clears_minor`. For the cap on advances count all that stand,
    paid or not: `advanced_minor`, and `ahead_minor` of this instalment.
    """

    subject: str
    grant: str
    grant_state: GrantState
    keeps_earned: bool
    as_of: date
    currency: str
    policy: PolicyName
    reductions: Reductions
    terms: Terms
    scheduled_minor: int
    taken_minor: int
    withheld_minor: int
    reduced_minor: int
    asked_minor: int | None
    milestones: tuple[MilestoneFacts, ...]
    reskilling: tuple[ReskillingFacts, ...]
    funding: tuple[FundingFacts, ...]
    eligible_cost_minor: int
    claimed_cost_minor: int
    costs: tuple[str, ...]
    holds: tuple[Hold, ...]
    screenings: tuple[Screening, ...]
    screening_waiver: Waiver | None
    covenants: tuple[CovenantFacts, ...]
    recoveries: tuple[RecoveryFacts, ...]
    advances_minor: int
    final_period: bool
    accepted: bool
    fixed_left_minor: int | None
    award_minor: int
    award_taken_minor: int
    fiscal_year: int
    budget_minor: int | None
    budget_taken_minor: int
    carried_minor: int = 0
    clears_minor: int | None = None
    advanced_minor: int = 0
    ahead_minor: int = 0

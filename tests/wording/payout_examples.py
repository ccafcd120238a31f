"""What the payout rule finds, on cases: every reason it knows, each with facts of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.case import RecoveryFacts
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import CovenantState, GrantState, MilestoneState, ScreeningState
from portfolio.domain.waiver import Waivable
from tests.domain.builders import GRANT, OFFICER
from tests.domain.cases import (
    SOUND,
    engineers,
    hold,
    kept,
    milestone,
    money_raised,
    screening,
    terms,
    waiver,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.finding import Finding

CASE = replace(SOUND, scheduled_minor=1_000_000, award_minor=3_000_000, budget_minor=10_000_000)
MET, TRAINED = CASE.milestones[0], CASE.reskilling[0]
NOT_SHOWN = milestone(MilestoneState.PLANNED, None, level_now=4, recorded_by="", assessed_by=None)


def payout_findings() -> Iterator[Finding]:
    """Yield what the payout rule finds on all these cases."""
    for case in (*_gated(), *_scaled(), *_around(), *_kept_back(), *_ceilings()):
        yield from entitlement(case).findings


def _gated() -> Iterator[PayoutCase]:
    yield CASE
    yield replace(CASE, milestones=(), reskilling=())
    for state, share in (
        (MilestoneState.PLANNED, None),
        (MilestoneState.SUBMITTED, None),
        (MilestoneState.PARTLY_MET, Fraction(1, 2)),
        (MilestoneState.NOT_MET, Fraction(0)),
        (MilestoneState.REVERSED, None),
        (MilestoneState.LAPSED, Fraction(1, 2)),
    ):
        yield replace(CASE, milestones=(replace(MET, state=state, share_met=share),))
    yield replace(CASE, milestones=(replace(MET, level_now=4),))
    yield replace(CASE, milestones=(replace(MET, level_now=3),))
    yield replace(CASE, milestones=(replace(MET, evidence=(), assessed_by=None),))
    yield replace(CASE, milestones=(replace(MET, assessed_by=None),))
    yield replace(CASE, milestones=(replace(MET, assessed_by=OFFICER.code),))
    yield replace(CASE, reskilling=(replace(TRAINED, verified=41, reported=45),))
    yield replace(CASE, reskilling=(replace(TRAINED, verified=41, reported=60),))
    yield replace(CASE, funding=(money_raised(500, 500),))
    yield replace(CASE, funding=(money_raised(200, 500, reported=300),))


def _scaled() -> Iterator[PayoutCase]:
    part = milestone(MilestoneState.PARTLY_MET, Fraction(1, 2), bearing=Bearing.SCALES)
    for state in (MilestoneState.PLANNED, MilestoneState.SUBMITTED, MilestoneState.REVERSED):
        unshown = replace(NOT_SHOWN, code="M2", state=state, bearing=Bearing.SCALES)
        yield replace(CASE, milestones=(part, unshown))
    yield replace(CASE, milestones=(replace(part, state=MilestoneState.LAPSED),))
    yield replace(CASE, reskilling=(engineers("41 of 60", bearing=Bearing.SCALES),))
    yield replace(CASE, funding=(money_raised(200, 500, bearing=Bearing.SCALES),))
    on_cost = replace(CASE, policy=PolicyName.RATE_OF_COST, claimed_cost_minor=900_000)
    yield on_cost
    yield replace(on_cost, terms=terms(cost_rate="1/3"), eligible_cost_minor=1_500_000)


def _around() -> Iterator[PayoutCase]:
    for state in (GrantState.SUSPENDED, GrantState.SETTLED, GrantState.DRAFTED):
        yield replace(CASE, grant_state=state)
    yield replace(CASE, terms=terms(screening_months="24"))
    until = date(2026, 6, 2)
    for found in (
        screening(ScreeningState.PENDING),
        screening(ScreeningState.CLEARED, until),
        screening(ScreeningState.CONDITIONAL, until, "No transfer abroad"),
        screening(ScreeningState.CLEARED, date(2025, 6, 1)),
        screening(ScreeningState.VETOED, conditions="Control has changed"),
    ):
        yield replace(CASE, screenings=(found,))
    yield replace(CASE, covenants=(kept(),))
    yield replace(CASE, covenants=(kept(CovenantState.BREACHED),))
    yield replace(CASE, holds=(replace(hold(), reason="The {site} permit is awaited"),))
    yield replace(CASE, milestones=(replace(NOT_SHOWN, waiver=waiver()),))
    yield replace(
        CASE, terms=terms(screening_months="24"), screening_waiver=waiver(Waivable.SCREENING, GRANT)
    )


def _kept_back() -> Iterator[PayoutCase]:
    yield replace(CASE, withheld_minor=300_000, reduced_minor=50_000)
    yield replace(CASE, withheld_minor=300_000, terms=terms(clearing_share="0.13"))
    yield replace(CASE, terms=terms(retention_share="0.05"))
    yield replace(CASE, advances_minor=200_000, award_taken_minor=200_000)
    owing = RecoveryFacts(code="B1", principal_minor=100_000, owed_minor=104_000)
    yield replace(CASE, recoveries=(owing,))


def _ceilings() -> Iterator[PayoutCase]:
    by_shortfall = replace(CASE, policy=PolicyName.REDUCED_BY_SHORTFALL)
    half = engineers("30 of 60", bearing=Bearing.SCALES)
    yield replace(by_shortfall, reskilling=(half,), taken_minor=500_000)
    yield replace(CASE, taken_minor=1_000_000)
    yield replace(CASE, asked_minor=1_000_001)
    yield replace(CASE, asked_minor=900_000, award_minor=800_000, budget_minor=700_000)
    yield replace(CASE, budget_minor=None)
    yield replace(CASE, fixed_left_minor=400_000)
    yield replace(CASE, fixed_left_minor=400_000, asked_minor=500_000)

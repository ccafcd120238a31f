"""Cases of the payout rule in words: a sound one, and the facts that tables of tests vary."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from portfolio.domain.case import (
    CovenantFacts,
    FundingFacts,
    MilestoneFacts,
    PayoutCase,
    ReskillingFacts,
)
from portfolio.domain.instalment import Hold
from portfolio.domain.people import Role
from portfolio.domain.policies import Bearing, PolicyName, Reductions
from portfolio.domain.readiness import Scale
from portfolio.domain.reskilling import Rung
from portfolio.domain.screening import Screening
from portfolio.domain.states import (
    CovenantState,
    GrantState,
    HoldState,
    MilestoneState,
    ScreeningState,
    WaiverState,
)
from portfolio.domain.terms import TermName, Terms
from portfolio.domain.waiver import Waivable, Waiver
from tests.domain.builders import DAY, GRANT, covenant, occasion, person

NOON = occasion(person("ANYBODY")).recorded_at


def terms(**values: str) -> Terms:
    """Return terms by name with blanks written as underlines: ``cure_months="6"``."""
    named = {TermName(name.replace("_", " ")): value for name, value in values.items()}
    return Terms(tuple(sorted(named.items())))


def milestone(  # noqa: PLR0913, PLR0917  # what a row of a table says about a milestone
    state: MilestoneState = MilestoneState.MET,
    share_met: Fraction | None = Fraction(1),
    share_asked: Fraction = Fraction(1),
    level_now: int = 5,
    recorded_by: str = "OFFICER",
    assessed_by: str | None = "ASSESSOR",
    *,
    bearing: Bearing = Bearing.GATES,
    coefficient: Fraction = Fraction(1),
    criteria: int = 2,
) -> MilestoneFacts:
    """Return a milestone condition; as it stands, met at level 5."""
    return MilestoneFacts(
        code="M1", title="Level 5 shown", state=state, share_asked=share_asked,
        share_met=share_met, element="NODE", scale=Scale.TRL, level_asked=5, level_now=level_now,
        due_on=date(2025, 9, 30), evidence=("E1",) if recorded_by else (),
        recorded_by=frozenset({recorded_by} - {""}), assessed_by=assessed_by, criteria=criteria,
        bearing=bearing, coefficient=coefficient, waiver=None,
    )  # fmt: skip


def engineers(
    words: str,
    code: str = "C1",
    *,
    bearing: Bearing = Bearing.GATES,
    coefficient: Fraction = Fraction(1),
) -> ReskillingFacts:
    """Return a reskilling condition: ``45 of 60`` or ``45 of 60, 50 reported``."""
    found = re.fullmatch(r"(\d+) of (\d+)(?:, (\d+) reported)?", words)
    assert found is not None, words
    verified, asked = int(found[1]), int(found[2])
    return ReskillingFacts(
        commitment=code, title="Engineers certified", rung=Rung.CERTIFIED, asked=asked,
        verified=verified, reported=int(found[3] or verified), due_on=date(2026, 3, 31),
        evidence=("R1",) if verified else (), bearing=bearing, coefficient=coefficient,
        waiver=None,
    )  # fmt: skip


def money_raised(
    raised: int, asked: int, *, reported: int | None = None, bearing: Bearing = Bearing.GATES
) -> FundingFacts:
    """Return a co-funding condition."""
    return FundingFacts(
        code="F1", title="Shareholders' money", asked_minor=asked, raised_minor=raised,
        reported_minor=raised if reported is None else reported, due_on=date(2025, 11, 30),
        evidence=("F1",) if raised else (), bearing=bearing, waiver=None,
    )  # fmt: skip


def hold() -> Hold:
    """Return a hold on the whole grant."""
    return Hold(
        grant=GRANT, code="H1", state=HoldState.PLACED, reason="Site visit due",
        may_lift=Role.AUTHORISING_OFFICER, placed_by="AUTHORISER", placed_at=NOON, placed_on=DAY,
    )  # fmt: skip


def screening(
    state: ScreeningState, valid_until: date | None = None, conditions: str | None = None
) -> Screening:
    """Return a screening of the whole consortium."""
    return Screening(
        grant=GRANT, code="Q1", state=state, conditions=conditions, valid_until=valid_until,
        requested_by="OFFICER", requested_at=NOON, moved_on=DAY,
    )  # fmt: skip


def kept(state: CovenantState = CovenantState.STANDING) -> CovenantFacts:
    """Return a covenant of the grant in that state."""
    return CovenantFacts(covenant=replace(covenant("V1"), state=state, moved_on=DAY), waiver=None)


def waiver(condition: Waivable = Waivable.MILESTONE, code: str = "M1") -> Waiver:
    """Return a confirmed waiver of a condition of I1."""
    return Waiver(
        grant=GRANT, code="W1", instalment="I1", condition=condition, condition_code=code,
        authority="decision of the council of 1 June 2025", reason="Line moved to another site",
        expires_on=date(2026, 3, 31), state=WaiverState.CONFIRMED, proposed_by="OFFICER",
        proposed_at=NOON, confirmed_by="AUTHORISER", confirmed_at=NOON, effective_on=DAY,
        moved_on=DAY,
    )  # fmt: skip


SOUND = PayoutCase(
    subject=f"{GRANT}/I1", grant=GRANT, grant_state=GrantState.ACTIVE, keeps_earned=True,
    as_of=DAY, currency="JPY", policy=PolicyName.ALL_OR_NOTHING, reductions=Reductions.LOWEST,
    terms=Terms(), scheduled_minor=1_000, taken_minor=0, withheld_minor=0, reduced_minor=0,
    asked_minor=None, milestones=(milestone(),), reskilling=(engineers("60 of 60"),), funding=(),
    eligible_cost_minor=0, claimed_cost_minor=0, costs=(), holds=(), screenings=(),
    screening_waiver=None, covenants=(), recoveries=(), advances_minor=0, final_period=False,
    accepted=False, fixed_left_minor=None, award_minor=5_000, award_taken_minor=0,
    fiscal_year=2025, budget_minor=5_000, budget_taken_minor=0,
)  # fmt: skip
"""An instalment of 1,000 yen on which everything is in order."""

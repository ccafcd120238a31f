"""Every payout policy on an instalment of 1,000 yen: what is shown, and what is earned.

A milestone is written ``share found, level now of level asked``; engineers as in `cases`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.case import RecoveryFacts
from portfolio.domain.policies import (
    Bearing,
    PolicyName,
    Reductions,
    bearing_of_milestones,
    bearing_of_people,
)
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import CovenantState, GrantState, MilestoneState, ScreeningState
from portfolio.domain.terms import Terms
from portfolio.domain.waiver import Waivable
from tests.domain.builders import DAY, GRANT, reasons
from tests.domain.cases import (
    SOUND,
    engineers,
    kept,
    milestone,
    money_raised,
    screening,
    terms,
    waiver,
)

if TYPE_CHECKING:
    from portfolio.domain.case import MilestoneFacts, PayoutCase

POLICIES = """
policy                   | terms                      | milestone   | engineers | cost  | ends | earned
all or nothing           |                            | 1, 5 of 5   | 60 of 60  |     0 | no   |  1,000
all or nothing           |                            | 1/2, 5 of 5 | 60 of 60  |     0 | no   |      0
scalable                 |                            | 1/2, 5 of 5 | 60 of 60  |     0 | no   |    500
scalable                 |                            | 1/2, 4 of 5 | 60 of 60  |     0 | no   |    333
scalable                 |                            | 1, 4 of 5   | 60 of 60  |     0 | no   |    666
scalable                 |                            | 1/2, 5 of 5 | 20 of 60  |     0 | no   |    333
scalable                 | unit price 10              | 1, 5 of 5   | 45 of 60  |     0 | no   |    450
scalable                 | unit price 10, baseline 15 | 1, 5 of 5   | 45 of 60  |     0 | no   |    300
scalable                 | unit price 10, baseline 50 | 1, 5 of 5   | 45 of 60  |     0 | no   |      0
scalable                 | unit price 30              | 1, 5 of 5   | 45 of 60  |     0 | no   |  1,000
scalable                 | unit price 10              | 1/2, 5 of 5 | 45 of 60  |     0 | no   |    225
scalable                 | unit price 30              | 0, 4 of 5   | 60 of 60  |     0 | no   |      0
banded                   | bands                      | 1, 5 of 5   | 60 of 60  |     0 | no   |  1,000
banded                   | bands                      | 4/5, 5 of 5 | 60 of 60  |     0 | no   |  1,000
banded                   | bands                      | 4/5, 5 of 5 | 40 of 60  |     0 | no   |    700
banded                   | bands                      | 3/10, 5 of 5| 60 of 60  |     0 | no   |    400
banded                   | bands                      | 1/4, 5 of 5 | 60 of 60  |     0 | no   |      0
unit value               | items 4                    | 1, 5 of 5   | 60 of 60  |     0 | no   |  1,000
unit value               | items 4                    | 1/2, 5 of 5 | 60 of 60  |     0 | no   |    875
unit value               | items 4                    | 0, 4 of 5   | 0 of 60   |     0 | no   |    500
unit value               |                            | 0, 4 of 5   | 60 of 60  |     0 | no   |    500
unit value               | items 3                    | 0, 4 of 5   | 60 of 60  |     0 | no   |    667
rate of eligible cost    | cost rate 1/3              | 1, 5 of 5   | 60 of 60  | 1,500 | no   |    500
rate of eligible cost    | cost rate 1/3              | 1, 5 of 5   | 60 of 60  | 9,999 | no   |  1,000
rate of eligible cost    | cost rate 1/3              | 1/2, 5 of 5 | 60 of 60  | 1,500 | no   |      0
incentive                | incentive rate 1/10        | 7/10, 5 of 5| 60 of 60  | 9,999 | no   |    699
incentive                | incentive rate 1/10, bands | 7/10, 5 of 5| 60 of 60  | 5,000 | no   |    350
incentive                | incentive rate 1/2         | 1, 5 of 5   | 60 of 60  | 9,999 | no   |  1,000
work package             |                            | 1, 5 of 5   | 60 of 60  |     0 | no   |  1,000
work package             |                            | 2/3, 5 of 5 | 60 of 60  |     0 | no   |      0
work package             |                            | 2/3, 5 of 5 | 60 of 60  |     0 | yes  |    666
"""  # noqa: E501  # a row of the table is one line

TERMS = {
    "": Terms(),
    "unit price 10": terms(unit_price="10"),
    "unit price 10, baseline 15": terms(unit_price="10", unit_baseline="15"),
    "unit price 10, baseline 50": terms(unit_price="10", unit_baseline="50"),
    "unit price 30": terms(unit_price="30"),
    "bands": terms(bands="0:0 30:2/5 50:7/10 80:1"),
    "items 3": terms(items="3"),
    "items 4": terms(items="4"),
    "cost rate 1/3": terms(cost_rate="1/3"),
    "incentive rate 1/10": terms(incentive_rate="1/10"),
    "incentive rate 1/2": terms(incentive_rate="1/2"),
    "incentive rate 1/10, bands": terms(incentive_rate="1/10", bands="0:0 30:2/5 50:7/10 80:1"),
}


def rows(table: str) -> list[dict[str, str]]:
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    )
    return [dict(zip(head, line, strict=True)) for line in lines]


def in_words(row: dict[str, str]) -> str:
    return ", ".join(cell for cell in row.values() if cell)


def found(words: str, bearing: Bearing) -> MilestoneFacts:
    share, level = words.split(", ")
    met = Fraction(share)
    state = {0: MilestoneState.NOT_MET, 1: MilestoneState.MET}.get(
        int(met) if met in (0, 1) else -1, MilestoneState.PARTLY_MET
    )
    return milestone(state, met, level_now=int(level[0]), bearing=bearing)


@pytest.mark.parametrize("row", rows(POLICIES), ids=in_words)
def test_what_is_shown_earns_what_the_policy_says(row: dict[str, str]) -> None:
    policy = PolicyName(row["policy"])
    owed = entitlement(
        replace(
            SOUND,
            policy=policy,
            terms=TERMS[row["terms"]],
            milestones=(found(row["milestone"], bearing_of_milestones(policy)),),
            reskilling=(engineers(row["engineers"], bearing=bearing_of_people(policy)),),
            eligible_cost_minor=int(row["cost"].replace(",", "")),
            final_period=row["ends"] == "yes",
        )
    )
    assert owed.earned_minor == int(row["earned"].replace(",", ""))


@pytest.mark.parametrize(
    ("several", "earned"), [(Reductions.LOWEST, 500), (Reductions.MULTIPLY, 250)]
)
def test_several_reductions_combine_as_the_programme_says(several: Reductions, earned: int) -> None:
    case = replace(
        SOUND,
        policy=PolicyName.SCALABLE,
        reductions=several,
        milestones=(found("1/2, 5 of 5", Bearing.SCALES),),
        reskilling=(engineers("30 of 60", bearing=Bearing.SCALES),),
    )
    assert entitlement(case).earned_minor == earned


def test_a_weight_makes_one_item_cost_more_than_another() -> None:
    case = replace(
        SOUND,
        policy=PolicyName.UNIT_VALUE,
        terms=terms(items="4"),
        milestones=(
            replace(found("0, 4 of 5", Bearing.SCALES), coefficient=Fraction(3, 2)),
            replace(found("0, 4 of 5", Bearing.SCALES), code="M2", coefficient=Fraction(1, 2)),
        ),
    )
    assert entitlement(case).earned_minor == 1_000 - 375 - 125


@pytest.mark.parametrize(
    ("policy", "term"),
    [
        (PolicyName.BANDED, "bands"),
        (PolicyName.RATE_OF_COST, "cost rate"),
        (PolicyName.INCENTIVE, "incentive rate"),
    ],
)
def test_a_policy_whose_terms_are_missing_pays_nothing_and_names_the_term(
    policy: PolicyName, term: str
) -> None:
    owed = entitlement(replace(SOUND, policy=policy, eligible_cost_minor=5_000))
    (missing,) = (f for f in owed.obstacles if f.reason is Reason.TERM_MISSING)
    assert (missing.facts["term"], missing.facts["needed_for"]) == (term, policy.value)
    assert owed.earned_minor == owed.payable_minor == 0


def test_a_policy_on_costs_waits_for_one_that_is_accepted() -> None:
    case = replace(
        SOUND, policy=PolicyName.RATE_OF_COST, terms=terms(cost_rate="1/3"), claimed_cost_minor=900
    )
    owed = entitlement(case)
    assert reasons(owed.obstacles) == (Reason.NO_COST_ACCEPTED,)
    accepted = entitlement(replace(case, eligible_cost_minor=900, costs=("K1",)))
    (finding,) = (f for f in accepted.findings if f.reason is Reason.COSTS_ACCEPTED)
    assert finding.evidence == ("K1",)
    assert accepted.payable_minor == 300


def test_a_milestone_that_scales_and_is_not_assessed_brings_nothing_but_stops_nothing() -> None:
    planned = replace(
        milestone(MilestoneState.PLANNED, None, level_now=4, recorded_by="", assessed_by=None),
        bearing=Bearing.SCALES, code="M2",
    )  # fmt: skip
    shown = found("1, 5 of 5", Bearing.SCALES)
    case = replace(SOUND, policy=PolicyName.UNIT_VALUE, milestones=(shown, planned))
    owed = entitlement(case)
    assert owed.obstacles == ()
    assert owed.earned_minor == 1_000 - 333
    assert {f.reason for f in owed.findings if f.effect is Effect.REDUCES} == {
        Reason.MILESTONE_REDUCES, Reason.LEVEL_SHORT, Reason.EVIDENCE_NOT_ASSESSED,
    }  # fmt: skip


def test_evidence_assessed_by_who_recorded_it_stops_a_milestone_that_scales_too() -> None:
    own = replace(found("1, 5 of 5", Bearing.SCALES), assessed_by="OFFICER")
    owed = entitlement(replace(SOUND, policy=PolicyName.SCALABLE, milestones=(own,)))
    assert reasons(owed.obstacles) == (Reason.EVIDENCE_NOT_ASSESSED,)
    assert owed.payable_minor == 0


class TestPrivateMoney:
    def test_that_is_raised_lets_the_money_through(self) -> None:
        owed = entitlement(replace(SOUND, funding=(money_raised(500, 500),)))
        assert Reason.FUNDING_RAISED in reasons(owed.findings)
        assert owed.payable_minor == 1_000

    def test_that_is_reported_and_not_verified_stops_it(self) -> None:
        owed = entitlement(replace(SOUND, funding=(money_raised(499, 500, reported=900),)))
        (short,) = owed.obstacles
        assert short.reason is Reason.FUNDING_SHORT
        assert (short.facts["short_minor"], short.facts["reported_minor"]) == (1, 900)

    def test_that_scales_reduces_it(self) -> None:
        part = money_raised(250, 500, bearing=Bearing.SCALES)
        owed = entitlement(replace(SOUND, funding=(part,)))
        assert Reason.FUNDING_REDUCES in reasons(owed.findings)
        assert owed.payable_minor == 500


class TestWhatIsKeptBack:
    def test_a_retention_waits_for_final_acceptance(self) -> None:
        case = replace(SOUND, terms=terms(retention_share="0.05"))
        owed = entitlement(case)
        assert (owed.earned_minor, owed.retained_minor, owed.payable_minor) == (1_000, 50, 950)
        assert owed.open_minor == 950
        assert Reason.RETAINED in reasons(owed.findings)
        accepted = entitlement(replace(case, accepted=True, taken_minor=950))
        assert (accepted.retained_minor, accepted.payable_minor) == (0, 50)

    def test_a_retention_never_takes_back_what_is_paid(self) -> None:
        owed = entitlement(replace(SOUND, terms=terms(retention_share="1/10"), taken_minor=980))
        assert (owed.retained_minor, owed.payable_minor, owed.open_minor) == (20, 0, 0)

    def test_what_is_suspended_or_reduced_cannot_be_paid(self) -> None:
        owed = entitlement(replace(SOUND, withheld_minor=300, reduced_minor=100))
        assert owed.payable_minor == 600
        assert (owed.withheld_minor, owed.open_minor) == (300, 600)
        assert [f.reason for f in owed.findings if f.effect is Effect.WITHHOLDS] == [
            Reason.SUSPENDED, Reason.REDUCED,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("share", "advances", "net"),
        [("0.13", 0, 261), ("0.13", 900, 261), (None, 0, 300), (None, 100, 200), (None, 900, 0)],
    )
    def test_what_is_suspended_is_said_gross_and_net_of_advances(
        self, share: str | None, advances: int, net: int
    ) -> None:
        said = terms(clearing_share=share) if share else Terms()
        case = replace(SOUND, withheld_minor=300, advances_minor=advances, terms=said)
        (found,) = (f for f in entitlement(case).findings if f.reason is Reason.SUSPENDED)
        assert (found.facts["withheld_minor"], found.facts["net_minor"]) == (300, net)

    def test_a_retention_applies_to_what_a_suspension_leaves(self) -> None:
        owed = entitlement(replace(SOUND, terms=terms(retention_share="1/10"), withheld_minor=300))
        assert (owed.retained_minor, owed.payable_minor, owed.open_minor) == (70, 630, 630)

    def test_an_amount_fixed_caps_what_is_paid_in_the_end(self) -> None:
        owed = entitlement(replace(SOUND, fixed_left_minor=400, accepted=True))
        assert owed.payable_minor == 400
        above = entitlement(replace(SOUND, fixed_left_minor=400, asked_minor=500))
        assert Reason.ABOVE_FIXED_AMOUNT in reasons(above.obstacles)


class TestAdvancesAndDebts:
    def test_an_advance_is_cleared_before_anything_is_transferred(self) -> None:
        owed = entitlement(replace(SOUND, advances_minor=300, award_taken_minor=300))
        assert (owed.payable_minor, owed.clears_minor, owed.cash_minor) == (1_000, 300, 700)

    def test_the_terms_may_clear_a_share_of_each_payment_only(self) -> None:
        case = replace(SOUND, advances_minor=300, terms=terms(clearing_share="0.13"))
        owed = entitlement(case)
        assert (owed.clears_minor, owed.cash_minor) == (130, 870)

    def test_the_last_payment_clears_what_the_award_would_not_hold_otherwise(self) -> None:
        case = replace(
            SOUND, advances_minor=300, terms=terms(clearing_share="0.13"), award_minor=1_100,
            award_taken_minor=300,
        )  # fmt: skip
        owed = entitlement(case)
        assert (owed.clears_minor, owed.payable_minor) == (200, 1_000)
        assert owed.obstacles == ()

    def test_a_debt_is_set_off_and_never_more_than_is_owed(self) -> None:
        owed = entitlement(replace(SOUND, recoveries=(debt("B1", 120), debt("B2", 30))))
        assert (owed.set_off_minor, owed.cash_minor) == (150, 850)
        assert [f.reason for f in owed.findings if f.effect is Effect.WITHHOLDS] == [
            Reason.RECOVERY_SET_OFF, Reason.RECOVERY_SET_OFF,
        ]  # fmt: skip

    def test_a_debt_larger_than_the_payment_takes_all_that_no_advance_took(self) -> None:
        owed = entitlement(replace(SOUND, advances_minor=300, recoveries=(debt("B1", 9_000),)))
        assert (owed.clears_minor, owed.set_off_minor, owed.cash_minor) == (300, 700, 0)


def debt(code: str, owed: int) -> RecoveryFacts:
    return RecoveryFacts(code=code, principal_minor=owed, owed_minor=owed)


class TestWaivers:
    @pytest.mark.parametrize(
        "case",
        [
            replace(
                SOUND,
                milestones=(
                    replace(
                        milestone(MilestoneState.PLANNED, None, level_now=3, recorded_by=""),
                        assessed_by=None, waiver=waiver(),
                    ),
                ),
            ),
            replace(
                SOUND,
                reskilling=(
                    replace(engineers("0 of 60"), waiver=waiver(Waivable.COMMITMENT, "C1")),
                ),
            ),
            replace(
                SOUND,
                funding=(
                    replace(money_raised(0, 500), waiver=waiver(Waivable.CO_FUNDING, "F1")),
                ),
            ),
            replace(
                SOUND,
                covenants=(
                    replace(
                        kept(CovenantState.BREACHED), waiver=waiver(Waivable.COVENANT, "V1")
                    ),
                ),
            ),
            replace(
                SOUND, terms=terms(screening_months="24"),
                screening_waiver=waiver(Waivable.SCREENING, GRANT),
            ),
        ],
        ids=["milestone", "commitment", "co-funding", "covenant", "screening"],
    )  # fmt: skip
    def test_set_one_condition_aside_and_say_so(self, case: PayoutCase) -> None:
        owed = entitlement(case)
        assert owed.payable_minor == 1_000
        (aside,) = (f for f in owed.findings if f.effect is Effect.SETS_ASIDE)
        assert aside.reason is Reason.CONDITION_WAIVED
        assert aside.facts["authority"] == "decision of the council of 1 June 2025"
        assert (aside.facts["proposed_by"], aside.facts["confirmed_by"]) == (
            "OFFICER", "AUTHORISER",
        )  # fmt: skip

    def test_do_not_reach_what_must_stand_behind_every_payout(self) -> None:
        owed = entitlement(
            replace(
                SOUND, milestones=(), screening_waiver=waiver(Waivable.SCREENING, GRANT),
                screenings=(screening(ScreeningState.VETOED, conditions="Ownership unclear"),),
            )
        )  # fmt: skip
        assert reasons(owed.obstacles) == (Reason.SCREENING_VETOED, Reason.NO_MILESTONE_BEHIND)


STANDING = [
    (GrantState.DRAFTED, True, Reason.GRANT_NOT_PAYABLE),
    (GrantState.AWARDED, True, None),
    (GrantState.ACTIVE, True, None),
    (GrantState.SUSPENDED, True, Reason.GRANT_SUSPENDED),
    (GrantState.COMPLETED, True, None),
    (GrantState.AMOUNT_FIXED, True, None),
    (GrantState.SETTLED, True, Reason.GRANT_NOT_PAYABLE),
    (GrantState.MONITORING, True, Reason.GRANT_NOT_PAYABLE),
    (GrantState.TERMINATED, True, None),
    (GrantState.TERMINATED, False, Reason.GRANT_NOT_PAYABLE),
    (GrantState.CLOSED, True, Reason.GRANT_NOT_PAYABLE),
]


@pytest.mark.parametrize(("state", "keeps_earned", "reason"), STANDING)
def test_only_a_grant_that_runs_is_paid(
    state: GrantState, *, keeps_earned: bool, reason: Reason | None
) -> None:
    owed = entitlement(replace(SOUND, grant_state=state, keeps_earned=keeps_earned))
    assert reasons(owed.obstacles) == ((reason,) if reason else ())
    assert owed.earned_minor == 1_000


@pytest.mark.parametrize(
    ("state", "valid_until", "asked", "reason"),
    [
        (None, None, True, Reason.SCREENING_MISSING),
        (ScreeningState.PENDING, None, True, Reason.SCREENING_MISSING),
        (ScreeningState.CLEARED, DAY, True, None),
        (ScreeningState.CONDITIONAL, DAY, False, None),
        (ScreeningState.CLEARED, date(2025, 6, 1), True, Reason.SCREENING_EXPIRED),
        (ScreeningState.EXPIRED, date(2025, 6, 1), True, Reason.SCREENING_EXPIRED),
        (ScreeningState.VETOED, None, False, Reason.SCREENING_VETOED),
    ],
)
def test_a_screening_holds_unless_it_is_passed_and_has_not_run_out(
    state: ScreeningState | None, valid_until: date | None, *, asked: bool, reason: Reason | None
) -> None:
    owed = entitlement(
        replace(
            SOUND,
            terms=terms(screening_months="24") if asked else Terms(),
            screenings=(screening(state, valid_until),) if state else (),
        )
    )
    assert reasons(owed.obstacles) == ((reason,) if reason else ())
    assert owed.payable_minor == (0 if reason else 1_000)


def test_a_breached_covenant_stops_payment_and_takes_away_nothing_earned() -> None:
    owed = entitlement(replace(SOUND, covenants=(kept(CovenantState.BREACHED), kept())))
    assert reasons(owed.obstacles) == (Reason.COVENANT_BREACHED,)
    assert (owed.earned_minor, owed.payable_minor) == (1_000, 0)
    assert Reason.COVENANTS_KEPT in reasons(
        entitlement(replace(SOUND, covenants=(kept(),))).findings
    )

"""Where a grant stands: sums and days that follow from its file, whatever day it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from portfolio.domain.acts.costs import AcceptCost, ClaimCost
from portfolio.domain.acts.curing import GrantCure
from portfolio.domain.acts.funding import ReportFunding, VerifyFunding
from portfolio.domain.acts.granting import (
    AnnounceAmount,
    CompleteGrant,
    FixAmount,
    StartGrant,
    TerminateGrant,
)
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import CancelPayout, RecordFailure
from portfolio.domain.acts.recoveries import RecordRepayment
from portfolio.domain.acts.screenings import RequestScreening, VetoScreening
from portfolio.domain.acts.suspensions import (
    AnnounceReduction,
    ReduceSuspension,
    ReleaseSuspension,
    SuspendInstalment,
)
from portfolio.domain.acts.waivers import ConfirmWaiver, ProposeWaiver
from portfolio.domain.basis import Basis
from portfolio.domain.co_funding import leverage
from portfolio.domain.cost import CostKind
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.milestone import Verdict
from portfolio.domain.policies import PolicyName
from portfolio.domain.recovery import Ground
from portfolio.domain.standing import (
    CommitmentStanding,
    GrantStanding,
    InstalmentStanding,
    budget_by_year,
    grant_standing,
    plan_basis,
    unpaid_minor,
)
from portfolio.domain.states import MilestoneState
from portfolio.domain.terms import RecoveryOrder, TermName
from portfolio.domain.waiver import Waivable
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    COUNCIL,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    digest_of,
    grant_file,
    programme_file,
    ripe,
    with_funding,
)

SCALED = programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL, terms={TermName.CURE_MONTHS: "6"})
ADVANCES = {TermName.ADVANCE_SHARE: "1/4", TermName.ADVANCE_MONTHS: "12"}


FRESH = InstalmentStanding(
    code="I1", confirmed_minor=0, paid_minor=0, returned_minor=0, withheld_minor=0,
    retained_minor=0, reduced_minor=0, earned_minor=0, payable_minor=0, payable_since=None,
    gate_due_on=date(2025, 9, 30), held=False,
)  # fmt: skip


def standing(story: Story) -> GrantStanding:
    return grant_standing(story.file, story.programme)


def first(story: Story) -> InstalmentStanding:
    return standing(story).instalments[0]


def raised(story: Story, amount: int) -> ReportFunding:
    return ReportFunding(
        grant=GRANT, co_funding="F1", raised_minor=amount, as_of=story.day,
        document="Bank confirmation", document_sha256=digest_of("Bank confirmation"),
    )  # fmt: skip


def test_a_new_grant_has_everything_before_it() -> None:
    found = standing(Story())
    assert (found.award_minor, found.confirmed_minor, found.paid_minor, found.payable_minor) == (
        3_000_000, 0, 0, 0,
    )  # fmt: skip
    assert (found.readiness, found.milestones_met, found.milestones) == (4, 0, 2)
    assert (found.verified_persons, found.promised_persons) == (0, 80)
    assert (found.next_due_on, found.held) == (date(2025, 9, 30), False)
    assert found.instalments[0] == FRESH


def test_a_ripe_instalment_is_payable_since_the_day_its_last_condition_fell_into_place() -> None:
    story = Story()
    story.shows("M1")
    story.day = DAY + timedelta(days=8)
    story.trains(60)
    assert first(story) == replace(
        FRESH, earned_minor=1_000_000, payable_minor=1_000_000, payable_since=story.day,
        gate_due_on=None,
    )  # fmt: skip
    found = standing(story)
    assert (found.payable_minor, found.milestones_met, found.readiness) == (1_000_000, 1, 5)
    assert found.next_due_on == date(2026, 9, 30)


def test_what_comes_after_the_last_condition_moves_no_day() -> None:
    story = ripe()
    story.day = DAY + timedelta(days=8)
    story.trains(61)
    assert first(story).payable_since == DAY


def test_part_paid_money_is_confirmed_paid_and_no_longer_payable() -> None:
    story = ripe()
    story.pays("I1", 400_000)
    story.proposes("I1", 100_000)
    story.confirms("P2")
    found = first(story)
    assert (found.confirmed_minor, found.paid_minor) == (500_000, 400_000)
    assert (found.earned_minor, found.payable_minor) == (1_000_000, 500_000)
    assert standing(story).confirmed_minor == 500_000


def test_a_held_instalment_is_earned_and_not_payable() -> None:
    story = ripe()
    story.does(AUTHORISER, PlaceHold(grant=GRANT, instalment="I1"), "Site visit due")
    found = first(story)
    assert (found.earned_minor, found.payable_minor, found.held) == (1_000_000, 0, True)
    assert found.payable_since is None
    assert standing(story).held
    assert not standing(story).instalments[1].held


def test_money_earned_does_not_wait_for_an_appropriation() -> None:
    assert first(ripe(programme_file(budgets={}))).payable_minor == 1_000_000


def test_a_shortfall_of_engineers_leaves_the_gate_open() -> None:
    story = ripe(programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL), trained=45)
    found = first(story)
    assert (found.payable_minor, found.gate_due_on) == (750_000, date(2026, 3, 31))


def test_a_level_short_leaves_the_gate_open() -> None:
    story = Story()
    story.shows("M1", Verdict.MET, Verdict.MET, level=4)
    story.trains(60)
    assert first(story).gate_due_on == date(2025, 9, 30)


def test_a_milestone_entered_as_moved_has_no_day_of_its_own() -> None:
    story = ripe()
    undated = replace(story.file.milestone("M1"), moved_on=None)
    story.file = story.file.with_records((undated,))
    assert first(story).payable_since == DAY


def test_reported_and_verified_persons_are_counted_apart() -> None:
    story = Story()
    story.trains(45)
    story.does(OFFICER, story.training(60))
    assert standing(story).commitments == (
        CommitmentStanding(code="C1", verified_persons=45, reported_persons=60),
        CommitmentStanding(code="C2", verified_persons=0, reported_persons=0),
    )


def test_a_year_is_charged_with_what_binds_and_with_what_was_paid() -> None:
    story = ripe()
    story.pays("I1", 300_000)
    story.pays("I1", 200_000)
    story.proposes("I1", 100_000)
    assert budget_by_year(story.file) == {2025: (500_000, 500_000)}
    story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), "Account closed")
    assert budget_by_year(story.file) == {2025: (500_000, 300_000)}
    story.confirms("P3")
    story.does(AUTHORISER, CancelPayout(grant=GRANT, payout="P3"), "Reviewed")
    assert budget_by_year(story.file) == {2025: (500_000, 300_000)}


class TestTheBasisOfAPlan:
    """Nothing paid, due or trained is better founded than what it was planned on."""

    @pytest.mark.parametrize("kind", ["instalments", "milestones", "commitments"])
    @pytest.mark.parametrize("weakest", Basis)
    def test_is_the_weakest_of_its_parts(self, kind: str, weakest: Basis) -> None:
        file = with_bases(Basis.PUBLIC)
        first, *others = getattr(file, kind)
        file = file.with_records([replace(first, basis=weakest)])
        assert others
        assert plan_basis(file) is grant_standing(file, programme_file()).plan_basis is weakest

    def test_is_not_that_of_the_award(self) -> None:
        file = with_bases(Basis.PUBLIC)
        assert file.grant.basis is file.awards[0].basis is Basis.ILLUSTRATIVE
        assert plan_basis(file) is Basis.PUBLIC

    def test_of_no_plan_is_public(self) -> None:
        assert plan_basis(GrantFile(grant=grant_file().grant)) is Basis.PUBLIC


def with_bases(basis: Basis) -> GrantFile:
    file = grant_file()
    return file.with_records(
        (
            *(replace(i, basis=basis) for i in file.instalments),
            *(replace(m, basis=basis) for m in file.milestones),
            *(replace(c, basis=basis) for c in file.commitments),
        )
    )


class TestKeptBack:
    def test_what_is_suspended_is_withheld_until_it_is_released(self) -> None:
        story = ripe(SCALED, trained=45)
        story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment="I1"), "15 are missing")
        assert (first(story).withheld_minor, first(story).payable_minor) == (250_000, 750_000)
        assert standing(story).withheld_minor == 250_000
        story.day = DAY + timedelta(days=30)
        story.trains(60)
        assert (first(story).withheld_minor, first(story).payable_minor) == (250_000, 750_000)
        story.day += timedelta(days=1)
        story.does(AUTHORISER, ReleaseSuspension(grant=GRANT, suspension="S1"))
        assert (first(story).withheld_minor, first(story).payable_minor) == (0, 1_000_000)
        assert first(story).payable_since == story.day

    def test_what_is_reduced_is_gone_for_good(self) -> None:
        story = ripe(SCALED, trained=45)
        story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment="I1"), "15 are missing")
        story.day = date(2025, 12, 3)
        story.does(OFFICER, AnnounceReduction(grant=GRANT, suspension="S1"), "Not cured")
        story.does(AUTHORISER, ReduceSuspension(grant=GRANT, suspension="S1"), "Not cured")
        found = first(story)
        assert (found.withheld_minor, found.reduced_minor) == (0, 250_000)
        assert (found.earned_minor, found.payable_minor) == (750_000, 750_000)
        assert standing(story).reduced_minor == 250_000

    def test_a_release_that_was_announced_over_leaves_the_day_of_the_condition(self) -> None:
        story = ripe(SCALED, trained=30)
        story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment="I1"), "30 are missing")
        story.day = trained_on = DAY + timedelta(days=30)
        story.trains(45)
        story.day += timedelta(days=1)
        story.does(AUTHORISER, ReleaseSuspension(grant=GRANT, suspension="S1"))
        assert first(story).payable_since == story.day
        story.day = date(2025, 12, 3)
        story.does(OFFICER, AnnounceReduction(grant=GRANT, suspension="S1"), "Not cured")
        assert first(story).payable_since == trained_on

    def test_what_is_retained_waits_until_the_amount_is_fixed(self) -> None:
        story = ripe(programme_file(terms={TermName.RETENTION_SHARE: "1/20"}))
        assert (first(story).retained_minor, first(story).payable_minor) == (50_000, 950_000)
        story.pays("I1")
        story.does(OFFICER, StartGrant(grant=GRANT))
        story.does(OFFICER, CompleteGrant(grant=GRANT))
        story.does(OFFICER, AnnounceAmount(grant=GRANT))
        story.day = DAY + timedelta(days=5)
        story.does(AUTHORISER, FixAmount(grant=GRANT))
        found = first(story)
        assert (found.retained_minor, found.payable_minor) == (0, 50_000)
        assert found.payable_since == story.day

    def test_a_veto_holds_what_is_earned(self) -> None:
        story = ripe()
        story.does(OFFICER, RequestScreening(grant=GRANT))
        story.does(COUNCIL, VetoScreening(grant=GRANT, screening="Q1"), "Control has changed")
        assert (first(story).held, standing(story).held) == (True, True)
        assert (first(story).earned_minor, first(story).payable_minor) == (1_000_000, 0)

    def test_nothing_is_held_where_the_award_is_cancelled(self) -> None:
        story = ripe()
        story.does(AUTHORISER, PlaceHold(grant=GRANT), "Site visit due")
        story.does(AUTHORISER, TerminateGrant(grant=GRANT), "The consortium is wound up")
        assert (first(story).held, standing(story).held) == (False, False)


class TestMoneyThatComesBack:
    @pytest.mark.parametrize(
        ("ground", "reduced", "payable"),
        [(Ground.IRREGULARITY, 300_000, 0), (Ground.REVERSAL, 0, 300_000)],
    )
    def test_frees_no_year_and_can_be_earned_again_unless_it_was_taken_away(
        self, ground: Ground, reduced: int, payable: int
    ) -> None:
        story = ripe(programme_file(terms={TermName.RECOVERY_DAYS: "20"}))
        story.pays("I1")
        story.claims(Ground.IRREGULARITY, instalment="I1", amount=300_000)
        (claim,) = story.file.recoveries
        story.file = story.file.with_records((replace(claim, ground=ground),))
        story.day = DAY + timedelta(days=9)
        back = RecordRepayment(
            grant=GRANT, recovery="B1", amount_minor=300_000, payment_reference="BACK-1"
        )
        story.does(ACCOUNTANT, back)
        found = first(story)
        assert (found.paid_minor, found.returned_minor) == (1_000_000, 300_000)
        assert (found.reduced_minor, found.payable_minor) == (reduced, payable)
        assert found.payable_since == (story.day if payable else None)
        assert (standing(story).paid_minor, standing(story).returned_minor) == (1_000_000, 300_000)
        assert budget_by_year(story.file) == {2025: (1_000_000, 1_000_000)}

    def test_it_counts_whatever_day_one_looks(self) -> None:
        """Interest first: what of a repayment is principal follows from its day, not from today."""
        interest = {
            TermName.RECOVERY_DAYS: "20", TermName.INTEREST_RATE: "0.1095",
            TermName.INTEREST_YEAR_DAYS: "365",
            TermName.RECOVERY_ORDER: RecoveryOrder.INTEREST_FIRST.value,
        }  # fmt: skip
        story = ripe(programme_file(terms=interest))
        story.pays("I1")
        story.claims(Ground.IRREGULARITY, instalment="I1", amount=1_000_000)
        story.day = DAY + timedelta(days=10)
        back = RecordRepayment(
            grant=GRANT, recovery="B1", amount_minor=103_000, payment_reference="BACK-1"
        )
        story.does(ACCOUNTANT, back)
        assert first(story).returned_minor == 100_000
        story.day += timedelta(days=400)
        story.does(AUTHORISER, PlaceHold(grant=GRANT), "Site visit due")
        assert first(story).returned_minor == 100_000

    def test_an_advance_takes_of_the_award_and_nothing_of_the_instalment(self) -> None:
        story = Story(programme=programme_file(terms=ADVANCES))
        story.advances("I1", 500_000)
        found = standing(story)
        assert (found.confirmed_minor, found.paid_minor, found.advances_minor) == (
            500_000, 500_000, 500_000,
        )  # fmt: skip
        assert (first(story).confirmed_minor, first(story).paid_minor) == (0, 0)
        story.shows("M1")
        story.trains(60)
        story.pays("I1", 600_000)
        found = standing(story)
        assert (found.paid_minor, found.advances_minor) == (600_000, 0)
        assert first(story).paid_minor == 600_000
        assert budget_by_year(story.file) == {2025: (600_000, 600_000)}


class TestPrivateMoney:
    def test_only_what_is_verified_is_raised(self) -> None:
        story = Story(file=with_funding(grant_file(), asked=400_000))
        story.does(OFFICER, raised(story, 500_000))
        assert (standing(story).raised_minor, standing(story).private_promised_minor) == (
            0, 1_000_000,
        )  # fmt: skip
        story.does(SECOND_OFFICER, VerifyFunding(grant=GRANT, funding_report="F1"))
        assert standing(story).raised_minor == 500_000

    def test_the_condition_on_it_is_a_gate_with_a_day(self) -> None:
        story = Story(file=with_funding(grant_file(), asked=400_000))
        story.shows("M1")
        story.trains(60)
        assert first(story).gate_due_on == date(2025, 11, 30)
        story.day = DAY + timedelta(days=8)
        story.does(OFFICER, raised(story, 500_000))
        story.does(SECOND_OFFICER, VerifyFunding(grant=GRANT, funding_report="F1"))
        assert (first(story).payable_since, first(story).gate_due_on) == (story.day, None)

    def test_leverage_is_undefined_before_anything_is_paid(self) -> None:
        assert leverage(500_000, 0) is None
        assert leverage(500_000, 200_000) == Fraction(5, 2)


def test_a_waived_condition_is_no_gate_and_counts_from_the_day_of_the_waiver() -> None:
    story = Story(programme=programme_file(terms={TermName.WAIVER_MONTHS: "12"}))
    story.shows("M1")
    story.day = DAY + timedelta(days=3)
    asked = ProposeWaiver(
        grant=GRANT, instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
        authority="Director-General, decision 12", expires_on=date(2025, 12, 31),
    )  # fmt: skip
    story.does(SECOND_OFFICER, asked, "The training centre was flooded")
    story.does(AUTHORISER, ConfirmWaiver(grant=GRANT, waiver="W1"))
    found = first(story)
    assert (found.payable_minor, found.payable_since) == (1_000_000, story.day)
    assert found.gate_due_on is None


def test_a_cost_accepted_is_what_the_instalment_waited_for() -> None:
    on_costs = programme_file(policy=PolicyName.RATE_OF_COST, terms={TermName.COST_RATE: "1/3"})
    story = ripe(on_costs)
    story.day = DAY + timedelta(days=4)
    cost = ClaimCost(
        grant=GRANT, instalment="I1", member="LEAD", kind=CostKind.COST_ITEM, key="INV-7",
        title="Resist", amount_minor=900_000, incurred_on=DAY, document="Invoice",
        document_sha256=digest_of("Invoice"),
    )  # fmt: skip
    story.does(OFFICER, cost)
    assert first(story).payable_since is None
    story.does(SECOND_OFFICER, AcceptCost(grant=GRANT, cost="K1"))
    assert (first(story).payable_minor, first(story).payable_since) == (300_000, story.day)


def test_what_nothing_had_to_unlock_is_payable_from_its_planned_day() -> None:
    """By unit value, the items that no condition stands for are earned from the start."""
    by_items = programme_file(policy=PolicyName.UNIT_VALUE, terms={TermName.ITEMS: "4"})
    found = first(Story(programme=by_items))
    assert (found.payable_minor, found.payable_since) == (500_000, date(2025, 12, 1))


def test_nothing_is_due_of_a_grant_that_was_cut_short() -> None:
    story = Story()
    story.does(AUTHORISER, TerminateGrant(grant=GRANT), "The consortium was dissolved")
    assert standing(story).next_due_on is None
    assert first(story).gate_due_on is None


def test_an_instalment_and_a_commitment_are_found_by_code() -> None:
    found = standing(Story())
    assert found.instalment("I2") is found.instalments[1]
    assert found.commitment("C2") is found.commitments[1]


def test_what_came_back_can_be_paid_and_what_was_reduced_cannot() -> None:
    assert unpaid_minor(1_000, 600, 100, 50) == 450


def test_a_milestone_is_overdue_the_day_after_its_day_and_until_it_is_met() -> None:
    story = Story(programme=programme_file(terms={TermName.CURE_MONTHS: "6"}))
    due_on = story.file.milestone("M1").due_on
    assert not story.file.milestone("M1").is_overdue(due_on)
    assert story.file.milestone("M1").is_overdue(due_on + timedelta(days=1))
    story.shows("M1", Verdict.NOT_MET, Verdict.NOT_MET)
    story.does(AUTHORISER, GrantCure(grant=GRANT, milestone="M1"), "Tool delivery was late")
    in_cure = story.file.milestone("M1")
    assert (in_cure.awaited_on, standing(story).next_due_on) == (date(2025, 12, 2),) * 2
    assert in_cure.is_overdue(date(2025, 10, 1))
    story.shows("M1")
    met = story.file.milestone("M1")
    assert (met.is_open, met.is_given_up, met.met_on) == (False, False, met.moved_on)


def test_a_milestone_is_given_up_once_it_has_lapsed_or_was_withdrawn() -> None:
    planned = Story().file.milestone("M1")
    for state in MilestoneState:
        each = replace(planned, state=state, moved_on=DAY)
        gone = state in (MilestoneState.LAPSED, MilestoneState.WITHDRAWN)
        assert each.is_given_up is gone
        assert (each.met_on is None) is (state is not MilestoneState.MET)


def test_what_came_back_of_an_award_is_left_of_it_again() -> None:
    now = standing(Story())
    assert (now.confirmed_minor, now.award_left_minor) == (0, now.award_minor)
    taken = replace(now, confirmed_minor=500)
    assert taken.award_left_minor == now.award_minor - 500
    assert replace(taken, returned_minor=200).award_left_minor == now.award_minor - 300

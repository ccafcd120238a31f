"""Payouts: from a proposal to the bank, and every way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    overtake,
)
from portfolio.domain.errors import CaseChanged, Invalid, NotFound
from portfolio.domain.finding import refuses
from portfolio.domain.grant import Instrument
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Person, Role
from portfolio.domain.policies import PolicyName
from portfolio.domain.reason import Reason
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act, find_move
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    grant_file,
    half_ripe,
    occasion,
    programme_file,
    reasons,
    ripe,
)

I1 = ProposePayout(grant=GRANT, instalment="I1")
CONFIRM_P1 = ConfirmPayout(grant=GRANT, payout="P1")
SEND_P1_BACK = SendBackPayout(grant=GRANT, payout="P1")
CANCEL_P1 = CancelPayout(grant=GRANT, payout="P1")
P1_FAILED = RecordFailure(grant=GRANT, payout="P1")
SECOND_AUTHORISER = replace(AUTHORISER, code="AUTHORISER-2")


def test_a_payout_is_proposed_confirmed_and_paid_by_three_people() -> None:
    story = ripe()
    proposed = story.proposes("I1")
    assert (proposed.code, proposed.state) == ("P1", PayoutState.PROPOSED)
    assert (proposed.amount_minor, proposed.entitled_minor) == (1_000_000, 1_000_000)
    assert (proposed.fiscal_year, proposed.proposed_by) == (2025, OFFICER.code)
    confirmed = story.confirms("P1")
    assert (confirmed.state, confirmed.confirmed_by) == (PayoutState.CONFIRMED, AUTHORISER.code)
    paid = story.settles("P1")
    assert (paid.state, paid.settled_by) == (PayoutState.PAID, ACCOUNTANT.code)
    assert paid.payment_reference == "BANK-1"
    assert [step.act for change in story.changes for step in change.steps] == [
        Act.PROPOSE,
        Act.CONFIRM,
        Act.SETTLE,
    ]
    assert story.file.confirmed_minor == 1_000_000


def test_each_step_says_the_money_the_year_the_move_and_what_was_found() -> None:
    story = ripe()
    story.proposes("I1")
    (step,) = story.changes[-1].steps
    assert (step.subject, step.role) == (f"{GRANT}/P1", Role.GRANT_OFFICER)
    assert (step.before, step.after) == (None, PayoutState.PROPOSED)
    assert (step.amount_minor, step.fiscal_year) == (1_000_000, 2025)
    assert Reason.MILESTONE_MET in reasons(step.findings)
    assert step.records == story.file.payouts
    assert story.changes[-1].stream == f"grant/{GRANT}"


def test_nothing_can_be_proposed_before_level_and_people_are_there() -> None:
    assert Story().why_not(OFFICER, I1) == (
        Reason.MILESTONE_NOT_MET,
        Reason.LEVEL_SHORT,
        Reason.EVIDENCE_NOT_ASSESSED,
        Reason.RESKILLING_SHORT,
    )


def test_reported_engineers_pay_nothing_until_they_are_verified() -> None:
    story = Story()
    story.shows("M1")
    story.does(OFFICER, story.training(60))
    assert story.why_not(OFFICER, I1) == (Reason.RESKILLING_NOT_VERIFIED,)


def test_a_milestone_met_by_half_pays_where_half_was_asked() -> None:
    story = half_ripe()
    assert story.file.milestone("M1").share_met == 1 / 2
    assert story.pays("I1").amount_minor == 1_000_000


def test_a_milestone_met_by_half_pays_nothing_where_all_was_asked() -> None:
    story = Story()
    story.shows("M1", Verdict.MET, Verdict.NOT_MET)
    story.trains(60)
    assert story.why_not(OFFICER, I1) == (Reason.MILESTONE_NOT_MET,)


def test_the_second_instalment_waits_for_all_its_conditions() -> None:
    story = ripe()
    story.pays("I1")
    story.shows("M2")
    second = ProposePayout(grant=GRANT, instalment="I2")
    assert story.why_not(OFFICER, second) == (Reason.RESKILLING_SHORT,)
    story.trains(20, "C2")
    story.day = date(2026, 4, 1)
    assert story.pays("I2").fiscal_year == 2026
    assert [year.paid_minor for year in story.programme.years] == [1_000_000, 2_000_000]


def test_a_shortfall_of_engineers_pays_their_share_and_the_rest_when_they_are_there() -> None:
    story = ripe(programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL), trained=45)
    assert story.pays("I1").amount_minor == 750_000
    assert story.why_not(OFFICER, I1) == (Reason.NOTHING_MORE_EARNED,)
    story.trains(60)
    assert story.pays("I1").amount_minor == 250_000
    assert story.why_not(OFFICER, I1) == (Reason.INSTALMENT_EXHAUSTED,)


def test_an_instalment_may_depart_from_the_programmes_policy_with_a_reason() -> None:
    story = ripe(trained=45)
    assert story.why_not(OFFICER, I1) == (Reason.RESKILLING_SHORT,)
    by_shortfall = replace(
        story.file.instalment("I1"),
        policy=PolicyName.REDUCED_BY_SHORTFALL,
        policy_reason="Agreed in the award",
    )
    story.file = story.file.with_records((by_shortfall,))
    assert story.proposes("I1").amount_minor == 750_000


class TestAnAmountBelowWhatIsPayable:
    part = ProposePayout(grant=GRANT, instalment="I1", amount_minor=400_000)

    def test_needs_a_reason(self) -> None:
        assert ripe().why_not(OFFICER, self.part) == (Reason.REASON_MISSING,)

    def test_is_proposed_with_one_and_leaves_the_rest(self) -> None:
        story = ripe()
        story.does(OFFICER, self.part, "The rest after the site visit")
        payout = story.file.payout("P1")
        assert (payout.amount_minor, payout.entitled_minor) == (400_000, 1_000_000)
        rest = story.proposes("I1")
        assert (rest.amount_minor, rest.entitled_minor) == (600_000, 600_000)

    def test_is_no_amount_at_zero(self) -> None:
        with pytest.raises(Invalid) as caught:
            ProposePayout(grant=GRANT, instalment="I1", amount_minor=0)
        assert caught.value.field == "amount"

    def test_needs_no_reason_where_it_is_all_there_is(self) -> None:
        story = ripe()
        story.does(OFFICER, replace(self.part, amount_minor=1_000_000))
        assert story.file.payout("P1").amount_minor == 1_000_000


def test_an_amount_above_the_entitlement_is_refused() -> None:
    above = replace(I1, amount_minor=1_000_001)
    assert ripe().why_not(OFFICER, above, "More is needed") == (Reason.ABOVE_ENTITLEMENT,)


def test_an_award_reduced_below_what_is_asked_stops_the_payout() -> None:
    story = ripe()
    reduced = replace(
        story.file.awards[0], number=2, decided_on=date(2025, 5, 1), amount_minor=-2_500_000
    )
    story.file = story.file.with_records((reduced,))
    assert story.why_not(OFFICER, I1) == (Reason.ABOVE_AWARD,)
    story.proposes("I1", 500_000)


def test_equity_is_no_part_of_the_award() -> None:
    file = grant_file()
    equity = replace(file.awards[0], number=2, instrument=Instrument.EQUITY)
    assert file.with_records((equity,)).award_minor == 3_000_000


def test_the_years_appropriation_stops_what_it_does_not_cover() -> None:
    assert ripe(programme_file(budgets={2025: 999_999})).why_not(OFFICER, I1) == (
        Reason.ABOVE_APPROPRIATION,
    )


def test_a_year_without_appropriation_pays_nothing() -> None:
    assert ripe(programme_file(budgets={2026: 10_000_000})).why_not(OFFICER, I1) == (
        Reason.NO_APPROPRIATION,
    )


def test_the_appropriation_is_weighed_again_when_a_payout_is_confirmed() -> None:
    story = ripe()
    story.proposes("I1")
    (year, *more) = story.programme.years
    spent = replace(year, confirmed_minor=9_000_001)
    story.programme = replace(story.programme, years=(spent, *more))
    assert spent.left_minor == 999_999
    assert story.why_not(AUTHORISER, CONFIRM_P1) == (Reason.ABOVE_APPROPRIATION,)


def test_a_confirmed_payout_is_not_counted_against_itself_when_it_is_paid() -> None:
    story = ripe(programme_file(budgets={2025: 1_000_000}))
    assert story.pays("I1").state is PayoutState.PAID
    assert story.programme.years[0].left_minor == 0


class TestAHold:
    place = PlaceHold(grant=GRANT)

    @pytest.fixture
    def story(self) -> Story:
        return ripe()

    def test_stops_the_proposal(self, story: Story) -> None:
        story.does(AUTHORISER, self.place, "Site visit due")
        assert story.why_not(OFFICER, I1) == (Reason.HELD,)

    def test_stops_the_confirmation(self, story: Story) -> None:
        story.proposes("I1")
        story.does(AUTHORISER, self.place, "Site visit due")
        assert story.why_not(AUTHORISER, CONFIRM_P1) == (Reason.HELD,)

    def test_stops_the_settlement(self, story: Story) -> None:
        story.proposes("I1")
        story.confirms("P1")
        story.does(AUTHORISER, self.place, "Site visit due")
        assert story.why_not(ACCOUNTANT, story.settlement("P1")) == (Reason.HELD,)

    def test_on_another_instalment_stops_nothing_here(self, story: Story) -> None:
        story.does(AUTHORISER, replace(self.place, instalment="I2"), "Site visit due")
        assert story.pays("I1").state is PayoutState.PAID

    def test_stops_nothing_once_it_is_lifted(self, story: Story) -> None:
        story.does(ACCOUNTANT, self.place, "Site visit due")
        story.does(AUTHORISER, LiftHold(grant=GRANT, hold="H1"), "Visited")
        assert story.pays("I1").state is PayoutState.PAID


class TestACaseThatChanged:
    def test_is_refused_when_confirmed_and_says_the_findings_of_now(self) -> None:
        story = ripe()
        story.proposes("I1")
        story.trains(61)
        refusal = story.refusal(AUTHORISER, CONFIRM_P1)
        assert isinstance(refusal, CaseChanged)
        assert refusal.findings
        assert refusal.obstacles == ()

    def test_is_confirmed_when_only_other_money_moved(self) -> None:
        story = ripe()
        story.proposes("I1", 400_000)
        story.proposes("I1")
        story.confirms("P2")
        assert story.confirms("P1").state is PayoutState.CONFIRMED


class TestTheWaysBack:
    def test_a_proposal_sent_back_frees_its_amount(self) -> None:
        story = ripe()
        story.proposes("I1")
        assert story.why_not(OFFICER, I1) == (Reason.INSTALMENT_EXHAUSTED,)
        story.does(AUTHORISER, SEND_P1_BACK, "The account is wrong")
        assert story.file.payout("P1").state is PayoutState.SENT_BACK
        assert story.proposes("I1").code == "P2"

    def test_a_confirmed_payout_cancelled_frees_amount_and_budget(self) -> None:
        story = ripe(programme_file(budgets={2025: 1_000_000}))
        story.proposes("I1")
        story.confirms("P1")
        story.does(AUTHORISER, CANCEL_P1, "The award is reviewed")
        assert story.file.payout("P1").state is PayoutState.CANCELLED
        assert story.file.confirmed_minor == 0
        story.proposes("I1")
        assert story.confirms("P2").state is PayoutState.CONFIRMED

    def test_a_payment_that_came_back_keeps_its_money_and_is_paid_again(self) -> None:
        story = ripe()
        story.pays("I1")
        story.does(ACCOUNTANT, P1_FAILED, "Account closed")
        assert story.file.payout("P1").state is PayoutState.PAYMENT_FAILED
        assert story.why_not(OFFICER, I1) == (Reason.INSTALMENT_EXHAUSTED,)
        assert story.programme.years[0].paid_minor == 0
        assert story.programme.years[0].confirmed_minor == 1_000_000
        assert story.settles("P1").state is PayoutState.PAID

    def test_each_needs_a_reason(self) -> None:
        story = ripe()
        story.proposes("I1")
        assert story.why_not(AUTHORISER, SEND_P1_BACK) == (Reason.REASON_MISSING,)
        assert story.why_not(AUTHORISER, SEND_P1_BACK, "") == (Reason.REASON_MISSING,)
        story.confirms("P1")
        assert story.why_not(AUTHORISER, CANCEL_P1) == (Reason.REASON_MISSING,)
        story.settles("P1")
        assert story.why_not(ACCOUNTANT, P1_FAILED) == (Reason.REASON_MISSING,)


class TestTheDay:
    march, april = date(2026, 3, 31), date(2026, 4, 1)

    def test_a_proposal_counts_from_today_and_no_other_day(self) -> None:
        earlier = date(2025, 6, 1)
        assert ripe().why_not(OFFICER, I1, on=earlier) == (Reason.DAY_NOT_TODAY,)

    def test_no_act_counts_from_a_day_to_come(self) -> None:
        assert ripe().why_not(OFFICER, I1, on=date(2025, 6, 3)) == (Reason.DAY_IN_FUTURE,)

    def test_no_move_counts_from_before_the_last_one(self) -> None:
        story = ripe()
        story.proposes("I1")
        story.confirms("P1")
        before = date(2025, 6, 1)
        assert story.why_not(ACCOUNTANT, story.settlement("P1"), on=before) == (
            Reason.DAY_BEFORE_LAST_MOVE,
        )

    def test_a_settlement_may_count_from_the_day_the_bank_paid(self) -> None:
        story = ripe()
        story.proposes("I1")
        story.confirms("P1")
        story.day = date(2025, 6, 10)
        story.does(ACCOUNTANT, story.settlement("P1"), on=date(2025, 6, 5))
        assert story.file.payout("P1").moved_on == date(2025, 6, 5)

    def test_a_proposal_cannot_be_confirmed_when_its_fiscal_year_is_over(self) -> None:
        story = ripe()
        story.day = self.march
        story.proposes("I1")
        story.day = self.april
        assert story.why_not(AUTHORISER, CONFIRM_P1) == (Reason.FISCAL_YEAR_OVER,)

    def test_a_payout_confirmed_in_march_is_paid_in_april_out_of_the_old_year(self) -> None:
        story = ripe()
        story.day = self.march
        story.proposes("I1")
        story.confirms("P1")
        story.day = self.april
        assert story.settles("P1").fiscal_year == 2025
        assert [year.paid_minor for year in story.programme.years] == [1_000_000, 0]


class TestTheRole:
    @pytest.mark.parametrize("who", [ASSESSOR, AUTHORISER, ACCOUNTANT], ids=lambda p: p.code)
    def test_only_a_grant_officer_proposes(self, who: Person) -> None:
        assert Reason.ROLE_MISSING in ripe().why_not(who, I1)

    @pytest.mark.parametrize("who", [SECOND_OFFICER, ASSESSOR, ACCOUNTANT], ids=lambda p: p.code)
    def test_only_an_authorising_officer_confirms(self, who: Person) -> None:
        story = ripe()
        story.proposes("I1")
        assert Reason.ROLE_MISSING in story.why_not(who, CONFIRM_P1)

    @pytest.mark.parametrize("who", [SECOND_OFFICER, SECOND_AUTHORISER], ids=lambda p: p.code)
    def test_only_an_accounting_officer_settles(self, who: Person) -> None:
        story = ripe()
        story.proposes("I1")
        story.confirms("P1")
        assert Reason.ROLE_MISSING in story.why_not(who, story.settlement("P1"))


def test_what_the_grant_does_not_have_is_not_found_and_near_codes_are_offered() -> None:
    story = ripe()
    with pytest.raises(NotFound) as caught:
        story.does(OFFICER, ProposePayout(grant=GRANT, instalment="I3"))
    assert caught.value.code == f"{GRANT}/I3"
    assert set(caught.value.near) == {"I1", "I2"}
    with pytest.raises(NotFound) as caught:
        story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P9"))
    assert caught.value.near == ()


def test_a_payment_reference_that_could_act_on_a_screen_is_invalid() -> None:
    story = ripe()
    story.proposes("I1")
    story.confirms("P1")
    with pytest.raises(Invalid) as caught:
        story.does(ACCOUNTANT, replace(story.settlement("P1"), payment_reference="\x1b[2J"))
    assert caught.value.field == "payment_reference"


class TestAPaymentThatFailed:
    def test_can_be_given_up_and_its_money_is_free_again(self) -> None:
        story = ripe()
        story.pays("I1")
        story.does(ACCOUNTANT, P1_FAILED, "The account is closed")
        assert story.why_not(AUTHORISER, CANCEL_P1) == (Reason.REASON_MISSING,)
        story.does(AUTHORISER, CANCEL_P1, "There is no other account")
        assert story.file.payout("P1").state is PayoutState.CANCELLED
        assert story.file.confirmed_minor == 0
        assert story.pays("I1").amount_minor == 1_000_000


class TestOvertaken:
    """What an amendment or a termination does to payouts that are not paid."""

    @pytest.mark.parametrize(
        ("state", "undone"),
        [
            (PayoutState.PROPOSED, PayoutState.SENT_BACK),
            (PayoutState.CONFIRMED, PayoutState.CANCELLED),
            (PayoutState.PAYMENT_FAILED, PayoutState.CANCELLED),
        ],
    )
    def test_a_payout_frees_its_amount_and_keeps_its_people(
        self, state: PayoutState, undone: PayoutState
    ) -> None:
        story = ripe()
        payout = replace(story.proposes("I1"), state=state)
        found = refuses(Reason.APPROVALS_OVERTAKEN, GRANT, subjects="P1")
        step = overtake(story.file, occasion(AUTHORISER), payout, found)
        assert (step.before, step.act, step.after) == (state, Act.OVERTAKE, undone)
        move = find_move("payout", state, Act.OVERTAKE)
        assert move is not None
        assert (move.after, move.roles) == (undone, (step.role,))
        assert (step.amount_minor, step.findings) == (1_000_000, (found,))
        (after,) = step.records
        assert after == replace(payout, state=undone)

"""Money claimed back: how much, of which payout, how it comes back, and who may give it up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.payouts import ConfirmPayout, RecordFailure
from portfolio.domain.acts.recoveries import (
    ConfirmRecovery,
    ConfirmWriteOff,
    DeclineRecovery,
    DeclineWriteOff,
    ProposeRecovery,
    ProposeWriteOff,
    RecordRepayment,
)
from portfolio.domain.errors import CaseChanged, Invalid, NotFound, Refused
from portfolio.domain.gathering import payout_case
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground, ReceiptKind
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.rules.recovery import comes_back, owed_on
from portfolio.domain.states import CovenantState, GrantState, RecoveryState
from portfolio.domain.terms import RecoveryOrder, TermName
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    Story,
    all_rounder,
    covenant,
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.rules.recovery import Amounts

TERMS = {TermName.RECOVERY_DAYS: "20"}
WITH_INTEREST = {
    **TERMS,
    TermName.INTEREST_RATE: "0.1095",
    TermName.LATE_RATE: "0.1095",
    TermName.INTEREST_YEAR_DAYS: "365",
}
AHEAD = {TermName.ADVANCE_SHARE: "1/2", TermName.ADVANCE_MONTHS: "12"}
WHY = "The measurement could not be repeated"
REVERSAL = ProposeRecovery(grant=GRANT, ground=Ground.REVERSAL, instalment="I1")
CONFIRM_B1 = ConfirmRecovery(grant=GRANT, recovery="B1")
DECLINE_B1 = DeclineRecovery(grant=GRANT, recovery="B1")
WRITE_OFF = ProposeWriteOff(grant=GRANT, recovery="B1", authority="Minister's decision 7")
CONFIRM_WRITE_OFF = ConfirmWriteOff(grant=GRANT, recovery="B1")
DECLINE_WRITE_OFF = DeclineWriteOff(grant=GRANT, recovery="B1")


def repay(amount: int, recovery: str = "B1") -> RecordRepayment:
    return RecordRepayment(
        grant=GRANT, recovery=recovery, amount_minor=amount, payment_reference="BANK-9"
    )


def reversed_after(*amounts: int, terms: dict[TermName, str] = TERMS) -> Story:
    """Return a story in which I1 was paid in these amounts, a day apart; M1 was reversed since."""
    story = ripe(programme_file(terms=terms))
    for amount in amounts:
        story.pays("I1", amount)
        story.day += timedelta(days=1)
    story.reverses("M1", 4)
    return story


def claimed(*amounts: int, terms: dict[TermName, str] = TERMS) -> Story:
    """Return a story in which all that was paid on I1 is claimed back."""
    story = reversed_after(*(amounts or (1_000_000,)), terms=terms)
    story.claims(Ground.REVERSAL, instalment="I1")
    return story


def earns_again(story: Story) -> None:
    """Let M1 be shown once more, and M2 and its people with it: both instalments are earned."""
    for milestone in ("M1", "M2"):
        story.shows(milestone)
    story.trains(20, "C2")


def owed_now(story: Story, recovery: str = "B1") -> int:
    claim = story.file.recovery(recovery)
    return owed_on(story.file, story.programme, claim, story.day).total_minor


def acts(story: Story) -> list[tuple[Act, str, int | None]]:
    """Return the steps of the last change: act, code, amount."""
    steps = story.changes[-1].steps
    return [(s.act, s.subject.rpartition("/")[2], s.amount_minor) for s in steps]


def codes(amounts: Amounts) -> list[tuple[str, int]]:
    return [(payout.code, amount) for payout, amount in amounts]


class TestAClaim:
    def test_takes_the_latest_payment_first_each_as_a_claim_of_its_own(self) -> None:
        story = reversed_after(400_000, 600_000)
        story.does(OFFICER, REVERSAL, WHY)
        assert acts(story) == [
            (Act.PROPOSE_RECOVERY, "B1", 600_000),
            (Act.PROPOSE_RECOVERY, "B2", 400_000),
        ]
        assert [r.payout for r in story.file.recoveries] == ["P2", "P1"]
        assert [r.interest_from for r in story.file.recoveries] == [DAY + timedelta(days=1), DAY]

    def test_may_be_for_less_and_then_reaches_back_only_as_far(self) -> None:
        story = reversed_after(400_000, 600_000)
        story.does(OFFICER, replace(REVERSAL, amount_minor=700_000), WHY)
        assert acts(story) == [
            (Act.PROPOSE_RECOVERY, "B1", 600_000),
            (Act.PROPOSE_RECOVERY, "B2", 100_000),
        ]
        story.does(OFFICER, REVERSAL, WHY)
        assert acts(story) == [(Act.PROPOSE_RECOVERY, "B3", 300_000)]
        assert story.file.recoveries[-1].payout == "P1"

    def test_is_never_for_more_than_has_to_come_back(self) -> None:
        story = reversed_after(1_000_000)
        more = replace(REVERSAL, amount_minor=1_000_001)
        assert story.why_not(OFFICER, more, WHY) == (Reason.ABOVE_WHAT_IS_OWED,)

    def test_is_not_made_where_nothing_has_to_come_back(self) -> None:
        story = ripe(programme_file(terms=TERMS))
        assert story.why_not(OFFICER, REVERSAL, WHY) == (Reason.NOTHING_OWED_BACK,)
        story.pays("I1")
        assert story.why_not(OFFICER, REVERSAL, WHY) == (Reason.NOTHING_OWED_BACK,)

    def test_is_not_made_twice_unless_it_was_declined(self) -> None:
        story = reversed_after(1_000_000)
        story.does(OFFICER, REVERSAL, WHY)
        assert story.why_not(OFFICER, REVERSAL, WHY) == (Reason.NOTHING_OWED_BACK,)
        story.does(AUTHORISER, DECLINE_B1, "First hear the consortium")
        story.does(OFFICER, REVERSAL, WHY)
        assert acts(story) == [(Act.PROPOSE_RECOVERY, "B2", 1_000_000)]

    def test_has_a_reason_and_a_day_not_before_the_payment(self) -> None:
        story = reversed_after(1_000_000)
        assert story.why_not(OFFICER, REVERSAL) == (Reason.REASON_MISSING,)
        before = DAY - timedelta(days=1)
        refused = story.why_not(OFFICER, REVERSAL, WHY, on=before)
        assert refused == (Reason.DAY_BEFORE_LAST_MOVE,)

    def test_stands_on_the_terms_on_which_it_was_paid(self) -> None:
        story = ripe(programme_file(terms=TERMS))
        story.pays("I1")
        (term, *_) = story.programme.terms
        unpayable = replace(
            term, name=TermName.UNIT_PRICE, value="1", from_on=DAY + timedelta(days=1)
        )
        story.programme = replace(story.programme, terms=(*story.programme.terms, unpayable))
        story.day += timedelta(days=30)
        assert story.why_not(OFFICER, REVERSAL, WHY) == (Reason.NOTHING_OWED_BACK,)

    @pytest.mark.parametrize(
        ("ground", "field"),
        [
            (Ground.REVERSAL, "instalment"),
            (Ground.ADVANCE, "payout"),
            (Ground.BREACH, "covenant"),
            (Ground.IRREGULARITY, "amount"),
        ],
    )
    def test_names_what_it_is_about(self, ground: Ground, field: str) -> None:
        with pytest.raises(Invalid) as caught:
            ProposeRecovery(grant=GRANT, ground=ground)
        assert caught.value.field == field

    def test_is_for_some_amount(self) -> None:
        with pytest.raises(Invalid):
            replace(REVERSAL, amount_minor=0)
        with pytest.raises(Invalid):
            repay(0)

    @pytest.mark.parametrize(
        "request_",
        [
            replace(REVERSAL, instalment="Z9"),
            replace(REVERSAL, payout="Z9"),
            replace(REVERSAL, covenant="Z9"),
        ],
        ids=["instalment", "payout", "covenant"],
    )
    def test_is_about_something_the_grant_has(self, request_: ProposeRecovery) -> None:
        story = reversed_after(1_000_000)
        with pytest.raises(NotFound):
            story.does(OFFICER, request_, WHY)


class TestTwoPeople:
    def test_make_a_claim_and_its_day_is_set_when_the_second_does(self) -> None:
        story = claimed()
        claim = story.file.recovery("B1")
        assert (claim.state, claim.confirmed_by) == (RecoveryState.CLAIMED, AUTHORISER.code)
        assert claim.due_on == story.day + timedelta(days=20)

    def test_and_never_one(self) -> None:
        story = reversed_after(1_000_000)
        both = all_rounder("BOTH")
        story.does(both, REVERSAL, WHY)
        assert story.why_not(both, CONFIRM_B1) == (Reason.DUTIES_COLLIDE,)
        assert story.why_not(both, DECLINE_B1, WHY) == (Reason.DUTIES_COLLIDE,)

    def test_and_neither_records_what_comes_back(self) -> None:
        story = reversed_after(1_000_000)
        seeks, grants = all_rounder("SEEKS"), all_rounder("GRANTS")
        story.does(seeks, REVERSAL, WHY)
        story.does(grants, CONFIRM_B1)
        for who in (seeks, grants):
            assert story.why_not(who, repay(1)) == (Reason.DUTIES_COLLIDE,)

    def test_and_neither_settles_the_payout_it_is_set_off_against(self) -> None:
        story = reversed_after(1_000_000)
        grants = all_rounder("GRANTS")
        story.does(OFFICER, REVERSAL, WHY)
        story.does(grants, CONFIRM_B1)
        earns_again(story)
        story.proposes("I2")
        story.confirms("P2")
        assert story.why_not(grants, story.settlement("P2")) == (Reason.DUTIES_COLLIDE,)
        (line,) = (w for w in agenda(story.file, story.programme) if w.act is Act.SETTLE)
        assert "GRANTS" in line.barred

    def test_need_to_know_by_when_it_is_due(self) -> None:
        story = reversed_after(1_000_000, terms={})
        story.does(OFFICER, REVERSAL, WHY)
        assert story.why_not(AUTHORISER, CONFIRM_B1) == (Reason.TERM_MISSING,)

    def test_set_no_day_in_the_past(self) -> None:
        story = reversed_after(1_000_000)
        story.does(OFFICER, REVERSAL, WHY)
        story.day += timedelta(days=5)
        refused = story.why_not(AUTHORISER, CONFIRM_B1, on=story.day - timedelta(days=1))
        assert refused == (Reason.DAY_NOT_TODAY,)

    def test_claim_nothing_that_was_earned_again_since(self) -> None:
        story = reversed_after(1_000_000)
        story.does(OFFICER, REVERSAL, WHY)
        story.shows("M1")
        assert story.why_not(AUTHORISER, CONFIRM_B1) == (Reason.ABOVE_WHAT_IS_OWED,)
        story.does(AUTHORISER, DECLINE_B1, "It was shown again")

    def test_claim_nothing_of_an_advance_that_was_used_up_since(self) -> None:
        story = ripe(programme_file(terms={**TERMS, **AHEAD}))
        story.advances("I2", 300_000)
        story.day = date(2026, 6, 3)
        uncleared = ProposeRecovery(grant=GRANT, ground=Ground.ADVANCE, payout="P1")
        story.does(OFFICER, uncleared, WHY)
        story.pays("I1", 100_000)
        assert story.why_not(AUTHORISER, CONFIRM_B1) == (Reason.ABOVE_WHAT_IS_OWED,)


class TestMoneyThatComesBack:
    def test_ends_the_claim_when_nothing_is_owed_any_more(self) -> None:
        story = claimed()
        story.does(ACCOUNTANT, repay(400_000))
        assert acts(story) == [(Act.RECORD_REPAYMENT, "B1", 400_000)]
        story.does(ACCOUNTANT, repay(600_000))
        assert acts(story) == [
            (Act.RECORD_REPAYMENT, "B1", 600_000),
            (Act.FIND_RECOVERED, "B1", None),
        ]
        assert story.file.recovery("B1").state is RecoveryState.RECOVERED
        assert [(r.number, r.kind, r.reference) for r in story.file.receipts] == [
            (1, ReceiptKind.REPAID, "BANK-9"),
            (2, ReceiptKind.REPAID, "BANK-9"),
        ]

    def test_is_never_more_than_is_owed_with_its_interest(self) -> None:
        story = claimed(terms=WITH_INTEREST)
        story.day = DAY + timedelta(days=31)
        # 31 days on 1,000,000 at 300 a day; due 20 days after the claim of the first: ten are late.
        assert owed_now(story) == 1_000_000 + 31 * 300 + 10 * 300
        refused = story.why_not(ACCOUNTANT, repay(1_012_301))
        assert refused == (Reason.ABOVE_WHAT_IS_OWED,)
        story.does(ACCOUNTANT, repay(1_012_300))
        assert story.file.recovery("B1").state is RecoveryState.RECOVERED

    def test_leaves_its_interest_owed_where_only_the_principal_came(self) -> None:
        story = claimed(terms=WITH_INTEREST)
        story.day = DAY + timedelta(days=11)
        story.does(ACCOUNTANT, repay(1_000_000))
        story.day += timedelta(days=365)
        assert owed_now(story) == 11 * 300
        story.does(ACCOUNTANT, repay(11 * 300))
        assert story.file.recovery("B1").state is RecoveryState.RECOVERED

    def test_counts_from_the_day_the_bank_received_it(self) -> None:
        story = claimed(terms=WITH_INTEREST)
        bank = story.day + timedelta(days=5)
        story.day = bank + timedelta(days=10)
        story.does(ACCOUNTANT, repay(1_000_000), on=bank)
        assert story.file.receipts[-1].received_on == bank
        assert owed_now(story) == 6 * 300

    def test_frees_award_and_instalment_but_not_the_years_budget(self) -> None:
        story = claimed()
        story.does(ACCOUNTANT, repay(400_000))
        case = payout_case(story.file, story.programme, "I1", as_of=story.day)
        assert (case.taken_minor, case.award_taken_minor) == (600_000, 600_000)
        year = story.programme.year(2025)
        assert year is not None
        assert (year.confirmed_minor, year.paid_minor) == (1_000_000, 1_000_000)
        story.shows("M1")
        again = entitlement(payout_case(story.file, story.programme, "I1", as_of=story.day))
        assert again.remaining_minor == 400_000

    def test_is_recorded_on_a_claim_that_two_people_have_made(self) -> None:
        story = reversed_after(1_000_000)
        story.does(OFFICER, REVERSAL, WHY)
        refused = story.why_not(ACCOUNTANT, repay(1))
        assert refused == (Reason.MOVE_IMPOSSIBLE, Reason.ABOVE_WHAT_IS_OWED)


class TestSetOff:
    def test_pays_the_claim_out_of_the_next_payout(self) -> None:
        story = claimed()
        earns_again(story)
        paid = story.pays("I2")
        assert (paid.amount_minor, paid.set_off_minor, paid.cash_minor) == (
            2_000_000, 1_000_000, 1_000_000,
        )  # fmt: skip
        assert acts(story) == [
            (Act.SETTLE, "P2", 2_000_000),
            (Act.SET_OFF, "B1", 1_000_000),
            (Act.FIND_SET_OFF, "B1", None),
        ]
        (receipt,) = story.file.receipts
        assert (receipt.kind, receipt.reference) == (ReceiptKind.SET_OFF, f"{GRANT}/P2")
        assert story.file.recovery("B1").state is RecoveryState.SET_OFF
        # The payout is charged whole: what it pays of the debt is the treasury's again.
        assert story.file.payout("P2").charge_minor == 2_000_000

    def test_begins_with_the_oldest_claim(self) -> None:
        story = claimed(400_000, 600_000)
        earns_again(story)
        story.pays("I2", 700_000)
        assert acts(story) == [
            (Act.SETTLE, "P3", 700_000),
            (Act.SET_OFF, "B1", 600_000),
            (Act.FIND_SET_OFF, "B1", None),
            (Act.SET_OFF, "B2", 100_000),
        ]
        assert owed_now(story, "B2") == 300_000

    def test_takes_what_an_advance_leaves(self) -> None:
        story = ripe(programme_file(terms={**TERMS, **AHEAD}))
        story.advances("I2", 300_000)
        story.pays("I1", 500_000)
        story.reverses("M1", 4)
        story.claims(Ground.REVERSAL, instalment="I1")
        earns_again(story)
        paid = story.pays("I2", 600_000)
        assert (paid.clears_minor, paid.set_off_minor, paid.cash_minor) == (0, 500_000, 100_000)

    def test_is_not_promised_twice(self) -> None:
        story = claimed()
        earns_again(story)
        first, second = story.proposes("I2", 700_000), story.proposes("I2", 700_000)
        assert (first.set_off_minor, second.set_off_minor) == (700_000, 300_000)
        for code in ("P2", "P3"):
            story.confirms(code)
        for code in ("P3", "P2"):
            story.settles(code)
        assert story.file.recovery("B1").state is RecoveryState.SET_OFF

    def test_that_was_promised_still_fits_when_interest_has_run_on(self) -> None:
        story = claimed(terms=WITH_INTEREST)
        earns_again(story)
        promised = story.proposes("I2").set_off_minor
        story.day += timedelta(days=10)
        story.confirms("P2")
        story.settles("P2")
        assert promised == 1_000_300
        assert story.file.recovery("B1").state is RecoveryState.CLAIMED
        assert owed_now(story) == 10 * 300

    def test_is_weighed_anew_where_the_claim_was_repaid_meanwhile(self) -> None:
        story = claimed()
        earns_again(story)
        story.proposes("I2")
        story.does(ACCOUNTANT, repay(1_000_000))
        confirm = ConfirmPayout(grant=GRANT, payout="P2")
        assert story.why_not(AUTHORISER, confirm) == (Reason.ABOVE_WHAT_IS_OWED,)

    def test_is_weighed_anew_where_a_claim_came_meanwhile(self) -> None:
        story = reversed_after(1_000_000)
        earns_again(story)
        story.proposes("I2")
        story.claims(Ground.IRREGULARITY, payout="P1", amount=5_000)
        with pytest.raises(CaseChanged):
            story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P2"))

    def test_stops_a_settlement_whose_claim_was_repaid_after_it_was_confirmed(self) -> None:
        story = claimed()
        earns_again(story)
        story.proposes("I2")
        story.confirms("P2")
        story.does(ACCOUNTANT, repay(1))
        refusal = story.refusal(ACCOUNTANT, story.settlement("P2"))
        (found,) = refusal.obstacles
        assert found.reason is Reason.ABOVE_WHAT_IS_OWED
        assert (found.facts["act"], found.facts["owed_minor"]) == (Act.SET_OFF.value, 999_999)

    def test_happens_once_also_where_the_transfer_fails_and_is_made_again(self) -> None:
        story = claimed()
        earns_again(story)
        story.pays("I2")
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), "Account closed")
        story.settles("P2")
        assert acts(story) == [(Act.SETTLE, "P2", 2_000_000)]
        assert len(story.file.receipts) == 1


class TestAPaymentThatIsClaimedBack:
    def test_cannot_have_failed(self) -> None:
        story = claimed()
        failed = RecordFailure(grant=GRANT, payout="P1")
        assert story.why_not(ACCOUNTANT, failed, WHY) == (Reason.PAYMENT_COUNTED_ON,)


class TestAWriteOff:
    def test_gives_up_what_is_still_owed_by_two_people_and_authority(self) -> None:
        story = claimed()
        story.does(ACCOUNTANT, repay(400_000))
        story.does(OFFICER, WRITE_OFF, "Insolvent")
        assert acts(story) == [(Act.PROPOSE_WRITE_OFF, "B1", 600_000)]
        assert owed_now(story) == 600_000
        story.does(AUTHORISER, CONFIRM_WRITE_OFF)
        assert acts(story) == [(Act.CONFIRM_WRITE_OFF, "B1", 600_000)]
        claim = story.file.recovery("B1")
        assert (claim.state, claim.authority) == (
            RecoveryState.WRITTEN_OFF, "Minister's decision 7",
        )  # fmt: skip
        assert owed_now(story) == 0

    def test_frees_neither_award_nor_instalment(self) -> None:
        story = claimed()
        story.does(OFFICER, WRITE_OFF, "Insolvent")
        story.does(AUTHORISER, CONFIRM_WRITE_OFF)
        case = payout_case(story.file, story.programme, "I1", as_of=story.day)
        assert (case.taken_minor, case.award_taken_minor) == (1_000_000, 1_000_000)
        assert story.why_not(OFFICER, REVERSAL, WHY) == (Reason.NOTHING_OWED_BACK,)

    def test_is_never_one_persons_doing(self) -> None:
        story = claimed()
        both = all_rounder("BOTH")
        story.does(both, WRITE_OFF, "Insolvent")
        assert story.why_not(both, CONFIRM_WRITE_OFF) == (Reason.DUTIES_COLLIDE,)
        assert story.why_not(both, DECLINE_WRITE_OFF, WHY) == (Reason.DUTIES_COLLIDE,)

    def test_needs_a_reason(self) -> None:
        assert claimed().why_not(OFFICER, WRITE_OFF) == (Reason.REASON_MISSING,)

    def test_declined_leaves_the_claim_as_it_was(self) -> None:
        story = claimed()
        story.does(OFFICER, WRITE_OFF, "Insolvent")
        story.does(AUTHORISER, DECLINE_WRITE_OFF, "There is a guarantee")
        claim = story.file.recovery("B1")
        assert (claim.state, claim.authority) == (RecoveryState.CLAIMED, None)
        assert owed_now(story) == 1_000_000

    def test_that_is_proposed_keeps_nobody_from_paying(self) -> None:
        story = claimed()
        story.does(OFFICER, WRITE_OFF, "Insolvent")
        story.does(ACCOUNTANT, repay(1))
        assert story.file.recovery("B1").state is RecoveryState.WRITE_OFF_PROPOSED
        earns_again(story)
        assert story.pays("I2").set_off_minor == 999_999
        assert story.file.recovery("B1").state is RecoveryState.SET_OFF


class TestWhatComesBackOnEachGround:
    def paid(self, terms: dict[TermName, str] = TERMS) -> Story:
        """Return a story in which 300,000 was advanced, of which I1's payout cleared 200,000."""
        story = ripe(programme_file(terms={**terms, **AHEAD, TermName.CLEARING_SHARE: "1/5"}))
        story.advances("I2", 300_000)
        story.day += timedelta(days=1)
        story.pays("I1")
        return story

    def back(self, story: Story, ground: Ground, file: GrantFile, **about: str) -> object:
        return codes(comes_back(file, story.programme, ground, story.day, **about))

    def test_an_irregularity_all_that_is_held_of_what_it_lies_in(self) -> None:
        story = self.paid()
        all_held = [("P2", 1_000_000), ("P1", 100_000)]
        ground = Ground.IRREGULARITY
        assert self.back(story, ground, story.file) == all_held
        assert self.back(story, ground, story.file, instalment="I1") == all_held[:1]
        assert self.back(story, ground, story.file, payout="P1") == all_held[1:]
        (claim,) = story.claims(ground, payout="P2", amount=5_000)
        assert (claim.principal_minor, claim.ground) == (5_000, ground)

    @pytest.mark.parametrize(
        ("fixed", "back"),
        [
            (None, []),
            (1_100_000, []),
            (1_050_000, [("P1", 50_000)]),
            (1_000_000, [("P1", 100_000)]),
            (800_000, [("P1", 100_000), ("P2", 200_000)]),
        ],
    )
    def test_an_amount_fixed_what_is_held_above_it_of_advances_first(
        self, fixed: int | None, back: list[tuple[str, int]]
    ) -> None:
        story = self.paid()
        grant = replace(story.file.grant, state=GrantState.AMOUNT_FIXED, fixed_minor=fixed)
        file = replace(story.file, grant=grant)
        assert self.back(story, Ground.AMOUNT_FIXED, file) == back

    def test_a_termination_everything_or_what_was_not_earned(self) -> None:
        story = self.paid()
        for keeps, back in (
            (False, [("P2", 1_000_000), ("P1", 100_000)]),
            (True, [("P1", 100_000)]),
        ):
            grant = replace(story.file.grant, state=GrantState.TERMINATED, keeps_earned=keeps)
            file = replace(story.file, grant=grant)
            assert self.back(story, Ground.TERMINATION, file) == back

    def test_a_termination_what_is_paid_above_what_is_earned(self) -> None:
        story = self.paid()
        story.reverses("M1", 4)
        grant = replace(story.file.grant, state=GrantState.TERMINATED, keeps_earned=True)
        file = replace(story.file, grant=grant)
        back = self.back(story, Ground.TERMINATION, file)
        assert back == [("P1", 100_000), ("P2", 1_000_000)]

    @pytest.mark.parametrize(
        ("rule", "back"),
        [
            (None, []),
            ("whole", [("P2", 1_000_000), ("P1", 100_000)]),
            # 365 of the covenant's 1,095 days are left: a third of 1,100,000, rounded up.
            ("pro rata", [("P2", 366_667)]),
        ],
    )
    def test_a_breach_what_the_terms_say_and_nothing_where_they_are_silent(
        self, rule: str | None, back: list[tuple[str, int]]
    ) -> None:
        story = self.paid({**TERMS, TermName.BREACH_RECOVERY: rule} if rule else TERMS)
        duty = covenant("V1", until_on=date(2028, 3, 31))
        found_on = date(2027, 4, 1)
        breached = replace(duty, state=CovenantState.BREACHED, moved_on=found_on)
        file = story.file.with_records([breached])
        assert self.back(story, Ground.BREACH, file, covenant="V1") == back
        kept = story.file.with_records([duty])
        assert self.back(story, Ground.BREACH, kept, covenant="V1") == []


@cache
def claimed_and_earned_again() -> GrantFile:
    story = claimed(400_000, 600_000, terms=WITH_INTEREST)
    earns_again(story)
    return story.file


tries = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 700_000), st.booleans()), max_size=6)


@given(walk=tries, order=st.sampled_from(RecoveryOrder))
@settings(max_examples=40, deadline=None)
def test_what_comes_back_is_what_was_owed_to_the_yen(
    walk: list[tuple[int, int, bool]], order: RecoveryOrder
) -> None:
    story = Story(
        file=claimed_and_earned_again(),
        programme=programme_file(terms={**WITH_INTEREST, TermName.RECOVERY_ORDER: order}),
        day=DAY + timedelta(days=2),
    )
    for days, amount, by_payout in walk:
        story.day += timedelta(days=days)
        owed = [owed_now(story, r.code) for r in story.file.recoveries]
        if by_payout:
            with suppress(Refused):
                paid = story.pays("I2", amount)
                assert paid.set_off_minor == min(amount, sum(owed))
                assert sum(owed) - paid.set_off_minor == sum(
                    owed_now(story, r.code) for r in story.file.recoveries
                )
        elif amount <= owed[0]:
            story.does(ACCOUNTANT, repay(amount))
            assert owed_now(story) == owed[0] - amount
        else:
            assert Reason.ABOVE_WHAT_IS_OWED in story.why_not(ACCOUNTANT, repay(amount))
    for claim in story.file.recoveries:
        met = claim.state in (RecoveryState.RECOVERED, RecoveryState.SET_OFF)
        assert met == (owed_now(story, claim.code) == 0)

"""Advances: paid ahead with a reason, capped, and used up by what is paid on results later."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    RecordFailure,
    SendBackPayout,
)
from portfolio.domain.acts.recoveries import ProposeRecovery
from portfolio.domain.errors import CaseChanged, Invalid, Refused
from portfolio.domain.gathering import payout_case
from portfolio.domain.instalment import PayoutKind
from portfolio.domain.reason import Reason
from portfolio.domain.record import key_of
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.advance import advance_left_minor
from portfolio.domain.states import GrantState, PayoutState
from portfolio.domain.taken import uncleared_advances_minor
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    Story,
    all_rounder,
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile

ADVANCES = {TermName.ADVANCE_SHARE: "1/5", TermName.ADVANCE_MONTHS: "12"}
BY_HALF = {**ADVANCES, TermName.CLEARING_SHARE: "1/2"}
WHY = "Wafers have to be ordered a year ahead"


def ahead(amount: int = 300_000, instalment: str = "I1") -> ProposeAdvance:
    return ProposeAdvance(grant=GRANT, instalment=instalment, amount_minor=amount)


def unshown(terms: dict[TermName, str] = ADVANCES) -> Story:
    """Return a story in which nothing is shown yet, under terms that allow advances."""
    return Story(programme=programme_file(terms=terms))


def shown(terms: dict[TermName, str] = ADVANCES) -> Story:
    """Return a story in which I1 is earned, under terms that allow advances."""
    return ripe(programme_file(terms=terms))


def acts(story: Story) -> list[tuple[Act, str, int | None]]:
    """Return the steps of the last change: act, code, amount."""
    steps = story.changes[-1].steps
    return [(s.act, s.subject.rpartition("/")[2], s.amount_minor) for s in steps]


class TestAnAdvance:
    def test_is_paid_ahead_of_what_is_to_be_shown_by_three_people(self) -> None:
        story = unshown()
        advance = story.advances("I1", 300_000)
        assert (advance.kind, advance.state) == (PayoutKind.ADVANCE, PayoutState.PAID)
        assert (advance.amount_minor, advance.entitled_minor) == (300_000, 600_000)
        people = (advance.proposed_by, advance.confirmed_by, advance.settled_by)
        assert people == (OFFICER.code, AUTHORISER.code, ACCOUNTANT.code)
        done = [step.act for change in story.changes for step in change.steps]
        assert done == [Act.PROPOSE_ADVANCE, Act.CONFIRM, Act.SETTLE]

    def test_is_charged_at_once_and_takes_nothing_of_the_instalment(self) -> None:
        story = unshown()
        story.advances("I1", 300_000)
        assert story.file.confirmed_minor == 300_000
        year = story.programme.year(2025)
        assert year is not None
        assert (year.confirmed_minor, year.paid_minor) == (300_000, 300_000)
        case = payout_case(story.file, story.programme, "I1", as_of=DAY)
        assert (case.taken_minor, case.award_taken_minor) == (0, 300_000)
        assert (case.advances_minor, case.ahead_minor) == (300_000, 300_000)

    @pytest.mark.parametrize(
        ("paid", "months", "clear_by"),
        [
            (DAY, "12", date(2026, 6, 2)),
            (date(2025, 8, 31), "6", date(2026, 2, 28)),
        ],
    )
    def test_says_when_it_is_paid_by_when_it_has_to_be_used_up(
        self, paid: date, months: str, clear_by: date
    ) -> None:
        story = unshown({**ADVANCES, TermName.ADVANCE_MONTHS: months})
        story.day = paid
        story.does(OFFICER, ahead(), WHY)
        assert story.confirms("P1").clear_by is None
        assert story.settles("P1").clear_by == clear_by

    def test_needs_a_reason_and_an_amount(self) -> None:
        assert unshown().why_not(OFFICER, ahead()) == (Reason.REASON_MISSING,)
        with pytest.raises(Invalid):
            ahead(0)

    def test_counts_from_today_and_no_other_day(self) -> None:
        yesterday = DAY - timedelta(days=1)
        assert unshown().why_not(OFFICER, ahead(), WHY, on=yesterday) == (Reason.DAY_NOT_TODAY,)

    @pytest.mark.parametrize(
        ("missing", "times"),
        [
            ((TermName.ADVANCE_SHARE,), 1),
            ((TermName.ADVANCE_MONTHS,), 1),
            ((TermName.ADVANCE_SHARE, TermName.ADVANCE_MONTHS), 2),
        ],
    )
    def test_is_not_paid_where_the_terms_do_not_say_how(
        self, missing: tuple[TermName, ...], times: int
    ) -> None:
        story = unshown({name: value for name, value in ADVANCES.items() if name not in missing})
        found = story.why_not(OFFICER, ahead(), WHY)
        assert found.count(Reason.ADVANCES_NOT_ALLOWED) == times

    def test_still_has_a_milestone_and_a_commitment_behind_it(self) -> None:
        story = unshown()
        story.file = replace(story.file, milestone_conditions=(), reskilling_conditions=())
        assert story.why_not(OFFICER, ahead(), WHY) == (
            Reason.NO_MILESTONE_BEHIND,
            Reason.NO_COMMITMENT_BEHIND,
        )

    def test_is_stopped_by_a_hold_as_any_payout_is(self) -> None:
        story = unshown()
        story.does(OFFICER, ahead(), WHY)
        story.does(OFFICER, PlaceHold(grant=GRANT), "The permit is awaited")
        confirm = ConfirmPayout(grant=GRANT, payout="P1")
        assert story.why_not(AUTHORISER, confirm) == (Reason.HELD,)

    @pytest.mark.parametrize(
        ("state", "reason"),
        [
            (GrantState.COMPLETED, Reason.GRANT_NOT_PAYABLE),
            (GrantState.AMOUNT_FIXED, Reason.GRANT_NOT_PAYABLE),
            (GrantState.TERMINATED, Reason.GRANT_NOT_PAYABLE),
            (GrantState.CLOSED, Reason.GRANT_CLOSED),
            (GrantState.SUSPENDED, Reason.GRANT_SUSPENDED),
        ],
    )
    def test_is_not_paid_where_no_work_lies_ahead(self, state: GrantState, reason: Reason) -> None:
        story = unshown()
        story.file = replace(story.file, grant=replace(story.file.grant, state=state))
        assert story.why_not(OFFICER, ahead(), WHY) == (reason,)

    def test_is_not_paid_to_who_owes_money_back(self) -> None:
        story = shown({**ADVANCES, TermName.RECOVERY_DAYS: "20"})
        story.pays("I1")
        story.reverses("M1", 4)
        story.claims(Ground.REVERSAL, instalment="I1")
        refused = story.why_not(OFFICER, ahead(instalment="I2"), WHY)
        assert refused == (Reason.RECOVERY_OUTSTANDING,)

    def test_is_weighed_anew_when_it_is_confirmed(self) -> None:
        story = unshown()
        story.does(OFFICER, ahead(), WHY)
        story.file = story.file.with_records([replace(story.file.grant, state=GrantState.ACTIVE)])
        with pytest.raises(CaseChanged):
            story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P1"))

    def test_is_proposed_by_nobody_who_assesses_it(self) -> None:
        story = unshown()
        both = all_rounder("BOTH")
        story.shows("M1", by=both)
        assert story.why_not(both, ahead(), WHY) == (Reason.DUTIES_COLLIDE,)
        assert Reason.ROLE_MISSING in story.why_not(ASSESSOR, ahead(), WHY)


class TestTheCap:
    def test_is_a_share_of_the_award(self) -> None:
        assert unshown().why_not(OFFICER, ahead(600_001), WHY) == (Reason.ABOVE_ADVANCE_CAP,)
        assert unshown().advances("I1", 600_000).amount_minor == 600_000

    def test_counts_every_advance_that_stands_paid_or_not(self) -> None:
        story = unshown()
        story.does(OFFICER, ahead(400_000), WHY)
        refused = story.why_not(OFFICER, ahead(200_001, "I2"), WHY)
        assert refused == (Reason.ABOVE_ADVANCE_CAP,)
        story.does(OFFICER, ahead(200_000, "I2"), WHY)
        story.does(AUTHORISER, SendBackPayout(grant=GRANT, payout="P1"), "Not needed")
        story.does(OFFICER, ahead(400_000, "I2"), WHY)

    def test_grows_again_as_advances_are_used_up(self) -> None:
        story = shown()
        story.advances("I1", 600_000)
        assert Reason.ABOVE_ADVANCE_CAP in story.why_not(OFFICER, ahead(1, "I2"), WHY)
        story.pays("I1", 250_000)
        story.advances("I2", 250_000)
        assert Reason.ABOVE_ADVANCE_CAP in story.why_not(OFFICER, ahead(1, "I2"), WHY)

    def test_is_never_more_than_its_instalment_has_left(self) -> None:
        story = shown({**ADVANCES, TermName.ADVANCE_SHARE: "1"})
        story.pays("I1", 700_000)
        assert story.why_not(OFFICER, ahead(300_001), WHY) == (Reason.ABOVE_ADVANCE_CAP,)
        story.advances("I1", 200_000)
        assert story.why_not(OFFICER, ahead(100_001), WHY) == (Reason.ABOVE_ADVANCE_CAP,)
        case = payout_case(story.file, story.programme, "I1", as_of=DAY)
        assert advance_left_minor(case) == 100_000

    def test_does_not_lift_the_ceilings_of_award_and_year(self) -> None:
        story = Story(
            programme=programme_file(
                terms={**ADVANCES, TermName.ADVANCE_SHARE: "1"}, budgets={2025: 100_000}
            )
        )
        assert story.why_not(OFFICER, ahead(100_001), WHY) == (Reason.ABOVE_APPROPRIATION,)


class TestClearing:
    def test_a_result_uses_up_the_advance_before_anything_is_transferred(self) -> None:
        story = shown()
        story.advances("I1", 300_000)
        paid = story.pays("I1")
        assert (paid.amount_minor, paid.clears_minor, paid.cash_minor) == (
            1_000_000, 300_000, 700_000,
        )  # fmt: skip
        assert acts(story) == [(Act.SETTLE, "P2", 1_000_000), (Act.CLEAR, "P1", 300_000)]
        assert story.file.payout("P1").state is PayoutState.CLEARED
        assert story.file.confirmed_minor == 1_000_000

    def test_takes_the_share_that_the_terms_say(self) -> None:
        story = shown(BY_HALF)
        story.advances("I1", 300_000)
        first = story.pays("I1", 500_001)
        assert (first.clears_minor, first.cash_minor) == (250_001, 250_000)
        assert acts(story) == [(Act.SETTLE, "P2", 500_001)]
        left = story.file.payout("P1")
        assert (left.state, left.cleared_minor) == (PayoutState.PAID, 250_001)
        second = story.pays("I1")
        assert (second.clears_minor, second.cash_minor) == (49_999, 450_000)
        assert acts(story)[1:] == [(Act.CLEAR, "P1", 49_999)]

    def test_begins_with_the_oldest_advance(self) -> None:
        story = shown()
        story.advances("I1", 200_000)
        story.day += timedelta(days=1)
        story.advances("I1", 200_000)
        story.pays("I1", 250_000)
        states = [(p.state, p.cleared_minor) for p in story.file.payouts[:2]]
        assert states == [(PayoutState.CLEARED, 200_000), (PayoutState.PAID, 50_000)]
        assert acts(story) == [(Act.SETTLE, "P3", 250_000), (Act.CLEAR, "P1", 200_000)]
        assert [key_of(r) for r in story.changes[-1].steps[0].records] == [
            (GRANT, "P3"), (GRANT, "P2"),
        ]  # fmt: skip

    def test_a_payout_that_clears_its_whole_amount_transfers_nothing(self) -> None:
        story = shown()
        story.advances("I1", 300_000)
        paid = story.pays("I1", 100_000)
        assert (paid.clears_minor, paid.cash_minor, paid.charge_minor) == (100_000, 0, 0)

    def test_goes_on_where_the_award_would_not_hold_the_cash(self) -> None:
        story = shown({**BY_HALF, TermName.ADVANCE_SHARE: "1"})
        story.file = story.file.with_records(
            [replace(story.file.awards[0], amount_minor=1_000_000)]
        )
        story.advances("I1", 900_000)
        paid = story.pays("I1")
        assert (paid.clears_minor, paid.cash_minor) == (900_000, 100_000)

    def test_payouts_under_way_do_not_count_on_the_same_advance(self) -> None:
        story = shown()
        story.advances("I1", 300_000)
        first, second = story.proposes("I1", 200_000), story.proposes("I1", 500_000)
        assert (first.clears_minor, second.clears_minor) == (200_000, 100_000)
        for code in ("P2", "P3"):
            story.confirms(code)
        for code in ("P3", "P2"):
            story.settles(code)
        assert story.file.payout("P1").cleared_minor == 300_000

    def test_a_proposal_is_weighed_anew_when_an_advance_was_paid_since(self) -> None:
        story = shown()
        story.does(OFFICER, ahead(instalment="I2"), WHY)
        story.confirms("P1")
        story.proposes("I1")
        story.settles("P1")
        with pytest.raises(CaseChanged):
            story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P2"))

    def test_nothing_is_cleared_that_has_come_back_from_the_bank_meanwhile(self) -> None:
        story = shown()
        story.advances("I2", 300_000)
        story.proposes("I1")
        story.confirms("P2")
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P1"), "Account closed")
        refusal = story.refusal(ACCOUNTANT, story.settlement("P2"))
        (found,) = refusal.obstacles
        assert found.reason is Reason.ABOVE_WHAT_IS_OWED
        assert (found.facts["act"], found.facts["owed_minor"]) == (Act.CLEAR.value, 0)

    def test_an_advance_on_an_instalment_that_is_held_is_used_up_all_the_same(self) -> None:
        story = shown()
        story.advances("I2", 300_000)
        story.does(OFFICER, PlaceHold(grant=GRANT, instalment="I2"), "The permit is awaited")
        story.pays("I1")
        assert story.file.payout("P1").state is PayoutState.CLEARED

    def test_never_counts_from_before_the_advance_was_paid(self) -> None:
        story = shown()
        story.day = DAY + timedelta(days=10)
        story.advances("I1", 300_000)
        story.proposes("I1")
        story.confirms("P2")
        story.file = story.file.with_records([replace(story.file.payout("P2"), moved_on=DAY)])
        refused = story.why_not(ACCOUNTANT, story.settlement("P2"), on=DAY + timedelta(days=9))
        assert refused == (Reason.DAY_BEFORE_LAST_MOVE,)


class TestAPaymentThatFailed:
    def test_of_an_advance_is_paid_again_and_has_its_time_from_then(self) -> None:
        story = unshown()
        story.advances("I1", 300_000)
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P1"), "Account closed")
        story.day = date(2025, 7, 1)
        assert story.settles("P1").clear_by == date(2026, 7, 1)

    def test_cannot_be_of_an_advance_that_was_used_since(self) -> None:
        story = shown(BY_HALF)
        story.advances("I1", 300_000)
        story.pays("I1", 200_000)
        failed = RecordFailure(grant=GRANT, payout="P1")
        assert story.why_not(ACCOUNTANT, failed, "Closed") == (Reason.PAYMENT_COUNTED_ON,)

    def test_cannot_be_of_nothing(self) -> None:
        story = shown()
        story.advances("I1", 300_000)
        story.pays("I1", 100_000)
        failed = RecordFailure(grant=GRANT, payout="P2")
        assert story.why_not(ACCOUNTANT, failed, "Closed") == (Reason.NOTHING_TRANSFERRED,)

    def test_clears_nothing_twice_when_it_is_paid_again(self) -> None:
        story = shown(BY_HALF)
        story.advances("I1", 300_000)
        story.pays("I1", 200_000)
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), "Account closed")
        story.settles("P2")
        assert acts(story) == [(Act.SETTLE, "P2", 200_000)]
        assert story.file.payout("P1").cleared_minor == 100_000
        assert story.pays("I1", 100_000).clears_minor == 50_000

    def test_is_not_given_up_where_it_has_cleared_an_advance(self) -> None:
        story = shown(BY_HALF)
        story.advances("I1", 300_000)
        story.pays("I1", 200_000)
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), "Account closed")
        cancel = CancelPayout(grant=GRANT, payout="P2")
        assert story.why_not(AUTHORISER, cancel, "Given up") == (Reason.PAYMENT_COUNTED_ON,)


class TestUncleared:
    def test_comes_back_once_its_day_is_past_and_not_before(self) -> None:
        story = unshown({**ADVANCES, TermName.RECOVERY_DAYS: "20"})
        story.advances("I1", 300_000)
        claim = ProposeRecovery(grant=GRANT, ground=Ground.ADVANCE, payout="P1")
        story.day = date(2026, 6, 2)
        assert story.why_not(OFFICER, claim, WHY) == (Reason.DEADLINE_NOT_OVER,)
        story.day = date(2026, 6, 3)
        (claimed,) = story.claims(Ground.ADVANCE, payout="P1")
        assert (claimed.principal_minor, claimed.interest_from) == (300_000, DAY)

    def test_what_is_claimed_back_clears_nothing_any_more(self) -> None:
        story = shown({**ADVANCES, TermName.RECOVERY_DAYS: "20"})
        story.advances("I1", 300_000)
        story.day = date(2026, 6, 3)
        story.claims(Ground.ADVANCE, payout="P1", amount=100_000)
        paid = story.pays("I1", 500_000)
        assert (paid.clears_minor, paid.set_off_minor, paid.cash_minor) == (
            200_000, 100_000, 200_000,
        )  # fmt: skip
        assert story.file.payout("P1").state is PayoutState.CLEARED

    def test_only_what_was_not_used_comes_back(self) -> None:
        story = shown(ADVANCES)
        story.advances("I1", 300_000)
        story.pays("I1", 100_000)
        story.day = date(2026, 6, 3)
        claim = ProposeRecovery(
            grant=GRANT, ground=Ground.ADVANCE, payout="P1", amount_minor=200_001
        )
        assert story.why_not(OFFICER, claim, WHY) == (Reason.ABOVE_WHAT_IS_OWED,)

    def test_of_a_payout_that_is_no_advance_nothing_comes_back(self) -> None:
        story = shown()
        story.pays("I1")
        claim = ProposeRecovery(grant=GRANT, ground=Ground.ADVANCE, payout="P1")
        assert story.why_not(OFFICER, claim, WHY) == (Reason.NOTHING_OWED_BACK,)


@cache
def all_shown() -> GrantFile:
    story = ripe()
    story.shows("M2")
    story.trains(20, "C2")
    return story.file


Try = tuple[bool, str, int]
tries = st.lists(
    st.tuples(st.booleans(), st.sampled_from(("I1", "I2")), st.integers(1, 900_000)), max_size=8
)


@given(walk=tries, clearing=st.sampled_from((None, "0.13", "1/2")))
@settings(max_examples=60, deadline=None)
def test_net_and_gross_reconcile_whatever_is_advanced_and_paid(
    walk: list[Try], clearing: str | None
) -> None:
    terms = {**ADVANCES, TermName.ADVANCE_SHARE: "1/2"}
    if clearing:
        terms[TermName.CLEARING_SHARE] = clearing
    story = Story(file=all_shown(), programme=programme_file(terms=terms))
    for is_advance, instalment, amount in walk:
        with suppress(Refused):
            (story.advances if is_advance else story.pays)(instalment, amount)
    payouts = story.file.payouts
    results = [p for p in payouts if not p.is_advance]
    advances = [p for p in payouts if p.is_advance]
    assert all(p.amount_minor == p.cash_minor + p.clears_minor + p.set_off_minor for p in payouts)
    assert sum(p.clears_minor for p in results) == sum(a.cleared_minor for a in advances)
    transferred = sum(p.cash_minor for p in payouts)
    uncleared = uncleared_advances_minor(story.file, list(payouts))
    assert transferred == sum(p.amount_minor for p in results) + uncleared
    assert sum(p.charge_minor for p in payouts) == transferred <= story.file.award_minor
    assert all(
        (a.state is PayoutState.CLEARED) == (a.cleared_minor == a.amount_minor) for a in advances
    )

"""A grant from the draft to its end: what each move needs, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.entering import enter_grant
from portfolio.domain.acts.granting import (
    AnnounceAmount,
    AwardGrant,
    CloseAccounts,
    CloseGrant,
    CompleteGrant,
    FixAmount,
    MonitorGrant,
    ResumeGrant,
    StartGrant,
    SuspendGrant,
    TerminateGrant,
)
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, RecordFailure
from portfolio.domain.acts.recoveries import ConfirmRecovery, DeclineRecovery, RecordRepayment
from portfolio.domain.acts.suspensions import SuspendInstalment
from portfolio.domain.acts.waivers import ConfirmWaiver, ProposeWaiver
from portfolio.domain.errors import Invalid
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.duties import Duty
from portfolio.domain.rules.ending import amount_to_fix_minor
from portfolio.domain.states import (
    AmendmentState,
    CovenantState,
    GrantState,
    PayoutState,
    RecoveryState,
    SuspensionState,
)
from portfolio.domain.suspension import Withholding
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from portfolio.domain.waiver import Waivable
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    Story,
    all_rounder,
    covenant,
    grant_file,
    occasion,
    programme_file,
    ripe,
)
from tests.domain.everything import everything

if TYPE_CHECKING:
    from portfolio.domain.people import Person

AWARD = AwardGrant(grant=GRANT)
START = StartGrant(grant=GRANT)
COMPLETE = CompleteGrant(grant=GRANT)
ANNOUNCE = AnnounceAmount(grant=GRANT)
FIX = FixAmount(grant=GRANT)
SETTLE = CloseAccounts(grant=GRANT)
MONITOR = MonitorGrant(grant=GRANT)
CLOSE = CloseGrant(grant=GRANT)
SUSPEND = SuspendGrant(grant=GRANT)
RESUME = ResumeGrant(grant=GRANT)
TERMINATE = TerminateGrant(grant=GRANT)
KEEPING = TerminateGrant(grant=GRANT, keeps_earned=True)
SECOND_AUTHORISER = replace(AUTHORISER, code="AUTHORISER-2")

TERMS = {
    TermName.CURE_MONTHS: "6",
    TermName.WAIVER_MONTHS: "12",
    TermName.RECOVERY_DAYS: "20",
    TermName.ADVANCE_SHARE: "1/5",
    TermName.ADVANCE_MONTHS: "12",
}


def drafted(*, awarded: bool = False) -> Story:
    """Return a story that begins with a draft; its award is decided on file, or not yet."""
    programme = programme_file()
    story = Story(file=replace(grant_file(), awards=()), programme=programme)
    _enter(story, None, story.file)
    if awarded:
        _enter(story, story.file, grant_file())
    return story


def _enter(story: Story, stored: object, offered: object) -> None:
    change = enter_grant(stored, offered, story.programme, occasion(OFFICER))  # type: ignore[arg-type]  # files both
    assert change is not None
    story.file = story.file.with_records(change.records)


def at_work(terms: dict[TermName, str] | None = None) -> Story:
    """Return a story in which I1 can be paid, and work has begun."""
    story = ripe(programme_file(terms=TERMS if terms is None else terms))
    story.does(OFFICER, START)
    return story


def completes(story: Story) -> None:
    """Let a story come to its completion and announce the amount."""
    story.does(OFFICER, COMPLETE)
    story.does(OFFICER, ANNOUNCE)


def fixed(story: Story) -> Story:
    """Return the story with its amount fixed."""
    completes(story)
    story.does(AUTHORISER, FIX)
    return story


def settled(terms: dict[TermName, str] | None = None) -> Story:
    """Return a story in which a million was paid and the accounts are even."""
    story = at_work(terms)
    story.pays("I1")
    fixed(story).does(ACCOUNTANT, SETTLE)
    return story


def state(story: Story) -> GrantState:
    return story.file.grant.state


class TestAward:
    def test_is_decided_by_an_authorising_officer_once_there_are_decisions(self) -> None:
        story = drafted(awarded=True)
        (step,) = story.does(AUTHORISER, AWARD).steps
        assert (step.before, step.after) == (GrantState.DRAFTED, GrantState.AWARDED)
        found = {f.reason: f for f in step.findings}
        assert found[Reason.AWARD_DECIDED].facts["award_minor"] == 3_000_000

    def test_is_refused_while_nothing_is_decided(self) -> None:
        assert drafted().why_not(AUTHORISER, AWARD) == (Reason.NO_AWARD_DECIDED,)

    def test_is_never_decided_by_who_entered_the_draft_or_its_decisions(self) -> None:
        both = all_rounder(OFFICER.code)
        assert drafted(awarded=True).why_not(both, AWARD) == (Reason.DUTIES_COLLIDE,)

    def test_comes_before_any_payout(self) -> None:
        story = drafted(awarded=True)
        proposal = ProposePayout(grant=GRANT, instalment="I1")
        assert Reason.GRANT_NOT_PAYABLE in story.why_not(OFFICER, proposal)

    def test_is_given_once(self) -> None:
        assert Story().why_not(AUTHORISER, AWARD) == (Reason.MOVE_IMPOSSIBLE,)


class TestOnItsWay:
    def test_every_move_is_remembered_with_who_made_it(self) -> None:
        story = Story()
        story.does(OFFICER, START)
        assert (state(story), story.file.grant.moved_on) == (GrantState.ACTIVE, DAY)
        story.day = DAY + timedelta(days=1)
        story.does(AUTHORISER, SUSPEND, "Owner under inquiry")
        assert story.file.grant.played == (
            f"{Duty.ENTER.value}:{OFFICER.code}", f"{Duty.STEER.value}:{AUTHORISER.code}",
        )  # fmt: skip

    def test_no_move_counts_from_before_the_last(self) -> None:
        story = Story()
        story.does(OFFICER, START)
        yesterday = DAY - timedelta(days=1)
        assert story.why_not(OFFICER, COMPLETE, on=yesterday) == (Reason.DAY_BEFORE_LAST_MOVE,)

    @pytest.mark.parametrize("who", [AUTHORISER, ACCOUNTANT], ids=lambda p: str(p.code))
    def test_begins_and_completes_by_grant_officers(self, who: Person) -> None:
        story = Story()
        assert story.why_not(who, START) == (Reason.ROLE_MISSING,)
        story.does(OFFICER, START)
        assert story.why_not(who, COMPLETE) == (Reason.ROLE_MISSING,)
        story.does(OFFICER, COMPLETE)
        assert state(story) is GrantState.COMPLETED

    def test_who_entered_a_part_of_it_never_steers_it(self) -> None:
        both = all_rounder("BOTH")
        story = Story()
        story.does(both, START)
        assert story.why_not(both, SUSPEND, "Inquiry") == (Reason.DUTIES_COLLIDE,)
        (found,) = story.refusal(both, TERMINATE, "Inquiry").obstacles
        assert (found.reason, found.facts["where"]) == (Reason.DUTIES_COLLIDE, GRANT)

    def test_a_suspended_grant_pays_nothing_until_it_is_resumed(self) -> None:
        story = at_work()
        assert story.why_not(AUTHORISER, SUSPEND) == (Reason.REASON_MISSING,)
        story.does(AUTHORISER, SUSPEND, "Owner under inquiry")
        proposal = ProposePayout(grant=GRANT, instalment="I1")
        assert story.why_not(OFFICER, proposal) == (Reason.GRANT_SUSPENDED,)
        assert story.why_not(AUTHORISER, RESUME) == (Reason.REASON_MISSING,)
        story.does(AUTHORISER, RESUME, "Inquiry is closed")
        assert state(story) is GrantState.ACTIVE
        assert story.proposes("I1").amount_minor == 1_000_000


class TestAnnouncing:
    def test_says_the_amount_that_would_be_fixed(self) -> None:
        story = at_work()
        story.does(OFFICER, COMPLETE)
        (step,) = story.does(OFFICER, ANNOUNCE).steps
        assert step.amount_minor == 1_000_000
        assert story.file.grant.amount_announced_on == DAY
        assert state(story) is GrantState.COMPLETED

    def test_begins_the_time_to_object_anew_each_time(self) -> None:
        story = at_work({TermName.AMOUNT_NOTICE_MONTHS: "1"})
        completes(story)
        story.day = date(2025, 6, 20)
        story.does(OFFICER, ANNOUNCE)
        story.day = date(2025, 7, 2)
        assert story.why_not(AUTHORISER, FIX) == (Reason.DEADLINE_NOT_OVER,)
        story.day = date(2025, 7, 20)
        story.does(AUTHORISER, FIX)
        assert state(story) is GrantState.AMOUNT_FIXED


class TestFixing:
    def test_states_what_was_earned_in_the_end(self) -> None:
        story = at_work()
        story.pays("I1")
        completes(story)
        (step,) = story.does(AUTHORISER, FIX).steps
        assert step.amount_minor == story.file.grant.fixed_minor == 1_000_000
        assert (step.before, step.after) == (GrantState.COMPLETED, GrantState.AMOUNT_FIXED)
        assert story.file.recoveries == ()

    def test_never_states_more_than_the_award(self) -> None:
        story = at_work()
        cut = replace(grant_file().awards[0], number=2, amount_minor=-2_400_000)
        story.file = story.file.with_records((cut,))
        assert amount_to_fix_minor(story.file, story.programme, DAY) == 600_000

    def test_waits_for_the_announcement(self) -> None:
        story = at_work()
        story.does(OFFICER, COMPLETE)
        assert story.why_not(AUTHORISER, FIX) == (Reason.NOT_ANNOUNCED,)

    def test_waits_for_the_end_of_the_time_to_object(self) -> None:
        story = at_work({TermName.AMOUNT_NOTICE_MONTHS: "1"})
        completes(story)
        story.day = date(2025, 7, 1)
        (found,) = story.refusal(AUTHORISER, FIX).obstacles
        assert (found.reason, found.facts["first_on"]) == (Reason.DEADLINE_NOT_OVER, "2025-07-02")
        story.day = date(2025, 7, 2)
        story.does(AUTHORISER, FIX)

    @pytest.mark.parametrize(
        ("stage", "kept"),
        [(0, PayoutState.PROPOSED), (1, PayoutState.CONFIRMED), (2, PayoutState.PAYMENT_FAILED)],
        ids=["proposed", "confirmed", "failed"],
    )
    def test_waits_for_payouts_that_are_not_paid(self, stage: int, kept: PayoutState) -> None:
        story = at_work()
        story.proposes("I1")
        if stage:
            story.confirms("P1")
        if stage > 1:
            story.settles("P1")
            story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P1"), "Account closed")
        completes(story)
        (found,) = story.refusal(AUTHORISER, FIX).obstacles
        assert (found.reason, found.subject) == (Reason.STILL_UNDER_WAY, f"{GRANT}/P1")
        assert (found.facts["kind"], found.facts["state"]) == ("payout", kept.value)

    def test_waits_for_claims_waivers_and_amendments_that_nobody_has_decided(self) -> None:
        story = at_work()
        story.pays("I1")
        story.reverses("M1", 4)
        story.claims(Ground.REVERSAL, instalment="I1")
        claim = replace(story.file.recoveries[0], state=RecoveryState.PROPOSED)
        (amendment,) = everything().file.amendments
        story.file = story.file.with_records((claim, amendment))
        _propose_waiver(story)
        completes(story)
        obstacles = story.refusal(AUTHORISER, FIX).obstacles
        assert [(f.subject, f.facts["kind"]) for f in obstacles] == [
            (f"{GRANT}/B1", "recovery"), (f"{GRANT}/W1", "waiver"), (f"{GRANT}/N1", "amendment"),
        ]  # fmt: skip

    def test_waits_for_what_is_withheld(self) -> None:
        story = at_work()
        story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment="I2"), "Not shown")
        completes(story)
        (found,) = story.refusal(AUTHORISER, FIX).obstacles
        assert (found.reason, found.facts["kind"]) == (Reason.STILL_UNDER_WAY, "suspension")

    def test_waits_for_nothing_that_is_decided(self) -> None:
        story = at_work()
        story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment="I2"), "Not shown")
        _propose_waiver(story)
        story.does(AUTHORISER, ConfirmWaiver(grant=GRANT, waiver="W1"))
        (suspension,), (withheld,) = story.file.suspensions, story.file.withholdings
        amendment = replace(everything().file.amendments[0], state=AmendmentState.DECLINED)
        story.file = story.file.with_records(
            (
                replace(suspension, state=SuspensionState.REDUCED),
                replace(withheld, reduced_minor=withheld.amount_minor),
                amendment,
            )
        )
        assert fixed(story).file.grant.fixed_minor == 1_000_000

    def test_leaves_out_what_was_reduced(self) -> None:
        story = at_work()
        gone = Withholding(
            grant=GRANT, suspension="S1", instalment="I1", amount_minor=300_000,
            reduced_minor=300_000,
        )  # fmt: skip
        story.file = story.file.with_records((gone,))
        assert amount_to_fix_minor(story.file, story.programme, DAY) == 700_000

    def test_claims_back_what_was_paid_above_it(self) -> None:
        story = at_work()
        story.pays("I1")
        story.reverses("M1", 4)
        completes(story)
        first, second = story.does(AUTHORISER, FIX).steps
        assert (first.act, first.amount_minor) == (Act.FIX_AMOUNT, 0)
        assert second.act is Act.PROPOSE_RECOVERY
        (claim,) = story.file.recoveries
        assert (claim.ground, claim.principal_minor) == (Ground.AMOUNT_FIXED, 1_000_000)
        assert (claim.state, claim.payout) == (RecoveryState.PROPOSED, "P1")

    def test_frees_what_was_retained(self) -> None:
        story = at_work({TermName.RETENTION_SHARE: "1/20"})
        assert story.pays("I1").amount_minor == 950_000
        fixed(story)
        assert story.file.grant.fixed_minor == 1_000_000
        assert story.pays("I1").amount_minor == 50_000

    def test_counts_what_was_paid_under_a_waiver_that_has_run_out(self) -> None:
        story = Story(programme=programme_file(terms=TERMS))
        story.does(OFFICER, START)
        story.shows("M1")
        _propose_waiver(story)
        story.does(AUTHORISER, ConfirmWaiver(grant=GRANT, waiver="W1"))
        story.pays("I1", 400_000)
        story.day = date(2025, 9, 1)
        assert amount_to_fix_minor(story.file, story.programme, story.day) == 400_000


def _propose_waiver(story: Story) -> None:
    """Propose to set the commitment of I1 aside until the end of August."""
    waiver = ProposeWaiver(
        grant=GRANT, instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
        authority="Decision of the council", expires_on=date(2025, 8, 31),
    )  # fmt: skip
    story.does(OFFICER, waiver, "The centre burnt down")


class TestSettling:
    def test_is_for_accounting_officers_when_all_is_even(self) -> None:
        story = at_work()
        story.pays("I1")
        fixed(story)
        assert story.why_not(OFFICER, SETTLE)[0] is Reason.ROLE_MISSING
        (step,) = story.does(ACCOUNTANT, SETTLE).steps
        assert state(story) is GrantState.SETTLED
        assert Reason.ACCOUNTS_EVEN in {f.reason for f in step.findings}

    def test_says_what_is_left_to_pay(self) -> None:
        story = fixed(at_work())
        (found,) = story.refusal(ACCOUNTANT, SETTLE).obstacles
        assert (found.reason, found.subject) == (Reason.ACCOUNTS_UNEVEN, GRANT)
        assert (found.facts["what"], found.facts["amount_minor"]) == ("to pay", 1_000_000)

    def test_says_what_has_to_come_back(self) -> None:
        story = at_work()
        story.pays("I1")
        fixed(story)
        story.reverses("M1", 4)
        (found,) = story.refusal(ACCOUNTANT, SETTLE).obstacles
        assert (found.facts["what"], found.facts["amount_minor"]) == ("to come back", 1_000_000)

    def test_says_what_is_under_way(self) -> None:
        story = fixed(at_work())
        story.proposes("I1")
        assert story.why_not(ACCOUNTANT, SETTLE) == (
            Reason.STILL_UNDER_WAY, Reason.ACCOUNTS_UNEVEN,
        )  # fmt: skip

    def test_says_which_advance_is_not_used_up_and_which_claim_is_owed(self) -> None:
        story = at_work()
        story.advances("I2", 200_000)
        story.day = DAY + timedelta(days=1)
        fixed(story)
        uneven = story.refusal(ACCOUNTANT, SETTLE).obstacles
        assert [(f.subject, f.facts["what"], f.facts["amount_minor"]) for f in uneven] == [
            (GRANT, "to pay", 1_000_000), (f"{GRANT}/P1", "uncleared", 200_000),
        ]  # fmt: skip
        story.pays("I1")
        story.does(ACCOUNTANT, SETTLE)

    def test_waits_until_what_was_claimed_has_come_back(self) -> None:
        story = at_work()
        story.pays("I1")
        story.reverses("M1", 4)
        fixed(story)
        assert story.why_not(ACCOUNTANT, SETTLE) == (Reason.STILL_UNDER_WAY,)
        story.does(SECOND_AUTHORISER, ConfirmRecovery(grant=GRANT, recovery="B1"))
        (found,) = story.refusal(ACCOUNTANT, SETTLE).obstacles
        assert (found.subject, found.facts["what"]) == (f"{GRANT}/B1", "owed")
        assert found.facts["amount_minor"] == 1_000_000
        repaid = RecordRepayment(
            grant=GRANT, recovery="B1", amount_minor=1_000_000, payment_reference="BANK-2"
        )
        story.does(ACCOUNTANT, repaid)
        story.does(ACCOUNTANT, SETTLE)
        assert state(story) is GrantState.SETTLED

    def test_asks_for_what_was_paid_above_also_where_the_claim_was_declined(self) -> None:
        story = at_work()
        story.pays("I1")
        story.reverses("M1", 4)
        fixed(story)
        decline = DeclineRecovery(grant=GRANT, recovery="B1")
        story.does(SECOND_AUTHORISER, decline, "It is earned all the same")
        (found,) = story.refusal(ACCOUNTANT, SETTLE).obstacles
        assert (found.facts["what"], found.facts["amount_minor"]) == ("to come back", 1_000_000)

    def test_asks_nothing_again_that_was_taken_away_for_an_irregularity(self) -> None:
        story = at_work()
        story.pays("I1")
        story.claims(Ground.IRREGULARITY, payout="P1", amount=300_000)
        repaid = RecordRepayment(
            grant=GRANT, recovery="B1", amount_minor=300_000, payment_reference="BANK-2"
        )
        story.does(ACCOUNTANT, repaid)
        fixed(story)
        assert story.file.grant.fixed_minor == 700_000
        story.does(ACCOUNTANT, SETTLE)
        assert state(story) is GrantState.SETTLED


class TestClosed:
    def test_nothing_is_done_on_it_any_more(self) -> None:
        story = settled()
        story.does(AUTHORISER, CLOSE)
        for who, request in (
            (OFFICER, story.evidence("M2")),
            (OFFICER, story.training(70)),
            (ACCOUNTANT, PlaceHold(grant=GRANT)),
        ):
            assert story.why_not(who, request, "Late") == (Reason.GRANT_CLOSED,)

    def test_what_comes_to_light_later_is_a_termination(self) -> None:
        story = settled()
        story.does(AUTHORISER, CLOSE)
        story.does(SECOND_AUTHORISER, TerminateGrant(grant=GRANT), "Used for another purpose")
        assert state(story) is GrantState.TERMINATED
        assert [r.principal_minor for r in story.file.recoveries] == [
            p.amount_minor for p in story.file.payouts
        ]


class TestTheLastOfIt:
    def test_is_monitored_while_a_covenant_stands(self) -> None:
        story = settled()
        assert story.why_not(OFFICER, MONITOR) == (Reason.NO_COVENANT_STANDS,)
        story.file = story.file.with_records((covenant("V1"), covenant("V2")))
        (step,) = story.does(OFFICER, MONITOR).steps
        found = {f.reason: f for f in step.findings}
        assert found[Reason.COVENANTS_STAND].facts["covenants"] == "V1, V2"
        assert state(story) is GrantState.MONITORING

    def test_is_closed_once_no_covenant_stands(self) -> None:
        story = settled()
        story.file = story.file.with_records((covenant("V1"),))
        assert story.why_not(AUTHORISER, CLOSE) == (Reason.COVENANTS_STAND,)
        story.does(OFFICER, MONITOR)
        assert story.why_not(AUTHORISER, CLOSE) == (Reason.COVENANTS_STAND,)
        kept = replace(story.file.covenant("V1"), state=CovenantState.FULFILLED)
        story.file = story.file.with_records((kept,))
        (step,) = story.does(AUTHORISER, CLOSE).steps
        assert Reason.NO_COVENANT_STANDS in {f.reason for f in step.findings}
        assert state(story) is GrantState.CLOSED

    def test_is_closed_at_once_where_there_was_none(self) -> None:
        story = settled()
        story.does(AUTHORISER, CLOSE)
        assert state(story) is GrantState.CLOSED

    def test_is_not_closed_while_something_is_owed(self) -> None:
        story = settled()
        story.reverses("M1", 4)
        story.claims(Ground.REVERSAL, instalment="I1")
        (found,) = story.refusal(SECOND_AUTHORISER, CLOSE).obstacles
        assert (found.reason, found.facts["what"]) == (Reason.ACCOUNTS_UNEVEN, "owed")

    def test_is_never_anything_more_but_terminated(self) -> None:
        story = settled()
        story.does(AUTHORISER, CLOSE)
        assert story.why_not(OFFICER, MONITOR)[0] is Reason.MOVE_IMPOSSIBLE


class TestTermination:
    def test_needs_a_reason(self) -> None:
        assert Story().why_not(AUTHORISER, TERMINATE) == (Reason.REASON_MISSING,)

    def test_takes_everything_back(self) -> None:
        story = at_work()
        story.pays("I1", 600_000)
        story.advances("I2", 200_000)
        story.does(AUTHORISER, TERMINATE, "Fraud")
        assert (state(story), story.file.grant.keeps_earned) == (GrantState.TERMINATED, False)
        assert {(r.payout, r.principal_minor) for r in story.file.recoveries} == {
            ("P1", 600_000), ("P2", 200_000),
        }  # fmt: skip
        assert {r.ground for r in story.file.recoveries} == {Ground.TERMINATION}
        assert {r.state for r in story.file.recoveries} == {RecoveryState.PROPOSED}
        proposal = ProposePayout(grant=GRANT, instalment="I1")
        assert Reason.GRANT_NOT_PAYABLE in story.why_not(OFFICER, proposal)

    def test_leaves_what_was_earned_where_it_says_so(self) -> None:
        story = at_work()
        story.pays("I1", 600_000)
        story.advances("I2", 200_000)
        story.does(AUTHORISER, KEEPING, "The firm is wound up")
        assert [(r.payout, r.principal_minor) for r in story.file.recoveries] == [("P2", 200_000)]
        assert story.proposes("I1").amount_minor == 400_000

    def test_fixes_what_was_earned_by_then_so_that_nothing_is_earned_later(self) -> None:
        story = at_work()
        story.pays("I1")
        story.does(AUTHORISER, KEEPING, "The firm is wound up")
        assert story.file.grant.fixed_minor == 1_000_000
        story.shows("M2")
        story.trains(20, "C2")
        proposal = ProposePayout(grant=GRANT, instalment="I2")
        assert story.why_not(OFFICER, proposal) == (Reason.NOTHING_MORE_EARNED,)

    def test_leaves_an_amount_that_was_fixed_before_as_it_was(self) -> None:
        story = settled()
        before = story.file.grant.fixed_minor
        story.does(AUTHORISER, KEEPING, "The firm is wound up")
        assert story.file.grant.fixed_minor == before is not None

    def test_takes_back_what_lies_above_what_was_earned(self) -> None:
        story = at_work()
        story.pays("I1")
        story.reverses("M1", 4)
        story.does(AUTHORISER, KEEPING, "The firm is wound up")
        assert [(r.payout, r.principal_minor) for r in story.file.recoveries] == [("P1", 1_000_000)]

    def test_overtakes_what_is_approved_and_not_paid(self) -> None:
        story = at_work()
        for part in (100_000, 200_000, 300_000):
            story.proposes("I1", part)
        story.confirms("P2")
        story.confirms("P3")
        story.settles("P3")
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P3"), "Account closed")
        first, *others = story.does(SECOND_AUTHORISER, TERMINATE, "Fraud").steps
        assert [(s.act, s.subject) for s in others] == [
            (Act.OVERTAKE, f"{GRANT}/P1"), (Act.OVERTAKE, f"{GRANT}/P2"),
            (Act.OVERTAKE, f"{GRANT}/P3"),
        ]  # fmt: skip
        assert [p.state for p in story.file.payouts] == [
            PayoutState.SENT_BACK, PayoutState.CANCELLED, PayoutState.CANCELLED,
        ]  # fmt: skip
        (said,) = (f for f in first.findings if f.effect is Effect.SETS_ASIDE)
        assert (said.reason, said.facts["subjects"]) == (Reason.APPROVALS_OVERTAKEN, "P1, P2, P3")

    def test_does_not_count_from_before_what_it_overtakes(self) -> None:
        story = at_work()
        story.day = DAY + timedelta(days=1)
        story.proposes("I1")
        assert story.why_not(AUTHORISER, TERMINATE, "Fraud", on=DAY) == (
            Reason.DAY_BEFORE_LAST_MOVE,
        )

    def test_waits_for_a_failed_payment_that_has_used_up_an_advance(self) -> None:
        story = at_work()
        story.advances("I2", 200_000)
        story.pays("I1")
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), "Account closed")
        assert story.why_not(AUTHORISER, TERMINATE, "Fraud") == (Reason.PAYMENT_COUNTED_ON,)

    def test_is_possible_after_the_amount_is_fixed(self) -> None:
        story = settled()
        story.does(AUTHORISER, TERMINATE, "Used for another purpose")
        assert state(story) is GrantState.TERMINATED

    def test_closes_when_all_has_come_back_whatever_covenants_there_were(self) -> None:
        story = at_work()
        story.file = story.file.with_records((covenant("V1"),))
        story.pays("I1", 600_000)
        story.does(AUTHORISER, TERMINATE, "Fraud")
        assert story.why_not(AUTHORISER, CLOSE) == (Reason.STILL_UNDER_WAY,)
        story.does(SECOND_AUTHORISER, ConfirmRecovery(grant=GRANT, recovery="B1"))
        assert story.why_not(AUTHORISER, CLOSE) == (Reason.ACCOUNTS_UNEVEN,)
        repaid = RecordRepayment(
            grant=GRANT, recovery="B1", amount_minor=600_000, payment_reference="BANK-2"
        )
        story.does(ACCOUNTANT, repaid)
        story.does(AUTHORISER, CLOSE)
        assert state(story) is GrantState.CLOSED

    def test_leaves_no_advance_behind(self) -> None:
        story = at_work()
        story.advances("I2", 200_000)
        story.does(AUTHORISER, TERMINATE, "Fraud")
        decline = DeclineRecovery(grant=GRANT, recovery="B1")
        story.does(SECOND_AUTHORISER, decline, "It was a loan")
        (found,) = story.refusal(AUTHORISER, CLOSE).obstacles
        assert (found.subject, found.facts["what"]) == (f"{GRANT}/P1", "uncleared")


def test_a_payout_confirmed_by_whom_the_grant_was_steered_stays_his() -> None:
    """Steering a grant and confirming its payouts are one duty's two hands: both authorise."""
    story = at_work()
    story.does(AUTHORISER, SUSPEND, "Inquiry")
    story.does(AUTHORISER, RESUME, "Closed")
    story.proposes("I1")
    story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P1"))
    assert story.file.payout("P1").confirmed_by == AUTHORISER.code


def test_a_grant_never_ends_before_it_begins() -> None:
    grant = grant_file().grant
    with pytest.raises(Invalid):
        replace(grant, ends_on=grant.starts_on - timedelta(days=1))

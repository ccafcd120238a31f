"""Who is waited for, for what, and since which day: the same answer whatever day it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.costs import ClaimCost
from portfolio.domain.acts.covenants import Attest, FindBreach, FulfilCovenant
from portfolio.domain.acts.curing import GrantCure, LapseMilestone
from portfolio.domain.acts.funding import ReportFunding
from portfolio.domain.acts.granting import (
    AnnounceAmount,
    AwardGrant,
    CloseAccounts,
    CloseGrant,
    CompleteGrant,
    FixAmount,
    MonitorGrant,
    StartGrant,
    SuspendGrant,
    TerminateGrant,
)
from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.payouts import RecordFailure
from portfolio.domain.acts.recoveries import ProposeRecovery, ProposeWriteOff, RecordRepayment
from portfolio.domain.acts.reskilling import VerifyReport
from portfolio.domain.acts.screenings import ClearScreening, RequestScreening, VetoScreening
from portfolio.domain.acts.suspensions import (
    AnnounceReduction,
    ReleaseSuspension,
    SuspendInstalment,
)
from portfolio.domain.acts.waivers import ConfirmWaiver, ProposeWaiver
from portfolio.domain.amendment import Amended
from portfolio.domain.cost import CostKind
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import Rung
from portfolio.domain.states import GrantState, HoldState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, TABLES, Act, find_move
from portfolio.domain.waiting import WAITS, WAITS_TO_BEGIN, WAITS_WHEN_DUE, Wait, agenda
from portfolio.domain.waiver import Waivable
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    COUNCIL,
    DAY,
    FIRST_DAY,
    GRANT,
    LAST_DAY,
    OFFICER,
    SECOND_OFFICER,
    Story,
    covenant,
    digest_of,
    grant_file,
    programme_file,
    ripe,
    with_funding,
)

if TYPE_CHECKING:
    from portfolio.domain.waiting import Waiting

DUE_M1, DUE_PEOPLE = date(2025, 9, 30), date(2026, 3, 31)
SCALED = PolicyName.REDUCED_BY_SHORTFALL
NOTICE = {
    TermName.AMOUNT_NOTICE_MONTHS: "1",
    TermName.RECOVERY_DAYS: "20",
    TermName.ATTESTATION_MONTHS: "12",
}
ONE_DAY = timedelta(days=1)


def lines(story: Story, act: Act) -> list[Waiting]:
    """Return what waits for an act, having checked that nothing waits for it twice."""
    found = agenda(story.file, story.programme)
    assert len({(w.kind, w.code, w.act) for w in found}) == len(found)
    return [w for w in found if w.act is act]


def line(story: Story, act: Act) -> tuple[str, str, date, int]:
    """Return the one line that waits for an act: on what, since when, for what money."""
    (found,) = lines(story, act)
    return found.kind, found.code, found.since, found.money_minor


def attests(story: Story, until: date) -> None:
    """Put on file, the day after, that V1 was kept until a day."""
    story.day = until + ONE_DAY
    word = Attest(
        grant=GRANT, covenant="V1", kept_until=until, document="Board minutes",
        document_sha256=digest_of(f"Board minutes {until}"),
    )  # fmt: skip
    story.does(OFFICER, word)


def test_every_wait_is_a_move_that_there_is() -> None:
    """By the table of the subject, or by that of what is to be brought into being on it."""
    for wait in (*WAITS, *WAITS_WHEN_DUE):
        moves = wait.act in ROLES_OF_PLAIN_ACTS or find_move(wait.kind, wait.state, wait.act)
        assert moves, wait
    for wait in WAITS_TO_BEGIN:
        assert any(find_move(kind, None, wait.act) for kind in TABLES), wait
    every = (*WAITS, *WAITS_WHEN_DUE, *WAITS_TO_BEGIN)
    assert len({(w.kind, w.state, w.act) for w in every}) == len(every)


def test_everything_that_waits_waits_for_a_role() -> None:
    assert {w.role for w in (*WAITS, *WAITS_WHEN_DUE, *WAITS_TO_BEGIN)} == {
        Role.ASSESSOR, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER, Role.GRANT_OFFICER,
        Role.COUNCIL,
    }  # fmt: skip


def test_nothing_waits_for_a_move_there_is_not() -> None:
    with pytest.raises(LookupError):
        _ = Wait("hold", HoldState.LIFTED, Act.LIFT).role


def test_a_new_grant_waits_for_what_it_promised_from_the_days_it_promised_it_for() -> None:
    story = Story()
    assert [(w.code, w.since, w.money_minor) for w in lines(story, Act.SUBMIT)] == [
        ("M1", DUE_M1, 1_000_000), ("M2", date(2026, 9, 30), 2_000_000),
    ]  # fmt: skip
    assert [(w.code, w.since, w.money_minor) for w in lines(story, Act.REPORT)] == [
        ("C1", DUE_PEOPLE, 3_000_000), ("C2", DUE_PEOPLE, 2_000_000),
    ]  # fmt: skip
    assert line(story, Act.START) == ("grant", "", FIRST_DAY, 3_000_000)
    assert len(agenda(story.file, story.programme)) == 5


class TestMilestones:
    def test_one_that_is_submitted_waits_for_an_assessor(self) -> None:
        story = Story()
        story.hands_in("M1")
        story.day = DAY + ONE_DAY
        story.submits("M1")
        (found,) = lines(story, Act.ASSESS)
        assert (found.code, found.role, found.since) == ("M1", Role.ASSESSOR, story.day)
        assert (found.what, found.what_ja) == ("Level 5 shown", None)

    def test_one_not_met_goes_on_waiting_since_its_day(self) -> None:
        story = Story()
        story.day = date(2025, 11, 3)
        story.shows("M1", Verdict.NOT_MET, Verdict.NOT_MET)
        assert ("milestone", "M1", DUE_M1, 1_000_000) in [
            (w.kind, w.code, w.since, w.money_minor) for w in lines(story, Act.SUBMIT)
        ]

    def test_one_in_cure_is_left_alone_until_the_time_is_over(self) -> None:
        story = Story(programme=programme_file(terms={TermName.CURE_MONTHS: "6"}))
        story.shows("M1", Verdict.NOT_MET, Verdict.NOT_MET)
        story.does(AUTHORISER, GrantCure(grant=GRANT, milestone="M1"), "Tool delivery was late")
        assert [w.code for w in lines(story, Act.SUBMIT)] == ["M2"]
        assert line(story, Act.LAPSE) == ("milestone", "M1", date(2025, 12, 3), 1_000_000)
        story.day = date(2025, 12, 3)
        story.does(AUTHORISER, LapseMilestone(grant=GRANT, milestone="M1"), "Not cured")
        assert not lines(story, Act.LAPSE)

    def test_one_that_was_reversed_waits_since_then(self) -> None:
        story = ripe()
        story.reverses("M1", 4)
        assert [w.since for w in lines(story, Act.SUBMIT)] == [DUE_M1, date(2026, 9, 30)]
        story = ripe()
        story.day = date(2026, 1, 7)
        story.reverses("M1", 4)
        assert [w.since for w in lines(story, Act.SUBMIT)] == [story.day, date(2026, 9, 30)]

    def test_a_stage_gate_waits_for_the_committee(self) -> None:
        story = Story(programme=programme_file(terms={TermName.STAGE_GATE: "committee"}))
        story.shows("M1")
        (found,) = lines(story, Act.PASS_GATE)
        assert (found.kind, found.what, found.money_minor) == (
            "stage_gate", "Level 5 shown", 1_000_000,
        )  # fmt: skip


class TestPeople:
    def test_a_report_waits_for_somebody_else(self) -> None:
        story = Story()
        story.does(OFFICER, story.training(45))
        (found,) = lines(story, Act.VERIFY)
        assert (found.kind, found.what, found.since) == ("report", "Engineers certified", DAY)
        assert found.money_minor == 3_000_000
        story.does(SECOND_OFFICER, VerifyReport(grant=GRANT, report=found.code))
        assert not lines(story, Act.VERIFY)

    def test_what_is_reported_is_not_asked_for_again(self) -> None:
        story = Story()
        story.does(OFFICER, story.training(60))
        assert [w.code for w in lines(story, Act.REPORT)] == ["C2"]

    def test_those_placed_are_counted_again_when_the_terms_say_so(self) -> None:
        checked = programme_file(terms={TermName.RETENTION_CHECK_MONTHS: "12"})
        story = Story(programme=checked)
        story.trains(20, "C2")
        assert [(w.code, w.since) for w in lines(story, Act.REPORT)] == [
            ("C1", DUE_PEOPLE), ("C2", date(2026, 6, 2)),
        ]  # fmt: skip
        story.day = date(2026, 6, 3)
        story.does(OFFICER, story.training(18, "C2", rung=Rung.RETAINED))
        assert [w.code for w in lines(story, Act.REPORT)] == ["C1"]

    def test_the_earlier_of_two_days_counts(self) -> None:
        checked = programme_file(terms={TermName.RETENTION_CHECK_MONTHS: "1"})
        story = Story(programme=checked)
        story.trains(5, "C2")
        assert ("C2", date(2025, 7, 2)) in [(w.code, w.since) for w in lines(story, Act.REPORT)]


class TestPayouts:
    def test_what_is_payable_waits_to_be_proposed(self) -> None:
        story = ripe()
        assert line(story, Act.PROPOSE) == ("instalment", "I1", DAY, 1_000_000)
        story.proposes("I1", 400_000)
        assert line(story, Act.PROPOSE) == ("instalment", "I1", DAY, 600_000)

    def test_each_step_waits_for_the_next_person(self) -> None:
        story = ripe()
        story.proposes("I1")
        assert line(story, Act.CONFIRM) == ("payout", "P1", DAY, 1_000_000)
        story.day += ONE_DAY
        story.confirms("P1")
        assert line(story, Act.SETTLE) == ("payout", "P1", story.day, 1_000_000)
        story.settles("P1")
        assert not lines(story, Act.SETTLE)
        story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P1"), "Account closed")
        assert lines(story, Act.SETTLE)[0].what == "Instalment I1"

    def test_an_advance_not_used_up_in_time_is_claimed_back(self) -> None:
        terms = {TermName.ADVANCE_SHARE: "1/4", TermName.ADVANCE_MONTHS: "12"}
        story = Story(programme=programme_file(terms=terms))
        story.advances("I1", 500_000)
        assert line(story, Act.PROPOSE_RECOVERY) == ("payout", "P1", date(2026, 6, 3), 500_000)
        story.shows("M1")
        story.trains(60)
        story.pays("I1", 500_000)
        assert not lines(story, Act.PROPOSE_RECOVERY)


class TestHolds:
    def test_a_hold_waits_for_whoever_may_lift_it(self) -> None:
        story = Story()
        story.does(AUTHORISER, PlaceHold(grant=GRANT, may_lift=Role.ACCOUNTING_OFFICER), "Fire")
        (found,) = lines(story, Act.LIFT)
        assert (found.code, found.role, found.what) == ("H1", Role.ACCOUNTING_OFFICER, "Fire")
        assert (found.since, found.money_minor) == (DAY, 3_000_000)
        story.does(ACCOUNTANT, LiftHold(grant=GRANT, hold="H1"), "Rebuilt")
        assert not lines(story, Act.LIFT)

    def test_one_on_an_instalment_stops_that_money_only(self) -> None:
        story = ripe()
        story.pays("I1", 400_000)
        story.does(AUTHORISER, PlaceHold(grant=GRANT, instalment="I1"), "Site visit due")
        assert lines(story, Act.LIFT)[0].money_minor == 600_000


class TestSuspensions:
    def short(self, **terms: str) -> Story:
        story = ripe(
            programme_file(
                policy=SCALED,
                terms={
                    TermName.CURE_MONTHS: "6",
                    **{TermName(name.replace("_", " ")): value for name, value in terms.items()},
                },
            ),
            trained=30,
        )
        story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment="I1"), "30 are missing")
        return story

    def test_nothing_cured_in_time_is_announced_to_be_reduced(self) -> None:
        story = self.short(reduction_notice_months="2")
        assert line(story, Act.ANNOUNCE_REDUCTION) == (
            "suspension", "S1", date(2025, 12, 3), 500_000,
        )  # fmt: skip
        assert not lines(story, Act.RELEASE)
        story.day = date(2025, 12, 10)
        story.does(OFFICER, AnnounceReduction(grant=GRANT, suspension="S1"), "Not cured")
        assert line(story, Act.REDUCE) == ("suspension", "S1", date(2026, 2, 10), 500_000)
        assert not lines(story, Act.ANNOUNCE_REDUCTION)

    def test_what_is_cured_is_released_and_only_the_rest_reduced(self) -> None:
        story = self.short()
        story.day = DAY + timedelta(days=90)
        story.trains(45)
        assert line(story, Act.RELEASE) == ("suspension", "S1", story.day, 250_000)
        assert line(story, Act.ANNOUNCE_REDUCTION)[3] == 250_000
        story.day += ONE_DAY
        story.does(AUTHORISER, ReleaseSuspension(grant=GRANT, suspension="S1"))
        assert not lines(story, Act.RELEASE)
        assert line(story, Act.ANNOUNCE_REDUCTION)[3] == 250_000

    def test_what_is_cured_whole_is_not_threatened(self) -> None:
        story = self.short()
        story.trains(60)
        assert line(story, Act.RELEASE)[3] == 500_000
        assert not lines(story, Act.ANNOUNCE_REDUCTION)
        story.day = date(2025, 12, 3)
        story.does(OFFICER, AnnounceReduction(grant=GRANT, suspension="S1"), "Not released yet")
        assert not lines(story, Act.REDUCE)


class TestSetAside:
    ON_PEOPLE = ProposeWaiver(
        grant=GRANT, instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
        authority="Director-General, decision 12", expires_on=date(2025, 12, 31),
    )  # fmt: skip

    def test_a_waiver_waits_for_the_second_person_and_then_for_its_end(self) -> None:
        story = Story(programme=programme_file(terms={TermName.WAIVER_MONTHS: "12"}))
        story.does(SECOND_OFFICER, self.ON_PEOPLE, "The training centre was flooded")
        assert line(story, Act.CONFIRM_WAIVER) == ("waiver", "W1", DAY, 1_000_000)
        assert not lines(story, Act.EXPIRE_WAIVER)
        story.does(AUTHORISER, ConfirmWaiver(grant=GRANT, waiver="W1"))
        assert line(story, Act.EXPIRE_WAIVER) == ("waiver", "W1", date(2026, 1, 1), 1_000_000)

    def test_an_amendment_waits_with_the_money_it_is_about(self) -> None:
        story = Story()
        later = ProposeAmendment(
            grant=GRANT, title="Second shift", source="Minutes of 2 June 2025",
            changes=(
                ChangeAsked(what=Amended.MILESTONE_DUE, subject="M2", new="2026-10-31"),
            ),
        )  # fmt: skip
        story.does(OFFICER, later, "Tool delivery was late")
        assert line(story, Act.CONFIRM_AMENDMENT) == ("amendment", "N1", DAY, 2_000_000)
        assert lines(story, Act.CONFIRM_AMENDMENT)[0].what == "Second shift"
        story.does(AUTHORISER, ConfirmAmendment(grant=GRANT, amendment="N1"))
        assert not lines(story, Act.CONFIRM_AMENDMENT)


class TestRecoveries:
    def paid(self) -> Story:
        story = ripe(programme_file(terms={TermName.RECOVERY_DAYS: "20"}))
        story.pays("I1")
        return story

    def test_what_was_paid_on_a_reversed_milestone_is_claimed_back(self) -> None:
        story = self.paid()
        story.day = DAY + timedelta(days=40)
        story.reverses("M1", 4)
        assert line(story, Act.PROPOSE_RECOVERY) == ("instalment", "I1", story.day, 1_000_000)
        story.does(
            OFFICER, ProposeRecovery(grant=GRANT, ground=Ground.REVERSAL, instalment="I1"), "Fell"
        )
        assert not lines(story, Act.PROPOSE_RECOVERY)
        assert line(story, Act.CONFIRM_RECOVERY) == ("recovery", "B1", story.day, 1_000_000)

    def test_what_is_claimed_waits_from_its_day_on(self) -> None:
        story = self.paid()
        story.claims(Ground.IRREGULARITY, instalment="I1", amount=300_000)
        due_on = DAY + timedelta(days=20)
        assert line(story, Act.RECORD_REPAYMENT) == ("recovery", "B1", due_on, 300_000)
        back = RecordRepayment(
            grant=GRANT, recovery="B1", amount_minor=100_000, payment_reference="BACK-1"
        )
        story.does(ACCOUNTANT, back)
        assert line(story, Act.RECORD_REPAYMENT) == ("recovery", "B1", due_on, 200_000)
        assert lines(story, Act.RECORD_REPAYMENT)[0].what == "Instalment I1"

    def test_a_write_off_waits_for_the_second_person(self) -> None:
        story = self.paid()
        story.claims(Ground.IRREGULARITY, instalment="I1", amount=300_000)
        give_up = ProposeWriteOff(grant=GRANT, recovery="B1", authority="Act on claims, Art. 21")
        story.does(OFFICER, give_up, "The payee was dissolved")
        assert line(story, Act.CONFIRM_WRITE_OFF) == ("recovery", "B1", DAY, 300_000)
        assert not lines(story, Act.RECORD_REPAYMENT)


class TestPrivateMoney:
    def test_it_is_asked_for_once_its_day_has_come(self) -> None:
        story = Story(file=with_funding(grant_file(), asked=400_000))
        assert line(story, Act.REPORT_FUNDING) == (
            "co_funding", "F1", date(2025, 11, 30), 1_000_000,
        )  # fmt: skip
        report = ReportFunding(
            grant=GRANT, co_funding="F1", raised_minor=1_000_000, as_of=DAY, document="Bank",
            document_sha256=digest_of("Bank"),
        )  # fmt: skip
        story.does(OFFICER, report)
        assert not lines(story, Act.REPORT_FUNDING)
        (found,) = lines(story, Act.VERIFY_FUNDING)
        assert (found.what, found.money_minor) == ("Shareholders' money", 1_000_000)

    def test_a_claimed_cost_waits_with_its_own_amount(self) -> None:
        story = Story()
        cost = ClaimCost(
            grant=GRANT, instalment="I1", member="LEAD", kind=CostKind.ASSET, key="EUV-1",
            title="Scanner", amount_minor=77_000, incurred_on=DAY, document="Invoice",
            document_sha256=digest_of("Invoice"),
        )  # fmt: skip
        story.does(OFFICER, cost)
        (found,) = lines(story, Act.ACCEPT_COST)
        assert (found.what, found.money_minor, found.since) == ("Scanner", 77_000, DAY)


class TestCovenants:
    YEARLY = programme_file(terms={TermName.ATTESTATION_MONTHS: "12"})

    def held(self) -> Story:
        file = grant_file().with_records((covenant("V1", until_on=date(2027, 3, 31)),))
        return Story(file=file, programme=self.YEARLY)

    def test_each_period_is_attested_and_the_whole_found_kept(self) -> None:
        story = self.held()
        assert line(story, Act.ATTEST) == ("covenant", "V1", date(2026, 3, 31), 3_000_000)
        attests(story, date(2026, 3, 31))
        assert line(story, Act.ATTEST)[2] == date(2027, 3, 31)
        assert not lines(story, Act.FULFIL)
        attests(story, date(2027, 3, 31))
        assert not lines(story, Act.ATTEST)
        assert line(story, Act.FULFIL)[2] == date(2027, 3, 31)
        story.does(AUTHORISER, FulfilCovenant(grant=GRANT, covenant="V1"))
        assert not lines(story, Act.FULFIL)

    def test_a_breach_waits_to_be_remedied(self) -> None:
        story = self.held()
        story.does(ASSESSOR, FindBreach(grant=GRANT, covenant="V1"), "Production has stopped")
        (found,) = lines(story, Act.REMEDY)
        assert (found.since, found.what) == (DAY, "Continued production")
        assert not lines(story, Act.ATTEST)

    def test_covenants_end_with_a_cancelled_award(self) -> None:
        story = self.held()
        story.does(AUTHORISER, TerminateGrant(grant=GRANT), "Other-purpose use")
        assert not lines(story, Act.ATTEST)


class TestScreenings:
    SCREENED = programme_file(terms={TermName.SCREENING_MONTHS: "12"})

    def test_one_that_the_terms_ask_for_is_asked_for_at_once(self) -> None:
        story = Story(programme=self.SCREENED)
        assert line(story, Act.REQUEST_SCREENING) == ("grant", "", FIRST_DAY, 3_000_000)
        story.does(OFFICER, RequestScreening(grant=GRANT))
        assert not lines(story, Act.REQUEST_SCREENING)
        (found,) = lines(story, Act.CLEAR_SCREENING)
        assert (found.role, found.code, found.since) == (Role.COUNCIL, "Q1", DAY)
        assert found.what == "Pilot line"

    def test_it_is_asked_for_anew_from_its_last_day_on(self) -> None:
        story = Story(programme=self.SCREENED)
        story.does(OFFICER, RequestScreening(grant=GRANT))
        story.does(COUNCIL, ClearScreening(grant=GRANT, screening="Q1"))
        assert line(story, Act.REQUEST_SCREENING)[2] == date(2026, 6, 2)
        story.day = date(2026, 5, 20)
        story.does(OFFICER, RequestScreening(grant=GRANT))
        assert not lines(story, Act.REQUEST_SCREENING)
        story.does(COUNCIL, ClearScreening(grant=GRANT, screening="Q2"))
        assert line(story, Act.REQUEST_SCREENING)[2] == date(2027, 5, 20)

    def test_a_member_has_one_of_its_own(self) -> None:
        story = Story(programme=self.SCREENED)
        story.does(OFFICER, RequestScreening(grant=GRANT, member="SCHOOL"))
        assert lines(story, Act.CLEAR_SCREENING)[0].what == "Training centre"
        story.does(COUNCIL, ClearScreening(grant=GRANT, screening="Q1"))
        assert line(story, Act.REQUEST_SCREENING)[:3] == (
            "member", "SCHOOL", date(2026, 6, 2),
        )  # fmt: skip
        assert lines(story, Act.REQUEST_SCREENING)[0].what == "Training centre"
        story.does(AUTHORISER, TerminateGrant(grant=GRANT), "Other-purpose use")
        assert not lines(story, Act.REQUEST_SCREENING)

    def test_a_veto_waits_to_be_lifted_and_for_no_new_request(self) -> None:
        story = Story(programme=self.SCREENED)
        story.does(OFFICER, RequestScreening(grant=GRANT))
        story.does(COUNCIL, VetoScreening(grant=GRANT, screening="Q1"), "Control has changed")
        assert line(story, Act.LIFT_VETO) == ("screening", "Q1", DAY, 3_000_000)
        assert not lines(story, Act.REQUEST_SCREENING)


class TestTheGrant:
    def story(self, **about: object) -> Story:
        story = ripe(programme_file(terms=NOTICE))
        story.file = replace(story.file, **about)  # type: ignore[arg-type]  # fields of a file
        return story

    def completed(self, **about: object) -> Story:
        story = self.story(**about)
        story.pays("I1")
        story.does(OFFICER, StartGrant(grant=GRANT))
        story.does(OFFICER, CompleteGrant(grant=GRANT))
        return story

    def fixed(self, **about: object) -> Story:
        story = self.completed(**about)
        story.does(OFFICER, AnnounceAmount(grant=GRANT))
        story.day = date(2025, 7, 2)
        story.does(AUTHORISER, FixAmount(grant=GRANT))
        return story

    def test_a_draft_waits_to_be_awarded_and_for_nothing_else(self) -> None:
        story = Story()
        drafted = replace(story.file.grant, state=GrantState.DRAFTED, moved_on=DAY)
        story.file = story.file.with_records((drafted, covenant("V1")))
        assert [(w.act, w.since) for w in agenda(story.file, story.programme)] == [(Act.AWARD, DAY)]
        story.day += ONE_DAY
        story.does(AUTHORISER, AwardGrant(grant=GRANT))
        assert line(story, Act.START)[2] == story.day

    def test_one_under_way_waits_for_its_end(self) -> None:
        story = Story()
        story.does(OFFICER, StartGrant(grant=GRANT))
        assert line(story, Act.COMPLETE) == ("grant", "", LAST_DAY, 3_000_000)
        story.does(AUTHORISER, SuspendGrant(grant=GRANT), "The court is asked")
        assert line(story, Act.RESUME)[2] == DAY
        assert not lines(story, Act.COMPLETE)

    def test_a_completed_one_waits_for_its_amount(self) -> None:
        story = self.completed()
        assert line(story, Act.ANNOUNCE_AMOUNT)[2] == DAY
        assert not lines(story, Act.FIX_AMOUNT)
        story.does(OFFICER, AnnounceAmount(grant=GRANT))
        assert not lines(story, Act.ANNOUNCE_AMOUNT)
        assert line(story, Act.FIX_AMOUNT)[2] == date(2025, 7, 2)

    def test_the_amount_does_not_wait_while_something_is_under_way(self) -> None:
        story = self.completed()
        story.does(OFFICER, AnnounceAmount(grant=GRANT))
        story.does(OFFICER, ProposeRecovery(
            grant=GRANT, ground=Ground.IRREGULARITY, instalment="I1", amount_minor=1_000
        ), "Double invoice")  # fmt: skip
        assert not lines(story, Act.FIX_AMOUNT)

    def test_accounts_that_are_even_wait_to_be_closed(self) -> None:
        story = self.fixed()
        assert line(story, Act.CLOSE_ACCOUNTS) == ("grant", "", date(2025, 7, 2), 0)
        assert not lines(story, Act.SUBMIT)

    def test_accounts_that_are_not_wait_for_the_money_first(self) -> None:
        story = self.story()
        story.pays("I1", 600_000)
        story.does(OFFICER, StartGrant(grant=GRANT))
        story.does(OFFICER, CompleteGrant(grant=GRANT))
        story.does(OFFICER, AnnounceAmount(grant=GRANT))
        story.day = date(2025, 7, 2)
        story.does(AUTHORISER, FixAmount(grant=GRANT))
        assert not lines(story, Act.CLOSE_ACCOUNTS)
        assert line(story, Act.PROPOSE)[3] == 400_000
        story.does(AUTHORISER, PlaceHold(grant=GRANT), "Site visit due")
        assert lines(story, Act.LIFT)[0].money_minor == 400_000

    def test_a_settled_one_is_monitored_while_a_covenant_stands(self) -> None:
        kept = covenant("V1", until_on=date(2026, 3, 31))
        story = self.fixed(covenants=(kept,))
        story.does(ACCOUNTANT, CloseAccounts(grant=GRANT))
        assert line(story, Act.MONITOR)[2] == story.day
        assert not lines(story, Act.CLOSE)
        story.does(OFFICER, MonitorGrant(grant=GRANT))
        assert not lines(story, Act.CLOSE)
        attests(story, date(2026, 3, 31))
        story.does(AUTHORISER, FulfilCovenant(grant=GRANT, covenant="V1"))
        assert line(story, Act.CLOSE)[2] == story.day

    def test_one_without_covenants_is_closed_and_then_waits_for_nothing(self) -> None:
        story = self.fixed()
        story.does(ACCOUNTANT, CloseAccounts(grant=GRANT))
        assert not lines(story, Act.MONITOR)
        assert line(story, Act.CLOSE)[2] == story.day
        story.does(AUTHORISER, CloseGrant(grant=GRANT))
        assert agenda(story.file, story.programme) == ()

    def test_one_cut_short_is_closed_once_nothing_is_owed(self) -> None:
        story = self.story()
        story.pays("I1")
        story.does(AUTHORISER, TerminateGrant(grant=GRANT), "Other-purpose use")
        assert not lines(story, Act.CLOSE)
        assert line(story, Act.CONFIRM_RECOVERY)[3] == 1_000_000
        story = self.story()
        story.does(AUTHORISER, TerminateGrant(grant=GRANT), "The consortium was dissolved")
        assert line(story, Act.CLOSE)[2] == DAY

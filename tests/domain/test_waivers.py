"""Waivers: one condition of one instalment set aside by name, for a time, by two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.curing import ReverseMilestone
from portfolio.domain.acts.payouts import ConfirmPayout
from portfolio.domain.acts.waivers import (
    ConfirmWaiver,
    DeclineWaiver,
    ExpireWaiver,
    ProposeWaiver,
    RevokeWaiver,
)
from portfolio.domain.errors import CaseChanged, Invalid, NotFound
from portfolio.domain.gathering import payout_case
from portfolio.domain.people import Role
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import CovenantState, WaiverState
from portfolio.domain.terms import TermName
from portfolio.domain.waiver import Waivable
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    covenant,
    grant_file,
    person,
    programme_file,
    reasons,
    with_funding,
)

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.domain.finding import Finding

YEAR = programme_file(terms={TermName.WAIVER_MONTHS: "12"})
END = date(2025, 12, 31)
ON_PEOPLE = ProposeWaiver(
    grant=GRANT, instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
    authority="Director-General, decision 12", expires_on=END,
)  # fmt: skip
CONFIRM, DECLINE = ConfirmWaiver(grant=GRANT, waiver="W1"), DeclineWaiver(grant=GRANT, waiver="W1")
REVOKE, EXPIRE = RevokeWaiver(grant=GRANT, waiver="W1"), ExpireWaiver(grant=GRANT, waiver="W1")
WHY = "The training centre was flooded"


@pytest.fixture
def story() -> Story:
    """M1 is met, nobody is trained: I1 waits for C1 alone."""
    story = Story(programme=YEAR)
    story.shows("M1")
    return story


@pytest.fixture
def waived(story: Story) -> Story:
    """C1 is set aside for I1 until the end of the year."""
    story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
    story.does(AUTHORISER, CONFIRM)
    return story


def found(story: Story, instalment: str = "I1", on: date | None = None) -> tuple[Finding, ...]:
    day = on or story.day
    return entitlement(payout_case(story.file, story.programme, instalment, as_of=day)).findings


def in_the_way(story: Story, instalment: str = "I1", on: date | None = None) -> tuple[Reason, ...]:
    return reasons(f for f in found(story, instalment, on) if f.stands_in_the_way)


class TestProposing:
    def test_sets_nothing_aside_yet(self, story: Story) -> None:
        change = story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        waiver = story.file.waiver("W1")
        assert (waiver.state, waiver.reason) == (WaiverState.PROPOSED, WHY)
        assert (waiver.proposed_by, waiver.confirmed_by) == (SECOND_OFFICER.code, None)
        assert waiver.effective_on is None
        assert in_the_way(story) == (Reason.RESKILLING_SHORT,)
        (aside,) = (f for f in change.steps[0].findings if f.effect is Effect.SETS_ASIDE)
        assert (aside.reason, aside.subject) == (Reason.CONDITION_WAIVED, f"{GRANT}/C1")
        assert aside.facts["confirmed_by"] == "nobody"

    def test_needs_a_reason_and_an_officer_who_judged_nothing(self, story: Story) -> None:
        assert story.why_not(OFFICER, ON_PEOPLE) == (Reason.REASON_MISSING,)
        assert story.why_not(AUTHORISER, ON_PEOPLE, WHY) == (Reason.ROLE_MISSING,)
        judge = person(ASSESSOR.code, Role.GRANT_OFFICER)
        assert story.why_not(judge, ON_PEOPLE, WHY) == (Reason.DUTIES_COLLIDE,)

    @pytest.mark.parametrize(
        ("condition", "code", "known"),
        [
            (Waivable.COMMITMENT, "C2", "C1"),
            (Waivable.MILESTONE, "M2", "M1"),
            (Waivable.LEVEL_STEP, "M2", "M1"),
            (Waivable.MILESTONE, "C1", "M1"),
            (Waivable.CO_FUNDING, "F1", "none"),
            (Waivable.COVENANT, "K1", "none"),
            (Waivable.SCREENING, "M1", GRANT),
        ],
        ids=str,
    )
    def test_names_a_condition_that_the_instalment_has(
        self, story: Story, condition: Waivable, code: str, known: str
    ) -> None:
        request = replace(ON_PEOPLE, condition=condition, condition_code=code)
        (refused,) = story.refusal(OFFICER, request, WHY).obstacles
        assert refused.reason is Reason.CONDITION_UNKNOWN
        assert refused.facts["known"] == known

    def test_is_not_of_a_condition_that_has_moved_elsewhere(self, story: Story) -> None:
        first, *others = story.file.reskilling_conditions
        ended = replace(first, ended_by="N1")
        story.file = replace(story.file, reskilling_conditions=(ended, *others))
        assert Reason.CONDITION_UNKNOWN in story.why_not(OFFICER, ON_PEOPLE, WHY)

    def test_is_limited_by_the_terms(self, story: Story) -> None:
        last = date(2026, 6, 2)
        story.does(SECOND_OFFICER, replace(ON_PEOPLE, expires_on=last), WHY)
        too_late = replace(ON_PEOPLE, expires_on=date(2026, 6, 3))
        (refused,) = story.refusal(OFFICER, too_late, WHY).obstacles
        assert refused.reason is Reason.EXPIRES_TOO_LATE
        assert refused.facts["last_on"] == last.isoformat()

    def test_cannot_be_where_the_terms_are_silent(self, story: Story) -> None:
        story.programme = programme_file()
        assert story.why_not(OFFICER, ON_PEOPLE, WHY) == (Reason.TERM_MISSING,)

    def test_does_not_end_before_it_begins(self, story: Story) -> None:
        over = replace(ON_PEOPLE, expires_on=date(2025, 6, 1))
        assert story.why_not(OFFICER, over, WHY) == (Reason.EXPIRES_TOO_EARLY,)
        story.does(SECOND_OFFICER, replace(ON_PEOPLE, expires_on=DAY), WHY)

    def test_is_not_of_what_is_waived_already(self, waived: Story) -> None:
        (refused,) = waived.refusal(OFFICER, ON_PEOPLE, WHY).obstacles
        assert (refused.reason, refused.facts["waiver"]) == (Reason.WAIVED_ALREADY, "W1")
        waived.does(SECOND_OFFICER, replace(ON_PEOPLE, instalment="I2"), WHY)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("condition_code", "c1"), ("expires_on", date(1025, 6, 1)), ("authority", " ")],
        ids=str,
    )
    def test_gives_values_that_can_be(self, story: Story, field: str, value: object) -> None:
        with pytest.raises(Invalid) as caught:
            story.does(OFFICER, replace(ON_PEOPLE, **{field: value}), WHY)  # type: ignore[arg-type]  # unfit on purpose
        assert caught.value.field == field

    def test_on_an_instalment_that_is_not_there_is_not_found(self, story: Story) -> None:
        with pytest.raises(NotFound):
            story.does(OFFICER, replace(ON_PEOPLE, instalment="I9"), WHY)


class TestConfirming:
    def test_sets_the_condition_aside_from_that_day_until_its_end(self, waived: Story) -> None:
        waiver = waived.file.waiver("W1")
        assert (waiver.state, waiver.effective_on) == (WaiverState.CONFIRMED, DAY)
        assert (waiver.confirmed_by, waiver.moved_on) == (AUTHORISER.code, DAY)
        assert in_the_way(waived) == in_the_way(waived, on=END) == ()
        assert in_the_way(waived, on=date(2026, 1, 1)) == (Reason.RESKILLING_SHORT,)

    def test_says_with_every_payout_what_was_set_aside_and_by_whom(self, waived: Story) -> None:
        payout = waived.pays("I1")
        assert payout.amount_minor == 1_000_000
        for change in waived.changes[-3:]:
            (aside,) = (f for f in change.steps[0].findings if f.reason is Reason.CONDITION_WAIVED)
            assert aside.facts["authority"] == ON_PEOPLE.authority
            assert (aside.facts["proposed_by"], aside.facts["confirmed_by"]) == (
                SECOND_OFFICER.code, AUTHORISER.code,
            )  # fmt: skip

    def test_takes_another_person_with_no_part_in_what_was_shown(self, story: Story) -> None:
        story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        for somebody in (SECOND_OFFICER, OFFICER, ASSESSOR):
            as_authoriser = person(somebody.code, Role.AUTHORISING_OFFICER)
            assert story.why_not(as_authoriser, CONFIRM) == (Reason.DUTIES_COLLIDE,)

    def test_is_today(self, story: Story) -> None:
        story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        story.day = date(2025, 6, 10)
        assert story.why_not(AUTHORISER, CONFIRM, on=DAY) == (Reason.DAY_NOT_TODAY,)

    def test_never_takes_effect_after_its_end(self, waived: Story) -> None:
        with pytest.raises(Invalid) as caught:
            replace(waived.file.waiver("W1"), effective_on=date(2026, 1, 1))
        assert caught.value.field == "expires_on"

    def test_comes_too_late_once_its_end_has_passed(self, story: Story) -> None:
        story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        story.day = date(2026, 1, 1)
        assert story.why_not(AUTHORISER, CONFIRM) == (Reason.EXPIRES_TOO_EARLY,)

    def test_of_a_second_one_for_the_same_is_refused(self, story: Story) -> None:
        story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        story.does(AUTHORISER, CONFIRM)
        assert story.why_not(AUTHORISER, replace(CONFIRM, waiver="W2")) == (Reason.WAIVED_ALREADY,)

    def test_makes_a_proposal_rest_on_other_facts(self, story: Story) -> None:
        story.trains(60)
        story.proposes("I1")
        on_milestone = replace(ON_PEOPLE, condition=Waivable.MILESTONE, condition_code="M1")
        story.does(SECOND_OFFICER, on_milestone, WHY)
        other = person("AUTHORISER-2", Role.AUTHORISING_OFFICER)
        story.does(other, CONFIRM)
        with pytest.raises(CaseChanged):
            story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P1"))


class TestWhoWaives:
    def test_has_no_part_in_the_money_it_opens_the_way_for(self, waived: Story) -> None:
        waived.proposes("I1")
        seeker = person(SECOND_OFFICER.code, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER)
        confirm = ConfirmPayout(grant=GRANT, payout="P1")
        assert waived.why_not(seeker, confirm) == (Reason.DUTIES_COLLIDE,)
        waived.confirms("P1", by=person("AUTHORISER-2", Role.AUTHORISING_OFFICER))
        assert waived.why_not(seeker, waived.settlement("P1")) == (Reason.DUTIES_COLLIDE,)
        granter = person(AUTHORISER.code, Role.ACCOUNTING_OFFICER)
        assert waived.why_not(granter, waived.settlement("P1")) == (Reason.DUTIES_COLLIDE,)
        waived.settles("P1", by=ACCOUNTANT)

    def test_judges_nothing_of_that_instalment_afterwards(self, waived: Story) -> None:
        reverse = ReverseMilestone(grant=GRANT, milestone="M1", level_now=4)
        waived.does(ASSESSOR, reverse, "Not reproducible")
        waived.hands_in("M1")
        waived.submits("M1")
        for somebody in (SECOND_OFFICER, AUTHORISER):
            as_assessor = person(somebody.code, Role.ASSESSOR)
            assert waived.why_not(as_assessor, waived.assessment("M1")) == (Reason.DUTIES_COLLIDE,)


class TestEnding:
    def test_a_declined_waiver_leaves_the_condition(self, story: Story) -> None:
        story.does(SECOND_OFFICER, ON_PEOPLE, WHY)
        assert story.why_not(AUTHORISER, DECLINE) == (Reason.REASON_MISSING,)
        story.does(AUTHORISER, DECLINE, "No authority for it")
        assert story.file.waiver("W1").state is WaiverState.DECLINED
        assert in_the_way(story) == (Reason.RESKILLING_SHORT,)
        assert story.why_not(AUTHORISER, CONFIRM) == (Reason.MOVE_IMPOSSIBLE,)

    def test_a_revoked_one_ends_that_day_and_stays_what_it_was_before(self, waived: Story) -> None:
        waived.day = date(2025, 8, 1)
        assert waived.why_not(AUTHORISER, REVOKE) == (Reason.REASON_MISSING,)
        assert waived.why_not(AUTHORISER, REVOKE, "Reopened", on=DAY) == (Reason.DAY_NOT_TODAY,)
        waived.does(AUTHORISER, REVOKE, "The centre has reopened")
        waiver = waived.file.waiver("W1")
        assert (waiver.state, waiver.ended_on) == (WaiverState.REVOKED, waived.day)
        assert in_the_way(waived) == (Reason.RESKILLING_SHORT,)
        assert in_the_way(waived, on=date(2025, 7, 31)) == ()

    def test_one_that_has_run_out_is_recorded_as_expired(self, waived: Story) -> None:
        waived.day = END
        assert waived.why_not(OFFICER, EXPIRE) == (Reason.DEADLINE_NOT_OVER,)
        waived.day = date(2026, 1, 1)
        change = waived.does(SECOND_OFFICER, EXPIRE)
        assert waived.file.waiver("W1").state is WaiverState.EXPIRED
        assert Reason.DEADLINE_OVER in reasons(change.steps[0].findings)
        assert in_the_way(waived, on=END) == ()
        waived.does(SECOND_OFFICER, replace(ON_PEOPLE, expires_on=date(2026, 3, 31)), WHY)


class TestEveryCondition:
    @pytest.mark.parametrize(
        ("condition", "code", "subject"),
        [
            (Waivable.MILESTONE, "M1", f"{GRANT}/M1"),
            (Waivable.CO_FUNDING, "F1", f"{GRANT}/F1"),
            (Waivable.COVENANT, "K1", f"{GRANT}/K1"),
            (Waivable.SCREENING, GRANT, GRANT),
        ],
        ids=str,
    )
    def test_is_set_aside_where_the_payout_rule_looks(
        self, condition: Waivable, code: str, subject: str
    ) -> None:
        breached = replace(covenant("K1"), state=CovenantState.BREACHED, moved_on=DAY)
        story = Story(
            file=with_funding(grant_file(), asked=500_000).with_records((breached,)),
            programme=programme_file(
                terms={TermName.WAIVER_MONTHS: "12", TermName.SCREENING_MONTHS: "12"}
            ),
        )
        before = in_the_way(story)
        request = replace(ON_PEOPLE, condition=condition, condition_code=code)
        story.does(SECOND_OFFICER, request, WHY)
        story.does(AUTHORISER, CONFIRM)
        aside = [f.subject for f in found(story) if f.reason is Reason.CONDITION_WAIVED]
        assert aside == [subject]
        assert set(in_the_way(story)) < set(before)


class TestALevelStep:
    def test_lets_a_level_be_skipped_by_name(self) -> None:
        story = Story(programme=YEAR)
        story.hands_in("M1")
        story.submits("M1")
        leap = story.assessment("M1", level=6)
        assert story.why_not(ASSESSOR, leap) == (Reason.LEVEL_SKIPPED,)
        step = replace(ON_PEOPLE, condition=Waivable.LEVEL_STEP, condition_code="M1")
        story.does(SECOND_OFFICER, step, WHY)
        assert story.why_not(ASSESSOR, leap) == (Reason.LEVEL_SKIPPED,)
        story.does(AUTHORISER, CONFIRM)
        change = story.does(ASSESSOR, leap)
        assert Reason.CONDITION_WAIVED in reasons(change.steps[0].findings)
        assert story.file.element("NODE").current_level == 6

    def test_leaves_the_milestone_to_be_met(self) -> None:
        story = Story(programme=YEAR)
        step = replace(ON_PEOPLE, condition=Waivable.LEVEL_STEP, condition_code="M1")
        story.does(SECOND_OFFICER, step, WHY)
        story.does(AUTHORISER, CONFIRM)
        assert Reason.MILESTONE_NOT_MET in in_the_way(story)


@pytest.mark.parametrize(
    "request_", [CONFIRM, DECLINE, REVOKE, EXPIRE], ids=lambda r: type(r).__name__
)
def test_a_waiver_that_is_not_there_is_not_found(request_: Request) -> None:
    with pytest.raises(NotFound):
        Story(programme=YEAR).does(AUTHORISER, request_, WHY)

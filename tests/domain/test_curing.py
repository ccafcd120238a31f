"""Milestones given time to cure, lapsed, reversed and withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.curing import (
    GrantCure,
    LapseMilestone,
    ReverseMilestone,
    WithdrawMilestone,
)
from portfolio.domain.acts.milestones import SubmitMilestone
from portfolio.domain.gathering import payout_case
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.rules.recovery import overpaid_minor
from portfolio.domain.states import MilestoneState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    grant_file,
    person,
    programme_file,
    reasons,
    ripe,
)

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile

CURE = GrantCure(grant=GRANT, milestone="M1")
LAPSE = LapseMilestone(grant=GRANT, milestone="M1")
WITHDRAW = WithdrawMilestone(grant=GRANT, milestone="M1")
REVERSE = ReverseMilestone(grant=GRANT, milestone="M1", level_now=4)
SIX_MONTHS = programme_file(terms={TermName.CURE_MONTHS: "6"})
WHY = "As discussed in the review"


@pytest.fixture
def short() -> Story:
    """M1 was found met in part; it is due 30 September 2025. Six months to cure by the terms."""
    story = Story(programme=SIX_MONTHS)
    story.shows("M1", Verdict.MET, Verdict.NOT_MET)
    return story


def state(story: Story) -> MilestoneState:
    return story.file.milestone("M1").state


class TestACure:
    def test_gives_the_months_of_the_terms(self, short: Story) -> None:
        short.day = date(2025, 10, 31)
        change = short.does(AUTHORISER, CURE, WHY)
        milestone = short.file.milestone("M1")
        assert (milestone.state, milestone.cure_due_on) == (
            MilestoneState.IN_CURE, date(2026, 4, 30),
        )  # fmt: skip
        assert (milestone.due_on, milestone.moved_on) == (date(2025, 9, 30), short.day)
        assert milestone.played[-1] == f"confirmed the change:{AUTHORISER.code}"
        assert Reason.TERM_IN_FORCE in reasons(change.steps[0].findings)

    def test_cannot_be_granted_where_the_terms_are_silent(self, short: Story) -> None:
        short.programme = programme_file()
        refusal = short.refusal(AUTHORISER, CURE, WHY)
        (found,) = refusal.obstacles
        assert found.reason is Reason.TERM_MISSING
        assert (found.facts["term"], found.facts["needed_for"]) == ("cure months", "grant cure")

    def test_takes_a_reason_and_an_authorising_officer_with_no_part_in_it(
        self, short: Story
    ) -> None:
        assert short.why_not(AUTHORISER, CURE) == (Reason.REASON_MISSING,)
        assert short.why_not(OFFICER, CURE, WHY) == (Reason.ROLE_MISSING, Reason.DUTIES_COLLIDE)
        judge = person(ASSESSOR.code, Role.AUTHORISING_OFFICER)
        assert short.why_not(judge, CURE, WHY) == (Reason.DUTIES_COLLIDE,)

    def test_is_for_what_was_found_short_only(self) -> None:
        assert Story(programme=SIX_MONTHS).why_not(AUTHORISER, CURE, WHY) == (
            Reason.MOVE_IMPOSSIBLE,
        )

    def test_lets_what_was_found_stand_until_it_is_assessed_again(self) -> None:
        story = Story(file=_scaled(), programme=SIX_MONTHS)
        story.trains(60)
        story.shows("M1", Verdict.MET, Verdict.NOT_MET)
        before = entitlement(payout_case(story.file, story.programme, "I1", as_of=DAY))
        story.does(AUTHORISER, CURE, WHY)
        during = entitlement(payout_case(story.file, story.programme, "I1", as_of=DAY))
        assert before.earned_minor == during.earned_minor == 1_000_000

    def test_ends_when_the_milestone_is_met(self, short: Story) -> None:
        short.does(AUTHORISER, CURE, WHY)
        short.day = date(2025, 11, 1)
        short.shows("M1")
        milestone = short.file.milestone("M1")
        assert (milestone.state, milestone.cure_due_on) == (MilestoneState.MET, None)

    def test_goes_on_where_it_is_found_short_once_more(self, short: Story) -> None:
        short.does(AUTHORISER, CURE, WHY)
        short.shows("M1", Verdict.NOT_MET, Verdict.NOT_MET)
        milestone = short.file.milestone("M1")
        assert (milestone.state, milestone.cure_due_on) == (
            MilestoneState.NOT_MET, date(2025, 12, 2),
        )  # fmt: skip

    def test_may_be_shown_after_its_end_until_somebody_finds_it_lapsed(self, short: Story) -> None:
        short.does(AUTHORISER, CURE, WHY)
        short.day = date(2026, 1, 15)
        short.shows("M1")
        assert state(short) is MilestoneState.MET


class TestLapsing:
    def test_waits_until_the_time_for_the_cure_is_over(self, short: Story) -> None:
        short.does(AUTHORISER, CURE, WHY)
        short.day = date(2025, 12, 2)
        refusal = short.refusal(AUTHORISER, LAPSE, WHY)
        (found,) = refusal.obstacles
        assert found.reason is Reason.DEADLINE_NOT_OVER
        assert found.facts["first_on"] == "2025-12-03"
        short.day = date(2025, 12, 3)
        short.does(AUTHORISER, LAPSE, WHY)
        assert state(short) is MilestoneState.LAPSED

    def test_waits_for_the_due_day_where_no_cure_was_granted(self, short: Story) -> None:
        short.day = date(2025, 9, 30)
        assert short.why_not(AUTHORISER, LAPSE, WHY) == (Reason.DEADLINE_NOT_OVER,)
        short.day = date(2025, 10, 1)
        change = short.does(AUTHORISER, LAPSE, WHY)
        assert Reason.DEADLINE_OVER in reasons(change.steps[0].findings)
        assert state(short) is MilestoneState.LAPSED

    def test_of_what_was_reversed_waits_for_its_due_day(self) -> None:
        story = ripe()
        story.does(ASSESSOR, REVERSE, WHY)
        assert story.why_not(AUTHORISER, LAPSE, WHY) == (Reason.DEADLINE_NOT_OVER,)
        story.day = date(2025, 10, 1)
        story.does(AUTHORISER, LAPSE, WHY)
        assert state(story) is MilestoneState.LAPSED

    def test_ends_everything_that_could_be_done_with_it(self, short: Story) -> None:
        short.day = date(2025, 10, 1)
        short.does(AUTHORISER, LAPSE, WHY)
        submit = SubmitMilestone(grant=GRANT, milestone="M1")
        assert Reason.MOVE_IMPOSSIBLE in short.why_not(OFFICER, submit)
        assert short.why_not(OFFICER, short.evidence("M1")) == (Reason.MOVE_IMPOSSIBLE,)
        case = payout_case(short.file, short.programme, "I1", as_of=short.day)
        assert Reason.MILESTONE_NOT_MET in reasons(entitlement(case).obstacles)

    def test_needs_a_reason(self, short: Story) -> None:
        short.day = date(2025, 10, 1)
        assert short.why_not(AUTHORISER, LAPSE) == (Reason.REASON_MISSING,)


class TestReversing:
    def test_lowers_the_level_and_leaves_what_was_paid_to_be_claimed(self) -> None:
        story = ripe()
        story.pays("I1")
        story.day = date(2025, 8, 1)
        change = story.does(ASSESSOR, REVERSE, "Not reproducible")
        assert state(story) is MilestoneState.REVERSED
        assert story.file.element("NODE").current_level == 4
        assert [s.act for s in change.steps] == [Act.REVERSE]
        assert overpaid_minor(story.file, story.programme, "I1", story.day) == 1_000_000

    def test_needs_a_reason_and_an_assessor_who_recorded_nothing(self) -> None:
        story = ripe()
        assert story.why_not(ASSESSOR, REVERSE) == (Reason.REASON_MISSING,)
        recorder = person(OFFICER.code, Role.ASSESSOR)
        assert story.why_not(recorder, REVERSE, WHY) == (Reason.DUTIES_COLLIDE,)

    @pytest.mark.parametrize("level", [5, 6])
    def test_lets_the_level_fall(self, level: int) -> None:
        refusal = ripe().refusal(ASSESSOR, replace(REVERSE, level_now=level), WHY)
        (found,) = refusal.obstacles
        assert found.reason is Reason.LEVEL_DOES_NOT_FALL
        assert (found.facts["level"], found.facts["highest"]) == (level, 4)

    def test_never_raises_what_has_fallen_further(self) -> None:
        story = ripe()
        story.shows("M2")
        story.does(ASSESSOR, replace(REVERSE, milestone="M2", level_now=3), WHY)
        assert story.why_not(ASSESSOR, REVERSE, WHY) == (Reason.LEVEL_DOES_NOT_FALL,)
        story.does(ASSESSOR, replace(REVERSE, level_now=3), WHY)
        assert story.file.element("NODE").current_level == 3

    def test_names_a_level_of_the_scale(self) -> None:
        refused = ripe().why_not(ASSESSOR, replace(REVERSE, level_now=0), WHY)
        assert refused == (Reason.LEVEL_NOT_ON_SCALE,)

    def test_lets_it_be_shown_anew(self) -> None:
        story = ripe()
        story.does(ASSESSOR, REVERSE, WHY)
        story.shows("M1")
        assert state(story) is MilestoneState.MET
        assert story.file.element("NODE").current_level == 5

    def test_is_of_what_was_met(self, short: Story) -> None:
        assert short.why_not(ASSESSOR, REVERSE, WHY) == (Reason.MOVE_IMPOSSIBLE,)


class TestWithdrawing:
    def test_waits_while_an_instalment_rests_on_it(self) -> None:
        refusal = Story().refusal(AUTHORISER, WITHDRAW, WHY)
        (found,) = refusal.obstacles
        assert found.reason is Reason.STILL_RESTED_ON
        assert found.facts["instalments"] == "I1"

    def test_takes_it_out_of_the_plan_of_what_follows(self) -> None:
        story = Story(file=_unasked())
        story.hands_in("M2", by=SECOND_OFFICER)
        submit = SubmitMilestone(grant=GRANT, milestone="M2")
        assert story.why_not(SECOND_OFFICER, submit) == (Reason.PREDECESSOR_OPEN,)
        story.does(AUTHORISER, WITHDRAW, WHY)
        assert state(story) is MilestoneState.WITHDRAWN
        story.submits("M2", by=SECOND_OFFICER)
        assert story.file.milestone("M2").state is MilestoneState.SUBMITTED

    def test_lets_nobody_skip_the_level_it_asked(self) -> None:
        story = Story(file=_unasked())
        story.does(AUTHORISER, WITHDRAW, WHY)
        story.hands_in("M2")
        story.submits("M2")
        assert story.why_not(ASSESSOR, story.assessment("M2")) == (Reason.LEVEL_SKIPPED,)

    def test_is_not_of_what_is_met(self) -> None:
        assert ripe().why_not(AUTHORISER, WITHDRAW, WHY) == (
            Reason.MOVE_IMPOSSIBLE,
            Reason.STILL_RESTED_ON,
        )


def test_evidence_for_what_is_in_cure_or_reversed_is_put_on_file(short: Story) -> None:
    short.does(AUTHORISER, CURE, WHY)
    short.hands_in("M1")
    reversed_one = ripe()
    reversed_one.does(ASSESSOR, REVERSE, WHY)
    reversed_one.hands_in("M1")
    assert len(short.file.evidence) == len(reversed_one.file.evidence) == 2


def _scaled() -> GrantFile:
    """Return the grant with a first instalment that asks only half of M1."""
    file = grant_file()
    first, second = file.milestone_conditions
    half = replace(first, share=first.share / 2)
    return replace(file, milestone_conditions=(half, second))


def _unasked() -> GrantFile:
    """Return the grant with both instalments waiting for M2, none for M1."""
    file = grant_file()
    _, second = file.milestone_conditions
    return replace(file, milestone_conditions=(replace(second, instalment="I1"), second))

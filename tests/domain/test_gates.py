"""Stage-gates: a level rises only through one, by a committee where the terms ask for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portfolio.domain.acts.curing import ReverseMilestone
from portfolio.domain.acts.gates import FailGate, PassGate
from portfolio.domain.acts.milestones import SubmitMilestone
from portfolio.domain.errors import NotFound
from portfolio.domain.gathering import payout_case
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import MilestoneState, StageGateState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    Story,
    person,
    programme_file,
    reasons,
)

REVIEWER = person("REVIEWER", Role.ASSESSOR)
PASS = PassGate(grant=GRANT, stage_gate="G1")
FAIL = FailGate(grant=GRANT, stage_gate="G1")


@pytest.fixture
def story() -> Story:
    """M1 is met at level 5 under terms that ask for a committee; engineers are verified."""
    story = Story(programme=programme_file(terms={TermName.STAGE_GATE: "committee"}))
    story.shows("M1")
    story.trains(60)
    return story


def level(story: Story) -> int:
    return story.file.element("NODE").current_level


def obstacles(story: Story) -> tuple[Reason, ...]:
    weighed = entitlement(payout_case(story.file, story.programme, "I1", as_of=story.day))
    return reasons(weighed.obstacles)


class TestWithoutACommittee:
    def test_the_assessment_itself_opens_and_passes_the_gate(self) -> None:
        story = Story()
        story.shows("M1")
        gate = story.file.stage_gate("G1")
        assert (gate.element, gate.milestone, gate.assessment) == ("NODE", "M1", "A1")
        assert (gate.from_level, gate.to_level, gate.state) == (4, 5, StageGateState.PASSED)
        assert gate.opened_by == gate.decided_by == ASSESSOR.code
        assert level(story) == 5

    def test_no_gate_is_held_where_the_level_does_not_rise(self) -> None:
        story = Story()
        story.shows("M1", Verdict.MET, Verdict.NOT_MET, level=4)
        assert story.file.stage_gates == ()
        assert [s.act for s in story.changes[-1].steps] == [Act.ASSESS, Act.FIND_PARTLY_MET]

    def test_passing_it_is_no_second_part_of_the_assessor(self) -> None:
        story = Story()
        story.shows("M1", Verdict.MET, Verdict.NOT_MET)
        story.hands_in("M1")
        story.submits("M1")
        story.does(ASSESSOR, story.assessment("M1"))
        assert story.file.milestone("M1").state is MilestoneState.MET


class TestWithACommittee:
    def test_the_level_waits_for_the_committee(self, story: Story) -> None:
        assert story.file.milestone("M1").state is MilestoneState.MET
        assert story.file.stage_gate("G1").state is StageGateState.OPEN
        assert level(story) == 4
        assert obstacles(story) == (Reason.LEVEL_SHORT,)

    def test_another_assessor_lets_it_rise(self, story: Story) -> None:
        story.day = date(2025, 7, 1)
        change = story.does(REVIEWER, PASS)
        gate = story.file.stage_gate("G1")
        assert (gate.state, gate.decided_by) == (StageGateState.PASSED, REVIEWER.code)
        assert (gate.opened_by, gate.moved_on) == (ASSESSOR.code, story.day)
        assert level(story) == 5
        assert obstacles(story) == ()
        assert [(s.act, s.before, s.after) for s in change.steps] == [
            (Act.PASS_GATE, StageGateState.OPEN, StageGateState.PASSED)
        ]
        assert Reason.DUTIES_SEPARATE in reasons(change.steps[0].findings)

    def test_who_assessed_or_recorded_decides_on_no_gate(self, story: Story) -> None:
        assert story.why_not(ASSESSOR, PASS) == (Reason.DUTIES_COLLIDE,)
        recorder = person(OFFICER.code, Role.ASSESSOR)
        assert story.why_not(recorder, FAIL, "Not shown") == (Reason.DUTIES_COLLIDE,)
        assert story.why_not(AUTHORISER, PASS) == (Reason.ROLE_MISSING,)

    def test_who_decided_on_a_gate_neither_assesses_nor_confirms(self, story: Story) -> None:
        story.does(REVIEWER, FAIL, "The test was not independent")
        both = person(REVIEWER.code, Role.ASSESSOR, Role.AUTHORISING_OFFICER)
        story.does(
            person("THIRD", Role.ASSESSOR),
            ReverseMilestone(grant=GRANT, milestone="M1", level_now=4),
            "Assessed anew",
        )
        story.hands_in("M1")
        story.submits("M1")
        assert story.why_not(both, story.assessment("M1")) == (Reason.DUTIES_COLLIDE,)

    def test_failing_needs_a_reason_and_leaves_the_level(self, story: Story) -> None:
        assert story.why_not(REVIEWER, FAIL) == (Reason.REASON_MISSING,)
        story.does(REVIEWER, FAIL, "The test was not independent")
        assert story.file.stage_gate("G1").state is StageGateState.FAILED
        assert story.file.milestone("M1").state is MilestoneState.MET
        assert level(story) == 4
        assert obstacles(story) == (Reason.LEVEL_SHORT,)

    def test_it_is_decided_once(self, story: Story) -> None:
        story.does(REVIEWER, PASS)
        assert story.why_not(REVIEWER, FAIL, "Second thoughts") == (Reason.MOVE_IMPOSSIBLE,)

    def test_not_from_before_it_was_opened(self, story: Story) -> None:
        earlier = date(2025, 6, 1)
        assert story.why_not(REVIEWER, PASS, on=earlier) == (Reason.DAY_BEFORE_LAST_MOVE,)

    def test_one_that_is_not_there_is_not_found(self, story: Story) -> None:
        with pytest.raises(NotFound):
            story.does(REVIEWER, replace(PASS, stage_gate="G9"))

    def test_nothing_is_reversed_before_it_is_decided(self, story: Story) -> None:
        reverse = ReverseMilestone(grant=GRANT, milestone="M1", level_now=3)
        refusal = story.refusal(ASSESSOR, reverse, "Not reproducible")
        (found,) = refusal.obstacles
        assert (found.reason, found.subject) == (Reason.GATE_UNDECIDED, f"{GRANT}/G1")
        story.does(REVIEWER, FAIL, "Not reproducible")
        story.does(ASSESSOR, reverse, "Not reproducible")
        assert level(story) == 3

    def test_nothing_is_submitted_again_before_it_is_decided(self) -> None:
        story = Story(programme=programme_file(terms={TermName.STAGE_GATE: "committee"}))
        story.shows("M1", Verdict.MET, Verdict.NOT_MET)
        submit = SubmitMilestone(grant=GRANT, milestone="M1")
        assert story.why_not(OFFICER, submit) == (Reason.GATE_UNDECIDED,)
        story.does(REVIEWER, PASS)
        story.submits("M1")
        assert story.file.milestone("M1").state is MilestoneState.SUBMITTED

    def test_it_passes_nobody_over_a_level_that_was_lost_meanwhile(self, story: Story) -> None:
        story.does(REVIEWER, PASS)
        story.shows("M2")
        story.does(
            ASSESSOR, ReverseMilestone(grant=GRANT, milestone="M1", level_now=4), "Not reproducible"
        )
        second = PassGate(grant=GRANT, stage_gate="G2")
        third = person("THIRD", Role.ASSESSOR)
        assert story.why_not(third, second) == (Reason.LEVEL_SKIPPED,)
        assert level(story) == 4


def test_a_gate_never_lowers_an_element_that_stands_higher_by_then() -> None:
    story = Story(programme=programme_file(terms={TermName.STAGE_GATE: "committee"}))
    story.shows("M1", Verdict.MET, Verdict.NOT_MET)
    risen = replace(story.file.element("NODE"), current_level=6)
    story.file = story.file.with_records((risen,))
    story.does(REVIEWER, PASS)
    assert level(story) == 6
    assert story.day == DAY

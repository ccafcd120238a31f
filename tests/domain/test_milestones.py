"""Milestones: evidence handed in, submitted, returned and assessed by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.milestones import RecordEvidence, ReturnMilestone, SubmitMilestone
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.gathering import payout_case
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.reason import Reason
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import MilestoneState, StageGateState
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ASSESSOR,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    digest_of,
    half_ripe,
    ripe,
)

SUBMIT_M1 = SubmitMilestone(grant=GRANT, milestone="M1")
RETURN_M1 = ReturnMilestone(grant=GRANT, milestone="M1")
MET, PARTLY, NOT_MET = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET


@pytest.fixture
def submitted() -> Story:
    story = Story()
    story.hands_in("M1")
    story.submits("M1")
    return story


def judged(
    *judgements: CriterionJudged, level: int = 5, summary: str = "As measured"
) -> AssessMilestone:
    return AssessMilestone(
        grant=GRANT, milestone="M1", level_reached=level, summary=summary, judgements=judgements
    )


def says(
    criterion: str, verdict: Verdict, share: Fraction | None = None, measured: str | None = None
) -> CriterionJudged:
    return CriterionJudged(
        criterion=criterion, verdict=verdict, share=share, reason="As measured",
        measured=None if measured is None else Decimal(measured),
    )  # fmt: skip


class TestEvidence:
    def test_is_put_on_file_with_who_what_and_when(self) -> None:
        story = Story()
        story.hands_in("M1", title="Test report")
        (evidence,) = story.file.evidence_for("M1")
        assert (evidence.code, evidence.title, evidence.member) == ("E1", "Test report", "LEAD")
        assert (evidence.recorded_by, evidence.received_on) == (OFFICER.code, DAY)
        assert evidence.sha256 == digest_of("Test report")
        assert story.file.milestone("M1").state is MilestoneState.PLANNED

    def test_may_be_a_public_address(self) -> None:
        story = Story()
        address = "https://example.org/report"
        request = replace(story.evidence("M1"), sha256=None, address=address)
        story.does(OFFICER, request)
        assert story.file.evidence[0].address == address

    def test_that_points_to_nothing_is_invalid(self) -> None:
        story = Story()
        with pytest.raises(Invalid) as caught:
            story.does(OFFICER, replace(story.evidence("M1"), sha256=None))
        assert caught.value.field == "evidence"

    @pytest.mark.parametrize("by", ["file", "address"])
    def test_is_put_on_file_once(self, by: str) -> None:
        story = Story()
        request = story.evidence("M1")
        if by == "address":
            request = replace(request, sha256=None, address="https://example.org/report")
        story.does(OFFICER, request)
        again = replace(request, title="The same once more")
        refusal = story.refusal(SECOND_OFFICER, again)
        (found,) = refusal.obstacles
        assert found.reason is Reason.EVIDENCE_REPEATED
        assert found.evidence == ("E1",)

    def test_is_the_same_file_however_its_digest_is_written(self) -> None:
        story = Story()
        request = story.evidence("M1")
        assert request.sha256 is not None
        story.does(OFFICER, request)
        shouted = replace(request, sha256=request.sha256.upper())
        assert story.why_not(OFFICER, shouted) == (Reason.EVIDENCE_REPEATED,)

    def test_is_the_same_address_whatever_blanks_stand_around_it(self) -> None:
        story = Story()
        address = "https://example.org/report"
        request = replace(story.evidence("M1"), sha256=None, address=address)
        story.does(OFFICER, request)
        padded = replace(request, address=f" {address} ")
        assert story.why_not(OFFICER, padded) == (Reason.EVIDENCE_REPEATED,)

    def test_is_needed_no_more_once_the_milestone_is_met(self) -> None:
        story = ripe()
        assert story.why_not(OFFICER, story.evidence("M1")) == (Reason.MOVE_IMPOSSIBLE,)

    def test_is_recorded_by_a_grant_officer(self) -> None:
        story = Story()
        assert story.why_not(ASSESSOR, story.evidence("M1")) == (Reason.ROLE_MISSING,)

    def test_is_not_received_on_a_day_to_come(self) -> None:
        story = Story()
        tomorrow = date(2025, 6, 3)
        assert story.why_not(OFFICER, story.evidence("M1"), on=tomorrow) == (Reason.DAY_IN_FUTURE,)

    @pytest.mark.parametrize("changed", [{"milestone": "M9"}, {"member": "NOBODY"}], ids=str)
    def test_for_or_from_the_unknown_is_not_found(self, changed: dict[str, Any]) -> None:
        story = Story()
        with pytest.raises(NotFound):
            story.does(OFFICER, replace(story.evidence("M1"), **changed))

    def test_added_after_the_assessment_was_not_assessed(self) -> None:
        story = half_ripe()
        story.hands_in("M1", by=SECOND_OFFICER, title="Found later")
        owed = entitlement(payout_case(story.file, story.programme, "I1", as_of=DAY))
        relied_on = {
            code
            for found in owed.findings
            if found.reason is Reason.EVIDENCE_ASSESSED_BY_ANOTHER
            for code in found.evidence
        }
        assert "E2" not in relied_on


class TestSubmitting:
    def test_needs_the_required_evidence(self) -> None:
        assert Story().why_not(OFFICER, SUBMIT_M1) == (Reason.EVIDENCE_MISSING,)

    def test_is_not_helped_by_evidence_of_another_kind(self) -> None:
        story = Story()
        other = replace(story.evidence("M1"), kind=EvidenceKind.PUBLICATION)
        story.does(OFFICER, other)
        assert story.why_not(OFFICER, SUBMIT_M1) == (Reason.EVIDENCE_MISSING,)

    def test_hands_the_milestone_over_and_remembers_who_did(self, submitted: Story) -> None:
        milestone = submitted.file.milestone("M1")
        assert milestone.state is MilestoneState.SUBMITTED
        assert milestone.played == (f"recorded evidence:{OFFICER.code}",)
        assert milestone.moved_on == DAY

    def test_waits_for_the_milestones_before_it(self) -> None:
        story = Story()
        story.hands_in("M2")
        second = SubmitMilestone(grant=GRANT, milestone="M2")
        assert story.why_not(OFFICER, second) == (Reason.PREDECESSOR_OPEN,)
        story.shows("M1")
        story.submits("M2")
        assert story.file.milestone("M2").state is MilestoneState.SUBMITTED

    def test_does_not_count_from_before_the_last_move(self) -> None:
        story = half_ripe()
        earlier = date(2025, 6, 1)
        assert story.why_not(OFFICER, SUBMIT_M1, on=earlier) == (Reason.DAY_BEFORE_LAST_MOVE,)


class TestReturning:
    def test_gives_the_milestone_back_with_a_reason(self, submitted: Story) -> None:
        assert submitted.why_not(ASSESSOR, RETURN_M1) == (Reason.REASON_MISSING,)
        submitted.does(ASSESSOR, RETURN_M1, "The report is unreadable")
        milestone = submitted.file.milestone("M1")
        assert milestone.state is MilestoneState.PLANNED
        assert milestone.played == (
            f"recorded evidence:{OFFICER.code}",
            f"assessed:{ASSESSOR.code}",
        )
        submitted.submits("M1")


class TestAssessing:
    @pytest.mark.parametrize(
        ("judgements", "level", "state", "share"),
        [
            ((says("YIELD", MET), says("DEFECTS", MET)), 5, MilestoneState.MET, "1"),
            ((says("YIELD", MET), says("DEFECTS", MET)), 4, MilestoneState.PARTLY_MET, "1"),
            ((says("YIELD", MET), says("DEFECTS", NOT_MET)), 5, MilestoneState.PARTLY_MET, "1/2"),
            (
                (says("YIELD", PARTLY, Fraction(1, 2)), says("DEFECTS", MET)),
                5,
                MilestoneState.PARTLY_MET,
                "3/4",
            ),
            (
                (says("YIELD", PARTLY, Fraction(1, 3)), says("DEFECTS", NOT_MET)),
                4,
                MilestoneState.PARTLY_MET,
                "1/6",
            ),
            ((says("YIELD", NOT_MET), says("DEFECTS", NOT_MET)), 5, MilestoneState.NOT_MET, "0"),
            ((says("YIELD", NOT_MET), says("DEFECTS", NOT_MET)), 4, MilestoneState.NOT_MET, "0"),
        ],
        ids=[
            "all",
            "all, level short",
            "one of two",
            "half and one",
            "a third",
            "none",
            "none, low",
        ],
    )
    def test_finds_by_arithmetic(
        self,
        submitted: Story,
        judgements: tuple[CriterionJudged, ...],
        level: int,
        state: MilestoneState,
        share: str,
    ) -> None:
        submitted.does(ASSESSOR, judged(*judgements, level=level))
        milestone = submitted.file.milestone("M1")
        assert milestone.state is state
        assert milestone.share_met == Fraction(share)
        assert milestone.level_reached == submitted.file.element("NODE").current_level == level

    def test_is_one_change_of_which_all_but_the_first_step_follows(self, submitted: Story) -> None:
        change = submitted.does(ASSESSOR, submitted.assessment("M1"))
        assert [(s.act, s.before, s.after) for s in change.steps] == [
            (Act.ASSESS, MilestoneState.SUBMITTED, MilestoneState.ASSESSED),
            (Act.FIND_MET, MilestoneState.ASSESSED, MilestoneState.MET),
            (Act.OPEN_GATE, None, StageGateState.OPEN),
            (Act.PASS_GATE, StageGateState.OPEN, StageGateState.PASSED),
        ]
        assert submitted.file.assessments[0].evidence == ("E1",)
        assert submitted.file.assessments[0].assessed_by == ASSESSOR.code

    @pytest.mark.parametrize(
        "judgements",
        [
            (says("YIELD", MET),),
            (says("YIELD", MET), says("DEFECTS", MET), says("SPEED", MET)),
            (says("YIELD", MET), says("YIELD", MET), says("DEFECTS", MET)),
        ],
        ids=["one missing", "one unknown", "one repeated"],
    )
    def test_judges_every_criterion_once_and_no_other(
        self, submitted: Story, judgements: tuple[CriterionJudged, ...]
    ) -> None:
        assert submitted.why_not(ASSESSOR, judged(*judgements)) == (Reason.CRITERIA_UNJUDGED,)

    @pytest.mark.parametrize(
        ("yield_", "defects"),
        [
            (says("YIELD", MET, measured="60"), says("DEFECTS", MET, measured="5")),
            (says("YIELD", MET, measured="60.1"), says("DEFECTS", MET, measured="4.9")),
            (says("YIELD", NOT_MET, measured="59.9"), says("DEFECTS", NOT_MET, measured="5.1")),
            (
                says("YIELD", PARTLY, measured="59.9"),
                says("DEFECTS", PARTLY, Fraction(1, 3), measured="6"),
            ),
        ],
        ids=["on target", "better", "worse", "partly"],
    )
    def test_agrees_with_what_was_measured(
        self, submitted: Story, yield_: CriterionJudged, defects: CriterionJudged
    ) -> None:
        submitted.does(ASSESSOR, judged(yield_, defects))
        assert [j.measured for j in submitted.file.judgements] == [
            yield_.measured,
            defects.measured,
        ]

    @pytest.mark.parametrize(
        ("yield_", "defects"),
        [
            (says("YIELD", MET, measured="59.9"), says("DEFECTS", MET)),
            (says("YIELD", NOT_MET, measured="60"), says("DEFECTS", MET)),
            (says("YIELD", PARTLY, measured="60"), says("DEFECTS", MET)),
            (says("YIELD", PARTLY, measured="0"), says("DEFECTS", MET)),
            (says("YIELD", PARTLY, Fraction(1, 2), measured="-1"), says("DEFECTS", MET)),
            (says("YIELD", MET), says("DEFECTS", MET, measured="5.1")),
            (says("YIELD", MET), says("DEFECTS", NOT_MET, measured="5")),
        ],
    )
    def test_never_contradicts_what_was_measured(
        self, submitted: Story, yield_: CriterionJudged, defects: CriterionJudged
    ) -> None:
        assert submitted.why_not(ASSESSOR, judged(yield_, defects)) == (
            Reason.VERDICT_CONTRADICTS_MEASURE,
        )

    def test_takes_the_share_from_the_measure(self, submitted: Story) -> None:
        submitted.does(ASSESSOR, judged(says("YIELD", PARTLY, measured="45"), says("DEFECTS", MET)))
        assert [j.share for j in submitted.file.judgements] == [Fraction(3, 4), 1]
        assert submitted.file.milestone("M1").share_met == Fraction(7, 8)

    def test_counts_the_measure_from_where_it_stood_at_the_start(self, submitted: Story) -> None:
        defects = submitted.file.criteria_of("M1")[1]
        begun = replace(defects, baseline=Decimal(25))
        submitted.file = submitted.file.with_records((begun,))
        said = says("DEFECTS", PARTLY, measured="10")
        submitted.does(ASSESSOR, judged(says("YIELD", MET), said))
        assert submitted.file.judgements[1].share == Fraction(3, 4)

    @pytest.mark.parametrize("baseline", ["5", "4.9", "NaN"])
    def test_never_starts_where_the_target_is_reached(self, baseline: str) -> None:
        defects = Story().file.criteria_of("M1")[1]
        with pytest.raises(Invalid) as caught:
            replace(defects, baseline=Decimal(baseline))
        assert caught.value.field == "baseline"

    def test_lets_a_share_that_is_stated_stand_beside_the_measure(self, submitted: Story) -> None:
        said = says("YIELD", PARTLY, Fraction(1, 3), measured="45")
        submitted.does(ASSESSOR, judged(said, says("DEFECTS", MET)))
        assert submitted.file.judgements[0].share == Fraction(1, 3)

    @pytest.mark.parametrize(
        "said",
        [says("DEFECTS", PARTLY), says("DEFECTS", PARTLY, measured="6")],
        ids=["nothing measured", "no start to count from"],
    )
    def test_never_guesses_a_share(self, submitted: Story, said: CriterionJudged) -> None:
        refusal = submitted.refusal(ASSESSOR, judged(says("YIELD", MET), said))
        (found,) = refusal.obstacles
        assert found.reason is Reason.SHARE_UNSTATED
        assert found.facts["criterion"] == "DEFECTS"

    def test_says_nothing_of_a_measure_for_a_criterion_that_is_not_there(
        self, submitted: Story
    ) -> None:
        strange = says("SPEED", MET, measured="1")
        request = judged(says("YIELD", MET), says("DEFECTS", MET), strange)
        assert submitted.why_not(ASSESSOR, request) == (Reason.CRITERIA_UNJUDGED,)

    def test_skips_no_level(self, submitted: Story) -> None:
        assert submitted.why_not(ASSESSOR, submitted.assessment("M1", level=6)) == (
            Reason.LEVEL_SKIPPED,
        )

    @pytest.mark.parametrize("level", [-1, 10])
    def test_finds_a_level_of_the_scale(self, submitted: Story, level: int) -> None:
        assert submitted.why_not(ASSESSOR, submitted.assessment("M1", level=level)) == (
            Reason.LEVEL_NOT_ON_SCALE,
        )

    def test_never_lowers_the_element(self) -> None:
        story = ripe()
        story.hands_in("M2")
        story.submits("M2")
        story.does(ASSESSOR, story.assessment("M2", PARTLY, level=4))
        assert story.file.milestone("M2").level_reached == 4
        assert story.file.element("NODE").current_level == 5

    def test_is_refused_before_submission(self) -> None:
        story = Story()
        story.hands_in("M1")
        assert story.why_not(ASSESSOR, story.assessment("M1")) == (Reason.MOVE_IMPOSSIBLE,)

    def test_needs_a_written_summary(self, submitted: Story) -> None:
        request = judged(says("YIELD", MET), says("DEFECTS", MET), summary=" ")
        with pytest.raises(Invalid) as caught:
            submitted.does(ASSESSOR, request)
        assert caught.value.field == "summary"

    @pytest.mark.parametrize(
        "said",
        [
            says("YIELD", MET, Fraction(1, 2)),
            says("YIELD", NOT_MET, Fraction(1, 2)),
            says("YIELD", PARTLY, Fraction(0)),
            says("YIELD", PARTLY, Fraction(1)),
        ],
        ids=["met by half", "not met by half", "partly by nothing", "partly by all"],
    )
    def test_gives_a_share_that_fits_the_verdict(
        self, submitted: Story, said: CriterionJudged
    ) -> None:
        with pytest.raises(Invalid) as caught:
            submitted.does(ASSESSOR, judged(said, says("DEFECTS", MET)))
        assert caught.value.field == "share"

    @pytest.mark.parametrize("measured", ["NaN", "Infinity"])
    def test_measures_with_numbers(self, measured: str) -> None:
        with pytest.raises(Invalid) as caught:
            says("YIELD", MET, measured=measured)
        assert caught.value.field == "measured"


def test_a_milestone_not_met_is_shown_again_and_met() -> None:
    story = Story()
    story.shows("M1", NOT_MET, NOT_MET, level=4)
    assert story.file.milestone("M1").state is MilestoneState.NOT_MET
    story.day = date(2025, 8, 1)
    story.shows("M1")
    milestone = story.file.milestone("M1")
    assert (milestone.state, milestone.moved_on) == (MilestoneState.MET, story.day)
    assert [a.code for a in story.file.assessments_of("M1")] == ["A1", "A2"]


def test_a_request_for_evidence_is_compared_by_value() -> None:
    story = Story()
    request: RecordEvidence = story.evidence("M1")
    assert hash(request) == hash(replace(request))
    assert request == replace(request)

"""Screenings: asked for by an officer, decided by the council; a veto is lifted, never outrun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.payouts import ProposePayout
from portfolio.domain.acts.screenings import (
    ClearScreening,
    ClearWithConditions,
    ExpireScreening,
    LiftVeto,
    RequestScreening,
    VetoScreening,
)
from portfolio.domain.errors import NotFound
from portfolio.domain.gathering import newest_screenings
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.states import ScreeningState
from portfolio.domain.terms import TermName
from tests.domain.builders import (
    AUTHORISER,
    COUNCIL,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    all_rounder,
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from portfolio.domain.people import Person

SECOND_COUNCIL = replace(COUNCIL, code="COUNCIL-2")
ASK = RequestScreening(grant=GRANT)
CLEAR = ClearScreening(grant=GRANT, screening="Q1")
ON_CONDITIONS = ClearWithConditions(grant=GRANT, screening="Q1", conditions="No export of masks")
VETO = VetoScreening(grant=GRANT, screening="Q1")
LIFT = LiftVeto(grant=GRANT, screening="Q1")
EXPIRE = ExpireScreening(grant=GRANT, screening="Q1")
VALID_UNTIL = date(2027, 6, 2)
"""24 months from the day on which the tests clear."""


@pytest.fixture
def asked() -> Story:
    """A story in which the officer has asked for a screening of the grant."""
    story = Story(programme=programme_file(terms={TermName.SCREENING_MONTHS: "24"}))
    story.does(OFFICER, ASK)
    return story


@pytest.fixture
def vetoed(asked: Story) -> Story:
    """A story in which the council has vetoed."""
    asked.does(COUNCIL, VETO, "Owner abroad unknown")
    return asked


def state(story: Story, code: str = "Q1") -> ScreeningState:
    return story.file.screening(code).state


class TestAsking:
    def test_puts_a_pending_screening_on_file(self, asked: Story) -> None:
        screening = asked.file.screening("Q1")
        assert (screening.state, screening.member, screening.requested_by) == (
            ScreeningState.PENDING, None, OFFICER.code,
        )  # fmt: skip
        assert screening.moved_on == DAY

    def test_is_for_grant_officers(self) -> None:
        assert Story().why_not(COUNCIL, ASK) == (Reason.ROLE_MISSING,)

    def test_needs_a_member_that_there_is(self) -> None:
        with pytest.raises(NotFound):
            Story().does(OFFICER, replace(ASK, member="NOBODY"))

    def test_waits_for_what_is_pending_for_the_same_scope(self, asked: Story) -> None:
        refusal = asked.refusal(SECOND_OFFICER, ASK)
        (found,) = refusal.obstacles
        assert found.reason is Reason.SCREENING_UNDER_WAY
        assert (found.facts["screening"], found.facts["state"]) == ("Q1", "pending")

    def test_of_a_member_waits_for_nothing_pending_on_the_grant(self, asked: Story) -> None:
        asked.does(OFFICER, replace(ASK, member="LEAD"))
        assert asked.file.screening("Q2").member == "LEAD"
        assert asked.why_not(OFFICER, replace(ASK, member="LEAD")) == (Reason.SCREENING_UNDER_WAY,)

    def test_never_leads_round_a_veto(self, vetoed: Story) -> None:
        refusal = vetoed.refusal(OFFICER, ASK)
        (found,) = refusal.obstacles
        assert (found.reason, found.facts["state"]) == (Reason.SCREENING_UNDER_WAY, "vetoed")

    def test_is_possible_again_once_one_is_decided(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.does(OFFICER, ASK)
        assert state(asked, "Q2") is ScreeningState.PENDING


class TestDeciding:
    def test_clears_for_the_months_the_terms_give(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        screening = asked.file.screening("Q1")
        assert (screening.state, screening.decided_by) == (ScreeningState.CLEARED, COUNCIL.code)
        assert screening.valid_until == VALID_UNTIL
        assert screening.holds_on(VALID_UNTIL)
        assert not screening.holds_on(VALID_UNTIL + timedelta(days=1))

    def test_counts_from_the_day_it_was_decided(self, asked: Story) -> None:
        asked.day = date(2025, 8, 31)
        asked.does(COUNCIL, CLEAR, on=date(2025, 7, 1))
        assert asked.file.screening("Q1").valid_until == date(2027, 7, 1)

    def test_clears_on_conditions_with_a_reason(self, asked: Story) -> None:
        assert asked.why_not(COUNCIL, ON_CONDITIONS) == (Reason.REASON_MISSING,)
        asked.does(COUNCIL, ON_CONDITIONS, "Masks are listed goods")
        screening = asked.file.screening("Q1")
        assert (screening.state, screening.conditions, screening.valid_until) == (
            ScreeningState.CONDITIONAL, "No export of masks", VALID_UNTIL,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("request_made", "reason"), [(CLEAR, None), (ON_CONDITIONS, "Masks are listed goods")]
    )
    def test_needs_terms_that_say_for_how_long(
        self, request_made: ClearScreening | ClearWithConditions, reason: str | None
    ) -> None:
        story = Story()
        story.does(OFFICER, ASK)
        refusal = story.refusal(COUNCIL, request_made, reason)
        (found,) = refusal.obstacles
        assert found.reason is Reason.TERM_MISSING
        assert found.facts["term"] == TermName.SCREENING_MONTHS.value

    @pytest.mark.parametrize("who", [SECOND_OFFICER, AUTHORISER], ids=lambda p: str(p.code))
    def test_is_for_the_council(self, asked: Story, who: Person) -> None:
        assert asked.why_not(who, CLEAR) == (Reason.ROLE_MISSING,)
        assert asked.why_not(who, VETO, "Owner abroad unknown") == (Reason.ROLE_MISSING,)

    def test_is_never_for_who_asked(self) -> None:
        story = Story(programme=programme_file(terms={TermName.SCREENING_MONTHS: "24"}))
        everybody = all_rounder("EVERYBODY")
        story.does(everybody, ASK)
        assert story.why_not(everybody, CLEAR) == (Reason.DUTIES_COLLIDE,)
        assert story.why_not(everybody, VETO, "Owner abroad unknown") == (Reason.DUTIES_COLLIDE,)

    def test_is_done_once(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        assert asked.why_not(SECOND_COUNCIL, CLEAR) == (Reason.MOVE_IMPOSSIBLE,)


class TestVeto:
    def test_says_why_and_holds_every_payout(self) -> None:
        story = ripe(programme_file(terms={TermName.SCREENING_MONTHS: "24"}))
        story.does(OFFICER, ASK)
        story.does(COUNCIL, VETO, "Owner abroad unknown")
        screening = story.file.screening("Q1")
        assert (screening.state, screening.conditions, screening.valid_until) == (
            ScreeningState.VETOED, "Owner abroad unknown", None,
        )  # fmt: skip
        proposal = ProposePayout(grant=GRANT, instalment="I1")
        assert story.why_not(OFFICER, proposal) == (Reason.SCREENING_VETOED,)
        story.does(SECOND_COUNCIL, LIFT, "Owner known")
        assert story.proposes("I1").amount_minor == 1_000_000

    def test_needs_a_reason(self, asked: Story) -> None:
        assert asked.why_not(COUNCIL, VETO) == (Reason.REASON_MISSING,)

    def test_strikes_what_was_cleared_before(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.does(SECOND_COUNCIL, VETO, "Owner abroad unknown")
        screening = asked.file.screening("Q1")
        assert (screening.state, screening.valid_until) == (ScreeningState.VETOED, None)
        assert not screening.holds_on(DAY)

    def test_is_lifted_by_another_of_the_council_with_a_reason(self, vetoed: Story) -> None:
        assert vetoed.why_not(COUNCIL, LIFT, "Owner known") == (Reason.DUTIES_COLLIDE,)
        assert vetoed.why_not(SECOND_COUNCIL, LIFT) == (Reason.REASON_MISSING,)
        vetoed.does(SECOND_COUNCIL, LIFT, "Owner known")
        screening = vetoed.file.screening("Q1")
        assert (screening.state, screening.conditions, screening.valid_until) == (
            ScreeningState.CLEARED, None, VALID_UNTIL,
        )  # fmt: skip

    def test_is_never_outrun_by_another_screening_of_the_same_scope(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.does(OFFICER, ASK)
        asked.does(COUNCIL, VETO, "Owner abroad unknown")
        asked.does(SECOND_COUNCIL, replace(CLEAR, screening="Q2"))
        assert newest_screenings(asked.file) == (asked.file.screening("Q1"),)

    def test_on_an_older_screening_counts_before_a_newer_clearance(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.does(OFFICER, ASK)
        asked.does(COUNCIL, replace(CLEAR, screening="Q2"))
        asked.does(SECOND_COUNCIL, VETO, "Owner abroad unknown")
        assert newest_screenings(asked.file) == (asked.file.screening("Q1"),)


class TestTheOneThatCounts:
    def test_is_the_older_one_until_the_newer_is_decided(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.day = date(2025, 7, 1)
        asked.does(OFFICER, ASK)
        assert newest_screenings(asked.file) == (asked.file.screening("Q1"),)
        asked.does(COUNCIL, replace(CLEAR, screening="Q2"))
        assert newest_screenings(asked.file) == (asked.file.screening("Q2"),)

    def test_is_one_for_the_grant_and_one_for_each_member(self, asked: Story) -> None:
        asked.does(OFFICER, replace(ASK, member="LEAD"))
        assert newest_screenings(asked.file) == asked.file.screenings


class TestExpiry:
    def test_is_recorded_once_the_last_day_is_over(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.day = VALID_UNTIL
        assert asked.why_not(OFFICER, EXPIRE) == (Reason.DEADLINE_NOT_OVER,)
        asked.day = VALID_UNTIL + timedelta(days=1)
        asked.does(OFFICER, EXPIRE)
        assert state(asked) is ScreeningState.EXPIRED

    def test_is_nothing_for_what_is_pending(self, asked: Story) -> None:
        assert asked.why_not(OFFICER, EXPIRE) == (Reason.MOVE_IMPOSSIBLE,)

    def test_leaves_the_council_its_veto(self, asked: Story) -> None:
        asked.does(COUNCIL, CLEAR)
        asked.day = VALID_UNTIL + timedelta(days=1)
        asked.does(OFFICER, EXPIRE)
        asked.does(COUNCIL, VETO, "Owner abroad unknown")
        assert state(asked) is ScreeningState.VETOED


def test_a_yes_says_what_it_rests_on(asked: Story) -> None:
    asked.does(COUNCIL, CLEAR)
    (step,) = asked.changes[-1].steps
    found = {f.reason: f for f in step.findings}
    assert found[Reason.TERM_IN_FORCE].facts["value"] == "24"
    assert {f.effect for f in step.findings} == {Effect.SATISFIES}

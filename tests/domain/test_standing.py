"""Where a grant stands, and who is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import CancelPayout, RecordFailure
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName
from portfolio.domain.standing import (
    CommitmentStanding,
    GrantStanding,
    InstalmentStanding,
    budget_by_year,
    grant_standing,
)
from portfolio.domain.states import HoldState, MilestoneState
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import WAITS, WAITS_WHEN_DUE, Wait
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    Story,
    programme_file,
    ripe,
)


def standing(story: Story) -> GrantStanding:
    return grant_standing(story.file, story.programme.programme)


def first(story: Story) -> InstalmentStanding:
    return standing(story).instalments[0]


def test_a_new_grant_has_everything_before_it() -> None:
    found = standing(Story())
    assert (found.award_minor, found.confirmed_minor, found.paid_minor, found.payable_minor) == (
        3_000_000, 0, 0, 0,
    )  # fmt: skip
    assert (found.readiness, found.milestones_met, found.milestones) == (4, 0, 2)
    assert (found.verified_persons, found.promised_persons) == (0, 80)
    assert (found.next_due_on, found.held) == (date(2025, 9, 30), False)
    assert found.instalments[0] == InstalmentStanding(
        code="I1", confirmed_minor=0, paid_minor=0, earned_minor=0, payable_minor=0,
        payable_since=None, gate_due_on=date(2025, 9, 30), held=False,
    )  # fmt: skip


def test_a_ripe_instalment_is_payable_since_the_day_its_last_condition_fell_into_place() -> None:
    story = Story()
    story.shows("M1")
    story.day = DAY + timedelta(days=8)
    story.trains(60)
    assert first(story) == InstalmentStanding(
        code="I1", confirmed_minor=0, paid_minor=0, earned_minor=1_000_000,
        payable_minor=1_000_000, payable_since=story.day, gate_due_on=None, held=False,
    )  # fmt: skip
    found = standing(story)
    assert (found.payable_minor, found.milestones_met, found.readiness) == (1_000_000, 1, 5)
    assert found.next_due_on == date(2026, 9, 30)


def test_what_comes_after_the_last_condition_moves_no_day() -> None:
    story = ripe()
    story.day = DAY + timedelta(days=8)
    story.trains(61)
    assert first(story).payable_since == DAY


def test_part_paid_money_is_confirmed_paid_and_no_longer_payable() -> None:
    story = ripe()
    story.pays("I1", 400_000)
    story.proposes("I1", 100_000)
    story.confirms("P2")
    found = first(story)
    assert (found.confirmed_minor, found.paid_minor) == (500_000, 400_000)
    assert (found.earned_minor, found.payable_minor) == (1_000_000, 500_000)
    assert standing(story).confirmed_minor == 500_000


def test_a_held_instalment_is_earned_and_not_payable() -> None:
    story = ripe()
    story.does(AUTHORISER, PlaceHold(grant=GRANT, instalment="I1"), "Site visit due")
    found = first(story)
    assert (found.earned_minor, found.payable_minor, found.held) == (1_000_000, 0, True)
    assert found.payable_since is None
    assert standing(story).held
    assert not standing(story).instalments[1].held


def test_money_earned_does_not_wait_for_an_appropriation() -> None:
    assert first(ripe(programme_file(budgets={}))).payable_minor == 1_000_000


def test_a_shortfall_of_engineers_leaves_the_gate_open() -> None:
    story = ripe(programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL), trained=45)
    found = first(story)
    assert (found.payable_minor, found.gate_due_on) == (750_000, date(2026, 3, 31))


def test_a_level_short_leaves_the_gate_open() -> None:
    story = Story()
    story.shows("M1", Verdict.MET, Verdict.MET, level=4)
    story.trains(60)
    assert first(story).gate_due_on == date(2025, 9, 30)
    all_met = replace(story.file.milestone("M1"), state=MilestoneState.MET)
    story.file = story.file.with_records((all_met,))
    assert first(story).gate_due_on == date(2025, 9, 30)


def test_a_milestone_entered_as_moved_has_no_day_of_its_own() -> None:
    story = ripe()
    undated = replace(story.file.milestone("M1"), moved_on=None)
    story.file = story.file.with_records((undated,))
    assert first(story).payable_since == DAY


def test_reported_and_verified_persons_are_counted_apart() -> None:
    story = Story()
    story.trains(45)
    story.does(OFFICER, story.training(60))
    assert standing(story).commitments == (
        CommitmentStanding(code="C1", verified_persons=45, reported_persons=60),
        CommitmentStanding(code="C2", verified_persons=0, reported_persons=0),
    )


def test_a_year_is_charged_with_what_binds_and_with_what_was_paid() -> None:
    story = ripe()
    story.pays("I1", 300_000)
    story.pays("I1", 200_000)
    story.proposes("I1", 100_000)
    assert budget_by_year(story.file) == {2025: (500_000, 500_000)}
    story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), "Account closed")
    assert budget_by_year(story.file) == {2025: (500_000, 300_000)}
    story.confirms("P3")
    story.does(AUTHORISER, CancelPayout(grant=GRANT, payout="P3"), "Reviewed")
    assert budget_by_year(story.file) == {2025: (500_000, 300_000)}


def test_everything_that_waits_waits_for_a_role() -> None:
    waited = {(w.kind, w.state, w.act): w.role for w in (*WAITS, *WAITS_WHEN_DUE)}
    assert len(waited) == len(WAITS) + len(WAITS_WHEN_DUE)
    assert set(waited.values()) == {
        Role.ASSESSOR, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER, Role.GRANT_OFFICER,
    }  # fmt: skip


def test_nothing_waits_for_a_move_there_is_not() -> None:
    with pytest.raises(LookupError):
        _ = Wait("hold", HoldState.LIFTED, Act.LIFT).role

"""Holds: a reasoned stop, lifted by another person in the role it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.errors import Invalid, NotFound, Refused
from portfolio.domain.people import Person, Role
from portfolio.domain.reason import Reason
from portfolio.domain.states import HoldState
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    person,
)

PLACE = PlaceHold(grant=GRANT)
LIFT = LiftHold(grant=GRANT, hold="H1")


@pytest.fixture
def held() -> Story:
    story = Story()
    story.does(OFFICER, PLACE, "Site visit due")
    return story


def test_a_hold_stands_on_all_instalments_with_who_why_and_who_may_lift_it(held: Story) -> None:
    hold = held.file.hold("H1")
    assert (hold.state, hold.reason, hold.placed_on) == (HoldState.PLACED, "Site visit due", DAY)
    assert (hold.placed_by, hold.may_lift) == (OFFICER.code, Role.AUTHORISING_OFFICER)
    assert held.file.holds_on("I1") == held.file.holds_on("I2") == (hold,)


def test_a_hold_on_one_instalment_stands_on_that_alone() -> None:
    story = Story()
    story.does(OFFICER, replace(PLACE, instalment="I2"), "Site visit due")
    assert story.file.holds_on("I1") == ()
    assert story.file.holds_on("I2") == story.file.holds


def test_a_hold_on_an_instalment_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        Story().does(OFFICER, replace(PLACE, instalment="I9"), "Site visit due")


@pytest.mark.parametrize("who", [OFFICER, AUTHORISER, ACCOUNTANT], ids=lambda p: str(p.code))
def test_whoever_works_on_payouts_may_place_one(who: Person) -> None:
    story = Story()
    story.does(who, PLACE, "Site visit due")
    assert story.file.hold("H1").placed_by == who.code


def test_an_assessor_may_not() -> None:
    assert Story().why_not(ASSESSOR, PLACE, "Site visit due") == (Reason.ROLE_MISSING,)


def test_neither_placing_nor_lifting_goes_without_a_reason(held: Story) -> None:
    assert held.why_not(OFFICER, PLACE) == (Reason.REASON_MISSING,)
    assert held.why_not(AUTHORISER, LIFT) == (Reason.REASON_MISSING,)


def test_the_role_named_on_the_hold_lifts_it(held: Story) -> None:
    held.does(AUTHORISER, LIFT, "Visited")
    hold = held.file.hold("H1")
    assert (hold.state, hold.lifted_by) == (HoldState.LIFTED, AUTHORISER.code)
    assert held.file.holds_on("I1") == ()


@pytest.mark.parametrize("who", [SECOND_OFFICER, ACCOUNTANT], ids=lambda p: str(p.code))
def test_no_other_role_lifts_it(held: Story, who: Person) -> None:
    assert held.why_not(who, LIFT, "Visited") == (Reason.ROLE_MISSING,)


def test_who_placed_it_never_lifts_it() -> None:
    story = Story()
    story.does(AUTHORISER, PLACE, "Site visit due")
    assert story.why_not(AUTHORISER, LIFT, "Visited") == (Reason.DUTIES_COLLIDE,)
    second = replace(AUTHORISER, code="AUTHORISER-2")
    story.does(second, LIFT, "Visited")
    assert story.file.hold("H1").state is HoldState.LIFTED


def test_it_is_not_lifted_from_before_it_was_placed(held: Story) -> None:
    assert held.why_not(AUTHORISER, LIFT, "Visited", on=date(2025, 6, 1)) == (
        Reason.DAY_BEFORE_LAST_MOVE,
    )


@pytest.mark.parametrize(
    "role", [Role.ASSESSOR, Role.BUDGET_REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_a_hold_never_gives_the_lifting_to_a_role_the_table_does_not_know(role: Role) -> None:
    story = Story()

    def places_and_lifts() -> None:
        story.does(OFFICER, replace(PLACE, may_lift=role), "Site visit due")
        story.does(person("SOMEBODY", role), LIFT, "Visited")

    with pytest.raises((Refused, Invalid)):
        places_and_lifts()

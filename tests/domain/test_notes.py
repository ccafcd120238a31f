"""Notes: written by anybody with a role, read for ever, counted by no rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.notes import WriteNote
from portfolio.domain.errors import NotFound
from portfolio.domain.people import Person, Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import DUTY_OF_ACT
from portfolio.domain.standing import last_day
from portfolio.domain.states import GrantState
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda
from tests.domain.builders import ADMINISTRATOR, DAY, GRANT, OFFICER, Story, person
from tests.domain.everything import CODES, everything

NOTE = WriteNote(grant=GRANT)
SAYS = "The lead was asked for the audit letter"
WRITERS = [person(f"WRITER-{n}", role) for n, role in enumerate(Role) if role != "administrator"]


@pytest.mark.parametrize("who", WRITERS, ids=lambda p: str(p.roles[0]))
def test_anybody_with_a_role_writes_one_in_that_role(who: Person) -> None:
    (step,) = Story().does(who, NOTE, SAYS).steps
    assert (step.act, step.subject, step.role) == (Act.NOTE, GRANT, who.roles[0])


def test_an_administrator_and_somebody_without_a_role_do_not() -> None:
    for who in (ADMINISTRATOR, person("NOBODY")):
        assert Story().why_not(who, NOTE, SAYS) == (Reason.ROLE_MISSING,)


def test_it_leaves_nothing_but_its_entry() -> None:
    story = everything()
    before = story.file, agenda(story.file, story.programme), last_day(story.file)
    change = story.does(OFFICER, NOTE, SAYS)
    assert (change.records, change.occasion.reason) == ((), SAYS)
    assert (story.file, agenda(story.file, story.programme), last_day(story.file)) == before


def test_it_is_no_duty_and_bars_nobody() -> None:
    assert Act.NOTE not in DUTY_OF_ACT
    assert Act.ASSIGN not in DUTY_OF_ACT


@pytest.mark.parametrize("code", [code for kind, code in CODES.items() if kind != "grant"])
def test_it_is_written_on_whatever_is_in_the_grant(code: str) -> None:
    (step,) = everything().does(OFFICER, replace(NOTE, subject=code), SAYS).steps
    assert step.subject == f"{GRANT}/{code}"


@pytest.mark.parametrize("code", ["NODE", "LEAD", "I2", "C1"])
def test_it_is_written_on_parts_of_the_plan_too(code: str) -> None:
    (step,) = Story().does(OFFICER, replace(NOTE, subject=code), SAYS).steps
    assert step.subject == f"{GRANT}/{code}"


def test_on_what_is_not_there_it_is_not_written_and_what_is_like_it_is_named() -> None:
    with pytest.raises(NotFound) as caught:
        Story().does(OFFICER, replace(NOTE, subject="M9"), SAYS)
    assert caught.value.code == f"{GRANT}/M9"
    assert {"M1", "M2"} <= set(caught.value.near)


@pytest.mark.parametrize("says", [None, "", "  "])
def test_an_empty_one_is_refused(says: str | None) -> None:
    assert Story().why_not(OFFICER, NOTE, says) == (Reason.REASON_MISSING,)


def test_it_counts_from_no_day_to_come() -> None:
    assert Story().why_not(OFFICER, NOTE, SAYS, on=DAY + timedelta(days=1)) == (
        Reason.DAY_IN_FUTURE,
    )


def test_a_closed_grant_takes_notes_and_nothing_else_new() -> None:
    story = Story()
    closed = replace(story.file.grant, state=GrantState.CLOSED)
    story.file = story.file.with_records((closed,))
    story.does(person("AUDITOR", Role.AUDITOR), NOTE, SAYS)
    assert story.why_not(OFFICER, PlaceHold(grant=GRANT), SAYS) == (Reason.GRANT_CLOSED,)

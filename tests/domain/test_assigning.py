"""Who handles a grant in a role: it says whom the queue waits for, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.assigning import AssignGrant, why_not_to
from portfolio.domain.assignment import Assignment
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.people import ROLES_ON_MONEY, PeopleFile, Person, Role
from portfolio.domain.reason import Reason
from portfolio.domain.standing import last_day
from portfolio.domain.states import GrantState
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda
from tests.domain.builders import (
    ADMINISTRATOR,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    PEOPLE,
    Story,
    person,
    ripe,
)
from tests.domain.everything import everything

if TYPE_CHECKING:
    from portfolio.domain.finding import Finding
    from portfolio.domain.waiting import Waiting

SECOND_ASSESSOR = person("ASSESSOR-2", Role.ASSESSOR)
AUDITOR = person("AUDITOR", Role.AUDITOR)
KNOWN = PeopleFile((*PEOPLE, SECOND_ASSESSOR, AUDITOR))
TAKE = AssignGrant(grant=GRANT, role=Role.ASSESSOR, person=ASSESSOR.code)
GIVE_BACK = replace(TAKE, person=None)


def among_people(story: Story | None = None) -> Story:
    """Return a story in which everybody is known."""
    story = story or Story()
    story.programme = replace(story.programme, people=KNOWN)
    return story


@pytest.fixture
def taken() -> Story:
    story = among_people()
    story.does(ASSESSOR, TAKE)
    return story


def test_whoever_holds_the_role_takes_the_grant_themselves(taken: Story) -> None:
    assert taken.file.assignments == (
        Assignment(
            grant=GRANT, role=Role.ASSESSOR, person=ASSESSOR.code, assigned_by=ASSESSOR.code,
            assigned_on=DAY,
        ),
    )  # fmt: skip
    assert taken.changes[-1].steps[0].role is Role.ASSESSOR
    assert taken.file.handler(Role.ASSESSOR) == ASSESSOR.code
    assert taken.file.handler(Role.GRANT_OFFICER) is None


def test_another_who_holds_it_takes_it_over_and_gives_it_back(taken: Story) -> None:
    taken.does(SECOND_ASSESSOR, replace(TAKE, person=SECOND_ASSESSOR.code))
    assert taken.file.handler(Role.ASSESSOR) == SECOND_ASSESSOR.code
    taken.does(SECOND_ASSESSOR, GIVE_BACK)
    assert taken.file.handler(Role.ASSESSOR) is None
    assert len(taken.file.assignments) == 1


@pytest.mark.parametrize("who", [OFFICER, ADMINISTRATOR], ids=lambda p: str(p.code))
def test_a_grant_officer_and_an_administrator_assign_anybody_and_take_it_back(who: Person) -> None:
    story = among_people()
    story.does(who, TAKE)
    assert story.changes[-1].steps[0].role is who.roles[0]
    story.does(who, GIVE_BACK)
    assert story.file.handler(Role.ASSESSOR) is None


def test_nobody_else_assigns_another_or_takes_it_from_them(taken: Story) -> None:
    other = replace(TAKE, person=SECOND_ASSESSOR.code)
    assert taken.why_not(ASSESSOR, other) == (Reason.ROLE_MISSING,)
    assert taken.why_not(SECOND_ASSESSOR, GIVE_BACK) == (Reason.ROLE_MISSING,)


def test_who_lacks_the_role_is_assigned_by_nobody_whatever_else_they_hold(taken: Story) -> None:
    lacks = replace(TAKE, person=OFFICER.code)
    for who in (OFFICER, ADMINISTRATOR):
        refusal = taken.refusal(who, lacks)
        (found,) = refusal.obstacles
        assert found.reason is Reason.ASSIGNEE_LACKS_ROLE
        assert (found.facts["person"], found.facts["holds"]) == (OFFICER.code, "grant officer")
    assert taken.why_not(AUDITOR, replace(TAKE, person=AUDITOR.code)) == (
        Reason.ROLE_MISSING, Reason.ASSIGNEE_LACKS_ROLE,
    )  # fmt: skip


def test_somebody_without_any_role_is_told_so() -> None:
    story = among_people()
    nobody = person("NOBODY")
    story.programme = replace(story.programme, people=PeopleFile((nobody,)))
    (found,) = story.refusal(OFFICER, replace(TAKE, person="NOBODY")).obstacles
    assert found.facts["holds"] == "no role"


def test_somebody_unknown_is_not_found_and_who_is_like_them_is_named() -> None:
    with pytest.raises(NotFound) as caught:
        among_people().does(OFFICER, replace(TAKE, person="ASSESSOR-9"))
    assert SECOND_ASSESSOR.code in caught.value.near


def test_what_is_so_already_is_refused(taken: Story) -> None:
    assert taken.why_not(OFFICER, TAKE) == (Reason.ASSIGNED_ALREADY,)
    taken.does(OFFICER, GIVE_BACK)
    assert taken.why_not(OFFICER, GIVE_BACK) == (Reason.ASSIGNED_ALREADY,)


@pytest.mark.parametrize("role", [role for role in Role if role not in ROLES_ON_MONEY])
def test_in_a_role_for_which_nothing_waits_nobody_handles_a_grant(role: Role) -> None:
    with pytest.raises(Invalid, match="handles no grant"):
        AssignGrant(grant=GRANT, role=role)


def test_a_closed_grant_is_handled_by_nobody_new() -> None:
    story = among_people()
    closed = replace(story.file.grant, state=GrantState.CLOSED)
    story.file = story.file.with_records((closed,))
    assert story.why_not(OFFICER, TAKE) == (Reason.GRANT_CLOSED,)


def test_it_changes_nothing_of_what_waits_or_of_who_may_do_it() -> None:
    before, after = everything(), among_people(everything())
    for who in (ASSESSOR, SECOND_ASSESSOR):
        after.does(OFFICER, replace(TAKE, person=who.code))
    assert agenda(after.file, after.programme) == agenda(before.file, before.programme)
    assert last_day(after.file) == last_day(before.file)
    assert after.changes[-1].steps[0].act is Act.ASSIGN


def waiting_for(story: Story, role: Role) -> tuple[Waiting, ...]:
    return tuple(w for w in agenda(story.file, story.programme) if w.role is role)


def why_not(story: Story, who: Person, role: Role, waits: tuple[Waiting, ...]) -> Finding | None:
    return why_not_to(story.file, story.programme, who, role, waits)


def test_nothing_speaks_against_who_has_the_role_and_had_no_part_in_what_waits() -> None:
    story = ripe()
    story.proposes("I1", 1_000)
    waits = waiting_for(story, Role.AUTHORISING_OFFICER)
    assert waits
    assert why_not(story, AUTHORISER, Role.AUTHORISING_OFFICER, waits) is None
    assert why_not(story, AUTHORISER, Role.AUTHORISING_OFFICER, ()) is None


def test_against_who_lacks_the_role_that_speaks_first() -> None:
    story = ripe()
    found = why_not(story, OFFICER, Role.AUTHORISING_OFFICER, ())
    assert found is not None
    assert found.reason is Reason.ASSIGNEE_LACKS_ROLE


def test_against_who_had_a_part_in_all_that_waits_speaks_that_part() -> None:
    story = ripe()
    story.proposes("I1", 1_000)
    waits = waiting_for(story, Role.AUTHORISING_OFFICER)
    both = replace(OFFICER, roles=(Role.GRANT_OFFICER, Role.AUTHORISING_OFFICER))
    found = why_not(story, both, Role.AUTHORISING_OFFICER, waits)
    assert found is not None
    assert (found.reason, found.facts["person"]) == (Reason.DUTIES_COLLIDE, both.code)
    free = replace(waits[0], barred=())
    assert why_not(story, both, Role.AUTHORISING_OFFICER, (*waits, free)) is None


def test_a_part_in_the_grant_itself_speaks_against_it_too() -> None:
    story = everything()
    for wait in agenda(story.file, story.programme):
        for code in wait.barred:
            found = why_not(story, person(code, wait.role), wait.role, (wait,))
            assert found is not None
            assert (found.reason, found.facts["act"]) == (Reason.DUTIES_COLLIDE, wait.act.value)

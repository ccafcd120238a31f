"""People: entered and changed by an administrator, never by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portfolio.domain.acts.entering import (
    ChangePerson,
    EnterPerson,
    change_person,
    enter_person,
    initialise,
)
from portfolio.domain.charter import Charter, Purpose
from portfolio.domain.errors import Invalid, NotFound, Refused
from portfolio.domain.people import ROLES_ON_MONEY, PeopleFile, Person, Role
from portfolio.domain.reason import Reason
from portfolio.domain.transitions import Act
from tests.domain.builders import ADMINISTRATOR, OFFICER, PEOPLE, occasion, person, reasons

EVERYBODY = PeopleFile(PEOPLE)
NOW = occasion(ADMINISTRATOR)


def entered(who: Person, *, by: Person = ADMINISTRATOR) -> Person:
    change = enter_person(EVERYBODY, occasion(by), EnterPerson(person=who))
    (after,) = change.records
    assert isinstance(after, Person)
    return after


def changed(request: ChangePerson, *, by: Person = ADMINISTRATOR) -> Person:
    (after,) = change_person(EVERYBODY, occasion(by), request).records
    assert isinstance(after, Person)
    return after


def why_not_entered(who: Person, *, by: Person = ADMINISTRATOR) -> tuple[Reason, ...]:
    with pytest.raises(Refused) as caught:
        entered(who, by=by)
    return reasons(caught.value.obstacles)


def why_not_changed(request: ChangePerson, *, by: Person = ADMINISTRATOR) -> tuple[Reason, ...]:
    with pytest.raises(Refused) as caught:
        changed(request, by=by)
    return reasons(caught.value.obstacles)


def test_a_portfolio_begins_with_its_first_administrator_and_what_it_is_for() -> None:
    charter = Charter(purpose=Purpose.RECORD, created_at=NOW.recorded_at)
    change = initialise(ADMINISTRATOR, charter, NOW)
    assert change.stream == "people"
    assert change.records == (ADMINISTRATOR, charter)
    assert [(s.act, s.role) for s in change.steps] == [(Act.INITIALISE, Role.ADMINISTRATOR)]


def test_an_administrator_enters_somebody_new() -> None:
    new = person("OFFICER-3", Role.GRANT_OFFICER)
    assert entered(new) == new


def test_nobody_else_enters_anybody() -> None:
    assert why_not_entered(person("OFFICER-3"), by=OFFICER) == (Reason.ROLE_MISSING,)


def test_somebody_known_is_not_entered_again() -> None:
    assert why_not_entered(OFFICER) == (Reason.PERSON_KNOWN,)


def test_a_login_belongs_to_one_person() -> None:
    second = person("OFFICER-3", Role.GRANT_OFFICER, logins=("officer", "officer-3"))
    assert why_not_entered(second) == (Reason.LOGIN_TAKEN,)


@pytest.mark.parametrize("role", sorted(ROLES_ON_MONEY))
def test_an_administrator_has_no_role_on_money(role: Role) -> None:
    both = person("BOTH", Role.ADMINISTRATOR, role)
    assert why_not_entered(both) == (Reason.ROLES_INCOMPATIBLE,)
    request = ChangePerson(code=OFFICER.code, give_roles=(Role.ADMINISTRATOR, role))
    assert why_not_changed(request) == (Reason.ROLES_INCOMPATIBLE,)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.BUDGET_REVIEWER])
def test_an_administrator_may_look_on(role: Role) -> None:
    assert entered(person("BOTH", Role.ADMINISTRATOR, role)).roles == (role, Role.ADMINISTRATOR)


def test_roles_and_logins_are_given_and_taken() -> None:
    after = changed(
        ChangePerson(
            code=OFFICER.code,
            give_roles=(Role.ASSESSOR, Role.AUDITOR),
            take_roles=(Role.GRANT_OFFICER,),
            give_logins=("tablet", "desk"),
            take_logins=("officer",),
        )
    )
    assert after.roles == (Role.ASSESSOR, Role.AUDITOR)
    assert after.logins == ("desk", "tablet")
    assert after.name == OFFICER.name


def test_what_is_given_twice_is_had_once() -> None:
    request = ChangePerson(
        code=OFFICER.code, give_roles=(Role.GRANT_OFFICER,), give_logins=("officer",)
    )
    assert changed(request) == OFFICER


def test_nobody_else_changes_anybody() -> None:
    request = ChangePerson(code=OFFICER.code, give_roles=(Role.AUDITOR,))
    assert why_not_changed(request, by=PEOPLE[2]) == (Reason.ROLE_MISSING,)


def test_an_administrator_never_changes_their_own_roles() -> None:
    request = ChangePerson(code=ADMINISTRATOR.code, give_roles=(Role.AUDITOR,))
    assert why_not_changed(request) == (Reason.OWN_ROLES,)


def test_all_that_is_wrong_is_told_at_once() -> None:
    request = ChangePerson(
        code=ADMINISTRATOR.code, give_roles=(Role.ASSESSOR,), give_logins=("officer",)
    )
    assert why_not_changed(request) == (
        Reason.OWN_ROLES,
        Reason.ROLES_INCOMPATIBLE,
        Reason.LOGIN_TAKEN,
    )


def test_somebody_unknown_is_not_found() -> None:
    with pytest.raises(NotFound) as caught:
        changed(ChangePerson(code="NOBODY"))
    assert caught.value.code == "NOBODY"


def test_somebody_is_found_by_code_and_by_each_login() -> None:
    two = replace(OFFICER, logins=("tablet", "desk", "desk"))
    people = PeopleFile((two, ADMINISTRATOR))
    assert two.logins == ("desk", "tablet")
    assert people.by_login("desk") is people.by_login("tablet") is people.by_code(two.code) is two
    assert people.by_login("phone") is None
    assert people.by_code("NOBODY") is None
    assert people.known(two.code) is two


def test_roles_stand_in_one_order_however_they_are_given() -> None:
    assert person("X", Role.AUDITOR, Role.ASSESSOR) == person("X", Role.ASSESSOR, Role.AUDITOR)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"code": "x"}, "person"), ({"name": ""}, "name"), ({"logins": ("\x07",)}, "login")],
    ids=["code", "name", "login"],
)
def test_an_unfit_person_is_invalid(given: dict[str, object], field: str) -> None:
    values = {name: getattr(OFFICER, name) for name in OFFICER.__dataclass_fields__}
    with pytest.raises(Invalid) as caught:
        Person(**{**values, **given})
    assert caught.value.field == field

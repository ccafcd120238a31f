"""Who acts: the person behind the login, never whom the environment or a flag claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.entering import ChangePerson, EnterPerson
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.charter import Purpose
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.people import Person, Role
from portfolio.domain.reason import Reason
from portfolio.services import office as office_module
from portfolio.services.office import (
    MayNotActAs,
    NobodyKnown,
    default_address,
    open_office,
    own_login,
)
from portfolio.services.people import put_person
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from tests.conftest import NOW, make_small

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    make_small(path, Purpose.RECORD)
    return path


def at(path: Path, login: str, acts_as: str | None = None) -> Office:
    return open_office(path, clock=lambda: NOW, login=login, acts_as=acts_as)


def test_the_login_is_read_from_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    before = own_login()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "authorising-officer")
    assert own_login() == before


def test_nobody_acts_as_another_outside_a_demonstration(record: Path) -> None:
    with pytest.raises(MayNotActAs, match="demonstration only"):
        at(record, "tester", "AUTHORISER-1").person()
    with pytest.raises(NobodyKnown, match="belongs to nobody"):
        at(record, "stranger").person()
    assert at(record, "tester").person().code == "ADMIN-1"


def test_an_unknown_person_cannot_be_acted_as(small: Office) -> None:
    with pytest.raises(NotFound, match="NOBODY"):
        small.acting_as("NOBODY").person()


def test_two_logins_of_one_person_are_one_person(record: Path) -> None:
    admin = at(record, "tester")
    put_person(admin, ChangePerson(code="OFFICER-1", give_logins=("office", "home")))
    assert at(record, "office").person() == at(record, "home").person()


def test_only_an_administrator_changes_people_and_never_themselves(record: Path) -> None:
    admin = at(record, "tester")
    with pytest.raises(Refused) as caught:
        put_person(admin, ChangePerson(code="ADMIN-1", give_roles=(Role.GRANT_OFFICER,)))
    assert {f.reason for f in caught.value.obstacles} == {
        Reason.OWN_ROLES, Reason.ROLES_INCOMPATIBLE,
    }  # fmt: skip
    put_person(admin, ChangePerson(code="OFFICER-1", give_logins=("officer",)))
    with pytest.raises(Refused) as caught:
        put_person(at(record, "officer"), EnterPerson(person=Person(code="FRIEND", name="Friend")))
    assert {f.reason for f in caught.value.obstacles} == {Reason.ROLE_MISSING}


def test_a_person_entered_can_act_at_once_and_everything_still_follows(record: Path) -> None:
    admin = at(record, "tester")
    new = Person(code="OFFICER-9", name="Officer", roles=(Role.GRANT_OFFICER,), logins=("nine",))
    outcome = put_person(admin, EnterPerson(person=new), command_id="once")
    assert put_person(admin, EnterPerson(person=new), command_id="once").repeated
    assert outcome.subject == "OFFICER-9"
    with pytest.raises(NotFound, match="grant ALPHA"):
        perform(at(record, "nine"), PlaceHold(grant="ALPHA"), reason="x")
    assert verify(admin).sound


def test_the_database_is_where_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", "sqlite:////somewhere/p.db")
    assert default_address() == "sqlite:////somewhere/p.db"
    monkeypatch.delenv("PORTFOLIO_DATABASE_URL")
    assert default_address().endswith("portfolio.db")


def test_a_clock_that_goes_backwards_never_orders_the_journal_backwards(small: Office) -> None:
    first = perform(small, PlaceHold(grant="ALPHA"), reason="One").entries[-1]
    earlier = NOW.replace(year=2025)
    back = open_office(
        small.database.path or "", clock=lambda: earlier, login="tester", acts_as="OFFICER-1"
    )
    second = perform(back, PlaceHold(grant="ALPHA"), reason="Two").entries[-1]
    assert second.recorded_at >= first.recorded_at
    assert verify(small).sound


def test_the_clock_is_utc() -> None:
    assert office_module.utc_now().utcoffset() is not None

"""The queue is what each grant's agenda says, of all grants, as far as its day has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.acts.entering import ChangePerson
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.notes import WriteNote
from portfolio.domain.people import Person, Role
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda
from portfolio.services import browse
from portfolio.services.looking_back import looking_back
from portfolio.services.people import put_person
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from tests.story import PROPOSED, steps, tell

if TYPE_CHECKING:
    from portfolio.domain.people import PeopleFile
    from portfolio.domain.waiting import Waiting
    from portfolio.reports.queue import QueueLine
    from portfolio.services.office import Office


def on(office: Office, year: int, month: int, day: int) -> Office:
    """Return the office at noon in Tokyo on a day."""
    return replace(office, clock=lambda: datetime(year, month, day, 3, tzinfo=UTC))


def test_it_is_what_the_agendas_say_after_every_act(small: Office) -> None:
    for who, request in steps():
        perform(small.acting_as(who), request)
        for grant in ("ALPHA", "BETA"):
            dossier = browse.dossier(small, grant)

            def barred(wait: Waiting, people: PeopleFile = dossier.people) -> tuple[str, ...]:
                return tuple(c for c in wait.barred if wait.role in people.known(c).roles)

            expected = {
                (
                    w.kind,
                    w.code,
                    w.act,
                    w.role,
                    w.since,
                    w.money_minor,
                    w.what,
                    w.what_ja,
                    barred(w),
                )
                for w in agenda(dossier.file, dossier.programme)
                if w.since <= small.today()
            }
            shown = {
                (q.kind, q.code, q.act, q.role, q.since, q.money_minor, q.what, q.what_ja, q.barred)
                for q in browse.queue(small, grant=grant)
            }
            assert shown == expected


def test_what_waits_longest_comes_first(demo: Office) -> None:
    days = [line.since for line in browse.queue(demo)]
    assert len(days) > 10
    assert days == sorted(days)
    assert days[-1] <= demo.today()


def test_a_line_is_seen_from_its_day_on_and_no_act_is_needed(small: Office) -> None:
    """M2 of ALPHA is due on 31 March 2027."""

    def asked(office: Office) -> list[str]:
        lines = browse.queue(office, grant="ALPHA", role=Role.GRANT_OFFICER)
        return [line.code for line in lines if line.act is Act.SUBMIT]

    assert asked(on(small, 2027, 3, 30)) == ["M1"]
    assert asked(on(small, 2027, 3, 31)) == ["M1", "M2"]


@pytest.mark.parametrize("role", [Role.GRANT_OFFICER, Role.ASSESSOR, Role.ACCOUNTING_OFFICER])
def test_a_role_sees_its_own_lines_only(demo: Office, role: Role) -> None:
    every = browse.queue(demo)
    assert browse.queue(demo, role=role) == tuple(q for q in every if q.role is role)


def test_a_hold_stands_under_whoever_may_lift_it(small: Office) -> None:
    perform(small, PlaceHold(grant="BETA", may_lift=Role.ACCOUNTING_OFFICER), reason="Fire")
    (line,) = browse.queue(small, role=Role.ACCOUNTING_OFFICER)
    assert (line.subject, line.act, line.what) == ("BETA/H1", Act.LIFT, "Fire")
    assert (line.programme, line.currency, line.plan_basis) == ("TINY", "JPY", "illustrative")


def test_a_grant_that_waits_is_named_alone(small: Office) -> None:
    line = next(q for q in browse.queue(small, grant="ALPHA") if q.kind == "grant")
    assert (line.subject, line.act, line.since.isoformat()) == ("ALPHA", Act.START, "2026-04-01")
    assert (line.what, line.what_ja) == ("Alpha", "アルファ")


def confirming(office: Office) -> QueueLine:
    """Return the line of ALPHA's proposed payout."""
    (line,) = browse.queue(office, grant="ALPHA", role=Role.AUTHORISING_OFFICER)
    return line


def test_a_line_names_those_with_its_role_whom_their_duties_bar_from_it(small: Office) -> None:
    tell(small, PROPOSED)
    assert confirming(small).barred == ()
    gives = ChangePerson(code="OFFICER-1", give_roles=(Role.AUTHORISING_OFFICER,))
    put_person(small.acting_as("ADMIN-1"), gives)
    assert confirming(small).barred == ("OFFICER-1",)


def test_a_line_names_who_handles_the_grant_in_its_role_and_no_other_role(small: Office) -> None:
    tell(small, PROPOSED)
    assert {q.assigned_to for q in browse.queue(small)} == {None}
    assigned = AssignGrant(grant="ALPHA", role=Role.AUTHORISING_OFFICER, person="AUTHORISER-1")
    perform(small, assigned)
    named = {(q.grant, q.role) for q in browse.queue(small) if q.assigned_to == "AUTHORISER-1"}
    assert named == {("ALPHA", Role.AUTHORISING_OFFICER)}
    perform(small, replace(assigned, person=None))
    assert confirming(small).assigned_to is None


def test_who_has_lost_the_role_handles_no_grant_in_it(small: Office) -> None:
    tell(small, PROPOSED)
    perform(small, AssignGrant(grant="ALPHA", role=Role.AUTHORISING_OFFICER, person="AUTHORISER-1"))
    loses = ChangePerson(code="AUTHORISER-1", take_roles=(Role.AUTHORISING_OFFICER,))
    put_person(small.acting_as("ADMIN-1"), loses)
    assert confirming(small).assigned_to is None


def test_who_is_barred_from_what_waits_does_not_keep_it_from_the_others(small: Office) -> None:
    tell(small, PROPOSED)
    role = Role.AUTHORISING_OFFICER
    put_person(small.acting_as("ADMIN-1"), ChangePerson(code="OFFICER-1", give_roles=(role,)))
    perform(small, AssignGrant(grant="ALPHA", role=role, person="OFFICER-1"))
    line = confirming(small)
    assert line.assigned_to is None
    assert line.waits_for(small.people().known("AUTHORISER-1"))
    assert not line.waits_for(small.people().known("OFFICER-1"))


@pytest.mark.parametrize(
    ("assigned_to", "barred", "role", "is_theirs"),
    [
        (None, (), Role.ASSESSOR, True),
        ("A-1", (), Role.ASSESSOR, True),
        ("A-2", (), Role.ASSESSOR, False),
        (None, ("A-1",), Role.ASSESSOR, False),
        ("A-1", ("A-1",), Role.ASSESSOR, False),
        (None, ("A-2",), Role.ASSESSOR, True),
        (None, (), Role.AUDITOR, False),
    ],
)
def test_a_line_waits_for_whoever_has_its_role_unless_barred_or_another_handles_it(
    small: Office,
    assigned_to: str | None,
    barred: tuple[str, ...],
    role: Role,
    is_theirs: bool,  # noqa: FBT001  # pytest calls by name
) -> None:
    line = browse.queue(small)[0]
    line = replace(line, role=Role.ASSESSOR, assigned_to=assigned_to, barred=barred)
    assert line.waits_for(Person(code="A-1", name="A", roles=(role,))) is is_theirs


def test_a_note_and_an_assignment_leave_a_sound_record_that_can_be_looked_back_at(
    small: Office,
) -> None:
    assigned = AssignGrant(grant="ALPHA", role=Role.ASSESSOR, person="ASSESSOR-1")
    perform(small, assigned)
    perform(small, WriteNote(grant="ALPHA", subject="M1"), reason="Seen on site")
    later = on(small, 2026, 11, 24)
    perform(later, replace(assigned, person=None))
    assert verify(small).sound
    (note,) = (e for e in browse.journal_entries(small, grant="ALPHA") if e.act == Act.NOTE)
    assert (note.subject, note.reason, note.records()) == ("ALPHA/M1", "Seen on site", ())
    perform(later, WriteNote(grant="ALPHA"), reason="Seen again")
    with looking_back(later, date(2026, 11, 23)) as past:
        stood = browse.dossier(past, "ALPHA")
        assert stood.file.handler(Role.ASSESSOR) == "ASSESSOR-1"
        assert stood.notes == (note,)
    assert len(browse.dossier(later, "ALPHA").notes) == 2
    assert browse.dossier(later, "ALPHA").file.handler(Role.ASSESSOR) is None

"""People: who is known, what they are trusted with, which logins are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.acts.entering import (
    ChangePerson,
    EnterPerson,
    change_person,
    enter_person,
)
from portfolio.domain.change import Occasion
from portfolio.domain.period import day_in
from portfolio.domain.rules.duties import the_role_is_held
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act
from portfolio.services.office import AGENCY_ZONE
from portfolio.services.perform import Outcome, carry_out

if TYPE_CHECKING:
    from portfolio.domain.finding import Finding
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Person
    from portfolio.services.office import Office
    from portfolio.store.unit_of_work import UnitOfWork


def put_person(
    office: Office,
    request: EnterPerson | ChangePerson,
    *,
    reason: str | None = None,
    command_id: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Make a person known, or change roles and logins. Administrators only, never for themselves.

    Raises `Refused`, `NotFound`, `Invalid`.
    """

    def act(work: UnitOfWork, person: Person) -> tuple[JournalEntry, ...]:
        moment = work.next_moment(office.clock())
        today = day_in(AGENCY_ZONE, moment)
        occasion = Occasion(
            person=person, recorded_at=moment, today=today, effective_on=today, reason=reason
        )
        if isinstance(request, EnterPerson):
            return work.record(enter_person(work.people(), occasion, request))
        return work.record(change_person(work.people(), occasion, request))

    return carry_out(office, request, act, reason=reason, command_id=command_id, dry_run=dry_run)


def why_not_put(person: Person | None) -> Finding | None:
    """Return what keeps somebody from changing who is known, None where nothing does."""
    act = Act.ENTER_PERSON
    if person is None:
        return None
    found = the_role_is_held(person, act, person.code, ROLES_OF_PLAIN_ACTS[act])
    return found if found.stands_in_the_way else None

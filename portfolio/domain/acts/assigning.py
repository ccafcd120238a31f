"""Assigning: who handles a grant in a role. Gate, roles and duties stay exactly as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import rule_on_plain
from portfolio.domain.assignment import Assignment
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import Invalid
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.journal import grant_stream
from portfolio.domain.people import ROLES_ON_MONEY, Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import the_duties_are_separate
from portfolio.domain.rules.played import played_before
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.people import PeopleFile, Person
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.waiting import Waiting

_FOR_OTHERS = (Role.GRANT_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignGrant:
    """Say who handles a grant in a role; without `person` nobody in particular does any more."""

    grant: str
    role: Role
    person: str | None = None

    def __post_init__(self) -> None:
        """Refuse a role in which nothing on a grant waits for anybody."""
        if self.role not in ROLES_ON_MONEY:
            known = ", ".join(role.value for role in Role if role in ROLES_ON_MONEY)
            raise Invalid("role", self.role.value, "handles no grant", f"use one of {known}")


def assign_grant(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: AssignGrant
) -> Change:
    """Assign a grant: whoever holds the role may take it and give it back themselves.

    For anybody else a grant officer or an administrator does it.
    """
    now = file.handler(request.role)
    own = occasion.person.code == (request.person or now)
    role, findings = rule_on_plain(
        Act.ASSIGN, file.code, occasion,
        roles=tuple(dict.fromkeys((request.role, *_FOR_OTHERS))) if own else _FOR_OTHERS,
        more=(
            _it_is_not_so_already(file, request, now),
            *_the_role_is_theirs(file, programme.people, request),
        ),
    )  # fmt: skip
    assignment = Assignment(
        grant=file.code,
        role=request.role,
        person=request.person,
        assigned_by=occasion.person.code,
        assigned_on=occasion.effective_on,
    )
    step = Step(
        act=Act.ASSIGN, subject=file.code, role=role, findings=findings, records=(assignment,)
    )
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _it_is_not_so_already(file: GrantFile, request: AssignGrant, now: str | None) -> Finding:
    """Somebody else handles the grant in that role by now."""
    differs = request.person != now
    return (satisfies if differs else refuses)(
        Reason.ASSIGNED_TO_ANOTHER if differs else Reason.ASSIGNED_ALREADY, file.code,
        act=Act.ASSIGN.value, role=request.role.value, person=now or "nobody",
    )  # fmt: skip


def why_not_to(
    file: GrantFile, programme: ProgrammeFile, person: Person, role: Role, waits: Sequence[Waiting]
) -> Finding | None:
    """Return why a grant had better not be assigned to a person, None where nothing speaks against.

    They lack the role, or they had a part in all that waits in it: of those the first is said.
    """
    held = _holds(file, person, role)
    if held.stands_in_the_way:
        return held
    if not waits or any(person.code not in wait.barred for wait in waits):
        return None
    act, kind, code = waits[0].act, waits[0].kind, waits[0].code
    subject = f"{file.code}/{code}" if code else file.code
    record = getattr(file, kind)(code) if code else file.grant
    played = played_before(file, programme, act, record)
    return next(the_duties_are_separate(person, act, subject, played))


def _the_role_is_theirs(
    file: GrantFile, people: PeopleFile, request: AssignGrant
) -> Iterator[Finding]:
    """The person who is to handle the grant holds the role. Raises `NotFound` for nobody known."""
    if request.person is not None:
        yield _holds(file, people.known(request.person), request.role)


def _holds(file: GrantFile, person: Person, role: Role) -> Finding:
    held = role in person.roles
    return (satisfies if held else refuses)(
        Reason.ASSIGNEE_HOLDS_ROLE if held else Reason.ASSIGNEE_LACKS_ROLE, file.code,
        person=person.code, role=role.value,
        holds=", ".join(r.value for r in person.roles) or "no role",
    )  # fmt: skip

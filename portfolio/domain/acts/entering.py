"""Programmes, grants and people entered: what is new is checked whole, what is known stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.finding import Finding, refuses
from portfolio.domain.journal import PEOPLE_STREAM, grant_stream, programme_stream
from portfolio.domain.milestone import Milestone
from portfolio.domain.people import ROLES_ON_MONEY, PeopleFile, Person, Role
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.reason import Reason
from portfolio.domain.record import key_of, kind_of
from portfolio.domain.rules.duties import role_for, the_role_is_held
from portfolio.domain.rules.entry import entry_findings, no_code_is_repeated
from portfolio.domain.states import MilestoneState
from portfolio.domain.text import near_codes
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from _typeshed import DataclassInstance

    from portfolio.domain.charter import Charter
    from portfolio.domain.grant import GrantFile
    from portfolio.domain.programme import Appropriation, Programme, ProgrammeFile


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file holds against what is stored: new records, known ones, and those that differ."""

    new: tuple[DataclassInstance, ...]
    known: tuple[DataclassInstance, ...]
    different: tuple[DataclassInstance, ...]


def compare(
    stored: Iterable[DataclassInstance], offered: Iterable[DataclassInstance]
) -> Comparison:
    """Sort offered records into new, known and different, by kind and key."""
    standing = {(kind_of(r), key_of(r)): r for r in stored}
    new, known, different = [], [], []
    for each in offered:
        before = standing.get((kind_of(each), key_of(each)))
        if before is None:
            new.append(each)
        elif _as_entered(before) == _as_entered(each):
            known.append(each)
        else:
            different.append(each)
    return Comparison(tuple(new), tuple(known), tuple(different))


_MOVED_BY_ACTS = {
    "milestone": ("state", "share_met", "level_reached", "played", "moved_on"),
    "element": ("current_level",),
}


def _is_plan(record: DataclassInstance) -> bool:
    """Whether a record says what is planned: where things stand is only ever moved by acts."""
    match record:
        case Milestone():
            return record.state is MilestoneState.PLANNED and not (
                record.played or record.moved_on or record.share_met or record.level_reached
            )
        case TechnologyElement():
            return record.current_level == record.entry_level
    return kind_of(record) not in _MADE_BY_ACTS


_MADE_BY_ACTS = ("evidence", "assessment", "judgement", "report", "payout", "hold")


def _as_entered(record: DataclassInstance) -> dict[str, object]:
    """Return a record without what acts have moved since: a file states plans, not standings."""
    moved = _MOVED_BY_ACTS.get(kind_of(record), ())
    return {
        name: getattr(record, name) for name in record.__dataclass_fields__ if name not in moved
    }


def enter_programme(
    stored: ProgrammeFile | None,
    programme: Programme,
    appropriations: Sequence[Appropriation],
    occasion: Occasion,
) -> Change | None:
    """Enter a programme, or what is new in one. None where everything is known already."""
    offered: tuple[DataclassInstance, ...] = (programme, *appropriations)
    before: tuple[DataclassInstance, ...] = (
        (stored.programme, *stored.appropriations) if stored else ()
    )
    found = compare(before, offered)
    return _entered(
        Act.ENTER_PROGRAMME,
        programme.code,
        programme_stream(programme.code),
        occasion,
        found=found,
        more=(),
    )


def enter_grant(
    stored: GrantFile | None, offered: GrantFile, programme: Programme, occasion: Occasion
) -> Change | None:
    """Enter a grant, or what is new in one. The invariant and all of `rules.entry` are checked."""
    found = compare(stored.records() if stored else (), offered.records())
    whole = stored.with_records(found.new) if stored else offered
    return _entered(
        Act.ENTER_GRANT, offered.code, grant_stream(offered.code), occasion,
        found=found, more=entry_findings(whole, programme) if found.new else (),
    )  # fmt: skip


def _entered(  # noqa: PLR0913  # what the two entries have in common
    act: Act,
    subject: str,
    stream: str,
    occasion: Occasion,
    *,
    found: Comparison,
    more: tuple[Finding, ...],
) -> Change | None:
    roles = ROLES_OF_PLAIN_ACTS[act]
    findings = [
        the_role_is_held(occasion.person, act, subject, roles),
        *no_code_is_repeated(found.new),
        *(
            refuses(Reason.STANDING_OFFERED, "/".join((subject, *key_of(r)[1:])), kind=kind_of(r))
            for r in found.new
            if not _is_plan(r)
        ),
        *(
            refuses(Reason.STORED_DIFFERENTLY, "/".join((subject, *key_of(r)[1:])), kind=kind_of(r))
            for r in found.different
        ),
        *more,
    ]
    if any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, subject, findings)
    if not found.new:
        return None
    step = Step(
        act=act,
        subject=subject,
        role=role_for(occasion.person, roles),
        findings=tuple(findings),
        records=found.new,
    )
    return Change(stream=stream, occasion=occasion, steps=(step,))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterPerson:
    """Make a person known, with the roles they are trusted with and the logins that are theirs."""

    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson:
    """Give or take roles and logins. A person is never deleted: what they did stays theirs."""

    code: str
    give_roles: tuple[Role, ...] = ()
    take_roles: tuple[Role, ...] = ()
    give_logins: tuple[str, ...] = ()
    take_logins: tuple[str, ...] = ()


def initialise(administrator: Person, charter: Charter, occasion: Occasion) -> Change:
    """Begin a portfolio: its first administrator is whoever creates it, and says so."""
    step = Step(
        act=Act.INITIALISE,
        subject=administrator.code,
        role=Role.ADMINISTRATOR,
        records=(administrator, charter),
    )
    return Change(stream=PEOPLE_STREAM, occasion=occasion, steps=(step,))


def enter_person(people: PeopleFile, occasion: Occasion, request: EnterPerson) -> Change:
    """Make a person known."""
    known = people.by_code(request.person.code)
    more = [refuses(Reason.PERSON_KNOWN, request.person.code)] if known else []
    return _put_person(people, occasion, Act.ENTER_PERSON, request.person, more)


def change_person(people: PeopleFile, occasion: Occasion, request: ChangePerson) -> Change:
    """Change what a person may do, never by themselves."""
    before = people.by_code(request.code)
    if before is None:
        near = near_codes(request.code, (p.code for p in people.people))
        raise NotFound("person", request.code, near)
    after = replace(
        before,
        roles=tuple(
            r for r in (*before.roles, *request.give_roles) if r not in request.take_roles
        ),
        logins=tuple(
            text for text in (*before.logins, *request.give_logins)
            if text not in request.take_logins
        ),
    )  # fmt: skip
    return _put_person(people, occasion, Act.CHANGE_PERSON, after, ())


def _put_person(
    people: PeopleFile, occasion: Occasion, act: Act, after: Person, more: Iterable[Finding]
) -> Change:
    roles = ROLES_OF_PLAIN_ACTS[act]
    findings = [
        the_role_is_held(occasion.person, act, after.code, roles),
        *_fit_to_be_entered(people, occasion, after),
        *more,
    ]
    if any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, after.code, findings)
    step = Step(
        act=act,
        subject=after.code,
        role=role_for(occasion.person, roles),
        findings=tuple(findings),
        records=(after,),
    )
    return Change(stream=PEOPLE_STREAM, occasion=occasion, steps=(step,))


def _fit_to_be_entered(people: PeopleFile, occasion: Occasion, after: Person) -> Iterator[Finding]:
    if after.code == occasion.person.code:
        yield refuses(Reason.OWN_ROLES, after.code)
    on_money = [r.value for r in after.roles if r in ROLES_ON_MONEY]
    if Role.ADMINISTRATOR in after.roles and on_money:
        yield refuses(Reason.ROLES_INCOMPATIBLE, after.code, roles=", ".join(on_money))
    for login in after.logins:
        holder = people.by_login(login)
        if holder is not None and holder.code != after.code:
            yield refuses(Reason.LOGIN_TAKEN, after.code, login=login, holder=holder.code)

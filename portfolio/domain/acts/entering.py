"""Programmes, grants and people entered: what is new is checked whole, what is known stays."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import move_finding, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import Refused
from portfolio.domain.finding import Finding, refuses
from portfolio.domain.grant import AwardDecision, Grant, Instrument
from portfolio.domain.journal import PEOPLE_STREAM, grant_stream, programme_stream
from portfolio.domain.people import ROLES_ON_MONEY, PeopleFile, Person, Role
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.reason import Reason
from portfolio.domain.record import key_of, kind_of
from portfolio.domain.rules.amending import as_first_agreed
from portfolio.domain.rules.amendment import DECIDED_GRANTS, none_is_paid_whole
from portfolio.domain.rules.duties import role_for, the_role_is_held, with_part
from portfolio.domain.rules.entry import entry_findings
from portfolio.domain.rules.played import played_on_grant
from portfolio.domain.rules.references import no_code_is_repeated
from portfolio.domain.states import GrantState
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from portfolio.domain.charter import Charter
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


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
        elif as_entered(before) == as_entered(each):
            known.append(each)
        else:
            different.append(each)
    return Comparison(tuple(new), tuple(known), tuple(different))


_ENTERED = frozenset(
    {
        "programme", "appropriation", "term", "grant", "award_decision", "member", "element",
        "milestone", "criterion", "commitment", "co_funding", "covenant", "instalment",
        "milestone_condition", "reskilling_condition", "funding_condition", "instalment_term",
        "carry_over", "outside_execution", "budget_request", "fund_balance", "past_payment",
    }
)  # fmt: skip
"""What a file may put in place. Everything else comes into being by acts alone."""

_MOVED_BY_ACTS = {
    "grant": ("state", "moved_on", "played", "amount_announced_on", "fixed_minor", "keeps_earned"),
    "element": ("current_level",),
    "milestone": ("state", "share_met", "level_reached", "played", "moved_on", "cure_due_on"),
    "covenant": ("state", "moved_on", "played"),
    "milestone_condition": ("ended_by",),
    "reskilling_condition": ("ended_by",),
    "funding_condition": ("ended_by",),
}
"""Which fields of what is entered only acts move: a file states plans, not standings."""


def _is_plan(record: DataclassInstance) -> bool:
    """Whether a record says what is planned, and nothing of where it stands."""
    if isinstance(record, TechnologyElement):
        return record.current_level == record.entry_level
    moved = _MOVED_BY_ACTS.get(kind_of(record), ())
    at_its_start = all(
        getattr(record, f.name) == f.default for f in fields(record) if f.name in moved
    )
    return kind_of(record) in _ENTERED and at_its_start


def as_entered(record: DataclassInstance) -> dict[str, object]:
    """Return a record without what acts have moved since."""
    moved = _MOVED_BY_ACTS.get(kind_of(record), ())
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name not in moved}


def _not_fit_to_be_entered(found: Comparison, stream_of: str) -> Iterator[Finding]:
    """Say what of a file can never be entered, whatever the rules say of the rest."""
    yield from no_code_is_repeated(found.new)
    for record in found.new:
        if not _is_plan(record):
            yield _unfit(Reason.STANDING_OFFERED, stream_of, record)
    for record in found.different:
        yield _unfit(Reason.STORED_DIFFERENTLY, stream_of, record)


_BEARS_ON_INSTALMENTS = (
    "milestone_condition", "reskilling_condition", "funding_condition", "instalment_term",
)  # fmt: skip


def _not_fit_to_be_added(
    stored: GrantFile, found: Comparison, programme: ProgrammeFile, occasion: Occasion
) -> Iterator[Finding]:
    """Say what a known grant takes no more: anything at its end, a condition on what is paid.

    Nor more money: once it is awarded its award changes by an amendment, which two people decide.
    """
    state = stored.grant.state
    if found.new and state in DECIDED_GRANTS:
        yield move_finding(None, Act.ENTER_GRANT, "grant", stored.code, state)
    if state is not GrantState.DRAFTED:
        for record in found.new:
            if isinstance(record, AwardDecision) and record.instrument is Instrument.GRANT:
                yield _unfit(Reason.AWARD_BY_AMENDMENT, stored.code, record)
    named = {r.instalment for r in found.new if kind_of(r) in _BEARS_ON_INSTALMENTS}  # type: ignore[attr-defined]  # these kinds have one
    yield from none_is_paid_whole(stored, programme, named, occasion.effective_on)


def _unfit(reason: Reason, stream_of: str, record: DataclassInstance) -> Finding:
    return refuses(reason, "/".join((stream_of, *key_of(record)[1:])), kind=kind_of(record))


def enter_programme(
    stored: ProgrammeFile | None, offered: ProgrammeFile, occasion: Occasion
) -> Change | None:
    """Enter a programme, or what is new in one. None where everything is known already."""
    act, code = Act.ENTER_PROGRAMME, offered.programme.code
    found = compare(stored.records() if stored else (), offered.records())
    roles = ROLES_OF_PLAIN_ACTS[act]
    findings = (
        the_role_is_held(occasion.person, act, code, roles),
        *_not_fit_to_be_entered(found, code),
    )
    if any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, code, findings)
    if not found.new:
        return None
    step = Step(
        act=act, subject=code, role=role_for(occasion.person, roles),
        findings=findings, records=found.new,
    )  # fmt: skip
    return Change(stream=programme_stream(code), occasion=occasion, steps=(step,))


def _compared(stored: GrantFile | None, offered: GrantFile, programme: ProgrammeFile) -> Comparison:
    """Compare a grant's file with what is stored: once amended, what was first agreed is known."""
    if stored is None:
        return compare((), offered.records())
    found = compare(stored.records(), offered.records())
    first = as_first_agreed(stored, programme.programme.calendar)
    again = compare(first.records(), found.different)
    return Comparison(found.new, (*found.known, *again.known), again.different)


def enter_grant(
    stored: GrantFile | None, offered: GrantFile, programme: ProgrammeFile, occasion: Occasion
) -> Change | None:
    """Enter a grant, or what is new in one. The invariant and all of `rules.entry` are checked.

    A new grant is awarded where its award is decided, and a draft where it is not. What is added to
    a known one leaves it where it stands, but whoever adds it has entered a part of it.
    """
    found = _compared(stored, offered, programme)
    whole = stored.with_records(found.new) if stored else offered
    act = Act.ENTER_GRANT if stored or offered.awards else Act.DRAFT
    ruling = rule_on(
        act, "grant", offered.code, None, occasion,
        played=played_on_grant(stored) if stored else (),
        more=(
            *_not_fit_to_be_entered(found, offered.code),
            *(entry_findings(whole, programme) if found.new else ()),
            *(_not_fit_to_be_added(stored, found, programme, occasion) if stored else ()),
        ),
    )  # fmt: skip
    if not found.new:
        return None
    grant = replace(whole.grant, played=with_part(whole.grant.played, act, occasion.person))
    if stored is None:
        grant = replace(grant, state=GrantState(ruling.after), moved_on=occasion.effective_on)
    added = tuple(r for r in found.new if not isinstance(r, Grant))
    stands = stored is not None and stored.grant == grant
    step = Step(
        act=act, subject=offered.code, role=ruling.role,
        after=None if stored else ruling.after, findings=ruling.findings,
        records=added if stands else (grant, *added),
    )  # fmt: skip
    return Change(stream=grant_stream(offered.code), occasion=occasion, steps=(step,))


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
    before = people.known(request.code)
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

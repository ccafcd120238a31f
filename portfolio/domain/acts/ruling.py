"""What every act has in common: role, table, duties, day and reason, all checked, all said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from portfolio.domain.errors import Refused
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import (
    Played,
    role_for,
    the_duties_are_separate,
    the_role_is_held,
)
from portfolio.domain.transitions import (
    ROLES_OF_PLAIN_ACTS,
    Act,
    Move,
    acts_to_ask,
    find_move,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portfolio.domain.change import Occasion
    from portfolio.domain.people import Role
    from portfolio.domain.states import State
    from portfolio.domain.terms import TermName, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An act that may be done: in which role, to which state, on which findings."""

    role: Role
    after: State
    findings: tuple[Finding, ...]


def rule_on(  # noqa: PLR0913  # everything an act is judged by, each by name
    act: Act,
    kind: str,
    subject: str,
    before: State | None,
    occasion: Occasion,
    *,
    played: Iterable[Played] = (),
    last_on: date | None = None,
    roles: tuple[Role, ...] | None = None,
    more: Iterable[Finding] = (),
    today_only: bool = False,
) -> Ruling:
    """Judge a move on a subject: raise `Refused` with every finding, or say how it may be done.

    `played` is who did what before, `last_on` the day of the subject's last move, `roles` narrows
    the table's, `more` are findings of the act itself, and `today_only` allows no other day (money
    must not be charged to a fiscal year that is over by writing an earlier day).
    """
    move = find_move(kind, before, act)
    findings = [move_finding(move, act, kind, subject, before)]
    role = None
    if move is not None:
        allowed = roles or move.roles
        role = role_for(occasion.person, allowed)
        findings.append(the_role_is_held(occasion.person, act, subject, allowed))
        if move.needs_reason:
            findings.append(_reason_finding(subject, act, occasion))
    findings.extend(the_duties_are_separate(occasion.person, act, subject, played))
    findings.extend(day_findings(subject, occasion, last_on, today_only=today_only))
    findings.extend(more)
    if move is None or role is None or any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, subject, findings)
    return Ruling(role=role, after=move.after, findings=tuple(findings))


def rule_on_plain(  # noqa: PLR0913  # as `rule_on`, for an act without a state
    act: Act,
    subject: str,
    occasion: Occasion,
    *,
    roles: tuple[Role, ...] | None = None,
    more: Iterable[Finding] = (),
    needs_reason: bool = False,
) -> tuple[Role, tuple[Finding, ...]]:
    """Judge an act that moves nothing and is no duty: return its role and its findings.

    `roles` narrows who may. Raises `Refused` with every finding.
    """
    allowed = roles or ROLES_OF_PLAIN_ACTS[act]
    findings = (
        the_role_is_held(occasion.person, act, subject, allowed),
        *((_reason_finding(subject, act, occasion),) if needs_reason else ()),
        *day_findings(subject, occasion, None),
        *more,
    )
    if any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, subject, findings)
    return role_for(occasion.person, allowed), findings


def move_finding(
    move: Move | None, act: Act, kind: str, subject: str, before: State | None
) -> Finding:
    """The table of moves has this act in this state; where it has not, what it has is said."""
    state = before.value if before else "none"
    if move is not None:
        return satisfies(Reason.MOVE_POSSIBLE, subject, act=act.value, state=state)
    possible = ", ".join(a.value for a in acts_to_ask(kind, before))
    return refuses(
        Reason.MOVE_IMPOSSIBLE, subject,
        act=act.value, kind=kind, state=state, possible=possible or "nothing",
    )  # fmt: skip


def _reason_finding(subject: str, act: Act, occasion: Occasion) -> Finding:
    if occasion.reason:
        return satisfies(Reason.REASON_GIVEN, subject, why=occasion.reason)
    return refuses(Reason.REASON_MISSING, subject, act=act.value)


def day_findings(
    subject: str, occasion: Occasion, last_on: date | None, *, today_only: bool = False
) -> list[Finding]:
    """Return what is wrong with the day an act is to count from; nothing where nothing is."""
    on = occasion.effective_on
    if on > occasion.today:
        return not_in_the_future(subject, occasion, on)
    if today_only and on != occasion.today:
        return [
            refuses(
                Reason.DAY_NOT_TODAY, subject,
                on=on.isoformat(), today_on=occasion.today.isoformat(),
            )
        ]  # fmt: skip
    if last_on is not None and on < last_on:
        return [
            refuses(
                Reason.DAY_BEFORE_LAST_MOVE, subject,
                on=on.isoformat(), last_on=last_on.isoformat(),
            )
        ]  # fmt: skip
    return []


def the_deadline_is_over(subject: str, occasion: Occasion, due_on: date) -> Finding:
    """The day an act counts from lies after a deadline; on the deadline itself time still runs."""
    return _time_finding(subject, occasion, due_on, first_on=due_on + timedelta(days=1))


def the_first_day_has_come(subject: str, occasion: Occasion, first_on: date) -> Finding:
    """The day an act counts from is the first on which it may be done, or a later one."""
    return _time_finding(subject, occasion, first_on, first_on=first_on)


def _time_finding(subject: str, occasion: Occasion, due_on: date, *, first_on: date) -> Finding:
    come = occasion.effective_on >= first_on
    return (satisfies if come else refuses)(
        Reason.DEADLINE_OVER if come else Reason.DEADLINE_NOT_OVER, subject,
        due_on=due_on.isoformat(), first_on=first_on.isoformat(),
        on=occasion.effective_on.isoformat(),
    )  # fmt: skip


def not_in_the_future(subject: str, occasion: Occasion, day: date) -> list[Finding]:
    """Return what is wrong with a day that something is said to have happened on; else nothing."""
    if day <= occasion.today:
        return []
    return [
        refuses(
            Reason.DAY_IN_FUTURE, subject,
            on=day.isoformat(), today_on=occasion.today.isoformat(),
        )
    ]  # fmt: skip


def the_term_is_in_force(terms: Terms, name: TermName, subject: str, needed_for: Act) -> Finding:
    """The programme's terms say what an act needs to know."""
    value = terms.text(name)
    if value is None:
        return refuses(Reason.TERM_MISSING, subject, term=name.value, needed_for=needed_for.value)
    return satisfies(Reason.TERM_IN_FORCE, subject, term=name.value, value=value)

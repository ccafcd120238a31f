"""What every act has in common: role, table, duties, day and reason, all checked, all said."""

from __future__ import annotations

from dataclasses import dataclass
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
from portfolio.domain.transitions import Act, Move, find_move, possible_acts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portfolio.domain.change import Occasion
    from portfolio.domain.people import Role
    from portfolio.domain.states import State


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
    findings = [_move_finding(move, act, kind, subject, before)]
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


def _move_finding(
    move: Move | None, act: Act, kind: str, subject: str, before: State | None
) -> Finding:
    state = before.value if before else "none"
    if move is not None:
        return satisfies(Reason.MOVE_POSSIBLE, subject, act=act.value, state=state)
    possible = ", ".join(dict.fromkeys(a.value for a in possible_acts(kind, before)))
    return refuses(
        Reason.MOVE_IMPOSSIBLE, subject, act=act.value, state=state, possible=possible or "nothing"
    )


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
        return [
            refuses(
                Reason.DAY_IN_FUTURE, subject,
                on=on.isoformat(), today_on=occasion.today.isoformat(),
            )
        ]  # fmt: skip
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

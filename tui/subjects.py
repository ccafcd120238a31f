"""Which acts there are on what a row shows, and why one is not possible: asked of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import the_role_is_held
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act, find_move, possible_acts
from portfolio.domain.waiting import WAITS, WAITS_WHEN_DUE
from tui.lines import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.people import Person, Role
    from portfolio.domain.states import State
    from portfolio.domain.transitions import Move
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.queue import QueueLine

ACTS_ON: dict[str, tuple[Act, ...]] = {
    "milestone": (Act.RECORD_EVIDENCE, Act.SUBMIT, Act.ASSESS, Act.RETURN),
    "commitment": (Act.REPORT,),
    "report": (Act.VERIFY, Act.REJECT),
    "instalment": (Act.PROPOSE, Act.HOLD),
    "payout": (Act.CONFIRM, Act.SEND_BACK, Act.CANCEL, Act.SETTLE, Act.RECORD_FAILURE),
    "hold": (Act.LIFT,),
    "grant": (Act.HOLD,),
}
"""The acts a person can choose on each kind of subject."""

_BEGINS = {Act.REPORT: "report", Act.PROPOSE: "payout", Act.HOLD: "hold"}
"""Acts that bring a new subject of that kind into being."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One act on one subject, with the finding that stands in its way, if one does."""

    act: Act
    subject: Subject
    obstacle: Finding | None


def state_of(file: GrantFile, subject: Subject) -> State | None:
    """Return the state of a subject; None where it has none. Raises `NotFound`."""
    match subject.kind:
        case "milestone":
            return file.milestone(subject.code).state
        case "report":
            return file.report(subject.code).state
        case "payout":
            return file.payout(subject.code).state
        case "hold":
            return file.hold(subject.code).state
        case _:
            return None


def main_act(file: GrantFile, subject: Subject) -> Act | None:
    """Return the act to decide on first: what is waited for, else what is possible at all."""
    acts = ACTS_ON.get(subject.kind, ())
    state = state_of(file, subject)
    for wait in (*WAITS, *WAITS_WHEN_DUE):
        if (wait.kind, wait.state) == (subject.kind, state):
            return wait.act
    moves = tuple(act for act in acts if act not in ROLES_OF_PLAIN_ACTS)
    possible = () if state is None else possible_acts(subject.kind, state)
    return next((act for act in (*possible, *moves) if act in acts), None)


def choice_of(dossier: Dossier, act: Act, subject: Subject, person: Person | None) -> Choice:
    """Return an act as it can be chosen: whether it can follow, whose it is, what is payable."""
    obstacle = _cannot_follow(dossier.file, act, subject)
    if obstacle is None and person is not None:
        found = the_role_is_held(person, act, str(subject), _roles(dossier.file, act, subject))
        obstacle = found if found.stands_in_the_way else None
    if obstacle is None and act is Act.PROPOSE:
        obstacle = next(iter(dossier.entitlement(subject.code).obstacles), None)
    return Choice(act=act, subject=subject, obstacle=obstacle)


def choices_on(dossier: Dossier, subject: Subject, person: Person | None) -> tuple[Choice, ...]:
    """Return every act there is on a subject, possible or not."""
    acts = ACTS_ON.get(subject.kind, ())
    return tuple(choice_of(dossier, act, subject, person) for act in acts)


def choices_waiting(
    dossier: Dossier, lines: Sequence[QueueLine], besides: Subject, person: Person | None
) -> tuple[Choice, ...]:
    """Return what else waits in the grant, and a hold on the whole of it."""
    grant = Subject("grant", dossier.file.code)
    waiting = [(line.act, Subject(line.kind, line.grant, line.code)) for line in lines]
    others = [*waiting, (Act.HOLD, grant)]
    return tuple(choice_of(dossier, a, s, person) for a, s in others if s != besides)


def _move(file: GrantFile, act: Act, subject: Subject) -> Move | None:
    kind = _BEGINS.get(act, subject.kind)
    return find_move(kind, None if act in _BEGINS else state_of(file, subject), act)


def _roles(file: GrantFile, act: Act, subject: Subject) -> tuple[Role, ...]:
    if act is Act.LIFT:
        return (file.hold(subject.code).may_lift,)
    move = None if act in ROLES_OF_PLAIN_ACTS else _move(file, act, subject)
    return move.roles if move else ROLES_OF_PLAIN_ACTS[act]


def _cannot_follow(file: GrantFile, act: Act, subject: Subject) -> Finding | None:
    if act in ROLES_OF_PLAIN_ACTS or _move(file, act, subject) is not None:
        return None
    return _impossible(act, subject.kind, subject, state_of(file, subject))


def _impossible(act: Act, kind: str, subject: Subject, before: State | None) -> Finding:
    possible = ", ".join(dict.fromkeys(each.value for each in possible_acts(kind, before)))
    return refuses(
        Reason.MOVE_IMPOSSIBLE, str(subject), act=act.value,
        state=before.value if before else "none", possible=possible or "nothing",
    )  # fmt: skip

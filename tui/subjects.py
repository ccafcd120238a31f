"""Which acts there are on what a row shows, and why one is not possible: asked of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import move_finding
from portfolio.domain.rules.duties import the_role_is_held
from portfolio.domain.states import STATES_OF_KIND
from portfolio.domain.transitions import (
    ROLES_OF_PLAIN_ACTS,
    TABLES,
    Act,
    acts_to_ask,
    find_move,
)
from portfolio.domain.waiting import agenda
from tui.lines import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.people import Person, Role
    from portfolio.domain.states import State
    from portfolio.domain.transitions import Move
    from portfolio.domain.waiting import Waiting
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.queue import QueueLine

_OWN_ACTS: dict[str, tuple[Act, ...]] = {
    "grant": (
        Act.AWARD, Act.START, Act.COMPLETE, Act.ANNOUNCE_AMOUNT, Act.FIX_AMOUNT,
        Act.CLOSE_ACCOUNTS, Act.MONITOR, Act.CLOSE, Act.SUSPEND_GRANT, Act.RESUME, Act.TERMINATE,
        Act.PROPOSE_AMENDMENT, Act.REQUEST_SCREENING, Act.PROPOSE_RECOVERY, Act.HOLD,
        Act.ASSIGN,
    ),
    "member": (Act.REQUEST_SCREENING,),
    "milestone": (
        Act.RECORD_EVIDENCE, Act.SUBMIT, Act.ASSESS, Act.RETURN, Act.GRANT_CURE, Act.LAPSE,
        Act.REVERSE, Act.WITHDRAW, Act.PROPOSE_AMENDMENT,
    ),
    "stage_gate": (Act.PASS_GATE, Act.FAIL_GATE),
    "commitment": (Act.REPORT, Act.PROPOSE_AMENDMENT),
    "report": (Act.VERIFY, Act.REJECT),
    "co_funding": (Act.REPORT_FUNDING,),
    "funding_report": (Act.VERIFY_FUNDING, Act.REJECT_FUNDING),
    "instalment": (
        Act.PROPOSE, Act.PROPOSE_ADVANCE, Act.CLAIM_COST, Act.SUSPEND, Act.PROPOSE_WAIVER,
        Act.PROPOSE_RECOVERY, Act.PROPOSE_AMENDMENT, Act.HOLD,
    ),
    "cost": (Act.ACCEPT_COST, Act.REFUSE_COST),
    "payout": (
        Act.CONFIRM, Act.SEND_BACK, Act.CANCEL, Act.SETTLE, Act.RECORD_FAILURE,
        Act.PROPOSE_RECOVERY,
    ),
    "hold": (Act.LIFT,),
    "suspension": (Act.ANNOUNCE_REDUCTION, Act.RELEASE, Act.REDUCE),
    "waiver": (Act.CONFIRM_WAIVER, Act.DECLINE_WAIVER, Act.REVOKE_WAIVER, Act.EXPIRE_WAIVER),
    "amendment": (Act.CONFIRM_AMENDMENT, Act.DECLINE_AMENDMENT),
    "recovery": (
        Act.CONFIRM_RECOVERY, Act.DECLINE_RECOVERY, Act.RECORD_REPAYMENT, Act.PROPOSE_WRITE_OFF,
        Act.CONFIRM_WRITE_OFF, Act.DECLINE_WRITE_OFF,
    ),
    "covenant": (Act.ATTEST, Act.FIND_BREACH, Act.REMEDY, Act.FULFIL, Act.PROPOSE_RECOVERY),
    "screening": (
        Act.CLEAR_SCREENING, Act.CLEAR_WITH_CONDITIONS, Act.VETO, Act.LIFT_VETO,
        Act.EXPIRE_SCREENING,
    ),
}  # fmt: skip

ACTS_ON = {kind: (*acts, Act.NOTE) for kind, acts in _OWN_ACTS.items()}
"""The acts a person can choose on each kind of subject; a release finds out if it is whole."""

BEGINS = {move.act: kind for kind, table in TABLES.items() for move in table if not move.before}
"""Acts that bring a new subject of that kind into being."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One act on one subject, with the finding that stands in its way, if one does."""

    act: Act
    subject: Subject
    obstacle: Finding | None


def state_of(file: GrantFile, subject: Subject) -> State | None:
    """Return the state of a subject; None where it has none. Raises `NotFound`."""
    if subject.kind == "grant":
        return file.grant.state
    if subject.kind not in STATES_OF_KIND:
        return None
    found: State = getattr(file, subject.kind)(subject.code).state
    return found


def waits_on(dossier: Dossier, subject: Subject) -> tuple[Waiting, ...]:
    """Return what is waited for on a subject, now or from a day on, the earliest first."""
    lines = agenda(dossier.file, dossier.programme)
    mine = (line for line in lines if (line.kind, line.code) == (subject.kind, subject.code))
    return tuple(sorted(mine, key=lambda line: line.since))


def main_act(dossier: Dossier, subject: Subject, person: Person | None = None) -> Act | None:
    """Return the act to decide on first: what is waited for, else what is possible at all.

    Of several the first that is for this person to do, where one is.
    """
    acts = ACTS_ON.get(subject.kind, ())
    waited_for = [x.act for x in waits_on(dossier, subject) if x.since <= dossier.as_of]
    state = state_of(dossier.file, subject)
    possible = () if state is None else acts_to_ask(subject.kind, state)
    here = [act for act in (*waited_for, *possible) if act in acts]
    theirs = [
        act for act in here if person and choice_of(dossier, act, subject, person).obstacle is None
    ]
    moves = (act for act in acts if act not in ROLES_OF_PLAIN_ACTS)
    return next(iter((*theirs, *here, *moves)), None)


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
    """Return what else waits in the grant, a hold on the whole of it, and who is to handle it."""
    grant = Subject("grant", dossier.file.code)
    waiting = [(line.act, Subject(line.kind, line.grant, line.code)) for line in lines]
    others = [*waiting, (Act.HOLD, grant), (Act.ASSIGN, grant)]
    return tuple(choice_of(dossier, a, s, person) for a, s in others if s != besides)


def possible_first(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return what can be done before what cannot, otherwise as they come."""
    return tuple(sorted(choices, key=lambda choice: choice.obstacle is not None))


def _move(file: GrantFile, act: Act, subject: Subject) -> Move | None:
    kind = BEGINS.get(act, subject.kind)
    return find_move(kind, None if act in BEGINS else state_of(file, subject), act)


def _roles(file: GrantFile, act: Act, subject: Subject) -> tuple[Role, ...]:
    if act is Act.LIFT:
        return (file.hold(subject.code).may_lift,)
    move = None if act in ROLES_OF_PLAIN_ACTS else _move(file, act, subject)
    return move.roles if move else ROLES_OF_PLAIN_ACTS[act]


def _cannot_follow(file: GrantFile, act: Act, subject: Subject) -> Finding | None:
    if act in ROLES_OF_PLAIN_ACTS or _move(file, act, subject) is not None:
        return None
    return move_finding(None, act, subject.kind, str(subject), state_of(file, subject))

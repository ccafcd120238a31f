"""Separation of duties: who may act on a subject, given who did what on it before.

Whoever records evidence never assesses it; whoever assesses or verifies never authorises; the one
who proposes, the one who confirms and the one who settles are three people (EU Financial
Regulation 2024/2509, Art. 43; HM Government GovS 015). Persons are compared across all steps of
the subject, in either order, so that no detour leads round a pair.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.reason import Reason
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.people import Person, Role


class Duty(StrEnum):
    """A part played on a subject."""

    RECORD = "recorded evidence"
    ASSESS = "assessed"
    GATE = "decided the stage-gate"
    REPORT = "reported"
    VERIFY = "verified"
    PROPOSE = "proposed"
    CONFIRM = "confirmed"
    SETTLE = "settled"
    HOLD = "placed the hold"
    LIFT = "lifted the hold"
    SUSPEND = "suspended"
    RULE = "ruled on the suspension"
    SEEK = "proposed the change"
    GRANT = "confirmed the change"
    ENTER = "entered the grant"
    STEER = "steered the grant"
    REQUEST = "requested the screening"
    SCREEN = "decided the screening"
    VETO = "vetoed"
    UNVETO = "lifted the veto"


_WHO_SHOWED = (Duty.RECORD, Duty.ASSESS, Duty.GATE, Duty.REPORT, Duty.VERIFY)

INCOMPATIBLE = (
    (Duty.RECORD, Duty.ASSESS),
    (Duty.RECORD, Duty.GATE),
    (Duty.ASSESS, Duty.GATE),
    (Duty.REPORT, Duty.VERIFY),
    (Duty.ASSESS, Duty.PROPOSE),
    (Duty.GATE, Duty.PROPOSE),
    (Duty.ASSESS, Duty.SEEK),
    *((duty, Duty.CONFIRM) for duty in _WHO_SHOWED),
    *((duty, Duty.GRANT) for duty in _WHO_SHOWED),
    *((duty, Duty.RULE) for duty in _WHO_SHOWED),
    *((duty, Duty.SETTLE) for duty in _WHO_SHOWED),
    (Duty.PROPOSE, Duty.CONFIRM),
    (Duty.PROPOSE, Duty.SETTLE),
    (Duty.CONFIRM, Duty.SETTLE),
    (Duty.SEEK, Duty.GRANT),
    (Duty.SEEK, Duty.CONFIRM),
    (Duty.PROPOSE, Duty.GRANT),
    (Duty.SEEK, Duty.SETTLE),
    (Duty.GRANT, Duty.SETTLE),
    (Duty.SUSPEND, Duty.RULE),
    (Duty.HOLD, Duty.LIFT),
    (Duty.ENTER, Duty.STEER),
    (Duty.REQUEST, Duty.SCREEN),
    (Duty.REQUEST, Duty.VETO),
    (Duty.REQUEST, Duty.UNVETO),
    (Duty.VETO, Duty.UNVETO),
)
"""Pairs of duties that one person may not have on one subject, whichever comes first.

Waivers, amendments, recoveries and write-offs are changes: who seeks one never grants it, and has
no part in confirming or settling what it opens the way for.
"""

DUTY_OF_ACT = {
    Act.RECORD_EVIDENCE: Duty.RECORD,
    Act.SUBMIT: Duty.RECORD,
    Act.ASSESS: Duty.ASSESS,
    Act.RETURN: Duty.ASSESS,
    Act.REVERSE: Duty.ASSESS,
    Act.PASS_GATE: Duty.GATE,
    Act.FAIL_GATE: Duty.GATE,
    Act.GRANT_CURE: Duty.GRANT,
    Act.LAPSE: Duty.GRANT,
    Act.WITHDRAW: Duty.GRANT,
    Act.REPORT: Duty.REPORT,
    Act.VERIFY: Duty.VERIFY,
    Act.REJECT: Duty.VERIFY,
    Act.REPORT_FUNDING: Duty.REPORT,
    Act.VERIFY_FUNDING: Duty.VERIFY,
    Act.REJECT_FUNDING: Duty.VERIFY,
    Act.CLAIM_COST: Duty.REPORT,
    Act.ACCEPT_COST: Duty.VERIFY,
    Act.REFUSE_COST: Duty.VERIFY,
    Act.PROPOSE: Duty.PROPOSE,
    Act.PROPOSE_ADVANCE: Duty.PROPOSE,
    Act.CONFIRM: Duty.CONFIRM,
    Act.SEND_BACK: Duty.CONFIRM,
    Act.CANCEL: Duty.CONFIRM,
    Act.SETTLE: Duty.SETTLE,
    Act.RECORD_FAILURE: Duty.SETTLE,
    Act.HOLD: Duty.HOLD,
    Act.LIFT: Duty.LIFT,
    Act.SUSPEND: Duty.SUSPEND,
    Act.ANNOUNCE_REDUCTION: Duty.SUSPEND,
    Act.RELEASE: Duty.RULE,
    Act.RELEASE_PART: Duty.RULE,
    Act.REDUCE: Duty.RULE,
    Act.PROPOSE_WAIVER: Duty.SEEK,
    Act.CONFIRM_WAIVER: Duty.GRANT,
    Act.DECLINE_WAIVER: Duty.GRANT,
    Act.REVOKE_WAIVER: Duty.GRANT,
    Act.EXPIRE_WAIVER: Duty.SEEK,
    Act.PROPOSE_AMENDMENT: Duty.SEEK,
    Act.CONFIRM_AMENDMENT: Duty.GRANT,
    Act.DECLINE_AMENDMENT: Duty.GRANT,
    Act.PROPOSE_RECOVERY: Duty.SEEK,
    Act.CONFIRM_RECOVERY: Duty.GRANT,
    Act.DECLINE_RECOVERY: Duty.GRANT,
    Act.RECORD_REPAYMENT: Duty.SETTLE,
    Act.PROPOSE_WRITE_OFF: Duty.SEEK,
    Act.CONFIRM_WRITE_OFF: Duty.GRANT,
    Act.DECLINE_WRITE_OFF: Duty.GRANT,
    Act.ATTEST: Duty.RECORD,
    Act.FIND_BREACH: Duty.ASSESS,
    Act.REMEDY: Duty.GRANT,
    Act.FULFIL: Duty.GRANT,
    Act.DRAFT: Duty.ENTER,
    Act.ENTER_GRANT: Duty.ENTER,
    Act.AWARD: Duty.STEER,
    Act.START: Duty.ENTER,
    Act.COMPLETE: Duty.ENTER,
    Act.ANNOUNCE_AMOUNT: Duty.ENTER,
    Act.FIX_AMOUNT: Duty.STEER,
    Act.CLOSE_ACCOUNTS: Duty.STEER,
    Act.MONITOR: Duty.ENTER,
    Act.CLOSE: Duty.STEER,
    Act.SUSPEND_GRANT: Duty.STEER,
    Act.RESUME: Duty.STEER,
    Act.TERMINATE: Duty.STEER,
    Act.REQUEST_SCREENING: Duty.REQUEST,
    Act.EXPIRE_SCREENING: Duty.REQUEST,
    Act.CLEAR_SCREENING: Duty.SCREEN,
    Act.CLEAR_WITH_CONDITIONS: Duty.SCREEN,
    Act.VETO: Duty.VETO,
    Act.LIFT_VETO: Duty.UNVETO,
}

Played = tuple[str, Duty, str]
"""A person's code, the duty they had, and the subject they had it on."""


def role_for(person: Person, roles: tuple[Role, ...]) -> Role:
    """Return the role in which a person acts: the first of those allowed that they hold.

    Where they hold none (the act is then refused) it is the first that would have been needed.
    """
    return next((r for r in roles if r in person.roles), roles[0])


def the_role_is_held(person: Person, act: Act, subject: str, roles: tuple[Role, ...]) -> Finding:
    """The person holds one of the roles that may do this."""
    held = any(r in person.roles for r in roles)
    return (satisfies if held else refuses)(
        Reason.ROLE_HELD if held else Reason.ROLE_MISSING,
        subject,
        person=person.code,
        act=act.value,
        needs=", ".join(r.value for r in roles),
        holds=", ".join(r.value for r in person.roles) or "no role",
    )


def collisions(act: Act, played: Iterable[Played]) -> dict[str, dict[Duty, tuple[str, ...]]]:
    """Return whom what was played before bars from an act: by person, for which duties, where."""
    duty = DUTY_OF_ACT[act]
    collided: dict[str, dict[Duty, tuple[str, ...]]] = {}
    for who, earlier, where in sorted(set(played)):
        if (earlier, duty) in INCOMPATIBLE or (duty, earlier) in INCOMPATIBLE:
            of_person = collided.setdefault(who, {})
            of_person[earlier] = (*of_person.get(earlier, ()), where)
    return collided


def the_duties_are_separate(
    person: Person, act: Act, subject: str, played: Iterable[Played]
) -> Iterator[Finding]:
    """The person had no part in the subject that this act would join to an incompatible one."""
    collided = collisions(act, played).get(person.code, {})
    for earlier in sorted(collided):
        yield refuses(
            Reason.DUTIES_COLLIDE,
            subject,
            person=person.code,
            act=act.value,
            earlier=earlier.value,
            where=", ".join(collided[earlier]),
        )
    if not collided:
        yield satisfies(Reason.DUTIES_SEPARATE, subject, person=person.code, act=act.value)


def with_part(played: tuple[str, ...], act: Act, person: Person) -> tuple[str, ...]:
    """Return who played which part in a subject's moves, with one more; nobody is ever dropped."""
    part = f"{DUTY_OF_ACT[act].value}:{person.code}"
    return played if part in played else (*played, part)

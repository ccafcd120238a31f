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

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.people import Person, Role


class Duty(StrEnum):
    """A part played on a subject."""

    RECORD = "recorded evidence"
    ASSESS = "assessed"
    REPORT = "reported training"
    VERIFY = "verified training"
    PROPOSE = "proposed"
    CONFIRM = "confirmed"
    SETTLE = "settled"
    HOLD = "placed the hold"
    LIFT = "lifted the hold"


INCOMPATIBLE = (
    (Duty.RECORD, Duty.ASSESS),
    (Duty.REPORT, Duty.VERIFY),
    (Duty.RECORD, Duty.CONFIRM),
    (Duty.ASSESS, Duty.CONFIRM),
    (Duty.REPORT, Duty.CONFIRM),
    (Duty.VERIFY, Duty.CONFIRM),
    (Duty.PROPOSE, Duty.CONFIRM),
    (Duty.ASSESS, Duty.PROPOSE),
    (Duty.RECORD, Duty.SETTLE),
    (Duty.ASSESS, Duty.SETTLE),
    (Duty.REPORT, Duty.SETTLE),
    (Duty.VERIFY, Duty.SETTLE),
    (Duty.PROPOSE, Duty.SETTLE),
    (Duty.CONFIRM, Duty.SETTLE),
    (Duty.HOLD, Duty.LIFT),
)
"""Pairs of duties that one person may not have on one subject, whichever comes first."""

DUTY_OF_ACT = {
    Act.RECORD_EVIDENCE: Duty.RECORD,
    Act.SUBMIT: Duty.RECORD,
    Act.ASSESS: Duty.ASSESS,
    Act.RETURN: Duty.ASSESS,
    Act.REPORT: Duty.REPORT,
    Act.VERIFY: Duty.VERIFY,
    Act.REJECT: Duty.VERIFY,
    Act.PROPOSE: Duty.PROPOSE,
    Act.CONFIRM: Duty.CONFIRM,
    Act.SEND_BACK: Duty.CONFIRM,
    Act.CANCEL: Duty.CONFIRM,
    Act.SETTLE: Duty.SETTLE,
    Act.RECORD_FAILURE: Duty.SETTLE,
    Act.HOLD: Duty.HOLD,
    Act.LIFT: Duty.LIFT,
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


def the_duties_are_separate(
    person: Person, act: Act, subject: str, played: Iterable[Played]
) -> Iterator[Finding]:
    """The person had no part in the subject that this act would join to an incompatible one."""
    duty = DUTY_OF_ACT[act]
    collisions: dict[Duty, set[str]] = {}
    for who, earlier, where in played:
        collide = (earlier, duty) in INCOMPATIBLE or (duty, earlier) in INCOMPATIBLE
        if who == person.code and collide:
            collisions.setdefault(earlier, set()).add(where)
    for earlier in sorted(collisions):
        yield refuses(
            Reason.DUTIES_COLLIDE,
            subject,
            person=person.code,
            act=act.value,
            earlier=earlier.value,
            where=", ".join(sorted(collisions[earlier])),
        )
    if not collisions:
        yield satisfies(Reason.DUTIES_SEPARATE, subject, person=person.code, act=act.value)


def played_on_milestone(file: GrantFile, milestone: str) -> Iterator[Played]:
    """Yield who did what on a milestone, and on the payouts that rest on it."""
    yield from _on_milestone(file, milestone)
    for condition in file.milestone_conditions:
        if condition.milestone == milestone:
            yield from _on_payouts(file, condition.instalment)


def played_on_commitment(file: GrantFile, commitment: str) -> Iterator[Played]:
    """Yield who did what on a commitment, and on the payouts that rest on it."""
    yield from _on_commitment(file, commitment)
    for condition in file.reskilling_conditions:
        if condition.commitment == commitment:
            yield from _on_payouts(file, condition.instalment)


def played_on_instalment(file: GrantFile, instalment: str) -> Iterator[Played]:
    """Yield who did what on an instalment: on its payouts and on everything they rest on."""
    milestones, commitments = file.conditions_of(instalment)
    for m in milestones:
        yield from _on_milestone(file, m.milestone)
    for c in commitments:
        yield from _on_commitment(file, c.commitment)
    yield from _on_payouts(file, instalment)


def _on_milestone(file: GrantFile, milestone: str) -> Iterator[Played]:
    yield from _parts(file.milestone(milestone).played, f"{file.code}/{milestone}")
    for evidence in file.evidence_for(milestone):
        yield evidence.recorded_by, Duty.RECORD, f"{file.code}/{evidence.code}"
    for assessment in file.assessments_of(milestone):
        yield assessment.assessed_by, Duty.ASSESS, f"{file.code}/{assessment.code}"


def _on_commitment(file: GrantFile, commitment: str) -> Iterator[Played]:
    for report in file.reports_on(commitment):
        yield report.reported_by, Duty.REPORT, f"{file.code}/{report.code}"
        if report.decided_by is not None:
            yield report.decided_by, Duty.VERIFY, f"{file.code}/{report.code}"


def _on_payouts(file: GrantFile, instalment: str) -> Iterator[Played]:
    for payout in file.payouts_on(instalment):
        yield from _parts(payout.played, f"{file.code}/{payout.code}")


def with_part(played: tuple[str, ...], act: Act, person: Person) -> tuple[str, ...]:
    """Return who played which part in a subject's moves, with one more; nobody is ever dropped."""
    part = f"{DUTY_OF_ACT[act].value}:{person.code}"
    return played if part in played else (*played, part)


def _parts(played: tuple[str, ...], subject: str) -> Iterator[Played]:
    for part in played:
        duty, _, person = part.partition(":")
        yield person, Duty(duty), subject

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
    from collections.abc import Collection, Iterable, Iterator

    from portfolio.domain.cost import Cost
    from portfolio.domain.covenant import Covenant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Payout
    from portfolio.domain.people import Person, Role
    from portfolio.domain.suspension import Suspension
    from portfolio.domain.waiver import Waiver


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
    """Yield who did what on a milestone, and on the instalments that rest on it."""
    yield from _on_milestone(file, milestone)
    for condition in file.milestone_conditions:
        if condition.milestone == milestone:
            yield from _on_instalment(file, condition.instalment)


def played_on_commitment(file: GrantFile, commitment: str) -> Iterator[Played]:
    """Yield who did what on a commitment, and on the instalments that rest on it."""
    yield from _on_commitment(file, commitment)
    for condition in file.reskilling_conditions:
        if condition.commitment == commitment:
            yield from _on_instalment(file, condition.instalment)


def played_on_instalment(file: GrantFile, instalment: str) -> Iterator[Played]:
    """Yield who did what on an instalment: its payouts, and everything that bears on them."""
    milestones, commitments = file.conditions_of(instalment)
    for m in milestones:
        yield from _on_milestone(file, m.milestone)
    for c in commitments:
        yield from _on_commitment(file, c.commitment)
    for f in file.funding_conditions_of(instalment):
        yield from _on_funding(file, f.co_funding)
    for cost in file.costs_of(instalment):
        yield from _on_cost(file, cost)
    yield from _on_instalment(file, instalment)


def played_on_funding(file: GrantFile, co_funding: str) -> Iterator[Played]:
    """Yield who did what on a promise of private money, and on the instalments that rest on it."""
    yield from _on_funding(file, co_funding)
    for condition in file.funding_conditions:
        if condition.co_funding == co_funding:
            yield from _on_instalment(file, condition.instalment)


def played_on_named(file: GrantFile, codes: Collection[str]) -> Iterator[Played]:
    """Yield who did what on everything an instalment can rest on, or be, that has such a code."""
    for milestone in file.milestones:
        if milestone.code in codes:
            yield from played_on_milestone(file, milestone.code)
    for commitment in file.commitments:
        if commitment.code in codes:
            yield from played_on_commitment(file, commitment.code)
    for promise in file.co_fundings:
        if promise.code in codes:
            yield from played_on_funding(file, promise.code)
    for instalment in file.instalments:
        if instalment.code in codes:
            yield from played_on_instalment(file, instalment.code)


def played_on_cost(file: GrantFile, cost: Cost) -> Iterator[Played]:
    """Yield who did what on a cost, and on the instalment it is claimed under."""
    yield from _on_cost(file, cost)
    yield from _on_instalment(file, cost.instalment)


def played_on_covenant(file: GrantFile, covenant: Covenant) -> Iterator[Played]:
    """Yield who attested a covenant, and who found it breached or kept."""
    yield from _parts(covenant.played, f"{file.code}/{covenant.code}")
    for attestation in file.attestations_of(covenant.code):
        yield attestation.recorded_by, Duty.RECORD, f"{file.code}/{attestation.code}"


def played_on_grant(file: GrantFile) -> tuple[Played, ...]:
    """Return who played which part in the moves of the grant itself."""
    return tuple(_parts(file.grant.played, file.code))


def played_in(file: GrantFile, code: str, played: tuple[str, ...]) -> tuple[Played, ...]:
    """Return who played which part in the moves of one subject of a grant."""
    return tuple(_parts(played, f"{file.code}/{code}"))


def _on_milestone(file: GrantFile, milestone: str) -> Iterator[Played]:
    yield from _parts(file.milestone(milestone).played, f"{file.code}/{milestone}")
    for evidence in file.evidence_for(milestone):
        yield evidence.recorded_by, Duty.RECORD, f"{file.code}/{evidence.code}"
    for assessment in file.assessments_of(milestone):
        yield assessment.assessed_by, Duty.ASSESS, f"{file.code}/{assessment.code}"
    for gate in file.stage_gates:
        if gate.milestone == milestone and gate.decided_by not in (None, gate.opened_by):
            yield gate.decided_by or "", Duty.GATE, f"{file.code}/{gate.code}"
    yield from _on_amendments(file, milestone)


def _on_commitment(file: GrantFile, commitment: str) -> Iterator[Played]:
    for report in file.reports_on(commitment):
        yield report.reported_by, Duty.REPORT, f"{file.code}/{report.code}"
        if report.decided_by is not None:
            yield report.decided_by, Duty.VERIFY, f"{file.code}/{report.code}"
    yield from _on_amendments(file, commitment)


def _on_funding(file: GrantFile, co_funding: str) -> Iterator[Played]:
    for report in file.funding_reports_on(co_funding):
        yield report.reported_by, Duty.REPORT, f"{file.code}/{report.code}"
        if report.decided_by is not None:
            yield report.decided_by, Duty.VERIFY, f"{file.code}/{report.code}"
    yield from _on_amendments(file, co_funding)


def _on_cost(file: GrantFile, cost: Cost) -> Iterator[Played]:
    subject = f"{file.code}/{cost.code}"
    yield cost.claimed_by, Duty.REPORT, subject
    if cost.decided_by is not None:
        yield cost.decided_by, Duty.VERIFY, subject


def _on_instalment(file: GrantFile, instalment: str) -> Iterator[Played]:
    moved: tuple[Suspension | Waiver | Payout, ...] = (
        *file.suspensions,
        *file.waivers,
        *file.payouts,
    )
    for each in moved:
        if each.instalment == instalment:
            yield from _parts(each.played, f"{file.code}/{each.code}")
    yield from _on_amendments(file, instalment)


def _on_amendments(file: GrantFile, code: str) -> Iterator[Played]:
    for amendment in file.amendments:
        if any(code in line.names for line in file.lines_of(amendment.code)):
            yield from _parts(amendment.played, f"{file.code}/{amendment.code}")


def with_part(played: tuple[str, ...], act: Act, person: Person) -> tuple[str, ...]:
    """Return who played which part in a subject's moves, with one more; nobody is ever dropped."""
    part = f"{DUTY_OF_ACT[act].value}:{person.code}"
    return played if part in played else (*played, part)


def _parts(played: tuple[str, ...], subject: str) -> Iterator[Played]:
    for part in played:
        duty, _, person = part.partition(":")
        yield person, Duty(duty), subject

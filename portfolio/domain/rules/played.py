"""Who did what before on a subject of a grant, and on all that hangs together with it.

Persons are compared across all steps of the subject: what rests on a milestone is barred to whoever
had a part in it, and the reverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.instalment import Payout
from portfolio.domain.record import kind_of
from portfolio.domain.rules.duties import Duty, Played, collisions
from portfolio.domain.rules.recovery import claims_set_off
from portfolio.domain.standing import last_day
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from typing import Any

    from _typeshed import DataclassInstance

    from portfolio.domain.amendment import Amendment, AmendmentLine
    from portfolio.domain.co_funding import FundingReport
    from portfolio.domain.cost import Cost
    from portfolio.domain.covenant import Covenant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Hold
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.recovery import Recovery
    from portfolio.domain.reskilling import ReskillingReport
    from portfolio.domain.suspension import Suspension
    from portfolio.domain.waiver import Waiver


def barred(
    file: GrantFile, programme: ProgrammeFile, act: Act, record: DataclassInstance
) -> tuple[str, ...]:
    """Return the codes of those who may not do an act on a record, for what they did before."""
    return tuple(sorted(collisions(act, played_before(file, programme, act, record))))


def played_before(
    file: GrantFile, programme: ProgrammeFile, act: Act, record: DataclassInstance
) -> Iterable[Played]:
    """Return what an act on a record is held against, or on what it brings into being there.

    What a payment sets off is looked at as of the grant's last day: interest that runs since may
    leave a claim out, and never adds one.
    """
    if isinstance(record, Payout) and act is Act.SETTLE:
        return played_on_payment(file, programme, record, last_day(file))
    return _PLAYED_ON[kind_of(record)](file, record)


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


def played_on_lines(file: GrantFile, lines: Iterable[AmendmentLine]) -> Iterator[Played]:
    """Yield who did what on all that an amendment names of what an instalment rests on, or is."""
    codes = {code for line in lines for code in line.names}
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


def played_on_payment(
    file: GrantFile, programme: ProgrammeFile, payout: Payout, day: date
) -> Iterator[Played]:
    """Yield who did what on a payout's instalment, and on the claims it sets off on a day."""
    yield from played_on_instalment(file, payout.instalment)
    for claim, _ in claims_set_off(file, programme, payout, day):
        yield from _parts(claim.played, f"{file.code}/{claim.code}")


def played_on_claim(file: GrantFile, claim: Recovery) -> Iterator[Played]:
    """Yield who did what on a claim, and on the instalment whose money it claims back."""
    yield from played_on_instalment(file, file.payout(claim.payout).instalment)
    yield from _parts(claim.played, f"{file.code}/{claim.code}")


def played_on_amendment(file: GrantFile, amendment: Amendment) -> Iterator[Played]:
    """Yield who did what on an amendment, and on everything that it names."""
    yield from played_on_lines(file, file.lines_of(amendment.code))
    yield from _parts(amendment.played, f"{file.code}/{amendment.code}")


def played_on_hold(file: GrantFile, hold: Hold) -> Iterator[Played]:
    """Yield who placed a hold."""
    yield hold.placed_by, Duty.HOLD, f"{file.code}/{hold.code}"


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
    yield from _reported(file, file.reports_on(commitment))
    yield from _on_amendments(file, commitment)


def _on_funding(file: GrantFile, co_funding: str) -> Iterator[Played]:
    yield from _reported(file, file.funding_reports_on(co_funding))
    yield from _on_amendments(file, co_funding)


def _reported(
    file: GrantFile, reports: Iterable[ReskillingReport | FundingReport]
) -> Iterator[Played]:
    for report in reports:
        yield report.reported_by, Duty.REPORT, f"{file.code}/{report.code}"
        if report.decided_by is not None:
            yield report.decided_by, Duty.VERIFY, f"{file.code}/{report.code}"


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


def _parts(played: tuple[str, ...], subject: str) -> Iterator[Played]:
    for part in played:
        duty, _, person = part.partition(":")
        yield person, Duty(duty), subject


_PLAYED_ON: dict[str, Callable[[GrantFile, Any], Iterable[Played]]] = {
    "grant": lambda file, _: played_on_grant(file),
    "member": lambda *_: (),
    "milestone": lambda file, milestone: played_on_milestone(file, milestone.code),
    "stage_gate": lambda file, gate: played_on_milestone(file, gate.milestone),
    "commitment": lambda file, commitment: played_on_commitment(file, commitment.code),
    "report": lambda file, report: played_on_commitment(file, report.commitment),
    "co_funding": lambda file, promise: played_on_funding(file, promise.code),
    "funding_report": lambda file, report: played_on_funding(file, report.co_funding),
    "cost": played_on_cost,
    "instalment": lambda file, instalment: played_on_instalment(file, instalment.code),
    "payout": lambda file, payout: played_on_instalment(file, payout.instalment),
    "suspension": lambda file, suspension: played_on_instalment(file, suspension.instalment),
    "waiver": lambda file, waiver: played_on_instalment(file, waiver.instalment),
    "hold": played_on_hold,
    "amendment": played_on_amendment,
    "recovery": played_on_claim,
    "covenant": played_on_covenant,
    "screening": lambda file, screening: played_in(file, screening.code, screening.played),
}
"""Whose parts count on a subject of each kind. A screening asked for is new: nobody had any."""

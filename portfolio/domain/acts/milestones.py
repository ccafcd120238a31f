"""Evidence handed in; milestones submitted to the assessors, and given back unassessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import day_findings, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import Refused
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.milestone import (
    Evidence,
    EvidenceKind,
    Milestone,
)
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import (
    role_for,
    the_duties_are_separate,
    the_role_is_held,
    with_part,
)
from portfolio.domain.rules.played import played_on_milestone
from portfolio.domain.rules.readiness import no_gate_is_undecided
from portfolio.domain.states import MilestoneState
from portfolio.domain.text import clean_fields, clean_sha256
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvidence:
    """Put on file what a member handed in for a milestone: a file's SHA-256 or an address."""

    grant: str
    milestone: str
    kind: EvidenceKind
    title: str
    sha256: str | None = None
    address: str | None = None
    member: str

    def __post_init__(self) -> None:
        """Put digest and address into their one form, so that a repetition is recognised."""
        clean_fields(self, address=400)
        if self.sha256 is not None:
            object.__setattr__(self, "sha256", clean_sha256("sha256", self.sha256))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitMilestone:
    """Hand a milestone to the assessors; its required evidence must be on file."""

    grant: str
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMilestone:
    """Give a submitted milestone back unassessed, with a reason."""

    grant: str
    milestone: str


def record_evidence(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RecordEvidence
) -> Change:
    """Put evidence on file. Nothing is judged and no state moves."""
    act = Act.RECORD_EVIDENCE
    milestone = file.milestone(request.milestone)
    member = file.member(request.member)
    subject = f"{file.code}/{milestone.code}"
    roles = ROLES_OF_PLAIN_ACTS[act]
    findings = [
        the_role_is_held(occasion.person, act, subject, roles),
        *the_duties_are_separate(
            occasion.person, act, subject, played_on_milestone(file, milestone.code)
        ),
        *day_findings(subject, occasion, None),
        *_evidence_still_counts(file, milestone, request),
    ]
    if any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, subject, findings)
    evidence = Evidence(
        grant=file.code,
        code=next_code("E", file.evidence),
        milestone=milestone.code,
        kind=request.kind,
        title=request.title,
        sha256=request.sha256,
        address=request.address,
        member=member.code,
        recorded_by=occasion.person.code,
        recorded_at=occasion.recorded_at,
        received_on=occasion.effective_on,
    )
    step = Step(
        act=act,
        subject=f"{file.code}/{evidence.code}",
        role=role_for(occasion.person, roles),
        findings=tuple(findings),
        records=(evidence,),
    )
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _evidence_still_counts(
    file: GrantFile, milestone: Milestone, request: RecordEvidence
) -> Iterator[Finding]:
    subject = f"{file.code}/{milestone.code}"
    if not milestone.is_open:
        yield refuses(
            Reason.MOVE_IMPOSSIBLE, subject, act=Act.RECORD_EVIDENCE.value, kind="milestone",
            state=milestone.state.value, possible="nothing",
        )  # fmt: skip
    same = [
        e.code
        for e in file.evidence_for(milestone.code)
        if (request.sha256 is not None and e.sha256 == request.sha256)
        or (request.address is not None and e.address == request.address)
    ]
    if same:
        yield refuses(Reason.EVIDENCE_REPEATED, subject, *same, earlier=", ".join(same))


def submit_milestone(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: SubmitMilestone
) -> Change:
    """Hand a milestone to the assessors."""
    milestone = file.milestone(request.milestone)
    return move_milestone(
        file, occasion, milestone, Act.SUBMIT,
        more=(
            *_ready_to_submit(file, milestone),
            *no_gate_is_undecided(file, milestone.code),
        ),
    )  # fmt: skip


def _ready_to_submit(file: GrantFile, milestone: Milestone) -> Iterator[Finding]:
    subject = f"{file.code}/{milestone.code}"
    evidence = file.evidence_for(milestone.code)
    handed_in = {e.kind for e in evidence}
    missing = [kind for kind in milestone.required_evidence if kind not in handed_in]
    if missing:
        yield refuses(Reason.EVIDENCE_MISSING, subject, missing=", ".join(k.value for k in missing))
    else:
        yield satisfies(
            Reason.EVIDENCE_COMPLETE, subject, *(e.code for e in evidence), pieces=len(evidence)
        )
    for code in milestone.predecessors:
        before = file.milestone(code)
        if before.state not in (MilestoneState.MET, MilestoneState.WITHDRAWN):
            yield refuses(
                Reason.PREDECESSOR_OPEN, subject, predecessor=code, state=before.state.value
            )


def return_milestone(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: ReturnMilestone
) -> Change:
    """Give a submitted milestone back to the officer, unassessed."""
    return move_milestone(file, occasion, file.milestone(request.milestone), Act.RETURN)


def move_milestone(  # noqa: PLR0913  # the milestone, the act, and what the act finds and sets
    file: GrantFile,
    occasion: Occasion,
    milestone: Milestone,
    act: Act,
    *,
    more: Iterable[Finding] = (),
    cure_due_on: date | None = None,
) -> Change:
    """Move a milestone by an act that does nothing else; a time for a cure stays until it is met.

    Raises `Refused` with `more` and everything else that was found.
    """
    subject = f"{file.code}/{milestone.code}"
    ruling = rule_on(
        act, "milestone", subject, milestone.state, occasion,
        played=played_on_milestone(file, milestone.code), last_on=milestone.moved_on, more=more,
    )  # fmt: skip
    moved = replace(
        milestone,
        state=MilestoneState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(milestone.played, act, occasion.person),
        cure_due_on=cure_due_on or milestone.cure_due_on,
    )
    step = Step(
        act=act, subject=subject, role=ruling.role, before=milestone.state, after=ruling.after,
        findings=ruling.findings, records=(moved,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))

"""Milestones assessed: the finding follows from the judgements by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal  # noqa: TC003  # a request's types are read when it is made from text
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.acts.gates import gate_steps
from portfolio.domain.acts.ruling import rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.milestone import (
    Assessment,
    Criterion,
    Judgement,
    Milestone,
    Verdict,
    check_number,
    share_met,
)
from portfolio.domain.reason import Reason
from portfolio.domain.rules.played import played_on_milestone
from portfolio.domain.rules.readiness import no_level_is_skipped
from portfolio.domain.states import MilestoneState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionJudged:
    """An assessor's word on one criterion.

    `share` is asked for where it is met partly and no measure says how much of the way is gone.
    """

    criterion: str
    verdict: Verdict
    reason: str
    share: Fraction | None = None
    measured: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a measure that nothing can be compared with."""
        if self.measured is not None:
            check_number("measured", self.measured)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessMilestone:
    """Judge a submitted milestone: the level found and every criterion, with reasons."""

    grant: str
    milestone: str
    level_reached: int
    summary: str
    judgements: tuple[CriterionJudged, ...]


def assess_milestone(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: AssessMilestone
) -> Change:
    """Record the assessor's judgement, and what follows from it: met, partly met or not met.

    The finding is arithmetic, not opinion: met when every criterion is met and the level is
    reached; not met when none is; partly met between. A level that is to rise opens a stage-gate.
    """
    milestone = file.milestone(request.milestone)
    subject, on = f"{file.code}/{milestone.code}", occasion.effective_on
    ruling = rule_on(
        Act.ASSESS, "milestone", subject, milestone.state, occasion,
        played=played_on_milestone(file, milestone.code), last_on=milestone.moved_on,
        more=(
            *_criteria_are_judged(file, milestone, request.judgements),
            *no_level_is_skipped(file, milestone, request.level_reached, on),
        ),
    )  # fmt: skip
    assessment = Assessment(
        grant=file.code,
        code=next_code("A", file.assessments),
        milestone=milestone.code,
        level_reached=request.level_reached,
        summary=request.summary,
        evidence=tuple(e.code for e in file.evidence_for(milestone.code)),
        assessed_by=occasion.person.code,
        assessed_at=occasion.recorded_at,
    )
    criteria = {c.code: c for c in file.criteria_of(milestone.code)}
    judgements = tuple(
        _judgement(assessment, criteria[said.criterion], said) for said in request.judgements
    )
    assessed = replace(milestone, state=MilestoneState(ruling.after), moved_on=on)
    act, concluded = _concluded(assessed, share_met(judgements), request.level_reached)
    terms = terms_in_force(file, programme, on)
    return Change(
        stream=grant_stream(file.code),
        occasion=occasion,
        steps=(
            Step(
                act=Act.ASSESS, subject=subject, role=ruling.role, before=milestone.state,
                after=ruling.after, findings=ruling.findings,
                records=(assessment, *judgements, assessed),
            ),
            Step(
                act=act, subject=subject, role=ruling.role, before=ruling.after,
                after=concluded.state, records=(concluded,),
            ),
            *gate_steps(file, terms, occasion, assessment, ruling.role),
        ),
    )  # fmt: skip


def _share(criterion: Criterion, said: CriterionJudged) -> Fraction | None:
    """Return how much of a criterion is met: as stated, else as the verdict or the measure says."""
    settled = {Verdict.MET: Fraction(1), Verdict.NOT_MET: Fraction(0)}
    if said.share is not None:
        return said.share
    if said.verdict in settled or said.measured is None:
        return settled.get(said.verdict)
    return criterion.share_for(said.measured)


def _judgement(assessment: Assessment, criterion: Criterion, said: CriterionJudged) -> Judgement:
    return Judgement(
        grant=assessment.grant,
        assessment=assessment.code,
        criterion=criterion.code,
        verdict=said.verdict,
        share=_share(criterion, said) or Fraction(0),
        measured=said.measured,
        reason=said.reason,
    )


def _criteria_are_judged(
    file: GrantFile, milestone: Milestone, judgements: tuple[CriterionJudged, ...]
) -> Iterator[Finding]:
    subject = f"{file.code}/{milestone.code}"
    criteria = {c.code: c for c in file.criteria_of(milestone.code)}
    judged = [j.criterion for j in judgements]
    missing = [code for code in criteria if code not in judged]
    strange = [code for code in judged if code not in criteria]
    repeated = sorted({code for code in judged if judged.count(code) > 1})
    if missing or strange or repeated:
        yield refuses(
            Reason.CRITERIA_UNJUDGED, subject,
            missing=", ".join(missing) or "none", strange=", ".join(strange) or "none",
            repeated=", ".join(repeated) or "none",
        )  # fmt: skip
    else:
        yield satisfies(Reason.CRITERIA_JUDGED, subject, criteria=len(criteria))
    for said in judgements:
        if said.criterion in criteria:
            yield from _verdict_fits(subject, criteria[said.criterion], said)


def _verdict_fits(subject: str, criterion: Criterion, said: CriterionJudged) -> Iterator[Finding]:
    """A verdict agrees with what was measured, and one between says or shows how much is met."""
    if said.measured is not None:
        holds = criterion.holds_for(said.measured)
        nothing = said.verdict is Verdict.PARTLY and criterion.share_for(said.measured) == 0
        if nothing or holds is not (said.verdict is Verdict.MET):
            yield refuses(
                Reason.VERDICT_CONTRADICTS_MEASURE, subject,
                criterion=criterion.code, verdict=said.verdict.value,
                measured=str(said.measured), comparison=criterion.comparison.value,
                target=str(criterion.target), unit=criterion.unit,
            )  # fmt: skip
    if _share(criterion, said) is None:
        yield refuses(Reason.SHARE_UNSTATED, subject, criterion=criterion.code)


def _concluded(assessed: Milestone, share: Fraction, level_reached: int) -> tuple[Act, Milestone]:
    """Return what was found by arithmetic; once it is met there is nothing left to cure."""
    concluded = replace(assessed, share_met=share, level_reached=level_reached)
    if share == 1 and level_reached >= assessed.level:
        return Act.FIND_MET, replace(concluded, state=MilestoneState.MET, cure_due_on=None)
    if share == 0:
        return Act.FIND_NOT_MET, replace(concluded, state=MilestoneState.NOT_MET)
    return Act.FIND_PARTLY_MET, replace(concluded, state=MilestoneState.PARTLY_MET)

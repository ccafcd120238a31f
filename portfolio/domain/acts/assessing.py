"""Milestones assessed: the finding follows from the judgements by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal  # noqa: TC003  # a request's types are read when it is made from text
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.grant import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.milestone import (
    Assessment,
    Judgement,
    Milestone,
    Verdict,
    share_met,
)
from portfolio.domain.readiness import TOP
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import (
    played_on_milestone,
)
from portfolio.domain.states import MilestoneState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionJudged:
    """An assessor's word on one criterion. `share` is asked for only where it is met partly."""

    criterion: str
    verdict: Verdict
    reason: str
    share: Fraction | None = None
    measured: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessMilestone:
    """Judge a submitted milestone: the level found and every criterion, with reasons."""

    grant: str
    milestone: str
    level_reached: int
    summary: str
    judgements: tuple[CriterionJudged, ...]


def assess_milestone(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: AssessMilestone
) -> Change:
    """Record the assessor's judgement, and what follows from it: met, partly met or not met.

    The finding is arithmetic, not opinion: met when every criterion is met and the level is
    reached; not met when none is; partly met between. The element rises to the level found.
    """
    milestone = file.milestone(request.milestone)
    element = file.element(milestone.element)
    subject = f"{file.code}/{milestone.code}"
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
    judgements = tuple(_judgement(file.code, assessment.code, j) for j in request.judgements)
    ruling = rule_on(
        Act.ASSESS, "milestone", subject, milestone.state, occasion,
        played=played_on_milestone(file, milestone.code), last_on=milestone.moved_on,
        more=(
            *_criteria_are_judged(file, milestone, judgements),
            *_level_is_plausible(file, milestone, request.level_reached),
        ),
    )  # fmt: skip
    assessed = replace(
        milestone,
        state=MilestoneState(ruling.after),
        moved_on=occasion.effective_on,
    )
    share = share_met(judgements)
    act, found = _finding(milestone, share, request.level_reached)
    concluded = replace(assessed, state=found, share_met=share, level_reached=request.level_reached)
    risen = replace(element, current_level=max(element.current_level, request.level_reached))
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
                act=act, subject=subject, role=ruling.role, before=ruling.after, after=found,
                records=(concluded, risen),
            ),
        ),
    )  # fmt: skip


def _judgement(grant: str, assessment: str, said: CriterionJudged) -> Judgement:
    settled = {Verdict.MET: Fraction(1), Verdict.NOT_MET: Fraction(0)}
    share = said.share if said.share is not None else settled.get(said.verdict, Fraction(1, 2))
    return Judgement(
        grant=grant,
        assessment=assessment,
        criterion=said.criterion,
        verdict=said.verdict,
        share=share,
        measured=said.measured,
        reason=said.reason,
    )


def _criteria_are_judged(
    file: GrantFile, milestone: Milestone, judgements: tuple[Judgement, ...]
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
    for j in judgements:
        criterion = criteria.get(j.criterion)
        if criterion is None or j.measured is None:
            continue
        if criterion.holds_for(j.measured) is not (j.verdict is Verdict.MET):
            yield refuses(
                Reason.VERDICT_CONTRADICTS_MEASURE, subject,
                criterion=criterion.code, verdict=j.verdict.value, measured=str(j.measured),
                comparison=criterion.comparison.value, target=str(criterion.target),
                unit=criterion.unit,
            )  # fmt: skip


def _level_is_plausible(
    file: GrantFile, milestone: Milestone, level_reached: int
) -> Iterator[Finding]:
    element = file.element(milestone.element)
    subject = f"{file.code}/{element.code}"
    if not 1 <= level_reached <= TOP[element.scale]:
        yield refuses(
            Reason.LEVEL_NOT_ON_SCALE, subject,
            level=level_reached, scale=element.scale.value, top=TOP[element.scale],
        )  # fmt: skip
    elif level_reached > element.current_level + 1:
        yield refuses(
            Reason.LEVEL_SKIPPED, subject,
            level=level_reached, level_before=element.current_level, scale=element.scale.value,
        )  # fmt: skip


def _finding(
    milestone: Milestone, share: Fraction, level_reached: int
) -> tuple[Act, MilestoneState]:
    if share == 1 and level_reached >= milestone.level:
        return Act.FIND_MET, MilestoneState.MET
    if share == 0:
        return Act.FIND_NOT_MET, MilestoneState.NOT_MET
    return Act.FIND_PARTLY_MET, MilestoneState.PARTLY_MET

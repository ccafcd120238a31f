"""Stage-gates: opened by an assessment, passed or failed by another where the terms ask for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import Ruling, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.rules.played import played_on_milestone
from portfolio.domain.rules.readiness import no_level_is_skipped
from portfolio.domain.stage_gate import StageGate
from portfolio.domain.states import StageGateState
from portfolio.domain.terms import StageGateRule, TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Assessment
    from portfolio.domain.people import Role
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PassGate:
    """Let an element rise to the level that an assessment found."""

    grant: str
    stage_gate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailGate:
    """Keep an element where it stands, with a reason."""

    grant: str
    stage_gate: str


def gate_steps(
    file: GrantFile, terms: Terms, occasion: Occasion, assessment: Assessment, role: Role
) -> tuple[Step, ...]:
    """Return what follows for the level from an assessment: nothing unless it is to rise.

    The gate stays open for a committee where the terms ask for one; else the assessment passes it.
    """
    element = file.element(file.milestone(assessment.milestone).element)
    if assessment.level_reached <= element.current_level:
        return ()
    gate = StageGate(
        grant=file.code,
        code=next_code("G", file.stage_gates),
        element=element.code,
        milestone=assessment.milestone,
        assessment=assessment.code,
        from_level=element.current_level,
        to_level=assessment.level_reached,
        state=StageGateState.OPEN,
        opened_by=assessment.assessed_by,
        opened_at=assessment.assessed_at,
        moved_on=occasion.effective_on,
    )
    opened = Step(
        act=Act.OPEN_GATE, subject=f"{file.code}/{gate.code}", role=role, after=gate.state,
        records=(gate,),
    )  # fmt: skip
    if terms.text(TermName.STAGE_GATE) == StageGateRule.COMMITTEE:
        return (opened,)
    return (opened, _passed(file, occasion, gate, role))


def pass_gate(file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: PassGate) -> Change:
    """Let the level rise. Nobody who recorded the evidence or assessed it decides on that."""
    gate = file.stage_gate(request.stage_gate)
    milestone = file.milestone(gate.milestone)
    ruling = _rule_on_gate(
        file, occasion, gate, Act.PASS_GATE,
        more=no_level_is_skipped(file, milestone, gate.to_level, occasion.effective_on),
    )  # fmt: skip
    step = _passed(file, occasion, gate, ruling.role, *ruling.findings)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def fail_gate(file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: FailGate) -> Change:
    """Leave the level as it is. The milestone stays as found; what waits for the level waits on."""
    gate = file.stage_gate(request.stage_gate)
    ruling = _rule_on_gate(file, occasion, gate, Act.FAIL_GATE)
    failed = _decided(gate, occasion, StageGateState.FAILED)
    step = Step(
        act=Act.FAIL_GATE, subject=f"{file.code}/{gate.code}", role=ruling.role,
        before=gate.state, after=failed.state, findings=ruling.findings, records=(failed,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _rule_on_gate(
    file: GrantFile,
    occasion: Occasion,
    gate: StageGate,
    act: Act,
    *,
    more: Iterable[Finding] = (),
) -> Ruling:
    return rule_on(
        act, "stage_gate", f"{file.code}/{gate.code}", gate.state, occasion,
        played=played_on_milestone(file, gate.milestone), last_on=gate.moved_on, more=more,
    )  # fmt: skip


def _passed(
    file: GrantFile, occasion: Occasion, gate: StageGate, role: Role, *findings: Finding
) -> Step:
    passed = _decided(gate, occasion, StageGateState.PASSED)
    element = file.element(gate.element)
    risen = replace(element, current_level=max(element.current_level, gate.to_level))
    return Step(
        act=Act.PASS_GATE, subject=f"{file.code}/{gate.code}", role=role, before=gate.state,
        after=passed.state, findings=findings, records=(passed, risen),
    )  # fmt: skip


def _decided(gate: StageGate, occasion: Occasion, state: StageGateState) -> StageGate:
    return replace(
        gate,
        state=state,
        decided_by=occasion.person.code,
        decided_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
    )

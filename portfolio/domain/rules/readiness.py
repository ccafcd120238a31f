"""How levels move: up one step at a time, through a stage-gate; down only by a reversal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses
from portfolio.domain.readiness import TOP
from portfolio.domain.reason import Reason
from portfolio.domain.rules.standing import set_aside
from portfolio.domain.rules.waiver import level_step_waiver
from portfolio.domain.states import StageGateState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.readiness import TechnologyElement


def the_level_is_on_the_scale(element: TechnologyElement, level: int) -> Iterator[Finding]:
    """The scale of the element has such a level."""
    if not 1 <= level <= TOP[element.scale]:
        yield refuses(
            Reason.LEVEL_NOT_ON_SCALE, f"{element.grant}/{element.code}",
            level=level, scale=element.scale.value, top=TOP[element.scale],
        )  # fmt: skip


def no_level_is_skipped(
    file: GrantFile, milestone: Milestone, level: int, on: date
) -> Iterator[Finding]:
    """The element rises by one level at most; by more only where a waiver says so by name."""
    element = file.element(milestone.element)
    subject = f"{file.code}/{element.code}"
    off_the_scale = tuple(the_level_is_on_the_scale(element, level))
    yield from off_the_scale
    if off_the_scale or level <= element.current_level + 1:
        return
    waiver = level_step_waiver(file, milestone.code, on)
    if waiver is not None:
        yield set_aside(waiver, subject, file.code)
    else:
        yield refuses(
            Reason.LEVEL_SKIPPED, subject,
            level=level, level_before=element.current_level, scale=element.scale.value,
        )  # fmt: skip


def the_level_falls(file: GrantFile, milestone: Milestone, level_now: int) -> Iterator[Finding]:
    """A reversal says how far below the milestone's level its element stands, and raises none."""
    element = file.element(milestone.element)
    highest = min(milestone.level - 1, element.current_level)
    yield from the_level_is_on_the_scale(element, level_now)
    if level_now > highest:
        yield refuses(
            Reason.LEVEL_DOES_NOT_FALL, f"{file.code}/{element.code}",
            level=level_now, highest=highest, scale=element.scale.value, milestone=milestone.code,
        )  # fmt: skip


def no_gate_is_undecided(file: GrantFile, milestone: str) -> Iterator[Finding]:
    """What an assessment found is first decided on by whoever reviews the rise of the level."""
    for gate in file.stage_gates:
        if gate.milestone == milestone and gate.state is StageGateState.OPEN:
            yield refuses(
                Reason.GATE_UNDECIDED, f"{file.code}/{gate.code}",
                milestone=milestone, from_level=gate.from_level, to_level=gate.to_level,
            )  # fmt: skip

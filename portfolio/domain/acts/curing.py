"""Milestones not met: given time to cure, lapsed, withdrawn; and met ones reversed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.milestones import move_milestone
from portfolio.domain.acts.ruling import the_deadline_is_over, the_term_is_in_force
from portfolio.domain.finding import Finding, refuses
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.period import add_months
from portfolio.domain.reason import Reason
from portfolio.domain.rules.readiness import no_gate_is_undecided, the_level_falls
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.change import Change, Occasion
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCure:
    """Give a milestone not met, or met in part, time to be cured."""

    grant: str
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseMilestone:
    """Find that a milestone was not cured in time."""

    grant: str
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseMilestone:
    """Reverse a milestone found met: its element stands at `level_now` today."""

    grant: str
    milestone: str
    level_now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMilestone:
    """Withdraw an open milestone that no instalment rests on any more."""

    grant: str
    milestone: str


def grant_cure(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: GrantCure
) -> Change:
    """Set the time for a cure: so many months from this day as the programme's terms say."""
    milestone = file.milestone(request.milestone)
    on, subject = occasion.effective_on, f"{file.code}/{milestone.code}"
    terms = terms_in_force(file, programme, on)
    months = terms.count(TermName.CURE_MONTHS)
    return move_milestone(
        file, occasion, milestone, Act.GRANT_CURE,
        more=(the_term_is_in_force(terms, TermName.CURE_MONTHS, subject, Act.GRANT_CURE),),
        cure_due_on=None if months is None else add_months(on, months),
    )  # fmt: skip


def lapse_milestone(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: LapseMilestone
) -> Change:
    """Find that it was not shown in time: what was found in part stands, the rest is lost."""
    milestone = file.milestone(request.milestone)
    subject = f"{file.code}/{milestone.code}"
    return move_milestone(
        file, occasion, milestone, Act.LAPSE,
        more=(the_deadline_is_over(subject, occasion, milestone.awaited_on),),
    )  # fmt: skip


def reverse_milestone(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: ReverseMilestone
) -> Change:
    """Take a finding back: the level falls, and what was paid on it can be claimed back."""
    milestone = file.milestone(request.milestone)
    change = move_milestone(
        file, occasion, milestone, Act.REVERSE,
        more=(
            *the_level_falls(file, milestone, request.level_now),
            *no_gate_is_undecided(file, milestone.code),
        ),
    )  # fmt: skip
    (step,) = change.steps
    (moved,) = step.records
    unfound = replace(moved, share_met=None, level_reached=None)
    fallen = replace(file.element(milestone.element), current_level=request.level_now)
    return replace(change, steps=(replace(step, records=(unfound, fallen)),))


def withdraw_milestone(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: WithdrawMilestone
) -> Change:
    """Take a milestone out of the plan. Milestones that follow it wait for it no longer."""
    milestone = file.milestone(request.milestone)
    return move_milestone(
        file, occasion, milestone, Act.WITHDRAW, more=_no_instalment_rests_on(file, milestone)
    )


def _no_instalment_rests_on(file: GrantFile, milestone: Milestone) -> Iterator[Finding]:
    """No condition on it stands: an amendment moves one, a waiver does not end it."""
    resting = [
        c.instalment
        for c in file.milestone_conditions
        if c.milestone == milestone.code and c.ended_by is None
    ]
    if resting:
        yield refuses(
            Reason.STILL_RESTED_ON, f"{file.code}/{milestone.code}", instalments=", ".join(resting)
        )

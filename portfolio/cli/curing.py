"""Commands on what comes after an assessment: cured or lapsed, reversed, withdrawn, reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import MilestoneOf, part_of
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.curing import ReverseMilestone

commands = typer.Typer()
_MILESTONE = Part("milestone", "milestones", "M3")
_GATE = Part("stage_gate", "stage_gates", "G1")

plain_act(
    commands, "cure", _MILESTONE, "grant cure",
    """Give a milestone time to be cured, with a reason.

    It was found not met, or met in part. How long follows from the programme's terms.
    """,
    why="supplier has repaired the scanner",
)  # fmt: skip
plain_act(
    commands, "lapse", _MILESTONE, "lapse",
    "Find that a milestone was not cured in time.", why="no second test was held",
)  # fmt: skip


@act(
    commands, "reverse",
    'portfolio reverse RAPIDUS-FE/M3 --level 5 --reason "yield was measured on one wafer only"',
)  # fmt: skip
def reverse(
    _: Desk,
    target: MilestoneOf,
    *,
    level: Annotated[int, typer.Option(help="The readiness level at which its element stands.")],
) -> ReverseMilestone:
    """Reverse a milestone found met, with a reason.

    What was paid on it above what is shown can be claimed back with 'portfolio recover'.
    """
    from portfolio.domain.acts.curing import ReverseMilestone

    grant, milestone = part_of(target, _MILESTONE.example)
    return ReverseMilestone(grant=grant, milestone=milestone, level_now=level)


plain_act(
    commands, "withdraw", _MILESTONE, "withdraw",
    """Withdraw an open milestone, with a reason.

    No instalment rests on it any more.
    """,
    why="replaced by M7",
)  # fmt: skip

_gate = subgroup(
    commands, "gate", "Pass or fail the review of a rising level.",
    f"portfolio gate pass {_GATE.example}",
)  # fmt: skip
plain_act(
    _gate, "gate pass", _GATE, "pass gate",
    """Let a level rise as it was assessed.

    Where the programme's terms ask for a committee: never done by the assessor.
    """,
)  # fmt: skip
plain_act(
    _gate, "gate fail", _GATE, "fail gate", "Refuse to let a level rise, with a reason.",
    why="shown under laboratory conditions only",
)  # fmt: skip

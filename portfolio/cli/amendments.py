"""Commands on amendments: dates, amounts, levels and criteria anew, confirmed by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import Grant  # noqa: TC001  # typer reads it
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.amendments import ProposeAmendment

commands = typer.Typer()
_AMENDMENT = Part("amendment", "amendments", "N1")


@act(
    commands, "amend",
    'portfolio amend RAPIDUS-FE --title "Pilot line later" --source "change request 7" '
    '--change "milestone due M3 2027-03-31" --with-dependants --reason "scanner delivered late"',
    'portfolio amend RAPIDUS-FE --title "Money moved" --source "change request 8" '
    '--change "instalment amount I3 481,000,000,000" '
    '--change "instalment amount I4 55,500,000,000" --reason "items moved to the next year"',
)  # fmt: skip
def amend(  # noqa: PLR0913  # one each for what an amendment says
    desk: Desk,
    target: Grant,
    *,
    title: Annotated[str, typer.Option(help="What the amendment is called.")],
    source: Annotated[str, typer.Option(help="The request or decision it rests on.")],
    change: Annotated[
        list[str],
        typer.Option(
            metavar="'WHAT SUBJECT NEW'",
            help="milestone due, milestone level, criterion target, commitment due, commitment "
            "persons, instalment amount, instalment day, condition share, condition persons, "
            "condition moved, condition ended, grant end or award; then the code (M3.YIELD of a "
            "criterion, I3.M5 of a condition) and what it becomes. Once for each change.",
        ),
    ],
    with_dependants: Annotated[
        bool,
        typer.Option(
            "--with-dependants",
            help="Move the milestones that come after a moved one by as many days; without it "
            "they are named.",
        ),
    ] = False,
) -> ProposeAmendment:
    """Propose to change what was agreed, with a reason.

    Where it stood before is kept for ever; the first due day of a milestone never moves. It takes
    effect when somebody else confirms it, and overtakes approvals that rested on what it changes.
    """
    from portfolio.cli.changes import changes_asked
    from portfolio.domain.acts.amendments import ProposeAmendment

    return ProposeAmendment(
        grant=target,
        title=title,
        source=source,
        changes=changes_asked(desk, target, change, with_dependants=with_dependants),
    )


_amendment = subgroup(
    commands, "amendment", "Confirm or decline an amendment.",
    f"portfolio amendment confirm {_AMENDMENT.example}",
)  # fmt: skip
plain_act(
    _amendment, "amendment confirm", _AMENDMENT, "confirm amendment",
    """Confirm a proposed amendment: it takes effect.

    Never done by whoever proposed it. Approvals on what it changes are overtaken.
    """,
)  # fmt: skip
plain_act(
    _amendment, "amendment decline", _AMENDMENT, "decline amendment",
    "Turn a proposed amendment down, with a reason.", why="the first day can be kept",
)  # fmt: skip

"""Commands on a grant as a whole, from its award to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.options import Grant  # noqa: TC001  # typer reads it
from portfolio.cli.plain import Whole, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.granting import TerminateGrant

commands = typer.Typer()
_GRANT = Whole()

plain_act(
    commands, "award", _GRANT, "award",
    """Decide the award of a drafted grant.

    Its award decisions are on file. A grant that is imported with them is awarded already.
    """,
)  # fmt: skip
plain_act(commands, "start", _GRANT, "start", "Record that work under an awarded grant has begun.")
plain_act(
    commands, "suspend-grant", _GRANT, "suspend grant",
    """Suspend a whole grant, with a reason.

    Nothing is paid on it until it is resumed. To withhold what one instalment has not shown see
    'portfolio suspend'.
    """,
    why="site closed by order of the court",
)  # fmt: skip
plain_act(
    commands, "resume", _GRANT, "resume", "Let a suspended grant go on, with a reason.",
    why="site open again",
)  # fmt: skip
plain_act(
    commands, "complete", _GRANT, "complete",
    "Record that the consortium has reported completion.",
)  # fmt: skip
plain_act(
    commands, "announce-amount", _GRANT, "announce amount",
    """Tell the consortium the amount to be fixed.

    The time to object, as the programme's terms have it, begins.
    """,
)  # fmt: skip
plain_act(
    commands, "fix-amount", _GRANT, "fix amount",
    """Fix the amount: what was earned in the end.

    It is at most what was awarded. What was paid above it is claimed back in the same command.
    """,
)  # fmt: skip
plain_act(
    commands, "close-accounts", _GRANT, "close accounts",
    """Settle the accounts of a grant whose amount is fixed.

    What was fixed is paid, and what was paid above it has come back.
    """,
)  # fmt: skip
plain_act(commands, "monitor", _GRANT, "monitor", "Go on with the covenants of a settled grant.")
plain_act(
    commands, "close", _GRANT, "close",
    """Close a grant.

    Its covenants have ended and nothing is owed on it.
    """,
)  # fmt: skip


@act(
    commands, "terminate",
    'portfolio terminate RAPIDUS-FE --reason "used for another purpose"',
    'portfolio terminate RAPIDUS-FE --keeps-earned --reason "given up by the consortium"',
)  # fmt: skip
def terminate(
    _: Desk,
    grant: Grant,
    *,
    keeps_earned: Annotated[
        bool,
        typer.Option("--keeps-earned", help="What was earned by now stays with the consortium."),
    ] = False,
) -> TerminateGrant:
    """Cancel the award, with a reason.

    What has to come back is claimed in the same command: everything that was paid, or with
    --keeps-earned what is above what was earned.
    """
    from portfolio.domain.acts.granting import TerminateGrant

    return TerminateGrant(grant=grant, keeps_earned=keeps_earned)

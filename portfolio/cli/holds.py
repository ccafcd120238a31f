"""Commands on holds: payouts stopped with a reason, and let go on by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.options import GrantOrInstalment, grant_or_part, one_word
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.holds import PlaceHold

commands = typer.Typer()


@act(
    commands, "hold",
    'portfolio hold RAPIDUS-FE --reason "audit finding open"',
    'portfolio hold RAPIDUS-FE/I3 --may-lift accounting-officer --reason "bank details in doubt"',
)  # fmt: skip
def hold(
    _: Desk,
    target: GrantOrInstalment,
    *,
    may_lift: Annotated[
        str,
        typer.Option(
            help="Who may lift it: grant-officer, authorising-officer or accounting-officer."
        ),
    ] = "authorising-officer",
) -> PlaceHold:
    """Stop the payouts of a grant or an instalment."""
    from portfolio.domain.acts.holds import PlaceHold
    from portfolio.domain.people import Role

    grant, instalment = grant_or_part(target, "RAPIDUS-FE/I3")
    return PlaceHold(
        grant=grant, instalment=instalment, may_lift=one_word("--may-lift", may_lift, Role)
    )


plain_act(
    commands, "lift", Part("hold", "holds", "H1"), "lift",
    """Let payouts go on, with a reason.

    Never done by whoever stopped them.
    """,
    why="finding closed",
)  # fmt: skip

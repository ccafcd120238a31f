"""Commands on holds: payouts stopped with a reason, and let go on by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.completion import complete_part
from portfolio.cli.options import one_word, part_of

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.holds import LiftHold, PlaceHold

commands = typer.Typer()


@act(
    commands, "hold",
    'portfolio hold RAPIDUS-FE --reason "audit finding open"',
    'portfolio hold RAPIDUS-FE/I3 --may-lift accounting-officer --reason "bank details in doubt"',
)  # fmt: skip
def hold(
    _: Desk,
    target: Annotated[
        str,
        typer.Argument(
            metavar="GRANT[/INSTALMENT]",
            help="Code of a grant, or of one of its instalments.",
            autocompletion=complete_part("instalments"),
        ),
    ],
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

    whole = "/" not in target
    grant, instalment = (target, None) if whole else part_of(target, "RAPIDUS-FE/I3")
    return PlaceHold(
        grant=grant, instalment=instalment, may_lift=one_word("--may-lift", may_lift, Role)
    )


@act(commands, "lift", 'portfolio lift RAPIDUS-FE/H1 --reason "finding closed"')
def lift(
    _: Desk,
    target: Annotated[
        str,
        typer.Argument(
            metavar="GRANT/HOLD",
            help="Codes of a grant and of one of its holds.",
            autocompletion=complete_part("holds"),
        ),
    ],
) -> LiftHold:
    """Let payouts go on, with a reason.

    Never done by whoever stopped them.
    """
    from portfolio.domain.acts.holds import LiftHold

    grant, code = part_of(target, "RAPIDUS-FE/H1")
    return LiftHold(grant=grant, hold=code)

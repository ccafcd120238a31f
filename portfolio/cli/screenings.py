"""Commands on strategic-risk screenings: requested by an officer, decided by the council."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import Grant, code_option, part, part_of
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.screenings import (
        ClearScreening,
        ClearWithConditions,
        RequestScreening,
    )

commands = typer.Typer()
_SCREENING = Part("screening", "screenings", "Q1")


@act(commands, "screen", "portfolio screen RAPIDUS-FE", "portfolio screen RAPIDUS-FE --member IBM")
def screen(
    _: Desk,
    target: Grant,
    *,
    member: Annotated[
        str | None,
        code_option("--member", "members", "Only this member; else the consortium as a whole."),
    ] = None,
) -> RequestScreening:
    """Ask the council to screen a grant, or a member of it."""
    from portfolio.domain.acts.screenings import RequestScreening

    return RequestScreening(grant=target, member=member)


_screening = subgroup(
    commands, "screening", "Clear, veto or expire a screening.",
    f"portfolio screening clear {_SCREENING.example}",
)  # fmt: skip


@act(
    _screening, "clear",
    f"portfolio screening clear {_SCREENING.example}",
    f'portfolio screening clear {_SCREENING.example} --conditions "no process data leaves Japan" '
    '--reason "licence to a foreign partner"',
)  # fmt: skip
def clear(
    _: Desk,
    target: Annotated[str, part("screening", "screenings")],
    *,
    conditions: Annotated[
        str | None, typer.Option(help="What the council asks for; then with a reason.")
    ] = None,
) -> ClearScreening | ClearWithConditions:
    """Clear a screening, with or without conditions.

    Until when it holds follows from the programme's terms.
    """
    from portfolio.domain.acts.screenings import ClearScreening, ClearWithConditions

    grant, screening = part_of(target, _SCREENING.example)
    if conditions is None:
        return ClearScreening(grant=grant, screening=screening)
    return ClearWithConditions(grant=grant, screening=screening, conditions=conditions)


plain_act(
    _screening, "screening veto", _SCREENING, "veto",
    """Veto: every payout of the grant is held.

    Until the council lifts it; no waiver reaches it.
    """,
    why="ownership of a member has changed",
)  # fmt: skip
plain_act(
    _screening, "screening lift-veto", _SCREENING, "lift veto",
    """Lift a veto, with a reason.

    Never done by whoever vetoed.
    """,
    why="the share was sold again",
)  # fmt: skip
plain_act(
    _screening, "screening expire", _SCREENING, "expire screening",
    "Record that a screening has run out.",
)  # fmt: skip

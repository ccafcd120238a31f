"""Commands on suspensions: money withheld for a shortfall, released as it is cured, or reduced."""

from __future__ import annotations

import typer

from portfolio.cli.command import subgroup
from portfolio.cli.plain import Part, plain_act

commands = typer.Typer()
_INSTALMENT = Part("instalment", "instalments", "I3")
_SUSPENSION = Part("suspension", "suspensions", "S1")

plain_act(
    commands, "suspend", _INSTALMENT, "suspend",
    """Withhold what an instalment has not shown.

    How much, and the day by which it has to be cured, follow from the conditions and the terms.
    """,
    why="M3 met in part",
)  # fmt: skip

_suspension = subgroup(
    commands, "suspension", "Release or reduce what is withheld.",
    "portfolio suspension release RAPIDUS-FE/S1",
)  # fmt: skip
plain_act(
    _suspension, "suspension announce", _SUSPENSION, "announce reduction",
    """Announce that what is not cured will be reduced.

    The time for its cure is over; the time to object begins.
    """,
    why="not cured in time",
)  # fmt: skip
plain_act(
    _suspension, "suspension release", _SUSPENSION, "release",
    """Release what is cured by now.

    All of it, or the part that the conditions show.
    """,
)  # fmt: skip
plain_act(
    _suspension, "suspension reduce", _SUSPENSION, "reduce",
    """Take away for good what was not cured in time.

    The reduction was announced and the time to object is over.
    """,
    why="not cured in time",
)  # fmt: skip

"""Commands on one grant: everything about it, and why an instalment is payable or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import command
from portfolio.cli.options import Grant, InstalmentOf, part_of

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk

commands = typer.Typer()


@command(commands, "show", "portfolio show RAPIDUS-FE")
def show(desk: Desk, grant: Grant) -> None:
    """Print a grant in full."""
    from portfolio.cli.dossier_page import dossier_json, dossier_lines
    from portfolio.cli.render import write, write_json
    from portfolio.services.browse import dossier

    found = dossier(desk.office, grant)
    if desk.as_json:
        write_json(dossier_json(found, desk.language))
        return
    write(dossier_lines(found, desk.language))


@command(
    commands, "explain",
    "portfolio explain RAPIDUS-FE/I3",
    "portfolio explain RAPIDUS-FE/I3 --in-full",
)  # fmt: skip
def explain(
    desk: Desk,
    target: InstalmentOf,
    *,
    in_full: Annotated[
        bool,
        typer.Option(
            "--in-full", help="Every condition in a sentence, also those that hold, and evidence."
        ),
    ] = False,
) -> None:
    """Say why an instalment is payable now, or why not."""
    from portfolio.cli.explanation import explanation_json, explanation_lines
    from portfolio.cli.render import write, write_json
    from portfolio.services.browse import dossier

    grant, instalment = part_of(target, "RAPIDUS-FE/I3")
    found = dossier(desk.office, grant)
    weighed = found.entitlement(instalment)
    if desk.as_json:
        write_json(explanation_json(found, weighed, desk.language))
        return
    write(explanation_lines(found, weighed, desk.language, in_full=in_full))

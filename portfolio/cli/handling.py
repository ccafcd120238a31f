"""Commands that move nothing: a note to be read with a grant for ever, and who handles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.completion import complete_grant
from portfolio.cli.options import Grant, grant_or_part, one_word
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.assigning import AssignGrant
    from portfolio.domain.acts.notes import WriteNote

commands = typer.Typer()


@act(
    commands, "note",
    'portfolio note RAPIDUS-FE "the lead was asked for the audit letter"',
    'portfolio note RAPIDUS-FE/M3 "seen on site, tool 7 is running"',
    says_it=True,
)  # fmt: skip
def note(
    _: Desk,
    target: Annotated[
        str,
        typer.Argument(
            metavar="GRANT[/CODE]",
            help="Code of a grant, or of anything in it.",
            autocompletion=complete_grant,
        ),
    ],
) -> WriteNote:
    """Write a note on a grant or on something in it.

    It changes nothing, counts for nothing, and is read with the grant for ever.
    """
    from portfolio.domain.acts.notes import WriteNote

    grant, subject = grant_or_part(target, "RAPIDUS-FE/M3")
    return WriteNote(grant=grant, subject=subject or "")


@act(
    commands, "assign",
    "portfolio assign RAPIDUS-FE --role assessor --to ASSESSOR-1",
    "portfolio assign RAPIDUS-FE --role assessor --nobody",
)  # fmt: skip
def assign(
    _: Desk,
    target: Grant,
    *,
    role: Annotated[
        str,
        typer.Option(
            help="In which role: grant-officer, assessor, authorising-officer, "
            "accounting-officer or council."
        ),
    ],
    to: Annotated[
        str | None, typer.Option(metavar="CODE", help="The person; they hold the role.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Take it back.")] = False,
) -> AssignGrant:
    """Say who handles a grant in a role.

    The queue then waits for them. It allows and bars nothing.
    """
    from portfolio.domain.acts.assigning import AssignGrant
    from portfolio.domain.people import Role

    if nobody is (to is not None):
        raise Invalid("--to", to or "", "and --nobody exclude each other", "give one of them")
    return AssignGrant(grant=target, role=one_word("--role", role, Role), person=to)

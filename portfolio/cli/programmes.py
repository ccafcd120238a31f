"""Commands on programmes: the terms in force, each with where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import command
from portfolio.cli.desk import prints_for_people
from portfolio.cli.options import Programme  # noqa: TC001  # typer reads it

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk

commands = typer.Typer()
TERM_KEYS = ("name", "value", "from_on", "source", "source_on", "basis")


@command(commands, "terms", "portfolio terms POST5G", "portfolio terms POST5G --on 2025-03-31")
def terms(
    desk: Desk,
    programme: Programme,
    *,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The terms of this day; else of today.")
    ] = None,
) -> None:
    """Print the terms in force, with where each stands."""
    from portfolio.cli.render import write, write_json, write_list
    from portfolio.cli.terms_page import head_lines, term_columns
    from portfolio.domain.period import parse_day
    from portfolio.domain.terms import newest_terms
    from portfolio.services.browse import programme as file_of

    day = parse_day("--on", on) if on is not None else desk.office.today()
    file = file_of(desk.office, programme)
    found = newest_terms(file.terms, day)
    if desk.as_json:
        write_json({"as_of": day, "programme": file.programme, "terms": found})
        return
    if prints_for_people():
        write(head_lines(file.programme, day, desk.language))
    write_list(desk, TERM_KEYS, term_columns(file.programme, desk.language), found)

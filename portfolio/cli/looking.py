"""Commands that list: the portfolio at a glance, what waits, what comes next, the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from portfolio.cli.command import command
from portfolio.cli.completion import complete_grant
from portfolio.cli.options import one_word

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk

commands = typer.Typer()


@command(
    commands, "status",
    "portfolio status",
    "portfolio status --by year | cut -f1,4,9",
)  # fmt: skip
def status(
    desk: Desk,
    *,
    by: Annotated[
        Literal["grant", "programme", "year"] | None,
        typer.Option(help="One line a grant, a programme, or a programme's fiscal year."),
    ] = None,
    programme: Annotated[str | None, typer.Option(help="Only this programme's grants.")] = None,
) -> None:
    """Print what is committed, paid, payable, at risk."""
    from portfolio.cli import portfolio_lists as lists
    from portfolio.cli.render import write_json
    from portfolio.services import browse

    if desk.as_json:
        shown = browse.overview(desk.office, programme=programme)
        years = browse.position(desk.office)
        write_json(lists.status_json(shown, years, browse.seal(desk.office)))
        return
    if by == "year":
        lists.write_years(desk, browse.position(desk.office))
        return
    lists.write_overview(desk, browse.overview(desk.office, programme=programme), by)


@command(
    commands, "queue",
    "portfolio queue",
    "portfolio queue --role authorising-officer",
    "portfolio queue --person ASSESSOR-1",
)  # fmt: skip
def queue(
    desk: Desk,
    *,
    role: Annotated[
        str | None,
        typer.Option(
            help="Only what waits for them: grant-officer, assessor, authorising-officer, "
            "accounting-officer or council."
        ),
    ] = None,
    grant: Annotated[
        str | None, typer.Option(help="Only one grant.", autocompletion=complete_grant)
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Only what is for this person to do: by role, by what they did before, and by "
            "who handles the grant.",
        ),
    ] = None,
) -> None:
    """Print what waits for whom, longest waiting first."""
    from portfolio.domain.people import Role

    asked = one_word("--role", role, Role) if role is not None else None
    print_queue(desk, asked, grant, person)


def print_queue(
    desk: Desk, role: str | None = None, grant: str | None = None, person: str | None = None
) -> None:
    """Print the queue: of one role, of one grant, of one person."""
    from portfolio.cli import lists
    from portfolio.cli.render import write_json
    from portfolio.domain.people import Role
    from portfolio.reports.queue import MOST_LINES
    from portfolio.services import browse

    lines = browse.queue(desk.office, role=Role(role) if role else None, grant=grant)
    if person is not None:
        whose = desk.office.people().known(person)
        lines = tuple(line for line in lines if line.waits_for(whose))
    if desk.as_json:
        today = desk.office.today()
        write_json({"as_of": today, "queue": [lists.queue_row(x, today) for x in lines]})
        return
    lists.write_queue(desk, lines, most=MOST_LINES)


@command(
    commands, "outlook",
    "portfolio outlook",
    "portfolio outlook --programme SEMI5G --as-of 2026-03-31 --json",
)  # fmt: skip
def outlook(
    desk: Desk,
    *,
    programme: Annotated[str | None, typer.Option(help="Only this programme.")] = None,
) -> None:
    """Print what comes next: what is planned, blocked, late."""
    from portfolio.cli.outlook_list import outlook_json, write_outlook
    from portfolio.cli.render import write_json
    from portfolio.services import browse

    found = browse.outlook(desk.office, programme=programme)
    if desk.as_json:
        write_json(outlook_json(found, desk.language))
        return
    write_outlook(desk, found)


@command(
    commands, "journal",
    "portfolio journal RAPIDUS-FE",
    "portfolio journal --most 100 --json",
)  # fmt: skip
def journal(
    desk: Desk,
    grant: Annotated[
        str | None,
        typer.Argument(
            metavar="[GRANT]", help="Only this grant's entries.", autocompletion=complete_grant
        ),
    ] = None,
    *,
    most: Annotated[int, typer.Option(min=1, help="How many entries.")] = 200,
) -> None:
    """Print who did what, when and why; newest first."""
    from portfolio.cli import lists
    from portfolio.cli.as_json import entry
    from portfolio.cli.render import write_json
    from portfolio.services import browse

    entries = browse.journal_entries(desk.office, grant=grant, most=most)
    if desk.as_json:
        write_json({"entries": [entry(e, desk.language) for e in entries]})
        return
    currencies = {line.code: line.currency for line in browse.overview(desk.office).grants}
    in_all = len(entries) if grant else browse.entry_count(desk.office)
    lists.write_journal(desk, entries, currencies, in_all)

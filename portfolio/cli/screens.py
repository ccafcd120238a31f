"""Commands that open the screens, or print what they would show where there is no terminal."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path  # noqa: TC003  # typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import command
from portfolio.cli.looking import print_queue
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.services.office import Office

commands = typer.Typer()


@command(
    commands, "demo",
    "portfolio demo",
    "portfolio demo --print | head -20",
    "portfolio demo --keep trial.db",
)  # fmt: skip
def demo(
    desk: Desk,
    *,
    keep: Annotated[
        Path | None,
        typer.Option(help="Keep the database there, to go on with --db and --as."),
    ] = None,
    print_: Annotated[
        bool, typer.Option("--print", help="Print portfolio and queue; open no screen.")
    ] = False,
) -> None:
    """Open the demonstration: the portfolio of Japan.

    It is made in a throw-away database. Without a terminal it prints portfolio and queue.
    """
    refuse_a_database(desk)
    _demonstrate(desk, keep, prints=print_)


@command(commands, "review", "portfolio review")
def review(desk: Desk) -> None:
    """Open the screens, as plain portfolio does.

    Where there is no terminal the queue is printed.
    """
    from portfolio.cli.render import say

    why_not = open_or_print(desk)
    if why_not is not None:
        say(why_not)


def refuse_a_database(desk: Desk) -> None:
    """Raise `Invalid` where a database is named: a demonstration is made anew."""
    if desk.address is not None:
        raise Invalid(
            "--db", desk.address, "is no place for a demonstration",
            "leave it out, or keep the demonstration somewhere with --keep FILE",
        )  # fmt: skip


def open_or_print(desk: Desk) -> str | None:
    """Open the screens; where there is no terminal for them print the queue and return why."""
    from tui.terminal import why_no_screen

    why_not = why_no_screen(desk.language)
    if why_not is not None or desk.as_json:
        print_queue(desk)
    else:
        _open_or_welcome(desk)
    return why_not


def _open_or_welcome(desk: Desk) -> None:
    """Open the portfolio; where there is none to open, the welcome.

    Who asks for the past, or for another's desk, gets an answer instead; and so does a browser,
    which was let in to one portfolio.
    """
    from portfolio.cli.progress import said_meanwhile
    from portfolio.wording.commands import phrase

    with said_meanwhile(phrase("line.opening", desk.language)):
        from portfolio.services.arriving import arrive
        from portfolio.services.office import default_address
        from tui.app import run_review
        from tui.terminal import in_a_browser

    if desk.acts_as or desk.as_of or desk.known_at or in_a_browser():
        _open_screens(desk, desk.office)
        return
    address = desk.address or default_address()
    office = arrive(address).office
    if office is not None:
        _open_screens(desk, desk.with_evidence(office))
        return
    from tui.welcome import run_welcome

    way = run_welcome(address, desk.language, desk.closing)
    if isinstance(way, int):
        raise typer.Exit(way)
    office = desk.with_evidence(way.office)
    _leave_with(run_review(office, way.language, greeting=way.greeting, tour=way.tour))


def _demonstrate(desk: Desk, keep: Path | None, *, prints: bool) -> None:
    from portfolio.cli.progress import going_on
    from portfolio.cli.render import paragraph, say, write
    from portfolio.wording.commands import phrase
    from tui.terminal import why_no_screen

    with going_on(desk, phrase("line.making_it", desk.language)) as tick:
        from portfolio.services.demo import open_demo, passing_demo

        made = passing_demo(tick) if keep is None else nullcontext(open_demo(keep, tick=tick))
        office = desk.closing.enter_context(made)
    if desk.acts_as is not None:
        office = office.acting_as(desk.acts_as)
        office.person()
    office = desk.looking_back(desk.with_evidence(office))
    people = ", ".join(p.code for p in office.people().people if p.roles)
    told = paragraph(phrase("line.demonstration", desk.language).format(people=people))
    if keep is not None:
        say(phrase("line.demonstration_kept", desk.language).format(path=keep))
    if desk.as_json:
        _print_json(office)
    elif prints or why_no_screen(desk.language):
        write([*told, ""])
        _print_all(desk, office)
    else:
        say(*told)
        _open_screens(desk, office)


def _open_screens(desk: Desk, office: Office) -> None:
    from tui.app import run_review

    _leave_with(run_review(office, desk.language))


def _leave_with(code: int) -> None:
    if code:
        raise typer.Exit(code)


def _print_json(office: Office) -> None:
    from portfolio.cli.lists import queue_row
    from portfolio.cli.portfolio_lists import status_json
    from portfolio.cli.render import write_json
    from portfolio.services import browse

    today = office.today()
    status = status_json(browse.overview(office), browse.position(office), browse.seal(office))
    waiting = [queue_row(x, today) for x in browse.queue(office)]
    write_json({"demonstration": True, **status, "queue": waiting})


def _print_all(desk: Desk, office: Office) -> None:
    """Print portfolio and queue as people read them, also into a pipe: it is there to be seen."""
    from portfolio.cli.lists import queue_lines
    from portfolio.cli.portfolio_lists import overview_lines
    from portfolio.cli.render import write
    from portfolio.services import browse
    from portfolio.wording import label

    language = desk.language
    write([label("screen.portfolio", language), *overview_lines(browse.overview(office), language)])
    waiting = browse.queue(office)
    waits = label("total.waiting", language).format(count=f"{len(waiting):,}")
    head = f"{label('screen.queue', language)}: {waits}"
    write(["", head, "", *queue_lines(waiting, office.today(), language)])

"""The command ``portfolio``: what is said before a command, and the order in which commands are."""

from __future__ import annotations

import gc
import sys
from pathlib import Path  # noqa: TC003  # typer reads it
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

import portfolio
from portfolio.cli import (
    amendments,
    beginning,
    costs,
    covenants,
    curing,
    funding,
    grants,
    handling,
    holds,
    looking,
    milestones,
    one_grant,
    payouts,
    people,
    programmes,
    record,
    recoveries,
    screenings,
    screens,
    serving,
    suspensions,
    training,
    waivers,
)
from portfolio.cli.command import example
from portfolio.cli.desk import Desk
from portfolio.domain.errors import PortfolioError
from tui.ending import when_ended

if TYPE_CHECKING:
    from types import ModuleType

_BEFORE_THE_COMMAND = ("--db", "--as", "--lang", "--as-of", "--known-at")

PANELS: dict[str, tuple[ModuleType, ...]] = {
    "Begin": (screens, serving, beginning, people),
    "Read": (looking, one_grant, programmes, record),
    "Grants": (grants, handling),
    "Milestones": (milestones, curing),
    "People, private money, costs": (training, funding, costs),
    "Payouts": (payouts, holds),
    "Suspensions and recoveries": (suspensions, recoveries),
    "Waivers and amendments": (waivers, amendments),
    "Screening and covenants": (screenings, covenants),
}
"""The commands as help lists them: by what they are about."""


class Root(TyperGroup):
    """Takes its options before the command or after it, and turns errors into words and codes."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer keeps its class to itself
        """Move what belongs before the command to the front, where it is declared."""
        front: list[str] = []
        rest: list[str] = []
        waiting = iter(args)
        for arg in waiting:
            if arg == "--":
                rest += [arg, *waiting]
            elif arg in _BEFORE_THE_COMMAND:
                front += [arg, *(value for value in (next(waiting, None),) if value is not None)]
            elif arg.partition("=")[0] in _BEFORE_THE_COMMAND:
                front.append(arg)
            else:
                rest.append(arg)
        return super().parse_args(ctx, front + rest)

    def format_commands(self, _: Any, formatter: Any) -> None:  # noqa: ANN401  # the same
        """List the commands by their panels, the names all in one column."""
        widest = max(map(len, self.commands))
        for panel in PANELS:
            listed = [
                c for c in self.commands.values() if getattr(c, "rich_help_panel", None) == panel
            ]
            with formatter.section(panel):
                formatter.write_dl(
                    [
                        (f"{c.name:{widest}}", c.get_short_help_str(formatter.width - widest - 6))
                        for c in listed
                    ]
                )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # the same
        """Find the command; a word that only groups know is said with its group."""
        word = args[0]
        groups = [name for name, c in self.commands.items() if word in getattr(c, "commands", {})]
        if groups and word not in self.commands:
            meant = " or ".join(f"'{name} {word}'" for name in groups)
            ctx.fail(f"No such command {word!r}. Did you mean {meant}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # the same
        """Run the command; leave with the exit code of whatever it raised."""
        desk = Desk()
        ctx.obj = desk
        try:
            with desk.closing:
                found = super().invoke(ctx)
                sys.stdout.flush()
        except PortfolioError as error:
            from portfolio.cli.exit_codes import report

            raise typer.Exit(report(desk, error)) from error
        except BrokenPipeError:
            from portfolio.cli.fault import close_quietly

            close_quietly()
            raise typer.Exit(0) from None
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as error:
            from portfolio.cli.fault import report_fault

            raise typer.Exit(report_fault(desk, error)) from error
        return found


app = typer.Typer(
    name="portfolio",
    cls=Root,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=example(
        "portfolio demo",
        "portfolio init",
        "portfolio import grants.json --dry-run",
        "portfolio explain RAPIDUS-FE/I3",
    ),
)


def _print_version(asked: bool) -> None:  # noqa: FBT001  # typer calls it with the flag
    if asked:
        sys.stdout.write(f"portfolio {portfolio.__version__}\n")
        raise typer.Exit


@app.callback()
def before_the_command(  # noqa: PLR0913, PLR0917  # one each for what may be said before a command
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|URL",
            help="The portfolio; else PORTFOLIO_DATABASE_URL, else one in your data folder.",
        ),
    ] = None,
    acts_as: Annotated[
        str | None,
        typer.Option("--as", metavar="CODE", help="Act as this person; in a demonstration only."),
    ] = None,
    lang: Annotated[
        Literal["en", "ja"] | None,
        typer.Option(help="Language; else what LC_ALL or LANG asks for."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Look back: as it stood on this day. Nothing is changed."
        ),
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT", help="And as it was known then: 2026-11-20T09:00+09:00, or a day."
        ),
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where the files behind the evidence are; else PORTFOLIO_EVIDENCE.",
        ),
    ] = None,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Public money, paid when, and only when, its milestones and its training are there.

    Without a command it opens the screens on a terminal and prints the queue in a pipe.
    """
    desk = ctx.ensure_object(Desk)
    desk.address, desk.acts_as, desk.lang = db, acts_as, lang
    desk.as_of, desk.known_at, desk.evidence = as_of, known_at, evidence
    if ctx.invoked_subcommand is None:
        screens.open_or_print(desk)


for _panel, _files in PANELS.items():
    for _file in _files:
        for _each in (*_file.commands.registered_commands, *_file.commands.registered_groups):
            _each.rich_help_panel = _panel
        app.add_typer(_file.commands)


_COLLECTS_AFTER = (20_000, 10, 10)
"""When garbage is collected. A start makes some hundred thousand objects that all stay: looking
through them every 700, as Python does, takes a tenth of it, and is felt again at every long list.
"""


def run() -> None:
    """Run the command line; this is what ``portfolio`` starts."""
    gc.set_threshold(*_COLLECTS_AFTER)
    when_ended(sys.exit)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows its code; it is no reason to stop.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        app(prog_name="portfolio")
    finally:
        _flush_or_let_go()


def _flush_or_let_go() -> None:
    """Write out what is left; where nobody reads it any more, be quiet about it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        from portfolio.cli.fault import close_quietly

        close_quietly()

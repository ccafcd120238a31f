"""How a function becomes a command: with its example, `--json`, and what every act may be told.

A command prints. An act only says which request it stands for: carrying it out,
the dry run, the repeated command and the words afterwards are the same for all of them.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from portfolio.cli.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome

    Function = Callable[..., Any]
    Carry = Callable[[Office, Any, "Said"], Outcome]

JSON = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DRY_RUN = Annotated[
    bool, typer.Option("--dry-run", help="Do everything but save: say what would follow.")
]
_REASON = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept in the journal.")
]
TEXT = Annotated[str, typer.Argument(metavar="TEXT", help="What it says; kept in the journal.")]
_ON = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day it counts from, such as 2026-11-30; else today."
    ),
]
_COMMAND_ID = Annotated[
    str | None,
    typer.Option(
        "--command-id", metavar="ID",
        help="A name for this command: repeated under it, it has one effect.",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said about an act besides the act itself."""

    reason: str | None
    on: date | None
    command_id: str | None
    dry_run: bool


def example(*lines: str) -> str:
    """Return examples as the end of a help text, each on its line."""
    head = "Example:" if len(lines) == 1 else "Examples:"
    return "\b\n" + "\n".join((head, *(f"  {line}" for line in lines)))


def subgroup(group: typer.Typer, name: str, does: str, of: str) -> typer.Typer:
    """Return a new group of commands under `name`; `of` is an example of one of them."""
    inner = typer.Typer(name=name, help=does, epilog=example(of), no_args_is_help=True)
    group.add_typer(inner)
    return inner


def command(group: typer.Typer, name: str, *examples: str) -> Callable[[Function], Function]:
    """Make a function of a desk and options a reading command with `--json`."""

    def declare(function: Function) -> Function:
        def run(ctx: typer.Context, as_json: bool, **said: Any) -> None:  # noqa: ANN401, FBT001  # typer calls by name with whatever was declared
            function(desk_of(ctx, as_json=as_json), **said)

        _register(group, name, run, function, [("as_json", JSON, False)], examples)
        return function

    return declare


def act(
    group: typer.Typer,
    name: str,
    *examples: str,
    carry: Carry | None = None,
    says_it: bool = False,
) -> Callable[[Function], Function]:
    """Make a function that returns a request a writing command.

    `carry` carries the request out where `perform` does not: for acts that are on no grant. With
    `says_it` the reason is all that is said, and is typed after what it is said on.
    """

    def declare(function: Function) -> Function:
        def run(  # noqa: PLR0913, PLR0917  # what every act may be told
            ctx: typer.Context,
            reason: str | None,
            on: str | None,
            command_id: str | None,
            dry_run: bool,  # noqa: FBT001  # typer calls by name
            as_json: bool,  # noqa: FBT001  # the same
            **options: Any,  # noqa: ANN401  # whatever the function declares
        ) -> None:
            from portfolio.cli.outcome import print_outcome
            from portfolio.domain.period import parse_day

            desk = desk_of(ctx, as_json=as_json)
            said = Said(
                reason=reason,
                on=parse_day("--on", on) if on is not None else None,
                command_id=command_id,
                dry_run=dry_run,
            )
            request = function(desk, **options)
            outcome = (carry or _perform)(desk.office, request, said)
            desk.saved = not outcome.dry
            print_outcome(desk, outcome)

        reason = (TEXT, Parameter.empty) if says_it else (_REASON, None)
        more = [
            ("reason", *reason), ("on", _ON, None), ("command_id", _COMMAND_ID, None),
            ("dry_run", DRY_RUN, False), ("as_json", JSON, False),
        ]  # fmt: skip
        _register(group, name, run, function, more, examples)
        return function

    return declare


def desk_of(ctx: typer.Context, *, as_json: bool) -> Desk:
    """Return the desk that the options before the command have set up."""
    desk = ctx.find_object(Desk) or Desk()
    desk.as_json = as_json
    desk.doing = ctx.command_path
    return desk


def _perform(office: Office, request: Any, said: Said) -> Outcome:  # noqa: ANN401  # a request of the domain
    from portfolio.services.perform import perform

    return perform(
        office, request,
        reason=said.reason, on=said.on, command_id=said.command_id, dry_run=said.dry_run,
    )  # fmt: skip


def _register(  # noqa: PLR0913, PLR0917  # a command and what it is made from
    group: typer.Typer,
    name: str,
    run: Function,
    function: Function,
    more: Iterable[tuple[str, Any, object]],
    examples: tuple[str, ...],
) -> None:
    """Register `run` under a signature of the function's own options and `more`."""
    # The first parameter is the desk and the result a request: nobody types them, so that what
    # they are need not be loaded to read the signature.
    desk = next(iter(inspect.signature(function).parameters))
    for unread in (desk, "return"):
        function.__annotations__.pop(unread, None)
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    keyword = Parameter.KEYWORD_ONLY
    parameters = [
        Parameter("ctx", keyword, annotation=typer.Context),
        *(p.replace(kind=keyword) for p in own),
        *(Parameter(n, keyword, default=d, annotation=a) for n, a, d in more),
    ]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # inspect reads it
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    group.command(name, help=function.__doc__, epilog=example(*examples))(run)

"""Commands that begin a portfolio and bring files in: ``init``, ``import``, ``template``, …."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import DRY_RUN, command

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.services.importing import Plan

commands = typer.Typer()


@command(
    commands, "init",
    'portfolio init --name "Administrator"',
    "portfolio --db trial.db init --demonstration",
)  # fmt: skip
def init(  # noqa: PLR0913  # one parameter an option
    desk: Desk,
    *,
    name: Annotated[
        str, typer.Option(help="Name or office of the first administrator: you.")
    ] = "Administrator",
    code: Annotated[str, typer.Option(help="Their code.")] = "ADMIN-1",
    name_ja: Annotated[str | None, typer.Option(help="The name in Japanese.")] = None,
    demonstration: Annotated[
        bool,
        typer.Option(
            "--demonstration", help="To play with: acting as others is possible, for ever."
        ),
    ] = False,
    dry_run: DRY_RUN = False,
) -> None:
    """Begin a portfolio, with you as its first administrator.

    On one that an older release wrote: bring it forward, and keep a copy of it as it was.
    """
    from portfolio.cli.render import say, write, write_json
    from portfolio.domain.charter import Purpose
    from portfolio.services.founding import first_administrator, found, is_older, may_begin
    from portfolio.services.office import default_address
    from portfolio.wording import label, word
    from portfolio.wording.commands import phrase

    purpose = Purpose.DEMONSTRATION if demonstration else Purpose.RECORD
    address = desk.address or default_address()
    if is_older(address):
        _bring_forward(desk, address, dry_run=dry_run)
        return
    if dry_run:
        first_administrator(name=name, code=code, name_ja=name_ja)
        write([may_begin(address).name])
        say(label("result.dry_run", desk.language))
        return
    office = found(address, name=name, code=code, name_ja=name_ja, purpose=purpose)
    desk.saved = True
    if desk.as_json:
        begun = {"database": office.database.name, "administrator": code, "purpose": purpose}
        write_json(begun | {"login": office.login})
        return
    write([office.database.name])
    who = {"purpose": word(purpose, desk.language), "code": code, "login": office.login}
    say(
        phrase("line.begun", desk.language).format(**who),
        phrase("line.begun_next", desk.language),
    )


def _bring_forward(desk: Desk, address: str, *, dry_run: bool) -> None:
    from portfolio.cli.render import say, write, write_json
    from portfolio.services.founding import bring_forward
    from portfolio.wording import label
    from portfolio.wording.commands import phrase

    if dry_run:
        write([address])
        say(label("result.dry_run", desk.language))
        return
    copy = bring_forward(address)
    desk.saved = True
    if desk.as_json:
        write_json({"database": address, "copy": str(copy) if copy else None})
        return
    write([address])
    say(phrase("line.brought_forward", desk.language))
    if copy is not None:
        say(phrase("line.kept_as_it_was", desk.language).format(copy=copy))


@command(
    commands, "import",
    "portfolio import people.json grants.json --dry-run",
    "portfolio import grants.json --yes",
    'portfolio import plan.xlsx --reason "scanner delivered late"',
)  # fmt: skip
def import_(
    desk: Desk,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Portfolio files: .json, .xlsx, or a folder of CSV files."
        ),
    ],
    *,
    reason: Annotated[
        str | None, typer.Option(help="Why what is known is to change; needed where it is.")
    ] = None,
    dry_run: DRY_RUN = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal.")] = False,
) -> None:
    """Bring files in, all of it or nothing.

    The plan and every problem come first. On a terminal it asks; in a pipe a plan without
    problems is carried out. What is known already is left alone: the same file twice changes
    nothing. What a file says otherwise of a known grant is proposed as one amendment of it, which
    somebody else confirms.
    """
    from portfolio.cli.progress import going_on
    from portfolio.cli.render import say
    from portfolio.domain.errors import FileProblems
    from portfolio.services.importing import import_files
    from portfolio.wording.commands import phrase

    asks = sys.stdin.isatty() and not (yes or dry_run)
    with going_on(desk, phrase("line.importing", desk.language)) as tick:
        plan = import_files(desk.office, files, reason=reason, dry_run=dry_run or asks, tick=tick)
    if plan.problems:
        if not desk.as_json:
            _print_lines(desk, plan)
        raise FileProblems(plan.problems)
    if asks and not plan.changes_nothing:
        _print_lines(desk, plan)
        if not typer.confirm(phrase("line.import_asks", desk.language), err=True):
            _print_end(desk, plan)
            return
        with going_on(desk, phrase("line.importing", desk.language)) as tick:
            plan = import_files(desk.office, files, reason=reason, seen=plan, tick=tick)
        if plan.problems:
            raise FileProblems(plan.problems)
        if not plan.written:
            _print_lines(desk, plan)
            say(phrase("line.import_moved", desk.language))
    else:
        _print_plan(desk, plan)
    desk.saved = plan.written
    _print_end(desk, plan)


def _print_plan(desk: Desk, plan: Plan) -> None:
    from portfolio.cli.render import write_json

    if not desk.as_json:
        _print_lines(desk, plan)
        return
    write_json(
        {"written": plan.written and not plan.changes_nothing, "entries": plan.entries}
        | {"changes_nothing": plan.changes_nothing, "lines": plan.lines, "problems": []}
    )


def _print_lines(desk: Desk, plan: Plan) -> None:
    from portfolio.cli.desk import prints_for_people
    from portfolio.cli.render import Column, write, write_list
    from portfolio.wording import kind_word
    from portfolio.wording.commands import phrase

    columns = (
        Column("column.kind", lambda line: kind_word(line.what, desk.language)),
        Column("column.subject", lambda line: line.subject, flexible=True),
        Column("column.adds", lambda line: f"{line.adds:,}", right=True),
        Column("column.leaves", lambda line: f"{line.leaves:,}", right=True),
    )
    # People read what is new; a program gets every line.
    news = [x for x in plan.lines if x.adds or x.changes or x.what == "left_aside"]
    listed = news if prints_for_people() else plan.lines
    write_list(desk, ("what", "subject", "adds", "leaves"), columns, listed)
    if len(listed) < len(plan.lines):
        known = phrase("line.known_lines", desk.language)
        write([known.format(count=f"{len(plan.lines) - len(listed):,}")])
    if plan.changes:
        write([""])
        _print_changes(desk, plan)


def _print_changes(desk: Desk, plan: Plan) -> None:
    """Print line by line what would be proposed: what stands, and what it would become."""
    from portfolio.cli.render import Column, write_list
    from portfolio.wording import word
    from portfolio.wording.figures import amount

    def shown(text: str, currency: str | None) -> str:
        return text if currency is None else amount(int(text), currency, desk.language)

    columns = (
        Column("column.subject", lambda change: change.subject),
        Column("column.amends", lambda change: word(change.what, desk.language)),
        Column("column.stands", lambda change: shown(change.old, change.currency)),
        Column("column.becomes", lambda change: shown(change.new, change.currency)),
        Column("column.place", lambda change: change.place, flexible=True),
        Column("column.proposed_in", lambda change: change.amendment or "-", rank=1),
    )
    keys = ("subject", "what", "old", "new", "place", "amendment")
    write_list(desk, keys, columns, plan.changes)


def _print_end(desk: Desk, plan: Plan) -> None:
    from portfolio.cli.render import say
    from portfolio.wording import label
    from portfolio.wording.commands import phrase

    if plan.changes_nothing:
        say(phrase("line.known_already", desk.language))
    elif plan.written:
        counted = phrase("line.imported", desk.language).format(count=f"{plan.entries:,}")
        say(f"{label('result.saved', desk.language)} {counted}")
    else:
        say(label("result.nothing_saved", desk.language))


@command(commands, "schema", "portfolio schema > portfolio.schema.json")
def schema(_: Desk) -> None:
    """Print the JSON Schema of a portfolio file."""
    from portfolio.cli.render import write_json
    from portfolio.services import templates

    write_json(templates.schema())


@command(
    commands, "template",
    "portfolio template",
    "portfolio template --out plan.xlsx",
)  # fmt: skip
def template(
    desk: Desk,
    *,
    out: Annotated[
        Path, typer.Option(help="Where to write it; what stands there is never replaced.")
    ] = Path("portfolio.xlsx"),
) -> None:
    """Write an empty workbook to fill in.

    It has one sheet a table, with what is to be written above each column, and can be imported once
    it is filled in. With 'portfolio --lang ja' it is in Japanese.
    """
    from portfolio.cli.render import write, write_json
    from portfolio.services.templates import put_template

    put_template(out, desk.language)
    if desk.as_json:
        write_json({"path": str(out)})
        return
    write([str(out)])

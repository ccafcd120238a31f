"""Commands on the record as a whole: ``verify`` and ``export``."""

from __future__ import annotations

from dataclasses import fields
from operator import itemgetter
from pathlib import Path  # noqa: TC003  # typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import command
from portfolio.domain.errors import Invalid
from portfolio.domain.text import visible

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.services.against import Against
    from portfolio.services.exporting import Since
    from portfolio.services.verify import Verification

commands = typer.Typer()

SINCE = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Say what has changed since the position of this day."),
]
SINCE_KNOWN = Annotated[
    str | None,
    typer.Option(metavar="MOMENT", help="The earlier position as it was known at this moment."),
]


@command(
    commands, "verify",
    "portfolio verify",
    "portfolio verify --against review-2026.xlsx",
)  # fmt: skip
def verify(
    desk: Desk,
    *,
    against: Annotated[
        list[Path] | None,
        typer.Option(metavar="EXPORT", help="And whether it still has what this export rested on."),
    ] = None,
    signers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Allowed signers of the exports (ssh-keygen's format)."),
    ] = None,
) -> None:
    """Check whether the record holds.

    That is the file, the chained journal, and every row against it. An export that was kept
    elsewhere convicts a record that was rewritten as a whole. Leaves with 5 where anything does
    not hold.
    """
    from portfolio.cli.exit_codes import BROKEN
    from portfolio.cli.render import write, write_json
    from portfolio.services.against import verify_against
    from portfolio.services.office import default_address
    from portfolio.services.verify import verify_at

    found = verify_at(desk.address or default_address())
    held = [verify_against(desk.office, each, signers) for each in against or ()]
    sound = found.sound and all(each.sound for each in held)
    if desk.as_json:
        write_json(
            {"sound": sound, "verification": found, "against": [against_json(h) for h in held]}
        )
    else:
        write([*_lines(desk, found), *(line for each in held for line in _held_lines(desk, each))])
    if not sound:
        raise typer.Exit(BROKEN)


def against_json(held: Against) -> dict[str, object]:
    """Return what an export proved, without the list of heads."""
    account = {f.name: getattr(held.account, f.name) for f in fields(held.account)}
    account.pop("heads")
    return {
        "sound": held.sound, "export": held.export, **account, "broken": held.broken,
        "compared": held.compared, "signer": held.signer,
    }  # fmt: skip


def _held_lines(desk: Desk, held: Against) -> list[str]:
    from portfolio.cli.render import paragraph
    from portfolio.wording import broken, day, label, moment
    from portfolio.wording.commands import phrase

    account = held.account
    rested = phrase("line.against", desk.language).format(
        export=held.export,
        day=day(account.as_of, desk.language),
        moment=moment(account.recorded_at, "UTC", desk.language),
        entries=f"{account.entries:,}",
    )
    lines = ["", *paragraph(rested)]
    head = phrase("line.break", desk.language) + " "
    for each in held.broken:
        lines += paragraph(broken(each, desk.language), first=head, rest="     ")
    if held.sound:
        lines.append(label("seal.against", desk.language))
        if not held.compared:
            said = phrase("line.not_compared", desk.language).format(software=account.software)
            lines += paragraph(said)
    signed = label("seal.not_signed", desk.language)
    if held.signer is not None:
        signed = phrase("line.signed", desk.language).format(signer=visible(held.signer))
    return [*lines, *paragraph(signed)]


def _lines(desk: Desk, found: Verification) -> list[str]:
    from portfolio.cli.render import paragraph
    from portfolio.wording import broken, label
    from portfolio.wording.commands import phrase

    lines = paragraph(found.database)
    if found.seal is not None:
        counts = {"entries": found.entries, "streams": found.streams, "records": found.records}
        lines += paragraph("  ".join(f"{name} {count:,}" for name, count in counts.items()))
        lines += paragraph(f"journal mode {found.journal_mode}")
        lines += paragraph(f"{label('seal.seal', desk.language)} {found.seal}", rest="  ")
    head = phrase("line.break", desk.language) + " "
    for each in found.broken:
        lines += paragraph(broken(each, desk.language), first=head, rest="     ")
    if found.sound:
        return [*lines, label("seal.verified", desk.language)]
    counted = phrase("line.unsound", desk.language).format(count=f"{len(found.broken):,}")
    return [*lines, *paragraph(counted)]


@command(
    commands, "backup",
    "portfolio backup --out portfolio-2026-11-26.db",
)  # fmt: skip
def backup(
    desk: Desk,
    *,
    out: Annotated[Path, typer.Option(help="A new file; what stands there is never replaced.")],
) -> None:
    """Copy the record to a new file, and verify the copy.

    Leaves with 5 where the copy does not hold.
    """
    from portfolio.cli.exit_codes import BROKEN
    from portfolio.cli.render import say, write, write_json
    from portfolio.services.backing_up import back_up
    from portfolio.wording import label

    done = back_up(desk.office, out)
    found = done.verification
    if desk.as_json:
        write_json({"path": str(out), "size": done.size, "sound": found.sound, "seal": found.seal})
    else:
        write([str(out)])
        say(label("backup.holds" if found.sound else "backup.does_not_hold", desk.language))
    if not found.sound:
        raise typer.Exit(BROKEN)


@command(
    commands, "export",
    "portfolio export --list",
    "portfolio export --format xlsx --out review-2026.xlsx --lang ja",
)  # fmt: skip
def export(  # noqa: PLR0913  # one each for what may be said of an export
    desk: Desk,
    *,
    format_: Annotated[str | None, typer.Option("--format", help="See --list.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write it.")] = None,
    since: SINCE = None,
    since_known: SINCE_KNOWN = None,
    programme: Annotated[str | None, typer.Option(help="Only this programme.")] = None,
    sign: Annotated[
        Path | None,
        typer.Option(metavar="KEY", help="Sign it with this SSH key; the signature lies beside."),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the formats and what each is for.")
    ] = False,
) -> None:
    """Write the portfolio to a file for budget review.

    With --since it says what has changed since an earlier position, and who decided it.
    """
    from portfolio.cli.progress import going_on
    from portfolio.cli.render import say, write, write_json
    from portfolio.services import exporting
    from portfolio.wording.commands import phrase

    if list_:
        _print_formats(desk)
        return
    if format_ is None or out is None:
        missing = "--format" if format_ is None else "--out"
        raise Invalid(missing, "", "is missing", "see 'portfolio export --help' for an example")
    with going_on(desk, phrase("line.exporting", desk.language)) as tick:
        written = exporting.export(
            desk.office, format_, out, desk.language,
            since=since_of(since, since_known), programme=programme, tick=tick,
        )  # fmt: skip
    signature = None
    if sign is not None:
        from portfolio.services import signing

        signature = signing.sign(out, sign)
    if desk.as_json:
        write_json(written)
        return
    write([str(written.path), *([str(signature)] if signature else [])])
    say(
        f"seal {written.seal}",
        *(f"SHA-256 {digest}  {name}" for name, digest in written.sha256.items()),
    )


def _print_formats(desk: Desk) -> None:
    from portfolio.cli.render import Column, write_json, write_list
    from portfolio.services.exporting import catalogue
    from portfolio.wording import Language, label

    rows = [
        {
            "name": kind.name,
            "suffix": kind.suffix,
            "purpose": label(f"export.{kind.name}", Language.ENGLISH),
            "shown": label(f"export.{kind.name}", desk.language),
        }
        for kind in catalogue()
    ]
    keys = ("name", "suffix", "purpose")
    if desk.as_json:
        write_json({"formats": [{key: row[key] for key in keys} for row in rows]})
        return
    columns = (
        Column("column.name", itemgetter("name")),
        Column("column.suffix", itemgetter("suffix")),
        Column("column.purpose", itemgetter("shown"), flexible=True),
    )
    write_list(desk, keys, columns, rows)


def since_of(day: str | None, known: str | None) -> Since | None:
    """Return the earlier position that is asked for. Raises `Invalid`."""
    from portfolio.domain.period import parse_day, parse_moment
    from portfolio.services.exporting import Since
    from portfolio.services.office import AGENCY_ZONE

    if day is None:
        if known is not None:
            raise Invalid(
                "--since-known",
                known,
                "says of when, not of which day",
                "name the day with --since",
            )
        return None
    moment = parse_moment("--since-known", known, AGENCY_ZONE) if known else None
    return Since(parse_day("--since", day), moment)


@command(
    commands, "diff",
    "portfolio diff --since 2026-03-31",
    "portfolio diff --since 2025-09-30 --as-of 2026-03-31 --json",
)  # fmt: skip
def diff(
    desk: Desk,
    *,
    since: SINCE = None,
    since_known: SINCE_KNOWN = None,
) -> None:
    """Print what has changed, and who decided it.

    Between two positions: an earlier one, and today's or that of --as-of and --known-at.
    """
    from portfolio.cli.changed import print_changes

    earlier = since_of(since, since_known)
    if earlier is None:
        raise Invalid("--since", "", "is missing", "name the day of the earlier position")
    print_changes(desk, earlier)

"""What people type, read: grants and their parts, amounts, documents, words. Nothing is guessed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from portfolio.cli.completion import (
    complete_code,
    complete_grant,
    complete_part,
    complete_programme,
)
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from enum import StrEnum

    from portfolio.cli.desk import Desk

    Word = TypeVar("Word", bound=StrEnum)


def part(name: str, records: str) -> Any:  # noqa: ANN401  # typer says no more of its arguments
    """Return an argument that names a grant and one of its parts: one of these records."""
    return typer.Argument(
        metavar=f"GRANT/{name.upper()}",
        help=f"Codes of a grant and of one of its {records.replace('_', ' ')}.",
        autocompletion=complete_part(records),
    )


def code_option(name: str, records: str, what: str) -> Any:  # noqa: ANN401  # the same
    """Return an option that names a part of the grant named before it."""
    return typer.Option(name, metavar="CODE", help=what, autocompletion=complete_code(records))


Grant = Annotated[
    str,
    typer.Argument(metavar="GRANT", help="Code of a grant.", autocompletion=complete_grant),
]
Programme = Annotated[
    str,
    typer.Argument(
        metavar="PROGRAMME", help="Code of a programme.", autocompletion=complete_programme
    ),
]
GrantOrInstalment = Annotated[
    str,
    typer.Argument(
        metavar="GRANT[/INSTALMENT]",
        help="Code of a grant, or of one of its instalments.",
        autocompletion=complete_part("instalments"),
    ),
]
MilestoneOf = Annotated[str, part("milestone", "milestones")]
InstalmentOf = Annotated[str, part("instalment", "instalments")]
PayoutOf = Annotated[str, part("payout", "payouts")]

Document = Annotated[str, typer.Option(help="What shows it: certificates, statement, invoice.")]
DocumentFile = Annotated[
    Path | None,
    typer.Option("--file", help="That document; its SHA-256 is kept, never the file."),
]
DocumentDigest = Annotated[str | None, typer.Option(help="Or the document's SHA-256.")]


def part_of(target: str, example: str) -> tuple[str, str]:
    """Return the two codes of ``RAPIDUS-FE/M3``, or raise `Invalid` showing how it is written."""
    grant, _, code = target.partition("/")
    if not grant or not code or "/" in code:
        raise Invalid(
            "target", target, "is not the code of a grant, '/', and the code of a part of it",
            f"write it like {example}",
        )  # fmt: skip
    return grant, code


def grant_or_part(target: str, example: str) -> tuple[str, str | None]:
    """Return the code of a grant and, where one is named, of a part of it."""
    return part_of(target, example) if "/" in target else (target, None)


def one_word(field: str, text: str, words: type[Word]) -> Word:
    """Return the word of the domain that was typed; '-' and '_' may stand for its blanks.

    Raises `Invalid` with all there are.
    """
    typed = text.strip().lower().replace("_", " ")
    for word in words:
        if typed in (word.value.lower(), word.value.lower().replace(" ", "-")):
            return word
    raise Invalid(
        field, text, "is not one of those known here",
        "use one of " + ", ".join(word.value.replace(" ", "-") for word in words),
    )  # fmt: skip


def minor(desk: Desk, grant: str, amount: str, field: str = "--amount") -> int:
    """Return an amount as typed in the currency of the grant's programme, in minor units."""
    from portfolio.domain.money import parse_minor
    from portfolio.services.browse import dossier

    return parse_minor(field, amount, dossier(desk.office, grant).programme.programme.currency)


def digest_of(file: Path | None, sha256: str | None) -> str:
    """Return the SHA-256 of a document that was named by its file, or by its SHA-256 itself."""
    from portfolio.services.digesting import sha256_of_file

    if file is not None and sha256 is None:
        return sha256_of_file(file)
    if sha256 is not None and file is None:
        return sha256
    raise Invalid(
        "--file", "" if file is None else str(file), "and --sha256 exclude each other",
        "give one of them",
    )  # fmt: skip

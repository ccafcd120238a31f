"""What people type, read: grants and their parts, kinds and roles. Nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from portfolio.cli.completion import complete_grant, complete_part
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from enum import StrEnum

    Word = TypeVar("Word", bound=StrEnum)

Grant = Annotated[
    str,
    typer.Argument(metavar="GRANT", help="Code of a grant.", autocompletion=complete_grant),
]
MilestoneOf = Annotated[
    str,
    typer.Argument(
        metavar="GRANT/MILESTONE",
        help="Codes of a grant and of one of its milestones.",
        autocompletion=complete_part("milestones"),
    ),
]
InstalmentOf = Annotated[
    str,
    typer.Argument(
        metavar="GRANT/INSTALMENT",
        help="Codes of a grant and of one of its instalments.",
        autocompletion=complete_part("instalments"),
    ),
]
PayoutOf = Annotated[
    str,
    typer.Argument(
        metavar="GRANT/PAYOUT",
        help="Codes of a grant and of one of its payouts.",
        autocompletion=complete_part("payouts"),
    ),
]


def part_of(target: str, example: str) -> tuple[str, str]:
    """Return the two codes of ``RAPIDUS-FE/M3``, or raise `Invalid` showing how it is written."""
    grant, _, code = target.partition("/")
    if not grant or not code or "/" in code:
        raise Invalid(
            "target", target, "is not the code of a grant, '/', and the code of a part of it",
            f"write it like {example}",
        )  # fmt: skip
    return grant, code


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

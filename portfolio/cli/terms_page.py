"""The terms of a programme as people read them: what each says, since when, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.columns import Columns
from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import Column, paragraph
from portfolio.wording import day, label, term_value, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portfolio.domain.programme import Programme
    from portfolio.wording.language import Language


def head_lines(programme: Programme, on: date, language: Language) -> list[str]:
    """Return whose terms they are, how money follows from what is shown, and where that stands."""
    source = label("column.source", language)
    return [
        *paragraph(f"{programme.code}  {named(programme, 'title', language)}"),
        *paragraph(
            f"{label('seal.as_of', language)} {day(on, language)}  "
            f"{word(programme.policy, language)}  {word(programme.reductions, language)}"
        ),
        *paragraph(f"{source}: {programme.terms_source}"),
        "",
    ]


def term_columns(programme: Programme, language: Language) -> Sequence[Column]:
    """Return the columns of a list of terms."""
    of = Columns(programme.currency, language)
    return (
        of.word("column.term", "name"),
        Column("column.value", lambda term: term_value(term, programme.currency, language)),
        of.on("column.from_day", "from_on"),
        of.text("column.source", lambda term: term.source),
        of.basis,
    )

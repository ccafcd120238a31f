"""The terms of a programme as people read them: what each says, since when, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.columns import Columns
from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import Column, paragraph
from portfolio.domain.terms import TERM_KINDS, TERM_WORDS, TermKind
from portfolio.wording import amount, day, label, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portfolio.domain.programme import Programme
    from portfolio.domain.terms import Term
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
        Column("column.value", lambda term: _value(term, programme, language)),
        of.on("column.from_day", "from_on"),
        of.text("column.source", lambda term: term.source),
        of.basis,
    )


def _value(term: Term, programme: Programme, language: Language) -> str:
    """Return what a term says: an amount in its currency, a word in the language, or as it is."""
    kind = TERM_KINDS[term.name]
    if kind is TermKind.MINOR:
        return amount(int(term.value), programme.currency, language)
    if kind is TermKind.WORD:
        return word(TERM_WORDS[term.name](term.value), language)
    return term.value

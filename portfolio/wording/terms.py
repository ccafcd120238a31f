"""What a term of a programme says, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.terms import TERM_KINDS, TERM_WORDS, TermKind
from portfolio.wording.figures import amount
from portfolio.wording.words import word

if TYPE_CHECKING:
    from portfolio.domain.terms import Term
    from portfolio.wording.language import Language


def term_value(term: Term, currency: str, language: Language) -> str:
    """Return what a term says: an amount in its currency, a word in the language, or as it is."""
    kind = TERM_KINDS[term.name]
    if kind is TermKind.MINOR:
        return amount(int(term.value), currency, language)
    if kind is TermKind.WORD:
        return word(TERM_WORDS[term.name](term.value), language)
    return term.value

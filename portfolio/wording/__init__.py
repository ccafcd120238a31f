"""Everything people read, in English and Japanese: the only place with prose for them.

Reasons, tokens and facts come from the domain; here they become words. Nothing here decides.
"""

from __future__ import annotations

from portfolio.wording.exhibits import exhibit
from portfolio.wording.figures import (
    amount,
    amount_short,
    day,
    era_year,
    fiscal_year,
    moment,
    waited,
)
from portfolio.wording.findings import headline, next_step, sentence
from portfolio.wording.labels import LABELS, basis_marks, label
from portfolio.wording.language import Language, language_from
from portfolio.wording.problems import problem, unfit_value
from portfolio.wording.terms import term_value
from portfolio.wording.troubles import broken, trouble
from portfolio.wording.words import kind_word, mark, word

__all__ = [
    "LABELS",
    "Language",
    "amount",
    "amount_short",
    "basis_marks",
    "broken",
    "day",
    "era_year",
    "exhibit",
    "fiscal_year",
    "headline",
    "kind_word",
    "label",
    "language_from",
    "mark",
    "moment",
    "next_step",
    "problem",
    "sentence",
    "term_value",
    "trouble",
    "unfit_value",
    "waited",
    "word",
]

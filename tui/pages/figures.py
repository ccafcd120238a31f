"""Small pieces of text that several pages need: titles in a language, marks, shares, bars."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.wording import Language, label, waited
from tui.lines import Span, Tone
from tui.text import GLUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from fractions import Fraction

    from tui.lines import Money

NONE = "-"
UNDEFINED = "—"
"""What is not defined is neither 0 nor empty."""

_FULL, _HALF, _EMPTY = "#", "=", "."


def in_language(title: str, title_ja: str | None, language: Language) -> str:
    """Return the title in the language where there is one, else as it was entered."""
    return title_ja if language is Language.JAPANESE and title_ja else title


def basis_mark(basis: str, language: Language) -> str:
    """Return the mark that says whether a figure is public, derived or illustrative."""
    return label(f"basis.{Basis(basis).value}", language)


def basis_tone(basis: str) -> Tone:
    """Return how the mark of a basis is coloured: illustrative stands out."""
    return Tone.WARN if basis == Basis.ILLUSTRATIVE else Tone.DIM


def percentage(share: Fraction | None, decimals: int = 1) -> str:
    """Return a share as a percentage, rounded down; undefined is said, never 0."""
    if share is None:
        return UNDEFINED
    scaled = share.numerator * 10 ** (2 + decimals) // share.denominator
    whole, part = divmod(scaled, 10**decimals)
    return f"{whole}.{part:0{decimals}d}%" if decimals else f"{whole}%"


def ratio(value: Fraction | None) -> str:
    """Return a ratio with two decimals, rounded down; undefined is said, never 0."""
    if value is None:
        return UNDEFINED
    whole, part = divmod(value.numerator * 100 // value.denominator, 100)
    return f"{whole}.{part:02d}"


def money_or_none(minor: int, text: str) -> str:
    """Return the text of an amount, or a dash for none."""
    return text if minor else NONE


def together(
    amounts: Iterable[Money], said: Callable[[int, str, Language], str], language: Language
) -> str:
    """Return amounts added up, each currency for itself, said long or short; a dash for none."""
    sums: defaultdict[str, int] = defaultdict(int)
    for minor, currency in amounts:
        sums[currency] += minor
    return " + ".join(said(minor, code, language) for code, minor in sums.items()) or NONE


def glued(name: str, said: str) -> str:
    """Return a name and its figure held together, so that no line ends between them."""
    return f"{name} {said}".replace(" ", GLUE)


def due_words(due: date | None, today: date, language: Language) -> Span:
    """Return how far off a day is; one that has passed is late, in days."""
    if due is None:
        return Span(NONE, Tone.DIM)
    far = waited(due, today, language)
    if due < today:
        return Span(label("due.late", language).format(days=far), Tone.BAD)
    return Span(far)


def bar(inner: int, outer: int, whole: int, cells: int) -> str:
    """Return a bar of so many cells: ``#`` for the inner part, ``=`` up to the outer, dots."""
    full = cells if inner >= whole else inner * cells // max(1, whole)
    half = cells if outer >= whole else outer * cells // max(1, whole)
    return f"[{_FULL * full}{_HALF * max(0, half - full)}{_EMPTY * (cells - max(full, half))}]"


def ladder(entry: int, current: int, target: int, top: int) -> str:
    """Return a ladder of levels: reached ``#``, up to the target ``-``, beyond it dots."""
    marks = []
    for level in range(1, top + 1):
        if level <= current:
            marks.append(_FULL if level > entry else _HALF)
        else:
            marks.append("-" if level <= target else _EMPTY)
    return f"[{''.join(marks)}]"

"""One cell of a plan: how a value is written into it, and how it is read back. Nothing is guessed.

Both ways are exact. A spreadsheet keeps 15 digits of a number: what has more is written as text,
and a number that has more is refused.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.domain.money import EXPONENTS, check_currency, parse_minor
from portfolio.domain.period import parse_day
from portfolio.domain.terms import parse_count
from portfolio.domain.text import clean_code, clean_text, near_codes
from portfolio.exchange.grids import Cell, Seen
from portfolio.exchange.shown import major
from portfolio.exchange.tables import SEVERAL, Field, Holds
from portfolio.wording.language import Language
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum

EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""

_LARGEST_POWER = 15
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)
_SHARE = re.compile(r"\d{1,9}(/[1-9]\d{0,8}|\.\d{1,9})?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_BETWEEN = re.compile("[;\uff1b\n]")  # the second is full-width


Written = str | int | Decimal | date | None
"""A cell as it is written; None leaves it empty."""


def written(field: Field, value: object, currency: str, language: Language) -> Written:  # noqa: PLR0911  # one line a kind
    """Return what a cell holds for a value of the JSON format."""
    if value is None or value == []:
        return None
    match field.holds:
        case Holds.AMOUNT if isinstance(value, int):
            return major(value, currency)
        case Holds.DAY:
            return date.fromisoformat(str(value))
        case Holds.WORD if field.words is not None:
            return word(field.words(str(value)), language)
        case Holds.WORDS if field.words is not None and isinstance(value, list):
            return "; ".join(word(field.words(each), language) for each in value)
        case _ if field.holds in SEVERAL and isinstance(value, list):
            return "; ".join(str(each) for each in value)
        case Holds.NUMBER if str(value) == format(Decimal(str(value)).normalize(), "f"):
            return Decimal(str(value))
    return value if isinstance(value, int) else str(value)


def read(field: Field, cell: Cell, currency: str) -> object:
    """Return the value of the JSON format that a cell holds, or raise `Invalid` saying what fits.

    `currency` is that of the amounts of its row; empty where it is not known.
    """
    _check_seen(field, cell)
    return _READERS[field.holds](field, cell, currency)


def _check_seen(field: Field, cell: Cell) -> None:
    if cell.seen is Seen.FORMULA:
        raise Invalid(
            field.key, cell.text, "is a formula", "put the value itself there (paste as value)"
        )
    if cell.seen is Seen.ERROR:
        raise Invalid(field.key, cell.text, "is an error of the spreadsheet", "put a value there")
    if cell.seen is Seen.FLAG:
        raise Invalid(field.key, cell.text, "is a truth value", "put a value there")
    if cell.seen is Seen.DAY and field.holds is Holds.SHARE:
        raise Invalid(
            field.key, cell.text, "was made a date by the spreadsheet",
            "format the cell as text and write it again, such as 1/3",
        )  # fmt: skip
    if cell.seen is Seen.DAY and field.holds is not Holds.DAY:
        raise Invalid(field.key, cell.text, "is a date", "format the cell as text or number")


def _text(field: Field, cell: Cell, _: str) -> str:
    if cell.seen is Seen.NUMBER:
        raise Invalid(
            field.key, cell.text, "is a number where text is expected",
            "format the cell as text and write it again",
        )  # fmt: skip
    return clean_text(field.key, cell.text)


def _value(_: Field, cell: Cell, __: str) -> str:
    """Read the value of a term: text, or a number in its digits."""
    return _digits("value", cell)


def _code(field: Field, cell: Cell, currency: str) -> str:
    return clean_code(field.key, _text(field, cell, currency))


def _several(field: Field, cell: Cell, currency: str) -> list[str]:
    parts = _BETWEEN.split(cell.text) if cell.seen is Seen.TEXT else [_text(field, cell, currency)]
    return [clean_text(field.key, part) for part in parts if part.strip(" \u3000")]


def _codes(field: Field, cell: Cell, currency: str) -> list[str]:
    return [clean_code(field.key, part) for part in _several(field, cell, currency)]


def _word(field: Field, cell: Cell, currency: str) -> str:
    return _token(field, _text(field, cell, currency))


def _words(field: Field, cell: Cell, currency: str) -> list[str]:
    return [_token(field, part) for part in _several(field, cell, currency)]


def _token(field: Field, text: str) -> str:
    """Return the token that a word stands for, in either language."""
    tokens = tuple(field.words or ())
    known = _known_words(tokens)
    if text not in known:
        near = near_words(text, known) or [word(t) for t in tokens]
        raise Invalid(field.key, text, "is no word of the list", f"use one of {', '.join(near)}")
    return known[text].value


@cache
def _known_words(tokens: tuple[StrEnum, ...]) -> dict[str, StrEnum]:
    return {word(token, language): token for token in tokens for language in Language}


def near_words(text: str, known: Iterable[str]) -> list[str]:
    """Return up to three known words that look like a mistyped one."""
    by_folded = {name.upper(): name for name in known}
    return [by_folded[each] for each in near_codes(text, by_folded)]


def _day(field: Field, cell: Cell, _: str) -> str:
    if cell.seen is Seen.NUMBER:
        raise Invalid(
            field.key, cell.text, "is a number and no date",
            "format the cell as a date, or write 2026-11-30",
        )  # fmt: skip
    text = cell.text.strip()
    slashed = _SLASHED.fullmatch(text)  # as spreadsheets in Japan save it
    if slashed:
        text = f"{slashed[1]}-{slashed[2]:0>2}-{slashed[3]:0>2}"
    return parse_day(field.key, text).isoformat()


def _digits(field: str, cell: Cell) -> str:
    """Return a cell's number in digits, as exactly as the spreadsheet keeps it."""
    if cell.seen is not Seen.NUMBER:
        return cell.text.strip()
    number = Decimal(cell.text)
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_POWER * 2:
        raise Invalid(field, cell.text, "is not a number", "write digits, such as 60 or 99.5")
    if number.adjusted() >= EXACT_DIGITS:
        raise Invalid(
            field, cell.text, f"has more digits than the {EXACT_DIGITS} a spreadsheet keeps",
            "format the cell as text and write it again",
        )  # fmt: skip
    # A spreadsheet counts in binary: 4.35 may be kept as 4.3499999999999996, but shows as 4.35.
    kept = number.quantize(Decimal(1).scaleb(number.adjusted() + 1 - EXACT_DIGITS))
    return format(kept.normalize() + 0, "f")


def _count(field: Field, cell: Cell, _: str) -> int:
    return parse_count(field.key, _digits(field.key, cell))


def _share(field: Field, cell: Cell, _: str) -> str:
    text = _digits(field.key, cell)
    if not _SHARE.fullmatch(text):
        raise Invalid(field.key, text, "is not a share", "write 1/3, 0.13 or 1")
    return text


def _number(field: Field, cell: Cell, _: str) -> str:
    text = _digits(field.key, cell)
    if not _NUMBER.fullmatch(text):
        raise Invalid(field.key, text, "is not a number", "write digits, such as 60 or 99.5")
    return text


def _amount(field: Field, cell: Cell, currency: str) -> int:
    text = _digits(field.key, cell)
    unsigned = text.removeprefix("-")
    minor = parse_minor(field.key, unsigned, check_currency("currency", currency))
    return minor if unsigned == text else -minor


def decimals(currency: str) -> int:
    """Return how many decimals amounts of a currency have; none where it is not known."""
    return EXPONENTS.get(currency, 0)


_READERS: dict[Holds, Callable[[Field, Cell, str], object]] = {
    Holds.TEXT: _text, Holds.CODE: _code, Holds.CODES: _codes, Holds.WORD: _word,
    Holds.WORDS: _words, Holds.DAY: _day, Holds.AMOUNT: _amount, Holds.COUNT: _count,
    Holds.SHARE: _share, Holds.NUMBER: _number, Holds.VALUE: _value, Holds.TEXTS: _several,
}  # fmt: skip

"""Money: whole minor units of one currency. Shares are exact; rounding happens once, downwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

T = TypeVar("T")

# ISO 4217 minor-unit exponents of the currencies a programme may use.
EXPONENTS = {
    "JPY": 0, "KRW": 0, "VND": 0, "USD": 2, "EUR": 2, "GBP": 2, "PHP": 2, "TWD": 2,
    "AUD": 2, "CAD": 2, "SGD": 2, "INR": 2, "CHF": 2, "IDR": 2, "MYR": 2, "THB": 2,
}  # fmt: skip
SYMBOLS = {"JPY": "¥", "USD": "US$", "EUR": "€", "GBP": "£"}

# Twice the largest plausible national programme in yen; far inside a 64-bit integer, so that sums
# over a million rows still fit.
LARGEST_MINOR = 9 * 10**15

_AMOUNT = re.compile(r"(?P<whole>\d{1,16}|\d{1,3}(,\d{3}){1,5})(\.(?P<part>\d{1,4}))?", re.ASCII)


def check_currency(field: str, currency: str) -> str:
    """Return an ISO 4217 code whose exponent is known, or raise `Invalid`."""
    if currency not in EXPONENTS:
        raise Invalid(
            field, currency, "is not a currency known here", f"use one of {', '.join(EXPONENTS)}"
        )
    return currency


def check_minor(field: str, minor: int, *, least: int = 0) -> int:
    """Return an amount in minor units between `least` and the largest possible, or raise."""
    if minor < least:
        raise Invalid(field, minor, f"is below {least}", f"give {least} or more")
    if minor > LARGEST_MINOR:
        raise Invalid(field, minor, "is larger than any programme", "check the number of digits")
    return minor


def parse_minor(field: str, text: str, currency: str) -> int:
    """Read a written amount into minor units, exactly, or raise `Invalid`. Nothing is guessed.

    Accepts ASCII digits, optional commas in groups of three, and as many decimals as the currency
    has: ``802500000000``, ``802,500,000,000``, ``350000000.00``.
    """
    exponent = EXPONENTS[check_currency("currency", currency)]
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise Invalid(field, text, "is not an amount", "write digits only, such as 802500000000")
    part = found["part"] or ""
    if len(part) > exponent:
        raise Invalid(
            field, text, f"has a fraction smaller than the minor unit of {currency}",
            f"give at most {exponent} decimals",
        )  # fmt: skip
    whole = int(found["whole"].replace(",", ""))
    return check_minor(field, whole * 10**exponent + int(part.ljust(exponent, "0") or "0"))


def share_of(minor: int, share: Fraction) -> int:
    """Return `minor` × `share`, rounded down to the minor unit: never in the payee's favour."""
    return minor * share.numerator // share.denominator


def in_turn(minor: int, holders: Iterable[tuple[T, int]]) -> tuple[tuple[T, int], ...]:
    """Return how much of an amount each holder takes, in turn, until it is shared out.

    Who takes nothing is left out. Less than the amount is shared out where they do not hold it all.
    """
    taken = []
    for each, room in holders:
        part = min(minor, room)
        minor -= part
        if part > 0:
            taken.append((each, part))
    return tuple(taken)

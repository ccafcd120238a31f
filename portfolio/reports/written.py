"""Values as they are written in a filter: ``10bn``, ``100億``, ``30``, ``90d``, ``2027-04-01``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from portfolio.domain.errors import Invalid
from portfolio.domain.money import LARGEST_MINOR

COMPARISONS = ("<=", ">=", "<", ">", "=")

_UNITS = {
    "": 0, "k": 3, "千": 3, "万": 4, "m": 6, "百万": 6, "億": 8, "bn": 9, "十億": 9,
    "tn": 12, "兆": 12,
}  # fmt: skip
_MONEY = re.compile(
    rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)({'|'.join(filter(None, _UNITS))})?円?", re.ASCII
)
_DAYS = re.compile(r"(\d{1,5})(?:d|日)?", re.ASCII)


def money(key: str, text: str) -> Fraction:
    """Return whole units of a currency, exactly. Raises `Invalid`."""
    found = _MONEY.fullmatch(text)
    if found is None:
        raise Invalid(key, text, "is not an amount", "write an amount such as 500m, 10bn or 100億")
    units = Fraction(found[1].replace(",", "")) * Fraction(10) ** _UNITS[found[2] or ""]
    if units > LARGEST_MINOR:
        raise Invalid(key, text, "is larger than any programme", "check the number of digits")
    return units


def days(key: str, text: str) -> int:
    """Return a number of days. Raises `Invalid`."""
    found = _DAYS.fullmatch(text)
    if found is None:
        raise Invalid(key, text, "is not a number of days", "write days such as 30")
    return int(found[1])


def day(key: str, text: str, today: date) -> date:
    """Return a calendar day; ``90d`` is the day in ninety days. Raises `Invalid`."""
    found = _DAYS.fullmatch(text)
    if found is not None and not text.isdigit():
        return today + timedelta(days=int(found[1]))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(
            key, text, "is not a day", "write a day such as 2027-04-01, or 90d for in 90 days"
        ) from None

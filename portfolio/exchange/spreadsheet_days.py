"""Days as spreadsheets keep them: numbers, with a format that shows them as dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

BUILTIN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
"""Formats that show a date and need not be written out (ECMA-376 part 1, 18.8.30)."""

_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|E[+-]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdge]", re.IGNORECASE)
_LAST_SERIAL = 109_940  # beyond the last day that records may have
_BUG = 60  # 29 February 1900, which spreadsheets count and which never was
_1904 = 1462  # days between the two first days of spreadsheets


def day_text(serial: Decimal, *, from_1904: bool = False) -> str:
    """Return the day of a serial number in ISO 8601; the number itself where it is no day.

    Spreadsheets count 29 February 1900, which never was: days before it are one off.
    """
    days = serial + _1904 if from_1904 else serial
    if not 1 <= days <= _LAST_SERIAL or days == _BUG:
        return str(serial)[:40]
    whole = int(days)
    day = date(1899, 12, 30 if whole > _BUG else 31) + timedelta(days=whole)
    return day.isoformat() if days == whole else f"{day.isoformat()} + {days - whole} days"[:40]


def shows_a_date(code: str) -> bool:
    """Whether a number format shows a day: the letters left in it are those of dates."""
    letters_left = _NO_LETTERS.sub("", code)
    return letters_left.lower() != "general" and bool(_DATE_LETTERS.search(letters_left))

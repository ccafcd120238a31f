"""Single values of a published file, read exactly or refused: `Invalid` says what is wrong."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from portfolio.domain.errors import Invalid
from portfolio.domain.money import EXPONENTS, LARGEST_MINOR, check_currency
from portfolio.domain.period import add_months, parse_day
from portfolio.domain.text import clean_text

_BLANKS = re.compile("[ \\t\\r\\n\u00a0]+")
_LONGEST_SHOWN = 80
_LARGEST_MAGNITUDE = 16
"""Digits before the point beyond the first: more than any programme has."""

_MONTHS_OF_A_YEAR = 12
_MOST_MONTHS = 1200
_ZONED_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})", re.ASCII)
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


def is_absent(value: object) -> bool:
    """Whether nothing stands there: a field left out and an empty one say the same."""
    return value is None or value in ("", [], {})


def present(value: object) -> object:
    """Return a value that is there."""
    if is_absent(value):
        raise Invalid("value", "", "is missing", "write this field")
    return value


def text_of(value: object, *, longest: int = 200) -> str:
    """Return text on one line: how a file breaks its lines is no part of what it says."""
    if not isinstance(present(value), str):
        raise Invalid("text", shown(value), "is not text", "write it in quotation marks")
    return clean_text("text", _BLANKS.sub(" ", str(value)), longest=longest)


def currency_of(value: object) -> str:
    """Return the ISO 4217 code of a currency known here."""
    return check_currency("currency", text_of(value, longest=_LONGEST_SHOWN))


def same_currency(value: object, currency: str) -> str:
    """Return the currency of an amount: that of its grant, for different ones are never added.

    Where that is not known (empty), which is a problem of its own, any will do.
    """
    if currency and value != currency:
        raise Invalid(
            "currency", shown(value), f"is not {currency}, the currency of the grant",
            "give all amounts of one grant in one currency",
        )  # fmt: skip
    return currency


def day_of(value: object) -> date:
    """Return the calendar day of a date or of a moment, as it is written there (ISO 8601).

    A date may bear the zone it is in (xsd:date, XML Schema 1.0 part 2, 3.2.9).
    """
    text = text_of(value, longest=_LONGEST_SHOWN)
    written = _ZONED_DAY.fullmatch(text)
    day, separator, _ = text.partition("T")
    if written:
        day = written[1]
    elif separator:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            day = text
    return parse_day("date", day)


def edge_of(value: object, *, last: bool) -> date:
    """Return the first or the last day of what is written: a day, a month or a year."""
    text = text_of(value, longest=_LONGEST_SHOWN)
    parts = _MONTH_OR_YEAR.fullmatch(text)
    if parts is None:
        return day_of(text)
    first = parse_day("date", f"{parts[1]}-{parts[2] or '01'}-01")
    months = 1 if parts[2] else _MONTHS_OF_A_YEAR
    return add_months(first, months) - timedelta(days=1) if last else first


def months_of(value: object) -> int:
    """Return a whole number of months that a grant can take."""
    number = _number("duration", value)
    if not 1 <= number <= _MOST_MONTHS:
        raise Invalid(
            "duration", shown(value), "is no term of a grant", f"give 1 to {_MOST_MONTHS}"
        )
    if number != int(number):
        raise Invalid(
            "duration", shown(value), "is not a whole number", "write digits only, such as 6"
        )
    return int(number)


def not_before(start: date, end: date) -> date:
    """Return an end that is not before its start."""
    if end < start:
        raise Invalid(
            "end", end.isoformat(), "is before the start", f"give {start.isoformat()} or later"
        )
    return end


def minor_of(value: object, currency: str, *, signed: bool = False) -> int:
    """Return an amount of whole units of a currency in minor units, exactly.

    The digits are counted, not multiplied: ``1E-999999999`` costs no more than ``0.01``. Where the
    currency is not known (empty), which is a problem of its own, only the number is looked at.
    """
    amount = _number("amount", value)
    if amount == 0 or not currency:
        return 0
    sign, digits, exponent = amount.as_tuple()
    shift = int(exponent) + EXPONENTS[currency]
    if amount.adjusted() > _LARGEST_MAGNITUDE:
        raise _too_large(value)
    below = digits[shift:] if shift < 0 else ()
    if -shift > len(digits) or any(below):
        raise Invalid(
            "amount", shown(value), f"has a fraction smaller than the minor unit of {currency}",
            f"give at most {EXPONENTS[currency]} decimals",
        )  # fmt: skip
    if sign and not signed:
        raise Invalid("amount", shown(value), "is below 0", "give 0 or more")
    whole = digits[:shift] if shift < 0 else digits
    minor: int = int("".join(map(str, whole)) or "0") * 10 ** max(shift, 0)
    if minor > LARGEST_MINOR:
        raise _too_large(value)
    return -minor if sign else minor


def _too_large(value: object) -> Invalid:
    return Invalid(
        "amount", shown(value), "is larger than any programme", "check the number of digits"
    )


def _number(field: str, value: object) -> Decimal:
    """Return a finite number. A file's true and false, and digits in quotation marks, are none."""
    if isinstance(present(value), bool) or not isinstance(value, int | Decimal):
        raise Invalid(field, shown(value), "is not a number", "write digits, such as 60 or 99.5")
    number = Decimal(value)
    if not number.is_finite():
        raise Invalid(field, shown(value), "is not a number", "give a finite number")
    return number


def shown(value: object) -> str:
    """Return a value as it stands in a file, shortened; nothing for what holds other values."""
    if isinstance(value, list | dict):
        return ""
    text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"

"""Records as JSON that others read: amounts in whole units, exact; text made harmless."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.period import utc_text
from portfolio.exchange.shown import major, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = str | int | Decimal | bool | list["Value"] | dict[str, "Value"] | None


def fields_of(record: object, names: Sequence[str], currency: str) -> dict[str, Value]:
    """Return the named fields of a record; ``amount_minor`` becomes ``amount``, in whole units."""
    shown: dict[str, Value] = {}
    for name in names:
        value = getattr(record, name)
        if name.endswith("_minor"):
            shown[name.removesuffix("_minor")] = major(value, currency)
        else:
            shown[name] = _plain(value)
    return shown


def written(value: Value) -> str:
    """Return a value as JSON text. A Decimal is written digit by digit: no binary float is near."""
    match value:
        case Decimal():
            return format(value, "f")
        case dict():
            inside = (
                f"{json.dumps(k, ensure_ascii=False)}: {written(v)}" for k, v in value.items()
            )
            return f"{{{', '.join(inside)}}}"
        case list():
            return f"[{', '.join(written(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> Value:  # noqa: PLR0911  # one line a type
    match value:
        case None | bool() | Decimal():
            return value
        case StrEnum():
            return value.value
        case int():
            return value
        case datetime():
            return utc_text(value)
        case date():
            return value.isoformat()
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case tuple():
            return [_plain(each) for each in value]
    return readable(str(value))

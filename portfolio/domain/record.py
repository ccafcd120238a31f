"""Records: the frozen facts a stream consists of, and their one form as a row.

A record class names its kind and its key once, with `@record`. From that follow the row that the
store keeps, the image that the journal chains, and the way back. One form for all three is what
lets `verify` fold the journal and compare it with the tables column by column.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from portfolio.domain.period import parse_utc, utc_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import DataclassInstance

type_of_kind: dict[str, type[DataclassInstance]] = {}
"""Every record class by kind."""

_keys: dict[type, tuple[str, ...]] = {}
_kinds: dict[type, str] = {}

Cell = str | int | None
Row = dict[str, Cell]
R = TypeVar("R", bound="DataclassInstance")


def record(kind: str, *key: str) -> Callable[[type[R]], type[R]]:
    """Declare a frozen dataclass to be the record of a kind, identified by the named fields."""

    def declare(cls: type[R]) -> type[R]:
        type_of_kind[kind] = cls
        _keys[cls] = key
        _kinds[cls] = kind
        return cls

    return declare


def kind_of(record: DataclassInstance) -> str:
    """Return the kind a record is of: ``payout``."""
    return _kinds[type(record)]


def key_fields(kind: str) -> tuple[str, ...]:
    """Return the names of the fields that identify a record of this kind."""
    return _keys[type_of_kind[kind]]


def key_of(record: DataclassInstance) -> tuple[str, ...]:
    """Return what identifies this record among those of its kind."""
    return tuple(str(getattr(record, name)) for name in _keys[type(record)])


def to_row(record: DataclassInstance) -> Row:
    """Return the record as cells of text, whole numbers and nothing: what is stored and hashed."""
    return {f.name: _encode(getattr(record, f.name)) for f in fields(record)}


def image_of(value: object) -> object:
    """Return any value, requests and their parts included, in the form that is hashed."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: image_of(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [image_of(each) for each in value]
    return _encode(value)


def from_row(cls: type[R], row: Mapping[str, Any]) -> R:
    """Return the record a row stands for; columns that are not fields are left aside.

    A field that the row lacks takes its default: images of the journal are never rewritten, so an
    older one does not have what came later. Raises TypeError for one without a default.
    """
    return cls(**{name: decode(row[name]) for name, decode in _decoders(cls) if name in row})


def _encode(value: object) -> Cell:  # noqa: PLR0911  # one line a type
    match value:
        case None | int():
            return value if value is None else int(value)
        case StrEnum():
            return value.value
        case str():
            return value
        case datetime():
            return utc_text(value)
        case date():
            return value.isoformat()
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Decimal():
            return format(value, "f")
        case tuple():
            return json.dumps([_encode(item) for item in value], ensure_ascii=False)
    raise TypeError(f"no row form for {type(value).__name__}")


@cache
def _decoders(cls: type[DataclassInstance]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(cls)
    return tuple((f.name, _decoder(hints[f.name])) for f in fields(cls))


def _decoder(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401  # a type hint is any object
    if get_origin(hint) in (Union, types.UnionType):
        inner = _decoder(next(a for a in get_args(hint) if a is not type(None)))
        return lambda cell: None if cell is None else inner(cell)
    if get_origin(hint) is tuple:
        item = _decoder(get_args(hint)[0])
        return lambda cell: tuple(item(each) for each in json.loads(cell))
    plain: dict[Any, Callable[[Any], Any]] = {
        date: date.fromisoformat,
        datetime: parse_utc,
        bool: bool,
    }
    return plain.get(hint, cast("Callable[[Any], Any]", hint))

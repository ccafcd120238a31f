"""The acts that a file can tell of, in demonstrations: their shapes follow from the requests.

What can be asked for is written once, in `portfolio.domain.acts`. From each request class follow
here the fields of its act in a file, its place in the JSON Schema with the words that describe it,
and the way back. How a value is written follows from its type; of text, its name says what it is:
a field named after a kind of record is the code of one.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import Field, StrictBool, StrictInt, StrictStr, create_model

from portfolio.domain.acts.assessing import CriterionJudged
from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.record import type_of_kind
from portfolio.exchange.shapes import Code, Day, Minor, Model, Number, Sha256, Share

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class ActIn(Model):
    """Something that was done, replayed through the rules; in a demonstration database only."""

    act: StrictStr
    on: Day
    by: Code
    grant: Code
    reason: StrictStr | None = None


_MORE_CODES = ("condition_code", "key")
"""Codes whose field is not named after what it is the code of."""

_WRITTEN: dict[type, Any] = {
    bool: StrictBool, int: StrictInt, date: Day, Decimal: Number, Fraction: Share,
}  # fmt: skip


@cache
def shape_of(cls: type[DataclassInstance]) -> type[Model]:
    """Return the shape in a file of a request's part, such as one judgement of an assessment."""
    return create_model(cls.__name__, __base__=Model, __doc__=cls.__doc__, **_fields_of(cls))


def _act_shape(act: str, request: type[DataclassInstance]) -> type[ActIn]:
    own = _fields_of(request) | {"act": (Literal[act], ...)}
    return create_model(request.__name__, __base__=ActIn, __doc__=request.__doc__, **own)


def _fields_of(cls: type[DataclassInstance]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {
        f.name: (_written(f.name, hints[f.name]), ... if f.default is MISSING else f.default)
        for f in fields(cls)
    }


def _written(name: str, hint: Any) -> Any:  # noqa: ANN401  # a type hint is any object
    """Return how a value of this name and type is written. Raises KeyError where none knows."""
    if get_origin(hint) is tuple:
        return GenericAlias(tuple, (_written(name, get_args(hint)[0]), ...))
    if get_origin(hint) in (Union, UnionType):
        return _written(name, next(a for a in get_args(hint) if a is not NoneType)) | None
    if is_dataclass(hint):
        return shape_of(hint)  # type: ignore[arg-type]  # a hint is a class, never a record
    if hint is str:
        return _text(name)
    if hint is int and name.endswith("_minor"):
        return Minor
    return hint if issubclass(hint, StrEnum) else _WRITTEN[hint]


def _text(name: str) -> object:
    if name.endswith("sha256"):
        return Sha256
    return Code if name in type_of_kind or name in _MORE_CODES else StrictStr


def value_of(cls: type[DataclassInstance], said: Model) -> Any:  # noqa: ANN401  # as `cls` says
    """Return the request, or the part of one, that its shape in a file stands for.

    Raises `Invalid` where a value cannot be.
    """
    hints = get_type_hints(cls)
    return cls(**{f.name: _value(hints[f.name], getattr(said, f.name)) for f in fields(cls)})


def _value(hint: object, said: object) -> object:
    if isinstance(said, tuple):
        return tuple(_value(get_args(hint)[0], each) for each in said)
    if isinstance(said, Model):
        return value_of(hint, said)  # type: ignore[arg-type]  # a shape is made of a dataclass
    return said


ACTS: dict[str, type[ActIn]] = {
    act.value: _act_shape(act.value, request) for act, request in REQUESTS.items()
}
"""The shape of every act that can be asked for on a grant, by its name."""

if TYPE_CHECKING:  # the types of shapes made at run time cannot be known before
    AnyActIn = ActIn
    JudgedIn = Model
else:
    AnyActIn = Annotated[Union[tuple(ACTS.values())], Field(discriminator="act")]  # noqa: UP007  # as many as there are
    JudgedIn = shape_of(CriterionJudged)

"""The own format as tables: one declaration for template, export, import and documentation.

Nothing is written down twice: which tables there are, which columns each has, what a cell holds and
which words it may say all follow from the models of a portfolio file. What people read above a
column stands in `wording.plan_words`, by the same keys.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from portfolio.exchange.document import PortfolioIn
from portfolio.exchange.shapes import Code, Day, Minor, Model, Number, Share, Sourced, TermValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo


MARK = "#"
"""What stands in the first column of a row that is no record, and before the key of a table."""

ABOUT, LISTS = "about", "lists"
"""The sheets that are no tables: how to fill the others in, and the words they may say."""


class Holds(Enum):
    """What a cell holds. AMOUNT is in whole units of the currency, with its decimals."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    WORD = "word"
    WORDS = "words"
    DAY = "day"
    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    VALUE = "value"
    TEXTS = "texts"


SEVERAL = (Holds.CODES, Holds.WORDS, Holds.TEXTS)
"""What stands in one cell with a semicolon between."""

_NAMED: dict[object, Holds] = {
    Code: Holds.CODE, Day: Holds.DAY, Minor: Holds.AMOUNT, Number: Holds.NUMBER,
    Share: Holds.SHARE, TermValue: Holds.VALUE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `key` stands above it, `field` is its name in the JSON format.

    `words` is the kind of words it may say, `default` what an empty cell means. A column that is
    no field of the record itself names a record above it, and has no `field`.
    """

    key: str
    field: str | None
    holds: Holds
    required: bool
    words: type[StrEnum] | None = None
    default: object = None


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table: `path` is where its records stand in the JSON format, `above` what they belong to.

    `own` are the columns that tell one record from the others of the same whole.
    """

    key: str
    path: tuple[str, ...]
    above: tuple[str, ...]
    own: tuple[str, ...]
    columns: tuple[Field, ...]

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tell one row from every other."""
        return (*self.above, *self.own)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns that are fields of the record."""
        return tuple(each for each in self.columns if each.field is not None)

    def column(self, key: str) -> Field:
        """Return a column; StopIteration for one that does not exist."""
        return next(each for each in self.columns if each.key == key)


_KEYS = {
    ("programmes", "requests"): "budget_requests",
    ("grants", "instalments", "milestones"): "milestone_conditions",
    ("grants", "instalments", "reskilling"): "reskilling_conditions",
    ("grants", "instalments", "funding"): "funding_conditions",
    ("grants", "instalments", "terms"): "instalment_terms",
}
"""Tables that are not called as the list is in the JSON format: there are others of that name."""

_ABOVE = {
    "programmes": "programme", "grants": "grant", "milestones": "milestone",
    "instalments": "instalment",
}  # fmt: skip
"""What the column that names a record of these lists is called."""

_OWN = (
    ("code",), ("fiscal_year", "number"), ("name", "number"), ("number",), ("name",),
    ("milestone",), ("commitment",), ("co_funding",),
)  # fmt: skip
"""What tells the records of one whole apart: the first of these that the record has."""


@cache
def plan_tables() -> tuple[PlanTable, ...]:
    """Return every table of the own format, what others refer to first."""
    return tuple(_tables(PortfolioIn, (), ()))


def plan_table(key: str) -> PlanTable:
    """Return a table by its key; StopIteration for one that does not exist."""
    return next(each for each in plan_tables() if each.key == key)


def _tables(
    model: type[Model], path: tuple[str, ...], above: tuple[str, ...]
) -> Iterator[PlanTable]:
    for name, info in model.model_fields.items():
        part = part_of(info)
        if part is None:
            continue
        here = (*path, name)
        yield PlanTable(
            key=_KEYS.get(here, name),
            path=here,
            above=above,
            own=_own(part) if name != "award" else ("number",),
            columns=(
                *(Field(each, None, Holds.CODE, required=True) for each in above),
                *_fields(part),
            ),
        )
        yield from _tables(part, here, (*above, _ABOVE[name]) if name in _ABOVE else above)


def part_of(info: FieldInfo) -> type[Model] | None:
    """Return the model a field holds a list of, or None where it holds values."""
    if get_origin(info.annotation) is not tuple:
        return None
    item = get_args(info.annotation)[0]
    return item if isinstance(item, type) and issubclass(item, Model) else None


def _own(part: type[Model]) -> tuple[str, ...]:
    return next(keys for keys in _OWN if all(key in part.model_fields for key in keys))


def _fields(part: type[Model]) -> Iterator[Field]:
    """Yield the columns of a model's own values; where they come from stands last."""
    hints = get_type_hints(part, include_extras=True)
    plain = [name for name, info in part.model_fields.items() if part_of(info) is None]
    for name in sorted(plain, key=lambda each: each in Sourced.model_fields):
        info = part.model_fields[name]
        holds, words = _held(hints[name])
        yield Field(
            key=name.removesuffix("_minor") if holds is Holds.AMOUNT else name,
            field=name,
            holds=holds,
            required=info.is_required(),
            words=words,
            default=None if info.is_required() else info.default,
        )


def _held(hint: Any) -> tuple[Holds, type[StrEnum] | None]:  # noqa: ANN401  # a type hint is any object
    """Return what a cell of this type holds, and which words where it holds words."""
    if get_origin(hint) in (Union, types.UnionType):
        return _held(next(each for each in get_args(hint) if each is not type(None)))
    if get_origin(hint) is tuple:
        one, words = _held(get_args(hint)[0])
        return {Holds.CODE: Holds.CODES, Holds.WORD: Holds.WORDS}.get(one, Holds.TEXTS), words
    if hint in _NAMED:
        return _NAMED[hint], None
    plain = hint
    while get_origin(plain) is Annotated:
        plain = get_args(plain)[0]
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return Holds.WORD, plain
    return (Holds.COUNT if plain is int else Holds.TEXT), None

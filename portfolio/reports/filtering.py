"""The language of filters: words, `key:value`, comparisons, and `!` for the inverse of each.

`officer "advance payout" !hold money>=10bn waited>30`: every part has to hold. Width and case of
writing do not matter, so that full-width input reads the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portfolio.domain.errors import Invalid
from portfolio.domain.text import folded
from portfolio.reports.fields import Test, all_of, any_of
from portfolio.reports.written import COMPARISONS
from portfolio.wording import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select

    from portfolio.domain.people import Person, Role
    from portfolio.reports.fields import Field, Sorting, Sql

_PART = re.compile(
    rf"""(?P<inverse>!?)
    (?:(?P<key>[^\W\d_]+)(?P<sign>:|{"|".join(COMPARISONS)}))?
    (?:"(?P<phrase>[^"]*)"?|(?P<word>\S*))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a filter as it was typed, folded. A plain word has no key and no sign."""

    text: str
    key: str = ""
    sign: str = ""
    is_inverse: bool = False


def parts_of(typed: str) -> Iterator[Part]:
    """Yield the parts of a filter; an empty one (a lone `!`, empty quotes) says nothing."""
    for found in _PART.finditer(folded(typed)):
        text = found["phrase"] if found["phrase"] is not None else found["word"]
        if text or found["key"]:
            yield Part(text, found["key"] or "", found["sign"] or "", bool(found["inverse"]))


@dataclass(frozen=True, slots=True)
class Fields:
    """What a list is filtered and sorted by: where words are looked for, keys, columns by name."""

    texts: tuple[Field, ...]
    keys: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    columns: Mapping[str, Sorting] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filter:
    """What was typed, and the question it puts to a line."""

    typed: str
    test: Test = field(compare=False)

    def kept(self, lines: Iterable[Any]) -> Iterator[Any]:
        """Yield the lines it lets through."""
        return filter(self.test.of, lines)

    def also(self, other: Filter) -> Filter:
        """Return a filter that lets through what both do."""
        return Filter(f"{self.typed} {other.typed}", all_of((self.test, other.test)))


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is sorted."""

    column: str
    is_reverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list that is too long to be read whole is asked for.

    `begins` is how many lines stand before the first one. Of the queue, `role` and `person` are
    for whom it waits.
    """

    wanted: Filter | None = None
    order: Order | None = None
    language: Language = Language.ENGLISH
    begins: int = 0
    role: Role | None = None
    person: Person | None = None


EVERYTHING = Asked()


def read_filter(typed: str, fields: Fields, language: Language, today: date) -> Filter:
    """Return a filter over a list. Raises `Invalid`, which says what, why, and what there is."""
    tests = (_test(part, fields, language, today) for part in parts_of(typed))
    return Filter(typed, all_of(tests))


def read_words(typed: str) -> Callable[[str], bool]:
    """Return whether a text has every word of a filter: for lists that have no keys.

    Raises `Invalid` where a key is given.
    """
    parts = tuple(parts_of(typed))
    for part in parts:
        if part.key:
            raise Invalid("filter", part.key, "is not a key of this list", "write words only")
    return lambda text: all((p.text in folded(text)) is not p.is_inverse for p in parts)


def _test(part: Part, fields: Fields, language: Language, today: date) -> Test:
    if part.key and part.key not in fields.keys:
        there = ", ".join(fields.keys)
        raise Invalid("filter", part.key, "is not a key of this list", f"use one of {there}")
    if part.key and not part.text:
        raise Invalid(part.key, part.sign, "has no value yet", "write one after it")
    own = fields.keys[part.key] if part.key else fields.texts
    if part.sign in ("", ":"):
        asked = [each.holds(part.text, language) for each in own]
    else:
        asked = [each.compares(part.key, part.sign, part.text, today) for each in own]
    tests = [test for test in asked if test is not None]
    if not tests:
        raise _other_sign(part)
    return ~any_of(tests) if part.is_inverse else any_of(tests)


def _other_sign(part: Part) -> Invalid:
    if part.sign == ":":
        signs = " ".join(COMPARISONS)
        return Invalid(part.key, part.sign, "is compared, not looked for", f"use one of {signs}")
    return Invalid(part.key, part.sign, "is looked for, not compared", "use :")


def at_hand(lines: Iterable[Any], asked: Asked, fields: Fields) -> tuple[Any, ...]:
    """Return which of the lines at hand are wanted, sorted: what is equal stays as it stood.

    What has no value in the column comes last either way.
    """
    kept = tuple(lines if asked.wanted is None else asked.wanted.kept(lines))
    if asked.order is None:
        return kept
    key = fields.columns[asked.order.column].key(asked.language)
    having = [line for line in kept if key(line) is not None]
    lacking = [line for line in kept if key(line) is None]
    return (*sorted(having, key=key, reverse=asked.order.is_reverse), *lacking)


def order_columns(asked: Asked, own: Sequence[Sql], fields: Fields) -> list[Sql]:
    """Return what SQL orders by for the same."""
    if asked.order is None:
        return list(own)
    columns = fields.columns[asked.order.column].columns(asked.language)
    turned = (c.desc() if asked.order.is_reverse else c.asc() for c in columns)
    return [*(c.is_(None) for c in columns), *turned, *own]


def only_wanted(query: Select[Any], asked: Asked) -> Select[Any]:
    """Return a query for what is wanted only."""
    return query if asked.wanted is None else query.where(asked.wanted.test.sql)

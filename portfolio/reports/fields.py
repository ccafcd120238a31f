"""What lines of a list are filtered and sorted by: each field once, for lines at hand and for SQL.

A list that is read whole is filtered where it stands; of a longer one the database answers. Each
field says both, one beside the other, so that the same lines come out in the same order.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true

from portfolio.domain.money import EXPONENTS
from portfolio.domain.text import folded
from portfolio.reports import written
from portfolio.store.folding import contains
from portfolio.wording import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from fractions import Fraction

    from sqlalchemy import Table

Sql = ColumnElement[Any]

COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test:
    """A question about a line, asked of one at hand or in SQL; there it is never NULL."""

    of: Callable[[Any], bool]
    sql: ColumnElement[bool]

    def __invert__(self) -> Test:
        """Ask the opposite."""
        return Test(lambda line: not self.of(line), ~self.sql)


def any_of(tests: Iterable[Test]) -> Test:
    """Return whether one of them holds."""
    each = tuple(tests)
    return Test(
        lambda line: any(t.of(line) for t in each), or_(false(), *(t.sql for t in each))
    )  # fmt: skip


def all_of(tests: Iterable[Test]) -> Test:
    """Return whether all of them hold."""
    each = tuple(tests)
    return Test(lambda line: all(t.of(line) for t in each), and_(true(), *(t.sql for t in each)))


class Field(ABC):  # noqa: B024  # each kind says one of the two
    """One thing a line says: found by a text in it (`role:officer`), or compared (`due<=90d`)."""

    SIGN: ClassVar[str] = ":"
    """What is typed between key and value; of what is compared, any other comparison too."""

    def holds(self, needle: str, language: Language) -> Test | None:  # noqa: ARG002  # for those that do
        """Ask whether a folded text is in it; None where it is compared."""
        return None

    def compares(self, key: str, sign: str, text: str, today: date) -> Test | None:  # noqa: ARG002  # for those that do
        """Ask how it compares with a written value; None where it is found. Raises `Invalid`."""
        return None


class Sorting(Field):
    """A field that a column of the list shows: the list can be sorted by it."""

    @abstractmethod
    def key(self, language: Language) -> Callable[[Any], Any]:
        """Return by what lines are sorted; None comes last either way."""

    @abstractmethod
    def columns(self, language: Language) -> tuple[Sql, ...]:
        """Return the same in SQL."""


@dataclass(frozen=True, slots=True)
class Text(Sorting):
    """A text of its own: a code, or a title in the language it is shown in."""

    of: Callable[[Any, Language], str]
    column: Callable[[Language], Sql]

    def holds(self, needle: str, language: Language) -> Test:
        """Ask whether a folded text is in it."""
        return Test(
            lambda line: needle in folded(self.of(line, language)),
            contains(self.column(language), needle),
        )

    def key(self, language: Language) -> Callable[[Any], Any]:
        """Return the text."""
        return lambda line: self.of(line, language)

    def columns(self, language: Language) -> tuple[Sql, ...]:
        """Return the column."""
        return (self.column(language),)


def titled(name: str, table: Table) -> Text:
    """Return a title as it is shown: in Japanese its own, or the English one where it has none."""
    english, japanese = table.c[name], table.c[f"{name}_ja"]
    return Text(
        lambda line, said: (
            (said is Language.JAPANESE and getattr(line, japanese.name)) or getattr(line, name)
        ),
        lambda said: func.coalesce(japanese, english) if said is Language.JAPANESE else english,
    )


@dataclass(frozen=True, slots=True)
class Inside(Field):
    """Texts of what a line belongs to: looked through once there, not again with each line."""

    fields: tuple[Field, ...]
    column: Sql
    owner: Sql

    def holds(self, needle: str, language: Language) -> Test:
        """Ask whether a folded text is in one of them."""
        found = any_of(
            test for each in self.fields if (test := each.holds(needle, language)) is not None
        )
        return Test(found.of, self.column.in_(select(self.owner).where(found.sql)))


@dataclass(frozen=True, slots=True)
class Coded(Sorting):
    """One of a few tokens: found by itself and by its word in the shown language, sorted by it."""

    of: Callable[[Any], str | None]
    column: Sql
    words: Callable[[Language], Mapping[str, str]]

    def holds(self, needle: str, language: Language) -> Test:
        """Ask whether a folded text is in the token or in its word."""
        found = {
            token
            for token, said in self.words(language).items()
            if needle in folded(token) or needle in folded(said)
        }
        sql = func.coalesce(self.column, "").in_(sorted(found)) if found else false()
        return Test(lambda line: self.of(line) in found, sql)

    def _ranks(self, language: Language) -> dict[str | None, int]:
        said = sorted(self.words(language).items(), key=lambda each: (each[1], each[0]))
        return {token: rank for rank, (token, _) in enumerate(said)}

    def key(self, language: Language) -> Callable[[Any], Any]:
        """Return where its word stands among the others."""
        ranks = self._ranks(language)
        return lambda line: ranks.get(self.of(line))

    def columns(self, language: Language) -> tuple[Sql, ...]:
        """Return the same."""
        return (case(self._ranks(language), value=self.column),)


@dataclass(frozen=True, slots=True)
class Money(Sorting):
    """An amount in minor units of the line's currency; currencies are never mixed in an order."""

    SIGN = "<="

    of: Callable[[Any], int]
    column: Sql
    currency: Sql
    is_in: Callable[[list[str]], ColumnElement[bool]]

    def compares(self, key: str, sign: str, text: str, today: date) -> Test:  # noqa: ARG002  # as others
        """Compare with an amount of whole units, whatever the currency."""
        units = written.money(key, text)
        minor = {currency: units * 10**exponent for currency, exponent in EXPONENTS.items()}
        alike = {at: [c for c in minor if minor[c] == at] for at in sorted(set(minor.values()))}
        return Test(
            lambda line: COMPARED[sign](self.of(line), minor[line.currency]),
            or_(
                *(
                    and_(_compared_whole(sign, self.column, at), self.is_in(currencies))
                    for at, currencies in alike.items()
                )
            ),
        )

    def key(self, language: Language) -> Callable[[Any], Any]:  # noqa: ARG002  # as others
        """Return currency and amount."""
        return lambda line: (line.currency, self.of(line))

    def columns(self, language: Language) -> tuple[Sql, ...]:  # noqa: ARG002  # as others
        """Return the same."""
        return self.currency, self.column


@dataclass(frozen=True, slots=True)
class Number(Sorting):
    """A number, or none: sorted by only."""

    of: Callable[[Any], float | None]
    column: Sql

    def key(self, language: Language) -> Callable[[Any], Any]:  # noqa: ARG002  # as others
        """Return the number."""
        return self.of

    def columns(self, language: Language) -> tuple[Sql, ...]:  # noqa: ARG002  # as others
        """Return the column."""
        return (self.column,)


def _compared_whole(sign: str, column: Sql, at: Fraction) -> ColumnElement[bool]:
    """Compare a column of whole numbers with a fraction, exactly."""
    if sign == "=" and at.denominator != 1:
        return false()
    bound = ceil(at) if sign in (">=", "<") else floor(at)
    found: ColumnElement[bool] = COMPARED[sign](column, bound)
    return found

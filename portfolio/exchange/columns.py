"""What an export is made of: columns and sheets declared once, and the rows that fill them.

A workbook, a folder of CSV files and a JSON document all follow the same declaration, so that no
two of them can say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding
from portfolio.domain.instalment import (
    FundingCondition,
    MilestoneCondition,
    ReskillingCondition,
)
from portfolio.domain.milestone import Criterion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from portfolio.domain.charter import Purpose
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import Head
    from portfolio.domain.ledger import LedgerLine
    from portfolio.domain.programme import ProgrammeFile


class Kind(StrEnum):
    """How the cells of a column are to be written.

    AMOUNT is minor units of the row's currency, SHARE a part of 1, RATE a quotient to five
    decimals, NAME a text in two languages, TEXT everything that is read as words.
    """

    TEXT = "text"
    NAME = "name"
    AMOUNT = "amount"
    COUNT = "count"
    YEAR = "fiscal year"
    SHARE = "share"
    RATE = "rate"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Name:
    """A text in English and, where there is one, in Japanese."""

    english: str
    japanese: str | None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount that stands among words: what an amendment changes, in minor units."""

    minor: int
    currency: str


Listed = Criterion | MilestoneCondition | ReskillingCondition | FundingCondition | Finding
Cell = str | int | date | datetime | Fraction | Name | Money | tuple[Listed, ...] | None
"""A token of the domain is a str, a flag an int; both keep their own type."""

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that can be gone through more than once, and are read anew each time."""

    read: Callable[[], Iterable[Row]]

    def __iter__(self) -> Iterator[Row]:
        """Read them."""
        return iter(self.read())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it in JSON, `label_key` its heading, `width` its cells on paper."""

    key: str
    label_key: str
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `held` is how many columns stay in view when the reader scrolls to the right."""

    name: str
    label_key: str
    columns: tuple[Column, ...]
    held: int = 1

    def place(self, key: str) -> int | None:
        """Return where a column stands, counted from 0, or None where the sheet has none."""
        return next((n for n, c in enumerate(self.columns) if c.key == key), None)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its rows, each as long as the sheet has columns.

    The rows are read anew each time they are gone through: there may be more than fit into memory.
    """

    sheet: Sheet
    rows: Rows

    def cells(self) -> Iterator[tuple[str | None, Row]]:
        """Yield each row with the currency of its amounts."""
        place = self.sheet.place("currency")
        for row in self.rows:
            currency = None if place is None else row[place]
            yield (currency if isinstance(currency, str) else None), row


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which snapshot an export shows. Nothing here depends on when or where it is written.

    `recorded_at` is the moment of the newest journal entry, `seal` the Merkle root over all heads.
    Held against an earlier position, `since` and `since_known_at` are its day and moment.
    `programme` is the one it is about, None where it is about all; the seal is over all records.
    """

    database: str
    purpose: Purpose
    as_of: date
    recorded_at: datetime
    seal: str
    entries: int
    streams: int
    rules_edition: str
    since: date | None = None
    since_known_at: datetime | None = None
    programme: str | None = None

    @property
    def subject(self) -> str:
        """Of what it is: the database, and the one programme where it is of one."""
        return f"{self.database} · {self.programme}" if self.programme else self.database


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything a budget review reads, from one snapshot.

    `tables` are its sheets. For the forms that other offices prescribe, `programmes` has every
    programme with its budget, `ledger` their fiscal years, and `grants` reads each grant's file, in
    order of code, anew each time it is called. `heads` are what the seal was computed over.
    """

    about: About
    tables: tuple[Table, ...]
    programmes: tuple[ProgrammeFile, ...]
    ledger: tuple[LedgerLine, ...]
    grants: Callable[[], Iterable[GrantFile]]
    heads: tuple[Head, ...]

    def table(self, name: str) -> Table:
        """Return the table of a sheet; KeyError for one that does not exist."""
        found = next((t for t in self.tables if t.sheet.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def programme(self, code: str) -> ProgrammeFile:
        """Return a programme; StopIteration for one that does not exist."""
        return next(p for p in self.programmes if p.programme.code == code)

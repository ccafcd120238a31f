"""What a report says, in the language it is read in: sections of words, tables and charts.

Everything here is said already: whoever renders it adds no word and no figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from portfolio.wording.language import Language

Facts = tuple[tuple[str, str], ...]
"""Names with what is said of each."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column.

    `is_number` sets it and its cells to the right. `share` is what it takes of the width that is
    left, beside others; 0 is a column as wide as its longest cell, which is never broken.
    """

    text: str
    is_number: bool = False
    share: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, under the heading of its group where it has one.

    A line break in a cell is kept.
    """

    cells: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Its rows are read anew each time: there may be more than fit into memory.

    `empty` is said instead of a table without rows, `notes` below one.
    """

    caption: str
    headings: tuple[Heading, ...]
    rows: Callable[[], Iterable[Line]]
    empty: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has: a name unique in the report, a title, and the same in words."""

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashYear:
    """One fiscal year of a cash chart, in minor units: what may be spent, is bound, is paid."""

    label: str
    budget_minor: int
    planned_minor: int
    confirmed_minor: int
    paid_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CashChart(Chart):
    """Payments by fiscal year against the current budget, in one currency.

    `words` names budget, planned, confirmed and paid, in this order.
    """

    currency: str
    language: Language
    years: tuple[CashYear, ...]
    words: tuple[str, str, str, str]
    is_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One technology element: where it began, where it is, where it is to come."""

    code: str
    title: str
    entry: int
    current: int
    target: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderChart(Chart):
    """Technology readiness, one element a row. `words` names entry, current and target."""

    rungs: tuple[Rung, ...]
    top: int
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One open milestone: when it was due at first, when it is now. `said` tells how it stands."""

    code: str
    title: str
    baseline_on: date
    due_on: date
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChart(Chart):
    """Open milestones by due day. `words` names baseline, due day, time overdue and as-of day."""

    as_of: date
    terms: tuple[Term, ...]
    words: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """The persons of one grant: promised, reported as trained, verified."""

    code: str
    title: str
    promised: int
    reported: int
    verified: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsChart(Chart):
    """Reskilling, one grant a row. `words` names promised, reported and verified."""

    persons: tuple[Persons, ...]
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts one below the other, or two beside each other."""

    charts: tuple[CashChart | LadderChart | TimelineChart | PersonsChart, ...]
    beside: int = 1


@dataclass(frozen=True, slots=True)
class Beside:
    """Two small tables beside each other."""

    grids: tuple[Grid, Grid]


Block = str | Grid | Beside | Charts
"""A paragraph, a table, two of them, or charts."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `name` is its address within the report."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report. `warning` is said first; None where nothing is to be warned of.

    `snapshot` tells as of which day it is, `footer` in one line also under which seal, and that it
    is a demonstration where it is one: it stands on every printed page.
    """

    language: Language
    title: str
    subtitle: str
    snapshot: str
    warning: str | None
    facts: Facts
    notes: tuple[str, ...]
    contents: str
    sections: tuple[Section, ...]
    footer: str

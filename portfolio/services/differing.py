"""What has changed between two positions: every figure that differs, every decision, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portfolio.exchange.sheets import CHANGES, DIFFERENCES
from portfolio.services.exporting import gathered
from portfolio.services.looking_back import looking_back
from portfolio.services.office import name_of
from portfolio.services.progress import Tick, no_tick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from portfolio.domain.people import Role
    from portfolio.domain.transitions import Act
    from portfolio.exchange.columns import Name, Table
    from portfolio.exchange.sheets import ChangeKind, Figure, Scope
    from portfolio.services.exporting import Since
    from portfolio.services.office import Office

MOST_LINES = 2_000
"""How many figures, decisions and slips are kept: of each as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure of a programme, fiscal year or grant that differs, in minor units of `currency`."""

    scope: Scope
    subject: str
    figure: Figure
    currency: str
    before_minor: int
    after_minor: int
    difference_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that counts in the later position alone, or a milestone that slipped.

    `people` are all who had a part in it; of what slipped there is nobody, no act and no entry.
    """

    kind: ChangeKind
    subject: str
    title: Name
    effective_on: date
    currency: str
    amount_minor: int | None
    before: str | None
    after: str | None
    people: str | None
    role: Role | None
    act: Act | None
    reason: str | None
    recorded_at: datetime | None
    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two positions, compared: the first lines of each list, and how many there are in all.

    `slips` are the milestones that were put off between the two, or fell overdue.
    """

    since: Since
    until: Since
    differences: tuple[Difference, ...]
    differences_in_all: int
    decisions: tuple[Decided, ...]
    decisions_in_all: int
    slips: tuple[Decided, ...]
    slips_in_all: int

    @property
    def in_all(self) -> int:
        """How many lines there are."""
        return self.differences_in_all + self.decisions_in_all + self.slips_in_all


def compare(
    office: Office, since: Since, until: Since, *, most: int = MOST_LINES, tick: Tick = no_tick
) -> Compared:
    """Compare the positions of two days, each as it was known at its moment, if it names one.

    `tick` is called for all that is folded and read. Raises `StoreUnfit` where nothing had been
    recorded by then.
    """
    with (
        looking_back(office, until.day, until.known_at, tick=tick) as later,
        gathered(later, name_of(later), since, tick=tick) as review,
    ):
        figures = _Lines(most)
        for row in _rows(review.table(DIFFERENCES.name)):
            figures.put(Difference(**row))
        decisions, slips = _Lines(most), _Lines(most)
        for row in _rows(review.table(CHANGES.name)):
            tick()
            (slips if row["entry"] is None else decisions).put(Decided(**row))
    return Compared(
        since=since,
        until=until,
        differences=tuple(figures.kept),
        differences_in_all=figures.in_all,
        decisions=tuple(decisions.kept),
        decisions_in_all=decisions.in_all,
        slips=tuple(slips.kept),
        slips_in_all=slips.in_all,
    )


class _Lines:
    """Keeps so many lines, and counts all."""

    def __init__(self, most: int) -> None:
        self.kept: list[Any] = []
        self.in_all = 0
        self._most = most

    def put(self, line: Difference | Decided) -> None:
        """Count a line, and keep it where there is room."""
        self.in_all += 1
        if len(self.kept) < self._most:
            self.kept.append(line)


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    keys = [column.key for column in table.sheet.columns]
    for row in table.rows:
        yield dict(zip(keys, row, strict=True))

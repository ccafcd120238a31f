"""What the charts of a workbook show, noted while its sheets are written: no row is read twice.

Of grants and programmes there may be many: the largest are kept, and how many there are in all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.grant import Instrument
from portfolio.exchange import sheets
from portfolio.exchange.report.source import whole
from portfolio.exchange.sheets import ExceptionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.exchange.columns import Cell, Row, Sheet

MOST_BARS = 16
"""How many programmes or grants, and how many fiscal years, a chart shows."""

Name = str | int
"""A code, the kind of an exception, or a fiscal year as a number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One group of bars, in minor units or counted, with the weakest basis behind it."""

    name: Name
    values: tuple[int, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One chart and its table; the keys are those of labels.

    `of_key` says what each bar stands for, `currency` is None where things are counted, `in_all`
    is how many bars there would be. `is_lying` draws them from left to right.
    """

    title_key: str
    of_key: str
    series_keys: tuple[str, ...]
    bars: tuple[Bar, ...]
    in_all: int
    currency: str | None = None
    is_lying: bool = False


class Noted:
    """Takes note of the rows of a review as they go by."""

    def __init__(self) -> None:
        self._years: dict[str, dict[int, _Sum]] = defaultdict(lambda: defaultdict(_Sum))
        self._of_programmes: dict[str, list[Basis]] = defaultdict(list)
        self._programmes: dict[str, _Largest] = defaultdict(_Largest)
        self._persons = _Largest()
        self._training = ("", _Sum())
        self._readiness = _Largest()
        self._exceptions: dict[ExceptionKind, list[Basis]] = defaultdict(list)
        self._counted: Counter[ExceptionKind] = Counter()
        self._notes = {
            sheets.POSITION.name: self._year,
            sheets.PROGRAMMES.name: self._programme,
            sheets.RESKILLING.name: self._commitment,
            sheets.PROGRESS.name: self._progress,
            sheets.EXCEPTIONS.name: self._exception,
        }

    def take(self, sheet: Sheet, row: Row) -> None:
        """Take note of a row of a sheet."""
        note = self._notes.get(sheet.name)
        if note is not None:
            note({column.key: cell for column, cell in zip(sheet.columns, row, strict=True)})

    def figures(self) -> Iterator[Figures]:
        """Yield the charts that have anything to show, in the order in which they are read."""
        found = (
            *self._of_years(), *self._by_programme(), self._of_persons(), self._of_readiness(),
            self._of_exceptions(),
        )  # fmt: skip
        yield from (each for each in found if each.bars)

    def _year(self, said: dict[str, Cell]) -> None:
        basis = said["basis"]
        if isinstance(basis, Basis):
            self._of_programmes[str(said["programme"])].append(basis)
        if said["instrument"] is Instrument.GRANT:
            year = self._years[str(said["currency"])][whole(said["fiscal_year"])]
            year.add(said, "budget_minor", "confirmed_minor", "executed_minor")

    def _programme(self, said: dict[str, Cell]) -> None:
        total = _Sum()
        total.add(said, "award_minor", "paid_minor", "payable_minor")
        bar = total.bar(str(said["code"]))
        self._programmes[str(said["currency"])].add(bar.values[0], bar)

    def _commitment(self, said: dict[str, Cell]) -> None:
        grant, total = self._training
        if said["grant"] != grant:
            self._close_training()
            total = _Sum()
            self._training = (str(said["grant"]), total)
        total.add(said, "persons", "reported_persons", "verified_persons")

    def _close_training(self) -> None:
        grant, total = self._training
        if grant:
            bar = total.bar(grant)
            self._persons.add(bar.values[0], bar)
        self._training = ("", _Sum())

    def _progress(self, said: dict[str, Cell]) -> None:
        if said["readiness"] is not None and said["target_readiness"] is not None:
            total = _Sum()
            total.add(said, "readiness", "target_readiness")
            bar = total.bar(str(said["code"]))
            self._readiness.add(bar.values[1] - bar.values[0], bar)

    def _exception(self, said: dict[str, Cell]) -> None:
        kind, basis = said["kind"], said["basis"]
        if isinstance(kind, ExceptionKind):
            self._counted[kind] += 1
            if isinstance(basis, Basis) and basis not in self._exceptions[kind]:
                self._exceptions[kind].append(basis)

    def _of_years(self) -> Iterator[Figures]:
        for currency, years in sorted(self._years.items()):
            shown = sorted(years)[-MOST_BARS:]
            yield Figures(
                title_key="chart.years",
                of_key="column.fiscal_year",
                series_keys=("column.budget", "column.confirmed", "column.executed"),
                bars=tuple(years[year].bar(year) for year in shown),
                in_all=len(years),
                currency=currency,
            )

    def _by_programme(self) -> Iterator[Figures]:
        for currency, largest in sorted(self._programmes.items()):
            yield Figures(
                title_key="chart.programmes",
                of_key="column.programme",
                series_keys=("column.committed", "column.paid", "column.payable_now"),
                bars=tuple(
                    Bar(b.name, b.values, self._weakest(str(b.name), b.basis))
                    for b in largest.bars()
                ),
                in_all=largest.in_all,
                currency=currency,
            )

    def _weakest(self, programme: str, basis: Basis) -> Basis:
        """Return how far a programme's award and all that is planned and paid can be trusted."""
        return weakest_basis([basis, *self._of_programmes[programme]])

    def _of_persons(self) -> Figures:
        self._close_training()
        return Figures(
            title_key="chart.reskilling",
            of_key="column.grant",
            series_keys=("column.promised", "column.reported", "column.verified"),
            bars=self._persons.bars(),
            in_all=self._persons.in_all,
            is_lying=True,
        )

    def _of_readiness(self) -> Figures:
        return Figures(
            title_key="chart.readiness",
            of_key="column.grant",
            series_keys=("report.today", "column.target"),
            bars=self._readiness.bars(),
            in_all=self._readiness.in_all,
            is_lying=True,
        )

    def _of_exceptions(self) -> Figures:
        bars = tuple(
            Bar(kind, (self._counted[kind],), weakest_basis(self._exceptions[kind]))
            for kind in ExceptionKind
            if self._counted[kind]
        )
        return Figures(
            title_key="chart.exceptions",
            of_key="column.exception",
            series_keys=("chart.count",),
            bars=bars,
            in_all=len(bars),
            is_lying=True,
        )


@dataclass
class _Sum:
    """Values added up column by column, with every basis they rest on."""

    values: list[int] = field(default_factory=list)
    bases: set[Basis] = field(default_factory=set)

    def add(self, said: dict[str, Cell], *keys: str) -> None:
        added = [whole(said[key]) for key in keys]
        before = self.values or [0] * len(keys)
        self.values = [a + b for a, b in zip(before, added, strict=True)]
        basis = said["basis"]
        if isinstance(basis, Basis):
            self.bases.add(basis)

    def bar(self, name: Name) -> Bar:
        return Bar(name, tuple(self.values), weakest_basis(self.bases))


class _Largest:
    """The largest bars of many, the largest first; of equals, those that came first."""

    def __init__(self) -> None:
        self.in_all = 0
        self._kept: list[tuple[int, int, Bar]] = []

    def add(self, size: int, bar: Bar) -> None:
        self.in_all += 1
        each = (size, -self.in_all, bar)
        if len(self._kept) < MOST_BARS:
            heappush(self._kept, each)
        else:
            heappushpop(self._kept, each)

    def bars(self) -> tuple[Bar, ...]:
        return tuple(bar for _, _, bar in sorted(self._kept, key=lambda e: e[:2], reverse=True))

"""Where a report takes its figures from: the rows of the review's sheets, cell by cell in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.exchange.columns import Cell, Kind
from portfolio.exchange.report.content import Grid, Heading, Line
from portfolio.exchange.shown import UNDEFINED, heading, major, rate, readable, text
from portfolio.wording.figures import fiscal_year
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from portfolio.exchange.columns import Column, Review, Sheet
    from portfolio.wording.language import Language

Record = dict[str, Cell]
"""A row of a sheet by the keys of its columns."""

_NUMBERS = (Kind.AMOUNT, Kind.COUNT, Kind.SHARE, Kind.RATE)


@dataclass(frozen=True, slots=True)
class Pick:
    """One column of a report's table: which cells of the sheet stand in it, one below the other.

    `label` is its heading, else that of the first cell. `needs` is a cell that has to say something
    in some row, else the column is left out.
    """

    keys: tuple[str, ...]
    share: int = 0
    label: str | None = None
    needs: str | None = None


def pick(keys: str, share: int = 0, label: str | None = None, needs: str | None = None) -> Pick:
    """Return a column by the keys of its cells, written with blanks between them."""
    return Pick(tuple(keys.split()), share, label, needs)


@dataclass(frozen=True, slots=True)
class Source:
    """A review, read in one language."""

    review: Review
    language: Language

    def say(self, key: str, **gaps: object) -> str:
        """Return a label, its gaps filled."""
        return label(key, self.language).format(**gaps)

    def records(self, name: str) -> Iterator[Record]:
        """Yield the rows of a sheet."""
        table = self.review.table(name)
        keys = [column.key for column in table.sheet.columns]
        for row in table.rows:
            yield dict(zip(keys, row, strict=True))

    def cell(self, column: Column, record: Record) -> str:  # noqa: PLR0911  # one line a type
        """Return one cell in words, its figures as the workbook has them."""
        cell, currency = record[column.key], str(record.get("currency") or "")
        match cell:
            case Basis():
                return label(f"basis.{cell.value}", self.language)
            case bool():
                return text(cell, self.language)
            case int():
                return self._number(column.kind, cell, currency)
            case Fraction():
                return _quotient(column, cell)
            case None:
                return UNDEFINED if column.kind is Kind.RATE else ""
            case datetime():
                return f"{cell:%Y-%m-%d %H:%M}"
        return text(cell, self.language, currency)

    def line(self, sheet: Sheet, picks: Iterable[Pick], record: Record, group: str = "") -> Line:
        """Return a row of a table."""
        columns = {column.key: column for column in sheet.columns}
        return Line(
            tuple(
                "\n".join(filter(None, (self.cell(columns[key], record) for key in each.keys)))
                for each in picks
            ),
            group,
        )

    def headings(self, sheet: Sheet, picks: Iterable[Pick]) -> tuple[Heading, ...]:
        """Return the headings of a table."""
        columns = {column.key: column for column in sheet.columns}
        return tuple(
            Heading(
                label(each.label, self.language)
                if each.label
                else heading(columns[each.keys[0]], self.language),
                is_number=columns[each.keys[0]].kind in _NUMBERS,
                share=each.share,
            )
            for each in picks
        )

    def grid(  # noqa: PLR0913  # what a table is made of, each by its name
        self,
        sheet: Sheet,
        picks: Iterable[Pick],
        records: Callable[[], Iterable[Record]],
        *,
        group: Callable[[Record], str] = lambda _: "",
        notes: tuple[str, ...] = (),
        caption: str | None = None,
    ) -> Grid:
        """Return a table of some columns of a sheet."""
        chosen = tuple(picks)

        def rows() -> Iterator[Line]:
            for record in records():
                yield self.line(sheet, chosen, record, group(record))

        return Grid(
            caption or label(sheet.label_key, self.language),
            self.headings(sheet, chosen),
            rows,
            label("report.nothing", self.language),
            notes,
        )

    def programme_titles(self) -> dict[str, str]:
        """Return what each programme is called, by its code, in the order of the review."""
        return {
            str(record["code"]): f"{record['code']} {text(record['title'], self.language)}"
            for record in self.records("programmes")
        }

    def own_text(self, english: str, japanese: str | None) -> str:
        """Return a text that a record has in one or two languages."""
        return readable(self.language.of((english, japanese or english)))

    def _number(self, kind: Kind, number: int, currency: str) -> str:
        match kind:
            case Kind.AMOUNT:
                return f"{major(number, currency):,}"
            case Kind.YEAR:
                return fiscal_year(number, self.language)
        return f"{number:,}"


def whole(cell: Cell) -> int:
    """Return a count or an amount; 0 where none is said."""
    return cell if isinstance(cell, int) else 0


def _quotient(column: Column, quotient: Fraction) -> str:
    """Return a share or a rate of execution in per cent, any other rate as a number."""
    if column.kind is Kind.SHARE:
        return f"{float(quotient * 100):.4g}%"
    if column.key == "execution_rate":
        return f"{rate(quotient) * Decimal(100):.3f}%"
    return str(rate(quotient))


def filled(picks: Iterable[Pick], records: Iterable[Record]) -> tuple[Pick, ...]:
    """Return the columns without those that need what no row says."""
    known = list(records)
    return tuple(p for p in picks if p.needs is None or any(record[p.needs] for record in known))

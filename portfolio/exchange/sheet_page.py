"""One worksheet of a workbook being filled: how its cells are written and how it is printed.

Numbers and days are real ones, text is never a formula, and every page is A4 across with the day
and the seal at its foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import PortfolioError
from portfolio.domain.text import visible
from portfolio.exchange.layout import Fitting, grid, pages_across
from portfolio.exchange.shown import heading
from portfolio.wording.figures import day, moment
from portfolio.wording.labels import label
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it brings no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

    from portfolio.exchange.columns import About, Row, Sheet, Table
    from portfolio.exchange.layout import Shown
    from portfolio.exchange.styles import Styles
    from portfolio.wording.language import Language

MOST_ROWS = 1_048_576 - 2
"""Rows of a sheet in Excel, without the two above the table."""

_EXACT_DIGITS = 15  # Excel keeps no more of a number
_LONGEST_TEXT = 32_767  # characters of a cell in Excel
_A4 = 9
_NAME_WIDTH = 24
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.8}
_ONE_SIZE = {"scale_with_doc": False}  # head and foot stay as large as they are


class TooLongForExcel(PortfolioError):
    """A sheet would have more rows than Excel can hold."""


@dataclass(frozen=True, slots=True)
class Page:
    """One worksheet. `note` is told every row that is written."""

    sheet: Worksheet
    title: str
    about: About
    styles: Styles
    language: Language
    note: Callable[[Sheet, Row], None]

    def put_summary(self, *tables: Table) -> None:
        """Fill the first page: which snapshot this is, and the tables of its totals."""
        self.put(0, 0, label("sheet.review", self.language), self.styles.title)
        row = 1
        for name, said in self._about_lines():
            self.put(row, 0, name[0].upper() + name[1:], self.styles.name)
            self.put(row, 1, said, self.styles.plain)
            row += 1
        widths = [_NAME_WIDTH]
        for table in tables:
            self.put(row + 1, 0, label(table.sheet.label_key, self.language), self.styles.part)
            fitting = Fitting(table.sheet, self.language)
            row = self._put_rows(row + 2, table, fitting)
            more = fitting.widths()
            most = max(len(widths), len(more))
            both = [[*each, *[0] * (most - len(each))] for each in (widths, more)]
            widths = [max(pair) for pair in zip(*both, strict=True)]
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)
        for key in (
            "review.amounts",
            "basis.legend",
            "review.at_risk",
            "review.leverage",
            "review.checks",
        ):
            row += 1
            self.put(row, 0, label(key, self.language), self.styles.plain)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self.set_print()

    def put_table(self, table: Table) -> None:
        """Fill the page with one table, its heading in view and on every page printed."""
        self.put_title()
        fitting, held = Fitting(table.sheet, self.language), table.sheet.held
        end = self._put_rows(1, table, fitting)
        columns = fitting.widths()
        for place, width in enumerate(columns):
            self.sheet.set_column(place, place, width)
        self.sheet.freeze_panes(2, held)
        self.sheet.autofilter(1, 0, end - 1, len(columns) - 1)
        self.sheet.repeat_rows(0, 1)
        across = pages_across(columns, held)
        if across > 1:
            self.sheet.repeat_columns(0, held - 1)
            self.sheet.print_across()
        self.set_print(across)

    def put_title(self) -> None:
        """Write in the first line what the page is and which snapshot it shows."""
        self.put(0, 0, f"{self.title} · {self._snapshot()}", self.styles.title)

    def put(self, row: int, place: int, shown: Shown, style: Format) -> None:
        """Write a cell: a number as a number where Excel keeps all of it, else as text."""
        match shown:
            case datetime():
                self.sheet.write_datetime(row, place, shown.replace(tzinfo=None), style)
            case date():
                self.sheet.write_datetime(row, place, shown, style)
            case int() | Decimal() if _is_exact(shown):
                self.sheet.write_number(row, place, shown, style)
            case "":
                self.sheet.write_blank(row, place, None, style)
            case str():
                self.sheet.write_string(row, place, _tame(shown), style)
            case _:
                self.sheet.write_string(row, place, f"{shown:,}", style)

    def set_print(self, across: int = 1) -> None:
        """Print the page on A4, across, its columns on so many pages side by side."""
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(**_MARGINS)
        self.sheet.fit_to_pages(across, 0)
        # '&' begins a command here, and a digit after '&8' would be read as part of the size.
        seal = f"{label('seal.seal', self.language)} {self.about.seal}"
        self.sheet.set_footer(f"&L&8 {self._snapshot()}\n&8 {seal}&R&8 &P/&N", _ONE_SIZE)
        name = visible(self.about.database)[:60].replace("&", "&&")
        self.sheet.set_header(f"&L&8 {self.title}&R&8 {name}", _ONE_SIZE)

    def _put_rows(self, row: int, table: Table, fitting: Fitting) -> int:
        """Write heading and rows from a row on; return the row after the last."""
        headings = [heading(column, self.language) for column in table.sheet.columns]
        kinds = [column.kind for column in table.sheet.columns]
        self.sheet.set_row(row, fitting.heading(headings))
        for place, said in enumerate(headings):
            self.put(row, place, said, self.styles.heading)
        for currency, shown in grid(table, self.language, self.note):
            row += 1
            if row > MOST_ROWS + 1:
                raise TooLongForExcel(
                    f"{table.sheet.name} has more rows than an Excel sheet holds "
                    f"({MOST_ROWS:,}): export as csv or json instead"
                )
            self.sheet.set_row(row, fitting.row(shown))
            for place, kind in enumerate(kinds):
                self.put(row, place, shown[place], self.styles.of(kind, currency))
            self._forget(row - 1)
        return row + 1

    def _forget(self, row: int) -> None:
        """Let go of the height of a row that is written: XlsxWriter keeps one for every row."""
        self.sheet.row_info.pop(row, None)
        self.sheet.row_sizes.pop(row, None)

    def _about_lines(self) -> tuple[tuple[str, str], ...]:
        about, language = self.about, self.language
        return (
            (label("review.database", language), visible(about.subject)),
            (label("review.purpose", language), self._purpose()),
            (label("seal.as_of", language), day(about.as_of, language)),
            (label("seal.recorded", language), moment(about.recorded_at, "UTC", language)),
            (label("seal.seal", language), about.seal),
            (label("seal.entries", language), f"{about.entries:,}"),
            (label("review.streams", language), f"{about.streams:,}"),
            (label("review.rules_edition", language), about.rules_edition),
        )

    def _purpose(self) -> str:
        said = word(self.about.purpose, self.language)
        return said.upper() if self.about.purpose is Purpose.DEMONSTRATION else said

    def _snapshot(self) -> str:
        """Return in one line which snapshot the page shows, and whether it is a demonstration."""
        said = f"{label('seal.as_of', self.language)} {day(self.about.as_of, self.language)}"
        demonstration = self.about.purpose is Purpose.DEMONSTRATION
        return f"{said} · {self._purpose()}" if demonstration else said


def _is_exact(number: int | Decimal) -> bool:
    return len(str(number).strip("-").replace(".", "")) <= _EXACT_DIGITS


def _tame(text: str) -> str:
    """Return text that XlsxWriter takes for text: one in <r> … </r> would become ready-made XML."""
    tame = f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
    return tame if len(tame) <= _LONGEST_TEXT else f"{tame[: _LONGEST_TEXT - 1]}…"

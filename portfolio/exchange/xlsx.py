"""A budget review as an Excel workbook: real numbers, real dates, text that is never a formula.

The bytes follow from the snapshot alone, so that two copies of one review can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import PortfolioError
from portfolio.domain.text import visible
from portfolio.exchange.account_sheet import put_account
from portfolio.exchange.layout import LINE_HEIGHT, grid, height, widths
from portfolio.exchange.sheets import CHECKS, SUMMARY
from portfolio.exchange.shown import heading
from portfolio.exchange.styles import Styles
from portfolio.wording.figures import day, moment
from portfolio.wording.labels import label
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it brings no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

    from portfolio.exchange.columns import About, Review, Table
    from portfolio.exchange.layout import Shown
    from portfolio.wording.language import Language

MOST_ROWS = 1_048_576 - 2
"""Rows of a sheet in Excel, without the two above the table."""

_EXACT_DIGITS = 15  # Excel keeps no more of a number
_LONGEST_TEXT = 32_767  # characters of a cell in Excel
_A4 = 9
_SUMMARY_WIDTH = 24
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class TooLongForExcel(PortfolioError):
    """A sheet would have more rows than Excel can hold."""


def write_workbook(review: Review, place: Path, language: Language) -> None:
    """Write the workbook. Raises `TooLongForExcel` rather than leave a row out."""
    font = {"font_name": language.of(("Calibri", "Yu Gothic")), "font_size": 10}
    options = {**_OPTIONS, "default_format_properties": font, "tmpdir": str(place.parent)}
    book = xlsxwriter.Workbook(str(place), options)
    book.set_properties(
        {
            "title": label("sheet.review", language),
            "comments": review.about.seal,
            "created": review.about.recorded_at.replace(tzinfo=None),
        }
    )
    try:
        _fill(book, review, language)
    except BaseException:
        for sheet in book.worksheets():
            sheet._opt_close()  # noqa: SLF001  # a workbook given up keeps its rows open otherwise
        raise
    book.close()


def _fill(book: xlsxwriter.Workbook, review: Review, language: Language) -> None:
    styles = Styles(book)
    for table in review.tables:
        if table.sheet is CHECKS:
            continue  # it stands on the page of the summary
        title = label(table.sheet.label_key, language)
        page = _Page(book.add_worksheet(title), title, review.about, styles, language)
        if table.sheet is SUMMARY:
            page.put_summary(table, review.table(CHECKS.name))
        else:
            page.put_table(table)
    put_account(book, review, "xlsx", language)


@dataclass(frozen=True, slots=True)
class _Page:
    """One worksheet being filled: the first with the summary, every other with one table."""

    sheet: Worksheet
    title: str
    about: About
    styles: Styles
    language: Language

    def put_summary(self, *tables: Table) -> None:
        self._put(0, 0, label("sheet.review", self.language), self.styles.title)
        row = 1
        for name, said in self._about_lines():
            self._put(row, 0, name[0].upper() + name[1:], self.styles.name)
            self._put(row, 1, said, self.styles.plain)
            row += 1
        self.sheet.set_column(0, len(CHECKS.columns) - 1, _SUMMARY_WIDTH)
        for table in tables:
            self._put(row + 1, 0, label(table.sheet.label_key, self.language), self.styles.part)
            columns = [_SUMMARY_WIDTH] * len(table.sheet.columns)
            row = self._put_rows(row + 2, table, columns)
        for key in (
            "review.amounts",
            "basis.legend",
            "review.at_risk",
            "review.leverage",
            "review.checks",
        ):
            row += 1
            self._put(row, 0, label(key, self.language), self.styles.plain)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self._set_print()

    def put_table(self, table: Table) -> None:
        self._put(0, 0, f"{self.title} · {self._snapshot()}", self.styles.title)
        columns = widths(table, self.language)
        for place, width in enumerate(columns):
            self.sheet.set_column(place, place, width)
        end = self._put_rows(1, table, columns)
        self.sheet.freeze_panes(2, table.sheet.held)
        self.sheet.autofilter(1, 0, end - 1, len(columns) - 1)
        self.sheet.repeat_rows(0, 1)
        self._set_print()

    def _put_rows(self, row: int, table: Table, columns: Sequence[int]) -> int:
        """Write heading and rows from a row on; return the row after the last."""
        headings = [heading(column, self.language) for column in table.sheet.columns]
        self.sheet.set_row(row, height(headings, columns) + LINE_HEIGHT / 2)
        for place, said in enumerate(headings):
            self._put(row, place, said, self.styles.heading)
        for currency, shown in grid(table, self.language):
            row += 1
            if row > MOST_ROWS + 1:
                raise TooLongForExcel(
                    f"{table.sheet.name} has more rows than an Excel sheet holds "
                    f"({MOST_ROWS:,}): export as csv or json instead"
                )
            self.sheet.set_row(row, height(shown, columns))
            for place, column in enumerate(table.sheet.columns):
                self._put(row, place, shown[place], self.styles.of(column.kind, currency))
        return row + 1

    def _put(self, row: int, place: int, shown: Shown, style: Format) -> None:
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

    def _about_lines(self) -> tuple[tuple[str, str], ...]:
        about, language = self.about, self.language
        return (
            (label("review.database", language), visible(about.database)),
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

    def _set_print(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        # '&' begins a command here, and a digit after '&8' would be read as part of the size.
        seal = f"{label('seal.seal', self.language)} {self.about.seal}"
        self.sheet.set_footer(f"&L&8 {seal}&C&8 {self._snapshot()}&R&8 &P/&N")
        name = visible(self.about.database)[:60].replace("&", "&&")
        self.sheet.set_header(f"&L&8 {self.title}&R&8 {name}")


def _is_exact(number: int | Decimal) -> bool:
    return len(str(number).strip("-").replace(".", "")) <= _EXACT_DIGITS


def _tame(text: str) -> str:
    """Return text that XlsxWriter takes for text: one in <r> … </r> would become ready-made XML."""
    tame = f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
    return tame if len(tame) <= _LONGEST_TEXT else f"{tame[: _LONGEST_TEXT - 1]}…"

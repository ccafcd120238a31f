"""A plan as an Excel workbook that people fill in or change, and import again.

Row 1 of a sheet has the keys of its columns, row 2 their headings, row 3 what is to be written;
records begin in row 4. Column A marks with ``#`` what is no record. The bytes follow from the
snapshot alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # the same

from portfolio.domain.period import EARLIEST, LATEST
from portfolio.exchange.account_sheet import put_account
from portfolio.exchange.plan_about import put_about
from portfolio.exchange.plan_cells import EXACT_DIGITS
from portfolio.exchange.plan_looks import WIDTHS, Looks, set_print
from portfolio.exchange.plan_rows import exported_tables, plan_rows
from portfolio.exchange.sheet_page import TooLongForExcel
from portfolio.exchange.shown import readable
from portfolio.exchange.tables import (
    ABOUT,
    LISTS,
    MARK,
    Field,
    Holds,
    PlanTable,
    plan_tables,
)
from portfolio.wording.plan_words import column_heading, column_help, plan_line, table_title
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

    from portfolio.exchange.columns import Review
    from portfolio.exchange.plan_cells import Written
    from portfolio.wording.language import Language

FIRST_ROW = 3
"""The first row of records, counted from 0."""

_LAST_ROW = 1_048_576
_VALIDATED_ROWS = 20_000
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # a template has no moment: the same bytes every day
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_template(place: Path, language: Language) -> None:
    """Write an empty workbook with every table, ready to be filled in."""
    _write_book(place, language, plan_tables(), (), None)


def write_plan_workbook(review: Review, place: Path, language: Language) -> None:
    """Write the plan of a review in one pass over its grants. Raises `TooLongForExcel`."""
    _write_book(place, language, exported_tables(), plan_rows(review, language), review)


def _write_book(
    place: Path,
    language: Language,
    tables: tuple[PlanTable, ...],
    rows: Iterable[tuple[PlanTable, str, list[Written]]],
    review: Review | None,
) -> None:
    """Write a workbook of these tables and rows; `review` is the snapshot they are from."""
    about = review.about if review else None
    font = {"font_name": language.of(("Calibri", "Yu Gothic")), "font_size": 10}
    options = {**_OPTIONS, "default_format_properties": font, "tmpdir": str(place.parent)}
    book = xlsxwriter.Workbook(str(place), options)
    made = about.recorded_at.replace(tzinfo=None) if about else _MADE
    title = plan_line("title", language)
    book.set_properties({"title": title, "created": made, "comments": about.seal if about else ""})
    looks = Looks(book)
    put_about(book.add_worksheet(table_title(ABOUT, language)), looks, language, about)
    words = sorted(
        {c.words for table in tables for c in table.columns if c.words}, key=lambda w: w.__name__
    )
    ranges = {words_of: n for n, words_of in enumerate(words)}
    sheets = {}
    for table in tables:
        sheet = book.add_worksheet(table_title(table.key, language))
        sheets[table.key] = _Sheet(sheet, table, looks, language)
        sheets[table.key].put_head(ranges)
    _put_lists(book.add_worksheet(table_title(LISTS, language)), words, language)
    try:
        for table, currency, cells in rows:
            sheets[table.key].put_row(cells, currency)
        if review is not None:
            put_account(book, review, "plan", language)
    except BaseException:
        for page in book.worksheets():
            page.row_data_fh.close()  # what was written so far goes with the folder it lies in
        raise
    _close(book)


def _close(book: Any) -> None:  # noqa: ANN401  # XlsxWriter brings no types
    """Write the file out. What the disk says to that is an `OSError`, as with any other file."""
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


@dataclass(slots=True)
class _Sheet:
    """One sheet being filled from the top down."""

    sheet: Worksheet
    table: PlanTable
    looks: Looks
    language: Language
    row: int = FIRST_ROW

    def put_head(self, ranges: dict[type[StrEnum], int]) -> None:
        """Write the three rows above the records, and what the cells below may hold."""
        key, columns = self.table.key, self.table.columns
        self.sheet.set_column(0, 0, 3, self.looks.key)
        for n, column in enumerate(columns, start=1):
            self.sheet.set_column(n, n, WIDTHS[column.holds], self.looks.of(column, ""))
        self.sheet.set_row(1, 28)
        self.sheet.set_row(2, 76)
        heads = (
            ([column.key for column in columns], f"{MARK}{key}", self.looks.key),
            (
                [column_heading(key, c.key, self.language) for c in columns],
                MARK,
                self.looks.heading,
            ),
            ([self._help(column) for column in columns], MARK, self.looks.help),
        )
        for row, (texts, mark, look) in enumerate(heads):
            self.sheet.write_string(row, 0, mark, self.looks.key)
            for n, text in enumerate(texts, start=1):
                self.sheet.write_string(row, n, text, look)
        for n, column in enumerate(columns, start=1):
            self._validate(n, column, ranges)
        self.sheet.freeze_panes(FIRST_ROW, 1 + len(self.table.identity))
        set_print(self.sheet)
        self.sheet.repeat_rows(0, FIRST_ROW - 1)

    def put_row(self, cells: list[Written], currency: str) -> None:
        """Write a record into the next row."""
        if self.row >= _LAST_ROW:
            raise TooLongForExcel(
                f"{self.table.key} has more rows than an Excel sheet holds: "
                "export as plan-csv or plan-json instead"
            )
        for n, (column, cell) in enumerate(zip(self.table.columns, cells, strict=True), start=1):
            look = self.looks.of(column, currency)
            match cell:
                case None:
                    continue
                case date():
                    self.sheet.write_datetime(self.row, n, cell, look)
                case str():
                    self.sheet.write_string(self.row, n, _plain(readable(cell)), look)
                case _ if _digits(format(cell, "f")) <= EXACT_DIGITS:
                    self.sheet.write_number(self.row, n, cell, look)
                case _:
                    self.sheet.write_string(self.row, n, format(cell, "f"), look)
        self.row += 1

    def _help(self, column: Field) -> str:
        said = column_help(self.table.key, column.key, column.holds.value, self.language)
        if column.required:
            return f"{plan_line('required', self.language)} {said}"
        if column.default in (None, ()):
            return said
        default = column.default
        shown = word(default, self.language) if column.words else str(default)  # type: ignore[arg-type]  # a column with words has one of them as its default
        return f"{said} {plan_line('empty', self.language).format(default=shown)}"

    def _validate(self, n: int, column: Field, ranges: dict[type[StrEnum], int]) -> None:
        rule: dict[str, Any] = {"ignore_blank": True}
        if column.holds is Holds.WORD and column.words is not None:
            letter = chr(ord("A") + ranges[column.words])
            lists = table_title(LISTS, self.language)
            end = 1 + len(column.words)
            rule |= {"validate": "list", "source": f"='{lists}'!${letter}$2:${letter}${end}"}
        elif column.holds is Holds.DAY:
            rule |= {"validate": "date", "criteria": "between", "minimum": EARLIEST}
            rule |= {"maximum": LATEST}
        else:
            return
        self.sheet.data_validation(FIRST_ROW, n, FIRST_ROW + _VALIDATED_ROWS, n, rule)


def _put_lists(sheet: Worksheet, words: list[type[StrEnum]], language: Language) -> None:
    """Write the words of each list under one another: what a cell may say is chosen from here."""
    longest = max(len(of_one) for of_one in words)
    for row in range(longest + 1):
        for n, of_one in enumerate(words):
            each = tuple(of_one)
            if row == 0:
                sheet.write_string(row, n, f"{MARK}{LISTS}" if n == 0 else MARK)
            elif row <= len(each):
                sheet.write_string(row, n, word(each[row - 1], language))
    sheet.set_column(0, len(words) - 1, 24)
    sheet.hide()


def _digits(number: str) -> int:
    return len(number.strip("-0.").replace(".", ""))


def _plain(text: str) -> str:
    """Return text that XlsxWriter takes for text: one in <r> … </r> would become ready-made XML.

    The blank that keeps it from that is no part of what is read back: outer blanks never are.
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text

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

from portfolio.domain.charter import Purpose
from portfolio.domain.period import EARLIEST, LATEST
from portfolio.domain.text import visible
from portfolio.exchange.plan_cells import EXACT_DIGITS, decimals
from portfolio.exchange.plan_rows import exported_tables, plan_rows
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
from portfolio.exchange.xlsx import TooLongForExcel
from portfolio.wording.figures import day, moment
from portfolio.wording.labels import label
from portfolio.wording.plan_words import column_heading, column_help, plan_line, table_title
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum
    from pathlib import Path

    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it brings no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

    from portfolio.exchange.columns import About, Review
    from portfolio.exchange.plan_cells import Written
    from portfolio.wording.language import Language

FIRST_ROW = 3
"""The first row of records, counted from 0."""

_A4 = 9
_LAST_ROW = 1_048_576
_VALIDATED_ROWS = 20_000
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # a template has no moment: the same bytes every day
_INK, _PALE, _LINE = "#1F3A4D", "#EEF2F5", "#C8CDD2"
_WIDTHS = {
    Holds.TEXT: 28, Holds.CODE: 14, Holds.CODES: 16, Holds.WORD: 18, Holds.WORDS: 30,
    Holds.DAY: 13, Holds.AMOUNT: 20, Holds.COUNT: 11, Holds.SHARE: 11, Holds.NUMBER: 13,
    Holds.VALUE: 22, Holds.TEXTS: 18,
}  # fmt: skip
_LINES = ("fill", "keys", "codes", "money", "import", "changes")
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
    _write_book(place, language, exported_tables(), plan_rows(review, language), review.about)


def _write_book(
    place: Path,
    language: Language,
    tables: tuple[PlanTable, ...],
    rows: Iterable[tuple[PlanTable, str, list[Written]]],
    about: About | None,
) -> None:
    """Write a workbook of these tables and rows; `about` is the snapshot they are from."""
    font = {"font_name": language.of(("Calibri", "Yu Gothic")), "font_size": 10}
    options = {**_OPTIONS, "default_format_properties": font, "tmpdir": str(place.parent)}
    book = xlsxwriter.Workbook(str(place), options)
    made = about.recorded_at.replace(tzinfo=None) if about else _MADE
    title = plan_line("title", language)
    book.set_properties({"title": title, "created": made, "comments": about.seal if about else ""})
    looks = _Looks(book)
    _put_about(book.add_worksheet(table_title(ABOUT, language)), looks, language, about)
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


class _Looks:
    """The formats of the workbook; those of amounts are made when they are needed."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  # XlsxWriter brings no types
        self._book = book
        self._amounts: dict[int, Format] = {}
        self.key = book.add_format({"font_size": 7, "font_color": "#8A949C", "bg_color": _PALE})
        self.heading = book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": _INK, "text_wrap": True,
             "valign": "vcenter", "border": 1, "border_color": _LINE}
        )  # fmt: skip
        self.help = book.add_format(
            {"font_size": 8, "font_color": "#5A6670", "bg_color": _PALE, "text_wrap": True,
             "valign": "top"}
        )  # fmt: skip
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": _INK})
        self.line = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.plain = book.add_format({"valign": "top"})

    def of(self, field: Field, currency: str) -> Format:
        """Return the format of a cell; text stays text when somebody writes into it."""
        match field.holds:
            case Holds.AMOUNT:
                return self._amount(decimals(currency))
            case Holds.DAY:
                return self.day
            case Holds.COUNT | Holds.NUMBER:
                return self.plain
        return self.text

    def _amount(self, places: int) -> Format:
        if places not in self._amounts:
            pattern = f"#,##0.{'0' * places}" if places else "#,##0"
            self._amounts[places] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._amounts[places]


@dataclass(slots=True)
class _Sheet:
    """One sheet being filled from the top down."""

    sheet: Worksheet
    table: PlanTable
    looks: _Looks
    language: Language
    row: int = FIRST_ROW

    def put_head(self, ranges: dict[type[StrEnum], int]) -> None:
        """Write the three rows above the records, and what the cells below may hold."""
        key, columns = self.table.key, self.table.columns
        self.sheet.set_column(0, 0, 3, self.looks.key)
        for n, column in enumerate(columns, start=1):
            self.sheet.set_column(n, n, _WIDTHS[column.holds], self.looks.of(column, ""))
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
        _set_print(self.sheet)
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


def _set_print(sheet: Worksheet) -> None:
    """Let a sheet be printed as wide as a page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


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


def _put_about(sheet: Worksheet, looks: _Looks, language: Language, about: About | None) -> None:
    """Write the first sheet: how to fill the others in, and which snapshot an export shows."""
    sheet.set_column(0, 0, 3, looks.key)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 90)
    _set_print(sheet)
    sheet.write_string(0, 0, f"{MARK}{ABOUT}", looks.key)
    sheet.write_string(0, 1, plan_line("title", language), looks.title)
    row = 1
    for key in (*(("current",) if about else ()), *_LINES):
        sheet.set_row(row, 30)
        sheet.write_string(row, 2, plan_line(key, language), looks.line)
        row += 1
    for name, said in _about_lines(about, language) if about else ():
        sheet.write_string(row, 1, name, looks.line)
        sheet.write_string(row, 2, said, looks.line)
        row += 1


def _about_lines(about: About, language: Language) -> tuple[tuple[str, str], ...]:
    purpose = word(about.purpose, language)
    return (
        (label("review.database", language), visible(about.database)),
        (
            label("review.purpose", language),
            purpose.upper() if about.purpose is Purpose.DEMONSTRATION else purpose,
        ),
        (label("seal.as_of", language), day(about.as_of, language)),
        (label("seal.recorded", language), moment(about.recorded_at, "UTC", language)),
        (label("seal.seal", language), about.seal),
        (label("seal.entries", language), f"{about.entries:,}"),
        (label("review.streams", language), f"{about.streams:,}"),
        (label("review.rules_edition", language), about.rules_edition),
    )


def _digits(number: str) -> int:
    return len(number.strip("-0.").replace(".", ""))


def _plain(text: str) -> str:
    """Return text that XlsxWriter takes for text: one in <r> … </r> would become ready-made XML.

    The blank that keeps it from that is no part of what is read back: outer blanks never are.
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text

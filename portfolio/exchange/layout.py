"""How wide the columns and how high the rows of a workbook must be, so that nothing is cut off.

A spreadsheet shows a number that does not fit as ``####`` and never measures a row it is given, so
both are worked out here, in columns of a fixed-width font: Japanese takes two a letter.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from portfolio.exchange.columns import Kind
from portfolio.exchange.shown import heading, value
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from portfolio.exchange.columns import Column, Row, Sheet, Table

Shown = int | Decimal | date | str
"""A cell as a spreadsheet holds it."""

LINE_HEIGHT = 13.0
"""Points that one line of ten-point text takes."""

_MOST_LINES = 30  # Excel has no row higher than 409 points
_INDENT, _FILTER_ARROW = 1, 3
_ROOM = 256
"""Characters on a line of A4 across, at 5.8 points: smaller is not to be read on paper."""

_WORDS = (Kind.TEXT, Kind.NAME)


def grid(
    table: Table, language: Language, note: Callable[[Sheet, Row], None] = lambda _, __: None
) -> Iterator[tuple[str | None, list[Shown]]]:
    """Yield each row as a spreadsheet holds it, with the currency of its amounts.

    `note` is told the row as it was.
    """
    for currency, row in table.cells():
        note(table.sheet, row)
        yield (
            currency,
            [
                value(column, cell, currency, language)
                for column, cell in zip(table.sheet.columns, row, strict=True)
            ],
        )


class Fitting:
    """Fits the columns of a table to its rows as these are written, so that none is read twice.

    A column of words never gets wider than is declared, so the height of a row is known before all
    rows are: where every text is shorter, none of them takes a second line in the narrower column.
    """

    def __init__(self, sheet: Sheet, language: Language) -> None:
        self._columns = sheet.columns
        self._least = [_least(column, language) for column in sheet.columns]
        self._wrapping = [
            max(least, column.width)
            for column, least in zip(sheet.columns, self._least, strict=True)
        ]
        self._longest = [0] * len(sheet.columns)

    def heading(self, headings: Sequence[str]) -> float:
        """Return the height of the row of headings, in points."""
        return height(headings, self._least) + LINE_HEIGHT / 2

    def row(self, cells: Sequence[Shown]) -> float:
        """Take note of a row; return its height in points."""
        longest = self._longest
        for place, cell in enumerate(cells):
            taken = _cells_of(_printed(cell))
            longest[place] = max(longest[place], taken)
        return height(cells, self._wrapping)

    def widths(self) -> list[int]:
        """Return the width of each column: its longest number, or its words up to the declared."""
        return [
            max(least, _wide(column, longest))
            for column, longest, least in zip(
                self._columns, self._longest, self._least, strict=True
            )
        ]


def pages_across(columns: Sequence[int], held: int) -> int:
    """Return over how many pages side by side a table is printed: one, where it can be read there.

    The columns that are held are printed again on each.
    """
    again, pages = sum(columns[:held]), 1
    while sum(columns) + (pages - 1) * again > pages * _ROOM:
        pages += 1
    return pages


def height(cells: Sequence[Shown], columns: Sequence[int]) -> float:
    """Return the height of a row in points: of the text that takes most lines in its column."""
    lines = max(
        (_lines(cell, width) for cell, width in zip(cells, columns, strict=True)), default=1
    )
    return LINE_HEIGHT * min(lines, _MOST_LINES)


def _least(column: Column, language: Language) -> int:
    """Return the width of a column that breaks no word of its heading."""
    least = max(_cells_of(word) for word in heading(column, language).split()) + _FILTER_ARROW
    return min(least, 13) if language is Language.JAPANESE else least  # Japanese breaks anywhere


def _wide(column: Column, longest: int) -> int:
    """Return the width of a column for its longest cell; digits are wider in some fonts."""
    if column.kind in _WORDS:
        return min(longest + 2, column.width)
    return longest + (2 if column.kind in (Kind.DAY, Kind.MOMENT) else 3)


def _printed(cell: Shown) -> str:
    match cell:
        case datetime():
            return "2026-11-23 00:00 UTC"
        case date():
            return "2026-11-23"
        case int() | Decimal():
            return f"{cell:,}"
    return cell


def _lines(cell: Shown, width: int) -> int:
    """Return how many lines a text takes where words are not broken: a little more than it fills.

    A word longer than the line is broken.
    """
    if not isinstance(cell, str):
        return 1
    room, lines, used = max(1, width - _INDENT), 1, 0
    for word in cell.split(" "):
        taken = _cells_of(word)
        if used and used + 1 + taken > room:
            lines, used = lines + 1, 0
        lines += max(0, taken - 1) // room
        used = (used + 1 if used else 0) + (taken if taken <= room else taken % room)
    return lines


def _cells_of(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)

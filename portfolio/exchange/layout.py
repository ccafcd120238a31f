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
    from collections.abc import Sequence

    from portfolio.exchange.columns import Column, Table

Shown = int | Decimal | date | str
"""A cell as a spreadsheet holds it."""

LINE_HEIGHT = 13.0
"""Points that one line of ten-point text takes."""

_MOST_LINES = 30  # Excel has no row higher than 409 points
_INDENT, _PADDING, _FILTER_ARROW = 1, 3, 3
_WORDS = (Kind.TEXT, Kind.NAME)


def grid(table: Table, language: Language) -> list[list[Shown]]:
    """Return the cells of a table as a spreadsheet holds them."""
    columns = table.sheet.columns
    return [
        [value(c, cell, currency, language) for c, cell in zip(columns, row, strict=True)]
        for currency, row in table.cells()
    ]


def widths(table: Table, cells: list[list[Shown]], language: Language) -> list[int]:
    """Return the width of each column: its longest number, or its words up to what is declared."""
    return [
        _width(column, [row[place] for row in cells], language)
        for place, column in enumerate(table.sheet.columns)
    ]


def height(cells: Sequence[Shown], columns: Sequence[int]) -> float:
    """Return the height of a row in points: of the text that takes most lines in its column."""
    lines = max(
        (_lines(cell, width) for cell, width in zip(cells, columns, strict=True)), default=1
    )
    return LINE_HEIGHT * min(lines, _MOST_LINES)


def _width(column: Column, cells: list[Shown], language: Language) -> int:
    words = heading(column, language).split()
    least = max(_cells_of(word) for word in words) + _FILTER_ARROW
    if language is Language.JAPANESE:
        least = min(least, 13)  # Japanese breaks anywhere
    natural = max((_cells_of(_printed(cell)) for cell in cells), default=0) + _PADDING
    return max(least, min(natural, column.width) if column.kind in _WORDS else natural)


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

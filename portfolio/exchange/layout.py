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
    from collections.abc import Iterator, Sequence

    from portfolio.exchange.columns import Column, Table

Shown = int | Decimal | date | str
"""A cell as a spreadsheet holds it."""

LINE_HEIGHT = 13.0
"""Points that one line of ten-point text takes."""

_MOST_LINES = 30  # Excel has no row higher than 409 points
_INDENT, _PADDING, _FILTER_ARROW = 1, 3, 3
_WORDS = (Kind.TEXT, Kind.NAME)


def grid(table: Table, language: Language) -> Iterator[tuple[str | None, list[Shown]]]:
    """Yield each row as a spreadsheet holds it, with the currency of its amounts."""
    for currency, row in table.cells():
        yield (
            currency,
            [
                value(column, cell, currency, language)
                for column, cell in zip(table.sheet.columns, row, strict=True)
            ],
        )


def widths(table: Table, language: Language) -> list[int]:
    """Return the width of each column: its longest number, or its words up to what is declared.

    The rows are gone through once for it.
    """
    longest = [0] * len(table.sheet.columns)
    for _, cells in grid(table, language):
        longest = [max(n, _cells_of(_printed(c))) for n, c in zip(longest, cells, strict=True)]
    return [
        _width(column, natural + _PADDING, language)
        for column, natural in zip(table.sheet.columns, longest, strict=True)
    ]


def height(cells: Sequence[Shown], columns: Sequence[int]) -> float:
    """Return the height of a row in points: of the text that takes most lines in its column."""
    lines = max(
        (_lines(cell, width) for cell, width in zip(cells, columns, strict=True)), default=1
    )
    return LINE_HEIGHT * min(lines, _MOST_LINES)


def _width(column: Column, natural: int, language: Language) -> int:
    words = heading(column, language).split()
    least = max(_cells_of(word) for word in words) + _FILTER_ARROW
    if language is Language.JAPANESE:
        least = min(least, 13)  # Japanese breaks anywhere
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

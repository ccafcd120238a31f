"""Sheets and CSV files as grids of cells, each as its file holds it, and how much is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a file, or of all files of a folder."""

MOST_ROWS = 200_000
MOST_COLUMNS = 200
"""Rows of all sheets or files together that hold anything; columns of one."""


class Seen(Enum):
    """As what a file holds a cell: a DAY is a number that is shown as a date."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty: its text, a number in digits, a day in ISO 8601."""

    seen: Seen
    text: str


def is_blank(text: str) -> bool:
    """Whether a cell counts as empty; a no-break space and its like are something written."""
    return not text.strip(" \u3000\t\r\n")


@dataclass(slots=True)
class Grid:
    """One sheet or one CSV file: its rows that hold anything, by number, cells by column from 0.

    `lines` says that it has lines and no cell addresses; `merged` are its merged cells.
    """

    title: str
    rows: list[tuple[int, dict[int, Cell]]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    lines: bool = False

    def place(self, row: int, column: int | None = None, key: str = "") -> str:
        """Return where something stands, as a spreadsheet writes it: ``Milestones!D7 (due_on)``."""
        named = f" ({key})" if key else ""
        if self.lines:
            return f"{self.title}:{row}{named}"
        if column is None:
            return f"{self.title}!{row}:{row}{named}"
        return f"{self.title}!{letters(column)}{row}{named}"


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: ``A``, ``Z``, ``AA``."""
    text, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        text = chr(ord("A") + last) + text
    return text

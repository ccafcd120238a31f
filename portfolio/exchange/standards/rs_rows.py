# Japanese writes full-width characters, on purpose
"""Sheet 2-1 of the RS system as rows: its encoding, its header, its cells by column.

The published files are UTF-8 with a byte order mark; what Excel in Japan saved again may be CP932.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.reading import LARGEST_FILE
from portfolio.exchange.standards.rs import BUDGET, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_ROWS = 500_000
"""Rows of one file; all projects of the government of one review take about 60,000."""

_BLANKS = " \u3000\t"


@dataclass(frozen=True, slots=True)
class RsRow:
    """One row: where it stands, counted as a spreadsheet does, and its cells without outer blanks.

    `file` is what problems call the file.
    """

    file: str
    number: int
    cells: dict[str, str]

    def place(self, column: str) -> str:
        """Return where a cell of it stands."""
        return f"row {self.number}, {column}"


def rows_of(path: Path) -> list[RsRow]:
    """Return the rows of a sheet 2-1, or raise `FileProblems`; blank rows are left out."""
    name = path.name
    lines = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    rows, problems = [], []
    try:
        _check_header(name, next(lines, []))
        for number, line in enumerate(lines, start=2):
            if number > MOST_ROWS + 1:
                raise FileProblems([_problem(
                    name, f"row {number}", f"is beyond the {MOST_ROWS} rows that can be read",
                    "split it into several files",
                )])  # fmt: skip
            cells = [cell.strip(_BLANKS) for cell in line]
            if not any(cells):
                continue
            if len(cells) != len(BUDGET.header):
                problems.append(_problem(
                    name, f"row {number}", f"has {len(cells)} cells, not {len(BUDGET.header)}",
                    "give every column of the header its cell",
                ))  # fmt: skip
                continue
            rows.append(RsRow(name, number, dict(zip(BUDGET.header, cells, strict=True))))
    except csv.Error as error:
        problems.append(_problem(
            name, f"line {lines.line_num}", f"is not CSV: {error}", "correct the file there"
        ))  # fmt: skip
    if not rows and not problems:
        problems.append(_problem(
            name, "row 2", "has no row below its header", "give the rows of at least one project"
        ))  # fmt: skip
    if problems:
        raise FileProblems(problems)
    return rows


def _text_of(path: Path) -> str:
    name = path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise FileProblems([_problem(name, "", "is not a file", "name a file that is one")])
        if size > LARGEST_FILE:
            raise FileProblems([_problem(
                name, f"{size} bytes", f"is larger than {LARGEST_FILE} bytes",
                "split it into several files",
            )])  # fmt: skip
        content = path.read_bytes()
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        remedy = "name a file that you can read"
        raise FileProblems([_problem(name, "", why, remedy)]) from None
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            where = f"byte {error.start}"
    raise FileProblems([_problem(
        name, where, "is neither UTF-8 nor CP932", "save the file as UTF-8"
    )])  # fmt: skip


def _check_header(name: str, header: list[str]) -> None:
    """Refuse any other header than that of sheet 2-1, naming every column that differs."""
    expected = BUDGET.header
    if tuple(header) == expected:
        return
    other = next((s.number for s in SHEETS if tuple(header) == s.header), None)
    if other is not None:
        raise FileProblems([_problem(
            name, "row 1", f"is the header of sheet {other} of the RS system",
            "give sheet 2-1, which has appropriations and execution",
        )])  # fmt: skip
    if not set(header) & set(expected):
        raise FileProblems([_problem(
            name, "row 1", "is not the header of sheet 2-1 of the RS system",
            f"give a CSV file of the RS system, 2-1: {len(expected)} columns from {expected[0]} to "
            f"{expected[-1]}",
        )])  # fmt: skip
    raise FileProblems(list(_different(name, header, expected)))


def _different(name: str, header: list[str], expected: tuple[str, ...]) -> Iterator[Problem]:
    for n in range(max(len(header), len(expected))):
        found = header[n] if n < len(header) else ""
        wanted = expected[n] if n < len(expected) else ""
        if found == wanted:
            continue
        place = f"row 1, column {n + 1}"
        if not wanted:
            yield _problem(name, place, "is no column of sheet 2-1", "delete the column", found)
        elif not found:
            yield _problem(name, place, "is missing", f"write {wanted}")
        else:
            yield _problem(
                name, place, "is not the column that stands here in sheet 2-1", f"write {wanted}",
                found,
            )  # fmt: skip


def _problem(name: str, place: str, why: str, remedy: str, value: str = "") -> Problem:
    return Problem(file=name, place=place, value=value[:80], why=why, remedy=remedy)

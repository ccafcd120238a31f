"""A folder of CSV files read as tables: each file a grid of text, with its lines.

UTF-8 first (with a byte order mark or without), then code page 932, as spreadsheets in Japan save.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.account import ACCOUNT
from portfolio.exchange.grids import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Grid,
    Seen,
    is_blank,
    letters,
)
from portfolio.exchange.plan_csv import unguarded

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 100
_IGNORED = (".", "~", "#")  # what a system or a spreadsheet leaves behind, and remarks


def read_csv_grids(folder: Path) -> list[Grid]:
    """Return every CSV file of a folder, or raise `FileProblems` with everything wrong in it."""
    files = _Files(folder)
    try:
        grids = [grid for path in files.tables() if (grid := files.grid(path)) is not None]
    except OSError as error:
        raise FileProblems(
            [
                _problem(
                    folder.name,
                    "",
                    f"cannot be read ({error.strerror})",
                    "name a file that you can read",
                )
            ]
        ) from None
    if not grids and not files.problems:
        files.problems.append(
            _problem(folder.name, "", "holds no table of a plan", "name a folder of CSV files")
        )
    if files.problems:
        raise FileProblems(files.problems)
    return grids


class _Files:
    """The files of one folder, and what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = folder.name
        self._rows = 0
        self.problems: list[Problem] = []

    def tables(self) -> list[Path]:
        """Return the CSV files of the folder, in order of name; what else it holds is noted."""
        paths = sorted(p for p in self._folder.iterdir() if not p.name.startswith(_IGNORED))
        size = sum(path.stat().st_size for path in paths if path.is_file())
        if size > LARGEST_FILE:
            why = _problem(
                self._name, f"{size} bytes", f"is larger than {LARGEST_FILE} bytes",
                "split it into several files",
            )  # fmt: skip
            self.problems.append(why)
            return []
        if len(paths) > MOST_FILES:
            why = _problem(
                self._name, "", f"holds more than {MOST_FILES} files", "name a folder of CSV files"
            )
            self.problems.append(why)
            return []
        for path in paths:
            if path.name == ACCOUNT:
                self._check_account(path)
            elif not (path.is_file() and path.suffix.lower() == ".csv"):
                self.problems.append(
                    _problem(
                        self._name, path.name, "is no table of a plan", "take it out of the folder"
                    )
                )
        return [p for p in paths if p.is_file() and p.suffix.lower() == ".csv"]

    def grid(self, path: Path) -> Grid | None:
        """Return the rows of a file; None where it cannot be read, which is noted."""
        text = self._text(path)
        if text is None:
            return None
        grid = Grid(path.name, lines=True)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line, width = 1, None
        try:
            for cells in reader:
                if not all(map(is_blank, cells)):
                    self._take(grid, line, cells, width)
                    width = len(cells) if width is None else width
                line = reader.line_num + 1
        except csv.Error as error:
            self.problems.append(
                _problem(
                    self._name, grid.place(line), f"is not CSV: {error}", "correct the file there"
                )
            )
            return None
        return grid

    def _take(self, grid: Grid, line: int, cells: list[str], width: int | None) -> None:
        """Take a line in, or note why not; the first line says how many cells each has."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            if self._rows == MOST_ROWS + 1:
                self.problems.append(
                    _problem(
                        self._name, grid.place(line), f"is more than {MOST_ROWS} rows in one file",
                        "split it into several files",
                    )
                )  # fmt: skip
            return
        if width is not None and (len(cells) < width or not all(map(is_blank, cells[width:]))):
            self.problems.append(
                _problem(
                    self._name, grid.place(line),
                    f"has {len(cells)} cells where the first line has {width}",
                    "give each line a cell for each column, and quote those with commas",
                )
            )  # fmt: skip
            return
        if len(cells) > MOST_COLUMNS:
            self.problems.append(
                _problem(
                    self._name, grid.place(line),
                    f"is beyond column {letters(MOST_COLUMNS - 1)}", "delete what stands there",
                )
            )  # fmt: skip
            return
        seen = {n: Cell(Seen.TEXT, unguarded(c)) for n, c in enumerate(cells) if not is_blank(c)}
        grid.rows.append((line, seen))

    def _text(self, path: Path) -> str | None:
        """Return the text of a file; None where it is none, which is noted with its line."""
        data = path.read_bytes()
        nul = data.find(b"\0")
        if nul >= 0:
            self._not_text(path, data.count(b"\n", 0, nul) + 1)
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        try:
            return data.decode("cp932")
        except UnicodeDecodeError as error:
            self._not_text(path, data.count(b"\n", 0, error.start) + 1)
            return None

    def _not_text(self, path: Path, line: int) -> None:
        self.problems.append(
            _problem(self._name, f"{path.name}:{line}", "is not UTF-8", "save the file as UTF-8")
        )

    def _check_account(self, path: Path) -> None:
        """Refuse the account of another kind of export: its tables are none of a plan."""
        try:
            kind = json.loads(path.read_bytes())["portfolio"]["kind"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return  # of another program: the tables themselves are read
        if kind != "plan-csv":
            self.problems.append(
                _problem(
                    self._name, path.name, f"says that this is an export as {str(kind)[:40]}",
                    "export as plan-csv to import it again",
                )
            )  # fmt: skip


def _problem(name: str, place: str, why: str, remedy: str) -> Problem:
    return Problem(file=name, place=place, value="", why=why, remedy=remedy)

"""Which table a sheet is, which column a field stands in, and which rows are records.

A sheet is known by the key in its first row or by its name, a column by its key or its heading, in
either language: people may move, rename and add to them. What is not known is never passed over in
silence, unless it is marked with ``#``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from portfolio.domain.errors import Problem
from portfolio.domain.text import visible
from portfolio.exchange.grids import Cell, Seen
from portfolio.exchange.plan_cells import near_words
from portfolio.exchange.tables import ABOUT, LISTS, MARK, Field, PlanTable, plan_tables
from portfolio.wording.language import Language
from portfolio.wording.plan_words import column_headings, table_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio.exchange.grids import Grid

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record came from: its grid, its row, and in which column each field stands."""

    grid: Grid
    row: int
    columns: Mapping[str, int]

    def place(self, key: str = "") -> str:
        """Return the place of a field, or of the whole row where it has no column."""
        return self.grid.place(self.row, self.columns.get(key), key)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it stands, and its cells that are not empty, by key."""

    spot: Spot
    cells: Mapping[str, Cell]


class Sheets:
    """The rows of each table, from whichever sheets or files they stand in."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {table.key: [] for table in plan_tables()}
        self.problems: list[Problem] = []
        self._titles: dict[str, str] = {}

    def take(self, grid: Grid) -> None:
        """Take the rows of a sheet or a file in."""
        table = self._table_of(grid)
        if table is None or not grid.rows:
            return
        if table.key in self._titles:
            said = noted(
                "", f"is the same table as {self._titles[table.key]}", "put its rows into one sheet"
            )
            self._problem(grid.title, said)
            return
        self._titles[table.key] = grid.title
        for merged in grid.merged:
            said = noted("", "is merged from several cells", "unmerge it: one value a cell")
            self._problem(f"{grid.title}!{merged}", said)
        (number, heads), *rows = grid.rows
        columns = self._columns_of(table, grid, number, heads)
        marks = [n for n, head in heads.items() if _is_mark(head, table)]
        for row, cells in rows:
            if any(cells[n].text.strip().startswith(MARK) for n in marks if n in cells):
                continue
            self._check_named(grid, row, cells, heads)
            here = {key: cells[n] for key, n in columns.items() if n in cells}
            if here:
                self.rows[table.key].append(Row(Spot(grid, row, columns), here))

    def _table_of(self, grid: Grid) -> PlanTable | None:
        """Return the table that a sheet is; None where it is none, which is noted if it matters."""
        tables = _tables_by_name()
        heads = grid.rows[0][1].values() if grid.rows else ()
        for head in heads:
            key = head.text.strip().removeprefix(MARK)
            if head.text.strip() != key and (key in tables or key in (ABOUT, LISTS)):
                return tables.get(key)
        title = grid.title.removesuffix(".csv")
        table = tables.get(_folded(title))
        is_other = title.startswith(MARK) or _folded(title) in _other_names()
        if table is None and grid.rows and not is_other:
            near = ", ".join(near_words(title, tables) or [t.key for t in plan_tables()])
            said = noted(title, "is no table of a plan", f"name it like one of {near}")
            self._problem(grid.title, said)
        return table

    def _columns_of(
        self, table: PlanTable, grid: Grid, number: int, heads: Mapping[int, Cell]
    ) -> dict[str, int]:
        """Return in which column each field stands."""
        columns: dict[str, int] = {}
        names = _columns_by_name(table)
        for n, head in sorted(heads.items()):
            text = head.text.strip()
            if text.startswith(MARK):
                continue
            column = names.get(_folded(text)) if head.seen is Seen.TEXT else None
            if column is None:
                keys = [each.key for each in table.columns]
                near = ", ".join(near_words(text, keys) or keys)
                said = noted(text, f"is no column of {table.key}", f"use one of {near}")
                self._problem(grid.place(number, n), said)
            elif column.key in columns:
                said = noted(text, "stands above two columns", "delete one of the two")
                self._problem(grid.place(number, n), said)
            else:
                columns[column.key] = n
        return columns

    def _check_named(
        self, grid: Grid, row: int, cells: Mapping[int, Cell], heads: Mapping[int, Cell]
    ) -> None:
        """Note what stands in a column without a name: it would be lost."""
        for n in sorted(set(cells) - set(heads)):
            said = noted(
                cells[n].text, "stands in a column without a name",
                "name the column in the first row, or delete what stands there",
            )  # fmt: skip
            self._problem(grid.place(row, n), said)

    def _problem(self, place: str, said: Problem) -> None:
        self.problems.append(replace(said, place=place))


def noted(value: str, why: str, remedy: str) -> Problem:
    """Return a problem whose file and place are put in where they are known."""
    return Problem(file="", place="", value=visible(value)[:_LONGEST_SHOWN], why=why, remedy=remedy)


def _is_mark(head: Cell, table: PlanTable) -> bool:
    return head.text.strip() in (MARK, f"{MARK}{table.key}")


def _folded(name: str) -> str:
    """Return a name without what people and programs change in passing: width, case, blanks."""
    return unicodedata.normalize("NFKC", name).casefold().replace("_", " ").strip()


@cache
def _tables_by_name() -> dict[str, PlanTable]:
    names = {table.key: table for table in plan_tables()}
    for table in plan_tables():
        names[_folded(table.key)] = table
        names |= {_folded(table_title(table.key, language)): table for language in Language}
    return names


@cache
def _other_names() -> frozenset[str]:
    return frozenset(
        _folded(name)
        for key in (ABOUT, LISTS)
        for name in (key, *(table_title(key, language) for language in Language))
    )


@cache
def _columns_by_name(table: PlanTable) -> dict[str, Field]:
    names = {_folded(column.key): column for column in table.columns}
    for column in table.columns:
        for heading in column_headings(table.key, column.key):
            names.setdefault(_folded(heading), column)
    return names

"""Plans in tables read as a portfolio file: cells read, rows joined to one document, problems kept.

Each problem names the sheet, the cell and the column: what is found later, when records are made of
what was read, is led back to the cell it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from portfolio.domain.errors import FileProblems, Invalid, Problem
from portfolio.domain.money import EXPONENTS
from portfolio.exchange.csv_reading import read_csv_grids
from portfolio.exchange.document import FORMAT, PortfolioIn
from portfolio.exchange.plan_cells import near_words, read
from portfolio.exchange.plan_sheets import Row, Sheets, noted
from portfolio.exchange.reading import Read, read_document, shape_problem
from portfolio.exchange.tables import Field, Holds, PlanTable, plan_tables
from portfolio.exchange.workbook_reading import read_grids

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from portfolio.exchange.grids import Grid
    from portfolio.exchange.plan_sheets import Spot

Identity = tuple[object, ...]


def read_plan_workbook(path: Path) -> Read:
    """Read a workbook of tables, or raise `FileProblems` with everything wrong in it."""
    return read_tables(path.name, read_grids(path))


def read_plan_folder(path: Path) -> Read:
    """Read a folder of CSV files, or raise `FileProblems` with everything wrong in it."""
    return read_tables(path.name, read_csv_grids(path))


def read_tables(name: str, grids: Iterable[Grid]) -> Read:
    """Read sheets or files of tables, or raise `FileProblems` with everything wrong in them."""
    sheets = Sheets()
    for grid in grids:
        sheets.take(grid)
    joining = _Joining(sheets)
    document = joining.document()
    problems = [replace(each, file=name) for each in joining.problems]
    if problems:
        raise FileProblems(problems)
    try:
        made = read_document(name, PortfolioIn.model_validate(document))
    except ValidationError as error:
        problems = [shape_problem(name, each) for each in error.errors()]
    except FileProblems as found:
        problems = list(found.problems)
    else:
        return replace(made, cell_of=joining.place_of)
    raise FileProblems([replace(p, place=joining.place_of(p.place)) for p in problems])


class _Orphan(Exception):  # no error: the row is left out, and why is noted
    """What a row belongs to is not there."""


@dataclass(slots=True)
class _Made:
    """A row read: what it says, where that stands in the document, and in which currency."""

    row: Row
    said: dict[str, Any] = field(default_factory=dict)
    path: str = ""
    currency: str | None = None


class _Joining:
    """Joins the rows of all tables to one document, and notes what does not fit."""

    def __init__(self, sheets: Sheets) -> None:
        self._rows = sheets.rows
        self.problems: list[Problem] = sheets.problems
        self._spots: dict[str, Spot] = {}
        self._made: dict[tuple[str, Identity], _Made] = {}

    def document(self) -> dict[str, Any]:
        """Return the document that the rows make up; what is wrong with them is noted."""
        document: dict[str, Any] = {"format": FORMAT}
        for table in plan_tables():
            for row in self._rows[table.key]:
                try:
                    whole = self._whole_of(table, row)
                except _Orphan:
                    continue
                made = _Made(row, currency=self._currency_of(table, row, whole))
                self._read_cells(table, made)
                self._join(table, made, whole, document)
                self._know(table, made)
        return document

    def place_of(self, path: str) -> str:
        """Return the cell that a path of the document came from, or the path itself."""
        here, key = path, ""
        while here:
            spot = self._spots.get(here)
            if spot is not None:
                return spot.place(key)
            here, _, last = here.rpartition(".")
            key = last.partition("[")[0].removesuffix("_minor")
        return path

    def _whole_of(self, table: PlanTable, row: Row) -> _Made | None:
        """Return the record that a row's belongs to; None for one of the outermost lists."""
        names: list[object] = []
        for key in table.above:
            if key not in row.cells:
                self._problem(row, key, noted("", "is missing", "fill in this cell"))
                raise _Orphan
            name = self._value(table.column(key), row, None)
            if name is None:
                raise _Orphan
            names.append(name)
            kind = table.path[len(names) - 1]  # tables that others refer to are called as in JSON
            self._must_be_known(kind, tuple(names), row, key)
        return self._made[table.path[-2], tuple(names)] if names else None

    def _must_be_known(self, kind: str, identity: Identity, row: Row, key: str) -> None:
        if (kind, identity) in self._made:
            return
        beside = [str(i[-1]) for k, i in self._made if k == kind and i[:-1] == identity[:-1]]
        near = ", ".join(near_words(str(identity[-1]), beside)) or kind
        self._problem(
            row, key,
            noted(
                str(identity[-1]), f"is in no row of {kind}",
                f"add it there, or write another code ({near})",
            ),
        )  # fmt: skip
        raise _Orphan

    def _currency_of(self, table: PlanTable, row: Row, whole: _Made | None) -> str | None:
        """Return the currency of a row's amounts: its own, its whole's, or its programme's."""
        if whole is not None:
            return whole.currency
        own = row.cells.get("currency")
        if own is not None:
            text = own.text.strip()
            return text if text in EXPONENTS else None  # the record itself says what is wrong
        if table.key == "programmes":
            return str(table.column("currency").default)
        named = row.cells.get("programme")
        programme = self._made.get(("programmes", (named.text.strip(),))) if named else None
        return programme.currency if programme else None

    def _read_cells(self, table: PlanTable, made: _Made) -> None:
        for column in table.fields:
            if column.key in made.row.cells:
                value = self._value(column, made.row, made.currency)
                if value is not None:
                    made.said[str(column.field)] = value
            elif column.required:
                self._problem(made.row, column.key, noted("", "is missing", "fill in this cell"))

    def _value(self, column: Field, row: Row, currency: str | None) -> object:
        """Return what a cell holds; None where it does not fit, which is noted."""
        cell = row.cells[column.key]
        if column.holds is Holds.AMOUNT and currency is None:
            said = noted(
                cell.text, "is an amount of an unknown currency",
                "write the currency of its grant, or put the programme into the same file",
            )  # fmt: skip
            self._problem(row, column.key, said)
            return None
        try:
            return read(column, cell, currency or "")
        except Invalid as invalid:
            said = noted(str(invalid.value), invalid.why, invalid.remedy)
            self._problem(row, column.key, said)
            return None

    def _join(
        self, table: PlanTable, made: _Made, whole: _Made | None, document: dict[str, Any]
    ) -> None:
        """Put a record into the list it belongs to, and remember from which row it came."""
        of = whole.said if whole else document
        name = table.path[-1]
        records = of.setdefault(name, [])
        records.append(made.said)
        made.path = f"{f'{whole.path}.' if whole else ''}{name}[{len(records) - 1}]"
        self._spots[made.path] = made.row.spot
        for part in plan_tables():
            if part.path[:-1] == table.path:
                made.said[part.path[-1]] = []

    def _know(self, table: PlanTable, made: _Made) -> None:
        """Let others refer to a record; note one that is there twice."""
        own = (made.said.get(str(c.field), c.default) for c in map(table.column, table.own))
        identity = (*(made.row.cells[key].text.strip() for key in table.above), *own)
        if None in identity:
            return
        before = self._made.setdefault((table.key, identity), made)
        if before is not made:
            said = noted(
                " / ".join(map(str, identity)),
                f"stands in row {before.row.spot.row} already",
                "delete one of the two rows, or give it another code or number",
            )
            self._problem(made.row, table.own[-1], said)

    def _problem(self, row: Row, key: str, said: Problem) -> None:
        self.problems.append(replace(said, place=row.spot.place(key)))

"""A budget review as a folder of CSV files, one a sheet, with an account of them beside.

UTF-8 with a byte order mark and CRLF, which Excel in Japan opens rightly; RFC 4180 otherwise.
"""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

from portfolio.exchange.account import write_account
from portfolio.exchange.columns import Kind
from portfolio.exchange.layout import grid
from portfolio.exchange.shown import heading, text
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from portfolio.exchange.columns import Review, Sheet, Table
    from portfolio.exchange.shown import Json
    from portfolio.wording.language import Language

# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), and the full-width
# forms, which Japanese versions read as the same.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # on purpose


_TYPES = {
    Kind.TEXT: "string",
    Kind.NAME: "string",
    Kind.AMOUNT: "number",
    Kind.COUNT: "integer",
    Kind.YEAR: "year",
    Kind.SHARE: "number",
    Kind.RATE: "number",
    Kind.DAY: "date",
    Kind.MOMENT: "datetime",
}
"""What each kind of column is in a Table Schema (Data Package 2.0)."""


def write_csv_files(review: Review, folder: Path, language: Language) -> None:
    """Write every file of the folder, the account of them last."""
    for table in review.tables:
        _write_csv(table, folder / f"{table.sheet.name}.csv", language)
    sheets = {f"{table.sheet.name}.csv": table.sheet for table in review.tables}
    titles = {name: label(sheet.label_key, language) for name, sheet in sheets.items()}
    fields = {name: described(sheet, language) for name, sheet in sheets.items()}
    write_account(folder, review, "csv", language, titles, fields=fields)


def described(sheet: Sheet, language: Language) -> list[Json]:
    """Return the columns of a sheet as fields of a Table Schema; `key` is the JSON export's."""
    return [
        {
            "name": heading(column, language),
            "type": _TYPES[column.kind],
            "description": label(f"schema.{column.kind.name.lower()}", language),
            "key": column.key,
        }
        for column in sheet.columns
    ]


def guarded(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_BEGINS_A_FORMULA) else cell


def _write_csv(table: Table, place: Path, language: Language) -> None:
    with place.open("x", encoding="utf-8-sig", newline="") as file:
        # Quoting whatever is not a number keeps the guard before it from being dropped.
        lines = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        lines.writerow([heading(c, language) for c in table.sheet.columns])
        for _, cells in grid(table, language):
            lines.writerow([_cell(shown, language) for shown in cells])


def _cell(shown: int | Decimal | date | str, language: Language) -> int | Decimal | str:
    if isinstance(shown, date):
        return text(shown, language)
    return guarded(shown) if isinstance(shown, str) else shown

"""A plan as a folder of CSV files, one a table, that can be changed and imported again.

UTF-8 with a byte order mark and CRLF, as in `csv_files`. Amounts are in whole units of the
currency; above each column stands its key.
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

from portfolio.exchange.account import write_account
from portfolio.exchange.csv_files import guarded
from portfolio.exchange.plan_rows import exported_tables, plan_rows
from portfolio.wording.plan_words import table_title

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.exchange.plan_cells import Written
    from portfolio.wording.language import Language

_GUARD = "'"


def write_plan_csv(review: Review, folder: Path, language: Language) -> None:
    """Write every file of the folder in one pass over the grants, the account of them last."""
    tables = exported_tables()
    with ExitStack() as files:
        writers: dict[str, Any] = {}
        for table in tables:
            place = folder / f"{table.key}.csv"
            file = files.enter_context(place.open("x", encoding="utf-8-sig", newline=""))
            # Quoting whatever is not a number keeps the guard before it from being dropped.
            lines = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
            lines.writerow([column.key for column in table.columns])
            writers[table.key] = lines
        for table, _, cells in plan_rows(review, language):
            writers[table.key].writerow([_cell(each) for each in cells])
    titles = {f"{table.key}.csv": table_title(table.key, language) for table in tables}
    write_account(folder, review, "plan-csv", language, titles)


def _cell(cell: Written) -> int | Decimal | str | None:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return f"{_GUARD}{cell}" if cell.startswith(_GUARD) else guarded(cell)
    return "" if cell is None else cell


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that was put before it."""
    rest = cell.removeprefix(_GUARD)
    is_guard = rest != cell and (rest.startswith(_GUARD) or guarded(rest) != rest)
    return rest if is_guard else cell

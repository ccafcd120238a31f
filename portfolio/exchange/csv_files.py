"""A budget review as a folder of CSV files, one a sheet, with an account of them beside.

UTF-8 with a byte order mark and CRLF, which Excel in Japan opens rightly; RFC 4180 otherwise.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.exchange.json_file import about_json
from portfolio.exchange.shown import heading, text, value
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from decimal import Decimal

    from portfolio.exchange.columns import Review, Table
    from portfolio.wording.language import Language

ABOUT = "about.json"

# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), and the full-width
# forms, which Japanese versions read as the same.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # on purpose


def csv_files(review: Review, language: Language) -> dict[str, bytes]:
    """Return every file of the folder by name, the account of them last."""
    files = {f"{t.sheet.name}.csv": _csv(t, language) for t in review.tables}
    account: dict[str, object] = {
        **about_json(review.about),
        "language": language.value,
        "files": [
            {
                "name": f"{t.sheet.name}.csv",
                "title": label(t.sheet.label_key, language),
                "rows": len(t.rows),
                "sha256": sha256(files[f"{t.sheet.name}.csv"]).hexdigest(),
            }
            for t in review.tables
        ],
    }
    files[ABOUT] = (json.dumps(account, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def guarded(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_BEGINS_A_FORMULA) else cell


def _csv(table: Table, language: Language) -> bytes:
    written = io.StringIO(newline="")
    # Quoting whatever is not a number keeps the guard before it from being dropped.
    lines = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    columns = table.sheet.columns
    lines.writerow([heading(c, language) for c in columns])
    for currency, row in table.cells():
        lines.writerow(
            [
                _cell(value(column, cell, currency, language), language)
                for column, cell in zip(columns, row, strict=True)
            ]
        )
    return written.getvalue().encode("utf-8-sig")


def _cell(shown: int | Decimal | date | str, language: Language) -> int | Decimal | str:
    if isinstance(shown, date):
        return text(shown, language)
    return guarded(shown) if isinstance(shown, str) else shown

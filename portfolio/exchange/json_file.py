"""A budget review as one JSON document: amounts in minor units, tokens by value, no language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from portfolio.exchange.account import account_of
from portfolio.exchange.shown import as_json

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.exchange.columns import Review, Row, Sheet
    from portfolio.exchange.shown import Json
    from portfolio.wording.language import Language


def write_json(review: Review, place: Path, language: Language) -> None:
    """Write the document row by row, its keys in the order of the declared columns."""
    with place.open("x", encoding="utf-8", newline="\n") as file:
        account = json.dumps(account_of(review, "json", language), ensure_ascii=False, indent=1)
        file.write(f'{account.removesuffix("}").rstrip()},\n "sheets": {{')
        between = "\n"
        for table in review.tables:
            file.write(f"{between}  {json.dumps(table.sheet.name)}: [")
            inner = "\n"
            for row in table.rows:
                written = json.dumps(_row(table.sheet, row), ensure_ascii=False)
                file.write(f"{inner}   {written}")
                inner = ",\n"
            file.write("\n  ]" if inner != "\n" else "]")
            between = ",\n"
        file.write("\n }\n}\n")


def _row(sheet: Sheet, row: Row) -> dict[str, Json]:
    shown: dict[str, Json] = {}
    for column, cell in zip(sheet.columns, row, strict=True):
        shown |= as_json(column, cell)
    return shown

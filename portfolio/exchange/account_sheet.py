"""The account of a workbook: a hidden sheet of its own, cut into cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from portfolio.exchange.account import account_of

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

    from portfolio.exchange.columns import Review
    from portfolio.wording.language import Language

ACCOUNT_SHEET = "#account"
"""A sheet whose name begins so is a remark to whoever imports the workbook."""

_PART = 30_000  # characters; Excel holds 32,767 in a cell


def put_account(book: xlsxwriter.Workbook, review: Review, kind: str, language: Language) -> None:
    """Add the sheet. It is found in no menu: nobody is to take it for data."""
    sheet = book.add_worksheet(ACCOUNT_SHEET)
    sheet.very_hidden()
    said = json.dumps(account_of(review, kind, language))  # ASCII: no reader takes any of it off
    for row, first in enumerate(range(0, len(said), _PART)):
        sheet.write_string(row, 0, said[first : first + _PART])

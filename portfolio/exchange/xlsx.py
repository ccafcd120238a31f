"""A budget review as an Excel workbook: real numbers, real dates, text that is never a formula.

The bytes follow from the snapshot alone, so that two copies of one review can be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

from portfolio.exchange.account_sheet import put_account
from portfolio.exchange.chart_figures import Noted
from portfolio.exchange.chart_page import put_charts
from portfolio.exchange.sheet_page import Page
from portfolio.exchange.sheets import CHECKS, SUMMARY
from portfolio.exchange.styles import Styles, font_name
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.wording.language import Language

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(review: Review, place: Path, language: Language) -> None:
    """Write the workbook. Raises `TooLongForExcel` rather than leave a row out."""
    font = {"font_name": font_name(language), "font_size": 10}
    options = {**_OPTIONS, "default_format_properties": font, "tmpdir": str(place.parent)}
    book = xlsxwriter.Workbook(str(place), options)
    book.set_properties(
        {
            "title": label("sheet.review", language),
            "comments": review.about.seal,
            "created": review.about.recorded_at.replace(tzinfo=None),
        }
    )
    try:
        _fill(book, review, language)
    except BaseException:
        for sheet in book.worksheets():
            sheet._opt_close()  # noqa: SLF001  # a workbook given up keeps its rows open otherwise
        raise
    book.close()


def _fill(book: xlsxwriter.Workbook, review: Review, language: Language) -> None:
    styles, noted = Styles(book), Noted()

    def new_page(label_key: str) -> Page:
        title = label(label_key, language)
        return Page(book.add_worksheet(title), title, review.about, styles, language, noted.take)

    charts: Page | None = None
    for table in review.tables:
        if table.sheet is CHECKS:
            continue  # it stands on the page of the summary
        page = new_page(table.sheet.label_key)
        if table.sheet is SUMMARY:
            page.put_summary(table, review.table(CHECKS.name))
            charts = new_page("sheet.charts")
        else:
            page.put_table(table)
    if charts is not None:
        put_charts(charts, book, noted.figures())
    put_account(book, review, "xlsx", language)

"""The report on paper: PDF/A-2b, the same bytes for the same snapshot and the same fonts."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

import typst

from portfolio.domain.errors import PortfolioError
from portfolio.exchange.account import account_of
from portfolio.exchange.report.account_in_pdf import with_account
from portfolio.exchange.report.charts import drawn
from portfolio.exchange.report.content import Beside, Charts, Grid
from portfolio.exchange.report.fonts import cannot_show, family, installed
from portfolio.exchange.report.gathering import report_of
from portfolio.exchange.report.svg import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.exchange.report.content import Block, Heading, Line, Report
    from portfolio.exchange.shown import Json
    from portfolio.wording.language import Language

MOST_ROWS = 5_000
"""Rows of a table in print: with more, setting the pages takes more memory than a desk has."""

_TEMPLATE = "report.typ"
_WIDTH = 774.0  # points between the margins of A4, landscape
_SIZES = ("7.5", "7.2", "6.9", "6.6", "6.3", "6", "5.7", "5.4")
_INSET, _OF_A_SHARE = 5.4, 5.0
_MARK = "\ufffcfamily\ufffc"
"""Stands in a drawn chart for the font, which is known when all text is; no text can hold it."""

_NOT_SHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


class TooLongToPrint(PortfolioError):
    """A table that may not be cut has more rows than a printed report can hold."""


def write_pdf(review: Review, place: Path, language: Language) -> None:
    """Write the document. Raises `FontMissing` rather than print a box for a letter.

    Raises `TooLongToPrint` rather than leave an exception out.
    """
    report = report_of(review, language)
    said = json.dumps(_data(report, review.about.recorded_at), ensure_ascii=False)
    fonts = installed()
    chosen = family(fonts.families(), said)
    said = said.replace(_MARK, chosen)
    pdf = _compiled(said, chosen, fonts, review.about.recorded_at.replace(microsecond=0))
    place.write_bytes(with_account(pdf, account_of(review, "pdf", language)))


def _compiled(data: str, family: str, fonts: typst.Fonts, at: datetime) -> bytes:
    compiler = typst.Compiler(
        files(__package__).joinpath(_TEMPLATE).read_bytes(),
        font_paths=fonts,
        sys_inputs={"data": data, "family": family},
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards="a-2b", timestamp=at
        )
    except typst.TypstError as error:
        not_shown = _NOT_SHOWN.search(str(error))
        if not_shown is None:
            raise
        raise cannot_show(not_shown[1]) from error
    if warnings or not isinstance(pdf, bytes):
        raise RuntimeError(f"typst warns: {[w.message for w in warnings]}")
    return pdf


def _data(report: Report, at: datetime) -> dict[str, Json]:
    return {
        "language": report.language.value,
        "title": report.title,
        "subtitle": report.subtitle,
        "warning": report.warning,
        "date": {
            name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")
        },
        "facts": [list(each) for each in report.facts],
        "notes": list(report.notes),
        "contents": report.contents,
        "footer": report.footer,
        "sections": [
            {"title": s.title, "blocks": [_block(block) for block in s.blocks]}
            for s in report.sections
        ],
    }


def _block(block: Block) -> Json:
    match block:
        case Grid():
            return _table(block)
        case Beside():
            return {"kind": "beside", "tables": [_table(grid) for grid in block.grids]}
        case Charts():
            return {
                "kind": "charts",
                "beside": block.beside,
                "charts": [
                    {"title": c.title, "description": c.description, "svg": drawn(c, _MARK)}
                    for c in block.charts
                ],
            }
    return {"kind": "words", "words": block}


def _table(grid: Grid) -> Json:
    rows = list(islice(grid.rows(), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise TooLongToPrint(
            f"the table {grid.caption} has more rows than a printed report holds "
            f"({MOST_ROWS:,}): export as html, xlsx or csv instead"
        )
    return {
        "kind": "table",
        "caption": grid.caption,
        "size": _size(grid.headings, rows),
        "headings": [
            {"text": h.text, "is_number": h.is_number, "share": h.share} for h in grid.headings
        ],
        "rows": [{"cells": list(line.cells), "group": line.group} for line in rows],
        "empty": grid.empty,
        "notes": list(grid.notes),
    }


def _size(headings: Sequence[Heading], rows: Sequence[Line]) -> str:
    """Return the largest size of letters at which columns that must not be broken fit the page."""
    ems = 0.0
    for place, heading in enumerate(headings):
        if heading.share:
            ems += heading.share * _OF_A_SHARE / 2
            continue
        texts = [*heading.text.split(" ")]
        for line in rows:
            texts.extend(line.cells[place].split("\n"))
        ems += max(text_width(each, 1) for each in texts)
    room = _WIDTH - _INSET * len(headings)
    return next((size for size in _SIZES if ems * float(size) <= room), _SIZES[-1])

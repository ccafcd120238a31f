"""A budget review as one JSON document: amounts in minor units, tokens by value, no language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from portfolio.domain.period import utc_text
from portfolio.domain.text import visible
from portfolio.exchange.shown import as_json

if TYPE_CHECKING:
    from portfolio.exchange.columns import About, Review, Row, Sheet
    from portfolio.exchange.shown import Json

FORMAT = "subsidy-milestone-portfolio-review/1"


def json_file(review: Review) -> bytes:
    """Return the document, its keys in the order of the declared columns."""
    document = {
        **about_json(review.about),
        "sheets": {t.sheet.name: [_row(t.sheet, row) for row in t.rows] for t in review.tables},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def about_json(about: About) -> dict[str, Json]:
    """Return which snapshot this is: what every machine-readable file begins with."""
    return {
        "format": FORMAT,
        "database": visible(about.database),
        "purpose": about.purpose.value,
        "as_of": about.as_of.isoformat(),
        "recorded_at": utc_text(about.recorded_at),
        "seal": {
            "root": about.seal,
            "entries": about.entries,
            "streams": about.streams,
            "rules_edition": about.rules_edition,
        },
    }


def _row(sheet: Sheet, row: Row) -> dict[str, Json]:
    shown: dict[str, Json] = {}
    for column, cell in zip(sheet.columns, row, strict=True):
        shown |= as_json(column, cell)
    return shown

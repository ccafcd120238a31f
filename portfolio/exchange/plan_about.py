"""The first sheet of a plan: how to fill the others in, and which snapshot an export shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.charter import Purpose
from portfolio.domain.text import visible
from portfolio.exchange.plan_looks import Looks, set_print
from portfolio.exchange.tables import ABOUT, MARK
from portfolio.wording.figures import day, moment
from portfolio.wording.labels import label
from portfolio.wording.plan_words import plan_line
from portfolio.wording.words import word

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it brings no types

    from portfolio.exchange.columns import About
    from portfolio.wording.language import Language

_LINES = ("fill", "keys", "codes", "money", "import", "changes")


def put_about(sheet: Worksheet, looks: Looks, language: Language, about: About | None) -> None:
    """Write the first sheet: how to fill the others in, and which snapshot an export shows."""
    sheet.set_column(0, 0, 3, looks.key)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 90)
    set_print(sheet)
    sheet.write_string(0, 0, f"{MARK}{ABOUT}", looks.key)
    sheet.write_string(0, 1, plan_line("title", language), looks.title)
    row = 1
    for key in (*(("current",) if about else ()), *_LINES):
        sheet.set_row(row, 30)
        sheet.write_string(row, 2, plan_line(key, language), looks.line)
        row += 1
    for name, said in _about_lines(about, language) if about else ():
        sheet.write_string(row, 1, name, looks.line)
        sheet.write_string(row, 2, said, looks.line)
        row += 1


def _about_lines(about: About, language: Language) -> tuple[tuple[str, str], ...]:
    purpose = word(about.purpose, language)
    return (
        (label("review.database", language), visible(about.subject)),
        (
            label("review.purpose", language),
            purpose.upper() if about.purpose is Purpose.DEMONSTRATION else purpose,
        ),
        (label("seal.as_of", language), day(about.as_of, language)),
        (label("seal.recorded", language), moment(about.recorded_at, "UTC", language)),
        (label("seal.seal", language), about.seal),
        (label("seal.entries", language), f"{about.entries:,}"),
        (label("review.streams", language), f"{about.streams:,}"),
        (label("review.rules_edition", language), about.rules_edition),
    )

"""The sums of the outlook as rows: fiscal years against their budget, and quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.ledger import Cover
from portfolio.wording import amount_short, fiscal_year, label, word
from tui.lines import Column, Layout, Row, Span, Tone, head_row, title_row
from tui.pages.figures import due_words, money_or_none
from tui.pictures.sparkline import sparkline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portfolio.reports.outlook import Outlook
    from portfolio.reports.position import YearLine
    from portfolio.reports.quarters import Quarter
    from portfolio.wording import Language

_TONES = {Cover.IN_BUDGET: Tone.DIM, Cover.ABOVE_BUDGET: Tone.BAD, Cover.NO_BUDGET: Tone.WARN}


def headed(title: str, layout: Layout, rows: Sequence[Row]) -> list[Row]:
    """Return rows under a title and the heads of their columns; nothing where there are none."""
    return [title_row(title), head_row(layout), *rows] if rows else []


def year_rows(found: Outlook, language: Language) -> list[Row]:
    """Return the fiscal years from this one on."""
    sums = ("short.budget", "column.planned", "outlook.bound", "outlook.difference")
    layout = (
        Column(label("column.programme", language), 9),
        Column(label("short.year", language), 4),
        *(Column(label(key, language), 12, right=True) for key in sums),
        Column("", 10, grow=True),
    )
    rows = [_year_row(line, layout, language) for line in found.years]
    return headed(label("outlook.years", language), layout, rows)


def _year_row(line: YearLine, layout: Layout, language: Language) -> Row:
    cover = Span(word(line.cover, language), _TONES[line.cover])
    minors = (line.budget_minor, line.planned_minor, line.bound_minor)
    return Row(
        key=year_key(line),
        cells=(
            Span(line.programme, Tone.STRONG),
            Span(str(line.fiscal_year), Tone.STRONG),
            *(Span(money_of(minor, line.currency, language)) for minor in minors),
            Span(money_of(line.unplanned_minor, line.currency, language), cover.tone),
            cover,
        ),
        layout=layout,
        search=f"{line.programme} {line.title} {line.title_ja or ''} {line.fiscal_year} "
        f"{fiscal_year(line.fiscal_year, language)} {cover.text} "
        f"{label('outlook.years', language)}",
    )


def year_key(line: YearLine) -> str:
    """Return the key of a year's row."""
    return f"year {line.programme} {line.fiscal_year}"


def quarter_rows(found: Outlook, language: Language, *, blocks: bool) -> list[Row]:
    """Return what is planned and not paid by quarter, with its months drawn."""
    sums = ("column.planned", "column.payable_now", "outlook.locked")
    layout = (
        Column(label("column.programme", language), 9),
        Column(label("short.year", language), 4),
        Column(label("outlook.quarter_head", language), 9),
        *(Column(label(key, language), 12, right=True) for key in sums),
        Column(label("outlook.bound", language), 12, right=True, from_width=100),
        Column("", 3),
        Column("", 10, grow=True),
    )
    rows = [
        _quarter_row(line, layout, found.as_of, language, blocks=blocks) for line in found.quarters
    ]
    return headed(label("outlook.quarters", language), layout, rows)


def _quarter_row(
    line: Quarter, layout: Layout, today: date, language: Language, *, blocks: bool
) -> Row:
    name = label("outlook.quarter", language).format(number=line.number)
    late = due_words(line.last_on, today, language) if line.last_on < today else Span("")
    minors = (line.unpaid_minor, line.payable_minor, line.locked_minor, line.bound_minor)
    return Row(
        key=quarter_key(line),
        cells=(
            Span(line.programme, Tone.STRONG),
            Span(str(line.fiscal_year), Tone.STRONG),
            Span(name),
            *(Span(money_of(minor, line.currency, language)) for minor in minors),
            Span(sparkline(line.months_minor, blocks=blocks), Tone.DIM),
            late,
        ),
        layout=layout,
        search=f"{line.programme} {line.fiscal_year} {fiscal_year(line.fiscal_year, language)} "
        f"{name} {late.text} {label('outlook.quarters', language)}",
    )


def quarter_key(line: Quarter) -> str:
    """Return the key of a quarter's row."""
    return f"quarter {line.programme} {line.first_on}"


def money_of(minor: int, currency: str, language: Language) -> str:
    """Return a short amount, or a dash for none."""
    return money_or_none(minor, amount_short(minor, currency, language))

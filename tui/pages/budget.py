"""The fiscal-year position as rows: what each programme may spend, plans, is bound to, has paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import amount, amount_short, fiscal_year, label, word
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone, blank_row, title_row
from tui.pages.figures import bar, glued, in_language, money_or_none, percentage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from portfolio.reports.position import YearLine
    from portfolio.wording import Language

_KINDS = (
    ("column.initial", "initial_minor"),
    ("column.supplementary", "supplementary_minor"),
    ("column.carried_in", "carried_in_minor"),
    ("column.reserve", "reserve_minor"),
)
_SUMS = (
    ("short.budget", "budget_minor"),
    ("column.planned", "planned_minor"),
    ("column.confirmed", "confirmed_minor"),
    ("column.paid", "paid_minor"),
    ("column.left", "left_minor"),
)


_AFTER = (
    ("column.paid_outside", "outside_minor"),
    ("column.carried_out", "carried_out_minor"),
    ("column.unused", "unused_minor"),
    ("column.requested_next", "requested_minor"),
)
"""What is said of a year only where there is any."""


def budget_layout(language: Language) -> Layout:
    """Return the columns."""
    money = (Column(label(key, language), 12, right=True) for key, _ in _SUMS)
    return (
        Column(label("short.year", language), 4),
        *money,
        Column(label("short.rate", language), 6, right=True),
        Column("", 4, grow=True, from_width=90),
    )


def budget_rows(
    lines: Sequence[YearLine], marks: Mapping[str, str], language: Language
) -> list[Row]:
    """Return the years of each programme under its title and the mark of what they rest on."""
    rows: list[Row] = []
    layout = budget_layout(language)
    for code in dict.fromkeys(line.programme for line in lines):
        own = [line for line in lines if line.programme == code]
        title = in_language(own[0].title, own[0].title_ja, language)
        rows.extend([blank_row()] if rows else [])
        rows.append(title_row(f"{code} {marks.get(code, '')} {title}  ({own[0].currency})"))
        rows.extend(_row(line, layout, language) for line in own)
    return rows


def _row(line: YearLine, layout: Layout, language: Language) -> Row:
    def money(minor: int) -> str:
        return money_or_none(minor, amount_short(minor, line.currency, language))

    drawn = ""
    if line.budget_minor:
        drawn = bar(line.paid_minor, line.planned_minor, line.budget_minor, 20)
    return Row(
        key=f"year {line.programme} {line.fiscal_year}",
        cells=(
            Span(str(line.fiscal_year), Tone.STRONG),
            Span(money(line.budget_minor)),
            Span(money(line.planned_minor)),
            Span(money(line.confirmed_minor)),
            Span(money(line.paid_minor)),
            Span(money(line.left_minor), Tone.BAD if line.left_minor < 0 else Tone.PLAIN),
            Span(percentage(line.execution_rate)),
            Span(f" {drawn}" if drawn else "", Tone.DIM),
        ),
        layout=layout,
        search=f"{line.programme} {line.title} {line.title_ja or ''} {line.fiscal_year} "
        f"{fiscal_year(line.fiscal_year, language)}",
    )


def about_year(line: YearLine, language: Language) -> Iterator[Paragraph]:
    """Yield what the budget of a year is made of, exactly, and what was done with it."""
    title = in_language(line.title, line.title_ja, language)
    year = fiscal_year(line.fiscal_year, language)
    yield Paragraph(f"{year}  {line.programme} {title}", Tone.STRONG)

    def said(name: str) -> str:
        return amount(getattr(line, name), line.currency, language)

    parts = (glued(label(key, language), said(name)) for key, name in _KINDS)
    yield Paragraph(f"{label('short.budget', language)} = {' + '.join(parts)}")
    yield Paragraph("   ".join(glued(label(key, language), said(name)) for key, name in _SUMS))
    after = (glued(label(key, language), said(name)) for key, name in _AFTER if getattr(line, name))
    if more := "   ".join(after):
        yield Paragraph(more)
    awarded = f"{label('column.award', language)} {said('awarded_minor')}"
    rate = f"{label('column.execution_rate', language)} {percentage(line.execution_rate, 3)}"
    yield Paragraph(f"{awarded}   {rate} ({label('budget.rate_is', language)})")
    for each in line.apart:
        yield Paragraph(
            label("budget.apart", language).format(
                instrument=word(each.instrument, language),
                budget=amount(each.current_minor, line.currency, language),
                executed=amount(each.executed_minor, line.currency, language),
            )
        )
    yield Paragraph(label("budget.legend", language), Tone.DIM)

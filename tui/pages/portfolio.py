"""The portfolio as rows: programmes with their sums, beneath each its grants.

Sums stay in the currency of their programme: different currencies are never added.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.reports.filtering import read_words
from portfolio.reports.grant_fields import flag_of
from portfolio.wording import amount, amount_short, basis_marks, label
from tui.lines import Column, Layout, Paragraph, Row, Span, Subject, Tone
from tui.pages.figures import (
    NONE,
    basis_tone,
    due_words,
    glued,
    in_language,
    money_or_none,
    percentage,
    ratio,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine
    from portfolio.wording import Language

_SUMS = (
    ("column.award", "award_minor"),
    ("column.confirmed", "confirmed_minor"),
    ("column.paid", "paid_minor"),
    ("column.payable_now", "payable_minor"),
    ("column.at_risk", "at_risk_minor"),
    ("column.overdue", "overdue_minor"),
)


_KEPT_BACK = (
    ("column.withheld", "withheld_minor"),
    ("column.returned", "returned_minor"),
    ("column.raised", "raised_minor"),
)


def programme_layout(language: Language) -> Layout:
    """Return the columns of programmes."""
    keys = ("column.committed", "column.paid", "short.payable", "column.at_risk",
            "column.overdue")  # fmt: skip
    widths = (12, 12, 10, 10, 11)
    money = (Column(label(k, language), w, right=True) for k, w in zip(keys, widths, strict=True))
    return (
        Column(label("column.programme", language), 10),
        Column("", 6),
        Column("", 12, grow=True, from_width=100),
        *money,
    )


def grant_layout(language: Language) -> Layout:
    """Return the columns of grants."""
    return (
        Column(f" {label('column.grant', language)}", 17, name="code"),
        Column("", 6),
        Column(label("column.title", language), 16, grow=True, from_width=96, name="title"),
        Column("TRL", 3, name="readiness"),
        Column(label("short.met", language), 5, name="met"),
        Column(label("column.persons", language), MOST_PERSONS, right=True, name="persons"),
        Column(label("column.award", language), 12, right=True, name="award"),
        Column(label("short.paid", language), 4, right=True, from_width=90, name="share"),
        Column(label("column.next_due", language), 10, name="due"),
        Column("", 14, from_width=110),
        Column(label("short.standing", language), 8, name="flag"),
    )


def portfolio_rows(
    found: Overview, grants: Sequence[GrantLine], typed: str, language: Language
) -> list[Row]:
    """Return each programme with those of its grants that are shown below it.

    Where a filter is typed, a programme stays for the grants below it, or for its own name.
    """
    rows: list[Row] = []
    layout = grant_layout(language)
    for programme in found.programmes:
        below = [
            _grant_row(grant, layout, found.as_of, language)
            for grant in grants
            if grant.programme == programme.code
        ]
        if below or names(programme, typed):
            rows.append(_programme_row(programme, language))
            rows.extend(below)
    return rows


def names(line: ProgrammeLine, typed: str) -> bool:
    """Whether a filter is nothing but words that a programme's code and titles have."""
    try:
        return read_words(typed)(f"{line.code}\n{line.title}\n{line.title_ja or ''}")
    except Invalid:
        return False


def _programme_row(line: ProgrammeLine, language: Language) -> Row:
    def money(minor: int) -> str:
        return money_or_none(minor, amount_short(minor, line.currency, language))

    title = in_language(line.title, line.title_ja, language)
    return Row(
        key=f"programme {line.code}",
        cells=(
            Span(line.code, Tone.STRONG),
            Span(basis_marks(line.basis, line.plan_basis, language), basis_tone(line.plan_basis)),
            Span(title, Tone.STRONG),
            Span(money(line.award_minor), Tone.STRONG),
            Span(money(line.paid_minor)),
            Span(money(line.payable_minor), Tone.GOOD),
            Span(money(line.at_risk_minor), Tone.WARN),
            Span(money(line.overdue_minor), Tone.BAD),
        ),
        layout=programme_layout(language),
        subject=None,
    )


def _persons(line: GrantLine) -> str:
    """Return those verified of those promised; of many only the part, rounded down."""
    said = f"{line.verified_persons}/{line.promised_persons}"
    if len(said) <= MOST_PERSONS:
        return said
    return percentage(Fraction(line.verified_persons, line.promised_persons))


MOST_PERSONS = 9
"""The cells in which the persons of a grant are counted."""


def _grant_row(line: GrantLine, layout: Layout, today: date, language: Language) -> Row:
    title = in_language(line.title, line.title_ja, language)
    flag = flag_of(line)
    due = line.next_due_on
    paid = Fraction(line.paid_minor, line.award_minor) if line.award_minor else None
    far = due_words(due, today, language)
    return Row(
        key=f"grant {line.code}",
        cells=(
            Span(f" {line.code}"),
            Span(basis_marks(line.basis, line.plan_basis, language), basis_tone(line.plan_basis)),
            Span(title),
            Span(f"{line.readiness or NONE}>{line.target_readiness or NONE}"),
            Span(f"{line.milestones_met}/{line.milestones}"),
            Span(_persons(line)),
            Span(amount_short(line.award_minor, line.currency, language)),
            Span(percentage(paid, 0)),
            Span(due.isoformat() if due else NONE, far.tone),
            far,
            Span(label(f"flag.{flag}", language), _FLAG_TONES.get(flag, Tone.DIM)),
        ),
        layout=layout,
        subject=Subject("grant", line.code),
    )


_FLAG_TONES = {
    "overdue": Tone.BAD, "held": Tone.WARN, "at_risk": Tone.WARN, "payable": Tone.GOOD,
}  # fmt: skip


def about_line(line: ProgrammeLine | GrantLine, language: Language) -> Iterator[Paragraph]:
    """Yield the exact sums of a programme or grant."""
    title = in_language(line.title, line.title_ja, language)
    mark = basis_marks(line.basis, line.plan_basis, language)
    yield Paragraph(f"{line.code} {mark} {title}", Tone.STRONG)
    consortium = getattr(line, "consortium", None)
    if consortium is not None:
        yield Paragraph(in_language(consortium, getattr(line, "consortium_ja", None), language))
    said = (
        glued(label(key, language), amount(getattr(line, name), line.currency, language))
        for key, name in _SUMS
    )
    kept_back = (
        glued(label(key, language), amount(getattr(line, name), line.currency, language))
        for key, name in _KEPT_BACK
        if getattr(line, name)
    )
    lever = glued(label("column.leverage", language), ratio(line.leverage))
    raised = (lever,) if line.raised_minor else ()
    yield Paragraph("   ".join((*said, *kept_back, *raised)))
    yield Paragraph(label("basis.two", language), Tone.DIM)

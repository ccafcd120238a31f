"""The portfolio as rows: programmes with their sums, beneath each its grants.

Sums stay in the currency of their programme: different currencies are never added.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.wording import LABELS, amount, amount_short, basis_marks, label
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
    from collections.abc import Iterator
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
        Column(f" {label('column.grant', language)}", 17),
        Column("", 6),
        Column(label("column.title", language), 16, grow=True, from_width=96),
        Column("TRL", 3),
        Column(label("short.met", language), 5),
        Column(label("column.persons", language), MOST_PERSONS, right=True),
        Column(label("column.award", language), 12, right=True),
        Column(label("short.paid", language), 4, right=True, from_width=90),
        Column(label("column.next_due", language), 10),
        Column("", 14, from_width=110),
        Column(label("short.standing", language), 8),
    )


def portfolio_rows(found: Overview, language: Language) -> list[Row]:
    """Return each programme with its grants below it."""
    rows: list[Row] = []
    for programme in found.programmes:
        grants = [g for g in found.grants if g.programme == programme.code]
        below = [_grant_row(grant, found.as_of, language) for grant in grants]
        rows.append(_programme_row(programme, below, language))
        rows.extend(below)
    return rows


def _programme_row(line: ProgrammeLine, below: list[Row], language: Language) -> Row:
    def money(minor: int) -> str:
        return money_or_none(minor, amount_short(minor, line.currency, language))

    title = in_language(line.title, line.title_ja, language)
    own = f"{line.code} {line.title} {line.title_ja or ''}"
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
        search=" ".join((own, *(row.search for row in below))),
    )


def _persons(line: GrantLine) -> str:
    """Return those verified of those promised; of many only the part, rounded down."""
    said = f"{line.verified_persons}/{line.promised_persons}"
    if len(said) <= MOST_PERSONS:
        return said
    return percentage(Fraction(line.verified_persons, line.promised_persons))


MOST_PERSONS = 9
"""The cells in which the persons of a grant are counted."""


def _grant_row(line: GrantLine, today: date, language: Language) -> Row:
    title = in_language(line.title, line.title_ja, language)
    consortium = in_language(line.consortium, line.consortium_ja, language)
    flag = flag_of(line, language)
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
            flag,
        ),
        layout=grant_layout(language),
        subject=Subject("grant", line.code),
        search=f"{line.code} {title} {consortium} {line.programme} {flag.text}",
    )


def flag_of(line: GrantLine, language: Language) -> Span:
    """Return the one word that says what matters most about a grant now."""
    state = f"flag.{line.state}"
    for key, tone, applies in (
        ("flag.overdue", Tone.BAD, line.overdue_minor > 0),
        (state, Tone.DIM, state in LABELS),
        ("flag.held", Tone.WARN, line.held),
        ("flag.at_risk", Tone.WARN, line.at_risk_minor > 0),
        ("flag.payable", Tone.GOOD, line.payable_minor > 0),
    ):
        if applies:
            return Span(label(key, language), tone)
    return Span(label("flag.on_course", language), Tone.DIM)


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

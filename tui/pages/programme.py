"""A programme as rows: its terms and all that is recorded of its budget, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.record import kind_of
from portfolio.domain.terms import newest_terms
from portfolio.wording import amount, day, fiscal_year, kind_word, label, term_value, word
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone, blank_row, head_row, title_row
from tui.pages.figures import NONE, basis_mark, basis_tone, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.terms import Term
    from portfolio.wording import Language

_LISTS = ("appropriations", "carry_overs", "outside_executions", "requests", "fund_balances")
"""What is recorded of a programme's budget, in the order in which it is shown."""

_DAYS = ("decided_on", "executed_on", "requested_on", "balance_on")
"""The day of each kind of record, by the name of its field."""


def terms_layout(language: Language) -> Layout:
    """Return the columns of terms."""
    return (
        Column(label("programme.term", language), 24),
        Column(label("column.value", language), 20),
        Column(label("programme.from", language), 10),
        Column("", 4),
        Column(label("column.source", language), 12, grow=True),
    )


def budget_layout(language: Language) -> Layout:
    """Return the columns of what is recorded of the budget."""
    return (
        Column(label("short.year", language), 10),
        Column(label("programme.kind", language), 23),
        Column(label("column.amount", language), 20, right=True),
        Column("", 4),
        Column(label("column.source", language), 12, grow=True),
    )


def programme_rows(file: ProgrammeFile, today: date, language: Language) -> list[Row]:
    """Return the terms in force, those to come, and the budget year by year."""
    in_force = newest_terms(file.terms, today)
    to_come = sorted((t for t in file.terms if t.from_on > today), key=lambda t: t.from_on)
    rows = [title_row(label("part.terms", language)), head_row(terms_layout(language))]
    rows += [_term_row(each, file, Tone.PLAIN, language) for each in in_force]
    rows += [_term_row(each, file, Tone.DIM, language) for each in to_come]
    if not (in_force or to_come):
        rows.append(_none_row(label("programme.no_terms", language)))
    budget = [_budget_row(each, file, language) for name in _LISTS for each in getattr(file, name)]
    rows += [
        blank_row(), title_row(label("screen.budget", language)), head_row(budget_layout(language))
    ]  # fmt: skip
    rows += sorted(budget, key=lambda row: row.cells[0].text, reverse=True)
    return rows if budget else [*rows, _none_row(label("programme.no_budget", language))]


def _none_row(text: str) -> Row:
    return Row(key=f"none {text}", cells=(Span(f"  {text}", Tone.WARN),), search=text)


def _basis(record: Any, language: Language) -> Span:  # noqa: ANN401  # records that bear a basis
    return Span(basis_mark(record.basis, language), basis_tone(record.basis))


def _term_row(term: Term, file: ProgrammeFile, tone: Tone, language: Language) -> Row:
    name = word(term.name, language)
    value = term_value(term, file.programme.currency, language)
    return Row(
        key=f"term {term.name} {term.number}",
        cells=(
            Span(name, tone), Span(value, Tone.STRONG if tone is Tone.PLAIN else tone),
            Span(term.from_on.isoformat(), tone), _basis(term, language), Span(term.source, tone),
        ),
        layout=terms_layout(language),
        search=f"{name} {value} {term.source}",
    )  # fmt: skip


def _kind_said(record: Any, language: Language) -> str:  # noqa: ANN401  # the same
    kind = kind_word(kind_of(record), language)
    own = getattr(record, "kind", None)
    return kind if own is None else f"{kind} {word(own, language)}"


def _year_said(record: Any, language: Language) -> str:  # noqa: ANN401  # the same
    year: int | None = getattr(record, "fiscal_year", None)
    return str(record.balance_on) if year is None else fiscal_year(year, language)


def _minor(record: Any) -> int:  # noqa: ANN401  # the same
    minor: int = record.balance_minor if hasattr(record, "balance_minor") else record.amount_minor
    return minor


def _budget_row(record: Any, file: ProgrammeFile, language: Language) -> Row:  # noqa: ANN401  # the same
    year, kind = _year_said(record, language), _kind_said(record, language)
    return Row(
        key=_key(record),
        cells=(
            Span(year), Span(kind),
            Span(amount(_minor(record), file.programme.currency, language), Tone.STRONG),
            _basis(record, language), Span(record.source),
        ),
        layout=budget_layout(language),
        search=f"{year} {kind} {record.source}",
    )  # fmt: skip


def _key(record: Any) -> str:  # noqa: ANN401  # the same
    """Return the key of a record's row."""
    return f"{kind_of(record)} {getattr(record, 'fiscal_year', '')} {record.number}"


def about_programme(file: ProgrammeFile, language: Language) -> Iterator[Paragraph]:
    """Yield what a programme is, how money follows from what is shown, and where that stands."""
    own = file.programme
    yield Paragraph(in_language(own.title, own.title_ja, language), Tone.STRONG)
    yield Paragraph(
        "   ".join(
            (own.agency, own.currency, word(own.policy, language), word(own.reductions, language))
        )
    )
    yield Paragraph(f"{label('column.source', language)}: {own.terms_source}", Tone.DIM)


def about_record(file: ProgrammeFile, key: str, language: Language) -> Iterator[Paragraph]:
    """Yield the whole of a term or of a record of the budget: what, since when, from where."""
    for term in file.terms:
        if key == f"term {term.name} {term.number}":
            value = term_value(term, file.programme.currency, language)
            yield Paragraph(f"{word(term.name, language)}: {value}", Tone.STRONG)
            yield Paragraph(f"{label('programme.from', language)} {day(term.from_on, language)}")
            yield from _source(term, language)
    for record in (each for name in _LISTS for each in getattr(file, name)):
        if key == _key(record):
            money = amount(_minor(record), file.programme.currency, language)
            head = f"{_year_said(record, language)} {_kind_said(record, language)}"
            yield Paragraph(f"{head}: {money}", Tone.STRONG)
            said = (getattr(record, name, None) for name in (*_DAYS, "approval_reference"))
            parts = [str(each) for each in said if each]
            yield Paragraph("   ".join((*parts, *_purse(record, language))) or NONE)
            yield from _source(record, language)


def _purse(record: Any, language: Language) -> Iterator[str]:  # noqa: ANN401  # the same
    """Yield as what money is given and out of which account, where a record says so."""
    if hasattr(record, "instrument"):
        yield word(record.instrument, language)
        if record.account:
            yield record.account


def _source(record: Any, language: Language) -> Iterator[Paragraph]:  # noqa: ANN401  # the same
    on = f" ({day(record.source_on, language)})" if record.source_on else ""
    mark = basis_mark(record.basis, language)
    yield Paragraph(f"{label('column.source', language)}: {record.source}{on} {mark}", Tone.DIM)

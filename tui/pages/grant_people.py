"""The reskilling commitments of a grant as rows, each with the reports on it below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label, word
from tui.lines import Column, Layout, Row, Span, Subject, Tone, head_row, title_row
from tui.pages.figures import bar, basis_mark, basis_tone, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language


def commitment_rows(dossier: Dossier, language: Language) -> Iterator[Row]:
    """Yield title, heads, commitments and the reports on each."""
    layout: Layout = (
        Column(label("column.code", language), 6),
        Column(label("column.rung", language), 9),
        Column(label("column.title", language), 8, grow=True),
        Column("", 4),
        Column(label("persons.columns", language), 32),
        Column(label("column.due", language), 10),
    )
    yield title_row(label("part.commitments", language))
    yield head_row(layout)
    for each, standing in zip(dossier.file.commitments, dossier.standing.commitments, strict=True):
        title = in_language(each.title, each.title_ja, language)
        sure, said = standing.verified_persons, standing.reported_persons
        drawn = bar(sure, said, each.persons, 12)
        yield Row(
            key=f"commitment {each.code}",
            cells=(
                Span(each.code),
                Span(word(each.rung, language)),
                Span(title),
                Span(basis_mark(each.basis, language), basis_tone(each.basis)),
                Span(f"{drawn} {sure:,}/{said:,}/{each.persons:,}"),
                Span(each.due_on.isoformat()),
            ),
            layout=layout,
            subject=Subject("commitment", dossier.file.code, each.code),
            search=f"{each.code} {title} {word(each.rung, language)}",
        )
        yield from _reports(dossier, each.code, language)


def _reports(dossier: Dossier, commitment: str, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column("", 6),
        Column("", 9),
        Column("", 8, grow=True),
        Column("", 10),
        Column("", 20),
        Column("", 10),
    )
    for each in dossier.file.reports_on(commitment):
        state = word(each.state, language)
        persons = label("persons.count", language).format(count=f"{each.persons:,}")
        yield Row(
            key=f"report {each.code}",
            cells=(
                Span(f" {each.code}"),
                Span(word(each.rung, language)),
                Span(persons),
                Span(state),
                Span(each.reported_by, Tone.DIM),
                Span(each.as_of.isoformat(), Tone.DIM),
            ),
            layout=layout,
            subject=Subject("report", dossier.file.code, each.code),
            search=f"{each.code} {state} {each.reported_by}",
        )

"""The list of what was handed in: one line a piece, and at its end how its file stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.lines import Column, Layout, Row, Span
from tui.pages.about_files import found_words, sort_words, tone_of

if TYPE_CHECKING:
    from portfolio.reports.exhibits import Exhibit
    from portfolio.services.evidence_files import FileCheck
    from portfolio.wording import Language


def key_of(exhibit: Exhibit) -> str:
    """Return by what a piece is found again in the list."""
    return f"{exhibit.kind} {exhibit.code}"


def exhibit_layout(language: Language) -> Layout:
    """Return the columns."""
    return (
        Column(label("column.code", language), 6),
        Column(label("file.date", language), 11),
        Column(label("column.kind", language), 20, grow=True),
        Column(label("file.issuer", language), 10, from_width=100),
        Column(label("file.recorded_by", language), 14),
        Column(label("file.accepted_by", language), 14, from_width=100),
        Column(label("file.is", language), 16),
    )


def exhibit_row(exhibit: Exhibit, check: FileCheck | None, language: Language) -> Row:
    """Return the line of a piece; how its file stands is empty until it was looked at."""
    state = Span("") if check is None else Span(found_words(check, language), tone_of(check))
    return Row(
        key=key_of(exhibit),
        cells=(
            Span(exhibit.code),
            Span(exhibit.received_on.isoformat()),
            Span(sort_words(exhibit, language)),
            Span(exhibit.member),
            Span(exhibit.recorded_by),
            Span(exhibit.accepted_by or "-"),
            state,
        ),
        layout=exhibit_layout(language),
    )

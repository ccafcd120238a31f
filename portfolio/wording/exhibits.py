"""What a finding relied on, in one line each: the document, how it is known, whose word it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.milestone import Evidence
from portfolio.wording.figures import day
from portfolio.wording.labels import label
from portfolio.wording.language import Language
from portfolio.wording.words import word

if TYPE_CHECKING:
    from portfolio.domain.reskilling import ReskillingReport

SHOWN_DIGITS = 16
"""Hexadecimal digits of a SHA-256 that are shown in a line: enough to tell files apart."""


def exhibit(
    shown: Evidence | ReskillingReport, language: Language = Language.ENGLISH
) -> tuple[str, str]:
    """Return the code of a piece of evidence or of a report, and the line that says what it is."""
    if isinstance(shown, Evidence):
        digest = f"SHA-256 {shown.sha256[:SHOWN_DIGITS]}…" if shown.sha256 else ""
        said = label("exhibit.evidence", language).format(
            kind=word(shown.kind, language),
            title=shown.title,
            where=digest or shown.address,
            by=shown.recorded_by,
            on=day(shown.received_on, language),
        )
        return shown.code, said
    said = label("exhibit.report", language).format(
        persons=f"{shown.persons:,}",
        rung=word(shown.rung, language),
        on=day(shown.as_of, language),
        document=shown.document,
        where=f"SHA-256 {shown.document_sha256[:SHOWN_DIGITS]}…",
        by=shown.reported_by,
        state=word(shown.state, language),
        decided_by=shown.decided_by or "-",
    )
    return shown.code, said

"""Who handles a grant, and what was noted on it and on its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import day, label, word
from tui.lines import Column, Layout, Paragraph, Row, Span, Subject, Tone, title_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language


def assignment_rows(dossier: Dossier, language: Language) -> Iterator[Row]:
    """Yield who handles the grant in which role, and who said so on which day."""
    layout: Layout = (Column("", 20), Column("", 14, grow=True), Column("", 14), Column("", 10))
    yield title_row(label("part.assignments", language))
    for each in dossier.file.assignments:
        if each.person is not None:
            role = word(each.role, language)
            yield Row(
                key=f"assignment {each.role}",
                cells=(
                    Span(role), Span(each.person, Tone.STRONG), Span(each.assigned_by, Tone.DIM),
                    Span(each.assigned_on.isoformat(), Tone.DIM),
                ),
                layout=layout,
                search=f"{role} {each.person} {each.assigned_by}",
            )  # fmt: skip


def note_rows(dossier: Dossier, language: Language) -> Iterator[Row]:
    """Yield the notes, newest first: when, by whom, on what, and what they say."""
    layout: Layout = (Column("", 10), Column("", 14), Column("", 16), Column("", 20, grow=True))
    yield title_row(label("part.notes", language))
    for note in dossier.notes:
        yield Row(
            key=f"note {note.seq}",
            cells=(
                Span(note.effective_on.isoformat(), Tone.DIM), Span(note.actor),
                Span(note.subject), Span(note.reason or ""),
            ),
            layout=layout,
            subject=Subject("entry", dossier.file.code, str(note.seq)),
            search=f"{note.actor} {note.subject} {note.reason}",
        )  # fmt: skip


def note_paragraphs(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
    """Yield what was noted on a subject, newest first."""
    for note in dossier.notes:
        if note.subject == str(subject):
            said = f"{label('column.note', language)} {day(note.effective_on, language)}"
            yield Paragraph(note.reason or "", lead=f"{said} {note.actor}", lead_tone=Tone.DIM)

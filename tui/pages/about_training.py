"""A reskilling commitment, or a report on it, to read: the ladder and who stands on which rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reskilling import Rung, count_on
from portfolio.wording import day, kind_word, label, waited, word
from tui.lines import BLANK, Paragraph, Tone
from tui.pages.figures import bar, due_words, in_language
from tui.pages.sources import sourced
from tui.text import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

_RUNG_CELLS = 9
_BAR_CELLS = 20


def commitment_paragraphs(dossier: Dossier, code: str, language: Language) -> Iterator[Paragraph]:
    """Yield what was promised, and each rung with those verified and those reported on it."""
    file = dossier.file
    promise = file.commitment(code)
    title = in_language(promise.title, promise.title_ja, language)
    head = f"{kind_word('commitment', language)} {file.code}/{code}  {title}"
    yield Paragraph(head, Tone.STRONG)
    member = file.member(promise.member)
    far = due_words(promise.due_on, dossier.as_of, language)
    persons = label("persons.promised", language).format(count=f"{promise.persons:,}")
    yield Paragraph(
        f"{in_language(member.name, member.name_ja, language)}: {persons}, "
        f"{word(promise.rung, language)}, {day(promise.due_on, language)} ({far.text})"
    )
    yield sourced(promise.basis, promise.source, language)
    yield BLANK
    reports = file.reports_on(code)
    verified = [r for r in reports if r.is_verified]
    standing = [r for r in reports if r.is_standing]
    for rung in Rung:
        sure, said = count_on(verified, rung), count_on(standing, rung)
        counts = label("persons.verified_reported", language).format(
            verified=f"{sure:,}", reported=f"{said:,}"
        )
        drawn = bar(sure, said, promise.persons, _BAR_CELLS)
        is_promised = rung is promise.rung
        name = fitted(word(rung, language), _RUNG_CELLS)
        yield Paragraph(
            f"{drawn} {counts}",
            Tone.STRONG if is_promised else Tone.PLAIN,
            lead=f"{'>' if is_promised else ' '} {name}",
        )


def report_paragraphs(dossier: Dossier, code: str, language: Language) -> Iterator[Paragraph]:
    """Yield what was reported, by whom, on which document, and who decided on it."""
    report = dossier.file.report(code)
    head = f"{kind_word('report', language)} {dossier.file.code}/{code}"
    yield Paragraph(f"{head}  {word(report.state, language)}", Tone.STRONG)
    persons = label("persons.count", language).format(count=f"{report.persons:,}")
    yield Paragraph(
        f"{persons}, {word(report.rung, language)}, {day(report.as_of, language)}; "
        f"{report.reported_by}, {waited(report.moved_on, dossier.as_of, language)}"
    )
    if report.decided_by:
        yield Paragraph(f"{word(report.state, language)}: {report.decided_by}")
    yield Paragraph(f"{label('column.evidence', language)}: {report.document}")
    yield Paragraph(f"SHA-256 {report.document_sha256}", Tone.DIM)
    yield BLANK
    yield from commitment_paragraphs(dossier, report.commitment, language)

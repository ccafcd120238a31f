"""A milestone to read: its criteria beside what was measured, and the evidence handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.milestone import Verdict
from portfolio.wording import day, kind_word, label, word
from tui.lines import BLANK, Paragraph, Tone
from tui.pages.figures import due_words, in_language, percentage
from tui.pages.sources import sourced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Criterion, Judgement, Milestone
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

_TONES = {Verdict.MET: Tone.GOOD, Verdict.PARTLY: Tone.WARN, Verdict.NOT_MET: Tone.BAD}


def milestone_paragraphs(dossier: Dossier, code: str, language: Language) -> Iterator[Paragraph]:
    """Yield what a milestone asks, what was found, and on what evidence."""
    file = dossier.file
    milestone = file.milestone(code)
    element = file.element(milestone.element)
    title = in_language(milestone.title, milestone.title_ja, language)
    head = f"{kind_word('milestone', language)} {file.code}/{code}  {title}"
    yield Paragraph(head, Tone.STRONG)
    said = [
        word(milestone.state, language),
        f"{element.code} {element.scale.value} {milestone.level}",
    ]
    if milestone.share_met is not None:
        said.append(f"{label('column.share', language)} {percentage(milestone.share_met, 0)}")
    yield Paragraph("  ".join(said))
    yield _due(milestone, dossier, language)
    yield BLANK
    yield Paragraph(label("part.criteria", language), Tone.STRONG)
    yield from criteria_paragraphs(file, code, language)
    for assessment in file.assessments_of(code)[-1:]:
        yield Paragraph(f"{assessment.assessed_by}: {assessment.summary}", Tone.DIM)
    yield BLANK
    yield from _evidence(file, milestone, language)
    yield BLANK
    yield sourced(milestone.basis, milestone.source, language)


def criteria_paragraphs(file: GrantFile, milestone: str, language: Language) -> Iterator[Paragraph]:
    """Yield what was to be shown, each criterion beside what the last assessment found of it."""
    last = file.assessments_of(milestone)[-1:]
    judged = {j.criterion: j for a in last for j in file.judgements if j.assessment == a.code}
    for criterion in file.criteria_of(milestone):
        yield _criterion(criterion, judged.get(criterion.code), language)


def _due(milestone: Milestone, dossier: Dossier, language: Language) -> Paragraph:
    due = label("column.due", language)
    said = f"{due}: {day(milestone.due_on, language)}"
    if milestone.baseline_due_on != milestone.due_on:
        before = day(milestone.baseline_due_on, language)
        said += f" ({label('column.baseline', language)} {before})"
    if milestone.cure_due_on is not None:
        said += f"  {label('column.cure_due', language)} {day(milestone.cure_due_on, language)}"
    if milestone.is_open:
        far = due_words(milestone.awaited_on, dossier.as_of, language)
        return Paragraph(f"{said}  {far.text}", far.tone)
    return Paragraph(said)


def _criterion(criterion: Criterion, judged: Judgement | None, language: Language) -> Paragraph:
    text = in_language(criterion.text, criterion.text_ja, language)
    asked = label("criterion.written", language).format(
        text=text, comparison=word(criterion.comparison, language),
        target=criterion.target, unit=criterion.unit,
    )  # fmt: skip
    if judged is None:
        return Paragraph(asked, lead=criterion.code)
    measured = "" if judged.measured is None else f" {judged.measured} {criterion.unit}"
    found = f"{word(judged.verdict, language)}{measured}"
    said = f"{asked} -> {found}. {judged.reason}"
    return Paragraph(said, lead=criterion.code, lead_tone=_TONES[judged.verdict])


def _evidence(file: GrantFile, milestone: Milestone, language: Language) -> Iterator[Paragraph]:
    yield Paragraph(label("part.evidence", language), Tone.STRONG)
    pieces = file.evidence_for(milestone.code)
    for kind in milestone.required_evidence:
        if not any(piece.kind is kind for piece in pieces):
            missing = label("evidence.missing", language)
            yield Paragraph(f"{word(kind, language)}: {missing}", Tone.BAD, lead="--")
    for piece in pieces:
        where = f"SHA-256 {piece.sha256}" if piece.sha256 else piece.address
        who = f"{piece.recorded_by} {day(piece.received_on, language)}"
        yield Paragraph(f"{word(piece.kind, language)}: {piece.title}, {who}", lead=piece.code)
        yield Paragraph(where or "", Tone.DIM, lead=" " * len(piece.code))

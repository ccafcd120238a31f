"""Why money may be paid or not: what can be paid, what is kept back, what comes back, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import day, kind_word, label
from tui.lines import Paragraph, Tone
from tui.pages.about_money import (
    comes_back_paragraphs,
    history_paragraphs,
    kept_back_paragraphs,
    part,
    payable_paragraphs,
)
from tui.pages.figures import percentage
from tui.screens.reading import Reading
from tui.widgets.findings import exhibit_paragraphs, finding_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language
    from tui.lines import Subject


class Why(Reading):
    """Explains what the payout rule says of an instalment or payout today."""

    def __init__(
        self, subject: Subject, dossier: Dossier, found: Entitlement, language: Language
    ) -> None:
        kind = kind_word(subject.kind, language)
        title = f"{label('action.why', language)}: {kind} {subject}"
        super().__init__(title, tuple(_explained(dossier, found, language)), language)


def _explained(dossier: Dossier, found: Entitlement, language: Language) -> Iterator[Paragraph]:
    instalment = found.case.subject.partition("/")[2]
    yield from payable_paragraphs(found, found.case.currency, language)
    share = f"{label('column.share', language)} {percentage(found.share)}"
    at = f"{label('seal.as_of', language)} {day(dossier.as_of, language)}"
    yield Paragraph(f"{share}  {at}", Tone.DIM)
    kept_back = kept_back_paragraphs(dossier, found, instalment, language)
    yield from part("part.kept_back", kept_back, language)
    comes_back = comes_back_paragraphs(dossier, instalment, language)
    yield from part("part.comes_back", comes_back, language)
    yield from part("part.conditions", finding_paragraphs(found.findings, language), language)
    yield from part(
        "part.evidence", exhibit_paragraphs(dossier.file, found.findings, language), language
    )
    yield from part("part.history", history_paragraphs(dossier, instalment, language), language)

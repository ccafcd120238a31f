"""Why money may be paid or not: every condition, met or not, with facts, evidence and next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import amount, day, kind_word, label
from tui.lines import BLANK, Paragraph, Tone
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
    currency = dossier.programme.programme.currency
    sums = (
        ("column.scheduled", found.case.scheduled_minor),
        ("column.earned", found.earned_minor),
        ("column.taken", found.case.taken_minor),
        ("column.payable_now", found.payable_minor),
    )
    for key, minor in sums:
        tone = Tone.STRONG if key == "column.payable_now" else Tone.PLAIN
        yield Paragraph(f"{label(key, language)} {amount(minor, currency, language)}", tone)
    share = f"{label('column.share', language)} {percentage(found.share)}"
    at = f"{label('seal.as_of', language)} {day(dossier.as_of, language)}"
    yield Paragraph(f"{share}  {at}", Tone.DIM)
    yield BLANK
    yield from finding_paragraphs(found.findings, language)
    yield BLANK
    yield from exhibit_paragraphs(dossier.file, found.findings, language)

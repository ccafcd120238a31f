"""What an export proved of the record, to read: what it rested on, each break, who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services.office import AGENCY_ZONE
from portfolio.wording import broken, day, label, moment
from portfolio.wording.commands import phrase
from tui.lines import Paragraph, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.services.against import Against
    from portfolio.wording import Language


def against_paragraphs(held: Against, language: Language) -> Iterator[Paragraph]:
    """Yield what was held against what, the verdict, each break, and the signature."""
    account = held.account
    yield Paragraph(
        phrase("line.against", language).format(
            export=held.export,
            day=day(account.as_of, language),
            moment=moment(account.recorded_at, AGENCY_ZONE, language),
            entries=f"{account.entries:,}",
        ),
        Tone.STRONG,
    )
    if held.sound:
        yield Paragraph(label("seal.against", language), Tone.GOOD)
    for each in held.broken:
        yield Paragraph(broken(each, language), Tone.BAD, lead="-", lead_tone=Tone.BAD)
    if held.sound and not held.compared:
        said = phrase("line.not_compared", language).format(software=account.software)
        yield Paragraph(said, Tone.WARN)
    if held.signer is None:
        yield Paragraph(label("seal.not_signed", language), Tone.DIM)
    else:
        yield Paragraph(phrase("line.signed", language).format(signer=held.signer))

"""What verification found, to read: the verdict first, each check, how much it was, the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services.office import AGENCY_ZONE
from portfolio.wording import broken, label, moment
from tui.lines import BLANK, Paragraph, Tone
from tui.text import with_capital
from tui.widgets.paper import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.services.verify import Verification
    from portfolio.wording import Language

_LEAD = 14
_MOST_SHOWN = 200
"""How many breaks are shown: who finds more of them needs a backup, not a longer list."""

_CHECKS = ("file", "schema", "chain", "rows")
"""What is checked, in this order: what a break is about is told by its stream and entry."""


def verification_paragraphs(found: Verification, language: Language) -> Iterator[Paragraph]:
    """Yield the verdict, what to do where it is bad, checks, breaks, counts and seal."""
    if found.sound:
        yield Paragraph(label("seal.verified", language), Tone.GOOD)
    else:
        said = label("verify.broken", language).format(count=f"{len(found.broken):,}")
        yield Paragraph(said, Tone.BAD)
        yield Paragraph(label("verify.next", language), Tone.STRONG)
    yield BLANK
    yield from _checks(found, language)
    yield BLANK
    yield from _breaks(found, language)
    yield from _counts(found, language)


def _checks(found: Verification, language: Language) -> Iterator[Paragraph]:
    outcomes = _outcomes(found)
    for check in _CHECKS:
        outcome, tone = outcomes[check]
        lead = lead_of(label(f"verify.{outcome}", language), _LEAD)
        yield Paragraph(label(f"verify.{check}", language), lead=lead, lead_tone=tone)


def _outcomes(found: Verification) -> dict[str, tuple[str, Tone]]:
    """Return how each check went; what could not be gone through to its end is not said to hold."""
    bad = {_check_of(each.stream, each.seq, each.subject) for each in found.broken}
    outcomes = dict.fromkeys(_CHECKS, ("holds", Tone.GOOD))
    if found.seal is None:
        outcomes |= dict.fromkeys(_CHECKS, ("not_checked", Tone.WARN))
    elif "chain" in bad:
        outcomes["rows"] = ("in_part", Tone.WARN)
    return outcomes | dict.fromkeys(bad, ("does_not_hold", Tone.BAD))


def _check_of(stream: str, seq: int | None, subject: str) -> str:
    if stream in ("file", "schema"):
        return stream
    return "chain" if seq is not None or subject == "journal" else "rows"


def _breaks(found: Verification, language: Language) -> Iterator[Paragraph]:
    if found.sound:
        return
    yield Paragraph(label("part.broken", language), Tone.STRONG)
    for each in found.broken[:_MOST_SHOWN]:
        yield Paragraph(broken(each, language), lead="-", lead_tone=Tone.BAD)
    if len(found.broken) > _MOST_SHOWN:
        said = label("verify.more", language)
        yield Paragraph(said.format(count=f"{len(found.broken) - _MOST_SHOWN:,}"))
    yield BLANK


def _counts(found: Verification, language: Language) -> Iterator[Paragraph]:
    said = [("review.database", found.database)]
    if found.seal is not None:
        said += [
            ("seal.entries", f"{found.entries:,}"),
            ("verify.streams", f"{found.streams:,}"),
            ("verify.records", f"{found.records:,}"),
            ("seal.recorded", moment(found.seal.sealed_at, AGENCY_ZONE, language)),
            ("seal.seal", found.seal.root),
        ]
    for key, text in said:
        yield Paragraph(
            text, lead=lead_of(with_capital(label(key, language)), _LEAD), lead_tone=Tone.DIM
        )

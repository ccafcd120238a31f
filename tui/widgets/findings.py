"""Findings as people read them: what stands in the way first, each with mark, why and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Effect
from portfolio.wording import exhibit, label, mark, next_step, sentence
from tui.lines import BLANK, Paragraph, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.wording import Language

OBSTACLES_FIRST = (
    Effect.REFUSES, Effect.HOLDS, Effect.WITHHOLDS, Effect.REDUCES, Effect.SETS_ASIDE,
    Effect.SATISFIES,
)  # fmt: skip
"""In which order findings are read: what stands in the way, what costs money, what is set aside."""

_TONES = {
    Effect.SATISFIES: Tone.GOOD,
    Effect.SETS_ASIDE: Tone.WARN,
    Effect.REDUCES: Tone.WARN,
    Effect.WITHHOLDS: Tone.WARN,
    Effect.HOLDS: Tone.WARN,
    Effect.REFUSES: Tone.BAD,
}


def finding_paragraphs(
    findings: Sequence[Finding], language: Language, *, headline: str | None = None
) -> Iterator[Paragraph]:
    """Yield each finding with its mark, its evidence and the next step, obstacles first."""
    if headline:
        yield Paragraph(headline, Tone.STRONG)
        yield BLANK
    for finding in sorted(findings, key=lambda f: OBSTACLES_FIRST.index(f.effect)):
        yield Paragraph(
            _with_evidence(finding, language),
            lead=mark(finding.effect, language),
            lead_tone=_TONES[finding.effect],
        )
        step = next_step(finding, language)
        if step is not None:
            arrow = " " * (len(mark(Effect.SATISFIES)) - 2) + "->"
            yield Paragraph(step, Tone.DIM, lead=arrow, lead_tone=Tone.DIM)
    if not findings:
        yield Paragraph(label("result.nothing_in_the_way", language), Tone.GOOD)


def exhibit_paragraphs(
    file: GrantFile, findings: Sequence[Finding], language: Language
) -> Iterator[Paragraph]:
    """Yield what the findings relied on: each exhibit once."""
    relied_on = file.exhibits(code for f in findings for code in f.evidence)
    for each in relied_on:
        code, said = exhibit(each, language)
        yield Paragraph(said, lead=code, lead_tone=Tone.WARN)


def _with_evidence(finding: Finding, language: Language) -> str:
    said = sentence(finding, language)
    return f"{said} ({', '.join(finding.evidence)})" if finding.evidence else said

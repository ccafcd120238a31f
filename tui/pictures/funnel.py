"""The reskilling funnel: for each commitment how many persons stand on each rung up to its own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.domain.reskilling import Rung, count_on
from portfolio.wording import label, word
from tui.lines import Span, Tone
from tui.pages.figures import bar, in_language, percentage
from tui.pictures.lines import Line, head
from tui.text import fitted

if TYPE_CHECKING:
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

_MOST_BAR = 40


def funnel(dossier: Dossier, width: int, language: Language) -> list[Line]:
    """Return the rungs of each commitment; nothing where there is none. Fits 72 cells and more."""
    commitments = dossier.file.commitments
    if not commitments:
        return []
    lines = head(label("part.commitments", language), label("picture.funnel", language), width)
    for each in commitments:
        title = f"{each.code} {in_language(each.title, each.title_ja, language)}"
        lines.append((Span(fitted(title, width)),))
        lines.extend(
            _rung(each, rung, dossier, width, language)
            for rung in Rung
            if rung.height <= each.rung.height
        )
    return lines


def _rung(
    each: ReskillingCommitment, rung: Rung, dossier: Dossier, width: int, language: Language
) -> Line:
    reports = dossier.file.reports_on(each.code)
    verified = count_on((r for r in reports if r.is_verified), rung)
    reported = count_on((r for r in reports if r.is_standing), rung)
    short = max(0, each.persons - verified)
    name = fitted(word(rung, language), max(cell_len(word(r, language)) for r in Rung))
    said = " ".join(
        (
            fitted(f"{verified:,}/{each.persons:,}", len(f"{each.persons:,}") * 2 + 1, right=True),
            fitted(percentage(Fraction(verified, each.persons)), 7, right=True),
        )
    )
    missing = label("picture.short_by" if short else "picture.reached", language)
    words = fitted(missing.format(count=f"{short:,}"), 18)
    cells = min(_MOST_BAR, width - cell_len(f"  {name}  {said}  {words}") - len("[]"))
    return (
        Span(f"  {name} "),
        Span(bar(verified, reported, each.persons, cells)),
        Span(f" {said}  "),
        Span(words, Tone.WARN if short else Tone.GOOD),
    )

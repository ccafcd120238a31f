"""All pictures of a grant, or of a programme, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.lines import Tone
from tui.pages.figures import in_language
from tui.pictures.cash import cash_of_grant, cash_of_programme
from tui.pictures.funnel import funnel
from tui.pictures.ladders import ladders
from tui.pictures.lines import Line, told
from tui.pictures.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.reports.dossier import Dossier
    from portfolio.reports.position import YearLine
    from portfolio.wording import Language


def grant_pictures(dossier: Dossier, width: int, language: Language, *, blocks: bool) -> list[Line]:
    """Return readiness, milestones, reskilling and money of a grant."""
    grant = dossier.file.grant
    title = f"{grant.code} {in_language(grant.title, grant.title_ja, language)}"
    return _below(
        title, width, language,
        ladders(dossier, width, language),
        timeline(dossier, width, language),
        funnel(dossier, width, language),
        cash_of_grant(dossier, width, language, blocks=blocks),
    )  # fmt: skip


def programme_pictures(
    years: Sequence[YearLine], width: int, language: Language, *, blocks: bool
) -> list[Line]:
    """Return the money of one programme, whose years these are."""
    title = ""
    if years:
        named = in_language(years[0].title, years[0].title_ja, language)
        title = f"{years[0].programme} {named}"
    return _below(title, width, language, cash_of_programme(years, width, language, blocks=blocks))


def _below(title: str, width: int, language: Language, *pictures: list[Line]) -> list[Line]:
    lines = told(title, width, Tone.STRONG)
    drawn = [picture for picture in pictures if picture]
    if not drawn:
        return [*lines, *told(label("why.nothing_here", language), width)]
    for picture in drawn:
        lines.extend(((), *picture))
    return lines

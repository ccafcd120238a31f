"""The readiness of each element as a ladder, with the milestones at the level they raise it to."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.domain.readiness import TOP
from portfolio.wording import label
from tui.lines import Span, Tone
from tui.pages.figures import in_language, ladder
from tui.pictures.lines import Line, head
from tui.text import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.readiness import TechnologyElement
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

_MARGIN = "  "
_MOST_CELLS = 8
"""A level is drawn no wider than this."""


def ladders(dossier: Dossier, width: int, language: Language) -> list[Line]:
    """Return a ladder for each element; nothing where there is none. Fits 40 cells and more."""
    if not dossier.file.elements:
        return []
    legend = label("picture.ladders", language)
    lines = head(label("part.readiness", language), legend, width)
    for each in dossier.file.elements:
        lines.append(_named(each, width, language))
        lines.extend(_drawn(each, dossier, width))
    return lines


def _named(each: TechnologyElement, width: int, language: Language) -> Line:
    said = label("readiness.levels", language).format(
        scale=each.scale.value, entry=each.entry_level, now=each.current_level,
        target=each.target_level,
    )  # fmt: skip
    title = f"{each.code} {in_language(each.title, each.title_ja, language)}"
    return (Span(fitted(title, width - cell_len(said) - 1)), Span(f" {said}", Tone.STRONG))


def _drawn(each: TechnologyElement, dossier: Dossier, width: int) -> Iterator[Line]:
    top = TOP[each.scale]
    cells = min(_MOST_CELLS, (width - len(_MARGIN) - 1) // max(TOP.values()))
    marks = ladder(each.entry_level, each.current_level, each.target_level, top).strip("[]")
    levels = range(1, top + 1)
    yield _row([str(level) for level in levels], cells)
    rungs = "|".join(mark * (cells - 1) for mark in marks)
    yield (Span(f"{_MARGIN}|{rungs}|"),)
    raising = [
        [m.code for m in dossier.file.milestones if (m.element, m.level) == (each.code, level)]
        for level in levels
    ]
    for codes in zip_longest(*raising, fillvalue=""):
        yield _row(list(codes), cells)


def _row(texts: list[str], cells: int) -> Line:
    return (Span(f"{_MARGIN} " + " ".join(fitted(text, cells - 1) for text in texts), Tone.DIM),)

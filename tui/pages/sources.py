"""Where a figure comes from, said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.lines import Paragraph, Tone
from tui.pages.figures import basis_mark, basis_tone

if TYPE_CHECKING:
    from portfolio.wording import Language


def sourced(basis: str, source: str, language: Language) -> Paragraph:
    """Return the source with the mark of its basis."""
    said = f"{label('column.source', language)}: {source}"
    mark = basis_mark(basis, language)
    return Paragraph(said, Tone.DIM, lead=mark, lead_tone=basis_tone(basis))

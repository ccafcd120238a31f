"""Help for a screen, made from the registry of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.actions import Place, actions_on
from tui.lines import BLANK, Paragraph, Tone
from tui.text import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.wording import Language
    from tui.actions import Action

_LEAD = 12


def help_paragraphs(place: Place, language: Language) -> Iterator[Paragraph]:
    """Yield every key of a screen with what it does, and how the screen is to be read."""
    yield Paragraph(label("help.principle", language))
    yield BLANK
    for action in actions_on(place):
        lead = fitted(_keys(action), _LEAD)
        text = label(f"help.{action.name}", language)
        yield Paragraph(text, lead=lead, lead_tone=Tone.STRONG)
    yield BLANK
    yield Paragraph(label("basis.legend", language))
    yield Paragraph(label("help.bars", language))


def _keys(action: Action) -> str:
    return " ".join(action.keys_as_read)

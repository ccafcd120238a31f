"""A dialog to read in: a title, a text, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.actions import Place, bindings_for
from tui.screens.choices import TALL, WIDE, BoxKeys, TitleBar
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from portfolio.wording import Language
    from tui.lines import Paragraph


class Reading(ModalScreen[None]):
    """Shows paragraphs over the screen, in a larger box where there is room for it."""

    AUTO_FOCUS = "Paper"
    HORIZONTAL_BREAKPOINTS = WIDE
    VERTICAL_BREAKPOINTS = TALL
    PLACE: ClassVar[Place] = Place.TEXT_BOX
    BINDINGS = bindings_for(Place.TEXT_BOX)

    def __init__(self, title: str, paragraphs: Sequence[Paragraph], language: Language) -> None:
        super().__init__()
        self._title = title
        self._paragraphs = tuple(paragraphs)
        self._language = language

    def compose(self) -> ComposeResult:
        """Lay out title, text and the way back."""
        with Vertical(id="box"):
            yield TitleBar(self._title)
            yield Paper(*self._paragraphs, id="text")
            yield BoxKeys(self.PLACE, self._language)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

"""Several of a few: each a box to tick, chosen or not seen without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Grid
from textual.content import Content
from textual.message import Message
from textual.widgets import Checkbox

from portfolio.wording import word
from tui.dialogs.fields import Field

if TYPE_CHECKING:
    from collections.abc import Collection
    from enum import StrEnum

    from portfolio.wording import Language


class Tick(Checkbox):
    """One of several: ticked or not is seen without colour."""

    def render(self) -> Content:
        """Cross the box where it is ticked, empty it where it is not."""
        self.BUTTON_INNER = "X" if self.value else " "
        return super().render()


class Ticks(Field):
    """A field in which words are ticked."""

    DEFAULT_CSS = """
    Ticks Grid { grid-size: 2; grid-rows: 1; height: auto; width: 1fr; }
    Ticks Tick { width: auto; }
    Ticks Tick:focus { border: none; }
    """

    @dataclass
    class Changed(Message):
        """Something was ticked, or is not any more."""

        ticks: Ticks

    def __init__(
        self,
        text: str,
        name: str,
        tokens: Collection[StrEnum],
        ticked: Collection[StrEnum],
        language: Language,
    ) -> None:
        self.boxes = {
            token: Tick(Content(word(token, language)), value=token in ticked, compact=True)
            for token in tokens
        }
        super().__init__(text, Grid(*self.boxes.values()), names=(name,))

    @property
    def ticked(self) -> tuple[StrEnum, ...]:
        """What is ticked."""
        return tuple(token for token, box in self.boxes.items() if box.value)

    @on(Checkbox.Changed)
    def _changed(self, event: Checkbox.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

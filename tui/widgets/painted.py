"""The base of all lists and texts: a scrolled view that paints lines of plain, visible text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.lines import Span, Tone
from tui.text import fitted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style


class Painted(ScrollView, can_focus=True):
    """A scrolled view of lines, of which only those on the screen are made."""

    ALLOW_SELECT = False

    class Copied(Message):
        """A text is to be copied."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"tone--{tone}" for tone in Tone} | {"cursor"}

    DEFAULT_CSS = """
    Painted { overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Painted .tone--plain { color: $foreground; }
    Painted .tone--dim { color: $foreground-muted; }
    Painted .tone--strong { color: $foreground; text-style: bold; }
    Painted .tone--good { color: $text-success; }
    Painted .tone--warn { color: $text-warning; text-style: bold; }
    Painted .tone--bad { color: $text-error; text-style: bold; }
    Painted .cursor { text-style: reverse; }
    """

    def text_to_copy(self) -> str:
        """Return what is copied from here; empty where there is nothing."""
        return ""

    def action_copy(self) -> None:
        """Have it copied."""
        text = self.text_to_copy()
        if text:
            self.post_message(self.Copied(text))

    @property
    def columns(self) -> int:
        """How many cells a line may take."""
        return self.scrollable_content_region.width

    def painted(self, spans: Sequence[Span], *, under_cursor: bool = False) -> Strip:
        """Return one line of exactly the width there is."""
        base = self.rich_style
        left, segments = self.columns, []
        for span in spans:
            text = shown(span.text)
            size = cell_len(text)
            if size > left:
                text, size = fitted(text, left), left
            left -= size
            segments.append(Segment(text, self._style(span.tone, base, under_cursor=under_cursor)))
        rest = self._style(Tone.PLAIN, base, under_cursor=under_cursor)
        return Strip([*segments, Segment(" " * left, rest)])

    def _style(self, tone: Tone, base: Style, *, under_cursor: bool) -> Style:
        style = base + self.get_component_rich_style(f"tone--{tone}", partial=True)
        if under_cursor:
            return style + self.get_component_rich_style("cursor", partial=True)
        return style

"""A text to read: paragraphs wrapped to the width, with what they are led by out to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Size

from tui.actions import READING, bindings_for
from tui.lines import Paragraph, Span
from tui.text import shown, wrapped
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

MOST_LEAD = 24
"""The widest a lead may be and still stand beside its text."""


def laid_out(paragraphs: Sequence[Paragraph], width: int) -> list[tuple[Span, ...]]:
    """Return the lines of these paragraphs at that width."""
    lines: list[tuple[Span, ...]] = []
    for each in paragraphs:
        hang = each.hang
        texts = wrapped(each.text, width - hang)
        lead = f"{each.lead} " if each.lead else ""
        lines.append((Span(lead, each.lead_tone), Span(texts[0], each.tone)))
        gap = Span(" " * hang)
        lines.extend((gap, Span(text, each.tone)) for text in texts[1:])
    return lines


class Paper(Painted):
    """Shows paragraphs, scrolled where they are longer than the space."""

    BINDINGS = bindings_for(READING)

    def __init__(self, *paragraphs: Paragraph, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = paragraphs
        self._lines: list[tuple[Span, ...]] = []

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they stand, for reading aloud and for tests."""
        return tuple("".join(span.text for span in line) for line in self._lines)

    def write(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs, from their beginning."""
        self._paragraphs = tuple(paragraphs)
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.columns
        if width <= 0:
            return
        self._lines = self.lines_at(width)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def lines_at(self, width: int) -> list[tuple[Span, ...]]:
        """Return the lines that are shown at that width."""
        return laid_out(self._paragraphs, width)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        place = y + self.scroll_offset.y
        return self.painted(self._lines[place] if place < len(self._lines) else ())

    def text_to_copy(self) -> str:
        """Return the whole text, line by line."""
        return "\n".join(shown(line).rstrip() for line in self.lines)

    def action_line_down(self) -> None:
        """Read on."""
        self.scroll_relative(y=1, animate=False)

    def action_line_up(self) -> None:
        """Read back."""
        self.scroll_relative(y=-1, animate=False)

    def action_half_down(self) -> None:
        """Read on by half of what is seen."""
        self.scroll_relative(y=max(1, self.size.height // 2), animate=False)

    def action_half_up(self) -> None:
        """Read back by half of what is seen."""
        self.scroll_relative(y=-max(1, self.size.height // 2), animate=False)

    def action_first(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)


def lead_of(label: str, cells: int) -> str:
    """Return a label padded to stand in a column of leads."""
    return label + " " * max(0, min(cells, MOST_LEAD) - cell_len(label))

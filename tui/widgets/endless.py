"""A list of which only a window is at hand: to its ends it has to be moved."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tui.widgets.sheet import Sheet


class EndlessSheet(Sheet):
    """Says when its first or last row is wanted: that may be outside of the window."""

    @dataclass
    class Wanted(Message):
        """The first row of all is wanted, or the last."""

        is_last: bool

    def action_first(self) -> None:
        """Want the first row."""
        self.post_message(self.Wanted(is_last=False))

    def action_last(self) -> None:
        """Want the last row."""
        self.post_message(self.Wanted(is_last=True))

    def go_to_end(self, *, is_last: bool) -> None:
        """Go to the first or last row at hand."""
        if is_last:
            super().action_last()
        else:
            super().action_first()

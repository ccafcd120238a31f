"""The line that says what happened, and how long something has been loading."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.wording import label
from tui.seat import seat_of
from tui.text import shown
from tui.widgets.bars import Bar, Piece, apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from tui.lines import Tone

LOADING_SAID_AFTER = 0.15
"""Seconds before it is said that something is being loaded: what is quicker needs no word."""


class StatusLine(Bar):
    """Says what happened, or how long something has been loading."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._said = ""
        self._counts = ""
        self._tone: Tone | None = None
        self._since: float | None = None
        self._timer: Timer | None = None

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Say something until the next thing is said."""
        self._said, self._tone = text, tone
        self.refresh()

    def count(self, text: str) -> None:
        """Say at the right how much is shown."""
        self._counts = text
        self.refresh()

    @property
    def tone(self) -> Tone | None:
        """How it was said."""
        return self._tone

    @property
    def said(self) -> str:
        """What was said last."""
        return self._said

    def waits(self, *, waiting: bool) -> None:
        """Begin or end to count the time of loading."""
        if waiting and self._since is None:
            self._since = monotonic()
            self._timer = self.set_interval(0.1, self.refresh)
        elif not waiting and self._since is not None:
            self._since = None
            if self._timer is not None:
                self._timer.stop()
            self.refresh()

    def pieces(self) -> Sequence[Piece]:
        """Return what is said, and the counts at the right."""
        said, style = self._said, f"tone--{self._tone}" if self._tone else ""
        if self._since is not None and monotonic() - self._since > LOADING_SAID_AFTER:
            seconds = f"{monotonic() - self._since:.1f}"
            said, style = (
                label("loading.seconds", seat_of(self).language).format(seconds=seconds),
                "",
            )
        taken = cell_len(shown(said)) + 1 if said else 0
        counts = self._counts if taken + cell_len(self._counts) <= self.size.width else ""
        gap = apart(said, counts, self.size.width)
        return (Piece(said, style), Piece(gap + counts, "bar--quiet"))

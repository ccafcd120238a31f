"""Lines that are drawn for a width: they are never wrapped, but drawn anew for another width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.lines import Span


class Drawing(Paper):
    """Shows lines as they are drawn, scrolled where there are more than fit."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._drawn_at: Callable[[int], Sequence[tuple[Span, ...]]] = lambda _width: ()

    def draw(self, drawn_at: Callable[[int], Sequence[tuple[Span, ...]]]) -> None:
        """Show what this draws, here and at any later width."""
        self._drawn_at = drawn_at
        self._lay_out()

    def lines_at(self, width: int) -> list[tuple[Span, ...]]:
        """Draw for that width."""
        return list(self._drawn_at(width))

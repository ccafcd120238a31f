"""The lines around a screen: modes and who acts above, what is going on and the keys below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from tui.lines import Tone
from tui.text import fitted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class Piece(NamedTuple):
    """A piece of a line: its text, the component class it is painted in, what a click runs."""

    text: str
    component: str = ""
    runs: str | None = None


class Bar(Widget):
    """One line of pieces of plain text, some of which can be clicked on."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--key", "bar--here", "bar--quiet", "bar--mark", "bar--off",
    } | {f"tone--{tone}" for tone in Tone}  # fmt: skip

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._targets: list[tuple[int, int, str]] = []

    def pieces(self) -> Sequence[Piece]:
        """Return the pieces from left to right."""
        return ()

    def render(self) -> Content:
        """Paint the pieces, cut at the width there is."""
        at, width = 0, self.size.width
        line: list[Content] = []
        self._targets = []
        for text, component, action in self.pieces():
            seen = shown(text)
            size = cell_len(seen)
            if at + size > width:
                seen, size = fitted(seen, width - at), max(0, width - at)
            style = self.get_visual_style(component, partial=True) if component else ""
            line.append(Content.styled(seen, style))
            if action:
                self._targets.append((at, at + size, action))
            at += size
        return Content("").join(line)

    @property
    def places(self) -> list[tuple[int, str]]:
        """The column and the action of each piece that can be clicked on."""
        return [(start, runs) for start, _, runs in self._targets]

    @property
    def plain(self) -> str:
        """The line as it stands, for reading aloud and for tests."""
        return self.render().plain

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked on."""
        for start, end, action in self._targets:
            if start <= event.x < end:
                await self.app.run_action(action, default_namespace=self.screen)
                return


def apart(left: str, right: str, width: int) -> str:
    """Return the gap that puts `right` at the end of a line of that width."""
    return " " * max(1, width - cell_len(shown(left)) - cell_len(shown(right)))

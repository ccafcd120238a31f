"""An app one can be shown around in: the keys of the tour are there only while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.widgets import Input

from tui.house import HouseApp
from tui.screens.framed import Framed

if TYPE_CHECKING:
    from tui.keymap import Keymap
    from tui.tour import Tour

T = TypeVar("T")


class GuidedApp(HouseApp[T]):
    """Has a tour, or none."""

    def __init__(self, keymap: Keymap | None = None) -> None:
        super().__init__(keymap)
        self.tour: Tour | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of the tour be only where it is shown, and nothing is typed."""
        if action in {"tour_on", "tour_end"}:
            shown = self.tour is not None and isinstance(self.screen, Framed)
            return shown and not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    async def action_tour_on(self) -> None:
        """Go on with the tour, doing what its step asks for."""
        if self.tour is not None:
            await self.tour.go_on()

    def action_tour_end(self) -> None:
        """End the tour."""
        if self.tour is not None:
            self.tour.end()

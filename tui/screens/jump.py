"""Letters over whatever one can go to: one of them goes there, as a click would."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_letters, digits
from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import Place, bindings_for
from tui.widgets.bars import Bar
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.app import ComposeResult
    from textual.screen import Screen

LETTERS = ascii_letters + digits


@dataclass(frozen=True, slots=True)
class Goal:
    """Somewhere to go: the cell its letter stands in, and what goes there."""

    x: int
    y: int
    go: Callable[[], object]


class JumpLetters(ModalScreen[Goal | None]):
    """Shows the letters until one is pressed; the goal is the answer."""

    PLACE: ClassVar[Place] = Place.JUMP
    BINDINGS = bindings_for(Place.JUMP)
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    JumpLetters { align: left top; background: $background 40%; }
    JumpLetters Static {
        position: absolute; width: 1; height: 1; text-style: bold reverse; color: $text-warning;
    }
    """

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below
        self._goals = _lettered(below)

    def compose(self) -> ComposeResult:
        """Put each letter over its goal."""
        for letter, goal in self._goals.items():
            sign = Static(letter, markup=False)
            sign.styles.offset = (goal.x, goal.y)
            yield sign

    def on_mount(self) -> None:
        """Let the letters follow their goals whenever what is below is laid out anew."""
        self._below.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, _: Screen[object]) -> None:
        before, self._goals = self._goals, _lettered(self._below)
        if _cells(self._goals) != _cells(before):
            self.refresh(recompose=True)

    def on_key(self, event: events.Key) -> None:
        """Go where the letter stands."""
        if event.character in self._goals:
            event.stop()
            self.dismiss(self._goals[event.character])

    def action_close(self) -> None:
        """Stay."""
        self.dismiss(None)


def _lettered(screen: Screen[object]) -> dict[str, Goal]:
    """Return where one can go on a screen or dialog, from top to bottom, by its letter."""
    goals = sorted(_goals(screen), key=lambda goal: (goal.y, goal.x))
    return dict(zip(LETTERS, goals, strict=False))


def _cells(goals: dict[str, Goal]) -> list[tuple[int, int]]:
    return [(goal.x, goal.y) for goal in goals.values()]


def _goals(screen: Screen[object]) -> Iterator[Goal]:
    for widget in screen.query("*"):
        region = widget.region
        if not region or not widget.display:
            continue
        if isinstance(widget, Bar):
            yield from _on_bar(screen, widget)
        elif isinstance(widget, Sheet):
            yield from _on_sheet(widget)
        elif widget.focusable and (not isinstance(widget, Paper) or widget.lines):
            yield Goal(region.x, region.y, widget.focus)


def _on_bar(screen: Screen[object], bar: Bar) -> Iterator[Goal]:
    """Yield what can be clicked on a line; key and word of one action are one goal."""
    seen: set[str] = set()
    for start, runs in bar.places:
        if runs not in seen:
            seen.add(runs)
            yield Goal(bar.region.x + start, bar.region.y, _run(screen, runs))


def _run(screen: Screen[object], runs: str) -> Callable[[], object]:
    return lambda: screen.app.call_later(screen.app.run_action, runs, screen)


def _on_sheet(sheet: Sheet) -> Iterator[Goal]:
    for line, key in sheet.rows_in_view:
        yield Goal(sheet.region.x, sheet.region.y + line, _choose(sheet, key))


def _choose(sheet: Sheet, key: str) -> Callable[[], object]:
    def choose() -> None:
        sheet.focus()
        sheet.choose(key)

    return choose

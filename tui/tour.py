"""The tour: what to look at and which key to press next, in a small box above the last lines.

Its steps stand in one table. The box takes a place of its own, so that it hides no row; it only
goes where a person could go, and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from portfolio.wording import label
from tui.actions import ACTIONS, Place
from tui.dialogs.layout import shown_title
from tui.screens.framed import Framed
from tui.text import wrapped
from tui.widgets.bars import Bar
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

    from tui.app import PortfolioApp


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its text (``tour.<name>``), the action it asks for, and where that leads.

    Without a place it is done when something is opened over the screen.
    """

    name: str
    action: str
    leads_to: Place | None


STEPS = (
    Step("queue", "open", Place.GRANT),
    Step("grant", "mode_portfolio", Place.PORTFOLIO),
    Step("portfolio", "mode_budget", Place.BUDGET),
    Step("budget", "mode_outlook", Place.OUTLOOK),
    Step("outlook", "mode_journal", Place.JOURNAL),
    Step("journal", "mode_queue", Place.QUEUE),
    Step("decide", "decide", None),
    Step("end", "help", None),
)
"""The steps in their order."""


class TourBox(Bar):
    """What the step says; it can be read beside the rows it talks about."""

    def __init__(self, tour: Tour) -> None:
        super().__init__()
        self._tour = tour

    def render(self) -> Content:
        """Write the step, wrapped to the width there is; how one goes on stands in its border."""
        self.border_title = shown_title(self._tour.ways())
        lines = wrapped(self._tour.said(), max(20, self.size.width))
        return Content("\n".join(lines))

    async def on_click(self, event: events.Click) -> None:
        """Go on; at the border, where the ways are told, end."""
        if event.y == 0:
            self._tour.end()
        else:
            await self._tour.go_on()


class Tour:
    """Where in the tour somebody is."""

    def __init__(self, app: PortfolioApp) -> None:
        self._app = app
        self._place = 0
        self._box: TourBox | None = None

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return STEPS[self._place]

    def begin(self) -> None:
        """Show the first step, and follow where the person goes."""
        self._app.screen_change_signal.subscribe(self._app, self._follow)
        self._show()

    def said(self) -> str:
        """Return what the step says, and which key it asks for."""
        action = next(each for each in ACTIONS if each.name == self.step.action)
        return label(f"tour.{self.step.name}", self._app.seat.language).format(key=action.key)

    def ways(self) -> str:
        """Return which step it is, and how one goes on or ends."""
        said = label("tour.ways", self._app.seat.language)
        return said.format(number=self._place + 1, count=len(STEPS))

    async def go_on(self) -> None:
        """Go where the step leads, and to the next; after the last there is none.

        A dialog is opened by the person alone.
        """
        before = self.step
        if before.leads_to is not None:
            await self._app.run_named(before.action)
        if self.step is before:
            self._next()

    def end(self) -> None:
        """Take the box away; where the person is, they stay."""
        self._app.screen_change_signal.unsubscribe(self._app)
        self._app.tour = None
        self._clear()

    def _follow(self, screen: Screen[object]) -> None:
        """Go to the next step where this one is done; be on the screen that is on top."""
        places = (screen.PLACE, screen.home) if isinstance(screen, Framed) else (None,)
        if self.step.leads_to in places:
            self._next()
        else:
            self._show()

    def _next(self) -> None:
        if self.step is STEPS[-1]:
            self.end()
            return
        self._place += 1
        self._show()

    def _show(self) -> None:
        """Show the step on the screen that is on top, as soon as that is laid out."""
        screen = self._app.screen
        if isinstance(screen, Framed):
            screen.call_after_refresh(self._put_on, screen)

    def _put_on(self, screen: Framed) -> None:
        """Put the box on a screen, in place of any other, unless the person has gone on."""
        if screen is not self._app.screen or self._app.tour is not self:
            return
        if self._box is not None and self._box.screen is screen:
            self._box.refresh(layout=True)
            return
        self._clear()
        self._box = TourBox(self)
        screen.mount(self._box, before=screen.query_one(StatusLine))

    def _clear(self) -> None:
        if self._box is not None:
            self._box.remove()
            self._box = None


def begin(app: PortfolioApp, home: Place) -> None:
    """Begin the tour, or begin it anew."""
    del home
    if app.tour is not None:
        app.tour.end()
    app.tour = Tour(app)
    app.action_go(Place.QUEUE.value)
    app.tour.begin()

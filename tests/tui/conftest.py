"""A screen under test: keys go in, lines of text come out, and nothing waits for a fixed time."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.services import browse
from portfolio.wording import Language
from tui.app import PortfolioApp
from tui.ask import Asking
from tui.widgets.sheet import Sheet
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot
    from textual.screen import Screen

    from portfolio.services.office import Office

NARROW, WIDE = (80, 24), (120, 40)
EACH_ONCE = ((NARROW, Language.JAPANESE), (WIDE, Language.ENGLISH))
"""Each size and language once, the widest words in the narrowest; all four are in what is kept."""
MODES = ("1", "2", "3", "4", "5")


class Viewer:
    """Somebody before the screen."""

    def __init__(self, app: PortfolioApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and wait until what they asked for is there."""
        for key in keys:
            await self.pilot.press(key)
            if self.is_waiting:
                await self.settle()

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if c == " " else c for c in text))

    async def settle(self) -> None:
        """Wait until nothing is asked any more."""
        for _ in range(6000):
            await self.pilot.pause(0.01)
            if not self.is_waiting:
                await self.pilot.pause()
                if not self.is_waiting:
                    return
        raise AssertionError("still waiting")

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that comes by itself, ten seconds at most."""
        for _ in range(1000):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(self.text)

    async def all_workers(self) -> None:
        """Wait until every thread that was asked something is done; looking out has no end."""
        for each in [w for w in self.app.workers if w.group != "looking out"]:
            await each.wait()

    @property
    def is_waiting(self) -> bool:
        """Whether anything asked is still to be answered."""
        asking = [self.app, *(s for s in self.app.screen_stack if isinstance(s, Asking))]
        return any(each.is_waiting for each in asking)

    def in_the_list(self) -> bool:
        """Whether keys go to the list."""
        return self.sheet.has_focus

    def shows(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of that kind is on top."""
        return isinstance(self.app.screen, kind)

    @property
    def lines(self) -> list[str]:
        """The screen as lines of text."""
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001  # the only way to see
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def sheet(self) -> Sheet:
        """The list on the screen."""
        return self.app.screen.query(Sheet).first()

    @property
    def key(self) -> str:
        """The key of the row under the cursor."""
        row = self.sheet.current
        assert row is not None
        return row.key

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.app.screen.query_one(StatusLine).said

    @property
    def entries(self) -> int:
        """How long the journal is."""
        return browse.entry_count(self.app.seat.office)


@pytest.fixture
def opened() -> Callable[..., AbstractAsyncContextManager[Viewer]]:
    """Open the terminal UI on an office."""

    @asynccontextmanager
    async def open_on(
        office: Office,
        size: tuple[int, int] = NARROW,
        language: Language = Language.ENGLISH,
    ) -> AsyncIterator[Viewer]:
        app = PortfolioApp(office, language)
        async with app.run_test(size=size, notifications=True) as pilot:
            viewer = Viewer(app, pilot)
            await viewer.settle()
            yield viewer

    return open_on

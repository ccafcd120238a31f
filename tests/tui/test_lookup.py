"""One box finds anything as one types, says how much, and opens it where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.reports.lookup import MOST_HITS
from portfolio.wording import Language, label
from tests.tui.conftest import EACH_ONCE
from tui.screens.entry import EntryScreen
from tui.screens.grant import GrantScreen
from tui.screens.lookup import LookupBox
from tui.screens.people import PeopleScreen
from tui.screens.programme import ProgrammeScreen
from tui.screens.queue import QueueScreen
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


def note(viewer: Viewer) -> str:
    """Return what is said below what was found."""
    return "".join(viewer.app.screen.query_one("#note", Paper).lines)


async def look_up(viewer: Viewer, words: str) -> None:
    """Open the box and type; wait until something is found."""
    await viewer.press("ctrl+f")
    assert viewer.shows(LookupBox)
    await viewer.write(words)
    await viewer.until(lambda: bool(viewer.sheet.rows))
    await viewer.settle()


async def choose(viewer: Viewer, beginning: str) -> None:
    """Go down to the first hit of a kind and subject, and open it."""
    while not viewer.key.startswith(beginning):
        key = viewer.key
        await viewer.press("down")
        assert viewer.key != key, beginning
    await viewer.press("enter")
    await viewer.settle()


async def test_everything_opens_where_it_belongs(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await look_up(viewer, "g-quat/p3")
        await choose(viewer, "payout  G-QUAT/P3")
        assert isinstance(viewer.app.screen, GrantScreen)
        assert viewer.app.screen.code == "G-QUAT"
        assert viewer.key == "payout P3"
        await look_up(viewer, "g-quat")
        await choose(viewer, "entry grant/G-QUAT G-QUAT")
        assert viewer.shows(EntryScreen)
        await look_up(viewer, "accountant-1")
        await choose(viewer, "person  ACCOUNTANT-1")
        assert viewer.shows(PeopleScreen)
        assert viewer.key == "ACCOUNTANT-1"
        programme = demo_programme(demo)
        await look_up(viewer, programme)
        await choose(viewer, f"programme  {programme}")
        assert viewer.shows(ProgrammeScreen)
        assert programme in viewer.lines[2]
        await viewer.press("escape", "escape", "escape", "escape")
        assert viewer.shows(QueueScreen)


def demo_programme(office: Office) -> str:
    """Return the code of a programme."""
    with office.database.reading() as connection:
        return str(connection.exec_driver_sql("SELECT min(code) FROM programme").scalar_one())


async def test_it_says_how_much_is_found_and_when_that_is_not_all(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await look_up(viewer, "e")
        assert len(viewer.sheet.rows) == MOST_HITS
        assert note(viewer) == label("lookup.cut").format(most=MOST_HITS)
        await viewer.write("zzzz")
        await viewer.until(lambda: not viewer.sheet.rows)
        assert note(viewer) == label("lookup.count").format(count=0)
        await viewer.press("enter")
        assert viewer.shows(LookupBox)
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_it_fits(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        await look_up(viewer, "quat")
        assert {cell_len(line) for line in viewer.lines} == {size[0]}
        assert label("screen.lookup", language) in viewer.text

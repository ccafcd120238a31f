"""The way one came stands in the second line, leads back, and each step back keeps the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.wording import Language, label
from tests.tui.conftest import EACH_ONCE
from tui.screens.choices import Choices
from tui.screens.entry import EntryScreen
from tui.screens.grant import GrantScreen
from tui.screens.queue import QueueScreen
from tui.widgets.frame import PlaceBar
from tui.widgets.way import way_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


async def to_an_entry(viewer: Viewer) -> str:
    """Go from the queue to a grant and on to its newest entry; return the grant."""
    await viewer.press("j", "j", "space", "enter")
    grant = viewer.app.screen
    assert isinstance(grant, GrantScreen)
    newest = next(row.key for row in viewer.sheet.rows if row.key.startswith("entry"))
    viewer.sheet.choose(newest)
    await viewer.press("enter")
    assert viewer.shows(EntryScreen)
    return grant.code


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_the_second_line_says_the_way(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        assert "demo" in viewer.lines[1]
        code = await to_an_entry(viewer)
        line = viewer.lines[1]
        assert f" {code} > {label('crumb.entry', language).partition('{')[0]}" in line
        assert any(f"{each} > {code}" in line for each in (label("screen.queue", language), "~"))
        assert label("seal.as_of", language) in line
        assert cell_len(line) == size[0]


async def test_escape_goes_back_one_step_and_keeps_cursor_and_marks(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("slash")
        await viewer.write("a")
        await viewer.press("enter")
        await to_an_entry(viewer)
        await viewer.press("escape")
        assert viewer.shows(GrantScreen)
        entry = viewer.key
        assert entry.startswith("entry")
        await viewer.press("a")
        assert viewer.shows(Choices)
        await viewer.press("escape")
        assert viewer.shows(GrantScreen)
        assert viewer.key == entry
        await viewer.press("escape")
        queue = viewer.app.screen
        assert isinstance(queue, QueueScreen)
        assert queue.words == "a"
        assert viewer.sheet.cursor_line == 4
        assert len(viewer.sheet.marks) == 1
        await viewer.press("escape")
        assert queue.words == ""
        await viewer.press("escape", "escape")
        assert viewer.said == label("why.no_way_back")
        assert viewer.app.return_code is None


async def test_a_step_of_the_way_can_be_clicked(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        code = await to_an_entry(viewer)
        place = viewer.lines[1].index(code)
        await viewer.pilot.click(PlaceBar, offset=(place + 1, 0))
        await viewer.settle()
        assert viewer.shows(GrantScreen)
        place = viewer.lines[1].index(label("screen.queue"))
        await viewer.pilot.click(PlaceBar, offset=(place, 0))
        await viewer.settle()
        assert viewer.shows(QueueScreen)


def test_a_long_way_leaves_out_what_lies_between() -> None:
    crumbs = ["Queue", "A-LONG-CODE", "ANOTHER", "Entry 7"]
    whole = "".join(piece.text for piece in way_of(crumbs, 80))
    assert whole == " Queue > A-LONG-CODE > ANOTHER > Entry 7"
    short = way_of(crumbs, 30)
    assert "".join(piece.text for piece in short) == "~ > ANOTHER > Entry 7"
    assert [piece.runs for piece in short if piece.runs] == ["app.back_to(2)"]

"""A letter stands over whatever one can go to, and pressing it goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Static

from tests.tui.conftest import EACH_ONCE, NARROW, WIDE
from tui.screens.jump import LETTERS, JumpLetters
from tui.screens.portfolio import PortfolioScreen
from tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


def letters(viewer: Viewer) -> dict[tuple[int, int], str]:
    """Return the letters by row and column."""
    signs = viewer.app.screen.query(Static)
    return {(sign.region.y, sign.region.x): str(sign.content) for sign in signs}


async def jump_to(viewer: Viewer, row: int, column: int) -> None:
    """Press the letter nearest to a cell of a row."""
    await viewer.press("ctrl+o")
    assert viewer.shows(JumpLetters)
    there = {at: letter for at, letter in letters(viewer).items() if at[0] == row}
    await viewer.press(there[min(there, key=lambda at: abs(at[1] - column))])
    await viewer.settle()


async def test_it_goes_to_rows_tabs_modes_panes_and_keys(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        rows = [row.key for row in viewer.sheet.rows]
        await jump_to(viewer, 6, 0)
        assert viewer.key == rows[2]
        await jump_to(viewer, 2, viewer.lines[2].index("assessor"))
        assert "[assessor" in viewer.lines[2]
        pane = viewer.app.screen.query_one("#pane")
        await jump_to(viewer, pane.region.y, 0)
        assert pane.has_focus
        await jump_to(viewer, 23, viewer.lines[-1].index("? help"))
        assert "Help: Queue" in viewer.text
        await viewer.press("escape")
        await jump_to(viewer, 0, viewer.lines[0].index("2 Portfolio"))
        assert viewer.shows(PortfolioScreen)


async def test_escape_and_a_letter_of_nothing_stay(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        key = viewer.key
        await viewer.press("ctrl+o")
        unused = next(each for each in reversed(LETTERS) if each not in letters(viewer).values())
        await viewer.press(unused)
        assert viewer.shows(JumpLetters)
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)
        assert viewer.key == key


async def test_in_a_dialog_it_only_moves_the_focus(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        before = viewer.entries
        await viewer.press("d")
        dialog = viewer.app.screen
        close = dialog.query_one("#close", Button)
        await jump_to(viewer, close.region.y, close.region.x)
        assert viewer.app.screen is dialog
        assert close.has_focus
        assert viewer.entries == before


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_every_goal_has_a_letter_of_its_own(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        for keys in ((), ("enter",), ("2",), ("4",), ("5",)):
            await viewer.press(*keys, "ctrl+o")
            signs = letters(viewer)
            assert len(set(signs.values())) == len(signs) > 12
            assert {cell_len(line) for line in viewer.lines} == {size[0]}
            for row, column in signs:
                assert 0 <= column < size[0]
                assert 0 <= row < size[1]
            await viewer.press("escape")


async def test_letters_follow_their_goals_when_the_terminal_changes(
    opened: Open, demo: Office
) -> None:
    async with opened(demo, WIDE) as viewer:
        await viewer.press("ctrl+o")
        await viewer.pilot.resize_terminal(*NARROW)
        await viewer.settle()
        followed = letters(viewer)
        await viewer.press("escape")
        await viewer.press("ctrl+o")
        assert followed == letters(viewer)

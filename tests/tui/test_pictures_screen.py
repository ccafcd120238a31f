"""The key that opens pictures, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.tui.conftest import NARROW, WIDE
from tui.screens.budget import BudgetScreen
from tui.screens.grant import GrantScreen
from tui.screens.pictures import PicturesScreen
from tui.screens.portfolio import PortfolioScreen
from tui.widgets.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_p_opens_pictures_and_escape_leads_back(
    opened: Open, demo: Office, size: tuple[int, int]
) -> None:
    async with opened(demo, size) as viewer:
        await viewer.press("2", "down", "p")
        assert viewer.shows(PicturesScreen)
        assert viewer.lines[2].startswith("RAPIDUS-FE ")
        assert "TRL 7 (from 5 to 7)" in viewer.text
        await viewer.press("G")
        assert viewer.lines[size[1] - 3].startswith("       Paid ")
        await viewer.press("escape")
        assert viewer.shows(PortfolioScreen)
        assert viewer.key == "grant RAPIDUS-FE"
        await viewer.press("up", "p")
        assert viewer.lines[2].startswith("POST5G ")
        assert "- planned, = confirmed, # paid" in viewer.text
        await viewer.press("escape", "down", "enter", "p")
        assert viewer.lines[2].startswith("RAPIDUS-FE ")
        await viewer.press("escape")
        assert viewer.shows(GrantScreen)
        await viewer.press("escape", "3")
        viewer.sheet.choose("year NICKEL 2026")
        await viewer.press("p")
        assert viewer.lines[2].startswith("NICKEL ")
        assert "US$" in viewer.text
        await viewer.press("escape")
        assert viewer.shows(BudgetScreen)
        assert viewer.key == "year NICKEL 2026"


async def test_pictures_are_drawn_anew_for_another_width_and_language(
    opened: Open, demo: Office
) -> None:
    async with opened(demo, NARROW) as viewer:
        await viewer.press("2", "down", "p")
        drawing = viewer.app.screen.query_one(Drawing)
        narrow = drawing.lines
        await viewer.pilot.resize_terminal(*WIDE)
        await viewer.settle()
        assert any("FY2023" in line and "FY2029" in line for line in drawing.lines)
        assert max(map(cell_len, drawing.lines)) > max(map(cell_len, narrow))
        assert any(line.startswith("M1 Ground broken at Chitose") for line in drawing.lines)
        assert not any("Ground broken" in line for line in narrow)
        await viewer.press("L")
        assert "技術成熟度" in drawing.lines
        await viewer.press("R")
        assert "技術成熟度" in drawing.lines


async def test_nothing_is_drawn_where_there_is_nothing(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        for mode in ("2", "3"):
            await viewer.press(mode, "slash")
            await viewer.write("nowhere")
            await viewer.press("enter", "p")
            assert not viewer.shows(PicturesScreen)
            assert viewer.said == "Nothing is recorded here yet."

"""The tour goes through all its steps, changes nothing, hides nothing, and ends when it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.wording import Language, label
from tests.tui.conftest import EACH_ONCE, NARROW
from tui.app import PortfolioApp
from tui.screens.budget import BudgetScreen
from tui.screens.grant import GrantScreen
from tui.screens.help import Help
from tui.screens.journal import JournalScreen
from tui.screens.outlook import OutlookScreen
from tui.screens.portfolio import PortfolioScreen
from tui.screens.queue import QueueScreen
from tui.tour import STEPS, TourBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


def step(viewer: Viewer) -> str | None:
    """Return the step that is shown on the screen on top, None where there is no tour."""
    boxes = viewer.app.screen.query(TourBox)
    assert len(boxes) <= 1
    if viewer.app.tour is None:
        return None
    name = viewer.app.tour.step.name
    key = re.split(r"[{]", label(f"tour.{name}", viewer.app.seat.language))[0][:20]
    assert key in "".join(viewer.text.split("\n")), name
    return name


async def test_it_is_offered_once_in_a_demonstration(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        assert viewer.said == label("tour.offer")
        viewer.app.screen.say("")  # type: ignore[attr-defined]  # a framed screen
        viewer.app.sit_down(viewer.app.seat.office.acting_as("ASSESSOR-1"))
        await viewer.settle()
        assert viewer.said == ""


async def test_every_step_is_done_by_its_own_key(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        before = viewer.entries
        await viewer.press("T")
        for keys, name, screen in (
            ((), "queue", QueueScreen),
            (("enter",), "grant", GrantScreen),
            (("2",), "portfolio", PortfolioScreen),
            (("3",), "budget", BudgetScreen),
            (("4",), "outlook", OutlookScreen),
            (("5",), "journal", JournalScreen),
            (("1",), "decide", GrantScreen),
            (("d", "escape"), "end", GrantScreen),
        ):
            await viewer.press(*keys)
            await viewer.settle()
            assert step(viewer) == name
            assert viewer.shows(screen)
        await viewer.press("question_mark")
        assert viewer.shows(Help)
        await viewer.press("escape")
        await viewer.settle()
        assert step(viewer) is None
        assert not viewer.app.screen.query(TourBox)
        assert viewer.entries == before


@pytest.mark.parametrize("key", ["enter", "right"])
async def test_one_key_leads_through_all_of_it(opened: Open, demo: Office, key: str) -> None:
    async with opened(demo) as viewer:
        await viewer.press("T")
        seen = []
        while viewer.app.tour is not None:
            seen.append(step(viewer))
            await viewer.press(key)
            await viewer.settle()
        assert seen == [each.name for each in STEPS]
        assert not viewer.app.screen.query(TourBox)
        assert viewer.shows(GrantScreen)


async def test_escape_ends_it_at_any_time_and_keys_are_as_they_were(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        for way in ((), ("2",), ("enter",)):
            await viewer.press("1", "1", "T", *way)
            await viewer.settle()
            assert step(viewer) is not None
            await viewer.press("escape")
            await viewer.settle()
            assert step(viewer) is None
            assert not viewer.app.screen.query(TourBox)
        await viewer.press("1", "1")
        tab = viewer.lines[2]
        await viewer.press("right")
        assert viewer.lines[2] != tab


async def test_a_dialog_and_a_filter_have_their_own_keys(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("T", "d", "escape")
        assert viewer.app.tour is not None
        await viewer.press("slash")
        await viewer.write("qsensor")
        await viewer.press("enter")
        assert viewer.shows(QueueScreen)
        assert step(viewer) == "queue"


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_the_row_it_talks_about_stays_in_sight(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        await viewer.press("G", "T")
        while viewer.app.tour is not None:
            await viewer.settle()
            step(viewer)
            assert {cell_len(line) for line in viewer.lines} == {size[0]}
            assert any(line.startswith("> ") for line in viewer.lines)
            assert "^q" in viewer.lines[-1]
            await viewer.press("right")


async def test_it_speaks_the_other_language_at_once(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("T", "L")
        await viewer.settle()
        assert label("tour.queue", Language.JAPANESE)[:12] in viewer.text


async def test_it_begins_with_the_program_where_it_was_asked_for(demo: Office) -> None:
    app = PortfolioApp(demo, greeting="Here.", tour=True)
    async with app.run_test(size=NARROW) as pilot:
        for _ in range(200):
            await pilot.pause(0.01)
            if app.screen.query(TourBox):
                break
        assert app.tour is not None
        assert app.screen.query(TourBox)

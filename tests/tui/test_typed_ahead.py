"""Keys that come faster than the screens: each finds what the one before it brought up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input

from tui.screens.choices import Choices
from tui.screens.grant import GrantScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

NAMES = {"/": "slash", " ": "space"}
"""What Textual calls keys that are no letters."""


def type_at_once(viewer: Viewer, *keys: str) -> None:
    """Send keys without waiting for anything; a text of several letters is typed, too."""
    for key in keys:
        for each in [key] if key in {"enter", "escape"} else key:
            name = NAMES.get(each, each)
            viewer.app.post_message(events.Key(name, each if len(each) == 1 else None))


def words_of(viewer: Viewer) -> str:
    """Return what stands in the filter on top; nothing where there is none yet."""
    return "".join(each.value for each in viewer.app.screen.query("#filter").results(Input))


async def test_a_filter_typed_at_once_is_the_filter(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2")
        type_at_once(viewer, "/", "KIOXIA dNA", "enter")
        await viewer.until(lambda: words_of(viewer) == "KIOXIA dNA" and viewer.in_the_list())
        assert viewer.entries == 915


async def test_a_pasted_filter_goes_into_the_filter(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2")
        type_at_once(viewer, "/")
        viewer.app.post_message(events.Paste("KIOXIA"))
        type_at_once(viewer, "enter", "j", "enter")
        await viewer.until(lambda: viewer.shows(GrantScreen))
        await viewer.settle()
        assert "KIOXIA-MIE-IWATE" in viewer.lines[1]


async def test_words_after_a_dialog_go_into_the_dialog(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        type_at_once(viewer, "a", "/", "amend", "escape", "escape", "enter")
        await viewer.until(lambda: viewer.shows(GrantScreen))
        assert not [s for s in viewer.app.screen_stack if isinstance(s, Choices)]


async def test_keys_for_a_list_wait_for_its_first_rows(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        type_at_once(viewer, "2", "/", "KIOXIA", "enter", "j", "enter")
        await viewer.until(lambda: viewer.shows(GrantScreen))
        await viewer.settle()
        assert "KIOXIA-MIE-IWATE" in viewer.lines[1]


@pytest.mark.parametrize("mode", ["2", "3", "4", "5"])
async def test_a_mode_and_a_key_for_it(opened: Open, demo: Office, mode: str) -> None:
    async with opened(demo) as viewer:
        type_at_once(viewer, mode, "/", "x")
        await viewer.until(lambda: viewer.app.current_mode != "queue" and words_of(viewer) == "x")

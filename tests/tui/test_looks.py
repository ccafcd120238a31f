"""The look can be chosen, and means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.wording import Language, label
from tui.looks import LOOKS, first_look

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


@pytest.mark.parametrize(
    ("colours", "look"),
    [
        (None, "textual-dark"),
        ("standard", "ansi-dark"),
        ("windows", "ansi-dark"),
        ("256", "textual-dark"),
        ("truecolor", "textual-dark"),
    ],
)
def test_a_terminal_with_few_colours_keeps_its_own(colours: str | None, look: str) -> None:
    assert first_look(colours) == look


async def test_every_look_can_be_chosen_and_shows_the_same_words(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        said_before, rows = viewer.lines[:20], len(viewer.sheet.rows)
        for place, look in enumerate(LOOKS):
            await viewer.press("ctrl+t", "g", *["down"] * place, "enter")
            assert viewer.app.theme == look
            assert label(f"look.{look}", Language.ENGLISH) in viewer.said
            assert len(viewer.sheet.rows) == rows
            assert viewer.lines[:20] == said_before
            await viewer.press("ctrl+t")
            assert viewer.key == look
            await viewer.press("escape")


async def test_leaving_the_choice_leaves_the_look(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("ctrl+t", "down", "escape")
        assert viewer.app.theme == LOOKS[0]

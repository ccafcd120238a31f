"""What is copied is what is seen: the row, or the text, without anything that could act."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.copied import copied_file
from tui.lines import Row, Span
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


async def test_a_row_is_copied_and_it_is_said(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("y")
        row = viewer.sheet.current
        assert row is not None
        cells = viewer.app.clipboard.split("\t")
        assert cells == [cell.text.strip() for cell in row.cells]
        assert viewer.said == label("copied.row").format(text=" ".join(cells))


async def test_a_text_is_copied_whole(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("5", "enter", "y")
        text = viewer.app.screen.query_one(Paper)
        assert viewer.app.clipboard.splitlines() == [line.rstrip() for line in text.lines]
        assert text.lines[0] in viewer.said


async def test_what_could_act_is_copied_as_it_is_shown(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        evil = "A\x1b]52;c;eA==\x07B\n=1"
        viewer.sheet.fill([Row(key="evil", cells=(Span(evil), Span("[red]")))])
        await viewer.press("y")
        assert viewer.app.clipboard.endswith("\t[red]")
        assert not {"\x1b", "\x07", "\n"} & set(viewer.app.clipboard)


async def test_the_last_copy_is_kept_for_its_owner_alone(opened: Open, demo: Office) -> None:
    file = copied_file()
    async with opened(demo) as viewer:
        for key in ("down", "y"), ("down", "y"):
            await viewer.press(*key)
            assert file.read_text("utf-8") == f"{viewer.app.clipboard}\n"
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_no_copy_goes_through_a_link(opened: Open, demo: Office, tmp_path: Path) -> None:
    file, other = copied_file(), tmp_path / "other"
    file.parent.mkdir(parents=True)
    other.write_text("mine")
    file.symlink_to(other)
    async with opened(demo) as viewer:
        await viewer.press("y")
    assert other.read_text() == "mine"
    assert not file.is_symlink()


async def test_without_a_place_to_keep_it_it_is_copied_all_the_same(
    opened: Open, demo: Office
) -> None:
    copied_file().mkdir(parents=True)
    async with opened(demo) as viewer:
        await viewer.press("y")
        assert viewer.app.clipboard
        assert "Copied" in viewer.said


async def test_in_a_choice_it_is_told_beside(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("a", "y")
        assert viewer.app.clipboard
        await viewer.until(lambda: "Copied" in viewer.text)

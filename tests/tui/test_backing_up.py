"""A backup from the screens: to a new file named by its day, verified once it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.services.verify import verify_at
from portfolio.wording import Language, label
from tests.store.attack import attack
from tests.tui.conftest import MODES
from tests.tui.test_away import ALTERED_ENTRY, BOTH, click, fill, path_of, told, wrong
from tests.tui.test_dialogs import no_pause
from tests.tui.test_importing import fits
from tui.dialogs.backing_up import BackupDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    import pytest

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

__all__ = ["no_pause"]


async def test_it_is_written_under_the_name_of_its_day_and_holds(
    opened: Open, small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(small, (120, 40)) as viewer:
        await viewer.press("K")
        assert viewer.shows(BackupDialog)
        await click(viewer, "#backup")
        place = tmp_path / "portfolio-2026-11-23.db"
        assert str(place) in told(viewer)
        assert browse.seal(small).root in told(viewer)
        assert label("backup.holds") in told(viewer)
        assert verify_at(place).sound
        await click(viewer, "#backup")
        assert "is there already" in wrong(viewer)
        await fill(viewer, path="")
        await click(viewer, "#backup")
        assert "is missing" in wrong(viewer)
        await fill(viewer, path=str(tmp_path / "no" / "such.db"))
        await click(viewer, "#backup")
        assert "such.db" in told(viewer)


async def test_a_copy_of_an_altered_record_does_not_hold(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    attack(path_of(small), ALTERED_ENTRY)
    async with opened(small) as viewer:
        await viewer.press("K")
        await fill(viewer, path=str(tmp_path / "copy.db"))
        await click(viewer, "#backup")
        assert label("backup.does_not_hold") in told(viewer)


@BOTH
async def test_it_fits_the_terminal_from_every_mode(
    opened: Open, small: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(small, size, language) as viewer:
        for mode in MODES:
            await viewer.press(mode, "K")
            assert viewer.shows(BackupDialog)
            fits(viewer)
            await viewer.press("escape")

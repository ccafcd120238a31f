"""One's own keys are used and shown everywhere; what cannot be used is told with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.wording import Language, label
from tests.tui.conftest import Viewer
from tests.tui.test_welcome import Guest
from tui.actions import put_keys
from tui.app import PortfolioApp
from tui.keymap import UNUSABLE, read_keymap
from tui.screens.choices import Choices
from tui.screens.help import Help
from tui.screens.lookup import LookupBox
from tui.screens.reading import Reading
from tui.welcome import WelcomeApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portfolio.services.office import Office


@pytest.fixture(autouse=True)
def standard_keys() -> Iterator[None]:
    """Let no other test have these keys."""
    yield
    put_keys({})


def written(folder: Path, *lines: str) -> Path:
    """Write a file of settings with these keys."""
    file = folder / "config.toml"
    file.write_text("\n".join(("# mine", "[keys]", *lines, "")), encoding="utf-8")
    return file


def problems(folder: Path, *lines: str) -> tuple[str, ...]:
    """Return what is wrong with these lines."""
    return read_keymap(written(folder, *lines), Language.ENGLISH).problems


async def test_own_keys_work_and_are_shown(demo: Office, tmp_path: Path) -> None:
    keymap = read_keymap(
        written(tmp_path, 'lookup = "ctrl+k, ="', 'help = "f12"', 'acts = "w"', 'why = "a"'),
        Language.ENGLISH,
    )
    assert keymap.problems == ()
    app = PortfolioApp(demo, keymap=keymap)
    async with app.run_test(size=(120, 40)) as pilot:
        viewer = Viewer(app, pilot)
        await viewer.settle()
        assert " w acts " in viewer.lines[-1]
        assert " F12 help " in viewer.lines[-1]
        for key in ("ctrl+k", "="):
            await viewer.press(key)
            assert viewer.shows(LookupBox)
            await viewer.press("escape")
        await viewer.press("w")
        assert viewer.shows(Choices)
        await viewer.press("escape", "ctrl+f", "f1")
        assert not viewer.shows(LookupBox)
        assert not viewer.shows(Help)
        await viewer.press("escape", "f12")
        await viewer.write("people and journal")
        assert "^k =" in viewer.text
        await viewer.press("escape", "slash")
        await viewer.write("=w")
        assert app.screen.words == "=w"  # type: ignore[attr-defined]  # a list screen


async def test_own_keys_work_in_the_welcome_too(tmp_path: Path) -> None:
    keymap = read_keymap(written(tmp_path, 'help = "f12"', 'language = "f9"'), Language.ENGLISH)
    app = WelcomeApp(str(tmp_path / "portfolio.db"), keymap=keymap)
    async with app.run_test(size=(80, 24)) as pilot:
        viewer = Guest(app, pilot)
        await viewer.settle()
        assert " F12 help " in viewer.lines[-1]
        await viewer.press("f9")
        assert app.speaks is Language.JAPANESE
        await viewer.press("f12")
        assert viewer.shows(Help)


def test_where_there_is_no_file_nothing_is_wrong(tmp_path: Path) -> None:
    keymap = read_keymap(tmp_path / "none.toml", Language.ENGLISH)
    assert (keymap.own, keymap.problems) == ({}, ())


def test_what_cannot_be_used_is_told_by_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        'lokup = "ctrl+k"', 'lookup = "bogus"', "help = 3", 'decide_marked = "z"', 'acts = "d"',
    )  # fmt: skip
    file = tmp_path / "config.toml"
    said = [problem.removeprefix(f"{file}:") for problem in found]
    assert said == [
        f"3: {label('keymap.no_action').format(name='lokup', near='lookup, look')}",
        f"4: {label('keymap.no_key').format(key='bogus')}",
        f"5: {label('keymap.no_keys').format(name='help')}",
        f"6: {label('keymap.writes').format(key='z', name='decide_marked')}",
        f"7: {label('keymap.clash').format(key='d', name='acts', other='decide', place='queue')}",
    ]


@pytest.mark.parametrize("key", sorted(UNUSABLE))
def test_keys_that_do_not_arrive_are_refused(tmp_path: Path, key: str) -> None:
    assert problems(tmp_path, f'lookup = "{key}"')[0].endswith(
        label("keymap.unusable").format(key=key)
    )


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    assert "line 3" in problems(tmp_path, "lookup = ctrl+k")[0]


async def test_problems_are_told_at_the_start_and_the_rest_is_used(
    demo: Office, tmp_path: Path
) -> None:
    keymap = read_keymap(written(tmp_path, 'lookup = "ctrl+i"', 'copy = "F6"'), Language.ENGLISH)
    app = PortfolioApp(demo, keymap=keymap)
    async with app.run_test(size=(120, 40)) as pilot:
        viewer = Viewer(app, pilot)
        await viewer.settle()
        await viewer.until(lambda: viewer.shows(Reading))
        assert "config.toml:3:" in "".join(viewer.text.split())
        await viewer.press("escape", "f6")
        assert app.clipboard
        await viewer.press("ctrl+f")
        assert viewer.shows(LookupBox)

"""The pictures kept under `fixtures/screens`: `python -m tests.kept` draws all of them anew.

A test compares each with what is there, so a screen that changes shows in the review as a picture.
The demonstration is made on the day every test lives in, with command ids that are counted, and
databases are called by the names of their files: what is drawn is the same on every machine.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import chdir
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import UUID

from textual._compositor import LayoutUpdate
from textual.events import Paste
from textual.widgets import Input

from portfolio.services.demo import open_demo
from portfolio.services.founding import found
from portfolio.services.office import open_office
from portfolio.store.engine import Database
from portfolio.wording import Language
from tests.conftest import FIXTURES, NOW
from tests.drawing import svg
from tests.screens import NEWCOMER, NOBODY, SCREENS, SIZES, write_files
from tests.tui.conftest import Viewer
from tui.app import PortfolioApp
from tui.welcome import WelcomeApp

if TYPE_CHECKING:
    from textual.app import App

FOLDER = FIXTURES / "screens"
_KEYS = {
    "Enter": "enter", "Tab": "tab", "C-p": "ctrl+p", "C-e": "ctrl+e", "F2": "f2", "/": "slash",
    "?": "question_mark", "*": "asterisk", "C-f": "ctrl+f", "C-o": "ctrl+o", "Right": "right",
    "C-t": "ctrl+t",
}  # fmt: skip
"""Textual's names of keys that tmux calls otherwise."""


def steady_demo(folder: Path) -> None:
    """Make the demonstration, the files imported into it, and an empty portfolio in a folder."""
    numbers = count(1)
    with patch("portfolio.services.perform.uuid4", lambda: UUID(int=next(numbers))):
        office = open_demo(folder / "demonstration.db", clock=lambda: NOW, login="tester")
        found(folder / "begun.db", name="Administrator", clock=lambda: NOW, login="tester")
    write_files(folder, office)


async def drawn(name: str, folder: Path, language: Language) -> dict[str, str]:
    """Return what a screen looks like at each size, as files by name."""
    who, keys = SCREENS[name]
    with (
        chdir(folder),
        patch.object(Database, "name", property(_file_name)),
        patch("tui.dialogs.founding.own_login", lambda: "login"),
    ):
        app = _app(who, language)
        async with app.run_test(size=SIZES[-1], notifications=True) as pilot:
            viewer = Viewer(app, pilot)
            await viewer.settle()
            for key in keys:
                if key in _KEYS or len(key) == 1:
                    await viewer.press(_KEYS.get(key, key))
                else:
                    app.post_message(Paste(key))  # a word at once: letters take their time
                await viewer.settle()
            for field in app.screen.query(Input):
                field.cursor_blink = False
            pictures = {}
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await viewer.settle()
                columns, rows = size
                pictures[f"{name}-{columns}x{rows}-{language}.svg"] = picture(app)
    return pictures


def _file_name(database: Database) -> str:
    return Path(str(database.url.database)).name


def _app(who: str, language: Language) -> Any:  # noqa: ANN401  # one of two apps, alike only here
    if who == NOBODY:
        return WelcomeApp("portfolio.db", language)
    name, acts_as = ("begun.db", None) if who == NEWCOMER else ("demonstration.db", who)
    office = open_office(Path(name), clock=lambda: NOW, login="tester", acts_as=acts_as)
    return PortfolioApp(office, language)


def picture(app: App[Any]) -> str:
    """Draw what the terminal shows of an app, the screens below the top one among it."""
    below = app._background_screens  # noqa: SLF001  # as Textual's own screenshots
    compositor = app.screen._compositor  # noqa: SLF001  # the same
    shown = compositor.render_update(full=True, screen_stack=below, simplify=True)
    assert isinstance(shown, LayoutUpdate)
    lines = [[segment for strip in line for segment in strip] for line in shown.strips]
    return svg(lines, app.size.width)


async def draw_all() -> None:
    """Draw every kept picture anew, and throw away those that are kept no more."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    with TemporaryDirectory() as name, patch.dict(os.environ, {"XDG_CONFIG_HOME": name}):
        steady_demo(Path(name))
        for screen in SCREENS:
            for language in Language:
                for file, text in (await drawn(screen, Path(name), language)).items():
                    (FOLDER / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw_all())

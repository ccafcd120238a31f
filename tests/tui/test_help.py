"""``?`` and F1 open the help of whatever is on top, made from the registry, narrowed by typing."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.screen import ModalScreen
from textual.widgets import Input

import tui
from portfolio.wording import LABELS, Language, label
from tests.tui.conftest import NARROW, WIDE
from tests.tui.test_importing import gamma, look_at
from tui.actions import ACTIONS, Place, actions_on
from tui.screens.framed import Framed
from tui.screens.help import Help, help_paragraphs
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


def below(kind: type[Any]) -> Iterator[type[Any]]:
    """Yield every class that is one of a kind."""
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def test_every_screen_and_dialog_has_a_place_and_every_place_its_help() -> None:
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        import_module(module.name)
    kinds = [k for k in (*below(ModalScreen), *below(Framed)) if k.__module__.startswith("tui.")]
    assert len(kinds) > 20
    places = {kind.PLACE for kind in kinds if "PLACE" in dir(kind)}
    for kind in kinds:
        if issubclass(kind, ModalScreen):
            assert isinstance(getattr(kind, "PLACE", None), Place), kind
    for place in places:
        for language in Language:
            assert f"screen.{place}" in LABELS, place
            paragraphs = list(help_paragraphs(place, language))
            for action in actions_on(place):
                said = label(f"help.{action.name}", language)
                assert any(said in each.text for each in paragraphs), (place, action.name)


def test_every_action_has_words_in_both_languages() -> None:
    for action in ACTIONS:
        for key in (f"action.{action.name}", f"help.{action.name}"):
            assert all(LABELS[key]), key


SCREENS = {
    "queue": (), "portfolio": ("2",), "budget": ("3",), "outlook": ("4",), "journal": ("5",),
    "entry": ("5", "enter"), "grant": ("enter",), "programme": ("2", "t"), "people": ("u",),
}  # fmt: skip
DIALOGS: dict[str, tuple[str, ...]] = {
    "palette": ("ctrl+p",), "acts": ("a",), "decide": ("d",), "act as": ("f2",), "path": ("i",),
    "template": ("I",), "programme": ("N",), "person": ("u", "a", "enter"),
    "record": ("2", "a", "down", "enter"), "differences": ("F",), "against": ("V", "H"),
    "schema": ("J",), "backup": ("K",),
}  # fmt: skip


@pytest.mark.parametrize("key", ["question_mark", "f1"])
@pytest.mark.parametrize("place", SCREENS)
async def test_it_opens_on_every_screen(opened: Open, demo: Office, place: str, key: str) -> None:
    async with opened(demo) as viewer:
        await viewer.press(*SCREENS[place])
        before: Any = viewer.app.screen
        await viewer.press(key)
        assert viewer.shows(Help)
        assert label(f"screen.{place}") in viewer.lines[2]
        await viewer.press("escape")
        assert viewer.app.screen is before


@pytest.mark.parametrize(
    ("size", "language"), [(NARROW, Language.ENGLISH), (WIDE, Language.JAPANESE)]
)
async def test_f1_opens_it_over_every_dialog(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        for name, keys in DIALOGS.items():
            await viewer.press("1", "1", *keys)
            dialog: Any = viewer.app.screen
            assert isinstance(dialog, ModalScreen), name
            await viewer.press("f1")
            assert viewer.shows(Help), name
            assert {cell_len(line) for line in viewer.lines} == {size[0]}
            await viewer.press("escape")
            assert viewer.app.screen is dialog, name
            await viewer.press("escape", "escape", "escape", "escape")


async def test_in_a_text_field_the_question_mark_is_typed(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        for keys, field in ((("i",), "#path"), (("d",), "#typed"), (("ctrl+p",), "#words")):
            await viewer.press(*keys)
            dialog = viewer.app.screen
            dialog.set_focus(dialog.query_one(field))
            await viewer.press("question_mark")
            assert dialog.query_one(field, Input).value == "?"
            await viewer.press("f1")
            assert viewer.shows(Help)
            await viewer.press("escape", "escape")


async def test_in_a_list_to_choose_from_the_question_mark_helps(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        for keys in (("a",), ("f2",)):
            await viewer.press(*keys, "question_mark")
            assert viewer.shows(Help)
            await viewer.press("escape", "escape")


async def test_over_the_import_and_its_signature(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        await look_at(viewer, gamma(tmp_path))
        await viewer.press("question_mark")
        assert label("screen.import") in viewer.lines[2]
        await viewer.press("escape", "s", "f1")
        assert label("screen.dialog") in viewer.lines[2]


async def test_typing_leaves_what_has_all_words(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("question_mark")
        text = viewer.app.screen.query_one("#text", Paper)
        whole = len(text.lines)
        await viewer.write("programme terms")
        assert 0 < len(text.lines) < whole
        assert all("terms" in line.casefold() for line in text.lines[:1])
        await viewer.write(" zebra")
        assert "Nothing matches" in text.lines[0]
        await viewer.press("enter")
        assert not viewer.shows(Help)


async def test_it_is_scrolled_while_words_are_typed(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("question_mark")
        text = viewer.app.screen.query_one("#text", Paper)
        for down, up in (("down", "up"), ("pagedown", "pageup")):
            await viewer.press(down)
            assert text.scroll_offset.y > 0
            await viewer.press(up)
            assert text.scroll_offset.y == 0

"""A walk through the registry: on every place each action does something by key, palette and mouse.

Each place is opened for real. "Something" is whatever a person can see: another screen, another
row, a word in the status line, other people or another language, or something asked anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.screen import ModalScreen

from portfolio.wording import Language, label
from tests.tui.conftest import NARROW, Viewer
from tests.tui.test_importing import gamma, look_at
from tui.actions import ACTIONS, APART, APART_FROM_KEYS, Place, actions_at, actions_on
from tui.app import PortfolioApp
from tui.ask import Asking
from tui.screens.choices import Choices
from tui.screens.framed import Framed
from tui.screens.help import help_paragraphs
from tui.tour import TourBox
from tui.welcome import WelcomeApp
from tui.widgets.frame import KeyLine
from tui.widgets.painted import Painted
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.screen import Screen

    from portfolio.services.office import Office
    from tui.actions import Action
    from tui.widgets.bars import Bar

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

SCREENS: dict[Place, tuple[str, ...]] = {
    Place.QUEUE: ("1",), Place.PORTFOLIO: ("2",), Place.BUDGET: ("3",),
    Place.OUTLOOK: ("4",), Place.JOURNAL: ("5",),
    Place.GRANT: ("1", "j", "enter"), Place.ENTRY: ("5", "enter"), Place.PEOPLE: ("1", "u"),
    Place.PICTURES: ("1", "enter", "p"), Place.PROGRAMME: ("2", "t"), Place.VERIFY: ("1", "V"),
}  # fmt: skip
"""The keys that lead to each screen."""

BOXES: dict[Place, tuple[str, ...]] = {
    Place.DIALOG: ("N",), Place.SIGNING: ("d",), Place.CHOICES: ("a",),
    Place.EVIDENCE: ("o",), Place.FILTERS: ("f",),
    Place.LOOKUP: ("ctrl+f",), Place.JUMP: ("ctrl+o",), Place.TEXT_BOX: ("2", "t", "enter"),
}  # fmt: skip
"""The keys that lead from the queue to a dialog of each kind."""

BEFORE: dict[str, tuple[str, ...]] = {"unmark": ("space",), "decide_marked": ("space",)}
"""What has to be done first, so that there is something to do."""


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that was asked for which need not be seen: questions, and to quit."""
    told: list[str] = []
    ask = Asking.ask

    def heard(self: Asking, question: str, *args: Any, **how: Any) -> None:  # noqa: ANN401  # as given
        told.append(question)
        ask(self, question, *args, **how)

    monkeypatch.setattr(Asking, "ask", heard)
    for kind in (PortfolioApp, WelcomeApp):
        monkeypatch.setattr(kind, "exit", lambda *_, **__: told.append("quit"))
    return told


class Walk:
    """Somebody who goes to a place, does something and looks whether anything is different."""

    def __init__(self, viewer: Viewer, happened: list[str]) -> None:
        self.viewer = viewer
        self._happened = happened
        self._keys: tuple[str, ...] = ()

    async def go(self, keys: tuple[str, ...]) -> None:
        """Go to a place by its keys, from the first screen of all."""
        app, self._keys = self.viewer.app, keys
        app.seat.language = Language.ENGLISH
        while len(app.screen_stack) > 1:
            app.pop_screen()
        for key in ("1", "escape", "escape", *keys):
            await self.viewer.pilot.press(key)
        await self.viewer.settle()

    async def stand_ready(self, action: Action) -> None:
        """Have something above and below, and an empty status line; do what comes before."""
        app = self.viewer.app
        for paper in app.screen.query(Paper):
            if paper.has_focus:
                paper.scroll_to(y=1, animate=False)
        for sheet in app.screen.query(Sheet):
            rows = rows_of(sheet)
            sheet.marks.clear()
            if rows:
                sheet.choose(rows[len(rows) // 2])
        await self.viewer.press(*BEFORE.get(action.name, ()))
        if isinstance(app.screen, Framed):
            app.screen.say("")
        await self.viewer.pilot.pause()

    def seen(self) -> object:
        """Return all there is to see."""
        app, screen = self.viewer.app, self.viewer.app.screen
        inside = [
            (w.id, w.scroll_offset, getattr(w, "cursor", None)) for w in screen.query(Painted)
        ]
        stack = [id(each) for each in app.screen_stack]
        return stack, self.viewer.lines, inside, screen.focused, len(self._happened)

    async def back(self, place: Screen[object]) -> None:
        """Go back to the place, where what was done led away from it."""
        app = self.viewer.app
        if place not in app.screen_stack or place.query("FilterLine:focus"):
            await self.go(self._keys)
        while app.screen is not place and place in app.screen_stack:
            app.pop_screen()
        if app.seat.language is not Language.ENGLISH:
            app.action_other_language()
        await self.viewer.pilot.pause()

    def nowhere_to_go(self, action: Action) -> bool:
        """Whether it moves in a text that is seen whole, or in a list of one or two rows."""
        focused = self.viewer.app.screen.focused
        if Place.TEXT not in action.places:
            return False
        if isinstance(focused, Sheet):
            return len(rows_of(focused)) < 3
        return isinstance(focused, Paper) and focused.max_scroll_y == 0


def rows_of(sheet: Sheet) -> list[str]:
    """Return the keys of the rows that can be chosen."""
    return [row.key for row in sheet.rows if row.can_be_chosen]


async def key_after_key(walk: Walk, actions: Iterable[Action]) -> None:
    """Press every key of every action here: each time something is different."""
    viewer = walk.viewer
    for action in actions:
        for key in action.keys:
            place = viewer.app.screen
            await walk.stand_ready(action)
            if walk.nowhere_to_go(action):
                continue
            before = walk.seen()
            await viewer.press(key)
            assert walk.seen() != before, (action.name, key)
            await walk.back(place)


@pytest.mark.parametrize("place", SCREENS)
async def test_every_key_does_something(
    opened: Open, demo: Office, happened: list[str], place: Place
) -> None:
    async with opened(demo) as viewer:
        walk = Walk(viewer, happened)
        await walk.go(SCREENS[place])
        assert viewer.app.screen.PLACE is place  # type: ignore[attr-defined]  # every screen has one
        everywhere = actions_at(Place.EVERYWHERE)
        walked = place in (Place.QUEUE, Place.GRANT)  # as a mode and as what is opened from it
        await key_after_key(walk, [a for a in actions_on(place) if walked or a not in everywhere])


async def test_every_key_does_something_over_an_import(
    opened: Open, small: Office, happened: list[str], tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        walk = Walk(viewer, happened)
        place: Screen[object] = viewer.app.screen
        for action in actions_on(Place.IMPORT):
            if place in viewer.app.screen_stack[1:]:
                await walk.back(place)
            else:
                await walk.go(())
                await look_at(viewer, gamma(tmp_path))
                place = viewer.app.screen
            assert place.PLACE is Place.IMPORT  # type: ignore[attr-defined]  # as above
            await walk.stand_ready(action)
            if walk.nowhere_to_go(action):
                continue
            before = walk.seen()
            await viewer.press(action.keys[0])
            assert walk.seen() != before, action.name


@pytest.mark.parametrize("place", BOXES)
async def test_every_key_does_something_in_a_dialog(
    opened: Open, demo: Office, happened: list[str], place: Place
) -> None:
    async with opened(demo.acting_as("AUTHORISER-1")) as viewer:
        walk = Walk(viewer, happened)
        await walk.go(BOXES[place])
        dialog: Any = viewer.app.screen
        assert dialog.PLACE is place
        if place is Place.SIGNING:
            await viewer.pilot.resize_terminal(80, 16)  # so that there is more to scroll to
        for action in actions_at(place):
            key = action.keys[0]
            if key == "question_mark" and dialog.focused is not None and place in BOXES:
                key = action.keys[-1]  # a question mark may be typed there
            await walk.stand_ready(action)
            if action.name == "less":
                await viewer.press("pagedown")
            before = walk.seen()
            await viewer.press(key)
            assert walk.seen() != before, action.name
            await walk.back(dialog)
            dialog = viewer.app.screen


@pytest.mark.parametrize("place", SCREENS)
async def test_every_action_is_in_the_palette_which_can_be_clicked_open(
    opened: Open, demo: Office, place: Place
) -> None:
    async with opened(demo) as viewer:
        await viewer.press(*SCREENS[place])
        assert await click_on(viewer, KeyLine, label("action.palette"))
        assert viewer.shows(Choices)
        assert [row.key for row in viewer.sheet.rows] == [a.name for a in actions_on(place)]


@pytest.mark.parametrize("place", SCREENS)
async def test_every_action_is_done_by_a_click_on_its_row_in_the_palette(
    opened: Open, demo: Office, happened: list[str], place: Place
) -> None:
    """Where it is offered first; the row does the same everywhere."""
    met = {a.name for each in list(SCREENS)[: list(SCREENS).index(place)] for a in actions_on(each)}
    async with opened(demo) as viewer:
        walk = Walk(viewer, happened)
        await walk.go(SCREENS[place])
        for action in (a for a in actions_on(place) if a.name not in met):
            screen = viewer.app.screen
            await walk.stand_ready(action)
            before = walk.seen()
            if walk.nowhere_to_go(action):
                continue
            await viewer.press("ctrl+p")
            viewer.sheet.choose(action.name)
            await viewer.settle()
            line = viewer.sheet.cursor_line
            assert line is not None
            await viewer.pilot.click("#offers", offset=(4, line))
            await viewer.settle()
            assert walk.seen() != before, action.name
            await walk.back(screen)


async def click_on(viewer: Viewer, kind: type[Bar], words: str) -> bool:
    """Click on words of a line; False where they do not stand there."""
    bar = viewer.app.screen.query_one(kind)
    before, found, _ = bar.plain.partition(words)
    if found:
        await viewer.pilot.click(kind, offset=(cell_len(before), 0))
        await viewer.settle()
    return bool(found)


@pytest.mark.parametrize("place", SCREENS)
async def test_every_word_of_the_line_of_keys_can_be_clicked(
    opened: Open, demo: Office, happened: list[str], place: Place
) -> None:
    async with opened(demo) as viewer:
        walk = Walk(viewer, happened)
        await walk.go(SCREENS[place])
        clicked = set()
        for action in (a for a in actions_on(place) if a.foot):
            screen = viewer.app.screen
            await walk.stand_ready(action)
            before = walk.seen()
            if await click_on(viewer, KeyLine, f" {action.key} {label(f'action.{action.name}')} "):
                assert walk.seen() != before, action.name
                clicked.add(action.name)
            await walk.back(screen)
        assert {"palette", "help", "quit"} <= clicked


@pytest.mark.parametrize("place", [each for each in BOXES if each is not Place.JUMP])
async def test_the_keys_of_a_dialog_can_be_clicked(
    opened: Open, demo: Office, happened: list[str], place: Place
) -> None:
    async with opened(demo) as viewer:
        walk = Walk(viewer, happened)
        await walk.go(BOXES[place])
        for action in (a for a in actions_at(place) if a.foot):
            dialog = viewer.app.screen
            assert isinstance(dialog, ModalScreen)
            before = walk.seen()
            words = f" {action.key_in_dialogs} {label(f'action.{action.name}')} "
            row = next(i for i, line in enumerate(viewer.lines) if words in line)
            column = cell_len(viewer.lines[row].partition(words)[0])
            await viewer.pilot.click(offset=(column + 2, row))
            await viewer.settle()
            if action.name != "more":  # with six conditions there is nothing to scroll
                assert walk.seen() != before, action.name
            await walk.back(dialog)


@pytest.mark.parametrize("language", Language)
async def test_the_way_to_every_action_is_always_in_the_line_of_keys(
    opened: Open, demo: Office, language: Language
) -> None:
    async with opened(demo, NARROW, language) as viewer:
        for place, keys in SCREENS.items():
            await viewer.press("1", "1", *keys)
            line = viewer.app.screen.query_one(KeyLine).plain
            for name in ("palette", "help", "quit"):
                assert f" {label(f'action.{name}', language)} " in f"{line} ", (place, line)


def test_every_action_is_in_the_help_of_each_of_its_places() -> None:
    for place in Place:
        if place not in APART_FROM_KEYS:
            leads = " ".join(each.lead for each in help_paragraphs(place, Language.ENGLISH))
            for action in actions_on(place):
                assert action.key in leads.split(), (place, action.name)
    walked = {a.name for place in (*SCREENS, *BOXES, *APART) for a in actions_on(place)}
    walked |= {a.name for place in (Place.IMPORT, Place.TOUR) for a in actions_at(place)}
    assert walked == {action.name for action in ACTIONS}


async def test_the_tour_goes_on_and_ends_by_key_palette_and_mouse(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("T", "right")
        tour = viewer.app.tour
        assert tour is not None
        assert tour.step.name == "grant"
        await viewer.pilot.click(TourBox, offset=(4, 1))
        await viewer.settle()
        assert tour.step.name == "portfolio"
        await viewer.press("ctrl+p")
        viewer.sheet.choose("tour_on")
        viewer.sheet.action_open()
        await viewer.settle()
        assert tour.step.name == "budget"
        await viewer.pilot.click(TourBox, offset=(4, 0))
        await viewer.settle()
        assert viewer.app.tour is None


async def test_every_key_of_the_welcome_does_something(happened: list[str], tmp_path: Path) -> None:
    app = WelcomeApp(str(tmp_path / "none.db"))
    async with app.run_test(size=NARROW) as pilot:
        viewer = Viewer(app, pilot)  # type: ignore[arg-type]  # it is seen in the same way
        walk = Walk(viewer, happened)
        await viewer.settle()
        screen = app.screen
        for action in actions_on(Place.WELCOME):
            for key in action.keys:
                await walk.stand_ready(action)
                assert not walk.nowhere_to_go(action)
                before = walk.seen()
                await viewer.press(key)
                assert walk.seen() != before, (action.name, key)
                while app.screen is not screen:
                    await viewer.press("escape")

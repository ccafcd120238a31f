"""A portfolio full of texts that would do something: each is read everywhere and does nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from portfolio.domain.text import is_unfit
from portfolio.services import browse
from portfolio.wording import Language, label
from tests.tui.cases import CASES
from tests.tui.conftest import NARROW, WIDE, Viewer
from tests.tui.hostile import (
    FREE,
    HOSTILE_NAME,
    REFUSED,
    SHOWN,
    hostile_office,
    in_document,
    in_step,
)
from tests.tui.rich import tell
from tests.tui.test_dialogs import LARGE, SMALL, Desk, no_pause
from tests.tui.test_every_act import fill_in, sit_down
from tests.tui.test_hostile import begun, begun_database
from tests.tui.test_welcome import welcomed
from tui.actions import Place, actions_at
from tui.screens.framed import Framed
from tui.screens.importing import ImportScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.app import App

    from portfolio.domain.transitions import Act
    from portfolio.services.office import Office
    from tests.conftest import MadeOnce

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]
    Paths = dict[str, tuple[tuple[str, ...], ...]]

__all__ = ["begun", "begun_database", "no_pause"]

WALK: Paths = {
    "1": (
        (), ("right",), ("right", "right"), ("G",), ("w",), ("a",), ("d",), ("asterisk", "D"),
        ("question_mark",), ("ctrl+p",), ("T",), ("i",), ("I",), ("N",), ("ctrl+e",), ("B",),
        ("V",), ("V", "H"), ("o",), ("enter", "o"), ("n",), ("A",), ("f",), ("c",), ("s", "s"),
        ("ctrl+f", "a"), ("ctrl+o",), ("ctrl+t",), ("F",), ("J",), ("K",),
        ("u",), ("u", "a"), ("u", "a", "enter"), ("f2",), ("enter",), ("enter", "w"),
        ("slash", "left_square_bracket", "slash", "x", "right_square_bracket", "enter"),
    ),
    "2": (
        (), ("G",), ("p",), ("a",), ("t",), ("t", "G"), ("t", "a"), ("t", "enter"),
        ("t", "a", "enter"), ("t", "a", "j", "enter"),
        ("j", "enter", "slash", "I", "1", "enter", "w"),
        ("down", "enter"), ("down", "enter", "p"), ("down", "enter", "p", "G"),
        ("down", "enter", "a"), ("down", "enter", "G", "enter"), ("down", "p"),
    ),
    "3": ((), ("G",), ("p",), ("p", "G"), ("enter",)),
    "4": ((), ("G",), ("p",), ("enter",)),
    "5": ((), ("G",), ("enter",), ("enter", "G"), ("G", "enter")),
}  # fmt: skip
"""By mode, the keys that lead to each screen, dialog and tab."""

REACHED = {
    "ActAs", "AgainstDialog", "AssignDialog", "BackupDialog", "BudgetScreen", "Choices",
    "ColumnChoices", "CompareDialog", "DrawnDialog", "EntryScreen", "EvidenceScreen",
    "ExportDialog", "FilterChoices", "GrantScreen", "Help", "JournalScreen", "JumpLetters",
    "LookBackDialog", "LookupBox", "MarkedDialog", "NameFile", "NameSchema", "NameTemplate",
    "NoteDialog", "OutlookScreen", "PeopleScreen", "PersonForm", "PicturesScreen",
    "PortfolioScreen", "ProgrammeForm", "ProgrammeScreen", "QueueScreen", "Reading", "RecordForm",
    "VerifyScreen", "Why",
}  # fmt: skip
"""Where they lead: the preview of a file, the dialogs of acts and the welcome have their own."""


BORDER_CLICKS = {
    run
    for each in actions_at(Place.DIALOG, Place.SIGNING, Place.CHOICES)
    for run in (each.run, f"screen.{each.run}")
    if each.foot
}
"""What the border of a dialog offers to be clicked; nothing else on a screen is marked so."""


def check(app: App[Any]) -> None:
    """Check that what is painted fits, can only be read, and leaves the frame where it is."""
    below = app._background_screens  # noqa: SLF001  # as Textual paints them
    shown = app.screen._compositor.render_update(full=True, screen_stack=below)  # noqa: SLF001  # the same
    lines = [[s for strip in line for s in strip] for line in shown.strips]  # type: ignore[union-attr]  # a whole screen
    width, height = app.size
    assert len(lines) == height
    for line in lines:
        text = "".join(segment.text for segment in line)
        assert cell_len(text) == sum(cell_len(s.text) for s in line) == width, ascii(text)
        assert not [c for c in text if is_unfit(c)], ascii(text)
        styles = [s.style for s in line if s.style is not None]
        assert not [s.link for s in styles if s.link], text
        clicks = {s.meta["@click"] for s in styles if "@click" in s.meta}
        assert clicks <= (BORDER_CLICKS if "╰" in text else set()), text
    if isinstance(app.screen, Framed) and width >= NARROW[0]:
        assert label("screen.queue", app.screen.language) in _text(lines[0])
        assert "^q" in _text(lines[-1])


def _text(line: list[Any]) -> str:
    return "".join(segment.text for segment in line)


@pytest.fixture(scope="session")
def hostile_database(made_once: MadeOnce) -> Path:
    """A hostile portfolio in which each kind of record stands, never written to: copy it."""
    made = made_once("hostile", lambda folder: hostile_office(folder / "hostile.db"))
    return made / "hostile.db"


@pytest.fixture
def hostile(hostile_database: Path, tmp_path: Path) -> Office:
    """A copy of it under a hostile name, with a grant officer at the desk."""
    path = tmp_path / HOSTILE_NAME
    shutil.copy(hostile_database, path)
    return tell(path, ())


async def home(viewer: Viewer) -> None:
    """Go back to the first screen of the mode."""
    await viewer.press("escape")
    while len(viewer.app.screen_stack) > 1:
        await viewer.press("escape")


async def walk(viewer: Viewer, paths: Paths) -> set[str]:
    """Go everywhere, checking each picture: nothing is done on the way. Return where one was."""
    before, reached = viewer.entries, set()
    for mode, each in paths.items():
        for keys in each:
            await viewer.press(mode, *keys)
            await viewer.settle()
            reached.add(type(viewer.app.screen).__name__)
            check(viewer.app)
            await home(viewer)
    assert viewer.app.is_running
    assert viewer.app.return_code is None
    assert viewer.entries == before
    return reached


@pytest.mark.parametrize(
    ("size", "language"), [(NARROW, Language.ENGLISH), (WIDE, Language.JAPANESE)]
)
async def test_every_screen_stands(
    opened: Open, hostile: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(hostile, size, language) as viewer:
        reached = await walk(viewer, WALK)
    assert reached == REACHED


@pytest.mark.parametrize("size", [(40, 12), (300, 100)])
async def test_tiny_and_huge_screens_stand(
    opened: Open, hostile: Office, size: tuple[int, int]
) -> None:
    async with opened(hostile, size) as viewer:
        few = {mode: paths[:5] for mode, paths in WALK.items()}
        await walk(viewer, few | {"2": (*few["2"], ("down", "enter"), ("down", "enter", "p"))})


@pytest.mark.parametrize(
    ("size", "language"), [(NARROW, Language.JAPANESE), (WIDE, Language.ENGLISH)]
)
async def test_every_record_of_a_grant_can_be_read(
    opened: Open, hostile: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(hostile, size, language) as viewer:
        await viewer.press("2")
        viewer.sheet.choose("grant ALPHA")
        await viewer.press("enter", "g")
        for _ in viewer.sheet.rows:
            check(viewer.app)
            await viewer.press("down")
        assert viewer.entries == browse.entry_count(hostile)


@pytest.mark.parametrize("act", CASES)
async def test_the_dialog_of_every_act_stands(act: Act, begun: Office) -> None:
    case, number = CASES[act], list(CASES).index(act)
    language, size = list(Language)[number % 2], (SMALL, LARGE)[number // 2 % 2]
    texts = cycle(list(SHOWN.values())[number % len(SHOWN) :] + list(SHOWN.values()))
    path, desk = begun.database.path, Desk()
    assert path is not None
    office = tell(path, tuple(in_step(step, texts) for step in case.before), case.today)
    before = browse.entry_count(office)
    async with desk.run_test(size=size) as pilot:
        here = await sit_down(pilot, desk, office.acting_as(case.who), act, language)
        check(desk)
        await fill_in(here, case)
        said = [k for k in {*(FREE & case.write.keys()), "reason"} if here.dialog.query(f"#{k}")]
        for text in (next(texts), *list(REFUSED.values())[number % 8 :: 8]):
            await here.write(**dict.fromkeys(said, text))
            check(desk)
    assert browse.entry_count(office) == before


@pytest.mark.parametrize(
    ("size", "language"), [(NARROW, Language.ENGLISH), (WIDE, Language.JAPANESE)]
)
async def test_a_file_in_which_nothing_fits_is_explained(
    opened: Open, hostile: Office, tmp_path: Path, size: tuple[int, int], language: Language
) -> None:
    path = tmp_path / f"{HOSTILE_NAME}.json"
    texts = cycle(text for name, text in REFUSED.items() if name != "half a character")
    path.write_text(json.dumps(in_document(texts, cut=False)), "utf-8")
    async with opened(hostile, size, language) as viewer:
        await viewer.app.push_screen(ImportScreen(Place.QUEUE, path))
        await viewer.settle()
        assert len(viewer.sheet.rows) > 80
        for _ in range(len(REFUSED)):
            await viewer.press("down")
            check(viewer.app)
        await viewer.press("enter")
        check(viewer.app)


@pytest.mark.parametrize("language", Language)
async def test_a_hostile_grant_is_previewed_before_it_is_signed(
    opened: Open, hostile: Office, tmp_path: Path, language: Language
) -> None:
    path = tmp_path / f"{HOSTILE_NAME}.json"
    document = in_document(cycle(SHOWN.values()))
    document["grants"] = [{**document["grants"][0], "code": "OMEGA"}]
    path.write_text(json.dumps({"format": document["format"], "grants": document["grants"]}))
    async with opened(hostile, NARROW, language) as viewer:
        before = viewer.entries
        await viewer.app.push_screen(ImportScreen(Place.QUEUE, path))
        await viewer.settle()
        check(viewer.app)
        await viewer.press("s")
        check(viewer.app)
        assert viewer.entries == before


async def test_what_was_put_past_the_record_can_only_be_read(opened: Open, begun: Office) -> None:
    with closing(sqlite3.connect(str(begun.database.path))) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for table in ("grant", "milestone", "programme", "instalment"):
            connection.execute(f'UPDATE "{table}" SET title = ?', (HOSTILE_NAME,))  # noqa: S608  # names of ours
        connection.execute("UPDATE journal SET reason = ?, subject = ?", (HOSTILE_NAME,) * 2)
        connection.commit()
    async with opened(begun, WIDE) as viewer:
        await walk(viewer, {"1": ((),), "2": ((), ("p",)), "3": ((),), "5": ((), ("enter",))})
        await viewer.press("V")
        await viewer.settle()
        check(viewer.app)
        assert "does not hold" in viewer.text


@pytest.mark.parametrize("language", Language)
async def test_the_welcome_says_where_nothing_stands(tmp_path: Path, language: Language) -> None:
    async with welcomed(tmp_path / HOSTILE_NAME, language=language) as guest:
        check(guest.app)
        await guest.choose("begin")
        check(guest.app)

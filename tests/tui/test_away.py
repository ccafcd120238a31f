"""Out of the screens into files, into the record's own proof, and into the past."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button, Input, Select, Static

from portfolio.services.against import verify_against
from portfolio.services.exporting import catalogue
from portfolio.services.verify import verify
from portfolio.wording import Language, label
from tests.store.attack import attack
from tests.tui.conftest import EACH_ONCE, MODES, NARROW, WIDE
from tests.tui.test_importing import fits
from tui.dialogs.exporting import ExportDialog, usual_name
from tui.screens.queue import QueueScreen
from tui.screens.verifying import VerifyScreen
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

BOTH = pytest.mark.parametrize(("size", "language"), EACH_ONCE)


def told(viewer: Viewer) -> str:
    """Return what the dialog says below its fields."""
    return str(viewer.app.screen.query_one("#told", Static).content)


def wrong(viewer: Viewer) -> str:
    """Return what the dialog says at its fields."""
    return " ".join(str(each.content) for each in viewer.app.screen.query(".wrong").results(Static))


def names(folder: Path, pattern: str) -> list[str]:
    """Return the names in a folder that fit a pattern."""
    return [each.name for each in folder.glob(pattern)]


async def fill(viewer: Viewer, **values: str) -> None:
    """Fill in fields of the dialog."""
    for name, value in values.items():
        viewer.app.screen.query_one(f"#{name}", Input).value = value
    await viewer.settle()


async def choose(viewer: Viewer, name: str, value: str) -> None:
    """Choose one of several."""
    viewer.app.screen.query_one(f"#{name}", Select).value = value
    await viewer.settle()


async def click(viewer: Viewer, button: str) -> None:
    """Press a button and wait for what comes of it."""
    # A button that still shows that it was pressed is not pressed again.
    viewer.app.screen.query_one(button, Button).active_effect_duration = 0
    await viewer.pilot.click(button)
    await viewer.settle()


async def test_an_export_is_written_by_its_button_and_holds_against_the_record(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    place = tmp_path / "review.json"
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        assert viewer.shows(ExportDialog)
        await choose(viewer, "form", "json")
        await choose(viewer, "tongue", "ja")
        await fill(viewer, path=str(place))
        viewer.app.screen.query_one("#path").focus()
        await viewer.press("enter")
        assert not place.exists()  # enter in a field never exports
        await click(viewer, "#export")
        held = verify_against(small, place)
        assert held.sound
        assert str(place) in told(viewer)
        assert f"Bytes: {place.stat().st_size:,}" in told(viewer)
        assert held.account.root in told(viewer)
        assert json.loads(place.read_text("utf-8"))
        await viewer.press("escape")
        assert not viewer.shows(ExportDialog)


@pytest.mark.parametrize("kind", [kind.name for kind in catalogue()])
async def test_every_form_is_offered_with_what_it_is_for_and_has_a_name_of_its_own(
    opened: Open, small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(small, WIDE) as viewer:
        await viewer.press("ctrl+e")
        await choose(viewer, "form", kind)
        assert f"{kind}: {label(f'export.{kind}')[:40]}" in viewer.text
        await click(viewer, "#export")
        found = next(each for each in catalogue() if each.name == kind)
        assert names(tmp_path, "portfolio-*") == [usual_name(found, small.today())]
        assert "Exported to: " in told(viewer)


async def test_a_name_that_was_given_stays_when_the_form_changes(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        path = viewer.app.screen.query_one("#path", Input)
        assert path.value == "portfolio-2026-11-23.xlsx"
        await choose(viewer, "form", "iati")
        assert path.value == "portfolio-2026-11-23-iati.xml"
        await fill(viewer, path="mine.xml")
        await choose(viewer, "form", "csv")
        assert path.value == "mine.xml"


@pytest.mark.parametrize("language", Language)
async def test_where_nothing_can_be_written_it_is_said_and_the_dialog_stays(
    opened: Open, small: Office, tmp_path: Path, language: Language
) -> None:
    async with opened(small, NARROW, language) as viewer:
        await viewer.press("ctrl+e")
        for path, said in (
            (tmp_path / "no" / "such" / "review.xlsx", "review.xlsx"),
            (tmp_path / ("x" * 300), "xxx"),
            ("~nobody-of-that-name/review.xlsx", "~nobody"),
        ):
            await fill(viewer, path=str(path))
            await click(viewer, "#export")
            assert viewer.shows(ExportDialog)
            assert said in told(viewer)
            assert label("exporting.written", language) not in told(viewer)
            fits(viewer)
        await fill(viewer, path="")
        await click(viewer, "#export")
        assert wrong(viewer).strip()


async def test_what_stands_there_is_replaced_only_when_asked_again(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    place = tmp_path / "review.json"
    place.write_text("older", "utf-8")
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        await choose(viewer, "form", "json")
        await fill(viewer, path=str(place))
        await click(viewer, "#export")
        assert "is there already; export once more to replace it" in wrong(viewer)
        assert place.read_text("utf-8") == "older"
        await click(viewer, "#export")
        assert place.read_text("utf-8") != "older"


async def test_the_record_itself_is_never_replaced(opened: Open, small: Office) -> None:
    record = small.database.path
    assert record is not None
    before = record.read_bytes()
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        await fill(viewer, path=str(record))
        await click(viewer, "#export")
        await click(viewer, "#export")
        assert "it is the database itself" in told(viewer)
    assert record.read_bytes() == before


async def test_an_export_under_way_is_given_up_and_leaves_nothing(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        await fill(viewer, path=str(tmp_path / "review.xlsx"))
        dialog = viewer.app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.export_it()
        assert told(viewer).startswith("Exporting ... ")
        dialog.action_close()
        assert told(viewer).startswith("Giving up ... ")
        await viewer.settle()
        assert told(viewer) == "Given up; nothing was changed."
        assert names(tmp_path, "*review*") == []
        await click(viewer, "#export")
        assert "Exported to: " in told(viewer)


@BOTH
async def test_the_export_fits_the_terminal_from_every_mode(
    opened: Open, small: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(small, size, language) as viewer:
        for mode in MODES:
            await viewer.press(mode, "ctrl+e")
            assert viewer.shows(ExportDialog)
            fits(viewer)
            assert label("help.export", language) in viewer.text
            await viewer.press("escape")


ALTERED_ENTRY = "UPDATE journal SET reason = 'a better one' WHERE stream = 'people'"
ALTERED_ROW = "UPDATE \"grant\" SET title = 'Another' WHERE code = 'BETA'"
STRANGE_TABLE = "CREATE TABLE beside (x)"


def path_of(office: Office) -> Path:
    """Return the file of an office."""
    assert office.database.path is not None
    return office.database.path


def read(viewer: Viewer) -> str:
    """Return the whole text of the screen, also what is scrolled out of sight."""
    return "\n".join(viewer.app.screen.query_one("#text", Paper).lines)


async def test_a_sound_record_is_verified_with_counts_and_seal(opened: Open, small: Office) -> None:
    found = verify(small)
    async with opened(small, WIDE) as viewer:
        await viewer.press("3", "V")
        assert viewer.shows(VerifyScreen)
        assert "[3 Budget]" in viewer.lines[0]
        said = read(viewer)
        assert said.startswith("The record is unaltered.")
        assert [line.split()[0] for line in said.split("\n")[2:6]] == ["holds"] * 4
        for count in (found.entries, found.streams, found.records):
            assert f" {count:,}" in said
        assert found.seal is not None
        assert found.seal.root in said
        await viewer.press("escape")
        assert not viewer.shows(VerifyScreen)


@pytest.mark.parametrize(
    ("statement", "expected", "named"),
    [
        (ALTERED_ENTRY, ["holds", "holds", "DOES NOT HOLD", "in part only"], "people entry 1: "),
        (ALTERED_ROW, ["holds", "holds", "holds", "DOES NOT HOLD"], "grant.title is 'Another'"),
        (STRANGE_TABLE, ["holds", "DOES NOT HOLD", "holds", "holds"], "does not belong here"),
    ],
)
async def test_a_record_that_was_tampered_with_is_said_first_with_what_to_do(
    opened: Open, small: Office, statement: str, expected: list[str], named: str
) -> None:
    attack(path_of(small), statement)
    async with opened(small, WIDE) as viewer:
        await viewer.press("V")
        said = read(viewer)
        assert said.startswith("The record does not hold: ")
        assert "Decide and pay nothing on it." in said.split("\n\n")[0]
        checks = said.split("\n\n")[1].split("\n")
        assert [line[:14].strip() for line in checks] == expected
        assert named in said


async def test_it_is_verified_again_when_asked(opened: Open, small: Office) -> None:
    async with opened(small) as viewer:
        await viewer.press("V")
        assert "The record is unaltered." in viewer.text
        attack(path_of(small), ALTERED_ROW)
        await viewer.press("R")
        await viewer.settle()
        assert "The record does not hold" in viewer.text


async def test_a_file_that_cannot_be_read_to_its_end_is_not_said_to_hold(
    opened: Open, small: Office
) -> None:
    async with opened(small, WIDE) as viewer:
        with path_of(small).open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * 4096 * 8)
        await viewer.press("V")
        await viewer.settle()
        said = read(viewer)
        assert said.startswith("The record does not hold: ")
        assert "holds " not in said.split("\n\n")[1]
        assert "not checked" in said


@BOTH
async def test_the_verification_fits_the_terminal(
    opened: Open, small: Office, size: tuple[int, int], language: Language
) -> None:
    attack(path_of(small), ALTERED_ENTRY)
    async with opened(small, size, language) as viewer:
        for mode in MODES:
            await viewer.press(mode, "V")
            assert viewer.shows(VerifyScreen)
            fits(viewer)
            assert label("verify.chain", language)[:14] in read(viewer)
            await viewer.press("question_mark")
            fits(viewer)
            await viewer.press("escape", "escape")
        await viewer.press("1", "L")
        assert viewer.shows(QueueScreen)

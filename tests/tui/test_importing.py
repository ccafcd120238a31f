"""Files come in from a preview: every problem and change first, then all of it or nothing."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Input

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.states import AmendmentState
from portfolio.services import browse
from portfolio.services.founding import found
from portfolio.services.importing import import_files
from portfolio.services.looking_back import looking_back
from portfolio.services.perform import perform
from portfolio.wording import Language, label
from tests.conftest import FIXTURES, NOW
from tests.services.test_changes import grant_file, plan_of, three_cells
from tests.tui.conftest import EACH_ONCE, WIDE
from tui.dialogs.accepting import AcceptDialog
from tui.dialogs.naming import NameFile, completed, place_of
from tui.screens.importing import ImportScreen
from tui.screens.portfolio import PortfolioScreen
from tui.screens.queue import QueueScreen
from tui.screens.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

SMALL = FIXTURES / "small" / "portfolio.json"
WHY = "The supplier is a year late"


def gamma(folder: Path, **changed: object) -> Path:
    """Write a file with one grant more, which is BETA under another code."""
    document: dict[str, Any] = json.loads(SMALL.read_text(encoding="utf-8"))
    grant = next(each for each in document["grants"] if each["code"] == "BETA")
    grant |= {"code": "GAMMA"} | changed
    path = folder / "gamma.json"
    path.write_text(json.dumps({"format": document["format"], "grants": [grant]}), "utf-8")
    return path


async def look_at(viewer: Viewer, path: Path | str) -> None:
    """Open the preview of a file, as a person does."""
    await viewer.press("i")
    viewer.app.screen.query_one("#path", Input).value = str(path)
    await viewer.press("enter")
    await viewer.settle()


async def sign(viewer: Viewer, *, reason: str | None = None) -> None:
    """Accept what is shown: open the dialog, say why, type the signature and press the button."""
    await viewer.press("s")
    dialog = viewer.app.screen
    assert isinstance(dialog, AcceptDialog)
    if reason is not None:
        dialog.query_one("#reason", Input).value = reason
    dialog.query_one("#typed", Input).value = dialog.signature
    await viewer.settle()
    await viewer.pilot.click("#sign")
    await viewer.settle()


def keys(viewer: Viewer, kind: str) -> list[str]:
    return [row.key for row in viewer.sheet.rows if row.key.startswith(kind)]


async def test_a_file_in_order_is_signed_and_its_grant_is_in_the_list(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        before = viewer.entries
        await viewer.press("2")
        await look_at(viewer, gamma(tmp_path))
        assert viewer.shows(ImportScreen)
        assert "gamma.json  portfolio or 360Giving (JSON)" in viewer.text
        assert "Problems 0   changes 0   new 12   known 0" in viewer.text
        assert "[2 Portfolio]" in viewer.lines[0]
        assert viewer.entries == before  # looked at only
        await sign(viewer)
        assert viewer.shows(PortfolioScreen)
        assert viewer.said == "Imported gamma.json; entries in the journal: 1."
        assert viewer.entries == before + 1
        assert "grant GAMMA" in [row.key for row in viewer.sheet.rows]


async def test_every_problem_of_a_broken_file_is_listed_and_nothing_is_written(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        before = viewer.entries
        await look_at(viewer, FIXTURES / "broken" / "360giving-many-at-once.json")
        assert len(keys(viewer, "problem")) > 1
        assert viewer.said.startswith(f"Problems: {len(keys(viewer, 'problem'))}. Correct the file")
        for words in ("Where", "Why not", "What would fit"):
            assert words in viewer.text
        await viewer.press("s")
        assert viewer.shows(ImportScreen)
        await viewer.press("enter")
        assert viewer.shows(Reading)
        assert viewer.entries == before


async def test_a_corrected_file_is_read_again_and_accepted(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        path = gamma(tmp_path, title="")
        await look_at(viewer, path)
        assert keys(viewer, "problem") == ["problem 0"]
        gamma(tmp_path)
        await viewer.press("r")
        assert keys(viewer, "problem") == []
        await sign(viewer)
        assert "GAMMA" in [line.code for line in browse.overview(small).grants]


async def test_three_changed_cells_are_three_changes_and_need_a_reason(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    async with opened(small, WIDE) as viewer:
        await look_at(viewer, path)
        assert keys(viewer, "change") == ["change 0", "change 1", "change 2"]
        assert [
            [cell.text for cell in row.cells[:4]]
            for row in viewer.sheet.rows
            if "change" in row.key
        ] == [
            ["ALPHA/M2", "milestone due", "2027-03-31", "2027-09-30"],
            ["ALPHA/I1", "instalment amount", "¥400,000", "¥350,000"],
            ["ALPHA/I2", "instalment amount", "¥600,000", "¥650,000"],
        ]
        before = viewer.entries
        await sign(viewer, reason=" ")
        assert viewer.shows(AcceptDialog)
        assert "is missing; write this field" in viewer.text
        assert viewer.entries == before
        await viewer.press("escape")
        await sign(viewer, reason=WHY)
        assert viewer.shows(QueueScreen)
        assert viewer.entries == before + 1
    (amendment,) = grant_file(small).amendments
    assert (amendment.state, amendment.reason) == (AmendmentState.PROPOSED, WHY)
    assert len(grant_file(small).lines_of("N1")) == 3


async def test_what_is_proposed_already_has_nothing_to_accept(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    async with opened(small, WIDE) as viewer:
        await look_at(viewer, path)
        await sign(viewer, reason=WHY)
        await look_at(viewer, path)
        assert len(keys(viewer, "change")) == 3
        assert "N1" in viewer.text
        assert viewer.said == label("import.known", Language.ENGLISH)
        await viewer.press("s")
        assert viewer.shows(ImportScreen)


async def test_escape_gives_up_and_writes_nothing(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        before = viewer.entries
        await look_at(viewer, gamma(tmp_path))
        await viewer.press("s", "escape", "escape")
        assert viewer.shows(QueueScreen)
        assert viewer.said == "Nothing was saved."
        assert viewer.entries == before


async def test_a_file_that_changed_after_it_was_shown_is_not_written_but_shown_anew(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        path = gamma(tmp_path)
        await look_at(viewer, path)
        gamma(tmp_path, code="DELTA")
        before = viewer.entries
        await sign(viewer)
        assert viewer.shows(ImportScreen)
        assert viewer.said == label("import.changed", Language.ENGLISH)
        assert [row.cells[1].text for row in viewer.sheet.rows if row.key == "line 0"] == ["DELTA"]
        assert viewer.entries == before
        path.write_text("no JSON any more", encoding="utf-8")
        await sign(viewer)
        assert keys(viewer, "problem") == ["problem 0"]
        assert viewer.entries == before


async def test_a_record_that_changed_after_it_was_shown_is_shown_anew(
    opened: Open, small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise the plan would follow by itself, sooner or later than the signature.
    monkeypatch.setattr("tui.live.QUIET_SECONDS", 60)
    path = plan_of(small, tmp_path)
    three_cells(path)
    other = small.acting_as("OFFICER-2")
    async with opened(small) as viewer:
        await look_at(viewer, path)
        assert import_files(other, [path], reason="by somebody else").written
        before = viewer.entries
        await sign(viewer, reason=WHY)
        assert viewer.said == label("import.changed", Language.ENGLISH)
        assert viewer.entries == before


async def test_the_past_takes_no_file_and_says_so(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    path = gamma(tmp_path)
    perform(small, PlaceHold(grant="ALPHA"), reason="so that there is a past")
    with looking_back(small, date(2026, 9, 1)) as past:
        async with opened(past) as viewer:
            await viewer.press("i")
            assert viewer.shows(QueueScreen)
            assert viewer.said.startswith("This is the past as of 2026-09-01")
            viewer.app.push_screen(ImportScreen(viewer.app.screen.PLACE, path))  # type: ignore[attr-defined]  # a framed screen
            await viewer.settle()
            assert "nothing is changed in it" in viewer.said


async def test_without_the_role_it_is_refused_in_words(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small.acting_as("AUDITOR-1")) as viewer:
        await look_at(viewer, gamma(tmp_path))
        assert keys(viewer, "problem") == ["problem 0"]
        assert "role" in viewer.text
    async with opened(small.acting_as("NOBODY-1")) as viewer:
        await look_at(viewer, gamma(tmp_path))
        assert "NOBODY-1" in viewer.said
        await viewer.press("s")
        assert viewer.shows(ImportScreen)


async def test_an_empty_portfolio_says_how_to_begin_and_refuses_in_words(
    opened: Open, tmp_path: Path
) -> None:
    office = found(tmp_path / "empty.db", name="Administrator", login="tester", clock=lambda: NOW)
    async with opened(office) as viewer:
        await viewer.press("2")
        assert "i   Import a file" in viewer.text
        before = viewer.entries
        await look_at(viewer, SMALL)
        assert keys(viewer, "problem")  # an administrator enters no grants
        assert keys(viewer, "line")
        await viewer.press("s")
        assert viewer.shows(ImportScreen)
        assert viewer.entries == before


async def test_a_path_is_asked_until_it_is_there(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        await look_at(viewer, tmp_path / "nothing.json")
        assert viewer.shows(NameFile)
        assert "is not a file" in viewer.text
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


def test_a_path_is_completed_and_a_name_that_could_act_never_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan\x1b.xlsx").touch()
    (tmp_path / "plan.xlsx").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completed(f"{tmp_path}/pl") == f"{tmp_path}/plan.xlsx"
    assert completed("~/pl") == "~/plan.xlsx"
    monkeypatch.chdir(tmp_path)
    assert completed("pl") == "plan.xlsx"
    assert completed(f"{tmp_path}/") is None
    assert completed(f"{tmp_path}/no/such") is None
    assert place_of("~/plan.xlsx") == tmp_path / "plan.xlsx"
    assert place_of("~nobody-of-that-name/x") is None
    assert place_of("x" * 5000) is None


async def test_a_filter_works_on_the_plan(opened: Open, small: Office) -> None:
    async with opened(small) as viewer:
        await look_at(viewer, SMALL)
        await viewer.press("slash")
        await viewer.write("alpha")
        assert [row.cells[1].text for row in viewer.sheet.rows if row.key] == ["ALPHA"]


async def test_text_that_could_act_is_shown_and_does_nothing(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    path = tmp_path / "[@click=app.quit]x[b].json"
    shutil.copy(gamma(tmp_path, code="[red]\x1b]52;c;YQ==\x07\u202e"), path)
    async with opened(small, WIDE) as viewer:
        await look_at(viewer, path)
        assert "[@click=app.quit]x[b].json" in viewer.text
        assert "[red]\\x1b]52" in viewer.text
        assert not set(viewer.text) & {"\x1b", "\x07", "\u202e"}
        await viewer.press("enter", "escape")
        shutil.copy(gamma(tmp_path), path)
        await viewer.press("r", "s")
        assert viewer.shows(AcceptDialog)
        assert "[@click=app.quit]x[b].json" in viewer.text
        for y in (1, 2, 20):
            await viewer.pilot.click(offset=(10, y))
        assert viewer.app.is_running


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_it_fits_the_terminal_in_both_languages(
    opened: Open, small: Office, tmp_path: Path, size: tuple[int, int], language: Language
) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    async with opened(small, size, language) as viewer:
        for file in (path, FIXTURES / "broken" / "no-such-word.xlsx"):
            await look_at(viewer, file)
            fits(viewer)
            assert "##" not in viewer.text
            assert "~" not in viewer.lines[-1]
            assert label("action.accept", language) in viewer.lines[-1]
            assert file.name in viewer.text
            await viewer.press("s")
            fits(viewer)
            await viewer.press("escape", "escape")
        await viewer.press("i")
        fits(viewer)
        assert label("import.path", language) in viewer.text


def fits(viewer: Viewer) -> None:
    """Check that every line is as wide as the screen."""
    width, height = viewer.app.size
    assert len(viewer.lines) == height
    assert {cell_len(line) for line in viewer.lines} == {width}


async def test_it_is_found_in_the_palette_and_stray_keys_do_not_sign(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        await viewer.press("ctrl+p")
        await viewer.write("bring in a file")
        await viewer.press("enter")
        assert viewer.shows(NameFile)
        await viewer.press("escape")
        before = viewer.entries
        await look_at(viewer, gamma(tmp_path))
        for word in ("please", "sign", "approve", "yes"):
            for key in (*word, "space", "enter"):
                viewer.app.simulate_key(key)
            await viewer.settle()
        assert viewer.app.screen.query_one("#sign", Button).disabled
        assert viewer.entries == before

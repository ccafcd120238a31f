"""Looking back from the screens: all as of a day, nothing changed in it, and back to today."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.errors import StoreUnfit
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.looking_back import looking_back
from portfolio.services.perform import perform
from portfolio.wording import Language, label
from tests.story import PROPOSED, tell
from tests.tui.conftest import MODES
from tests.tui.test_away import BOTH, click, fill, told, wrong
from tests.tui.test_dialogs import no_pause, sitting
from tests.tui.test_importing import fits
from tui.dialogs.looking_back import LookBackDialog
from tui.dialogs.naming import NameFile
from tui.screens.grant import GrantScreen
from tui.screens.verifying import VerifyScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

__all__ = ["no_pause"]

THEN = "2024-03-31"


@pytest.fixture(autouse=True)
def pasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Return what tells which pasts are kept at the moment."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return lambda: [each.name for each in folder.glob("portfolio-past-*")]


async def look_back(viewer: Viewer, day: str, moment: str = "") -> None:
    """Go to a day, as a person does."""
    await viewer.press("B")
    await fill(viewer, day=day, moment=moment)
    await click(viewer, "#look_back")


def grants(viewer: Viewer) -> set[str]:
    """Return the grants of the portfolio as they are listed."""
    return {row.key.removeprefix("grant ") for row in viewer.sheet.rows if "grant " in row.key}


async def test_every_list_is_of_that_day_until_today_is_returned_to(
    opened: Open, demo: Office, pasts: Callable[[], list[str]]
) -> None:
    now = {line.code for line in browse.overview(demo).grants}
    with looking_back(demo, date.fromisoformat(THEN)) as past:
        then = {line.code for line in browse.overview(past).grants}
        entries = browse.entry_count(past)
    assert then < now
    async with opened(demo) as viewer:
        await viewer.press("2")
        assert grants(viewer) == now
        await look_back(viewer, THEN)
        assert grants(viewer) == then
        assert viewer.said == "All is shown as it stood on 2024-03-31; B returns to today."
        assert viewer.entries == entries
        assert len(pasts()) == 1
        for mode in MODES:
            await viewer.press(mode)
            assert "PAST as of 2024-03-31" in viewer.lines[1]
        await viewer.press("2", "B")
        await click(viewer, "#today")
        assert viewer.said == "This is today again."
        assert grants(viewer) == now
        assert pasts() == []
        for mode in MODES:
            await viewer.press(mode)
            assert "PAST" not in viewer.text


async def test_nothing_is_changed_in_the_past(opened: Open, demo: Office) -> None:
    before = browse.entry_count(demo)
    async with opened(demo) as viewer:
        await look_back(viewer, THEN)
        await viewer.press("i")
        assert not viewer.shows(NameFile)
        assert viewer.said == (
            "This is the past as of 2024-03-31: nothing is changed in it; B returns to today."
        )
        past = viewer.app.seat.office
        with pytest.raises(StoreUnfit, match="return to today to act"):
            perform(past, PlaceHold(grant=browse.overview(past).grants[0].code), reason="x")
    assert browse.entry_count(demo) == before


async def test_an_act_signed_in_the_past_is_refused_in_words(small: Office) -> None:
    """What waited on that day can be looked at with all its conditions, and no more."""
    tell(small, PROPOSED)
    before = browse.entry_count(small)
    with looking_back(small.acting_as("AUTHORISER-1"), lasting=True) as past:
        async with sitting(past, Act.CONFIRM, "P1") as here:
            await here.sign()
            assert not here.desk.is_left
            assert "nothing is changed in it: return to today to act" in here.told
    assert browse.entry_count(small) == before


async def test_a_moment_says_what_was_known(opened: Open, small: Office) -> None:
    perform(small, PlaceHold(grant="ALPHA"), reason="One")
    async with opened(small) as viewer:
        now = viewer.entries
        await look_back(viewer, "2026-11-23", "2026-11-22")
        assert viewer.entries == now - 1
        await look_back(viewer, "2026-11-23")
        assert viewer.entries == now


async def test_from_one_past_to_another_only_one_is_kept(
    opened: Open, demo: Office, pasts: Callable[[], list[str]]
) -> None:
    async with opened(demo) as viewer:
        for day in (THEN, "2025-03-31", THEN):
            await look_back(viewer, day)
            assert f"PAST as of {day}" in viewer.text
            assert len(pasts()) == 1
    assert pasts() == []


async def test_whoever_acts_stays(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await look_back(viewer, THEN)
        viewer.app.sit_down(viewer.app.seat.office.acting_as("ASSESSOR-1"))
        await viewer.settle()
        assert "PAST" in viewer.lines[1]
        await viewer.press("B")
        await click(viewer, "#today")
        assert "ASSESSOR-1" in viewer.lines[0]
        assert viewer.app.seat.office.as_of is None


@pytest.mark.parametrize("language", Language)
async def test_what_is_no_day_or_moment_is_said_at_its_field(
    opened: Open, small: Office, language: Language, pasts: Callable[[], list[str]]
) -> None:
    async with opened(small, language=language) as viewer:
        for day, moment in (("yesterday", ""), ("2026-11-24", ""), ("", ""), (THEN, "noon")):
            await look_back(viewer, day, moment)
            assert viewer.shows(LookBackDialog)
            assert (moment or day) in wrong(viewer)
            assert len(wrong(viewer).strip()) > len(moment or day)
            fits(viewer)
            await viewer.press("escape")
        await look_back(viewer, "2026-11-23", "2020-01-01")
        assert viewer.shows(LookBackDialog)
        assert "2020-01-01" in told(viewer)
        assert pasts() == []


async def test_a_fold_is_given_up_and_leaves_nothing(
    opened: Open, demo: Office, pasts: Callable[[], list[str]]
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("B")
        await fill(viewer, day=THEN)
        dialog = viewer.app.screen
        assert isinstance(dialog, LookBackDialog)
        dialog.look_back()
        assert told(viewer).startswith("Looking back ... ")
        dialog.action_close()
        await viewer.settle()
        assert told(viewer) == "Given up; nothing was changed."
        assert pasts() == []
        await viewer.press("escape")
        assert "PAST" not in viewer.text


async def test_a_grant_that_was_not_there_yet_is_not_shown(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2")
        with looking_back(demo, date.fromisoformat(THEN)) as past:
            then = {line.code for line in browse.overview(past).grants}
        later = min(grants(viewer) - then)
        viewer.sheet.choose(f"grant {later}")
        await viewer.press("enter")
        assert viewer.shows(GrantScreen)
        assert viewer.sheet.rows
        await viewer.press("1")
        await look_back(viewer, THEN)
        await viewer.press("2")
        assert viewer.shows(GrantScreen)
        assert not viewer.sheet.rows
        assert f"no grant {later}" in viewer.text


async def test_verification_is_of_the_record_itself(opened: Open, demo: Office) -> None:
    entries = browse.entry_count(demo)
    async with opened(demo) as viewer:
        await look_back(viewer, THEN, "2024-04-01")
        await viewer.press("V")
        assert viewer.shows(VerifyScreen)
        assert f" {entries:,}" in viewer.text


async def test_others_are_not_held_up_and_their_writing_is_not_seen(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        await look_back(viewer, "2026-11-23")
        before = viewer.entries
        perform(small, PlaceHold(grant="ALPHA"), reason="One")
        await viewer.press("R")
        assert viewer.entries == before
        await viewer.press("B")
        await click(viewer, "#today")
        assert viewer.entries == before + 1


async def test_a_past_begun_on_the_command_line_is_left_the_same_way(
    opened: Open, demo: Office
) -> None:
    moment = datetime(2024, 4, 1, tzinfo=UTC)
    with looking_back(demo, date.fromisoformat(THEN), moment) as past:
        async with opened(past) as viewer:
            assert "PAST" in viewer.lines[1]
            await viewer.press("B")
            await click(viewer, "#today")
            assert viewer.app.seat.office.database is demo.database


@BOTH
async def test_the_dialog_fits_the_terminal(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        for mode in MODES:
            await viewer.press(mode)
            await look_back(viewer, THEN)
            fits(viewer)
            assert label("seat.past", language).split("{")[0].strip() in viewer.lines[1]
            await viewer.press("B")
            fits(viewer)
            said = {str(b.label) for b in viewer.app.screen.query(Button)}
            assert label("past.today", language) in said
            await viewer.press("escape")

"""Two positions compared on the screens: figures, decisions with their people, what slipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

from portfolio.domain.acts.holds import PlaceHold
from portfolio.services.differing import compare
from portfolio.services.exporting import Since
from portfolio.services.perform import perform
from portfolio.wording import Language, label
from tests.story import SETTLED, tell
from tests.tui.conftest import MODES
from tests.tui.test_away import BOTH, click, fill, told, wrong
from tests.tui.test_dialogs import no_pause
from tests.tui.test_importing import fits
from tui.dialogs import comparing
from tui.dialogs.comparing import CompareDialog, last_year_end
from tui.pages.differences import compared_rows, lines_by_key
from tui.screens.differences import DifferencesScreen
from tui.screens.grant import GrantScreen
from tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    import pytest

    from portfolio.services.differing import Compared
    from portfolio.services.office import Office
    from portfolio.services.progress import Tick
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

__all__ = ["no_pause"]

YEAR_END, TODAY = date(2026, 3, 31), date(2026, 11, 23)


def of_kind(viewer: Viewer, kind: str) -> list[str]:
    """Return the keys of the rows of a part."""
    return [row.key for row in viewer.sheet.rows if row.key.startswith(kind)]


async def ask(viewer: Viewer, **fields: str) -> None:
    """Ask what differs, as a person does."""
    await viewer.press("F")
    assert viewer.shows(CompareDialog)
    await fill(viewer, **fields)
    await click(viewer, "#compare")


async def test_all_that_differs_since_the_last_year_is_listed(opened: Open, demo: Office) -> None:
    found = compare(demo, Since(YEAR_END), Since(TODAY))
    assert last_year_end(TODAY) == YEAR_END
    async with opened(demo) as viewer:
        await ask(viewer)
        assert viewer.shows(DifferencesScreen)
        assert "What has changed from 2026-03-31 to 2026-11-23" in viewer.lines[2]
        assert len(of_kind(viewer, "difference")) == found.differences_in_all > 0
        assert len(of_kind(viewer, "decision")) == found.decisions_in_all > 0
        assert len(of_kind(viewer, "slip")) == found.slips_in_all > 0
        assert all(each.entry is None for each in found.slips)
        viewer.sheet.choose("slip 0")
        await viewer.settle()
        assert f"slipped {found.slips[0].subject}" in viewer.text
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


async def test_who_had_a_part_is_said_and_the_grant_opens_at_it(
    opened: Open, small: Office
) -> None:
    tell(small, SETTLED)
    async with opened(small, (120, 40)) as viewer:
        await ask(viewer)
        await viewer.press("slash")
        await viewer.write("paid p1")
        await viewer.press("enter")
        assert [row.cells[2].text for row in viewer.sheet.rows if row.subject] == ["ALPHA/P1"]
        assert "OFFICER-1, AUTHORISER-1, ACCOUNTANT-1" in viewer.text
        await viewer.press("enter")
        assert viewer.shows(GrantScreen)
        assert "ALPHA" in viewer.lines[2]
        assert viewer.key == "payout P1"


async def test_between_two_past_days_only_what_was_decided_between_them(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await ask(viewer, since="2025-03-31", until="2025-09-30")
        found = compare(demo, Since(date(2025, 3, 31)), Since(date(2025, 9, 30)))
        assert len(of_kind(viewer, "decision")) == found.decisions_in_all > 0
        days = [each.effective_on for each in found.decisions]
        assert all(date(2025, 3, 31) < each <= date(2025, 9, 30) for each in days)


async def test_what_cannot_be_compared_is_said_at_its_field(opened: Open, small: Office) -> None:
    async with opened(small) as viewer:
        for fields, says in (
            ({"since": "yesterday"}, "is not a date"),
            (
                {"since": "2026-11-20", "until": "2026-11-19"},
                "is after the day it is compared with",
            ),
            ({"since": "2026-11-20", "until": "2027-01-01"}, "is after today"),
            ({"until": "2026-11-20", "until_known": "noon"}, "is not a moment"),
        ):
            await ask(viewer, **fields)
            assert viewer.shows(CompareDialog)
            assert says in wrong(viewer)
            await viewer.press("escape")
        await ask(viewer, since_known="2020-03-31")
        assert "nothing was recorded yet" in told(viewer)
        assert viewer.shows(CompareDialog)


async def test_it_is_compared_again_only_when_asked(opened: Open, small: Office) -> None:
    async with opened(small) as viewer:
        await ask(viewer, since="2026-11-22")
        assert not viewer.sheet.rows
        assert label("differences.nothing") in viewer.text
        perform(small.acting_as("OFFICER-2"), PlaceHold(grant="ALPHA"), reason="audit")
        await viewer.until(lambda: label("differences.again") in viewer.said)
        assert not viewer.sheet.rows
        await viewer.press("R")
        await click(viewer, "#compare")
        assert viewer.shows(DifferencesScreen)
        assert of_kind(viewer, "decision") == ["decision 0"]
        assert "OFFICER-2" in viewer.text


async def test_comparing_can_be_given_up(
    opened: Open, demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(office: Office, since: Since, until: Since, *, tick: Tick) -> Compared:
        begun.set()
        go_on.wait(10)
        return compare(office, since, until, tick=tick)

    monkeypatch.setattr(comparing, "compare", slow)
    async with opened(demo) as viewer:
        await viewer.press("F")
        await viewer.pilot.click("#compare")
        await viewer.until(begun.is_set)
        await viewer.until(lambda: "Comparing" in told(viewer))
        await viewer.pilot.press("escape")
        go_on.set()
        await viewer.settle()
        assert viewer.shows(CompareDialog)
        assert told(viewer) == label("working.given_up")
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


def test_a_long_list_is_cut_and_says_how_much_there_is(demo: Office) -> None:
    whole = compare(demo, Since(YEAR_END), Since(TODAY))
    cut = compare(demo, Since(YEAR_END), Since(TODAY), most=3)
    assert [len(cut.differences), len(cut.decisions), len(cut.slips)] == [3, 3, 3]
    assert cut.in_all == whole.in_all == len(lines_by_key(whole))
    many = replace(whole, decisions=whole.decisions * 100)
    rows = compared_rows(many, Language.JAPANESE)
    assert len([row for row in rows if row.can_be_chosen]) == len(lines_by_key(many))


@BOTH
async def test_it_fits_the_terminal_from_every_mode(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        for mode in MODES:
            await viewer.press(mode, "F")
            assert viewer.shows(CompareDialog)
            fits(viewer)
            await viewer.press("escape")
        await ask(viewer)
        for key in ("g", "pagedown", "G", "L"):
            await viewer.press(key)
            fits(viewer)

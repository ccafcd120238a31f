"""Finding one's way: every key of every screen, on the real demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from portfolio.domain.acts.holds import PlaceHold
from portfolio.services.perform import perform
from portfolio.store.journal import count_entries
from portfolio.wording import Language, label
from tui.actions import ACTIONS, Place, actions_on
from tui.app import PortfolioApp
from tui.dialogs.signing import SigningDialog
from tui.screens.choices import BoxKeys, Choices
from tui.screens.entry import EntryScreen
from tui.screens.grant import GrantScreen
from tui.screens.journal import JournalScreen
from tui.screens.portfolio import PortfolioScreen
from tui.screens.queue import QueueScreen
from tui.screens.reading import Reading
from tui.screens.why import Why
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


async def test_the_queue_is_home_and_mine_first(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        assert viewer.shows(QueueScreen)
        assert "[1 Queue]" in viewer.lines[0]
        assert viewer.lines[0].rstrip().endswith("OFFICER-1 grant officer")
        assert "DEMONSTRATION" in viewer.lines[1]
        assert "as of 2026-11-23 12:00:00 JST" in viewer.lines[1]
        assert viewer.lines[2].startswith("[mine ")
        assert "grant officer" not in "".join(viewer.lines[3:8])


async def test_tabs_turn_through_the_roles(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right")
        assert "[all " in viewer.lines[2]
        assert "assessor" in viewer.text
        await viewer.press("right")
        assert "[assessor " in viewer.lines[2]
        await viewer.press("left", "left")
        assert "[mine " in viewer.lines[2]


async def test_each_mode_has_its_number(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        for key, name in enumerate(("Queue", "Portfolio", "Budget", "Outlook", "Journal"), start=1):
            await viewer.press(str(key))
            assert f"[{key} {name}]" in viewer.lines[0]
            assert viewer.in_the_list()
            assert viewer.sheet.rows


async def test_enter_opens_a_grant_at_what_waits_and_escape_goes_back_one_step(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        row = viewer.sheet.current
        assert row is not None
        await viewer.press("enter")
        assert viewer.shows(GrantScreen)
        assert row.subject is not None
        assert viewer.key == f"{row.subject.kind} {row.subject.code}"
        await viewer.press("enter")
        assert not viewer.in_the_list()
        await viewer.press("escape")
        assert viewer.in_the_list()
        assert viewer.shows(GrantScreen)
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)
        assert viewer.key == row.key
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)
        assert viewer.said == "This is the first screen; ctrl+q quits."


async def test_brackets_turn_through_the_grants_of_the_list(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2", "down", "enter")
        assert viewer.lines[2].startswith("RAPIDUS-FE") or "(1/" in viewer.lines[2]
        first = viewer.lines[2].split()[0]
        await viewer.press("right_square_bracket")
        assert viewer.lines[2].split()[0] != first
        await viewer.press("left_square_bracket")
        assert viewer.lines[2].split()[0] == first
        await viewer.press("left_square_bracket")
        assert viewer.said == "There is no further grant in the list."


async def test_the_cursor_moves_by_every_key(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("5")
        first = viewer.sheet.cursor
        await viewer.press("j", "down")
        assert viewer.sheet.cursor == 2
        await viewer.press("k", "up")
        assert viewer.sheet.cursor == first
        await viewer.press("G")
        assert viewer.sheet.cursor == len(viewer.sheet.rows) - 1
        assert viewer.sheet.rows[-1].cells[3].text in viewer.text
        await viewer.press("ctrl+u")
        assert (viewer.sheet.cursor or 0) < len(viewer.sheet.rows) - 3
        await viewer.press("g", "ctrl+d")
        assert (viewer.sheet.cursor or 0) > 3


async def test_a_refresh_keeps_the_cursor_on_its_row(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right", "j", "j", "j")
        key = viewer.key
        perform(demo, PlaceHold(grant="G-QUAT"), reason="made while somebody looks")
        await viewer.press("R")
        assert viewer.key == key
        assert "G-QUAT/H1" in " ".join(row.key for row in viewer.sheet.rows)


async def test_why_explains_an_instalment(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        while not viewer.key.startswith("instalment"):
            await viewer.press("down")
        await viewer.press("w")
        assert viewer.shows(Why)
        assert "Payable now" in viewer.text
        assert "PASS" in viewer.text
        await viewer.press("escape")
        await viewer.press("g", "w")
        assert viewer.said.startswith("Only instalments, payouts and what bears on them")


async def test_the_acts_on_a_row_say_why_they_are_not_possible(opened: Open, demo: Office) -> None:
    async with opened(demo.acting_as("AUDITOR-1")) as viewer:
        await viewer.press("a")
        assert viewer.shows(Choices)
        assert "--" in viewer.text
        assert "needs the role" in viewer.text
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


async def test_the_acts_on_a_row_are_narrowed_by_words(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("a")
        every = viewer.sheet.rows
        await viewer.press("slash")
        await viewer.write("hold")
        assert "hold grant EXAMPLE-QSENSOR" in [row.key for row in viewer.sheet.rows]
        assert len(viewer.sheet.rows) < len(every)
        await viewer.press("escape")
        assert viewer.shows(Choices)
        assert viewer.sheet.rows == every
        assert viewer.sheet.has_focus
        await viewer.press("slash")
        await viewer.write("record evidence")
        await viewer.press("enter")
        assert viewer.shows(SigningDialog)
        assert "Record evidence" in viewer.text


@pytest.mark.parametrize("language", Language)
async def test_an_act_is_found_by_its_english_name_too(
    opened: Open, demo: Office, language: Language
) -> None:
    async with opened(demo, language=language) as viewer:
        await viewer.press("a", "slash")
        await viewer.write("hold grant")
        assert "hold grant EXAMPLE-QSENSOR" in [row.key for row in viewer.sheet.rows]
        await viewer.write("xq")
        assert not viewer.sheet.rows
        assert label("choices.nothing", language) in viewer.text


async def test_in_the_palette_a_slash_is_a_letter(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("ctrl+p", "slash")
        assert viewer.app.screen.query_one("#words", Input).value == "/"
        assert " / " not in viewer.app.screen.query_one(BoxKeys).plain
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


async def test_the_choice_of_whom_to_act_as_begins_with_oneself(opened: Open, demo: Office) -> None:
    async with opened(demo.acting_as("COUNCIL-2")) as viewer:
        await viewer.press("f2")
        assert viewer.key == "COUNCIL-2"
        await viewer.press("slash")
        await viewer.write("second grant")
        await viewer.press("enter")
        assert "OFFICER-2" in viewer.lines[0]


async def test_a_decision_that_cannot_be_made_is_explained_by_its_dialog(
    opened: Open, demo: Office
) -> None:
    async with opened(demo.acting_as("AUDITOR-1")) as viewer:
        await viewer.press("d")
        assert viewer.shows(SigningDialog)
        assert "FAIL" in viewer.text
        await viewer.press("escape")
        assert viewer.shows(QueueScreen)


async def test_help_is_made_from_the_registry(opened: Open, demo: Office) -> None:
    async with opened(demo, (120, 60)) as viewer:
        await viewer.press("question_mark")
        assert viewer.shows(Reading)
        await viewer.press("escape", "f1")
        assert "Every condition of an instalment or payout" in viewer.text


async def test_a_screen_to_read_has_its_help_too(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        for keys, title in (
            (("5", "enter"), "Help: Journal entry"),
            (("2", "p"), "Help: Pictures"),
        ):
            await viewer.press(*keys, "question_mark")
            assert title in viewer.text
            await viewer.press("escape", "escape")


async def test_the_palette_lists_every_action_and_runs_one(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("ctrl+p")
        assert viewer.shows(Choices)
        rows = {row.key for row in viewer.sheet.rows}
        assert rows == {action.name for action in actions_on(Place.QUEUE)}
        await viewer.write("fiscal")
        await viewer.press("enter")
        assert "[3 Budget]" in viewer.lines[0]
        await viewer.press("colon")
        await viewer.write("screen")
        assert "This is the first screen" in viewer.text
        await viewer.press("enter")
        assert not viewer.shows(Choices)


async def test_the_language_changes_at_run_time_everywhere(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("L")
        assert "[1 処理待ち]" in viewer.lines[0]
        await viewer.press("2")
        assert "交付一覧" in viewer.lines[0]
        assert "支払可能額" in viewer.text
        await viewer.press("L", "1")
        assert "[1 Queue]" in viewer.lines[0]


async def test_an_entry_of_the_journal_opens_in_full(opened: Open, demo: Office) -> None:
    async with opened(demo, (120, 60)) as viewer:
        await viewer.press("5", "enter")
        assert viewer.shows(EntryScreen)
        for words in ("Findings", "PASS", "Records put in place", "Hash before"):
            assert words in viewer.text


async def test_a_year_of_the_budget_leads_to_the_grants_of_its_programme(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("3")
        viewer.sheet.choose("year NICKEL 2026")
        await viewer.press("enter")
        assert viewer.shows(PortfolioScreen)
        grants = [row.subject.grant for row in viewer.sheet.rows if row.subject]
        assert grants == ["PH-NICKEL"]
        await viewer.press("escape")
        assert len(viewer.sheet.rows) > 10


async def test_a_grant_leads_to_its_whole_journal(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("enter", "G")
        assert label("journal.whole") in viewer.text
        await viewer.press("enter")
        assert viewer.shows(JournalScreen)
        subjects = {row.subject.grant for row in viewer.sheet.rows if row.subject}
        with demo.database.reading() as connection:
            entries = count_entries(connection, "grant/EXAMPLE-QSENSOR")
        assert subjects == {"EXAMPLE-QSENSOR"}
        assert len(viewer.sheet.rows) == entries > 90
        await viewer.press("escape")
        assert len(viewer.sheet.rows) == viewer.entries


async def test_who_acts_can_change_in_a_demonstration(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        viewer.app._act_as("AUTHORISER-1")  # noqa: SLF001  # what the dialog gives back
        await viewer.settle()
        assert viewer.lines[0].rstrip().endswith("AUTHORISER-1 authorising~")
        assert seat_of(viewer.app.screen).office.acts_as == "AUTHORISER-1"


async def test_ctrl_q_quits_from_everywhere(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("ctrl+p")
        await viewer.pilot.press("ctrl+q")
        assert viewer.app.return_code == 0


def test_no_key_has_two_meanings_on_one_screen() -> None:
    for place in (*Place,):
        if place in (Place.EVERYWHERE, Place.LIST, Place.TEXT, Place.TOUR):
            continue
        keys = [key for action in actions_on(place) for key in action.keys]
        assert len(keys) == len(set(keys)), place


def test_no_lower_case_letter_changes_anything() -> None:
    letters = {k for action in ACTIONS for k in action.keys if len(k) == 1 and k.islower()}
    looking = {"d": "decide", "a": "acts", "w": "why", "p": "pictures", "i": "import",
               "s": "accept", "r": "read_again", "j": "line_down", "k": "line_up",
               "g": "first", "v": "mark_range", "t": "terms", "u": "people",
               "o": "evidence", "y": "copy", "x": "outside",
               "c": "columns", "f": "filters", "n": "note"}  # fmt: skip
    assert letters == looking.keys()


def test_the_first_screen_opens_beside_another() -> None:
    # From Python 3.12 on Textual mounts eagerly: an input in a default mode finds no screen yet.
    assert PortfolioApp.DEFAULT_MODE not in PortfolioApp.MODES

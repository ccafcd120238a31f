"""What others write comes to the screen by itself, and moves nothing that is being worked on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import ConfirmPayout
from portfolio.domain.errors import StoreUnfit
from portfolio.services.perform import perform
from portfolio.services.watching import looking_out
from tui.dialogs.frame import DialogFrame
from tui.looking_out import LookingOut, StoreFound, StoreLost
from tui.screens.queue import QueueScreen
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from textual.message import Message

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

CONFIRM = "payout G-QUAT/P3 confirm"


def confirm_it(office: Office, by: str = "AUTHORISER-1") -> None:
    perform(office.acting_as(by), ConfirmPayout(grant="G-QUAT", payout="P3"))


def hold_it(office: Office, by: str = "OFFICER-2") -> None:
    perform(office.acting_as(by), PlaceHold(grant="G-QUAT"), reason="by somebody else")


async def go_to(viewer: Viewer, key: str) -> None:
    await viewer.press("g")
    while viewer.key != key:
        await viewer.press("j")


def test_nothing_is_news_until_somebody_writes(demo: Office) -> None:
    with looking_out(demo) as lookout:
        assert lookout.news() is None
        assert lookout.news() is None
        hold_it(demo)
        news = lookout.news()
        assert news is not None
        assert [(e.actor, e.act) for e in news] == [("OFFICER-2", "hold")]
        assert lookout.news() is None


def test_a_file_that_is_gone_is_said_and_another_in_its_place_is_news(demo: Office) -> None:
    path = demo.database.path
    assert path is not None
    with looking_out(demo) as lookout:
        lookout.news()
        away = path.rename(path.with_suffix(".away"))
        with pytest.raises(StoreUnfit, match=r"cannot be read any more.*see whether the file"):
            lookout.news()
        away.rename(path)
        assert lookout.news() == ()


def test_while_somebody_writes_nothing_is_known_and_nothing_is_waited_for(demo: Office) -> None:
    with looking_out(demo) as lookout:
        lookout.news()
        with closing(sqlite3.connect(demo.database.path or "")) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            began = monotonic()
            assert lookout.news() is None
            assert monotonic() - began < 1


def test_lost_and_found_are_each_told_once(demo: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.looking_out.LOOK_EVERY_SECONDS", 0.001)
    monkeypatch.setattr("tui.looking_out._LONGEST_SECONDS", 0.004)
    path = demo.database.path
    assert path is not None
    told: list[Message] = []
    away = path.with_suffix(".away")

    def post(message: Message) -> None:
        told.append(message)
        if isinstance(message, StoreLost):
            away.rename(path)
        if isinstance(message, StoreFound):
            looking.stop()

    looking = LookingOut(demo, post)
    path.rename(away)
    looking.run()
    assert [type(m) for m in told] == [StoreLost, StoreFound]


async def test_a_change_by_somebody_else_is_on_the_screen_within_a_second(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right")
        assert CONFIRM in [row.key for row in viewer.sheet.rows]
        confirm_it(demo)
        began = monotonic()
        await viewer.until(lambda: CONFIRM not in [row.key for row in viewer.sheet.rows])
        assert monotonic() - began < 1
        assert viewer.said == "AUTHORISER-1: confirm G-QUAT/P3"


async def test_the_cursor_stays_on_its_row_at_its_line(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right", "G")
        key, line = viewer.key, viewer.sheet.cursor_line
        confirm_it(demo)
        await viewer.until(lambda: "AUTHORISER-1" in viewer.said)
        await viewer.settle()
        assert (viewer.key, viewer.sheet.cursor_line) == (key, line)


async def test_where_the_chosen_row_is_gone_it_is_said(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right")
        await go_to(viewer, CONFIRM)
        line = viewer.sheet.cursor_line
        confirm_it(demo)
        await viewer.until(lambda: "no longer here" in viewer.said)
        assert viewer.said == ("AUTHORISER-1: confirm G-QUAT/P3 The chosen row is no longer here.")
        assert viewer.sheet.cursor_line == line


async def test_what_is_being_typed_is_not_touched(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right", "slash")
        await viewer.write("quat")
        hold_it(demo)
        await viewer.until(lambda: "OFFICER-2" in viewer.said)
        await viewer.write(" con")
        await viewer.settle()
        assert viewer.app.screen.query_one("#filter", Input).value == "quat con"
        assert [row.key for row in viewer.sheet.rows] == [CONFIRM]


async def test_nothing_is_loaded_right_after_a_key(
    opened: Open, demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.live.QUIET_SECONDS", 60)
    async with opened(demo) as viewer:
        await viewer.press("right")
        rows, said = viewer.sheet.rows, viewer.said
        held: list[bool] = []
        monkeypatch.setattr(viewer.app, "set_timer", lambda *_: held.append(True))
        confirm_it(demo)
        await viewer.until(lambda: bool(held))
        assert viewer.sheet.rows == rows
        assert viewer.said == said


async def test_what_is_done_under_the_same_name_is_loaded_without_a_word(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right")
        before, said = viewer.sheet.rows, viewer.said
        hold_it(demo, "OFFICER-1")
        await viewer.until(lambda: viewer.sheet.rows != before)
        assert viewer.said == said


async def test_a_dialog_is_weighed_anew_and_its_signature_taken_back(
    opened: Open, demo: Office
) -> None:
    async with opened(demo.acting_as("AUTHORISER-1")) as viewer:
        await go_to(viewer, CONFIRM)
        await viewer.press("d")
        dialog = viewer.app.screen
        assert isinstance(dialog, DialogFrame)
        dialog.query_one("#typed", Input).value = "G-QUAT/P3"
        await viewer.settle()
        confirm_it(demo, "AUTHORISER-2")
        await viewer.until(lambda: "confirm G-QUAT/P3 by AUTHORISER-2" in viewer.text)
        assert dialog.query_one("#typed", Input).value == ""
        assert dialog.query_one("#sign").disabled
        await viewer.press("escape")
        await viewer.settle()
        assert isinstance(viewer.app.screen, QueueScreen)
        assert CONFIRM not in [row.key for row in viewer.sheet.rows]


async def test_a_lost_database_is_said_and_what_is_shown_stays(opened: Open, demo: Office) -> None:
    path = demo.database.path
    assert path is not None
    async with opened(demo) as viewer:
        rows = viewer.sheet.rows
        away = path.rename(path.with_suffix(".away"))
        await viewer.until(lambda: viewer.said.startswith("Reading only"))
        assert viewer.sheet.rows == rows
        away.rename(path)
        await viewer.until(lambda: not viewer.said.startswith("Reading only"))
        await viewer.settle()
        assert viewer.sheet.rows == rows


async def test_what_others_write_while_a_screen_goes_is_no_fault(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        screen = viewer.app.framed
        assert screen is not None
        await screen.query_one(StatusLine).remove()
        hold_it(demo)
        seen = viewer.app.seat.changes
        await viewer.until(lambda: viewer.app.seat.changes > seen)
        await viewer.settle()
        assert viewer.app.is_running

"""Filter, mouse, stray typing, loading, refusals of the terminal, and failing honestly."""

from __future__ import annotations

import os
import stat
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input
from textual.worker import WorkerFailed

from portfolio.domain.errors import StoreUnfit
from portfolio.services import browse
from tests.tui.conftest import MODES
from tui import crash
from tui.app import PortfolioApp, run_review, why_no_screen
from tui.crash import CrashLog
from tui.screens.framed import Framed
from tui.screens.grant import GrantScreen
from tui.screens.queue import QueueScreen
from tui.screens.queue_tabs import TabsBar
from tui.widgets.frame import KeyLine
from tui.widgets.sheet import Sheet
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.domain.people import Person
    from portfolio.reports.filtering import Asked
    from portfolio.reports.queue import QueuePage
    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


async def test_a_filter_keeps_rows_with_every_word_and_escape_clears_it(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2", "slash")
        await viewer.write("kioxia overdue")
        grants = [row.subject.grant for row in viewer.sheet.rows if row.subject]
        assert grants == ["KIOXIA-MIE-IWATE"]
        await viewer.press("enter")
        assert viewer.sheet.has_focus
        assert len(viewer.sheet.rows) == 2
        await viewer.press("escape")
        assert len(viewer.sheet.rows) > 10


async def test_a_filter_that_matches_nothing_says_so(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("5", "slash")
        await viewer.write("zzz")
        assert "Nothing matches /zzz." in viewer.text
        assert "esc clears the filter" in viewer.text


async def test_the_filter_takes_letters_that_are_keys_elsewhere(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("slash")
        await viewer.write("daw1L")
        assert viewer.app.screen.words == "daw1L"  # type: ignore[attr-defined]  # a list screen


async def test_everything_works_by_mouse(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.pilot.click(offset=(14, 0))
        await viewer.settle()
        assert "[2 Portfolio]" in viewer.lines[0]
        sheet = viewer.app.screen.query_one("#list", Sheet)
        await viewer.pilot.click(sheet, offset=(6, 3))
        await viewer.settle()
        assert viewer.key.startswith("grant ")
        await viewer.pilot.click(sheet, offset=(6, 3))
        await viewer.settle()
        assert viewer.shows(GrantScreen)
        place = viewer.lines[-1].index("help")
        await viewer.pilot.click(KeyLine, offset=(place, 0))
        await viewer.settle()
        assert "Help: Grant" in viewer.text


async def test_tabs_of_the_queue_can_be_clicked(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        place = viewer.lines[2].index("assessor")
        await viewer.pilot.click(offset=(place, 2))
        await viewer.settle()
        assert "[assessor" in viewer.lines[2]


async def test_stray_typing_changes_nothing_on_any_screen(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        before = viewer.entries
        for mode in MODES:
            for _ in range(4):
                await viewer.pilot.press("escape")
            await viewer.press(mode)
            for word in ("please", "pay", "approve", "yes"):
                for key in (*word, "space", "enter"):
                    viewer.app.simulate_key(key)  # as fast as keys can come
                await viewer.settle()
        assert viewer.entries == before


async def test_an_older_answer_that_comes_last_is_dropped(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        screen = viewer.app.screen
        assert isinstance(screen, Framed)
        late = Event()
        answers: list[object] = []
        screen.ask("which", lambda: late.wait(5) and "old", answers.append)
        screen.ask("which", lambda: "new", answers.append)
        await viewer.settle()
        late.set()
        await viewer.all_workers()
        await viewer.settle()
        assert answers == ["new"]


async def test_loading_says_for_how_long_and_keeps_the_rows(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        screen = viewer.app.screen
        assert isinstance(screen, Framed)
        rows, late = viewer.sheet.rows, Event()
        answers: list[object] = []
        screen.ask("slow", lambda: late.wait(5), answers.append)
        while "Loading" not in screen.query_one(StatusLine).plain:
            await viewer.pilot.pause(0.02)
        assert viewer.sheet.rows == rows
        late.set()
        await viewer.settle()
        assert answers == [True]
        assert "Loading" not in screen.query_one(StatusLine).plain


async def test_no_tab_says_a_number_before_it_is_known_what_waits(
    opened: Open, demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, read = Event(), browse.queue_page

    def slow(office: Office, asked: Asked, person: Person | None) -> QueuePage:
        late.wait(10)
        return read(office, asked, person)

    async with opened(demo) as viewer:
        monkeypatch.setattr(browse, "queue_page", slow)
        await viewer.app.push_screen(QueueScreen())
        tabs = viewer.app.screen.query_one(TabsBar)
        await viewer.until(lambda: "Loading" in viewer.text)
        assert not tabs.plain
        late.set()
        await viewer.until(lambda: "all" in tabs.plain)


async def test_an_answer_that_is_no_is_said_and_the_screen_lives(
    opened: Open, demo: Office
) -> None:
    def refuse() -> None:
        raise StoreUnfit("the database is gone")

    async with opened(demo) as viewer:
        screen = viewer.app.screen
        assert isinstance(screen, Framed)
        screen.ask("refused", refuse, lambda _: None)
        await viewer.settle()
        assert viewer.said == "the database is gone"
        assert viewer.sheet.rows


async def test_a_small_terminal_is_told_so(opened: Open, demo: Office) -> None:
    async with opened(demo, (60, 15)) as viewer:
        assert "The terminal is 60x15; this needs 80x24." in viewer.said
        await viewer.pilot.resize_terminal(80, 24)
        await viewer.settle()
        assert "60x15" not in viewer.text


async def test_who_belongs_to_nobody_can_look_but_is_told(opened: Open, demo: Office) -> None:
    async with opened(demo.acting_as("NOBODY-1")) as viewer:
        assert "nobody acts" in viewer.lines[0]
        assert viewer.sheet.rows
        assert "NOBODY-1" in viewer.said


async def test_a_signed_decision_is_said_in_words_and_the_screen_shows_it(
    opened: Open, demo: Office
) -> None:
    async with opened(demo.acting_as("AUTHORISER-1")) as viewer:
        while viewer.key != "payout G-QUAT/P3 confirm":
            await viewer.press("down")
        before = viewer.entries
        await viewer.press("d")
        dialog = viewer.app.screen
        dialog.query_one("#typed", Input).value = "G-QUAT/P3"
        await viewer.settle()
        await viewer.pilot.click("#sign")
        await viewer.settle()
        assert viewer.entries == before + 1
        number = browse.dossier(demo, "G-QUAT").seq
        assert viewer.said == f"Saved: confirm G-QUAT/P3 by AUTHORISER-1, entry {number}."
        assert "payout G-QUAT/P3 confirm" not in [row.key for row in viewer.sheet.rows]


def test_without_a_terminal_it_says_what_to_use_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "portfolio queue" in (why_no_screen() or "")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    assert "TERM=dumb" in (why_no_screen() or "")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert why_no_screen() is None


async def test_a_failure_leaves_a_log_without_values(
    demo: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "_log_file", lambda: tmp_path / "review.log")

    def fail() -> None:
        secret = "seen by nobody"  # noqa: S105  # a value that must not be written
        raise ZeroDivisionError(len(secret))

    app = PortfolioApp(demo)

    async def use() -> None:
        async with app.run_test() as pilot:
            screen = app.screen
            assert isinstance(screen, Framed)
            screen.ask("fails", fail, lambda _: None)
            await app.workers.wait_for_complete()
            await pilot.pause()

    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        await use()
    assert app.return_code == 1
    log = tmp_path / "review.log"
    assert app.crash == CrashLog(log, "ZeroDivisionError")
    assert "ZeroDivisionError: 14" in log.read_text(encoding="utf-8")
    assert "seen by nobody" not in log.read_text(encoding="utf-8").replace('secret = "seen', "")
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_the_exit_code_is_passed_on(demo: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PortfolioApp, "run", lambda app: app.exit(return_code=1))
    assert run_review(demo) == 1

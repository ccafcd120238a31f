"""A decision goes through in a real browser: the address opened, keys typed, the journal grown."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from portfolio.services import browse
from portfolio.services.office import open_office
from portfolio.services.verify import verify
from tests.served.browser import CHROMIUM, browsing
from tests.served.conftest import serving
from tests.story import VERIFIED, appropriate_this_year, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.served.browser import Browser

CODE = "ALPHA/I1"
CURSOR = "(t => `${t.cursorX} ${t.getLine(t.cursorY).translateToString()}`)(terminal.buffer.active)"
"""Where the cursor is, and what its line says."""


@pytest.fixture
def today(small: Office) -> Office:
    """The small portfolio today, with everything shown that a first payout needs."""
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "chromium is missing: this test must run where CI runs"
        pytest.skip("chromium is not installed")
    office = open_office(small.database.path or "", login=small.login, acts_as=small.acts_as)
    appropriate_this_year(office)
    tell(office, VERIFIED)
    return office


async def test_a_payout_is_proposed_in_a_browser(today: Office, tmp_path: Path) -> None:
    before = browse.entry_count(today)
    words = ("--db", str(today.database.path), "--as", "OFFICER-1", "--lang", "en", "serve")
    with serving(*words) as program:
        async with browsing(tmp_path / "profile") as browser:
            await browser.ask("Page.navigate", url=program.entrance)
            await browser.shows("[mine", CODE)
            assert await browser.value("location.href") == program.entrance.partition("?")[0]
            assert await browser.value("document.title") == "Subsidy milestone portfolio"
            await choose(browser, CODE)
            await browser.presses("d")
            await browser.shows(f"Type {CODE} to sign")
            await tab_to(browser, "Reason")
            await browser.types("要件充足")
            await browser.shows("要件充足")
            await tab_to(browser, "to sign")
            await browser.presses(*CODE, "Tab", "Enter")
            await browser.shows("Saved")
            assert browse.entry_count(today) > before
            newest = browse.journal_entries(today, grant="ALPHA", most=1)[0]
            assert (newest.act, newest.actor, newest.reason) == ("propose", "OFFICER-1", "要件充足")
            assert verify(today).sound
            await sees_japanese_and_another_size(browser)
            program.process.send_signal(signal.SIGTERM)
            assert await program.left_with() == 0
            await browser.comes_true("document.body.classList.contains('-closed')")
            assert "closed" in await browser.value("document.querySelector('.closed').innerText")
            origin = program.entrance.partition("?")[0]
            asked = [url.replace("ws://", "http://") for url in browser.asked_for]
            assert [url for url in asked if not url.startswith(origin)] == []


async def choose(browser: Browser, code: str) -> None:
    """Move the cursor down to the row of a code."""
    for _ in range(20):
        before = chosen(await browser.screen())
        if code in before:
            return
        await browser.presses("j")
        await browser.until(lambda screen, before=before: chosen(screen) != before)  # type: ignore[misc]  # a bound default
    raise AssertionError(await browser.screen())


def chosen(screen: str) -> str:
    return next(line for line in screen.split("\n") if line.startswith(">"))


async def tab_to(browser: Browser, label: str) -> None:
    """Tab on to the field with this label: round and round, since a button shows no cursor."""
    for _ in range(30):
        if label in await browser.value(CURSOR):
            return
        await browser.presses("Tab")
        await asyncio.sleep(0.3)  # the cursor of a field that is only now reached is painted late
    raise AssertionError(await browser.screen())


async def sees_japanese_and_another_size(browser: Browser) -> None:
    await browser.presses("L")
    await browser.shows("処理待ち")
    await browser.presses("/")
    await browser.types("山の手")
    await browser.shows("山の手")
    columns = await browser.value("terminal.cols")
    await browser.ask("Emulation.setDeviceMetricsOverride", width=820, height=500,
                      deviceScaleFactor=1, mobile=False)  # fmt: skip
    await browser.comes_true(f"terminal.cols < {columns} && terminal.cols >= 80")
    await browser.shows("山の手", "処理待ち")

"""Marking many and deciding on them: each is judged on its own, and each says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from portfolio.domain.acts.payouts import ConfirmPayout
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.perform import perform
from tests.tui.conftest import WIDE
from tui.dialogs.bulk import do_all, wanted, weigh_all
from tui.dialogs.marked import MarkedDialog
from tui.lines import Subject
from tui.marks import Marks
from tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

QUAT = Subject("payout", "G-QUAT", "P3")
MONEY = (30_000_000_000, "JPY")


def confirmable(office: Office) -> list[Subject]:
    """Return every payout that waits to be confirmed."""
    lines = browse.queue(office)
    return [Subject(x.kind, x.grant, x.code) for x in lines if x.act is Act.CONFIRM]


def test_marks_are_turned_ranged_and_kept() -> None:
    marks, shown = Marks(), list("abcdef")
    marks.turn("b")
    marks.range_to("d", shown)
    assert list(marks) == ["b", "c", "d"]
    marks.turn("c")
    assert "c" not in marks
    marks.range_to("a", shown)
    assert sorted(marks) == ["a", "b", "c", "d"]
    marks.keep("ad")
    assert sorted(marks) == ["a", "d"]
    marks.range_to("f", ["e", "f"])
    assert sorted(marks) == ["a", "d", "f"]
    marks.clear()
    assert len(marks) == 0


def test_each_is_judged_on_its_own(demo: Office) -> None:
    office = demo.acting_as("AUTHORISER-1")
    lines = [wanted(Act.CONFIRM, each, MONEY) for each in confirmable(office)]
    lines.append(wanted(Act.ASSESS, Subject("milestone", "G-QUAT", "M1"), MONEY))
    found = weigh_all(office, lines, None)
    able = [each for each in found if each.can_be_done]
    assert QUAT in [each.subject for each in able]
    assert found[-1].request is None
    assert not found[-1].can_be_done
    done = do_all(office, found, None)
    assert [each.is_done for each in done] == [each.can_be_done for each in found]
    assert browse.dossier(office, "G-QUAT").file.payout("P3").state is PayoutState.CONFIRMED


def test_doing_it_twice_has_one_effect(demo: Office) -> None:
    office = demo.acting_as("AUTHORISER-1")
    found = weigh_all(office, [wanted(Act.CONFIRM, QUAT, MONEY)], None)
    do_all(office, found, None)
    entries = browse.entry_count(office)
    (again,) = do_all(office, found, None)
    assert again.found is not None
    assert again.found.outcome is not None
    assert again.found.outcome.repeated
    assert browse.entry_count(office) == entries


def test_what_somebody_else_has_moved_is_passed_over_and_says_so(demo: Office) -> None:
    office = demo.acting_as("AUTHORISER-1")
    found = weigh_all(office, [wanted(Act.CONFIRM, QUAT, MONEY)], None)
    perform(demo.acting_as("AUTHORISER-2"), ConfirmPayout(grant="G-QUAT", payout="P3"))
    entries = browse.entry_count(office)
    (refused,) = do_all(office, found, None)
    assert not refused.is_done
    assert refused.found is not None
    assert refused.found.moved is not None
    assert browse.entry_count(office) == entries


def test_nobody_confirms_many_of_their_own(demo: Office) -> None:
    payout = browse.dossier(demo, "G-QUAT").file.payout("P3")
    office = demo.acting_as(payout.proposed_by)
    (found,) = weigh_all(office, [wanted(Act.CONFIRM, QUAT, MONEY)], None)
    assert not found.can_be_done


async def test_marks_survive_filter_and_refresh_and_are_counted(opened: Open, demo: Office) -> None:
    async with opened(demo.acting_as("AUTHORISER-1")) as viewer:
        first = viewer.key
        await viewer.press("space", "shift+down")
        assert viewer.sheet.cursor_line == 3
        assert "3 marked" in viewer.text
        assert viewer.lines[4].startswith("* ")
        assert viewer.lines[6].startswith("*>")
        await viewer.press("slash")
        await viewer.write("zzz")
        await viewer.press("escape", "R")
        assert first in viewer.sheet.marks
        await viewer.press("M")
        assert len(viewer.sheet.marks) == 0
        await viewer.press("D")
        assert viewer.said == "Nothing is marked: mark rows with space."
        await viewer.press("g", "space", "G", "v")
        assert len(viewer.sheet.marks) == len(viewer.sheet.rows)
        await viewer.press("M", "asterisk")
        assert len(viewer.sheet.marks) == len(viewer.sheet.rows)


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_what_is_marked_is_signed_once_and_answered_one_by_one(
    opened: Open, demo: Office, size: tuple[int, int]
) -> None:
    async with opened(demo.acting_as("AUTHORISER-1"), size) as viewer:
        before = viewer.entries
        await viewer.press("asterisk", "D")
        dialog = viewer.app.screen
        assert isinstance(dialog, MarkedDialog)
        ready, count = dialog.ready, len(dialog.wanted)
        assert 0 < ready < count
        able = sum(each.money[0] for each in dialog.wanted if each.can_be_done)
        assert f"{ready} of {count} can be done (¥{able:,});" in viewer.text
        assert able > 0
        assert "SKIP" in viewer.text
        assert dialog.query_one("#sign").disabled
        await viewer.write("seen by the panel")
        await viewer.settle()
        ready = dialog.ready
        await viewer.press("tab")
        await viewer.write(f"SIGN {ready}")
        await viewer.settle()
        assert dialog.focused is dialog.query_one("#typed", Input)
        await viewer.press("enter")
        assert viewer.entries == before
        await viewer.press("tab", "enter")
        await viewer.settle()
        done = sum(each.money[0] for each in dialog.wanted if each.is_done)
        assert {each.money[1] for each in dialog.wanted} == {"JPY"}
        assert f"{ready} of {count} saved (¥{done:,}), {count - ready} not." in viewer.text
        assert viewer.entries >= before + ready
        entries = viewer.entries
        dialog.sign()
        await viewer.settle()
        assert viewer.entries == entries
        await viewer.press("escape")
        await viewer.settle()
        assert isinstance(viewer.app.screen, QueueScreen)
        assert viewer.said.startswith("Saved: ")
        assert len(viewer.sheet.marks) == count - ready

"""A grant with whatever can be on record: suspended, waived, amended, claimed back, screened."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.wording import Language
from tests.tui.conftest import EACH_ONCE, WIDE
from tests.tui.rich import G, tell
from tests.tui.stories import HOSTILE, everything
from tests.tui.test_every_act import rich_database
from tests.tui.test_screens_text import assert_fits
from tui.lines import Subject
from tui.pages.grant import grant_rows
from tui.screens.grant import GrantScreen
from tui.screens.why import Why
from tui.subjects import main_act, state_of, waits_on
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

__all__ = ["rich_database"]


@pytest.fixture
def rich(rich_database: Path, tmp_path: Path) -> Office:
    """A portfolio in which everything has happened to ALPHA."""
    path = tmp_path / "rich.db"
    shutil.copy(rich_database, path)
    return tell(path, everything())


def pane(viewer: Viewer) -> str:
    """Return the text about the chosen row."""
    return " ".join(viewer.app.screen.query_one("#pane", Paper).lines)


async def open_alpha(viewer: Viewer) -> None:
    """Open ALPHA from the portfolio."""
    await viewer.press("2")
    viewer.sheet.choose(f"grant {G}")
    await viewer.press("enter")
    assert viewer.shows(GrantScreen)


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_every_row_and_what_is_said_of_it_fits(
    opened: Open, rich: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(rich, size, language) as viewer:
        await open_alpha(viewer)
        kinds = set()
        for _ in range(len(viewer.sheet.rows)):
            assert_fits(viewer)
            kinds.add(viewer.key.split(" ")[0])
            await viewer.press("down")
        assert kinds >= {
            "grant", "milestone", "commitment", "instalment", "payout", "suspension", "recovery",
            "hold", "waiver", "amendment", "cost", "covenant", "screening", "co_funding",
            "funding_report", "member",
        }  # fmt: skip


async def test_what_bears_on_an_instalment_stands_below_it_and_in_its_own_part(
    opened: Open, rich: Office
) -> None:
    async with opened(rich, WIDE) as viewer:
        await open_alpha(viewer)
        keys = [row.key for row in viewer.sheet.rows]
        for key in ("suspension S1", "waiver W1", "recovery B1"):
            below = [other for other in keys if other.startswith(f"{key} ")]
            assert len(below) == 1
            instalment = below[0].split()[2]
            assert keys.index(f"instalment {instalment}") < keys.index(below[0]) < keys.index(key)
        viewer.sheet.choose("milestone M2")
        await viewer.settle()
        assert "2027-03-31 2027-05-31" in viewer.text


async def test_why_says_first_what_is_payable_then_what_is_kept_back_and_what_comes_back(
    opened: Open, rich: Office
) -> None:
    async with opened(rich, (120, 60)) as viewer:
        await open_alpha(viewer)
        viewer.sheet.choose("suspension S1")
        await viewer.press("w")
        assert viewer.shows(Why)
        assert "instalment ALPHA/I1" in viewer.text
        order = ["Payable now", "Kept back", "Conditions", "What was done"]
        lines = viewer.app.screen.query_one(Paper).lines
        assert [title for line in lines for title in order if line.startswith(title)] == order
        assert "Cure by 2026-10-02 (52 days late)" in viewer.text.replace("\u00a0", " ")
        assert "next: announce reduction by the grant officer, from 2026-10-03" in viewer.text
        await viewer.press("escape")
        viewer.sheet.choose("recovery B1")
        await viewer.press("w")
        assert "instalment ALPHA/I2" in viewer.text
        assert viewer.text.index("To come back") < viewer.text.index("Conditions")
        assert "next: record repayment by the accounting officer" in viewer.text


async def test_reasons_that_look_like_markup_are_read_and_do_nothing(
    opened: Open, rich: Office
) -> None:
    async with opened(rich, WIDE) as viewer:
        await open_alpha(viewer)
        for key in ("suspension S1", "recovery B1", "hold H1"):
            viewer.sheet.choose(key)
            await viewer.settle()
            assert HOSTILE in pane(viewer)
            await viewer.press("a")
            await viewer.press("escape", "d")
            assert "[/x]" in viewer.text
            await viewer.press("escape")


async def test_a_queue_row_of_any_kind_opens_the_grant_there_and_the_dialog_of_its_act(
    opened: Open, rich: Office
) -> None:
    lines = browse.queue(rich)
    kinds = {line.kind for line in lines}
    assert kinds >= {"grant", "milestone", "cost", "suspension", "recovery", "screening", "hold"}
    async with opened(rich.acting_as("AUDITOR-1"), WIDE) as viewer:
        for kind in sorted(kinds):
            line = next(each for each in lines if each.kind == kind)
            viewer.sheet.choose(f"{line.kind} {line.subject} {line.act}")
            await viewer.press("d")
            assert f"{line.act.value.capitalize()} {line.grant}" in viewer.text
            await viewer.press("escape", "enter")
            assert viewer.key == f"{line.kind} {line.code}"
            await viewer.press("escape")


def test_what_is_waited_for_is_what_is_decided_first(rich: Office) -> None:
    dossier = browse.dossier(rich, G)
    suspension = Subject("suspension", G, "S1")
    assert main_act(dossier, suspension) is waits_on(dossier, suspension)[0].act
    for row in grant_rows(dossier, Language.ENGLISH):
        if row.subject is not None and row.subject.kind not in ("entry", "member"):
            assert main_act(dossier, row.subject) is not None
            state = state_of(dossier.file, row.subject)
            assert (state is None) == (
                row.subject.kind in ("commitment", "instalment", "co_funding")
            )


def test_of_several_acts_on_one_thing_mine_comes_first(rich: Office) -> None:
    dossier = browse.dossier(rich, G)
    hold, suspension = Subject("hold", G, "H1"), Subject("suspension", G, "S1")
    who = {
        code: rich.acting_as(code).person() for code in ("OFFICER-1", "AUTHORISER-1", "AUDITOR-1")
    }
    assert main_act(dossier, suspension, who["OFFICER-1"]) is Act.ANNOUNCE_REDUCTION
    assert main_act(dossier, suspension, who["AUTHORISER-1"]) is Act.RELEASE
    assert main_act(dossier, suspension, who["AUDITOR-1"]) is Act.ANNOUNCE_REDUCTION
    assert main_act(dossier, hold, who["AUDITOR-1"]) is Act.LIFT

"""Mode 4: what comes next, what is in its way, and the grant that drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.errors import PortfolioError
from portfolio.domain.period import Timing
from portfolio.reports.ahead import Part
from portfolio.services import browse
from portfolio.services.founding import found
from portfolio.services.perform import perform
from portfolio.wording import Language, label, word
from tests.tui.conftest import EACH_ONCE, WIDE
from tui.screens.grant import GrantScreen
from tui.screens.outlook import OutlookScreen
from tui.screens.pictures import PicturesScreen
from tui.screens.portfolio import PortfolioScreen
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


def pane(viewer: Viewer) -> str:
    """Return the text about the chosen row."""
    text = " ".join(viewer.app.screen.query_one("#pane", Paper).lines)
    return text.replace("\N{NO-BREAK SPACE}", " ")


async def choose(viewer: Viewer, key: str) -> None:
    """Put the cursor on a row."""
    viewer.sheet.choose(key)
    await viewer.settle()
    assert viewer.key == key


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_every_part_stands_under_its_title(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        await viewer.press("4")
        assert viewer.shows(OutlookScreen)
        heads = " ".join(r.cells[0].text for r in viewer.sheet.rows if not r.can_be_chosen)
        for part in ("years", "quarters", *Part):
            assert label(f"outlook.{part}", language) in heads
        assert f"{word(Timing.OVERDUE, language)} 14" in heads
        await viewer.press("G")
        assert {len(line) <= size[0] for line in viewer.lines} == {True}


async def test_enter_opens_the_grant_at_what_drives_the_row(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("4")
        for line, opens in (
            ("carry-over instalment PH-NICKEL/I2 ", "instalment I2"),
            ("milestone milestone KIOXIA-MIE-IWATE/M4 ", "milestone M4"),
            ("commitment commitment JASM-2/C1 ", "commitment C1"),
            ("day suspension EXAMPLE-QSENSOR/S2 reduce", "suspension S2"),
        ):
            await choose(viewer, line)
            await viewer.press("enter")
            assert viewer.shows(GrantScreen)
            assert viewer.key == opens
            await viewer.press("escape")
            assert viewer.key == line


async def test_a_quarter_opens_at_its_largest_instalment_and_turns_through_the_rest(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("4")
        await choose(viewer, "quarter SEMI5G 2027-04-01")
        assert "2027-06 ¥180,000,000,000" in pane(viewer)
        assert "MICRON-HIROSHIMA/I5" in pane(viewer)
        await viewer.press("enter")
        assert viewer.key == "instalment I5"
        assert viewer.app.screen.code == "MICRON-HIROSHIMA"  # type: ignore[attr-defined]  # a grant screen
        await viewer.press("right_square_bracket")
        assert viewer.app.screen.code == "KIOXIA-YOKKAICHI"  # type: ignore[attr-defined]  # the same


async def test_a_year_opens_the_grants_of_its_programme(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("4")
        await choose(viewer, "year NICKEL 2027")
        assert "FY2027  NICKEL" in pane(viewer)
        await viewer.press("enter")
        await viewer.settle()
        assert viewer.shows(PortfolioScreen)
        assert viewer.app.screen.words == "NICKEL"  # type: ignore[attr-defined]  # a list screen


async def test_pictures_are_of_the_grant_or_of_the_programme(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("4")
        for key, title in (
            ("year NICKEL 2027", "NICKEL "),
            ("quarter SEMI5G 2027-04-01", "SEMI5G "),
            ("milestone milestone JASM-2/M4 ", "JASM-2 "),
        ):
            await choose(viewer, key)
            await viewer.press("p")
            assert viewer.shows(PicturesScreen)
            assert viewer.lines[2].startswith(title)
            await viewer.press("escape")


async def test_it_says_what_is_in_the_way_and_when_the_year_ends(
    opened: Open, demo: Office
) -> None:
    async with opened(demo, WIDE) as viewer:
        await viewer.press("4")
        await choose(viewer, "carry-over instalment PH-NICKEL/I2 ")
        row = next(line for line in viewer.lines if line.startswith(">"))
        assert "M2 T2 C1" in row
        said = "Not paid by 2027-03-31, it has to be carried over: 128 days are left."
        assert said in pane(viewer)


async def test_a_filter_finds_parts_and_what_is_overdue(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("4", "slash")
        await viewer.write("carry overdue")
        subjects = [r.subject for r in viewer.sheet.rows if r.can_be_chosen]
        assert len(subjects) == 14
        assert {s.kind for s in subjects if s is not None} == {"instalment"}


async def test_it_follows_what_others_do(opened: Open, small: Office) -> None:
    async with opened(small) as viewer:
        await viewer.press("4")
        perform(
            small.acting_as("OFFICER-2"),
            PlaceHold(grant="ALPHA", instalment="I1"),
            reason="audit",
        )
        key = "carry-over instalment ALPHA/I1 "

        def is_held() -> bool:
            row = next((r for r in viewer.sheet.rows if r.key == key), None)
            return row is not None and any("H1" in cell.text for cell in row.cells)

        await viewer.until(is_held)


async def test_an_empty_portfolio_has_no_outlook(opened: Open, tmp_path: Path) -> None:
    office = found(tmp_path / "empty.db", name="Administrator", login="tester")
    async with opened(office) as viewer:
        await viewer.press("4")
        assert label("empty.outlook") in pane(viewer)
        await viewer.press("p")
        assert viewer.said == label("why.nothing_here")


async def test_why_it_could_not_be_read_is_said(
    opened: Open, small: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Office) -> None:
        raise PortfolioError("the disk is gone")

    async with opened(small) as viewer:
        monkeypatch.setattr(browse, "outlook", refused)
        await viewer.press("4")
        assert viewer.shows(OutlookScreen)
        assert "the disk is gone" in viewer.said
        monkeypatch.undo()
        await viewer.press("R")
        assert viewer.sheet.rows

"""What stands beside the conditions of a decision: money, what follows, criteria, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.milestones import SubmitMilestone
from portfolio.domain.reason import Reason
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.perform import perform
from portfolio.wording import Language, amount, label
from tests.story import PROPOSED, VERIFIED, steps, tell
from tests.tui.cases import CASES
from tests.tui.test_dialogs import LARGE, SMALL, Desk, count, fits, no_pause, sit_down, sitting
from tests.tui.test_every_act import fill_in, prepared, rich_database
from tests.tui.test_every_act import sit_down as sit_down_to
from tui.dialogs.beside import Beside
from tui.dialogs.conditions import Conditions
from tui.dialogs.money import sums_of
from tui.screens.evidence import EvidenceScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.cases import Case
    from tests.tui.test_dialogs import Sitting

__all__ = ["no_pause", "prepared", "rich_database"]


def beside(here: Sitting) -> str:
    """What is said there, on one line."""
    return " ".join(" ".join(here.dialog.query_one(Beside).lines).split())


async def test_on_a_wide_terminal_all_of_it_stands_beside_the_conditions(small: Office) -> None:
    tell(small, PROPOSED)
    chief, before = small.acting_as("AUTHORISER-1"), count(small)
    async with sitting(chief, Act.CONFIRM, "P1", size=LARGE) as here:
        fits(here, width=120)
        pane = here.dialog.query_one(Beside)
        conditions = here.dialog.query_one(Conditions)
        assert pane.region.x >= conditions.region.right
        assert conditions.max_scroll_y == 0
        told = beside(here)
        for said in (
            "Confirmed ¥0 → ¥400,000", "Award left ¥1,000,000 → ¥600,000",
            "FY2026 Confirmed ¥0 → ¥400,000 Left ¥1,200,000 → ¥800,000",
            "K1", "E1 ", "R1 ", "propose ALPHA/P1, OFFICER-1", "assess ALPHA/M1, ASSESSOR-1",
        ):  # fmt: skip
            assert said in told, told
    assert count(small) == before


@pytest.mark.parametrize("language", Language)
async def test_on_a_small_one_a_key_turns_to_it_and_back(small: Office, language: Language) -> None:
    tell(small, PROPOSED)
    desk = Desk()
    async with desk.run_test(size=SMALL) as pilot:
        chief = small.acting_as("AUTHORISER-1")
        here = await sit_down(pilot, desk, chief, Act.CONFIRM, "P1", language=language)
        pane, conditions = here.dialog.query_one(Beside), here.dialog.query_one(Conditions)
        assert (pane.display, conditions.display) == (False, True)
        await pilot.press("f3")
        assert (pane.display, conditions.display) == (True, False)
        fits(here)
        assert label("part.money", language) in here.screen
        assert pane.max_scroll_y > 0
        more = label("dialog.more_lines", language).format(count=pane.max_scroll_y)
        assert more in here.screen
        await pilot.press("pagedown")
        assert pane.scroll_offset.y > 0
        await pilot.press("f3")
        assert (pane.display, conditions.display) == (False, True)
        fits(here)


async def test_what_would_follow_says_what_is_payable_and_what_is_still_missing(
    small: Office,
) -> None:
    tell(small, VERIFIED - 1)  # the training is reported, and still to be verified
    async with sitting(small.acting_as("ASSESSOR-1"), Act.VERIFY, "R1", size=LARGE) as here:
        assert here.dialog.then is not None
        assert "What would follow I1 payable ¥400,000" in beside(here)
        assert here.dialog.dossier.entitlement("I1").payable_minor == 0
    tell_next(small, VERIFIED)
    assert browse.dossier(small, "ALPHA").entitlement("I1").payable_minor == 400_000


def tell_next(office: Office, step: int) -> None:
    """Carry out one step more of the story."""
    who, request = steps()[step - 1]
    perform(office.acting_as(who), request)


async def test_what_is_still_missing_after_the_act_is_said(small: Office) -> None:
    tell(small, 1)
    perform(small, SubmitMilestone(grant="ALPHA", milestone="M1"))
    async with sitting(small.acting_as("ASSESSOR-1"), Act.ASSESS, "M1", size=LARGE) as here:
        await here.choose(**{"verdict-K1": "met"})
        await here.write(level="5", summary="Shown", **{"measured-K1": "12", "why-K1": "measured"})
        told = beside(here)
        assert "What would follow I1 payable ¥0" in told
        follows = told.partition("Criteria")[0]
        assert "C1" in follows
        assert "M1" not in follows


async def test_a_hold_moves_no_money_and_stops_what_could_be_paid(small: Office) -> None:
    tell(small, VERIFIED)
    chief = small.acting_as("AUTHORISER-1")
    async with sitting(chief, Act.HOLD, "", size=LARGE) as here:
        assert here.reasons == {Reason.REASON_MISSING}
        assert here.dialog.then is not None  # as if the reason were written already
        moved = [s.key for s in sums_of(here.dialog.dossier, here.dialog.then) if s.moves]
        assert moved == ["column.payable_now"]
        assert "What would follow I1 payable ¥0 -- Hold H1" in beside(here)
        assert "Payable now ¥400,000 → ¥0" in beside(here)


async def test_an_altered_file_is_told_beside_the_decision_and_can_be_looked_at(
    small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTFOLIO_EVIDENCE", raising=False)
    tell(small, PROPOSED)
    place = tmp_path / "small.evidence" / "ALPHA"
    place.mkdir(parents=True)
    (place / "E1.txt").write_text("altered", encoding="utf-8")
    chief, before = small.acting_as("AUTHORISER-1"), count(small)
    async with sitting(chief, Act.CONFIRM, "P1", size=SMALL) as here:
        await here.until(lambda: bool(here.dialog.query_one(Beside).checks))
        alarm = label("file.alarm").format(codes="E1")
        await here.until(lambda: here.told.startswith(alarm))
        await here.write(reason="Paid as agreed")
        assert here.told.startswith(f"{alarm} This would: P1 proposed → confirmed")
        fits(here)
    async with sitting(chief, Act.CONFIRM, "P1", size=LARGE) as here:
        await here.until(lambda: len(here.dialog.query_one(Beside).checks) == 2)
        told = beside(here)
        assert "file differs" in told
        assert "file not there" in told
        assert told.index("E1 ") < told.index("R1 ")  # what differs stands first
        await here.pilot.press("f4")
        screen = here.desk.screen
        assert isinstance(screen, EvidenceScreen)
        await here.until(lambda: not screen.is_waiting)
        await here.pilot.press("down", "escape")
        await here.until(lambda: here.desk.screen is here.dialog)
        assert not here.desk.is_left
    assert count(small) == before


@pytest.mark.parametrize(
    ("act", "of_the_grant", "of_the_year"),
    [
        (Act.CONFIRM, {"confirmed", "award_left"}, {"confirmed", "left"}),
        (Act.CANCEL, {"confirmed", "award_left", "payable_now"}, {"confirmed", "left"}),
        (Act.SETTLE, {"paid"}, {"paid"}),
        (Act.RECORD_FAILURE, {"paid"}, {"paid"}),
        (Act.RECORD_REPAYMENT, {"returned", "reduced", "award_left"}, set()),
        (Act.SUSPEND, {"withheld"}, set()),
        (Act.REDUCE, {"withheld", "reduced"}, set()),
    ],
)
async def test_the_money_an_act_moves_is_told(
    prepared: Callable[[Case], Office], act: Act, of_the_grant: set[str], of_the_year: set[str]
) -> None:
    case, desk = CASES[act], Desk()
    office = prepared(case)
    before = count(office)
    async with desk.run_test(size=SMALL) as pilot:
        here = await sit_down_to(pilot, desk, office.acting_as(case.who), act)
        await fill_in(here, case)
        moved = [s for s in sums_of(here.dialog.dossier, here.dialog.then) if s.moves]
        for each in moved:
            if each.key != "column.payable_now":  # what each instalment may pay is told by itself
                name = label(each.key)
                assert f"{name} {yen(each.before)} → {yen(each.after)}" in here.screen
    keys = {
        year: {s.key.partition(".")[2] for s in moved if bool(s.year) is year}
        for year in (False, True)
    }
    assert keys == {False: of_the_grant, True: of_the_year}
    assert count(office) == before


def yen(minor: int) -> str:
    """Return an amount as it is written."""
    return amount(minor, "JPY", Language.ENGLISH)

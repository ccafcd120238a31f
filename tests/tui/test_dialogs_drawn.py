"""Dialogs drawn from their requests: what they offer, what they compute, and what they refuse."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button, Select

from portfolio.domain.errors import NotFound
from portfolio.domain.reason import Reason
from portfolio.domain.states import ScreeningState
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.wording import Language
from tests.tui.cases import CASES, Case
from tests.tui.conftest import EACH_ONCE
from tests.tui.rich import G
from tests.tui.stories import advanced
from tests.tui.test_dialogs import LARGE, SMALL, Desk, Sitting, fits, no_pause
from tests.tui.test_every_act import fill_in, prepared, rich_database, sit_down
from tui.dialogs.amending import Line
from tui.dialogs.fields import Blank, Field
from tui.dialogs.of_acts import dialog_for
from tui.lines import Subject

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from portfolio.services.office import Office

    Prepare = Callable[[Case], Office]

__all__ = ["no_pause", "prepared", "rich_database"]


@asynccontextmanager
async def sitting(
    prepare: Prepare, act: Act, *, size: tuple[int, int] = SMALL, **changes: object
) -> AsyncIterator[Sitting]:
    """Open the dialog of an act as its case leads to it, with something of the case changed."""
    case = replace(CASES[act], **changes)  # type: ignore[arg-type]  # fields of a case
    office, desk = prepare(case), Desk()
    async with desk.run_test(size=size) as pilot:
        yield await sit_down(pilot, desk, office.acting_as(case.who), act, case=case)


def blanks(here: Sitting) -> list[tuple[str, ...]]:
    """Return what is asked for, as it is seen."""
    every = [each for each in here.dialog.query(Field) if isinstance(each, Blank)]
    return [blank.names for blank in every if blank.display]


async def test_an_amendment_takes_several_lines_and_offers_to_move_what_would_be_passed(
    prepared: Prepare,
) -> None:
    async with sitting(prepared, Act.PROPOSE_AMENDMENT, code="M1", size=LARGE) as here:
        offer = here.dialog.query_one("#offer", Button)
        assert not offer.display
        await here.write(title="Later", source="Application", reason="Machines came late")
        assert here.reasons == {Reason.CHANGES_NOTHING}
        await here.write(**{"new-1": "2027-06-01"})
        assert "Move what it would pass as well: M2 2028-05-31, M3 2028-08-30" in here.screen
        await here.pilot.click("#offer")
        await here.until(lambda: len(list(here.dialog.query(Line))) >= 4)
        await here.weighed()
        moved = {line.subject: line.new for line in here.dialog.query(Line) if not line.is_empty}
        assert moved.keys() == {"M1", "M2", "M3"}
        assert not offer.display
        await here.write(**{"new-1": "soon"})
        assert here.complaints == ["changes"]
        fits(here, width=120)


async def test_amounts_are_amended_in_the_currency_and_not_in_its_smallest_unit(
    prepared: Prepare,
) -> None:
    async with sitting(prepared, Act.PROPOSE_AMENDMENT, kind="instalment", code="I1") as here:
        new = here.dialog.query_one("#new-1")
        assert new.placeholder == "¥400,000"  # type: ignore[attr-defined]  # an entry
        await here.write(**{"new-1": "300,000"}, title="Less", source="x", reason="y")
        assert here.reasons == {Reason.TOTALS_CHANGE}
        await here.choose(**{"subject-2": "I2"})
        await here.write(**{"new-2": "700,000"})
        assert not here.reasons, here.screen


async def test_what_can_be_amended_follows_from_what_is_to_be_changed(prepared: Prepare) -> None:
    async with sitting(prepared, Act.PROPOSE_AMENDMENT, kind="grant", code="") as here:
        line = here.dialog.query_one(Line)
        assert line.subject == G
        await here.choose(**{"what-1": "criterion target"})
        await here.choose(**{"subject-1": "M1.K1"})
        assert line.query_one("#new-1").placeholder == "10"  # type: ignore[attr-defined]  # the same
        await here.choose(**{"what-1": "condition moved"})
        await here.choose(**{"subject-1": "I2.M2"})
        assert line.query_one("#new-1").placeholder == "I2"  # type: ignore[attr-defined]  # the same
        await here.choose(**{"what-1": "award"})
        assert line.subject == G
        assert line.query_one("#new-1").placeholder == "¥1,000,000"  # type: ignore[attr-defined]  # the same


async def test_a_waiver_sets_aside_a_condition_the_instalment_has(prepared: Prepare) -> None:
    async with sitting(prepared, Act.PROPOSE_WAIVER) as here:
        select = here.dialog.query_one("#condition", Select)
        offered = {str(value) for _, value in select._options}  # noqa: SLF001  # what can be chosen
        assert {"milestone.M1", "commitment.C1", "level step.M1"} <= offered
        assert "milestone.M2" not in offered
        assert "until 2027-11-23 at the latest" in here.screen
        await here.write(expires_on="2028-01-01", authority="Council", reason="x")
        assert Reason.EXPIRES_TOO_LATE in here.reasons


async def test_an_advance_says_its_cap_and_is_cleared_before_the_rest_is_transferred(
    prepared: Prepare,
) -> None:
    async with sitting(prepared, Act.PROPOSE_ADVANCE) as here:
        assert "at most ¥200,000" in here.screen
        await here.write(amount="200,001", reason="Machines")
        assert here.reasons == {Reason.ABOVE_ADVANCE_CAP}
    ripe = CASES[Act.PROPOSE].before
    async with sitting(prepared, Act.PROPOSE, before=(*advanced(), *ripe)) as here:
        assert "P2 Clears advances ¥150,000" in here.told


async def test_a_suspension_says_until_when_it_can_be_cured(prepared: Prepare) -> None:
    async with sitting(prepared, Act.SUSPEND) as here:
        await here.write(reason="Level 5 is not shown")
        assert "S1 Cure by 2027-05-23" in here.told
        assert "S1.I1 Withheld ¥400,000" in here.told
    async with sitting(prepared, Act.RELEASE) as here:
        assert "S1 open → released" in here.told
        assert "S1.I1 Released ¥0 → ¥400,000" in here.told
        assert "I1 payable ¥0 → ¥400,000" in here.told


async def test_what_is_owed_today_is_said_and_what_is_left_after_a_repayment(
    prepared: Prepare,
) -> None:
    async with sitting(prepared, Act.RECORD_REPAYMENT) as here:
        assert "owed today: ¥" in here.screen
        await here.write(amount="100,000", payment_reference="BANK-9")
        assert "B1 Owed now ¥" in here.told
        await here.write(amount="900,000")
        assert here.reasons == {Reason.ABOVE_WHAT_IS_OWED}


async def test_several_decisions_on_one_thing_are_offered_and_ask_for_what_they_need(
    prepared: Prepare,
) -> None:
    case = CASES[Act.CLEAR_SCREENING]
    office, desk = prepared(case), Desk()
    async with desk.run_test(size=SMALL) as pilot:
        here = await sit_down(pilot, desk, office.acting_as(case.who), Act.CLEAR_SCREENING)
        assert blanks(here) == []
        await pilot.press("right", "enter")
        await here.until(lambda: here.dialog.act is Act.CLEAR_WITH_CONDITIONS)
        await here.weighed()
        assert blanks(here) == [("conditions",)]
        await here.sign()
        assert not desk.is_left
        assert here.complaints == ["conditions"]
        await here.write(conditions="No foreign servers", reason="Servers abroad")
        await here.sign()
    screening = browse.dossier(office, case.grant).file.screening("Q1")
    assert screening.state is ScreeningState.CONDITIONAL
    assert screening.conditions == "No foreign servers"


async def test_what_is_named_is_what_is_signed_for(prepared: Prepare) -> None:
    async with sitting(prepared, Act.REQUEST_SCREENING) as here:
        assert here.dialog.subject == f"{G}/PART"
        await here.choose(member="")
        assert here.dialog.subject == G
        await here.choose(member="LEAD")
        assert here.dialog.subject == f"{G}/LEAD"


async def test_a_value_that_cannot_be_is_said_beside_its_field(prepared: Prepare) -> None:
    async with sitting(prepared, Act.CLAIM_COST) as here:
        await here.write(amount="12x", incurred_on="31 March", key="lower case", title="x")
        assert set(here.complaints) <= {"key", "amount", "incurred_on"}
        assert here.complaints
        await here.write(key="SN-1", amount="12", incurred_on="2026-03-31", document="Invoice")
        assert here.complaints == []
        assert "Still to fill in: File or SHA-256." in here.told


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_every_shape_of_dialog_fits_both_terminals_in_both_languages(
    prepared: Prepare, size: tuple[int, int], language: Language
) -> None:
    for act in (Act.CLAIM_COST, Act.PROPOSE_AMENDMENT, Act.PROPOSE_RECOVERY, Act.TERMINATE):
        case, desk = CASES[act], Desk()
        office = prepared(case)
        async with desk.run_test(size=size) as pilot:
            here = await sit_down(pilot, desk, office.acting_as(case.who), act, language)
            await fill_in(here, case)
            fits(here, width=size[0])


def test_what_the_grant_does_not_have_is_not_found(prepared: Prepare) -> None:
    office = prepared(CASES[Act.START])
    dossier = browse.dossier(office, G)
    for act, kind in ((Act.RELEASE, "suspension"), (Act.CONFIRM_WAIVER, "waiver")):
        with pytest.raises(NotFound):
            dialog_for(act, office, dossier, Subject(kind, G, "S9"), Language.ENGLISH)


async def test_a_claim_asks_for_what_its_ground_is_about(prepared: Prepare) -> None:
    async with sitting(prepared, Act.PROPOSE_RECOVERY) as here:
        assert here.dialog.query_one("#ground", Select).value == "irregularity"
        await here.choose(ground="reversal")
        assert "Still to fill in: Instalment." in here.told
        await here.write(instalment="I1", payout="", reason="M1 was reversed")
        assert here.reasons == {Reason.NOTHING_OWED_BACK}
        assert here.dialog.subject == f"{G}/I1"
    paid_ahead = (*advanced(),)
    async with sitting(prepared, Act.PROPOSE_RECOVERY, before=paid_ahead) as here:
        assert here.dialog.query_one("#ground", Select).value == "uncleared advance"

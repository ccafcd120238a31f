"""Signing: typed, once, on what was seen, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste
from textual.widgets import Button

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.milestones import RecordEvidence
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout
from portfolio.domain.acts.reskilling import ReportTraining
from portfolio.domain.errors import Busy, CaseChanged
from portfolio.domain.milestone import EvidenceKind
from portfolio.domain.period import parse_day
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.payout import CONDITIONS
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.perform import new_command_id, perform
from portfolio.wording import Language
from tests.story import PROPOSED, VERIFIED, tell
from tests.tui.test_dialogs import LARGE, SMALL, Desk, count, fits, no_pause, sitting, subject_of
from tui.dialogs.conditions import Conditions
from tui.dialogs.fields import Entry
from tui.dialogs.of_acts import dialog_for
from tui.dialogs.telling import other_trouble
from tui.dialogs.weighing import Asked, weigh

if TYPE_CHECKING:
    from portfolio.services.office import Office


__all__ = ["no_pause"]


async def test_signing_twice_has_one_effect(small: Office) -> None:
    tell(small, VERIFIED)
    before = count(small)
    async with sitting(small, Act.PROPOSE, "I1") as here:
        await here.write(typed="ALPHA/I1")
        here.dialog.sign()
        here.dialog.sign()
        await here.pilot.click("#sign")
        await here.until(lambda: here.desk.is_left)
        assert here.desk.outcome is not None
        assert not here.desk.outcome.repeated
    assert count(small) == before + 1
    assert len(browse.dossier(small, "ALPHA").file.payouts) == 1


def test_the_same_command_answers_with_the_first_result(small: Office) -> None:
    tell(small, VERIFIED)
    dossier = browse.dossier(small, "ALPHA")
    asked = Asked(
        request=ProposePayout(grant="ALPHA", instalment="I1"), command_id=new_command_id()
    )
    first, second = (weigh(small, dossier, asked).outcome for _ in range(2))
    assert first is not None
    assert second is not None
    assert second.repeated
    assert second.entries == first.entries


async def test_stray_keys_do_not_sign(small: Office) -> None:
    tell(small, PROPOSED)
    before = count(small)
    async with sitting(small.acting_as("AUTHORISER-1"), Act.CONFIRM, "P1") as here:
        await here.pilot.press(*"pay", "enter", "y", "enter", "space", "enter")
        await here.pilot.press("tab", *"confirm y", "enter", "enter", "tab", *"ALPHA/P", "enter")
        await here.weighed()
        assert here.dialog.query_one("#sign", Button).disabled
        await here.pilot.press("1")
        await here.pilot.pause()
        assert not here.dialog.query_one("#sign", Button).disabled
        await here.pilot.press("enter", "enter")
        await here.weighed()
        assert not here.desk.is_left
        assert count(small) == before
        await here.pilot.press("x")
        await here.pilot.pause()
        assert here.dialog.query_one("#sign", Button).disabled
        await here.pilot.press("backspace", "tab", "enter")
        await here.until(lambda: here.desk.is_left)
    assert browse.dossier(small, "ALPHA").file.payout("P1").state is PayoutState.CONFIRMED


async def test_somebody_else_writing_in_between_saves_nothing_and_both_are_shown(
    small: Office,
) -> None:
    tell(small, PROPOSED)
    async with sitting(small.acting_as("AUTHORISER-1"), Act.CONFIRM, "P1") as here:
        perform(small.acting_as("OFFICER-2"), PlaceHold(grant="ALPHA"), reason="Wait for it")
        before = count(small)
        await here.sign()
        assert not here.desk.is_left
        assert "ALPHA has moved on since it was shown: hold ALPHA/H1 by OFFICER-2." in here.told
        assert "Nothing was saved." in here.told
        assert here.dialog.written("typed") == ""
        painted = here.dialog.query_one(Conditions).lines
        assert any(line.startswith("* HOLD Hold H1 has stopped payment") for line in painted)
        assert any(line.startswith("* PASS No hold stands on I1") for line in painted)
        assert any(line.startswith("  PASS M1 was found met") for line in painted)
        assert count(small) == before
        await here.sign()
        assert "Not confirmed: ALPHA/P1." in here.told
        assert count(small) == before


async def test_a_case_that_changed_after_the_proposal_is_shown_then_and_now(small: Office) -> None:
    tell(small, PROPOSED)
    perform(
        small,
        ReportTraining(
            grant="ALPHA", commitment="C1", rung=Rung.CERTIFIED, persons=12,
            as_of=parse_day("as_of", "2026-11-01"), document="More", document_sha256="ef" * 32,
        ),
    )  # fmt: skip
    before = count(small)
    async with sitting(small.acting_as("AUTHORISER-1"), Act.CONFIRM, "P1") as here:
        assert "The facts have changed" in here.told
        await here.sign()
        assert "Review what has changed and sign again." in here.told
        now = [x for x in here.dialog.query_one(Conditions).lines if x.startswith("* ")]
        assert len(now) == 2
    with pytest.raises(CaseChanged):
        perform(small.acting_as("AUTHORISER-1"), ConfirmPayout(grant="ALPHA", payout="P1"))
    assert count(small) == before


async def test_hostile_text_is_read_and_never_acts(small: Office) -> None:
    title = "[/x] [@click=app.quit]Report[/] [REF-12] \\[b]"
    perform(
        small,
        RecordEvidence(
            grant="ALPHA", milestone="M1", kind=EvidenceKind.ENVIRONMENT_TEST_REPORT,
            title=title, address="https://example.org/[/]", member="LEAD",
        ),
    )  # fmt: skip
    async with sitting(small, Act.SUBMIT, "M1", size=LARGE) as here:
        assert title in here.screen
        pasted = "[bold]x[/] \x1b]52;c;aGk=\x07 \u202egnorw"
        here.dialog.query_one("#reason", Entry).post_message(Paste(pasted))
        await here.until(lambda: "[bold]x[/] \\x1b]52;c;aGk=\\x07 \\u202egnorw" in here.screen)
        assert "\x1b" not in here.screen
        assert "\u202e" not in here.screen


async def test_the_conditions_of_an_instalment_are_seen_without_scrolling(small: Office) -> None:
    tell(small, PROPOSED)
    async with sitting(small.acting_as("AUTHORISER-1"), Act.CONFIRM, "P1") as here:
        fits(here)
        case = browse.dossier(small, "ALPHA").entitlement("I1").case
        conditions = [f for check in CONDITIONS for f in check(case)]
        assert len(conditions) >= 6
        shown = here.dialog.query_one(Conditions)
        seen = shown.lines[: shown.scrollable_content_region.height]
        assert sum("PASS" in line for line in seen) >= len(conditions), here.screen
        assert "more" in str(shown.border_subtitle)
        await here.pilot.press("pagedown", "pagedown")
        await here.until(lambda: not shown.border_subtitle)
        assert "OFFICER-1" in here.screen
        assert "AUTHORISER-1 had no part before" in here.screen


async def test_an_assessor_is_told_where_a_judgement_does_not_fit(small: Office) -> None:
    tell(small, 2)
    before = count(small)
    async with sitting(small.acting_as("ASSESSOR-1"), Act.ASSESS, "M1", size=SMALL) as here:
        fits(here)
        await here.choose(**{"verdict-K1": "partly"})
        assert here.dialog.query_one("#share-K1").display
        await here.write(
            level="5", summary="Half", **{"measured-K1": "many", "share-K1": "1/2", "why-K1": "x"}
        )
        assert here.complaints == ["K1"]
        await here.write(**{"measured-K1": "7", "share-K1": "2"})
        assert here.complaints == ["K1"]
        await here.write(**{"share-K1": "2/3"})
        assert here.complaints == []
        assert "M1 submitted → partly met (66.6%)" in here.told
        assert count(small) == before


async def test_a_file_that_cannot_be_read_is_no_evidence(small: Office) -> None:
    before = count(small)
    async with sitting(small, Act.RECORD_EVIDENCE, "M1") as here:
        for path in ("~nobody-of-that-name/report.pdf", "/dev/zero"):
            await here.write(title="Report", file=path)
            assert here.complaints == ["file"]
            await here.sign()
            assert here.complaints == ["file"]
    assert count(small) == before


@pytest.mark.parametrize("language", Language)
def test_a_busy_database_is_said_calmly(language: Language) -> None:
    said = other_trouble(Busy("locked"), language)
    assert "locked" not in said
    assert said


async def test_an_answer_that_comes_after_the_dialog_was_left_is_dropped(small: Office) -> None:
    tell(small, VERIFIED)
    before = count(small)
    desk = Desk()
    async with desk.run_test(size=SMALL) as pilot:
        for _ in range(3):
            dossier = browse.dossier(small, "ALPHA")
            desk.is_left = False
            subject = subject_of(Act.PROPOSE, "I1")
            desk.push_screen(
                dialog_for(Act.PROPOSE, small, dossier, subject, Language.ENGLISH), desk.left
            )
            await pilot.press("9", "escape")
            await desk.workers.wait_for_complete()
            await pilot.pause(0.05)
            assert desk.is_left
    assert count(small) == before

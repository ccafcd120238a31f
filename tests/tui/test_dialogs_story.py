"""The whole story of a payout through the dialogs, and everything that stops it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SettlePayout
from portfolio.domain.reason import Reason
from portfolio.domain.states import MilestoneState, PayoutState, ReportState
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.perform import perform
from tests.story import CONFIRMED, PROPOSED, VERIFIED, steps, tell
from tests.tui.test_dialogs import SMALL, Desk, count, no_pause, sit_down, sitting

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


__all__ = ["no_pause"]


async def test_from_evidence_to_a_settled_payout(small: Office, tmp_path: Path) -> None:
    report = tmp_path / "test report.pdf"
    report.write_bytes(b"ten runs passed")
    begins, desk = count(small), Desk()
    async with desk.run_test(size=SMALL) as pilot:
        here = await sit_down(pilot, desk, small, Act.RECORD_EVIDENCE, "M1")
        await here.write(title="Test report", file=str(report))
        digest = sha256(b"ten runs passed").hexdigest()
        await here.until(lambda: digest in here.screen)
        await here.weighed()
        await here.sign("ALPHA/M1")
        assert desk.outcome is not None, here.screen
        assert browse.dossier(small, "ALPHA").file.evidence[0].sha256 == digest

        here = await sit_down(pilot, desk, small, Act.SUBMIT, "M1")
        assert "M1 planned → submitted" in here.told
        await here.sign("ALPHA/M1")

        here = await sit_down(pilot, desk, small.acting_as("ASSESSOR-1"), Act.ASSESS, "M1")
        assert here.reasons == {Reason.CRITERIA_UNJUDGED}
        await here.choose(**{"verdict-K1": "met"})
        await here.write(level="5", summary="Shown", **{"measured-K1": "12", "why-K1": "measured"})
        assert "M1 submitted → met (100%)" in here.told
        assert "T1 TRL 4 → 5" in here.told
        await here.sign("ALPHA/M1")
        assert browse.dossier(small, "ALPHA").file.milestone("M1").state is MilestoneState.MET

        here = await sit_down(pilot, desk, small, Act.REPORT, "C1")
        await here.write(persons="10", as_of="2026-10-31", document="Roll", file="CD" * 32)
        await here.sign("ALPHA/C1")

        here = await sit_down(pilot, desk, small.acting_as("OFFICER-2"), Act.VERIFY, "R1")
        assert "C1 Verified 0 → 10" in here.told
        assert "I1 payable ¥0 → ¥400,000" in here.told
        await here.sign("ALPHA/R1")
        assert browse.dossier(small, "ALPHA").file.report("R1").state is ReportState.VERIFIED

        here = await sit_down(pilot, desk, small, Act.PROPOSE, "I1")
        await here.sign("ALPHA/I1")
        here = await sit_down(pilot, desk, small.acting_as("AUTHORISER-1"), Act.CONFIRM, "P1")
        assert "propose OFFICER-1 2026-11-23" in here.screen
        assert "Confirmed ¥0 → ¥400,000" in here.screen
        assert "Award left ¥1,000,000 → ¥600,000" in here.screen
        assert "FY2026 Left ¥1,200,000 → ¥800,000" in here.screen
        await here.sign("ALPHA/P1")
        here = await sit_down(pilot, desk, small.acting_as("ACCOUNTANT-1"), Act.SETTLE, "P1")
        assert "Still to fill in: Payment reference." in here.told
        await here.write(payment_reference="BANK-7")
        assert "Paid ¥0 → ¥400,000" in here.screen
        await here.sign("ALPHA/P1")
    payout = browse.dossier(small, "ALPHA").file.payout("P1")
    assert payout.state is PayoutState.PAID
    assert payout.payment_reference == "BANK-7"
    stage_gate = 2  # opened and passed with the assessment
    assert count(small) == begins + 9 + stage_gate


async def test_the_other_ways_a_payout_can_go(small: Office) -> None:
    tell(small, PROPOSED)
    desk = Desk()
    async with desk.run_test(size=SMALL) as pilot:
        authoriser, accountant = (small.acting_as(c) for c in ("AUTHORISER-1", "ACCOUNTANT-1"))
        here = await sit_down(pilot, desk, authoriser, Act.CONFIRM, "P1")
        await pilot.press("right", "enter")
        await here.until(lambda: "Reason (required)" in here.screen)
        await here.weighed()
        assert here.reasons == {Reason.REASON_MISSING}
        await here.write(reason="The amount has to be checked")
        await here.sign()
        assert _state(small, "P1") is PayoutState.SENT_BACK

        here = await sit_down(pilot, desk, small, Act.PROPOSE, "I1")
        await here.write(amount="150,000")
        assert here.reasons == {Reason.REASON_MISSING}
        await here.write(reason="A part now")
        assert "Amount ¥150,000" in here.screen
        await here.sign()
        assert browse.dossier(small, "ALPHA").file.payout("P2").amount_minor == 150_000

        for act in (Act.CONFIRM, Act.CANCEL):
            here = await sit_down(pilot, desk, authoriser, act, "P2")
            await here.write(reason="Because")
            await here.sign()
        assert _state(small, "P2") is PayoutState.CANCELLED

        perform(small, ProposePayout(grant="ALPHA", instalment="I1"))
        perform(authoriser, ConfirmPayout(grant="ALPHA", payout="P3"))
        perform(accountant, SettlePayout(grant="ALPHA", payout="P3", payment_reference="BANK-1"))
        here = await sit_down(pilot, desk, accountant, Act.RECORD_FAILURE, "P3")
        await here.write(reason="Account closed")
        await here.sign()
        assert _state(small, "P3") is PayoutState.PAYMENT_FAILED


def _state(office: Office, payout: str) -> PayoutState:
    return browse.dossier(office, "ALPHA").file.payout(payout).state


async def test_a_hold_is_placed_by_one_and_lifted_by_another(small: Office) -> None:
    desk, authoriser = Desk(), small.acting_as("AUTHORISER-1")
    async with desk.run_test(size=SMALL) as pilot:
        here = await sit_down(pilot, desk, small, Act.HOLD, "")
        assert here.reasons == {Reason.REASON_MISSING}
        await here.write(reason="x" * 5_000)
        await here.choose(scope="I2")
        assert here.dialog.subject == "ALPHA/I2"
        await here.sign("ALPHA/I2")
        assert desk.outcome is None
        assert here.complaints == ["reason"]
        assert "5000 characters" in here.screen
        assert "Still to fill in" not in here.told
        await here.write(reason="Undertaking missing")
        await here.sign("ALPHA/I2")
        assert browse.dossier(small, "ALPHA").file.hold("H1").instalment == "I2"

        here = await sit_down(pilot, desk, small, Act.LIFT, "H1")
        await here.write(reason="Here it is")
        assert here.reasons == {Reason.ROLE_MISSING, Reason.DUTIES_COLLIDE}
        await pilot.press("escape")
        here = await sit_down(pilot, desk, authoriser, Act.LIFT, "H1")
        assert "Undertaking missing" in here.screen
        await here.write(reason="Here it is")
        await here.sign()
    assert not browse.dossier(small, "ALPHA").file.holds_on("I2")


async def test_a_milestone_is_returned_and_a_report_rejected_with_a_reason(small: Office) -> None:
    desk, assessor = Desk(), small.acting_as("ASSESSOR-1")
    async with desk.run_test(size=SMALL) as pilot:
        tell(small, 2)
        here = await sit_down(pilot, desk, assessor, Act.RETURN, "M1")
        await here.write(reason="The report is not signed")
        await here.sign()
        dossier = browse.dossier(small, "ALPHA")
        assert dossier.file.milestone("M1").state is MilestoneState.PLANNED

        perform(small, steps()[3][1])
        here = await sit_down(pilot, desk, assessor, Act.VERIFY, "R1")
        assert "10 persons certified" in here.screen
        await pilot.press("right", "enter")
        await here.write(reason="Three are counted twice")
        await here.sign()
    assert browse.dossier(small, "ALPHA").file.report("R1").state is ReportState.REJECTED


REFUSED = [
    ("OFFICER-1", Act.PROPOSE, "I1", 2, Reason.MILESTONE_NOT_MET),
    ("OFFICER-1", Act.PROPOSE, "I2", VERIFIED, Reason.LEVEL_SHORT),
    ("OFFICER-1", Act.PROPOSE, "I1", 4, Reason.RESKILLING_NOT_VERIFIED),
    ("OFFICER-1", Act.CONFIRM, "P1", PROPOSED, Reason.DUTIES_COLLIDE),
    ("OFFICER-1", Act.ASSESS, "M1", 2, Reason.DUTIES_COLLIDE),
    ("AUTHORISER-1", Act.SETTLE, "P1", CONFIRMED, Reason.DUTIES_COLLIDE),
    ("ASSESSOR-1", Act.CONFIRM, "P1", CONFIRMED, Reason.MOVE_IMPOSSIBLE),
]


async def test_what_is_not_in_order_is_said_and_not_done(small: Office) -> None:
    desk, told = Desk(), 0
    async with desk.run_test(size=SMALL) as pilot:
        for who, act, code, upto, reason in sorted(REFUSED, key=lambda case: case[3]):
            for person, request in steps()[told:upto]:
                perform(small.acting_as(person), request)
            told, before = upto, count(small)
            here = await sit_down(pilot, desk, small.acting_as(who), act, code)
            assert reason in here.reasons
            assert "In the way:" in here.told
            assert "FAIL" in here.screen
            if act is Act.SETTLE:
                await here.write(payment_reference="BANK-1")
            if act is Act.ASSESS:
                await here.choose(**{"verdict-K1": "met"})
                await here.write(level="5", summary="Mine", **{"why-K1": "so"})
            await here.sign()
            assert not desk.is_left
            assert reason in here.reasons
            assert "Nothing was saved." in here.told
            assert here.dialog.written("typed") == ""
            assert count(small) == before
            await pilot.press("escape")


async def test_above_the_award_above_the_appropriation_and_held(small: Office) -> None:
    tell(small, VERIFIED)
    desk = Desk()
    async with desk.run_test(size=SMALL) as pilot:
        before = count(small)
        here = await sit_down(pilot, desk, small, Act.PROPOSE, "I1")
        await here.write(amount="1300000", reason="All at once")
        too_much = {Reason.ABOVE_AWARD, Reason.ABOVE_APPROPRIATION, Reason.ABOVE_ENTITLEMENT}
        assert here.reasons == too_much
        await here.sign()
        assert here.reasons == too_much
        assert "Not proposed: ALPHA/I1." in here.told
        assert count(small) == before
        await pilot.press("escape")

        perform(small.acting_as("AUTHORISER-1"), PlaceHold(grant="ALPHA"), reason="Doubts [/x]")
        here = await sit_down(pilot, desk, small, Act.PROPOSE, "I1")
        assert here.reasons == {Reason.HELD}
        assert "Doubts [/x]" in here.screen
        await here.sign()
        assert not desk.is_left
        assert count(small) == before + 1


async def test_an_amount_that_is_none_is_said_beside_the_field(small: Office) -> None:
    tell(small, VERIFIED)
    before = count(small)
    async with sitting(small, Act.PROPOSE, "I1") as here:
        for written in ("12x", "-5", "1,00", "1.5", "9" * 17, "\uff11\uff12", "0"):
            await here.write(amount=written)
            assert here.complaints == ["amount"], written
            assert "Still to fill in" not in here.told
        await here.sign()
        assert here.complaints == ["amount"]
        assert not here.desk.is_left
        await here.write(amount="")
        assert here.complaints == []
    assert count(small) == before

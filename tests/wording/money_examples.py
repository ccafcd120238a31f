"""Findings on money paid ahead, withheld for a shortfall and claimed back, as really made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.payouts import CancelPayout, RecordFailure
from portfolio.domain.acts.recoveries import ConfirmRecovery, ProposeRecovery, RecordRepayment
from portfolio.domain.acts.suspensions import (
    AnnounceReduction,
    ReduceSuspension,
    ReleaseSuspension,
    SuspendInstalment,
)
from portfolio.domain.policies import PolicyName
from portfolio.domain.recovery import Ground
from portfolio.domain.terms import TermName
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    GRANT,
    OFFICER,
    Story,
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.finding import Finding

WHY = "As the inquiry found"
TERMS = {
    TermName.ADVANCE_SHARE: "1/5",
    TermName.ADVANCE_MONTHS: "12",
    TermName.CLEARING_SHARE: "1/2",
    TermName.CURE_MONTHS: "6",
    TermName.RECOVERY_DAYS: "20",
}
REVERSAL = ProposeRecovery(grant=GRANT, ground=Ground.REVERSAL, instalment="I1")


def money_findings() -> Iterator[Finding]:
    """Yield every finding there is on advances, suspensions and recoveries."""
    yield from _on_advances()
    yield from _on_what_an_advance_leaves()
    yield from _on_suspensions()
    yield from _on_what_cannot_be_withheld()
    yield from _on_claims()
    yield from _on_what_was_promised()


def _of(story: Story) -> tuple[Finding, ...]:
    return tuple(f for step in story.changes[-1].steps for f in step.findings)


def _ahead(amount: int) -> ProposeAdvance:
    return ProposeAdvance(grant=GRANT, instalment="I1", amount_minor=amount)


def _on_advances() -> Iterator[Finding]:
    story = Story(programme=programme_file(terms=TERMS))
    story.does(OFFICER, _ahead(300_000), WHY)
    yield from _of(story)
    yield from story.refusal(OFFICER, _ahead(900_000), WHY).findings
    yield from Story().refusal(OFFICER, _ahead(1), WHY).findings
    owing = _claimed()
    yield from owing.refusal(OFFICER, _ahead(1), WHY).findings


def _on_what_an_advance_leaves() -> Iterator[Finding]:
    story = ripe(programme_file(terms=TERMS))
    story.advances("I1", 300_000)
    story.pays("I1", 200_000)
    failed = RecordFailure(grant=GRANT, payout="P1")
    yield from story.refusal(ACCOUNTANT, failed, WHY).findings
    story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P2"), WHY)
    cancel = CancelPayout(grant=GRANT, payout="P2")
    yield from story.refusal(AUTHORISER, cancel, WHY).findings
    whole = ripe(programme_file(terms={**TERMS, TermName.CLEARING_SHARE: "1"}))
    whole.advances("I1", 300_000)
    whole.pays("I1", 200_000)
    failed = RecordFailure(grant=GRANT, payout="P2")
    yield from whole.refusal(ACCOUNTANT, failed, WHY).findings


def _on_suspensions() -> Iterator[Finding]:
    programme = programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL, terms=TERMS)
    suspend = SuspendInstalment(grant=GRANT, instalment="I1")
    yield from ripe(programme).refusal(OFFICER, suspend, WHY).findings
    story = ripe(programme, trained=45)
    story.does(OFFICER, suspend, WHY)
    yield from _of(story)
    yield from story.refusal(OFFICER, suspend, WHY).findings
    release = ReleaseSuspension(grant=GRANT, suspension="S1")
    yield from story.refusal(AUTHORISER, release).findings
    story.day = date(2025, 12, 3)
    story.does(OFFICER, AnnounceReduction(grant=GRANT, suspension="S1"), WHY)
    story.trains(54)
    reduce = ReduceSuspension(grant=GRANT, suspension="S1")
    yield from story.refusal(AUTHORISER, reduce, WHY).findings


def _on_what_cannot_be_withheld() -> Iterator[Finding]:
    story = ripe(programme_file(terms=TERMS))
    story.pays("I1")
    story.shows("M2")
    story.trains(20, "C2")
    story.day = date(2026, 4, 1)
    story.pays("I2")
    story.reverses("M2", 5)
    suspend = SuspendInstalment(grant=GRANT, instalment="I2")
    yield from story.refusal(OFFICER, suspend, WHY).findings


def _claimed() -> Story:
    story = ripe(programme_file(terms=TERMS))
    story.pays("I1")
    story.reverses("M1", 4)
    story.claims(Ground.REVERSAL, instalment="I1")
    return story


def _on_claims() -> Iterator[Finding]:
    story = ripe(programme_file(terms=TERMS))
    yield from story.refusal(OFFICER, REVERSAL, WHY).findings
    story.pays("I1")
    story.reverses("M1", 4)
    more = ProposeRecovery(
        grant=GRANT, ground=Ground.REVERSAL, instalment="I1", amount_minor=1_000_001
    )
    yield from story.refusal(OFFICER, more, WHY).findings
    story.does(OFFICER, REVERSAL, WHY)
    yield from _of(story)
    failed = RecordFailure(grant=GRANT, payout="P1")
    yield from story.refusal(ACCOUNTANT, failed, WHY).findings
    story.shows("M1")
    confirm = ConfirmRecovery(grant=GRANT, recovery="B1")
    yield from story.refusal(AUTHORISER, confirm).findings
    repaid = RecordRepayment(
        grant=GRANT, recovery="B1", amount_minor=1_000_001, payment_reference="BANK-9"
    )
    yield from _claimed().refusal(ACCOUNTANT, repaid).findings


def _on_what_was_promised() -> Iterator[Finding]:
    story = ripe(programme_file(terms=TERMS))
    story.advances("I1", 300_000)
    story.proposes("I1", 200_000)
    story.confirms("P2")
    story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout="P1"), WHY)
    yield from story.refusal(ACCOUNTANT, story.settlement("P2")).findings
    owing = _claimed()
    owing.shows("M1")
    owing.shows("M2")
    owing.trains(20, "C2")
    owing.proposes("I2")
    owing.confirms("P2")
    repaid = RecordRepayment(grant=GRANT, recovery="B1", amount_minor=1, payment_reference="BANK-9")
    owing.does(ACCOUNTANT, repaid)
    yield from owing.refusal(ACCOUNTANT, owing.settlement("P2")).findings

"""A grant with one of everything that moves, and every request that can be made on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from portfolio.domain.acts import (
    amendments,
    costs,
    covenants,
    curing,
    funding,
    gates,
    granting,
    recoveries,
    screenings,
    suspensions,
    waivers,
)
from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.milestones import ReturnMilestone, SubmitMilestone
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.acts.reskilling import RejectReport, VerifyReport
from portfolio.domain.amendment import Amended, Amendment, AmendmentLine
from portfolio.domain.co_funding import FundingReport
from portfolio.domain.cost import Cost, CostKind
from portfolio.domain.recovery import Ground, Recovery
from portfolio.domain.screening import Screening
from portfolio.domain.stage_gate import StageGate
from portfolio.domain.states import (
    AmendmentState,
    CostState,
    RecoveryState,
    ReportState,
    ScreeningState,
    StageGateState,
    SuspensionState,
    WaiverState,
)
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from portfolio.domain.waiver import Waivable, Waiver
from tests.domain.builders import (
    ACCOUNTANT,
    DAY,
    GRANT,
    SOURCE,
    Story,
    covenant,
    digest_of,
    occasion,
    programme_file,
    ripe,
    with_funding,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.acts.table import Request
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile

NOON = occasion(ACCOUNTANT).recorded_at
DOCUMENT = "Signed statement"

ALL_TERMS: dict[TermName, str] = {
    TermName.CURE_MONTHS: "6",
    TermName.REDUCTION_NOTICE_MONTHS: "2",
    TermName.AMOUNT_NOTICE_MONTHS: "1",
    TermName.WAIVER_MONTHS: "12",
    TermName.SCREENING_MONTHS: "24",
    TermName.ATTESTATION_MONTHS: "12",
    TermName.RETENTION_CHECK_MONTHS: "12",
    TermName.ADVANCE_SHARE: "1/5",
    TermName.ADVANCE_MONTHS: "12",
    TermName.RECOVERY_DAYS: "20",
    TermName.INTEREST_RATE: "0.1095",
    TermName.LATE_RATE: "0.1095",
    TermName.INTEREST_YEAR_DAYS: "365",
    TermName.RECOVERY_ORDER: "principal first",
    TermName.BREACH_RECOVERY: "pro rata",
}
"""Terms under which every mechanism can be used; illustrative values."""


def full_terms(**more: str) -> ProgrammeFile:
    """Return a programme with all terms; `more` by name with underlines for blanks."""
    named = {TermName(name.replace("_", " ")): value for name, value in more.items()}
    return programme_file(terms={**ALL_TERMS, **named})


def everything() -> Story:
    """Return a grant with one of everything that moves, each in its first state."""
    return Story(file=_everything_file(), programme=full_terms())


@cache
def _everything_file() -> GrantFile:
    story = ripe(full_terms())
    story.file = with_funding(story.file, asked=500_000).with_records(
        (
            covenant("V1"),
            Screening(
                grant=GRANT, code="Q1", state=ScreeningState.CLEARED, valid_until=date(2027, 6, 2),
                requested_by="OFFICER", requested_at=NOON, decided_by="COUNCIL", decided_at=NOON,
                moved_on=DAY,
            ),
            FundingReport(
                grant=GRANT, code="F1", co_funding="F1", raised_minor=500_000, as_of=DAY,
                document=DOCUMENT, document_sha256=digest_of(DOCUMENT),
                state=ReportState.VERIFIED, reported_by="OFFICER", reported_at=NOON,
                decided_by="OFFICER-2", decided_at=NOON, moved_on=DAY,
            ),
        )
    )  # fmt: skip
    story.proposes("I1", 400_000)
    story.does(ACCOUNTANT, PlaceHold(grant=GRANT, instalment="I2"), "Site visit due")
    story.file = story.file.with_records(
        (
            StageGate(
                grant=GRANT, code="G1", element="NODE", milestone="M1", assessment="A1",
                from_level=4, to_level=5, state=StageGateState.OPEN, opened_by="ASSESSOR",
                opened_at=NOON, moved_on=DAY,
            ),
            FundingReport(
                grant=GRANT, code="F2", co_funding="F1", raised_minor=600_000, as_of=DAY,
                document=DOCUMENT, document_sha256=digest_of(DOCUMENT),
                state=ReportState.REPORTED, reported_by="OFFICER", reported_at=NOON, moved_on=DAY,
            ),
            Cost(
                grant=GRANT, code="K1", instalment="I1", member="LEAD", kind=CostKind.ASSET,
                key="TOOL-1", title="Exposure tool", amount_minor=900_000, incurred_on=DAY,
                document=DOCUMENT, document_sha256=digest_of(DOCUMENT), state=CostState.CLAIMED,
                claimed_by="OFFICER", claimed_at=NOON, moved_on=DAY,
            ),
            Suspension(
                grant=GRANT, code="S1", instalment="I2", amount_minor=300_000,
                state=SuspensionState.OPEN, reason="Level 6 is not shown", opened_on=DAY,
                cure_due_on=date(2025, 12, 2), opened_by="OFFICER", opened_at=NOON, moved_on=DAY,
            ),
            Withholding(grant=GRANT, suspension="S1", instalment="I2", amount_minor=300_000),
            Waiver(
                grant=GRANT, code="W1", instalment="I2", condition=Waivable.COMMITMENT,
                condition_code="C2", authority="decision of the council", reason="Plant moved",
                expires_on=date(2026, 3, 31), state=WaiverState.PROPOSED, proposed_by="OFFICER",
                proposed_at=NOON, moved_on=DAY,
            ),
            Amendment(
                grant=GRANT, code="N1", title="Later pilot", reason="Tool came late",
                source=SOURCE, state=AmendmentState.PROPOSED, proposed_by="OFFICER",
                proposed_at=NOON, moved_on=DAY,
            ),
            AmendmentLine(
                grant=GRANT, amendment="N1", number=1, what=Amended.MILESTONE_DUE, subject="M2",
                old="2026-09-30", new="2026-12-31",
            ),
            Recovery(
                grant=GRANT, code="B1", payout="P1", ground=Ground.IRREGULARITY,
                principal_minor=100_000, interest_from=DAY, state=RecoveryState.PROPOSED,
                reason="Invoice paid twice", proposed_by="OFFICER", proposed_at=NOON, moved_on=DAY,
            ),
        )
    )  # fmt: skip
    return story.file


def requests_on(
    kind: str, code: str | None = None, *, story: Story | None = None
) -> dict[Act, Request]:
    """Return the requests that can be made on a subject, by act; on the one of its kind if unsaid.

    `story` is asked for the criteria where a milestone is assessed.
    """
    code = code or CODES[kind]
    if kind == "milestone":
        return _on_milestone(code, story or everything())
    return _ON_KIND[kind](code)


def _on_grant(code: str) -> dict[Act, Request]:
    return {
        Act.AWARD: granting.AwardGrant(grant=code),
        Act.START: granting.StartGrant(grant=code),
        Act.COMPLETE: granting.CompleteGrant(grant=code),
        Act.ANNOUNCE_AMOUNT: granting.AnnounceAmount(grant=code),
        Act.FIX_AMOUNT: granting.FixAmount(grant=code),
        Act.CLOSE_ACCOUNTS: granting.CloseAccounts(grant=code),
        Act.MONITOR: granting.MonitorGrant(grant=code),
        Act.CLOSE: granting.CloseGrant(grant=code),
        Act.SUSPEND_GRANT: granting.SuspendGrant(grant=code),
        Act.RESUME: granting.ResumeGrant(grant=code),
        Act.TERMINATE: granting.TerminateGrant(grant=code),
    }


def _on_milestone(code: str, story: Story) -> dict[Act, Request]:
    return {
        Act.SUBMIT: SubmitMilestone(grant=GRANT, milestone=code),
        Act.RETURN: ReturnMilestone(grant=GRANT, milestone=code),
        Act.ASSESS: story.assessment(code),
        Act.GRANT_CURE: curing.GrantCure(grant=GRANT, milestone=code),
        Act.LAPSE: curing.LapseMilestone(grant=GRANT, milestone=code),
        Act.REVERSE: curing.ReverseMilestone(grant=GRANT, milestone=code, level_now=4),
        Act.WITHDRAW: curing.WithdrawMilestone(grant=GRANT, milestone=code),
    }


def _on_stage_gate(code: str) -> dict[Act, Request]:
    return {
        Act.PASS_GATE: gates.PassGate(grant=GRANT, stage_gate=code),
        Act.FAIL_GATE: gates.FailGate(grant=GRANT, stage_gate=code),
    }


def _on_report(code: str) -> dict[Act, Request]:
    return {
        Act.VERIFY: VerifyReport(grant=GRANT, report=code),
        Act.REJECT: RejectReport(grant=GRANT, report=code),
    }


def _on_funding_report(code: str) -> dict[Act, Request]:
    return {
        Act.VERIFY_FUNDING: funding.VerifyFunding(grant=GRANT, funding_report=code),
        Act.REJECT_FUNDING: funding.RejectFunding(grant=GRANT, funding_report=code),
    }


def _on_cost(code: str) -> dict[Act, Request]:
    return {
        Act.ACCEPT_COST: costs.AcceptCost(grant=GRANT, cost=code),
        Act.REFUSE_COST: costs.RefuseCost(grant=GRANT, cost=code),
    }


def _on_payout(code: str) -> dict[Act, Request]:
    return {
        Act.CONFIRM: ConfirmPayout(grant=GRANT, payout=code),
        Act.SEND_BACK: SendBackPayout(grant=GRANT, payout=code),
        Act.CANCEL: CancelPayout(grant=GRANT, payout=code),
        Act.SETTLE: SettlePayout(grant=GRANT, payout=code, payment_reference="BANK-1"),
        Act.RECORD_FAILURE: RecordFailure(grant=GRANT, payout=code),
    }


def _on_hold(code: str) -> dict[Act, Request]:
    return {Act.LIFT: LiftHold(grant=GRANT, hold=code)}


def _on_suspension(code: str) -> dict[Act, Request]:
    return {
        Act.ANNOUNCE_REDUCTION: suspensions.AnnounceReduction(grant=GRANT, suspension=code),
        Act.RELEASE: suspensions.ReleaseSuspension(grant=GRANT, suspension=code),
        Act.REDUCE: suspensions.ReduceSuspension(grant=GRANT, suspension=code),
    }


def _on_waiver(code: str) -> dict[Act, Request]:
    return {
        Act.CONFIRM_WAIVER: waivers.ConfirmWaiver(grant=GRANT, waiver=code),
        Act.DECLINE_WAIVER: waivers.DeclineWaiver(grant=GRANT, waiver=code),
        Act.REVOKE_WAIVER: waivers.RevokeWaiver(grant=GRANT, waiver=code),
        Act.EXPIRE_WAIVER: waivers.ExpireWaiver(grant=GRANT, waiver=code),
    }


def _on_amendment(code: str) -> dict[Act, Request]:
    return {
        Act.CONFIRM_AMENDMENT: amendments.ConfirmAmendment(grant=GRANT, amendment=code),
        Act.DECLINE_AMENDMENT: amendments.DeclineAmendment(grant=GRANT, amendment=code),
    }


def _on_recovery(code: str) -> dict[Act, Request]:
    return {
        Act.CONFIRM_RECOVERY: recoveries.ConfirmRecovery(grant=GRANT, recovery=code),
        Act.DECLINE_RECOVERY: recoveries.DeclineRecovery(grant=GRANT, recovery=code),
        Act.RECORD_REPAYMENT: recoveries.RecordRepayment(
            grant=GRANT, recovery=code, amount_minor=1_000, payment_reference="BANK-2"
        ),
        Act.PROPOSE_WRITE_OFF: recoveries.ProposeWriteOff(
            grant=GRANT, recovery=code, authority="decision of the ministry"
        ),
        Act.CONFIRM_WRITE_OFF: recoveries.ConfirmWriteOff(grant=GRANT, recovery=code),
        Act.DECLINE_WRITE_OFF: recoveries.DeclineWriteOff(grant=GRANT, recovery=code),
    }


def _on_covenant(code: str) -> dict[Act, Request]:
    return {
        Act.FIND_BREACH: covenants.FindBreach(grant=GRANT, covenant=code),
        Act.REMEDY: covenants.RemedyBreach(grant=GRANT, covenant=code),
        Act.FULFIL: covenants.FulfilCovenant(grant=GRANT, covenant=code),
    }


def _on_screening(code: str) -> dict[Act, Request]:
    return {
        Act.CLEAR_SCREENING: screenings.ClearScreening(grant=GRANT, screening=code),
        Act.CLEAR_WITH_CONDITIONS: screenings.ClearWithConditions(
            grant=GRANT, screening=code, conditions="No transfer abroad"
        ),
        Act.VETO: screenings.VetoScreening(grant=GRANT, screening=code),
        Act.LIFT_VETO: screenings.LiftVeto(grant=GRANT, screening=code),
        Act.EXPIRE_SCREENING: screenings.ExpireScreening(grant=GRANT, screening=code),
    }


_ON_KIND: dict[str, Callable[[str], dict[Act, Request]]] = {
    "grant": _on_grant,
    "stage_gate": _on_stage_gate,
    "report": _on_report,
    "funding_report": _on_funding_report,
    "cost": _on_cost,
    "payout": _on_payout,
    "hold": _on_hold,
    "suspension": _on_suspension,
    "waiver": _on_waiver,
    "amendment": _on_amendment,
    "recovery": _on_recovery,
    "covenant": _on_covenant,
    "screening": _on_screening,
}


@cache
def beginnings() -> dict[Act, Request]:
    """Return the requests that bring something new into being, by act."""
    story = everything()
    return {
        Act.RECORD_EVIDENCE: story.evidence("M2"),
        Act.REPORT: story.training(70),
        Act.REPORT_FUNDING: funding.ReportFunding(
            grant=GRANT, co_funding="F1", raised_minor=700_000, as_of=DAY, document=DOCUMENT,
            document_sha256=digest_of(DOCUMENT),
        ),
        Act.CLAIM_COST: costs.ClaimCost(
            grant=GRANT, instalment="I1", member="LEAD", kind=CostKind.COST_ITEM, key="INVOICE-7",
            title="Wafers", amount_minor=10_000, incurred_on=DAY, document=DOCUMENT,
            document_sha256=digest_of(DOCUMENT),
        ),
        Act.PROPOSE: ProposePayout(grant=GRANT, instalment="I1"),
        Act.PROPOSE_ADVANCE: ProposeAdvance(grant=GRANT, instalment="I2", amount_minor=100_000),
        Act.HOLD: PlaceHold(grant=GRANT),
        Act.SUSPEND: suspensions.SuspendInstalment(grant=GRANT, instalment="I1"),
        Act.PROPOSE_WAIVER: waivers.ProposeWaiver(
            grant=GRANT, instalment="I2", condition=Waivable.MILESTONE, condition_code="M2",
            authority="decision of the council", expires_on=date(2026, 3, 31),
        ),
        Act.PROPOSE_AMENDMENT: amendments.ProposeAmendment(
            grant=GRANT, title="Later still", source=SOURCE,
            changes=(
                amendments.ChangeAsked(
                    what=Amended.MILESTONE_DUE, subject="M2", new="2027-03-31"
                ),
            ),
        ),
        Act.PROPOSE_RECOVERY: recoveries.ProposeRecovery(
            grant=GRANT, ground=Ground.IRREGULARITY, instalment="I1", amount_minor=1_000
        ),
        Act.ATTEST: covenants.Attest(
            grant=GRANT, covenant="V1", kept_until=date(2025, 6, 1), document=DOCUMENT,
            document_sha256=digest_of(DOCUMENT),
        ),
        Act.REQUEST_SCREENING: screenings.RequestScreening(grant=GRANT, member="SCHOOL"),
    }  # fmt: skip


CODES = {
    "grant": GRANT, "milestone": "M1", "stage_gate": "G1", "report": "R1", "funding_report": "F2",
    "cost": "K1", "payout": "P1", "hold": "H1", "suspension": "S1", "waiver": "W1",
    "amendment": "N1", "recovery": "B1", "covenant": "V1", "screening": "Q1",
}  # fmt: skip
"""The code of the one subject of each kind."""


def standing(kind: str, state: object) -> Story:
    """Return the grant with its one subject of a kind in that state."""
    story = everything()
    file = story.file
    found = file.grant if kind == "grant" else getattr(file, kind)(CODES[kind])
    story.file = file.with_records((replace(found, state=state),))
    return story

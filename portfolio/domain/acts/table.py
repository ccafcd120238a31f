"""Which function decides which request: the one place where the acts on a grant are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.acts.assessing import AssessMilestone, assess_milestone
from portfolio.domain.acts.holds import LiftHold, PlaceHold, lift_hold, place_hold
from portfolio.domain.acts.milestones import (
    RecordEvidence,
    ReturnMilestone,
    SubmitMilestone,
    record_evidence,
    return_milestone,
    submit_milestone,
)
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
    cancel_payout,
    confirm_payout,
    propose_payout,
    record_failure,
    send_back_payout,
    settle_payout,
)
from portfolio.domain.acts.reskilling import (
    RejectReport,
    ReportTraining,
    VerifyReport,
    reject_report,
    report_training,
    verify_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.change import Change, Occasion
    from portfolio.domain.grant import GrantFile
    from portfolio.domain.programme import ProgrammeFile

Request = (
    RecordEvidence
    | SubmitMilestone
    | ReturnMilestone
    | AssessMilestone
    | ReportTraining
    | VerifyReport
    | RejectReport
    | ProposePayout
    | ConfirmPayout
    | SendBackPayout
    | CancelPayout
    | SettlePayout
    | RecordFailure
    | PlaceHold
    | LiftHold
)
"""Something a person asks to be done to a grant. Requests are compared and hashed by value."""

_DECIDE: dict[type, Callable[[GrantFile, ProgrammeFile, Occasion, Any], Change]] = {
    RecordEvidence: record_evidence,
    SubmitMilestone: submit_milestone,
    ReturnMilestone: return_milestone,
    AssessMilestone: assess_milestone,
    ReportTraining: report_training,
    VerifyReport: verify_report,
    RejectReport: reject_report,
    ProposePayout: propose_payout,
    ConfirmPayout: confirm_payout,
    SendBackPayout: send_back_payout,
    CancelPayout: cancel_payout,
    SettlePayout: settle_payout,
    RecordFailure: record_failure,
    PlaceHold: place_hold,
    LiftHold: lift_hold,
}


def decide(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: Request
) -> Change:
    """Decide a request on the facts: return exactly what changes, or raise `Refused`.

    Raises `CaseChanged` where a proposal rests on facts that are no longer so, `NotFound` where
    the request names something the grant does not have, `Invalid` where a value cannot be.
    """
    return _DECIDE[type(request)](file, programme, occasion, request)

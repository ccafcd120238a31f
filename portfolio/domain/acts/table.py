"""Which request stands for an act, and which function decides it: every act on a grant, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from portfolio.domain.acts import (
    advances,
    amendments,
    assessing,
    assigning,
    costs,
    covenants,
    curing,
    ending,
    funding,
    gates,
    granting,
    holds,
    milestones,
    notes,
    payouts,
    recoveries,
    repaying,
    reskilling,
    screenings,
    settling,
    suspensions,
    waivers,
)
from portfolio.domain.errors import Refused
from portfolio.domain.finding import refuses
from portfolio.domain.reason import Reason
from portfolio.domain.states import GrantState
from portfolio.domain.transitions import GRANT_MOVES, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.change import Change, Occasion
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile

    Decide = Callable[[GrantFile, ProgrammeFile, Occasion, Any], Change]


class Request(Protocol):
    """Something a person asks to be done to a grant: a frozen value, compared and hashed as one."""

    @property
    def grant(self) -> str:
        """The code of the grant."""
        ...


_ACTS: dict[Act, tuple[type[Any], Decide]] = {
    Act.RECORD_EVIDENCE: (milestones.RecordEvidence, milestones.record_evidence),
    Act.SUBMIT: (milestones.SubmitMilestone, milestones.submit_milestone),
    Act.RETURN: (milestones.ReturnMilestone, milestones.return_milestone),
    Act.ASSESS: (assessing.AssessMilestone, assessing.assess_milestone),
    Act.GRANT_CURE: (curing.GrantCure, curing.grant_cure),
    Act.LAPSE: (curing.LapseMilestone, curing.lapse_milestone),
    Act.REVERSE: (curing.ReverseMilestone, curing.reverse_milestone),
    Act.WITHDRAW: (curing.WithdrawMilestone, curing.withdraw_milestone),
    Act.PASS_GATE: (gates.PassGate, gates.pass_gate),
    Act.FAIL_GATE: (gates.FailGate, gates.fail_gate),
    Act.PROPOSE_WAIVER: (waivers.ProposeWaiver, waivers.propose_waiver),
    Act.CONFIRM_WAIVER: (waivers.ConfirmWaiver, waivers.confirm_waiver),
    Act.DECLINE_WAIVER: (waivers.DeclineWaiver, waivers.decline_waiver),
    Act.REVOKE_WAIVER: (waivers.RevokeWaiver, waivers.revoke_waiver),
    Act.EXPIRE_WAIVER: (waivers.ExpireWaiver, waivers.expire_waiver),
    Act.PROPOSE_AMENDMENT: (amendments.ProposeAmendment, amendments.propose_amendment),
    Act.CONFIRM_AMENDMENT: (amendments.ConfirmAmendment, amendments.confirm_amendment),
    Act.DECLINE_AMENDMENT: (amendments.DeclineAmendment, amendments.decline_amendment),
    Act.REPORT: (reskilling.ReportTraining, reskilling.report_training),
    Act.VERIFY: (reskilling.VerifyReport, reskilling.verify_report),
    Act.REJECT: (reskilling.RejectReport, reskilling.reject_report),
    Act.PROPOSE: (payouts.ProposePayout, payouts.propose_payout),
    Act.CONFIRM: (payouts.ConfirmPayout, payouts.confirm_payout),
    Act.SEND_BACK: (payouts.SendBackPayout, payouts.send_back_payout),
    Act.CANCEL: (payouts.CancelPayout, payouts.cancel_payout),
    Act.SETTLE: (payouts.SettlePayout, settling.settle_payout),
    Act.RECORD_FAILURE: (payouts.RecordFailure, settling.record_failure),
    Act.PROPOSE_ADVANCE: (advances.ProposeAdvance, advances.propose_advance),
    Act.SUSPEND: (suspensions.SuspendInstalment, suspensions.suspend_instalment),
    Act.ANNOUNCE_REDUCTION: (suspensions.AnnounceReduction, suspensions.announce_reduction),
    Act.RELEASE: (suspensions.ReleaseSuspension, suspensions.release_suspension),
    Act.REDUCE: (suspensions.ReduceSuspension, suspensions.reduce_suspension),
    Act.PROPOSE_RECOVERY: (recoveries.ProposeRecovery, recoveries.propose_recovery),
    Act.CONFIRM_RECOVERY: (recoveries.ConfirmRecovery, recoveries.confirm_recovery),
    Act.DECLINE_RECOVERY: (recoveries.DeclineRecovery, recoveries.decline_recovery),
    Act.RECORD_REPAYMENT: (recoveries.RecordRepayment, repaying.record_repayment),
    Act.PROPOSE_WRITE_OFF: (recoveries.ProposeWriteOff, repaying.propose_write_off),
    Act.CONFIRM_WRITE_OFF: (recoveries.ConfirmWriteOff, repaying.confirm_write_off),
    Act.DECLINE_WRITE_OFF: (recoveries.DeclineWriteOff, repaying.decline_write_off),
    Act.HOLD: (holds.PlaceHold, holds.place_hold),
    Act.LIFT: (holds.LiftHold, holds.lift_hold),
    Act.AWARD: (granting.AwardGrant, granting.award_grant),
    Act.START: (granting.StartGrant, granting.start_grant),
    Act.COMPLETE: (granting.CompleteGrant, granting.complete_grant),
    Act.ANNOUNCE_AMOUNT: (granting.AnnounceAmount, ending.announce_amount),
    Act.FIX_AMOUNT: (granting.FixAmount, ending.fix_amount),
    Act.CLOSE_ACCOUNTS: (granting.CloseAccounts, ending.close_accounts),
    Act.MONITOR: (granting.MonitorGrant, ending.monitor_grant),
    Act.CLOSE: (granting.CloseGrant, ending.close_grant),
    Act.SUSPEND_GRANT: (granting.SuspendGrant, granting.suspend_grant),
    Act.RESUME: (granting.ResumeGrant, granting.resume_grant),
    Act.TERMINATE: (granting.TerminateGrant, ending.terminate_grant),
    Act.REPORT_FUNDING: (funding.ReportFunding, funding.report_funding),
    Act.VERIFY_FUNDING: (funding.VerifyFunding, funding.verify_funding),
    Act.REJECT_FUNDING: (funding.RejectFunding, funding.reject_funding),
    Act.CLAIM_COST: (costs.ClaimCost, costs.claim_cost),
    Act.ACCEPT_COST: (costs.AcceptCost, costs.accept_cost),
    Act.REFUSE_COST: (costs.RefuseCost, costs.refuse_cost),
    Act.ATTEST: (covenants.Attest, covenants.attest),
    Act.FIND_BREACH: (covenants.FindBreach, covenants.find_breach),
    Act.REMEDY: (covenants.RemedyBreach, covenants.remedy_breach),
    Act.FULFIL: (covenants.FulfilCovenant, covenants.fulfil_covenant),
    Act.REQUEST_SCREENING: (screenings.RequestScreening, screenings.request_screening),
    Act.CLEAR_SCREENING: (screenings.ClearScreening, screenings.clear_screening),
    Act.CLEAR_WITH_CONDITIONS: (screenings.ClearWithConditions, screenings.clear_with_conditions),
    Act.VETO: (screenings.VetoScreening, screenings.veto_screening),
    Act.LIFT_VETO: (screenings.LiftVeto, screenings.lift_veto),
    Act.EXPIRE_SCREENING: (screenings.ExpireScreening, screenings.expire_screening),
    Act.NOTE: (notes.WriteNote, notes.write_note),
    Act.ASSIGN: (assigning.AssignGrant, assigning.assign_grant),
}
"""What is not here nobody asks for: it follows from others, or enters a grant."""

REQUESTS: dict[Act, type[Any]] = {act: request for act, (request, _) in _ACTS.items()}
"""What a person asks for to have an act done to a grant."""

_DECIDE: dict[type[Any], Decide] = dict(_ACTS.values())
_ACT_OF: dict[type[Any], Act] = {request: act for act, request in REQUESTS.items()}
_ON_CLOSED = frozenset(
    REQUESTS[act] for act in (*(m.act for m in GRANT_MOVES), Act.NOTE) if act in REQUESTS
)


def decide(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: Request
) -> Change:
    """Decide a request on the facts: return exactly what changes, or raise `Refused`.

    On a closed grant nothing is done any more but what the table of grants itself allows, and
    notes: auditors write theirs when all else is over.

    Raises `CaseChanged` where a proposal rests on facts that are no longer so, `NotFound` where
    the request names something the grant does not have, `Invalid` where a value cannot be.
    """
    asked = type(request)
    if file.grant.state is GrantState.CLOSED and asked not in _ON_CLOSED:
        found = refuses(Reason.GRANT_CLOSED, file.code, state=file.grant.state.value)
        raise Refused(_ACT_OF[asked].value, file.code, (found,))
    return _DECIDE[asked](file, programme, occasion, request)

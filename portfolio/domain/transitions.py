"""The tables of moves. No state is ever set any other way; what is not here is refused.

One row is one move: from which state, by which act, to which state, by whom, and whether it needs
a written reason. Diagrams, the database's triggers and the tests are drawn from these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.people import ROLES_ON_MONEY, Role
from portfolio.domain.states import (
    AmendmentState,
    CostState,
    CovenantState,
    GrantState,
    HoldState,
    MilestoneState,
    PayoutState,
    RecoveryState,
    ReportState,
    ScreeningState,
    StageGateState,
    State,
    SuspensionState,
    WaiverState,
)


class Act(StrEnum):
    """Everything that can be done, and is written into the journal."""

    INITIALISE = "initialise"
    ENTER_PERSON = "enter person"
    CHANGE_PERSON = "change person"
    ENTER_PROGRAMME = "enter programme"
    # grants
    DRAFT = "draft"
    ENTER_GRANT = "enter grant"
    AWARD = "award"
    START = "start"
    COMPLETE = "complete"
    ANNOUNCE_AMOUNT = "announce amount"
    FIX_AMOUNT = "fix amount"
    CLOSE_ACCOUNTS = "close accounts"
    MONITOR = "monitor"
    CLOSE = "close"
    SUSPEND_GRANT = "suspend grant"
    RESUME = "resume"
    TERMINATE = "terminate"
    # milestones and readiness
    RECORD_EVIDENCE = "record evidence"
    SUBMIT = "submit"
    RETURN = "return"
    ASSESS = "assess"
    FIND_MET = "find met"
    FIND_PARTLY_MET = "find partly met"
    FIND_NOT_MET = "find not met"
    GRANT_CURE = "grant cure"
    LAPSE = "lapse"
    REVERSE = "reverse"
    WITHDRAW = "withdraw"
    OPEN_GATE = "open gate"
    PASS_GATE = "pass gate"  # noqa: S105  # no password: a gate that is passed
    FAIL_GATE = "fail gate"
    # people and private money
    REPORT = "report"
    VERIFY = "verify"
    REJECT = "reject"
    REPORT_FUNDING = "report funding"
    VERIFY_FUNDING = "verify funding"
    REJECT_FUNDING = "reject funding"
    # costs
    CLAIM_COST = "claim cost"
    ACCEPT_COST = "accept cost"
    REFUSE_COST = "refuse cost"
    # payouts
    PROPOSE = "propose"
    PROPOSE_ADVANCE = "propose advance"
    CONFIRM = "confirm"
    SEND_BACK = "send back"
    CANCEL = "cancel"
    SETTLE = "settle"
    RECORD_FAILURE = "record failure"
    OVERTAKE = "overtake"
    CLEAR = "clear"
    # holds and suspensions
    HOLD = "hold"
    LIFT = "lift"
    SUSPEND = "suspend"
    ANNOUNCE_REDUCTION = "announce reduction"
    RELEASE = "release"
    RELEASE_PART = "release part"
    REDUCE = "reduce"
    # waivers and amendments
    PROPOSE_WAIVER = "propose waiver"
    CONFIRM_WAIVER = "confirm waiver"
    DECLINE_WAIVER = "decline waiver"
    REVOKE_WAIVER = "revoke waiver"
    EXPIRE_WAIVER = "expire waiver"
    PROPOSE_AMENDMENT = "propose amendment"
    CONFIRM_AMENDMENT = "confirm amendment"
    DECLINE_AMENDMENT = "decline amendment"
    # recoveries
    PROPOSE_RECOVERY = "propose recovery"
    CONFIRM_RECOVERY = "confirm recovery"
    DECLINE_RECOVERY = "decline recovery"
    RECORD_REPAYMENT = "record repayment"
    SET_OFF = "set off"
    FIND_RECOVERED = "find recovered"
    FIND_SET_OFF = "find set off"
    PROPOSE_WRITE_OFF = "propose write-off"
    CONFIRM_WRITE_OFF = "confirm write-off"
    DECLINE_WRITE_OFF = "decline write-off"
    # covenants and screenings
    ATTEST = "attest"
    FIND_BREACH = "find breach"
    REMEDY = "remedy"
    FULFIL = "fulfil"
    REQUEST_SCREENING = "request screening"
    CLEAR_SCREENING = "clear screening"
    CLEAR_WITH_CONDITIONS = "clear with conditions"
    VETO = "veto"
    LIFT_VETO = "lift veto"
    EXPIRE_SCREENING = "expire screening"
    # what moves nothing
    NOTE = "note"
    ASSIGN = "assign"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a table: `before` is None where the subject comes into being."""

    before: State | None
    act: Act
    after: State
    roles: tuple[Role, ...]
    needs_reason: bool = False


_G, _M, _P, _R = GrantState, MilestoneState, PayoutState, ReportState
_OFFICER = (Role.GRANT_OFFICER,)
_ASSESSOR = (Role.ASSESSOR,)
_AUTHORISER = (Role.AUTHORISING_OFFICER,)
_ACCOUNTANT = (Role.ACCOUNTING_OFFICER,)
_COUNCIL = (Role.COUNCIL,)
_ANY_HOLDER = (Role.GRANT_OFFICER, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER)
# A second grant officer may verify a report too: what counts is that it is another person.
_VERIFIER = (Role.ASSESSOR, Role.GRANT_OFFICER)

# Awarded is 交付決定, completed 実績報告, amount fixed 額の確定, terminated 取消: the decision on a
# grant may be cancelled even after its amount is fixed (Act 179 of 1955, Art. 17), also once the
# grant is closed, which opens it again for what is owed.
GRANT_MOVES = (
    Move(None, Act.DRAFT, _G.DRAFTED, _OFFICER),
    Move(None, Act.ENTER_GRANT, _G.AWARDED, _OFFICER),
    Move(_G.DRAFTED, Act.AWARD, _G.AWARDED, _AUTHORISER),
    Move(_G.AWARDED, Act.START, _G.ACTIVE, _OFFICER),
    Move(_G.AWARDED, Act.SUSPEND_GRANT, _G.SUSPENDED, _AUTHORISER, needs_reason=True),
    Move(_G.ACTIVE, Act.SUSPEND_GRANT, _G.SUSPENDED, _AUTHORISER, needs_reason=True),
    Move(_G.SUSPENDED, Act.RESUME, _G.ACTIVE, _AUTHORISER, needs_reason=True),
    Move(_G.ACTIVE, Act.COMPLETE, _G.COMPLETED, _OFFICER),
    Move(_G.COMPLETED, Act.ANNOUNCE_AMOUNT, _G.COMPLETED, _OFFICER),
    Move(_G.COMPLETED, Act.FIX_AMOUNT, _G.AMOUNT_FIXED, _AUTHORISER),
    Move(_G.AMOUNT_FIXED, Act.CLOSE_ACCOUNTS, _G.SETTLED, _ACCOUNTANT),
    Move(_G.SETTLED, Act.MONITOR, _G.MONITORING, _OFFICER),
    Move(_G.SETTLED, Act.CLOSE, _G.CLOSED, _AUTHORISER),
    Move(_G.MONITORING, Act.CLOSE, _G.CLOSED, _AUTHORISER),
    Move(_G.TERMINATED, Act.CLOSE, _G.CLOSED, _AUTHORISER),
    *(
        Move(state, Act.TERMINATE, _G.TERMINATED, _AUTHORISER, needs_reason=True)
        for state in (
            _G.AWARDED, _G.ACTIVE, _G.SUSPENDED, _G.COMPLETED, _G.AMOUNT_FIXED, _G.SETTLED,
            _G.MONITORING, _G.CLOSED,
        )
    ),
)  # fmt: skip

# The three findings follow from the assessor's judgements by arithmetic, in the same command as
# the assessment: a status is derived, never typed.
MILESTONE_MOVES = (
    Move(_M.PLANNED, Act.SUBMIT, _M.SUBMITTED, _OFFICER),
    Move(_M.SUBMITTED, Act.RETURN, _M.PLANNED, _ASSESSOR, needs_reason=True),
    Move(_M.SUBMITTED, Act.ASSESS, _M.ASSESSED, _ASSESSOR),
    Move(_M.ASSESSED, Act.FIND_MET, _M.MET, _ASSESSOR),
    Move(_M.ASSESSED, Act.FIND_PARTLY_MET, _M.PARTLY_MET, _ASSESSOR),
    Move(_M.ASSESSED, Act.FIND_NOT_MET, _M.NOT_MET, _ASSESSOR),
    *(
        Move(state, Act.SUBMIT, _M.SUBMITTED, _OFFICER)
        for state in (_M.PARTLY_MET, _M.NOT_MET, _M.IN_CURE, _M.REVERSED)
    ),
    *(
        Move(state, Act.GRANT_CURE, _M.IN_CURE, _AUTHORISER, needs_reason=True)
        for state in (_M.PARTLY_MET, _M.NOT_MET)
    ),
    *(
        Move(state, Act.LAPSE, _M.LAPSED, _AUTHORISER, needs_reason=True)
        for state in (_M.PARTLY_MET, _M.NOT_MET, _M.IN_CURE, _M.REVERSED)
    ),
    Move(_M.MET, Act.REVERSE, _M.REVERSED, _ASSESSOR, needs_reason=True),
    *(
        Move(state, Act.WITHDRAW, _M.WITHDRAWN, _AUTHORISER, needs_reason=True)
        for state in (_M.PLANNED, _M.PARTLY_MET, _M.NOT_MET, _M.IN_CURE, _M.REVERSED)
    ),
)

# Japan's SBIR phase 3 fund holds a stage-gate each time the level rises, decided by a committee:
# somebody other than who assessed. Opening follows from the assessment in the same command.
STAGE_GATE_MOVES = (
    Move(None, Act.OPEN_GATE, StageGateState.OPEN, _ASSESSOR),
    Move(StageGateState.OPEN, Act.PASS_GATE, StageGateState.PASSED, _ASSESSOR),
    Move(
        StageGateState.OPEN, Act.FAIL_GATE, StageGateState.FAILED, _ASSESSOR, needs_reason=True
    ),
)  # fmt: skip

# Overtaken: an amendment changed what the approval rested on. Cleared: an advance is used up by
# later entitlements (精算払); it follows from the settlement in the same command.
PAYOUT_MOVES = (
    Move(None, Act.PROPOSE, _P.PROPOSED, _OFFICER),
    Move(None, Act.PROPOSE_ADVANCE, _P.PROPOSED, _OFFICER, needs_reason=True),
    Move(_P.PROPOSED, Act.CONFIRM, _P.CONFIRMED, _AUTHORISER),
    Move(_P.PROPOSED, Act.SEND_BACK, _P.SENT_BACK, _AUTHORISER, needs_reason=True),
    Move(_P.CONFIRMED, Act.CANCEL, _P.CANCELLED, _AUTHORISER, needs_reason=True),
    Move(_P.CONFIRMED, Act.SETTLE, _P.PAID, _ACCOUNTANT),
    Move(_P.PAID, Act.RECORD_FAILURE, _P.PAYMENT_FAILED, _ACCOUNTANT, needs_reason=True),
    Move(_P.PAYMENT_FAILED, Act.SETTLE, _P.PAID, _ACCOUNTANT),
    Move(_P.PAYMENT_FAILED, Act.CANCEL, _P.CANCELLED, _AUTHORISER, needs_reason=True),
    Move(_P.PROPOSED, Act.OVERTAKE, _P.SENT_BACK, _AUTHORISER),
    Move(_P.CONFIRMED, Act.OVERTAKE, _P.CANCELLED, _AUTHORISER),
    Move(_P.PAYMENT_FAILED, Act.OVERTAKE, _P.CANCELLED, _AUTHORISER),
    Move(_P.PAID, Act.CLEAR, _P.CLEARED, _ACCOUNTANT),
)

REPORT_MOVES = (
    Move(None, Act.REPORT, _R.REPORTED, _OFFICER),
    Move(_R.REPORTED, Act.VERIFY, _R.VERIFIED, _VERIFIER),
    Move(_R.REPORTED, Act.REJECT, _R.REJECTED, _VERIFIER, needs_reason=True),
)

FUNDING_REPORT_MOVES = (
    Move(None, Act.REPORT_FUNDING, _R.REPORTED, _OFFICER),
    Move(_R.REPORTED, Act.VERIFY_FUNDING, _R.VERIFIED, _VERIFIER),
    Move(_R.REPORTED, Act.REJECT_FUNDING, _R.REJECTED, _VERIFIER, needs_reason=True),
)

COST_MOVES = (
    Move(None, Act.CLAIM_COST, CostState.CLAIMED, _OFFICER),
    Move(CostState.CLAIMED, Act.ACCEPT_COST, CostState.ACCEPTED, _VERIFIER),
    Move(CostState.CLAIMED, Act.REFUSE_COST, CostState.REFUSED, _VERIFIER, needs_reason=True),
)

# Who may lift a hold is written on the hold itself and checked besides.
HOLD_MOVES = (
    Move(None, Act.HOLD, HoldState.PLACED, _ANY_HOLDER, needs_reason=True),
    Move(HoldState.PLACED, Act.LIFT, HoldState.LIFTED, _ANY_HOLDER, needs_reason=True),
)

# Whether a release is whole or partial follows from what is shown by then, never from a choice.
_S = SuspensionState
SUSPENSION_MOVES = (
    Move(
        None, Act.SUSPEND, _S.OPEN, (Role.GRANT_OFFICER, Role.AUTHORISING_OFFICER),
        needs_reason=True,
    ),
    Move(_S.OPEN, Act.ANNOUNCE_REDUCTION, _S.ANNOUNCED, _OFFICER, needs_reason=True),
    Move(_S.PARTLY_RELEASED, Act.ANNOUNCE_REDUCTION, _S.ANNOUNCED, _OFFICER, needs_reason=True),
    *(
        Move(state, Act.RELEASE, _S.RELEASED, _AUTHORISER)
        for state in (_S.OPEN, _S.PARTLY_RELEASED, _S.ANNOUNCED)
    ),
    Move(_S.OPEN, Act.RELEASE_PART, _S.PARTLY_RELEASED, _AUTHORISER),
    Move(_S.PARTLY_RELEASED, Act.RELEASE_PART, _S.PARTLY_RELEASED, _AUTHORISER),
    Move(_S.ANNOUNCED, Act.RELEASE_PART, _S.ANNOUNCED, _AUTHORISER),
    Move(_S.ANNOUNCED, Act.REDUCE, _S.REDUCED, _AUTHORISER, needs_reason=True),
)  # fmt: skip

_W = WaiverState
WAIVER_MOVES = (
    Move(None, Act.PROPOSE_WAIVER, _W.PROPOSED, _OFFICER, needs_reason=True),
    Move(_W.PROPOSED, Act.CONFIRM_WAIVER, _W.CONFIRMED, _AUTHORISER),
    Move(_W.PROPOSED, Act.DECLINE_WAIVER, _W.DECLINED, _AUTHORISER, needs_reason=True),
    Move(_W.CONFIRMED, Act.REVOKE_WAIVER, _W.REVOKED, _AUTHORISER, needs_reason=True),
    Move(_W.CONFIRMED, Act.EXPIRE_WAIVER, _W.EXPIRED, _OFFICER),
)

_A = AmendmentState
AMENDMENT_MOVES = (
    Move(None, Act.PROPOSE_AMENDMENT, _A.PROPOSED, _OFFICER, needs_reason=True),
    Move(_A.PROPOSED, Act.CONFIRM_AMENDMENT, _A.CONFIRMED, _AUTHORISER),
    Move(_A.PROPOSED, Act.DECLINE_AMENDMENT, _A.DECLINED, _AUTHORISER, needs_reason=True),
)

# A breach and a termination open recoveries in the same command: an assessor or the authorising
# officer brings them into being then, and another person still has to confirm them.
_C = RecoveryState
RECOVERY_MOVES = (
    Move(
        None, Act.PROPOSE_RECOVERY, _C.PROPOSED,
        (Role.GRANT_OFFICER, Role.ASSESSOR, Role.AUTHORISING_OFFICER), needs_reason=True,
    ),
    Move(_C.PROPOSED, Act.CONFIRM_RECOVERY, _C.CLAIMED, _AUTHORISER),
    Move(_C.PROPOSED, Act.DECLINE_RECOVERY, _C.DECLINED, _AUTHORISER, needs_reason=True),
    *(
        move
        for state in (_C.CLAIMED, _C.WRITE_OFF_PROPOSED)
        for move in (
            Move(state, Act.RECORD_REPAYMENT, state, _ACCOUNTANT),
            Move(state, Act.SET_OFF, state, _ACCOUNTANT),
            Move(state, Act.FIND_RECOVERED, _C.RECOVERED, _ACCOUNTANT),
            Move(state, Act.FIND_SET_OFF, _C.SET_OFF, _ACCOUNTANT),
        )
    ),
    Move(
        _C.CLAIMED, Act.PROPOSE_WRITE_OFF, _C.WRITE_OFF_PROPOSED, _OFFICER, needs_reason=True
    ),
    Move(_C.WRITE_OFF_PROPOSED, Act.CONFIRM_WRITE_OFF, _C.WRITTEN_OFF, _AUTHORISER),
    Move(
        _C.WRITE_OFF_PROPOSED, Act.DECLINE_WRITE_OFF, _C.CLAIMED, _AUTHORISER, needs_reason=True
    ),
)  # fmt: skip

_V = CovenantState
COVENANT_MOVES = (
    Move(_V.STANDING, Act.FIND_BREACH, _V.BREACHED, _ASSESSOR, needs_reason=True),
    Move(_V.BREACHED, Act.REMEDY, _V.STANDING, _AUTHORISER, needs_reason=True),
    Move(_V.STANDING, Act.FULFIL, _V.FULFILLED, _AUTHORISER),
)

_N = ScreeningState
SCREENING_MOVES = (
    Move(None, Act.REQUEST_SCREENING, _N.PENDING, _OFFICER),
    Move(_N.PENDING, Act.CLEAR_SCREENING, _N.CLEARED, _COUNCIL),
    Move(_N.PENDING, Act.CLEAR_WITH_CONDITIONS, _N.CONDITIONAL, _COUNCIL, needs_reason=True),
    *(
        Move(state, Act.VETO, _N.VETOED, _COUNCIL, needs_reason=True)
        for state in (_N.PENDING, _N.CLEARED, _N.CONDITIONAL, _N.EXPIRED)
    ),
    Move(_N.VETOED, Act.LIFT_VETO, _N.CLEARED, _COUNCIL, needs_reason=True),
    Move(_N.CLEARED, Act.EXPIRE_SCREENING, _N.EXPIRED, _OFFICER),
    Move(_N.CONDITIONAL, Act.EXPIRE_SCREENING, _N.EXPIRED, _OFFICER),
)

TABLES = {
    "grant": GRANT_MOVES,
    "milestone": MILESTONE_MOVES,
    "stage_gate": STAGE_GATE_MOVES,
    "report": REPORT_MOVES,
    "funding_report": FUNDING_REPORT_MOVES,
    "cost": COST_MOVES,
    "payout": PAYOUT_MOVES,
    "hold": HOLD_MOVES,
    "suspension": SUSPENSION_MOVES,
    "waiver": WAIVER_MOVES,
    "amendment": AMENDMENT_MOVES,
    "recovery": RECOVERY_MOVES,
    "covenant": COVENANT_MOVES,
    "screening": SCREENING_MOVES,
}

CONSEQUENCES = frozenset(
    {
        Act.FIND_MET, Act.FIND_PARTLY_MET, Act.FIND_NOT_MET, Act.OPEN_GATE, Act.OVERTAKE,
        Act.CLEAR, Act.SET_OFF, Act.FIND_RECOVERED, Act.FIND_SET_OFF, Act.RELEASE_PART,
    }
)  # fmt: skip
"""Acts nobody asks for: arithmetic decides that they follow from another, or take its place."""

# Acts that bring no state with them, and who may do them.
ROLES_OF_PLAIN_ACTS = {
    Act.RECORD_EVIDENCE: _OFFICER,
    Act.ATTEST: _OFFICER,
    Act.ENTER_PROGRAMME: _OFFICER,
    Act.ENTER_PERSON: (Role.ADMINISTRATOR,),
    Act.CHANGE_PERSON: (Role.ADMINISTRATOR,),
    Act.NOTE: tuple(role for role in Role if role is not Role.ADMINISTRATOR),
    Act.ASSIGN: (*(role for role in Role if role in ROLES_ON_MONEY), Role.ADMINISTRATOR),
}


def find_move(kind: str, before: State | None, act: Act) -> Move | None:
    """Return the row for an act on a subject in that state, or None where the table has none."""
    return next((m for m in TABLES[kind] if m.before is before and m.act is act), None)


def possible_acts(kind: str, before: State | None) -> tuple[Act, ...]:
    """Return what can become of a subject in that state, asked for or as a consequence."""
    return tuple(m.act for m in TABLES[kind] if m.before is before)


def acts_to_ask(kind: str, before: State | None) -> tuple[Act, ...]:
    """Return what a person can ask for then, each act once: what a refusal has to offer."""
    possible = dict.fromkeys(possible_acts(kind, before))
    return tuple(act for act in possible if act not in CONSEQUENCES)

"""The tables of moves. No state is ever set any other way; what is not here is refused.

One row is one move: from which state, by which act, to which state, by whom, and whether it needs
a written reason. Diagrams, the database's triggers and the tests are drawn from these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.people import Role
from portfolio.domain.states import HoldState, MilestoneState, PayoutState, ReportState, State


class Act(StrEnum):
    """Everything that can be done, and is written into the journal."""

    INITIALISE = "initialise"
    ENTER_PERSON = "enter person"
    CHANGE_PERSON = "change person"
    ENTER_PROGRAMME = "enter programme"
    ENTER_GRANT = "enter grant"
    RECORD_EVIDENCE = "record evidence"
    SUBMIT = "submit"
    RETURN = "return"
    ASSESS = "assess"
    FIND_MET = "find met"
    FIND_PARTLY_MET = "find partly met"
    FIND_NOT_MET = "find not met"
    REPORT = "report"
    VERIFY = "verify"
    REJECT = "reject"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    SEND_BACK = "send back"
    CANCEL = "cancel"
    SETTLE = "settle"
    RECORD_FAILURE = "record failure"
    HOLD = "hold"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a table: `before` is None where the subject comes into being."""

    before: State | None
    act: Act
    after: State
    roles: tuple[Role, ...]
    needs_reason: bool = False


_M, _P, _R, _H = MilestoneState, PayoutState, ReportState, HoldState
_OFFICER = (Role.GRANT_OFFICER,)
_ASSESSOR = (Role.ASSESSOR,)
_AUTHORISER = (Role.AUTHORISING_OFFICER,)
_ACCOUNTANT = (Role.ACCOUNTING_OFFICER,)
_ANY_HOLDER = (Role.GRANT_OFFICER, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER)

# The three findings follow from the assessor's judgements by arithmetic, in the same command as
# the assessment: a status is derived, never typed.
MILESTONE_MOVES = (
    Move(_M.PLANNED, Act.SUBMIT, _M.SUBMITTED, _OFFICER),
    Move(_M.SUBMITTED, Act.RETURN, _M.PLANNED, _ASSESSOR, needs_reason=True),
    Move(_M.SUBMITTED, Act.ASSESS, _M.ASSESSED, _ASSESSOR),
    Move(_M.ASSESSED, Act.FIND_MET, _M.MET, _ASSESSOR),
    Move(_M.ASSESSED, Act.FIND_PARTLY_MET, _M.PARTLY_MET, _ASSESSOR),
    Move(_M.ASSESSED, Act.FIND_NOT_MET, _M.NOT_MET, _ASSESSOR),
    Move(_M.PARTLY_MET, Act.SUBMIT, _M.SUBMITTED, _OFFICER),
    Move(_M.NOT_MET, Act.SUBMIT, _M.SUBMITTED, _OFFICER),
)

PAYOUT_MOVES = (
    Move(None, Act.PROPOSE, _P.PROPOSED, _OFFICER),
    Move(_P.PROPOSED, Act.CONFIRM, _P.CONFIRMED, _AUTHORISER),
    Move(_P.PROPOSED, Act.SEND_BACK, _P.SENT_BACK, _AUTHORISER, needs_reason=True),
    Move(_P.CONFIRMED, Act.CANCEL, _P.CANCELLED, _AUTHORISER, needs_reason=True),
    Move(_P.CONFIRMED, Act.SETTLE, _P.PAID, _ACCOUNTANT),
    Move(_P.PAID, Act.RECORD_FAILURE, _P.PAYMENT_FAILED, _ACCOUNTANT, needs_reason=True),
    Move(_P.PAYMENT_FAILED, Act.SETTLE, _P.PAID, _ACCOUNTANT),
)

# A second grant officer may verify a report too: what counts is that it is another person.
REPORT_MOVES = (
    Move(None, Act.REPORT, _R.REPORTED, _OFFICER),
    Move(_R.REPORTED, Act.VERIFY, _R.VERIFIED, (Role.ASSESSOR, Role.GRANT_OFFICER)),
    Move(
        _R.REPORTED,
        Act.REJECT,
        _R.REJECTED,
        (Role.ASSESSOR, Role.GRANT_OFFICER),
        needs_reason=True,
    ),
)

# Who may lift a hold is written on the hold itself and checked besides.
HOLD_MOVES = (
    Move(None, Act.HOLD, _H.PLACED, _ANY_HOLDER, needs_reason=True),
    Move(_H.PLACED, Act.LIFT, _H.LIFTED, _ANY_HOLDER, needs_reason=True),
)

TABLES = {
    "milestone": MILESTONE_MOVES,
    "payout": PAYOUT_MOVES,
    "report": REPORT_MOVES,
    "hold": HOLD_MOVES,
}

# Acts that bring no state with them, and who may do them.
ROLES_OF_PLAIN_ACTS = {
    Act.RECORD_EVIDENCE: _OFFICER,
    Act.ENTER_PROGRAMME: _OFFICER,
    Act.ENTER_GRANT: _OFFICER,
    Act.ENTER_PERSON: (Role.ADMINISTRATOR,),
    Act.CHANGE_PERSON: (Role.ADMINISTRATOR,),
}


def find_move(kind: str, before: State | None, act: Act) -> Move | None:
    """Return the row for an act on a subject in that state, or None where the table has none."""
    return next((m for m in TABLES[kind] if m.before is before and m.act is act), None)


def possible_acts(kind: str, before: State | None) -> tuple[Act, ...]:
    """Return what could be done with a subject in that state: what a refusal has to offer."""
    return tuple(m.act for m in TABLES[kind] if m.before is before)

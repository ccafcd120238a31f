"""The states a subject can be in. What may follow what stands in `transitions`."""

from __future__ import annotations

from enum import StrEnum


class GrantState(StrEnum):
    """Where a grant stands, from the draft to the end of its last covenant."""

    DRAFTED = "drafted"
    AWARDED = "awarded"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    AMOUNT_FIXED = "amount fixed"
    SETTLED = "settled"
    MONITORING = "monitoring"
    TERMINATED = "terminated"
    CLOSED = "closed"


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    ASSESSED = "assessed"
    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"
    IN_CURE = "in cure"
    LAPSED = "lapsed"
    REVERSED = "reversed"
    WITHDRAWN = "withdrawn"


class StageGateState(StrEnum):
    """Whether a rise of a readiness level has passed its review."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


class PayoutState(StrEnum):
    """Where a payout stands."""

    PROPOSED = "proposed"
    SENT_BACK = "sent back"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    PAID = "paid"
    PAYMENT_FAILED = "payment failed"
    CLEARED = "cleared"


class ReportState(StrEnum):
    """Where a count that somebody reported stands: of persons trained, or of money raised."""

    REPORTED = "reported"
    VERIFIED = "verified"
    REJECTED = "rejected"


class HoldState(StrEnum):
    """Whether a hold stands."""

    PLACED = "placed"
    LIFTED = "lifted"


class SuspensionState(StrEnum):
    """Where a suspension stands: money withheld until a shortfall is cured."""

    OPEN = "open"
    PARTLY_RELEASED = "partly released"
    ANNOUNCED = "reduction announced"
    RELEASED = "released"
    REDUCED = "reduced"


class WaiverState(StrEnum):
    """Where a waiver stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"


class AmendmentState(StrEnum):
    """Where an amendment stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class RecoveryState(StrEnum):
    """Where money claimed back stands."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    CLAIMED = "claimed"
    RECOVERED = "recovered"
    SET_OFF = "set off"
    WRITE_OFF_PROPOSED = "write-off proposed"
    WRITTEN_OFF = "written off"


class CovenantState(StrEnum):
    """Where a covenant stands."""

    STANDING = "standing"
    BREACHED = "breached"
    FULFILLED = "fulfilled"


class ScreeningState(StrEnum):
    """Where a strategic-risk screening stands."""

    PENDING = "pending"
    CLEARED = "cleared"
    CONDITIONAL = "conditional"
    VETOED = "vetoed"
    EXPIRED = "expired"


class CostState(StrEnum):
    """Where a claimed cost stands."""

    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


State = (
    GrantState
    | MilestoneState
    | StageGateState
    | PayoutState
    | ReportState
    | HoldState
    | SuspensionState
    | WaiverState
    | AmendmentState
    | RecoveryState
    | CovenantState
    | ScreeningState
    | CostState
)

STATES_OF_KIND: dict[str, type[StrEnum]] = {
    "grant": GrantState,
    "milestone": MilestoneState,
    "stage_gate": StageGateState,
    "payout": PayoutState,
    "report": ReportState,
    "funding_report": ReportState,
    "hold": HoldState,
    "suspension": SuspensionState,
    "waiver": WaiverState,
    "amendment": AmendmentState,
    "recovery": RecoveryState,
    "covenant": CovenantState,
    "screening": ScreeningState,
    "cost": CostState,
}
"""The states of every kind of subject that has any."""

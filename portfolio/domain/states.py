"""The states a subject can be in. What may follow what stands in `transitions`."""

from __future__ import annotations

from enum import StrEnum


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    ASSESSED = "assessed"
    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"


class PayoutState(StrEnum):
    """Where a payout stands."""

    PROPOSED = "proposed"
    SENT_BACK = "sent back"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    PAID = "paid"
    PAYMENT_FAILED = "payment failed"


class ReportState(StrEnum):
    """Where a reskilling report stands."""

    REPORTED = "reported"
    VERIFIED = "verified"
    REJECTED = "rejected"


class HoldState(StrEnum):
    """Whether a hold stands."""

    PLACED = "placed"
    LIFTED = "lifted"


State = MilestoneState | PayoutState | ReportState | HoldState

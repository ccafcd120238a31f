"""Recoveries: money claimed back after payment, what has come of it, and what is still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.domain.money import check_minor
from portfolio.domain.record import record
from portfolio.domain.states import RecoveryState
from portfolio.domain.text import clean_code, clean_fields


class Ground(StrEnum):
    """Why money comes back."""

    REVERSAL = "reversal"
    ADVANCE = "uncleared advance"
    AMOUNT_FIXED = "amount fixed below"
    BREACH = "covenant breached"
    TERMINATION = "termination"
    IRREGULARITY = "irregularity"


TAKES_AWAY = (Ground.BREACH, Ground.TERMINATION, Ground.IRREGULARITY)
"""The grounds on which what comes back is lost: it cannot be earned a second time."""


@record("recovery", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A claim on one payout: `principal_minor` of it has to come back.

    `interest_from` is the day the money was received: add-on interest runs from there (加算金).
    `due_on` is the day by which it has to be back; late interest runs after it (延滞金). Where
    money was paid in several payouts the latest comes back first, each as a claim of its own.
    `covenant` names the breached one.
    """

    grant: str
    code: str
    payout: str
    covenant: str | None = None
    ground: Ground
    principal_minor: int
    interest_from: date
    state: RecoveryState
    reason: str
    due_on: date | None = None
    authority: str | None = None
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    moved_on: date
    played: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a claim for nothing."""
        clean_code("payout", self.payout)
        clean_fields(self, reason=4000, authority=400)
        check_minor("principal", self.principal_minor, least=1)

    @property
    def is_outstanding(self) -> bool:
        """Whether two people have claimed it and something is still owed."""
        return self.state in (RecoveryState.CLAIMED, RecoveryState.WRITE_OFF_PROPOSED)

    @property
    def stands(self) -> bool:
        """Whether its principal can be claimed a second time: not while it stands."""
        return self.state is not RecoveryState.DECLINED


class ReceiptKind(StrEnum):
    """How a claim was met."""

    REPAID = "repaid"
    SET_OFF = "set off"


@record("receipt", "grant", "recovery", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money that came back on a claim: transferred, or set off against a payout."""

    grant: str
    recovery: str
    number: int
    kind: ReceiptKind
    amount_minor: int
    received_on: date
    reference: str
    recorded_by: str
    recorded_at: datetime

    def __post_init__(self) -> None:
        """Refuse to record nothing."""
        clean_fields(self, reference=100)
        check_minor("amount", self.amount_minor, least=1)

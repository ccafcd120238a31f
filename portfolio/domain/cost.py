"""Claimed costs, each keyed so that no cost, asset or training seat is paid for twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.domain.money import check_minor
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.states import CostState
from portfolio.domain.text import clean_code, clean_fields, clean_sha256


class CostKind(StrEnum):
    """What the key of a cost names."""

    COST_ITEM = "cost item"
    ASSET = "asset"
    TRAINING_SEAT = "training seat"


@record("cost", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A cost that a member claims under an instalment; accepted by another, it is eligible.

    `key` names the invoice, the asset's serial number or the training seat, the same wherever it is
    claimed: no other grant may have it (ECA special report 22/2024).
    """

    grant: str
    code: str
    instalment: str
    member: str
    kind: CostKind
    key: str
    title: str
    amount_minor: int
    incurred_on: date
    document: str
    document_sha256: str
    state: CostState
    claimed_by: str
    claimed_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    moved_on: date

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("key", self.key)
        clean_fields(self, title=200, document=200)
        check_minor("amount", self.amount_minor, least=1)
        check_day("incurred_on", self.incurred_on)
        digest = clean_sha256("document_sha256", self.document_sha256)
        object.__setattr__(self, "document_sha256", digest)

    @property
    def is_accepted(self) -> bool:
        """Whether somebody else has accepted it: then it is eligible."""
        return self.state is CostState.ACCEPTED

"""Payments made before or outside this portfolio: history, and never gated here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.money import LARGEST_MINOR
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.text import clean_fields


@record("past_payment", "grant", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class PastPayment:
    """One payment (or, negative, money back) that a published file tells of.

    No gate of this portfolio stood before it: it counts in no sum of payouts, takes nothing of the
    award or of a budget year, and is always shown as history.
    """

    grant: str
    number: int
    paid_on: date
    amount_minor: int
    reference: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_day("paid_on", self.paid_on)
        clean_fields(self, reference=200, source=1000)
        if self.amount_minor == 0 or abs(self.amount_minor) > LARGEST_MINOR:
            raise Invalid(
                "amount", self.amount_minor, "is nothing or larger than any programme",
                "give what was paid in minor units, negative for money back",
            )  # fmt: skip

"""What is still owed on a claim on a day: principal, add-on interest and late interest."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from portfolio.domain.money import in_turn
from portfolio.domain.terms import RecoveryOrder, TermName, terms_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portfolio.domain.recovery import Receipt, Recovery
    from portfolio.domain.terms import Term, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed on a claim, in minor units, each part rounded down.

    `returned_minor` is what of the principal has come back.
    """

    principal_minor: int
    interest_minor: int
    late_minor: int
    returned_minor: int

    @property
    def total_minor(self) -> int:
        """Everything owed."""
        return self.principal_minor + self.interest_minor + self.late_minor


def owed(recovery: Recovery, receipts: Iterable[Receipt], terms: Iterable[Term], day: date) -> Owed:
    """Return what is owed on a claim on a day, by the programme's terms.

    Simple interest on the principal still outstanding: add-on from the day the money was received
    (that day not counted), late interest from the day after it was due, both at the yearly rates
    (Act 179 of 1955, Art. 19) that were in force on the day the money was received: later terms
    change no claim. A repayment counts in the order the terms state, against amounts rounded down
    on its day; between repayments interest is exact.

    Nothing is owed on a claim that two people have not made yet, or that was declined, met or
    written off.
    """
    ledger = _Ledger(recovery, terms_on(terms, recovery.interest_from))
    for receipt in sorted(receipts, key=lambda r: (r.received_on, r.number)):
        if receipt.received_on <= day:
            ledger.accrue(receipt.received_on)
            ledger.take(receipt.amount_minor)
    ledger.accrue(day)
    left = recovery.is_outstanding
    return Owed(
        principal_minor=ledger.principal if left else 0,
        interest_minor=floor(ledger.interest) if left else 0,
        late_minor=floor(ledger.late) if left else 0,
        returned_minor=recovery.principal_minor - ledger.principal,
    )


class _Ledger:
    """The three amounts of one claim, moved from day to day."""

    def __init__(self, recovery: Recovery, terms: Terms) -> None:
        year_days = terms.count(TermName.INTEREST_YEAR_DAYS)
        self._daily = _rate(terms, TermName.INTEREST_RATE, year_days)
        self._late_daily = _rate(terms, TermName.LATE_RATE, year_days)
        self._interest_first = terms.text(TermName.RECOVERY_ORDER) == RecoveryOrder.INTEREST_FIRST
        self._due_on = recovery.due_on
        self._on = recovery.interest_from
        self.principal = recovery.principal_minor
        self.interest = Fraction(0)
        self.late = Fraction(0)

    def accrue(self, day: date) -> None:
        """Let interest run until the end of a day."""
        if day <= self._on:
            return
        self.interest += self.principal * self._daily * (day - self._on).days
        if self._due_on is not None:
            late_days = (day - max(self._on, self._due_on)).days
            self.late += self.principal * self._late_daily * max(0, late_days)
        self._on = day

    def take(self, amount: int) -> None:
        """Count a repayment against what is owed, in the stated order."""
        standing = [
            ("principal", self.principal),
            ("interest", floor(self.interest)),
            ("late", floor(self.late)),
        ]
        if self._interest_first:
            standing.reverse()
        taken = dict(in_turn(amount, standing))
        self.principal -= taken.get("principal", 0)
        self.interest = Fraction(floor(self.interest) - taken.get("interest", 0))
        self.late = Fraction(floor(self.late) - taken.get("late", 0))


def _rate(terms: Terms, name: TermName, year_days: int | None) -> Fraction:
    rate = terms.share(name)
    return rate / year_days if rate is not None and year_days else Fraction(0)

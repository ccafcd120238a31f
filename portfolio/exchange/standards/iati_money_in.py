"""The money of an IATI activity: what was paid, and what it was promised.

* Payments are transactions of type 3, 4 and 7; a negative value is money back.
* The published award is the sum of commitments of type 2, and where there is none of type 11.
* Loans, equity and guarantees are public money of another kind: by its finance type each payment
  and each part of the total says so, and they are never added up.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.domain.period import EARLIEST
from portfolio.exchange.standards.published import Payment
from portfolio.exchange.standards.values import (
    day_of,
    minor_of,
    present,
    same_currency,
    shown,
    text_of,
)
from portfolio.wording.figures import amount

if TYPE_CHECKING:
    from portfolio.exchange.standards.drafting import Drafts
    from portfolio.exchange.standards.xml_activities import Part

MOST_TRANSACTIONS = 5_000
"""Transactions of one activity."""

PAYMENTS = {"3": "disbursement", "4": "expenditure", "7": "reimbursement"}
_COMMITMENTS = ("2", "11")
"""Codes of TransactionType: a commitment that leaves, and one that comes in."""

_INSTRUMENTS = {"1": "grant", "2": "grant", "3": "equity", "4": "loan", "5": "equity"}
_GUARANTEES = "1100"
"""FinanceType: the first of three digits is the category of OECD DAC; guarantees have four."""

_MONEY = ("transaction", "budget", "planned-disbursement")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


def currency_stated(activity: Part) -> str:
    """Return the currency of what is taken in, as it stands there; empty where none is stated."""
    default = activity.get("default-currency")
    values = [part.one("value") for name in _MONEY for part in activity.all(name)]
    return next(
        (stated for value in values if (stated := value.get("currency") or default)), default
    )


class Money:
    """What the transactions of one activity tell."""

    def __init__(self, drafts: Drafts, activity: Part, currency: str) -> None:
        self.drafts = drafts
        self.activity = activity
        self.currency = currency
        self.payments: tuple[Payment, ...] = ()
        self.promised: Counter[str] = Counter()
        self.default = activity.get("default-currency")

    def read(self) -> Money:
        """Read every transaction; what is wrong is noted, what has no place here is counted."""
        transactions = self.activity.all("transaction")
        if len(transactions) > MOST_TRANSACTIONS:
            self.drafts.attempt(f"{self.activity.place}/transaction", None, _too_many, transactions)
            return self
        types = [each.one("transaction-type").get("code") for each in transactions]
        promise = next((code for code in _COMMITMENTS if code in types), "")
        paid: list[Payment] = []
        for code, each in zip(types, transactions, strict=True):
            if code in PAYMENTS:
                paid.append(self._payment(PAYMENTS[code], each))
            elif code and code == promise:
                self.promised[self._instrument(each)] += self._minor(each)
            elif code:
                self.drafts.left_aside[f"transaction of type {code}"] += 1
            else:
                place = f"{each.place}/transaction-type/@code"
                self.drafts.attempt(place, "", present, code)
        self.payments = tuple(each for each in paid if each.amount_minor)
        if len(paid) > len(self.payments):
            self.drafts.left_aside["payment of nothing"] += len(paid) - len(self.payments)
        return self

    def said(self) -> tuple[str, ...]:
        """Return what was promised, by instrument: an award here is what two people decide."""
        return tuple(
            f"published commitments {amount(minor, self.currency)}, {instrument}"
            for instrument, minor in sorted(self.promised.items())
        ) or ("no commitment is published",)

    def _payment(self, kind: str, transaction: Part) -> Payment:
        on, ref = transaction.one("transaction-date"), transaction.get("ref")
        attempt = self.drafts.attempt
        return Payment(
            kind=f"{kind}, {self._instrument(transaction)}",
            paid_on=attempt(f"{on.place}/@iso-date", EARLIEST, day_of, on.get("iso-date")),
            amount_minor=self._minor(transaction),
            reference=attempt(f"{transaction.place}/@ref", "", text_of, ref) if ref else None,
        )

    def _minor(self, transaction: Part) -> int:
        value = transaction.one("value")
        stated = value.get("currency") or self.default
        self.drafts.attempt(f"{value.place}/@currency", "", same_currency, stated, self.currency)
        return self.drafts.attempt(value.place, 0, _signed, value.text(), self.currency)

    def _instrument(self, transaction: Part) -> str:
        for part in (transaction.one("finance-type"), self.activity.one("default-finance-type")):
            code = part.get("code")
            if code == _GUARANTEES:
                return "guarantee"
            if code:
                known = _INSTRUMENTS.get(code[0]) if re.fullmatch(r"[0-9]{3}", code) else None
                return known or "another instrument"
        return "instrument not stated"


def _signed(text: str, currency: str) -> int:
    """Return a value in minor units: a decimal number of XML Schema, which has no exponent."""
    written = text_of(text)
    if not _DECIMAL.fullmatch(written):
        raise Invalid(
            "amount", shown(text), "is not an amount", "write digits only, such as 802500000000"
        )
    return minor_of(Decimal(written), currency, signed=True)


def _too_many(transactions: list[Part]) -> None:
    raise Invalid(
        "transactions", len(transactions), f"are more than {MOST_TRANSACTIONS} in one activity",
        "split the activity",
    )  # fmt: skip

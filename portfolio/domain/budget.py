"""A programme's fiscal years: what is carried over, executed elsewhere, asked for, and held.

Beside the appropriations (`portfolio.domain.programme`) these are the records from which the
fiscal-year ledgers are made; `BudgetFigures` is the arithmetic of the administrative project
review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Instrument
from portfolio.domain.money import check_minor
from portfolio.domain.period import check_day, check_fiscal_year
from portfolio.domain.record import record
from portfolio.domain.text import clean_fields


class CarryOverKind(StrEnum):
    """Why money may be spent a year later (Public Finance Act of Japan, Arts. 14-3 and 42)."""

    APPROVED = "approved beforehand"  # 明許繰越
    UNAVOIDABLE = "unavoidable"  # 事故繰越
    NOT_STATED = "not stated"  # published sheets do not tell which


@record("carry_over", "programme", "fiscal_year", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """Money of a fiscal year that may be spent in the next: it leaves one and enters the other.

    `fiscal_year` is the year it leaves. One record moves both years, so that what was carried out
    of one and into the next can never differ.
    """

    programme: str
    fiscal_year: int
    number: int
    kind: CarryOverKind
    amount_minor: int
    approval_reference: str
    decided_on: date | None = None
    instrument: Instrument = Instrument.GRANT
    account: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values, and a carry-over that nobody approved."""
        check_fiscal_year("fiscal_year", self.fiscal_year)
        check_minor("amount", self.amount_minor, least=1)
        clean_fields(self, approval_reference=200, account=120, source=1000)
        if self.decided_on is not None:
            check_day("decided_on", self.decided_on)


@record("outside_execution", "programme", "fiscal_year", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideExecution:
    """Money of a fiscal year spent without a payout in this portfolio, as published or reported.

    Years before the portfolio began, and equity, loans and guarantees, which no instalment pays.
    It counts as executed and is always shown apart: no gate of this portfolio stood before it.
    """

    programme: str
    fiscal_year: int
    number: int
    amount_minor: int
    executed_on: date | None = None
    instrument: Instrument = Instrument.GRANT
    account: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_fiscal_year("fiscal_year", self.fiscal_year)
        check_minor("amount", self.amount_minor)
        clean_fields(self, account=120, source=1000)
        if self.executed_on is not None:
            check_day("executed_on", self.executed_on)


@record("budget_request", "programme", "fiscal_year", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRequest:
    """What was asked for a coming fiscal year (概算要求); `fiscal_year` is the year asked for."""

    programme: str
    fiscal_year: int
    number: int
    amount_minor: int
    requested_on: date | None = None
    instrument: Instrument = Instrument.GRANT
    account: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_fiscal_year("fiscal_year", self.fiscal_year)
        check_minor("amount", self.amount_minor)
        clean_fields(self, account=120, source=1000)
        if self.requested_on is not None:
            check_day("requested_on", self.requested_on)


@record("fund_balance", "programme", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class FundBalance:
    """What a fund held for a programme on a day: handed over to the agency, not yet paid on."""

    programme: str
    number: int
    balance_on: date
    balance_minor: int
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_day("balance_on", self.balance_on)
        check_minor("balance", self.balance_minor)
        clean_fields(self, source=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFigures:
    """What may be spent in a fiscal year, what was, and what is left, in minor units.

    RS system, sheet 2-1: initial 当初, supplementary 補正, carried in 前年度繰越, reserve 予備費,
    executed 執行, carried out 翌年度繰越.
    """

    initial_minor: int
    supplementary_minor: int = 0
    carried_in_minor: int = 0
    reserve_minor: int = 0
    executed_minor: int = 0
    carried_out_minor: int = 0

    @property
    def current_minor(self) -> int:
        """The current budget (歳出予算現額)."""
        return (
            self.initial_minor
            + self.supplementary_minor
            + self.carried_in_minor
            + self.reserve_minor
        )

    @property
    def execution_rate(self) -> Fraction | None:
        """Executed ÷ current budget (執行率), exact; None where there is none: undefined, not 0."""
        return Fraction(self.executed_minor, self.current_minor) if self.current_minor else None

    @property
    def unused_minor(self) -> int:
        """What was neither spent nor carried into the next year (不用額)."""
        return self.current_minor - self.executed_minor - self.carried_out_minor

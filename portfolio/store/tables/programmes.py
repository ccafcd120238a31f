"""Programmes, their terms and appropriations, and the ceiling of each fiscal year."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from portfolio.domain.basis import Basis
from portfolio.domain.budget import CarryOverKind
from portfolio.domain.grant import Instrument
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.terms import TermName
from portfolio.store.columns import (
    STRICT,
    cell,
    key,
    one_of,
    string,
    string_or_none,
    whole,
    whole_key,
    whole_or_none,
)


class ProgrammeRow(SQLModel, table=True):
    """The schemes money is given under."""

    __tablename__: ClassVar[str] = "programme"
    __table_args__ = (
        CheckConstraint("0 <= paid_minor AND paid_minor <= confirmed_minor", name="paid"),
        CheckConstraint("confirmed_minor - returned_minor <= award_minor", name="confirmed"),
        one_of("policy", PolicyName),
        one_of("reductions", Reductions),
        one_of("basis", Basis),
        STRICT,
    )
    code: str = Field(sa_column=key())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    agency: str = Field(sa_column=string())
    currency: str = Field(sa_column=string())
    first_month: int = Field(sa_column=whole())
    time_zone: str = Field(sa_column=string())
    policy: str = Field(sa_column=string())
    reductions: str = Field(sa_column=string())
    at_risk_days: int = Field(sa_column=whole())
    terms_source: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())
    award_minor: int = Field(sa_column=cell())
    confirmed_minor: int = Field(sa_column=cell())
    paid_minor: int = Field(sa_column=cell())
    payable_minor: int = Field(sa_column=cell())
    returned_minor: int = Field(sa_column=cell())
    withheld_minor: int = Field(sa_column=cell())
    reduced_minor: int = Field(sa_column=cell())
    advances_minor: int = Field(sa_column=cell())
    raised_minor: int = Field(sa_column=cell())
    private_promised_minor: int = Field(sa_column=cell())


class TermRow(SQLModel, table=True):
    """The terms of a programme, each version from a day on, with where it stands."""

    __tablename__: ClassVar[str] = "term"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        one_of("name", TermName),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    name: str = Field(sa_column=key())
    number: int = Field(sa_column=whole_key())
    value: str = Field(sa_column=string())
    from_on: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class AppropriationRow(SQLModel, table=True):
    """Money a programme may spend in a fiscal year, as voted or carried in."""

    __tablename__: ClassVar[str] = "appropriation"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        one_of("kind", AppropriationKind),
        one_of("instrument", Instrument),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    fiscal_year: int = Field(sa_column=whole_key())
    number: int = Field(sa_column=whole_key())
    kind: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
    supplementary: int | None = Field(sa_column=whole_or_none())
    decided_on: str | None = Field(sa_column=string_or_none())
    instrument: str = Field(sa_column=string("grant"))
    account: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class CarryOverRow(SQLModel, table=True):
    """Money that leaves one fiscal year for the next."""

    __tablename__: ClassVar[str] = "carry_over"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        one_of("kind", CarryOverKind),
        one_of("instrument", Instrument),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    fiscal_year: int = Field(sa_column=whole_key())
    number: int = Field(sa_column=whole_key())
    kind: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
    approval_reference: str = Field(sa_column=string())
    decided_on: str | None = Field(sa_column=string_or_none())
    instrument: str = Field(sa_column=string("grant"))
    account: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class OutsideExecutionRow(SQLModel, table=True):
    """Money of a fiscal year spent without a payout of this portfolio."""

    __tablename__: ClassVar[str] = "outside_execution"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint("amount_minor >= 0", name="amount"),
        one_of("instrument", Instrument),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    fiscal_year: int = Field(sa_column=whole_key())
    number: int = Field(sa_column=whole_key())
    amount_minor: int = Field(sa_column=whole())
    executed_on: str | None = Field(sa_column=string_or_none())
    instrument: str = Field(sa_column=string("grant"))
    account: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class BudgetRequestRow(SQLModel, table=True):
    """What was asked for a coming fiscal year."""

    __tablename__: ClassVar[str] = "budget_request"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint("amount_minor >= 0", name="amount"),
        one_of("instrument", Instrument),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    fiscal_year: int = Field(sa_column=whole_key())
    number: int = Field(sa_column=whole_key())
    amount_minor: int = Field(sa_column=whole())
    requested_on: str | None = Field(sa_column=string_or_none())
    instrument: str = Field(sa_column=string("grant"))
    account: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class FundBalanceRow(SQLModel, table=True):
    """What a fund held for a programme on a day."""

    __tablename__: ClassVar[str] = "fund_balance"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint("balance_minor >= 0", name="balance"),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    number: int = Field(sa_column=whole_key())
    balance_on: str = Field(sa_column=string())
    balance_minor: int = Field(sa_column=whole())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class BudgetYearRow(SQLModel, table=True):
    """The ceiling every payout of a programme and fiscal year shares: one row, one CHECK."""

    __tablename__: ClassVar[str] = "budget_year"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor <= budget_minor",
            name="ceiling",
        ),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    fiscal_year: int = Field(sa_column=whole_key())
    budget_minor: int = Field(sa_column=cell())
    confirmed_minor: int = Field(sa_column=cell())
    paid_minor: int = Field(sa_column=cell())

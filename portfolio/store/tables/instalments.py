"""The planned parts of a grant, what each waits for, and the terms of its own it may have."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from portfolio.domain.basis import Basis
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.reskilling import Rung
from portfolio.domain.terms import TermName
from portfolio.store.columns import (
    STRICT,
    cell,
    key,
    one_of,
    string,
    string_or_none,
    whole,
)


def _of_instalment() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"])


def _ended_by_amendment() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["grant", "ended_by"], ["amendment.grant", "amendment.code"])


class InstalmentRow(SQLModel, table=True):
    """The planned parts of a grant, each with its ceiling and where it stands.

    What is paid on results, less what came back, what a suspension withholds and what it took away
    never exceed the amount. Retained money is apart: it is not withheld for a shortfall.
    """

    __tablename__: ClassVar[str] = "instalment"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor"
            " AND 0 <= returned_minor AND 0 <= withheld_minor AND 0 <= reduced_minor"
            " AND confirmed_minor - returned_minor + withheld_minor + reduced_minor"
            " <= amount_minor",
            name="ceiling",
        ),
        CheckConstraint("policy IS NULL OR policy_reason IS NOT NULL", name="policy_reason"),
        Index(None, "gate_due_on"),
        # All that roll-ups add up: they read it in order, and never the rows.
        Index(
            "ix_instalment_money",
            "grant", "fiscal_year", "account", "basis", "amount_minor", "gate_due_on", "held",
            "paid_minor", "returned_minor", "reduced_minor",
        ),
        one_of("policy", PolicyName),
        one_of("basis", Basis),
        STRICT,
    )  # fmt: skip
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    amount_minor: int = Field(sa_column=whole())
    fiscal_year: int = Field(sa_column=whole())
    planned_on: str = Field(sa_column=string())
    policy: str | None = Field(sa_column=string_or_none())
    policy_reason: str | None = Field(sa_column=string_or_none())
    account: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())
    confirmed_minor: int = Field(sa_column=cell())
    paid_minor: int = Field(sa_column=cell())
    returned_minor: int = Field(sa_column=cell())
    withheld_minor: int = Field(sa_column=cell())
    retained_minor: int = Field(sa_column=cell())
    reduced_minor: int = Field(sa_column=cell())
    earned_minor: int = Field(sa_column=cell())
    payable_minor: int = Field(sa_column=cell())
    payable_since: str | None = Field(sa_column=string_or_none())
    gate_due_on: str | None = Field(sa_column=string_or_none())
    held: int = Field(sa_column=cell())


class MilestoneConditionRow(SQLModel, table=True):
    """Which milestones an instalment waits for."""

    __tablename__: ClassVar[str] = "milestone_condition"
    __table_args__ = (
        _of_instalment(),
        ForeignKeyConstraint(["grant", "milestone"], ["milestone.grant", "milestone.code"]),
        _ended_by_amendment(),
        one_of("bearing", Bearing),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    milestone: str = Field(sa_column=key())
    share: str = Field(sa_column=string())
    bearing: str | None = Field(sa_column=string_or_none())
    coefficient: str = Field(sa_column=string("1/1"))
    ended_by: str | None = Field(sa_column=string_or_none())


class ReskillingConditionRow(SQLModel, table=True):
    """Which commitments an instalment waits for, and how many persons on which rung."""

    __tablename__: ClassVar[str] = "reskilling_condition"
    __table_args__ = (
        _of_instalment(),
        ForeignKeyConstraint(["grant", "commitment"], ["commitment.grant", "commitment.code"]),
        _ended_by_amendment(),
        CheckConstraint("persons > 0", name="persons"),
        one_of("rung", Rung),
        one_of("bearing", Bearing),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    commitment: str = Field(sa_column=key())
    rung: str = Field(sa_column=string())
    persons: int = Field(sa_column=whole())
    bearing: str | None = Field(sa_column=string_or_none())
    coefficient: str = Field(sa_column=string("1/1"))
    ended_by: str | None = Field(sa_column=string_or_none())


class FundingConditionRow(SQLModel, table=True):
    """How much private money an instalment waits for."""

    __tablename__: ClassVar[str] = "funding_condition"
    __table_args__ = (
        _of_instalment(),
        ForeignKeyConstraint(["grant", "co_funding"], ["co_funding.grant", "co_funding.code"]),
        _ended_by_amendment(),
        CheckConstraint("raised_minor > 0", name="raised"),
        one_of("bearing", Bearing),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    co_funding: str = Field(sa_column=key())
    raised_minor: int = Field(sa_column=whole())
    bearing: str | None = Field(sa_column=string_or_none())
    ended_by: str | None = Field(sa_column=string_or_none())


class InstalmentTermRow(SQLModel, table=True):
    """Terms that differ for one instalment."""

    __tablename__: ClassVar[str] = "instalment_term"
    __table_args__ = (_of_instalment(), one_of("name", TermName), STRICT)
    grant: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    name: str = Field(sa_column=key())
    value: str = Field(sa_column=string())
    reason: str = Field(sa_column=string())

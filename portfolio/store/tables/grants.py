"""What a grant is and promises: awards, members, elements, milestones, people, private money."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.milestone import Comparison
from portfolio.domain.readiness import Scale
from portfolio.domain.reskilling import Rung
from portfolio.domain.states import GrantState, MilestoneState
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
    yes_or_no,
)


class GrantRow(SQLModel, table=True):
    """The awards, each with its ceiling and where it stands. What came back frees the award."""

    __tablename__: ClassVar[str] = "grant"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        UniqueConstraint("code", "programme"),
        CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor"
            " AND confirmed_minor - returned_minor <= award_minor",
            name="ceiling",
        ),
        CheckConstraint(
            "fixed_minor >= 0 AND (fixed_minor IS NOT NULL"
            " OR state NOT IN ('amount fixed', 'settled', 'monitoring'))",
            name="fixed",
        ),
        Index(None, "programme", "code"),
        one_of("state", GrantState),
        one_of("basis", Basis),
        yes_or_no("keeps_earned"),
        STRICT,
    )
    code: str = Field(sa_column=key())
    programme: str = Field(sa_column=string())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    consortium: str = Field(sa_column=string())
    consortium_ja: str | None = Field(sa_column=string_or_none())
    mission_area: str = Field(sa_column=string())
    starts_on: str = Field(sa_column=string())
    ends_on: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())
    state: str = Field(sa_column=string("awarded"))
    moved_on: str | None = Field(sa_column=string_or_none())
    played: str = Field(sa_column=string("[]"))
    amount_announced_on: str | None = Field(sa_column=string_or_none())
    fixed_minor: int | None = Field(sa_column=whole_or_none())
    keeps_earned: int = Field(sa_column=whole(1))
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
    readiness: int | None = Field(sa_column=whole_or_none())
    milestones_met: int = Field(sa_column=cell())
    milestones: int = Field(sa_column=cell())
    verified_persons: int = Field(sa_column=cell())
    promised_persons: int = Field(sa_column=cell())
    plan_basis: str | None = Field(sa_column=string_or_none())
    next_due_on: str | None = Field(sa_column=string_or_none())
    held: int = Field(sa_column=cell())


class AwardDecisionRow(SQLModel, table=True):
    """Dated increments and reductions of an award."""

    __tablename__: ClassVar[str] = "award_decision"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        CheckConstraint("amount_minor <> 0", name="amount"),
        one_of("instrument", Instrument),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    number: int = Field(sa_column=whole_key())
    decided_on: str = Field(sa_column=string())
    fiscal_year: int = Field(sa_column=whole())
    instrument: str = Field(sa_column=string())
    account: str | None = Field(sa_column=string_or_none())
    amount_minor: int = Field(sa_column=whole())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class MemberRow(SQLModel, table=True):
    """The organisations of a consortium."""

    __tablename__: ClassVar[str] = "member"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        one_of("role", MemberRole),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    name: str = Field(sa_column=string())
    name_ja: str | None = Field(sa_column=string_or_none())
    role: str = Field(sa_column=string())
    country: str = Field(sa_column=string())
    share: str = Field(sa_column=string())
    corporate_number: str | None = Field(sa_column=string_or_none())
    lei: str | None = Field(sa_column=string_or_none())


class ElementRow(SQLModel, table=True):
    """The critical technologies of a grant and their levels. A level can fall below its entry."""

    __tablename__: ClassVar[str] = "element"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        CheckConstraint(
            "1 <= entry_level AND 1 <= current_level"
            " AND current_level <= CASE scale WHEN 'TRL' THEN 9 ELSE 10 END",
            name="levels",
        ),
        one_of("scale", Scale),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    scale: str = Field(sa_column=string())
    scale_version: str = Field(sa_column=string())
    entry_level: int = Field(sa_column=whole())
    current_level: int = Field(sa_column=whole())
    target_level: int = Field(sa_column=whole())


class MilestoneRow(SQLModel, table=True):
    """What must be shown by when, and where it stands."""

    __tablename__: ClassVar[str] = "milestone"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "element"], ["element.grant", "element.code"]),
        one_of("state", MilestoneState),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    element: str = Field(sa_column=string())
    level: int = Field(sa_column=whole())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    baseline_due_on: str = Field(sa_column=string())
    due_on: str = Field(sa_column=string())
    required_evidence: str = Field(sa_column=string())
    predecessors: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    share_met: str | None = Field(sa_column=string_or_none())
    level_reached: int | None = Field(sa_column=whole_or_none())
    played: str = Field(sa_column=string())
    moved_on: str | None = Field(sa_column=string_or_none())
    cure_due_on: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class CriterionRow(SQLModel, table=True):
    """The written, measurable criteria of a milestone."""

    __tablename__: ClassVar[str] = "criterion"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "milestone"], ["milestone.grant", "milestone.code"]),
        one_of("comparison", Comparison),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    milestone: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    text: str = Field(sa_column=string())
    text_ja: str | None = Field(sa_column=string_or_none())
    comparison: str = Field(sa_column=string())
    target: str = Field(sa_column=string())
    unit: str = Field(sa_column=string())
    baseline: str | None = Field(sa_column=string_or_none())


class CommitmentRow(SQLModel, table=True):
    """Who was promised to be trained, and how many are verified."""

    __tablename__: ClassVar[str] = "commitment"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        CheckConstraint("persons > 0", name="persons"),
        one_of("rung", Rung),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    member: str = Field(sa_column=string())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    rung: str = Field(sa_column=string())
    persons: int = Field(sa_column=whole())
    due_on: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())
    verified_persons: int = Field(sa_column=cell())
    reported_persons: int = Field(sa_column=cell())


class CoFundingRow(SQLModel, table=True):
    """The private money that members promised to raise."""

    __tablename__: ClassVar[str] = "co_funding"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        CheckConstraint("promised_minor > 0", name="promised"),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    member: str = Field(sa_column=string())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    promised_minor: int = Field(sa_column=whole())
    due_on: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())

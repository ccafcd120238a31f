"""What was shown and judged: evidence, assessments, stage-gates, reports, costs."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from portfolio.domain.cost import CostKind
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.reskilling import Rung
from portfolio.domain.states import CostState, ReportState, StageGateState
from portfolio.store.columns import (
    STRICT,
    key,
    one_of,
    string,
    string_or_none,
    whole,
)

_COUNTED = text("state <> 'refused'")


class EvidenceRow(SQLModel, table=True):
    """What was handed in."""

    __tablename__: ClassVar[str] = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "milestone"], ["milestone.grant", "milestone.code"]),
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        ForeignKeyConstraint(["recorded_by"], ["person.code"]),
        CheckConstraint("sha256 IS NOT NULL OR address IS NOT NULL", name="points_somewhere"),
        one_of("kind", EvidenceKind),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    milestone: str = Field(sa_column=string())
    kind: str = Field(sa_column=string())
    title: str = Field(sa_column=string())
    sha256: str | None = Field(sa_column=string_or_none())
    address: str | None = Field(sa_column=string_or_none())
    member: str = Field(sa_column=string())
    recorded_by: str = Field(sa_column=string())
    recorded_at: str = Field(sa_column=string())
    received_on: str = Field(sa_column=string())


class AssessmentRow(SQLModel, table=True):
    """How milestones were assessed."""

    __tablename__: ClassVar[str] = "assessment"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "milestone"], ["milestone.grant", "milestone.code"]),
        ForeignKeyConstraint(["assessed_by"], ["person.code"]),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    milestone: str = Field(sa_column=string())
    level_reached: int = Field(sa_column=whole())
    summary: str = Field(sa_column=string())
    evidence: str = Field(sa_column=string())
    assessed_by: str = Field(sa_column=string())
    assessed_at: str = Field(sa_column=string())


class JudgementRow(SQLModel, table=True):
    """How each criterion was judged."""

    __tablename__: ClassVar[str] = "judgement"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "assessment"], ["assessment.grant", "assessment.code"]),
        one_of("verdict", Verdict),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    assessment: str = Field(sa_column=key())
    criterion: str = Field(sa_column=key())
    verdict: str = Field(sa_column=string())
    share: str = Field(sa_column=string())
    measured: str | None = Field(sa_column=string_or_none())
    reason: str = Field(sa_column=string())


class StageGateRow(SQLModel, table=True):
    """The reviews held each time a level was to rise.

    Whether who assessed may pass it is a term of the programme: no CHECK can know.
    """

    __tablename__: ClassVar[str] = "stage_gate"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "element"], ["element.grant", "element.code"]),
        ForeignKeyConstraint(["grant", "milestone"], ["milestone.grant", "milestone.code"]),
        ForeignKeyConstraint(["grant", "assessment"], ["assessment.grant", "assessment.code"]),
        ForeignKeyConstraint(["opened_by"], ["person.code"]),
        ForeignKeyConstraint(["decided_by"], ["person.code"]),
        CheckConstraint("1 <= from_level AND from_level < to_level", name="rises"),
        CheckConstraint("(state = 'open') = (decided_by IS NULL)", name="decided"),
        one_of("state", StageGateState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    element: str = Field(sa_column=string())
    milestone: str = Field(sa_column=string())
    assessment: str = Field(sa_column=string())
    from_level: int = Field(sa_column=whole())
    to_level: int = Field(sa_column=whole())
    state: str = Field(sa_column=string())
    opened_by: str = Field(sa_column=string())
    opened_at: str = Field(sa_column=string())
    decided_by: str | None = Field(sa_column=string_or_none())
    decided_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())


class ReportRow(SQLModel, table=True):
    """Training reported, verified and rejected."""

    __tablename__: ClassVar[str] = "report"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "commitment"], ["commitment.grant", "commitment.code"]),
        ForeignKeyConstraint(["reported_by"], ["person.code"]),
        ForeignKeyConstraint(["decided_by"], ["person.code"]),
        CheckConstraint("persons > 0", name="persons"),
        CheckConstraint("decided_by <> reported_by", name="four_eyes"),
        CheckConstraint("(state = 'reported') = (decided_by IS NULL)", name="decided"),
        one_of("rung", Rung),
        one_of("state", ReportState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    commitment: str = Field(sa_column=string())
    rung: str = Field(sa_column=string())
    persons: int = Field(sa_column=whole())
    as_of: str = Field(sa_column=string())
    document: str = Field(sa_column=string())
    document_sha256: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    reported_by: str = Field(sa_column=string())
    reported_at: str = Field(sa_column=string())
    decided_by: str | None = Field(sa_column=string_or_none())
    decided_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())


class FundingReportRow(SQLModel, table=True):
    """Private money reported as raised, verified and rejected."""

    __tablename__: ClassVar[str] = "funding_report"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "co_funding"], ["co_funding.grant", "co_funding.code"]),
        ForeignKeyConstraint(["reported_by"], ["person.code"]),
        ForeignKeyConstraint(["decided_by"], ["person.code"]),
        CheckConstraint("raised_minor > 0", name="raised"),
        CheckConstraint("decided_by <> reported_by", name="four_eyes"),
        CheckConstraint("(state = 'reported') = (decided_by IS NULL)", name="decided"),
        one_of("state", ReportState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    co_funding: str = Field(sa_column=string())
    raised_minor: int = Field(sa_column=whole())
    as_of: str = Field(sa_column=string())
    document: str = Field(sa_column=string())
    document_sha256: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    reported_by: str = Field(sa_column=string())
    reported_at: str = Field(sa_column=string())
    decided_by: str | None = Field(sa_column=string_or_none())
    decided_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())


class CostRow(SQLModel, table=True):
    """Costs claimed, accepted and refused. No key counts twice in the whole portfolio."""

    __tablename__: ClassVar[str] = "cost"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        ForeignKeyConstraint(["claimed_by"], ["person.code"]),
        ForeignKeyConstraint(["decided_by"], ["person.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("decided_by <> claimed_by", name="four_eyes"),
        CheckConstraint("(state = 'claimed') = (decided_by IS NULL)", name="decided"),
        Index(
            "uq_cost_key", "key",
            unique=True, sqlite_where=_COUNTED, postgresql_where=_COUNTED,
        ),
        one_of("kind", CostKind),
        one_of("state", CostState),
        STRICT,
    )  # fmt: skip
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    instalment: str = Field(sa_column=string())
    member: str = Field(sa_column=string())
    kind: str = Field(sa_column=string())
    key: str = Field(sa_column=string())
    title: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
    incurred_on: str = Field(sa_column=string())
    document: str = Field(sa_column=string())
    document_sha256: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    claimed_by: str = Field(sa_column=string())
    claimed_at: str = Field(sa_column=string())
    decided_by: str | None = Field(sa_column=string_or_none())
    decided_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())

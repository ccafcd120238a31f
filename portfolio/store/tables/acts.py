"""What acts leave behind: evidence, assessments, reports, payouts, holds."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.reskilling import Rung
from portfolio.domain.states import HoldState, PayoutState, ReportState
from portfolio.store.columns import (
    STRICT,
    key,
    one_of,
    string,
    string_or_none,
    whole,
)


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
        Index(None, "state", "moved_on"),
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


class PayoutRow(SQLModel, table=True):
    """Money proposed, confirmed and paid: three people, never above the entitlement."""

    __tablename__: ClassVar[str] = "payout"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["grant", "programme"], ["grant.code", "grant.programme"]),
        ForeignKeyConstraint(["proposed_by"], ["person.code"]),
        ForeignKeyConstraint(["confirmed_by"], ["person.code"]),
        ForeignKeyConstraint(["settled_by"], ["person.code"]),
        CheckConstraint(
            "0 < amount_minor AND amount_minor <= entitled_minor", name="within_entitlement"
        ),
        CheckConstraint(
            "confirmed_by <> proposed_by AND settled_by <> confirmed_by"
            " AND settled_by <> proposed_by",
            name="four_eyes",
        ),
        CheckConstraint(
            "state IN ('proposed', 'sent back') OR confirmed_by IS NOT NULL", name="confirmed"
        ),
        CheckConstraint(
            "state NOT IN ('paid', 'payment failed') OR settled_by IS NOT NULL", name="settled"
        ),
        Index(None, "state", "moved_on"),
        Index(None, "programme", "fiscal_year", "state"),
        Index(None, "grant", "instalment"),
        one_of("state", PayoutState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    instalment: str = Field(sa_column=string())
    programme: str = Field(sa_column=string())
    fiscal_year: int = Field(sa_column=whole())
    amount_minor: int = Field(sa_column=whole())
    entitled_minor: int = Field(sa_column=whole())
    state: str = Field(sa_column=string())
    case_digest: str = Field(sa_column=string())
    proposed_by: str = Field(sa_column=string())
    proposed_at: str = Field(sa_column=string())
    confirmed_by: str | None = Field(sa_column=string_or_none())
    confirmed_at: str | None = Field(sa_column=string_or_none())
    settled_by: str | None = Field(sa_column=string_or_none())
    settled_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())
    payment_reference: str | None = Field(sa_column=string_or_none())
    played: str = Field(sa_column=string())


class HoldRow(SQLModel, table=True):
    """Reasoned stops on payouts."""

    __tablename__: ClassVar[str] = "hold"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["placed_by"], ["person.code"]),
        ForeignKeyConstraint(["lifted_by"], ["person.code"]),
        CheckConstraint("lifted_by <> placed_by", name="four_eyes"),
        CheckConstraint("(state = 'placed') = (lifted_by IS NULL)", name="lifted"),
        Index(None, "state", "placed_on"),
        one_of("state", HoldState),
        one_of("may_lift", Role),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    instalment: str | None = Field(sa_column=string_or_none())
    state: str = Field(sa_column=string())
    reason: str = Field(sa_column=string())
    may_lift: str = Field(sa_column=string())
    placed_by: str = Field(sa_column=string())
    placed_at: str = Field(sa_column=string())
    placed_on: str = Field(sa_column=string())
    lifted_by: str | None = Field(sa_column=string_or_none())
    lifted_at: str | None = Field(sa_column=string_or_none())

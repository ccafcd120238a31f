"""The tables of record. Columns are named as the fields of the domain records they hold.

Below the records stand kept cells (marked `cell()`): sums and days that `store.cells` moves in the
same transaction and `verify` derives again. Nothing cascades: a row of record is never deleted.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portfolio.domain.basis import Basis
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.milestone import Comparison, EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.readiness import Scale
from portfolio.domain.reskilling import Rung
from portfolio.domain.states import HoldState, MilestoneState, PayoutState, ReportState
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


class CharterRow(SQLModel, table=True):
    """What this database is for."""

    __tablename__: ClassVar[str] = "charter"
    __table_args__ = (
        CheckConstraint("code = 'portfolio'", name="only_one"),
        one_of("purpose", Purpose),
        STRICT,
    )
    code: str = Field(sa_column=key())
    purpose: str = Field(sa_column=string())
    created_at: str = Field(sa_column=string())


class PersonRow(SQLModel, table=True):
    """Who may act."""

    __tablename__: ClassVar[str] = "person"
    __table_args__ = (STRICT,)
    code: str = Field(sa_column=key())
    name: str = Field(sa_column=string())
    name_ja: str | None = Field(sa_column=string_or_none())
    roles: str = Field(sa_column=string())
    logins: str = Field(sa_column=string())


class ProgrammeRow(SQLModel, table=True):
    """The schemes money is given under."""

    __tablename__: ClassVar[str] = "programme"
    __table_args__ = (
        CheckConstraint("0 <= paid_minor AND paid_minor <= confirmed_minor", name="paid"),
        CheckConstraint("confirmed_minor <= award_minor", name="confirmed"),
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


class AppropriationRow(SQLModel, table=True):
    """Money a programme may spend in a fiscal year, as voted or carried in."""

    __tablename__: ClassVar[str] = "appropriation"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        one_of("kind", AppropriationKind),
        one_of("basis", Basis),
        STRICT,
    )
    programme: str = Field(sa_column=key())
    fiscal_year: int = Field(sa_column=whole_key())
    number: int = Field(sa_column=whole_key())
    kind: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
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


class GrantRow(SQLModel, table=True):
    """The awards, each with its ceiling and where it stands."""

    __tablename__: ClassVar[str] = "grant"
    __table_args__ = (
        ForeignKeyConstraint(["programme"], ["programme.code"]),
        UniqueConstraint("code", "programme"),
        CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor <= award_minor",
            name="ceiling",
        ),
        Index(None, "programme", "code"),
        one_of("basis", Basis),
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
    award_minor: int = Field(sa_column=cell())
    confirmed_minor: int = Field(sa_column=cell())
    paid_minor: int = Field(sa_column=cell())
    payable_minor: int = Field(sa_column=cell())
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
    """The critical technologies of a grant and their levels."""

    __tablename__: ClassVar[str] = "element"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        CheckConstraint(
            "1 <= entry_level AND entry_level <= current_level"
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
        Index(None, "state", "due_on"),
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


class CommitmentRow(SQLModel, table=True):
    """Who was promised to be trained, and how many are verified."""

    __tablename__: ClassVar[str] = "commitment"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        CheckConstraint("persons > 0", name="persons"),
        Index(None, "due_on"),
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


class InstalmentRow(SQLModel, table=True):
    """The planned parts of a grant, each with its ceiling and where it stands."""

    __tablename__: ClassVar[str] = "instalment"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor <= amount_minor",
            name="ceiling",
        ),
        CheckConstraint("policy IS NULL OR policy_reason IS NOT NULL", name="policy_reason"),
        Index(None, "gate_due_on"),
        Index(None, "payable_since"),
        one_of("policy", PolicyName),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    amount_minor: int = Field(sa_column=whole())
    fiscal_year: int = Field(sa_column=whole())
    planned_on: str = Field(sa_column=string())
    policy: str | None = Field(sa_column=string_or_none())
    policy_reason: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())
    confirmed_minor: int = Field(sa_column=cell())
    paid_minor: int = Field(sa_column=cell())
    earned_minor: int = Field(sa_column=cell())
    payable_minor: int = Field(sa_column=cell())
    payable_since: str | None = Field(sa_column=string_or_none())
    gate_due_on: str | None = Field(sa_column=string_or_none())
    held: int = Field(sa_column=cell())


class MilestoneConditionRow(SQLModel, table=True):
    """Which milestones an instalment waits for."""

    __tablename__: ClassVar[str] = "milestone_condition"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["grant", "milestone"], ["milestone.grant", "milestone.code"]),
        Index(None, "grant", "milestone"),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    milestone: str = Field(sa_column=key())
    share: str = Field(sa_column=string())


class ReskillingConditionRow(SQLModel, table=True):
    """Which commitments an instalment waits for, and how many persons on which rung."""

    __tablename__: ClassVar[str] = "reskilling_condition"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["grant", "commitment"], ["commitment.grant", "commitment.code"]),
        CheckConstraint("persons > 0", name="persons"),
        Index(None, "grant", "commitment"),
        one_of("rung", Rung),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    commitment: str = Field(sa_column=key())
    rung: str = Field(sa_column=string())
    persons: int = Field(sa_column=whole())


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


class JournalRow(SQLModel, table=True):
    """Who made which move on what, when and why. Only ever added to."""

    __tablename__: ClassVar[str] = "journal"
    __table_args__ = (
        ForeignKeyConstraint(["actor"], ["person.code"]),
        UniqueConstraint("command_id", "part"),
        UniqueConstraint("hash"),
        CheckConstraint("seq > 0", name="seq"),
        Index(None, "recorded_at"),
        Index(None, "subject"),
        STRICT,
    )
    stream: str = Field(sa_column=key())
    seq: int = Field(sa_column=whole_key())
    recorded_at: str = Field(sa_column=string())
    effective_on: str = Field(sa_column=string())
    actor: str = Field(sa_column=string())
    role: str = Field(sa_column=string())
    act: str = Field(sa_column=string())
    subject: str = Field(sa_column=string())
    from_state: str | None = Field(sa_column=string_or_none())
    to_state: str | None = Field(sa_column=string_or_none())
    amount_minor: int | None = Field(sa_column=whole_or_none())
    fiscal_year: int | None = Field(sa_column=whole_or_none())
    reason: str | None = Field(sa_column=string_or_none())
    facts: str = Field(sa_column=string())
    images: str = Field(sa_column=string())
    rules_edition: str = Field(sa_column=string())
    command_id: str = Field(sa_column=string())
    part: int = Field(sa_column=whole())
    request_hash: str = Field(sa_column=string())
    previous_hash: str = Field(sa_column=string())
    hash: str = Field(sa_column=string())

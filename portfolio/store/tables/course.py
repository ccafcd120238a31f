"""What goes with a grant to its end and beyond: screenings, covenants, and who is waited for."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from portfolio.domain.basis import Basis
from portfolio.domain.covenant import CovenantKind
from portfolio.domain.people import Role
from portfolio.domain.states import CovenantState, ScreeningState
from portfolio.store.columns import STRICT, key, one_of, string, string_or_none, whole


class ScreeningRow(SQLModel, table=True):
    """Strategic-risk screenings: requested by one, decided by another."""

    __tablename__: ClassVar[str] = "screening"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        ForeignKeyConstraint(["requested_by"], ["person.code"]),
        ForeignKeyConstraint(["decided_by"], ["person.code"]),
        CheckConstraint("decided_by <> requested_by", name="four_eyes"),
        CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name="decided"),
        CheckConstraint(
            "state NOT IN ('cleared', 'conditional') OR valid_until IS NOT NULL", name="validity"
        ),
        one_of("state", ScreeningState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    member: str | None = Field(sa_column=string_or_none())
    state: str = Field(sa_column=string())
    conditions: str | None = Field(sa_column=string_or_none())
    valid_until: str | None = Field(sa_column=string_or_none())
    requested_by: str = Field(sa_column=string())
    requested_at: str = Field(sa_column=string())
    decided_by: str | None = Field(sa_column=string_or_none())
    decided_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())
    played: str = Field(sa_column=string())


class CovenantRow(SQLModel, table=True):
    """Duties that outlive payment."""

    __tablename__: ClassVar[str] = "covenant"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "member"], ["member.grant", "member.code"]),
        CheckConstraint("starts_on < until_on", name="days"),
        one_of("kind", CovenantKind),
        one_of("state", CovenantState),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    member: str = Field(sa_column=string())
    kind: str = Field(sa_column=string())
    title: str = Field(sa_column=string())
    title_ja: str | None = Field(sa_column=string_or_none())
    starts_on: str = Field(sa_column=string())
    until_on: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    moved_on: str | None = Field(sa_column=string_or_none())
    played: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())


class AttestationRow(SQLModel, table=True):
    """Members' words that a covenant was kept."""

    __tablename__: ClassVar[str] = "attestation"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "covenant"], ["covenant.grant", "covenant.code"]),
        ForeignKeyConstraint(["recorded_by"], ["person.code"]),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    covenant: str = Field(sa_column=string())
    kept_until: str = Field(sa_column=string())
    document: str = Field(sa_column=string())
    document_sha256: str = Field(sa_column=string())
    recorded_by: str = Field(sa_column=string())
    recorded_at: str = Field(sa_column=string())
    received_on: str = Field(sa_column=string())


class AssignmentRow(SQLModel, table=True):
    """Who handles a grant in a role."""

    __tablename__: ClassVar[str] = "assignment"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        ForeignKeyConstraint(["person"], ["person.code"]),
        ForeignKeyConstraint(["assigned_by"], ["person.code"]),
        one_of("role", Role),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    role: str = Field(sa_column=key())
    person: str | None = Field(sa_column=string_or_none())
    assigned_by: str = Field(sa_column=string())
    assigned_on: str = Field(sa_column=string())


class WaitingRow(SQLModel, table=True):
    """Who is waited for, for what, since when. Kept, not recorded: written anew with every move."""

    __tablename__: ClassVar[str] = "waiting"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        Index(None, "since"),
        Index(None, "role", "since"),
        one_of("role", Role),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    kind: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    act: str = Field(sa_column=key())
    role: str = Field(sa_column=string())
    since: str = Field(sa_column=string())
    money_minor: int = Field(sa_column=whole())
    what: str = Field(sa_column=string())
    what_ja: str | None = Field(sa_column=string_or_none())
    barred: str = Field(sa_column=string("[]"))

"""The named ways round and away: conditions set aside, plans amended. Two people each."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from portfolio.domain.amendment import Amended
from portfolio.domain.states import AmendmentState, WaiverState
from portfolio.domain.waiver import Waivable
from portfolio.store.columns import (
    STRICT,
    key,
    one_of,
    string,
    string_or_none,
    whole,
    whole_key,
    yes_or_no,
)

_CONFIRMED = (
    "state IN ('proposed', 'declined') OR (confirmed_by IS NOT NULL AND effective_on IS NOT NULL)"
)


class WaiverRow(SQLModel, table=True):
    """Conditions set aside: by whose authority, why, until when."""

    __tablename__: ClassVar[str] = "waiver"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["proposed_by"], ["person.code"]),
        ForeignKeyConstraint(["confirmed_by"], ["person.code"]),
        CheckConstraint("confirmed_by <> proposed_by", name="four_eyes"),
        CheckConstraint(_CONFIRMED, name="confirmed"),
        CheckConstraint("effective_on <= expires_on", name="validity"),
        one_of("condition", Waivable),
        one_of("state", WaiverState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    instalment: str = Field(sa_column=string())
    condition: str = Field(sa_column=string())
    condition_code: str = Field(sa_column=string())
    authority: str = Field(sa_column=string())
    reason: str = Field(sa_column=string())
    expires_on: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    proposed_by: str = Field(sa_column=string())
    proposed_at: str = Field(sa_column=string())
    confirmed_by: str | None = Field(sa_column=string_or_none())
    confirmed_at: str | None = Field(sa_column=string_or_none())
    effective_on: str | None = Field(sa_column=string_or_none())
    ended_on: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())
    played: str = Field(sa_column=string())


class AmendmentRow(SQLModel, table=True):
    """Re-baselines: proposed by one person, confirmed by another."""

    __tablename__: ClassVar[str] = "amendment"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        ForeignKeyConstraint(["proposed_by"], ["person.code"]),
        ForeignKeyConstraint(["confirmed_by"], ["person.code"]),
        CheckConstraint("confirmed_by <> proposed_by", name="four_eyes"),
        CheckConstraint(_CONFIRMED, name="confirmed"),
        one_of("state", AmendmentState),
        yes_or_no("changes_award"),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    title: str = Field(sa_column=string())
    reason: str = Field(sa_column=string())
    source: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    changes_award: int = Field(sa_column=whole())
    proposed_by: str = Field(sa_column=string())
    proposed_at: str = Field(sa_column=string())
    confirmed_by: str | None = Field(sa_column=string_or_none())
    confirmed_at: str | None = Field(sa_column=string_or_none())
    effective_on: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())
    played: str = Field(sa_column=string())


class AmendmentLineRow(SQLModel, table=True):
    """What each amendment changes: what it was, what it becomes."""

    __tablename__: ClassVar[str] = "amendment_line"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "amendment"], ["amendment.grant", "amendment.code"]),
        one_of("what", Amended),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    amendment: str = Field(sa_column=key())
    number: int = Field(sa_column=whole_key())
    what: str = Field(sa_column=string())
    subject: str = Field(sa_column=string())
    old: str = Field(sa_column=string())
    new: str = Field(sa_column=string())

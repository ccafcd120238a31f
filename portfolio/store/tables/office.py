"""What a database is for, who may act in it, and what was done: charter, people, journal."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from portfolio.domain.charter import Purpose
from portfolio.store.columns import (
    STRICT,
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


class JournalRow(SQLModel, table=True):
    """Who made which move on what, when and why. Only ever added to."""

    __tablename__: ClassVar[str] = "journal"
    __table_args__ = (
        ForeignKeyConstraint(["actor"], ["person.code"]),
        UniqueConstraint("command_id", "part"),
        UniqueConstraint("hash"),
        CheckConstraint("seq > 0", name="seq"),
        # All that a list says of entries: it never reads their images, a hundred times as much.
        Index(
            "ix_journal_newest",
            text("recorded_at DESC"), "stream", text("seq DESC"), "effective_on", "actor", "act",
            "subject", "to_state", "reason",
        ),
        Index(None, "subject"),
        STRICT,
    )  # fmt: skip
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

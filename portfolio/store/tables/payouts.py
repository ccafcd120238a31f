"""Money that goes out, is stopped, is kept back, and comes back."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from portfolio.domain.basis import Basis
from portfolio.domain.instalment import PayoutKind
from portfolio.domain.people import Role
from portfolio.domain.recovery import Ground, ReceiptKind
from portfolio.domain.states import HoldState, PayoutState, RecoveryState, SuspensionState
from portfolio.store.columns import (
    STRICT,
    key,
    one_of,
    string,
    string_or_none,
    whole,
    whole_key,
)


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
            "0 <= clears_minor AND 0 <= set_off_minor"
            " AND clears_minor + set_off_minor <= amount_minor",
            name="within_amount",
        ),
        CheckConstraint(
            "0 <= cleared_minor AND cleared_minor <= amount_minor"
            " AND (kind = 'advance' OR (cleared_minor = 0 AND clear_by IS NULL"
            " AND state <> 'cleared'))"
            " AND (kind = 'result' OR clears_minor = 0)",
            name="cleared",
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
            "state NOT IN ('paid', 'payment failed', 'cleared') OR settled_by IS NOT NULL",
            name="settled",
        ),
        one_of("kind", PayoutKind),
        one_of("state", PayoutState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    instalment: str = Field(sa_column=string())
    programme: str = Field(sa_column=string())
    fiscal_year: int = Field(sa_column=whole())
    kind: str = Field(sa_column=string("result"))
    amount_minor: int = Field(sa_column=whole())
    entitled_minor: int = Field(sa_column=whole())
    clears_minor: int = Field(sa_column=whole(0))
    set_off_minor: int = Field(sa_column=whole(0))
    cleared_minor: int = Field(sa_column=whole(0))
    clear_by: str | None = Field(sa_column=string_or_none())
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


class SuspensionRow(SQLModel, table=True):
    """Shortfalls for which money is withheld until they are cured."""

    __tablename__: ClassVar[str] = "suspension"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        ForeignKeyConstraint(["opened_by"], ["person.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("opened_on <= cure_due_on", name="cure"),
        CheckConstraint(
            "state NOT IN ('reduction announced', 'reduced')"
            " OR (announced_on IS NOT NULL AND reduce_from IS NOT NULL)",
            name="announced",
        ),
        one_of("state", SuspensionState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    instalment: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
    state: str = Field(sa_column=string())
    reason: str = Field(sa_column=string())
    opened_on: str = Field(sa_column=string())
    cure_due_on: str = Field(sa_column=string())
    announced_on: str | None = Field(sa_column=string_or_none())
    reduce_from: str | None = Field(sa_column=string_or_none())
    opened_by: str = Field(sa_column=string())
    opened_at: str = Field(sa_column=string())
    moved_on: str = Field(sa_column=string())
    played: str = Field(sa_column=string())


class WithholdingRow(SQLModel, table=True):
    """What a suspension withholds from each instalment."""

    __tablename__: ClassVar[str] = "withholding"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "suspension"], ["suspension.grant", "suspension.code"]),
        ForeignKeyConstraint(["grant", "instalment"], ["instalment.grant", "instalment.code"]),
        CheckConstraint(
            "0 < amount_minor AND 0 <= released_minor AND 0 <= reduced_minor"
            " AND released_minor + reduced_minor <= amount_minor",
            name="within_amount",
        ),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    suspension: str = Field(sa_column=key())
    instalment: str = Field(sa_column=key())
    amount_minor: int = Field(sa_column=whole())
    released_minor: int = Field(sa_column=whole())
    reduced_minor: int = Field(sa_column=whole())


class RecoveryRow(SQLModel, table=True):
    """Money claimed back: claimed by two people, or declined."""

    __tablename__: ClassVar[str] = "recovery"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "payout"], ["payout.grant", "payout.code"]),
        ForeignKeyConstraint(["grant", "covenant"], ["covenant.grant", "covenant.code"]),
        ForeignKeyConstraint(["proposed_by"], ["person.code"]),
        ForeignKeyConstraint(["confirmed_by"], ["person.code"]),
        CheckConstraint("principal_minor > 0", name="principal"),
        CheckConstraint("confirmed_by <> proposed_by", name="four_eyes"),
        CheckConstraint(
            "state IN ('proposed', 'declined')"
            " OR (confirmed_by IS NOT NULL AND due_on IS NOT NULL)",
            name="confirmed",
        ),
        one_of("ground", Ground),
        one_of("state", RecoveryState),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    code: str = Field(sa_column=key())
    payout: str = Field(sa_column=string())
    covenant: str | None = Field(sa_column=string_or_none())
    ground: str = Field(sa_column=string())
    principal_minor: int = Field(sa_column=whole())
    interest_from: str = Field(sa_column=string())
    state: str = Field(sa_column=string())
    reason: str = Field(sa_column=string())
    due_on: str | None = Field(sa_column=string_or_none())
    authority: str | None = Field(sa_column=string_or_none())
    proposed_by: str = Field(sa_column=string())
    proposed_at: str = Field(sa_column=string())
    confirmed_by: str | None = Field(sa_column=string_or_none())
    confirmed_at: str | None = Field(sa_column=string_or_none())
    moved_on: str = Field(sa_column=string())
    played: str = Field(sa_column=string())


class ReceiptRow(SQLModel, table=True):
    """Money that came back: transferred, or set off."""

    __tablename__: ClassVar[str] = "receipt"
    __table_args__ = (
        ForeignKeyConstraint(["grant", "recovery"], ["recovery.grant", "recovery.code"]),
        ForeignKeyConstraint(["recorded_by"], ["person.code"]),
        CheckConstraint("amount_minor > 0", name="amount"),
        one_of("kind", ReceiptKind),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    recovery: str = Field(sa_column=key())
    number: int = Field(sa_column=whole_key())
    kind: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
    received_on: str = Field(sa_column=string())
    reference: str = Field(sa_column=string())
    recorded_by: str = Field(sa_column=string())
    recorded_at: str = Field(sa_column=string())


class PastPaymentRow(SQLModel, table=True):
    """Payments that a published file tells of: history, gated by nothing here."""

    __tablename__: ClassVar[str] = "past_payment"
    __table_args__ = (
        ForeignKeyConstraint(["grant"], ["grant.code"]),
        CheckConstraint("amount_minor <> 0", name="amount"),
        one_of("basis", Basis),
        STRICT,
    )
    grant: str = Field(sa_column=key())
    number: int = Field(sa_column=whole_key())
    paid_on: str = Field(sa_column=string())
    amount_minor: int = Field(sa_column=whole())
    reference: str | None = Field(sa_column=string_or_none())
    source: str = Field(sa_column=string())
    source_on: str | None = Field(sa_column=string_or_none())
    basis: str = Field(sa_column=string())

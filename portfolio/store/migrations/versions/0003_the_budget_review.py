"""The budget review: accounts and instruments, carry-overs, requests, fund balances, history.

Rows keep every value they have: what was appropriated until now is money for grants.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.util import OrderedSet

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema forward."""
    found = sa.Table(
        "appropriation", sa.MetaData(), autoload_with=op.get_bind(), sqlite_strict=True
    )
    # Constraints come back as a set: in the order of their names every upgrade makes the same table.
    found.constraints = OrderedSet(sorted(found.constraints, key=lambda c: str(c.name)))
    with op.batch_alter_table("appropriation", copy_from=found) as table:
        table.add_column(sa.Column("supplementary", _WHOLE, nullable=True))
        table.add_column(sa.Column("decided_on", sa.Text(), nullable=True))
        table.add_column(sa.Column("instrument", sa.Text(), server_default="grant", nullable=False))
        table.add_column(sa.Column("account", sa.Text(), nullable=True))
        table.create_check_constraint(
            op.f("ck_appropriation_instrument_known"),
            "instrument IN ('grant', 'equity', 'loan', 'guarantee')",
        )
    op.add_column("award_decision", sa.Column("account", sa.Text(), nullable=True))
    op.add_column("instalment", sa.Column("account", sa.Text(), nullable=True))
    _records()


def _records() -> None:
    """The new tables of record."""
    op.create_table(
        "carry_over",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("fiscal_year", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("approval_reference", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("instrument", sa.Text(), server_default="grant", nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('approved beforehand', 'unavoidable', 'not stated')",
            name=op.f("ck_carry_over_kind_known"),
        ),
        sa.CheckConstraint(
            "instrument IN ('grant', 'equity', 'loan', 'guarantee')",
            name=op.f("ck_carry_over_instrument_known"),
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_carry_over_basis_known")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_carry_over_amount")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.code"], name=op.f("fk_carry_over_programme")
        ),
        sa.PrimaryKeyConstraint("programme", "fiscal_year", "number", name=op.f("pk_carry_over")),
        sqlite_strict=True,
    )
    op.create_table(
        "outside_execution",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("fiscal_year", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("executed_on", sa.Text(), nullable=True),
        sa.Column("instrument", sa.Text(), server_default="grant", nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "instrument IN ('grant', 'equity', 'loan', 'guarantee')",
            name=op.f("ck_outside_execution_instrument_known"),
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')",
            name=op.f("ck_outside_execution_basis_known"),
        ),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_outside_execution_amount")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.code"], name=op.f("fk_outside_execution_programme")
        ),
        sa.PrimaryKeyConstraint(
            "programme", "fiscal_year", "number", name=op.f("pk_outside_execution")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "budget_request",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("fiscal_year", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("requested_on", sa.Text(), nullable=True),
        sa.Column("instrument", sa.Text(), server_default="grant", nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "instrument IN ('grant', 'equity', 'loan', 'guarantee')",
            name=op.f("ck_budget_request_instrument_known"),
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')",
            name=op.f("ck_budget_request_basis_known"),
        ),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_budget_request_amount")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.code"], name=op.f("fk_budget_request_programme")
        ),
        sa.PrimaryKeyConstraint(
            "programme", "fiscal_year", "number", name=op.f("pk_budget_request")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "fund_balance",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("balance_on", sa.Text(), nullable=False),
        sa.Column("balance_minor", _WHOLE, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')",
            name=op.f("ck_fund_balance_basis_known"),
        ),
        sa.CheckConstraint("balance_minor >= 0", name=op.f("ck_fund_balance_balance")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.code"], name=op.f("fk_fund_balance_programme")
        ),
        sa.PrimaryKeyConstraint("programme", "number", name=op.f("pk_fund_balance")),
        sqlite_strict=True,
    )
    op.create_table(
        "past_payment",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("paid_on", sa.Text(), nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')",
            name=op.f("ck_past_payment_basis_known"),
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_past_payment_amount")),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_past_payment_grant")),
        sa.PrimaryKeyConstraint("grant", "number", name=op.f("pk_past_payment")),
        sqlite_strict=True,
    )

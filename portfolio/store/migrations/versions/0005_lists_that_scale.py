"""Lists of a large portfolio come out of an index, in their order; no value changes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_index("ix_waiting_since", "waiting")
    op.drop_index("ix_waiting_role_since", "waiting")
    op.drop_index("ix_journal_recorded_at", "journal")
    order = ["since", "grant", "kind", "code", "act"]
    op.create_index("ix_waiting_in_order", "waiting", order)
    op.create_index("ix_waiting_of_role_in_order", "waiting", ["role", *order])
    listed = ["effective_on", "actor", "act", "subject", "to_state"]
    # Elsewhere than on SQLite an entry of an index may not be as long as a reason.
    reason = ["reason"] if op.get_bind().dialect.name == "sqlite" else []
    op.create_index(
        "ix_journal_newest", "journal",
        [sa.text("recorded_at DESC"), "stream", sa.text("seq DESC"), *listed, *reason],
    )  # fmt: skip
    op.create_index(
        "ix_instalment_money", "instalment",
        ["grant", "fiscal_year", "account", "basis", "amount_minor", "gate_due_on", "held",
         "paid_minor", "returned_minor", "reduced_minor"],
    )  # fmt: skip

"""Who handles a grant in a role, and whom what waits does not wait for.

What waits is kept, not recorded: it is derived anew after this.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("waiting", sa.Column("barred", sa.Text(), server_default="[]", nullable=False))
    op.create_table(
        "assignment",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("assigned_on", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('grant officer', 'assessor', 'authorising officer', 'accounting officer',"
            " 'council', 'budget reviewer', 'auditor', 'administrator')",
            name=op.f("ck_assignment_role_known"),
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_assignment_grant")),
        sa.ForeignKeyConstraint(["person"], ["person.code"], name=op.f("fk_assignment_person")),
        sa.ForeignKeyConstraint(
            ["assigned_by"], ["person.code"], name=op.f("fk_assignment_assigned_by")
        ),
        sa.PrimaryKeyConstraint("grant", "role", name=op.f("pk_assignment")),
        sqlite_strict=True,
    )

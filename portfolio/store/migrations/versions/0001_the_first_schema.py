"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "charter",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint("code = 'portfolio'", name=op.f("ck_charter_only_one")),
        sa.CheckConstraint(
            "purpose IN ('record', 'demonstration')", name=op.f("ck_charter_purpose_known")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_charter")),
        sqlite_strict=True,
    )
    op.create_table(
        "person",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("logins", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    op.create_table(
        "programme",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column(
            "first_month", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("reductions", sa.Text(), nullable=False),
        sa.Column(
            "at_risk_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("terms_source", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column(
            "award_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "confirmed_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "paid_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "payable_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_programme_basis_known")
        ),
        sa.CheckConstraint(
            "policy IN ('all or nothing', 'reduced by the reskilling shortfall')",
            name=op.f("ck_programme_policy_known"),
        ),
        sa.CheckConstraint(
            "reductions IN ('lowest share counts', 'shares multiply')",
            name=op.f("ck_programme_reductions_known"),
        ),
        sa.CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor", name=op.f("ck_programme_paid")
        ),
        sa.CheckConstraint("confirmed_minor <= award_minor", name=op.f("ck_programme_confirmed")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_programme")),
        sqlite_strict=True,
    )
    op.create_table(
        "appropriation",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column(
            "fiscal_year",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "amount_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')",
            name=op.f("ck_appropriation_basis_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('initial', 'supplementary', 'carried in', 'reserve')",
            name=op.f("ck_appropriation_kind_known"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_appropriation_amount")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.code"], name=op.f("fk_appropriation_programme")
        ),
        sa.PrimaryKeyConstraint(
            "programme", "fiscal_year", "number", name=op.f("pk_appropriation")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "budget_year",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column(
            "fiscal_year",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "budget_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "confirmed_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "paid_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor <= budget_minor",
            name=op.f("ck_budget_year_ceiling"),
        ),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.code"], name=op.f("fk_budget_year_programme")
        ),
        sa.PrimaryKeyConstraint("programme", "fiscal_year", name=op.f("pk_budget_year")),
        sqlite_strict=True,
    )
    op.create_table(
        "grant",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("consortium", sa.Text(), nullable=False),
        sa.Column("consortium_ja", sa.Text(), nullable=True),
        sa.Column("mission_area", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column(
            "award_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "confirmed_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "paid_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "payable_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column("readiness", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "milestones_met",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "milestones",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "verified_persons",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "promised_persons",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column("plan_basis", sa.Text(), nullable=True),
        sa.Column("next_due_on", sa.Text(), nullable=True),
        sa.Column(
            "held",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_grant_basis_known")
        ),
        sa.CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor <= award_minor",
            name=op.f("ck_grant_ceiling"),
        ),
        sa.ForeignKeyConstraint(["programme"], ["programme.code"], name=op.f("fk_grant_programme")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_grant")),
        sa.UniqueConstraint("code", "programme", name=op.f("uq_grant_code_programme")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_grant_programme_code"), "grant", ["programme", "code"], unique=False)
    op.create_table(
        "journal",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column(
            "amount_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "fiscal_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("images", sa.Text(), nullable=False),
        sa.Column("rules_edition", sa.Text(), nullable=False),
        sa.Column("command_id", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_journal_seq")),
        sa.ForeignKeyConstraint(["actor"], ["person.code"], name=op.f("fk_journal_actor")),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_journal")),
        sa.UniqueConstraint("command_id", "part", name=op.f("uq_journal_command_id_part")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_recorded_at"), "journal", ["recorded_at"], unique=False)
    op.create_index(op.f("ix_journal_subject"), "journal", ["subject"], unique=False)
    op.create_table(
        "award_decision",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.Column(
            "fiscal_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column(
            "amount_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')",
            name=op.f("ck_award_decision_basis_known"),
        ),
        sa.CheckConstraint(
            "instrument IN ('grant', 'equity', 'loan', 'guarantee')",
            name=op.f("ck_award_decision_instrument_known"),
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_award_decision_amount")),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_award_decision_grant")),
        sa.PrimaryKeyConstraint("grant", "number", name=op.f("pk_award_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "element",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("scale_version", sa.Text(), nullable=False),
        sa.Column(
            "entry_level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "current_level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "target_level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint(
            "1 <= entry_level AND entry_level <= current_level AND current_level <= CASE scale WHEN 'TRL' THEN 9 ELSE 10 END",
            name=op.f("ck_element_levels"),
        ),
        sa.CheckConstraint("scale IN ('TRL', 'MRL')", name=op.f("ck_element_scale_known")),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_element_grant")),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_element")),
        sqlite_strict=True,
    )
    op.create_table(
        "instalment",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column(
            "amount_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "fiscal_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("planned_on", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("policy_reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column(
            "confirmed_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "paid_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "earned_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "payable_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column("payable_since", sa.Text(), nullable=True),
        sa.Column("gate_due_on", sa.Text(), nullable=True),
        sa.Column(
            "held",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_instalment_basis_known")
        ),
        sa.CheckConstraint(
            "policy IN ('all or nothing', 'reduced by the reskilling shortfall')",
            name=op.f("ck_instalment_policy_known"),
        ),
        sa.CheckConstraint(
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor <= amount_minor",
            name=op.f("ck_instalment_ceiling"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_instalment_amount")),
        sa.CheckConstraint(
            "policy IS NULL OR policy_reason IS NOT NULL", name=op.f("ck_instalment_policy_reason")
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_instalment_grant")),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_instalment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_instalment_gate_due_on"), "instalment", ["gate_due_on"], unique=False)
    op.create_index(
        op.f("ix_instalment_payable_since"), "instalment", ["payable_since"], unique=False
    )
    op.create_table(
        "member",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("corporate_number", sa.Text(), nullable=True),
        sa.Column("lei", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "role IN ('lead', 'partner', 'subrecipient')", name=op.f("ck_member_role_known")
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_member_grant")),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_member")),
        sqlite_strict=True,
    )
    op.create_table(
        "commitment",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("persons", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column(
            "verified_persons",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "reported_persons",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_commitment_basis_known")
        ),
        sa.CheckConstraint(
            "rung IN ('enrolled', 'completed', 'certified', 'placed', 'retained')",
            name=op.f("ck_commitment_rung_known"),
        ),
        sa.CheckConstraint("persons > 0", name=op.f("ck_commitment_persons")),
        sa.ForeignKeyConstraint(
            ["grant", "member"],
            ["member.grant", "member.code"],
            name=op.f("fk_commitment_grant_member"),
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_commitment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_commitment_due_on"), "commitment", ["due_on"], unique=False)
    op.create_table(
        "hold",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("may_lift", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.Text(), nullable=False),
        sa.Column("placed_on", sa.Text(), nullable=False),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'placed') = (lifted_by IS NULL)", name=op.f("ck_hold_lifted")),
        sa.CheckConstraint(
            "may_lift IN ('grant officer', 'assessor', 'authorising officer', 'accounting officer', 'budget reviewer', 'auditor', 'administrator')",
            name=op.f("ck_hold_may_lift_known"),
        ),
        sa.CheckConstraint("state IN ('placed', 'lifted')", name=op.f("ck_hold_state_known")),
        sa.CheckConstraint("lifted_by <> placed_by", name=op.f("ck_hold_four_eyes")),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_hold_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_hold_grant")),
        sa.ForeignKeyConstraint(["lifted_by"], ["person.code"], name=op.f("fk_hold_lifted_by")),
        sa.ForeignKeyConstraint(["placed_by"], ["person.code"], name=op.f("fk_hold_placed_by")),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_hold")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_hold_state_placed_on"), "hold", ["state", "placed_on"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("baseline_due_on", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("required_evidence", sa.Text(), nullable=False),
        sa.Column("predecessors", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("share_met", sa.Text(), nullable=True),
        sa.Column(
            "level_reached", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("played", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_milestone_basis_known")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'submitted', 'assessed', 'met', 'partly met', 'not met')",
            name=op.f("ck_milestone_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "element"],
            ["element.grant", "element.code"],
            name=op.f("fk_milestone_grant_element"),
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_milestone")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_milestone_state_due_on"), "milestone", ["state", "due_on"], unique=False
    )
    op.create_table(
        "payout",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column(
            "fiscal_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "amount_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "entitled_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("case_digest", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("payment_reference", sa.Text(), nullable=True),
        sa.Column("played", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'sent back') OR confirmed_by IS NOT NULL",
            name=op.f("ck_payout_confirmed"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'sent back', 'confirmed', 'cancelled', 'paid', 'payment failed')",
            name=op.f("ck_payout_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('paid', 'payment failed') OR settled_by IS NOT NULL",
            name=op.f("ck_payout_settled"),
        ),
        sa.CheckConstraint(
            "0 < amount_minor AND amount_minor <= entitled_minor",
            name=op.f("ck_payout_within_entitlement"),
        ),
        sa.CheckConstraint(
            "confirmed_by <> proposed_by AND settled_by <> confirmed_by AND settled_by <> proposed_by",
            name=op.f("ck_payout_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.code"], name=op.f("fk_payout_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_payout_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "programme"],
            ["grant.code", "grant.programme"],
            name=op.f("fk_payout_grant_programme"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.code"], name=op.f("fk_payout_proposed_by")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["person.code"], name=op.f("fk_payout_settled_by")),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_payout")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_payout_grant_instalment"), "payout", ["grant", "instalment"], unique=False
    )
    op.create_index(
        op.f("ix_payout_programme_fiscal_year_state"),
        "payout",
        ["programme", "fiscal_year", "state"],
        unique=False,
    )
    op.create_index(op.f("ix_payout_state_moved_on"), "payout", ["state", "moved_on"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column(
            "level_reached", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("assessed_by", sa.Text(), nullable=False),
        sa.Column("assessed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessed_by"], ["person.code"], name=op.f("fk_assessment_assessed_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "milestone"],
            ["milestone.grant", "milestone.code"],
            name=op.f("fk_assessment_grant_milestone"),
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_assessment")),
        sqlite_strict=True,
    )
    op.create_table(
        "criterion",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_ja", sa.Text(), nullable=True),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "comparison IN ('at least', 'at most')", name=op.f("ck_criterion_comparison_known")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "milestone"],
            ["milestone.grant", "milestone.code"],
            name=op.f("fk_criterion_grant_milestone"),
        ),
        sa.PrimaryKeyConstraint("grant", "milestone", "code", name=op.f("pk_criterion")),
        sqlite_strict=True,
    )
    op.create_table(
        "evidence",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('lab results', 'breadboard report', 'relevant environment test report', 'pilot-scale test report', 'pilot-line test report', 'qualification record', 'production report', 'acceptance record', 'cost report', 'publication')",
            name=op.f("ck_evidence_kind_known"),
        ),
        sa.CheckConstraint(
            "sha256 IS NOT NULL OR address IS NOT NULL", name=op.f("ck_evidence_points_somewhere")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "member"],
            ["member.grant", "member.code"],
            name=op.f("fk_evidence_grant_member"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "milestone"],
            ["milestone.grant", "milestone.code"],
            name=op.f("fk_evidence_grant_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.code"], name=op.f("fk_evidence_recorded_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_evidence")),
        sqlite_strict=True,
    )
    op.create_table(
        "milestone_condition",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_milestone_condition_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "milestone"],
            ["milestone.grant", "milestone.code"],
            name=op.f("fk_milestone_condition_grant_milestone"),
        ),
        sa.PrimaryKeyConstraint(
            "grant", "instalment", "milestone", name=op.f("pk_milestone_condition")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_milestone_condition_grant_milestone"),
        "milestone_condition",
        ["grant", "milestone"],
        unique=False,
    )
    op.create_table(
        "report",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("persons", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'reported') = (decided_by IS NULL)", name=op.f("ck_report_decided")
        ),
        sa.CheckConstraint(
            "rung IN ('enrolled', 'completed', 'certified', 'placed', 'retained')",
            name=op.f("ck_report_rung_known"),
        ),
        sa.CheckConstraint(
            "state IN ('reported', 'verified', 'rejected')", name=op.f("ck_report_state_known")
        ),
        sa.CheckConstraint("decided_by <> reported_by", name=op.f("ck_report_four_eyes")),
        sa.CheckConstraint("persons > 0", name=op.f("ck_report_persons")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.code"], name=op.f("fk_report_decided_by")),
        sa.ForeignKeyConstraint(
            ["grant", "commitment"],
            ["commitment.grant", "commitment.code"],
            name=op.f("fk_report_grant_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["person.code"], name=op.f("fk_report_reported_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_report")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_report_state_moved_on"), "report", ["state", "moved_on"], unique=False)
    op.create_table(
        "reskilling_condition",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("persons", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "rung IN ('enrolled', 'completed', 'certified', 'placed', 'retained')",
            name=op.f("ck_reskilling_condition_rung_known"),
        ),
        sa.CheckConstraint("persons > 0", name=op.f("ck_reskilling_condition_persons")),
        sa.ForeignKeyConstraint(
            ["grant", "commitment"],
            ["commitment.grant", "commitment.code"],
            name=op.f("fk_reskilling_condition_grant_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_reskilling_condition_grant_instalment"),
        ),
        sa.PrimaryKeyConstraint(
            "grant", "instalment", "commitment", name=op.f("pk_reskilling_condition")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reskilling_condition_grant_commitment"),
        "reskilling_condition",
        ["grant", "commitment"],
        unique=False,
    )
    op.create_table(
        "judgement",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("measured", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('met', 'partly', 'not met')", name=op.f("ck_judgement_verdict_known")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "assessment"],
            ["assessment.grant", "assessment.code"],
            name=op.f("fk_judgement_grant_assessment"),
        ),
        sa.PrimaryKeyConstraint("grant", "assessment", "criterion", name=op.f("pk_judgement")),
        sqlite_strict=True,
    )

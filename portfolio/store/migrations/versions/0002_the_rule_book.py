"""The rule book: terms, advances, suspensions, waivers, amendments, recoveries, covenants.

Rows keep every value they have; new columns begin at what the records take by default. What is kept
beside the records is derived anew by the program after the last migration.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.util import OrderedSet

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema forward."""
    _programmes()
    _grants()
    _changes()
    _instalments()
    _shown()
    _payouts()


@contextmanager
def _rebuilt(name: str) -> Iterator[BatchOperations]:
    """Alter a table; where a CHECK cannot be altered in place the table is made anew and filled."""
    found = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), sqlite_strict=True)
    # Constraints come back as a set: in the order of their names every upgrade makes the same table.
    found.constraints = OrderedSet(sorted(found.constraints, key=lambda c: str(c.name)))
    with op.batch_alter_table(name, copy_from=found) as table:
        yield table


def _programmes() -> None:
    """Terms, and what comes back of a programme's money."""
    with _rebuilt("programme") as table:
        table.add_column(sa.Column("returned_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("withheld_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("reduced_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("advances_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("raised_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(
            sa.Column("private_promised_minor", _WHOLE, server_default="0", nullable=False)
        )
        table.drop_constraint(op.f("ck_programme_confirmed"), type_="check")
        table.create_check_constraint(
            op.f("ck_programme_confirmed"), "confirmed_minor - returned_minor <= award_minor"
        )
        table.drop_constraint(op.f("ck_programme_policy_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_programme_policy_known"),
            "policy IN ('all or nothing', 'reduced by the reskilling shortfall', 'scalable', 'banded', 'unit value', 'rate of eligible cost', 'incentive', 'work package')",
        )
    op.create_table(
        "term",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_term_basis_known")
        ),
        sa.CheckConstraint(
            "name IN ('bands', 'items', 'unit price', 'unit baseline', 'cost rate', 'incentive rate', 'retention share', 'cure months', 'reduction notice months', 'amount notice months', 'waiver months', 'screening months', 'attestation months', 'retention check months', 'advance share', 'advance months', 'clearing share', 'recovery days', 'interest rate', 'late rate', 'interest year days', 'recovery order', 'breach recovery', 'stage gate')",
            name=op.f("ck_term_name_known"),
        ),
        sa.ForeignKeyConstraint(["programme"], ["programme.code"], name=op.f("fk_term_programme")),
        sa.PrimaryKeyConstraint("programme", "name", "number", name=op.f("pk_term")),
        sqlite_strict=True,
    )


def _grants() -> None:
    """The course of a grant, private money, covenants, screenings, who is waited for."""
    with _rebuilt("grant") as table:
        table.add_column(sa.Column("state", sa.Text(), server_default="awarded", nullable=False))
        table.add_column(sa.Column("moved_on", sa.Text(), nullable=True))
        table.add_column(sa.Column("played", sa.Text(), server_default="[]", nullable=False))
        table.add_column(sa.Column("amount_announced_on", sa.Text(), nullable=True))
        table.add_column(sa.Column("fixed_minor", _WHOLE, nullable=True))
        table.add_column(sa.Column("keeps_earned", _WHOLE, server_default="1", nullable=False))
        table.add_column(sa.Column("returned_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("withheld_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("reduced_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("advances_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("raised_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(
            sa.Column("private_promised_minor", _WHOLE, server_default="0", nullable=False)
        )
        table.drop_constraint(op.f("ck_grant_ceiling"), type_="check")
        table.create_check_constraint(
            op.f("ck_grant_ceiling"),
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND confirmed_minor - returned_minor <= award_minor",
        )
        table.create_check_constraint(
            op.f("ck_grant_fixed"),
            "fixed_minor >= 0 AND (fixed_minor IS NOT NULL OR state NOT IN ('amount fixed', 'settled', 'monitoring'))",
        )
        table.create_check_constraint(op.f("ck_grant_keeps_earned_known"), "keeps_earned IN (0, 1)")
        table.create_check_constraint(
            op.f("ck_grant_state_known"),
            "state IN ('drafted', 'awarded', 'active', 'suspended', 'completed', 'amount fixed', 'settled', 'monitoring', 'terminated', 'closed')",
        )
    with _rebuilt("element") as table:
        table.drop_constraint(op.f("ck_element_levels"), type_="check")
        table.create_check_constraint(
            op.f("ck_element_levels"),
            "1 <= entry_level AND 1 <= current_level AND current_level <= CASE scale WHEN 'TRL' THEN 9 ELSE 10 END",
        )
    op.drop_index(op.f("ix_milestone_state_due_on"), table_name="milestone")
    with _rebuilt("milestone") as table:
        table.add_column(sa.Column("cure_due_on", sa.Text(), nullable=True))
        table.drop_constraint(op.f("ck_milestone_state_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_milestone_state_known"),
            "state IN ('planned', 'submitted', 'assessed', 'met', 'partly met', 'not met', 'in cure', 'lapsed', 'reversed', 'withdrawn')",
        )
    with _rebuilt("criterion") as table:
        table.add_column(sa.Column("baseline", sa.Text(), nullable=True))
    op.drop_index(op.f("ix_commitment_due_on"), table_name="commitment")
    op.create_table(
        "co_funding",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("promised_minor", _WHOLE, nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_co_funding_basis_known")
        ),
        sa.CheckConstraint("promised_minor > 0", name=op.f("ck_co_funding_promised")),
        sa.ForeignKeyConstraint(
            ["grant", "member"],
            ["member.grant", "member.code"],
            name=op.f("fk_co_funding_grant_member"),
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_co_funding")),
        sqlite_strict=True,
    )
    op.create_table(
        "covenant",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Text(), nullable=True),
        sa.Column("played", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('public', 'derived', 'illustrative')", name=op.f("ck_covenant_basis_known")
        ),
        sa.CheckConstraint(
            "kind IN ('continued production', 'no technology leak', 'second source', 'priority supply in shortage')",
            name=op.f("ck_covenant_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('standing', 'breached', 'fulfilled')", name=op.f("ck_covenant_state_known")
        ),
        sa.CheckConstraint("starts_on < until_on", name=op.f("ck_covenant_days")),
        sa.ForeignKeyConstraint(
            ["grant", "member"],
            ["member.grant", "member.code"],
            name=op.f("fk_covenant_grant_member"),
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_covenant")),
        sqlite_strict=True,
    )
    op.create_table(
        "attestation",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("covenant", sa.Text(), nullable=False),
        sa.Column("kept_until", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant", "covenant"],
            ["covenant.grant", "covenant.code"],
            name=op.f("fk_attestation_grant_covenant"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.code"], name=op.f("fk_attestation_recorded_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_attestation")),
        sqlite_strict=True,
    )
    op.create_table(
        "screening",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("played", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_by IS NULL)", name=op.f("ck_screening_decided")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'cleared', 'conditional', 'vetoed', 'expired')",
            name=op.f("ck_screening_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('cleared', 'conditional') OR valid_until IS NOT NULL",
            name=op.f("ck_screening_validity"),
        ),
        sa.CheckConstraint("decided_by <> requested_by", name=op.f("ck_screening_four_eyes")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.code"], name=op.f("fk_screening_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "member"],
            ["member.grant", "member.code"],
            name=op.f("fk_screening_grant_member"),
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_screening_grant")),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["person.code"], name=op.f("fk_screening_requested_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_screening")),
        sqlite_strict=True,
    )
    op.create_table(
        "waiting",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("money_minor", _WHOLE, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("what_ja", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "role IN ('grant officer', 'assessor', 'authorising officer', 'accounting officer', 'council', 'budget reviewer', 'auditor', 'administrator')",
            name=op.f("ck_waiting_role_known"),
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_waiting_grant")),
        sa.PrimaryKeyConstraint("grant", "kind", "code", "act", name=op.f("pk_waiting")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_waiting_role_since"), "waiting", ["role", "since"], unique=False)
    op.create_index(op.f("ix_waiting_since"), "waiting", ["since"], unique=False)


def _changes() -> None:
    """Waivers and amendments."""
    op.create_table(
        "waiver",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("condition_code", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("played", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "condition IN ('milestone', 'commitment', 'co-funding', 'covenant', 'screening', 'level step')",
            name=op.f("ck_waiver_condition_known"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined', 'revoked', 'expired')",
            name=op.f("ck_waiver_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined') OR (confirmed_by IS NOT NULL AND effective_on IS NOT NULL)",
            name=op.f("ck_waiver_confirmed"),
        ),
        sa.CheckConstraint("confirmed_by <> proposed_by", name=op.f("ck_waiver_four_eyes")),
        sa.CheckConstraint("effective_on <= expires_on", name=op.f("ck_waiver_validity")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.code"], name=op.f("fk_waiver_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_waiver_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.code"], name=op.f("fk_waiver_proposed_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_waiver")),
        sqlite_strict=True,
    )
    op.create_table(
        "amendment",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changes_award", _WHOLE, nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("played", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined')", name=op.f("ck_amendment_state_known")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined') OR (confirmed_by IS NOT NULL AND effective_on IS NOT NULL)",
            name=op.f("ck_amendment_confirmed"),
        ),
        sa.CheckConstraint(
            "changes_award IN (0, 1)", name=op.f("ck_amendment_changes_award_known")
        ),
        sa.CheckConstraint("confirmed_by <> proposed_by", name=op.f("ck_amendment_four_eyes")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.code"], name=op.f("fk_amendment_confirmed_by")
        ),
        sa.ForeignKeyConstraint(["grant"], ["grant.code"], name=op.f("fk_amendment_grant")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.code"], name=op.f("fk_amendment_proposed_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_amendment")),
        sqlite_strict=True,
    )
    op.create_table(
        "amendment_line",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("amendment", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "what IN ('milestone due', 'milestone level', 'criterion target', 'commitment due', 'commitment persons', 'instalment amount', 'instalment day', 'condition share', 'condition persons', 'condition moved', 'condition ended', 'grant end', 'award')",
            name=op.f("ck_amendment_line_what_known"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "amendment"],
            ["amendment.grant", "amendment.code"],
            name=op.f("fk_amendment_line_grant_amendment"),
        ),
        sa.PrimaryKeyConstraint("grant", "amendment", "number", name=op.f("pk_amendment_line")),
        sqlite_strict=True,
    )


def _instalments() -> None:
    """How conditions bear, and what is withheld."""
    op.drop_index(op.f("ix_instalment_payable_since"), table_name="instalment")
    with _rebuilt("instalment") as table:
        table.add_column(sa.Column("returned_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("withheld_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("retained_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("reduced_minor", _WHOLE, server_default="0", nullable=False))
        table.drop_constraint(op.f("ck_instalment_ceiling"), type_="check")
        table.create_check_constraint(
            op.f("ck_instalment_ceiling"),
            "0 <= paid_minor AND paid_minor <= confirmed_minor AND 0 <= returned_minor AND 0 <= withheld_minor AND 0 <= reduced_minor AND confirmed_minor - returned_minor + withheld_minor + reduced_minor <= amount_minor",
        )
        table.drop_constraint(op.f("ck_instalment_policy_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_instalment_policy_known"),
            "policy IN ('all or nothing', 'reduced by the reskilling shortfall', 'scalable', 'banded', 'unit value', 'rate of eligible cost', 'incentive', 'work package')",
        )
    op.drop_index(op.f("ix_milestone_condition_grant_milestone"), table_name="milestone_condition")
    with _rebuilt("milestone_condition") as table:
        table.add_column(sa.Column("bearing", sa.Text(), nullable=True))
        table.add_column(sa.Column("coefficient", sa.Text(), server_default="1/1", nullable=False))
        table.add_column(sa.Column("ended_by", sa.Text(), nullable=True))
        table.create_check_constraint(
            op.f("ck_milestone_condition_bearing_known"), "bearing IN ('gates', 'scales')"
        )
        table.create_foreign_key(
            op.f("fk_milestone_condition_grant_ended_by"),
            "amendment",
            ["grant", "ended_by"],
            ["grant", "code"],
        )
    op.drop_index(
        op.f("ix_reskilling_condition_grant_commitment"), table_name="reskilling_condition"
    )
    with _rebuilt("reskilling_condition") as table:
        table.add_column(sa.Column("bearing", sa.Text(), nullable=True))
        table.add_column(sa.Column("coefficient", sa.Text(), server_default="1/1", nullable=False))
        table.add_column(sa.Column("ended_by", sa.Text(), nullable=True))
        table.create_check_constraint(
            op.f("ck_reskilling_condition_bearing_known"), "bearing IN ('gates', 'scales')"
        )
        table.create_foreign_key(
            op.f("fk_reskilling_condition_grant_ended_by"),
            "amendment",
            ["grant", "ended_by"],
            ["grant", "code"],
        )
    op.create_table(
        "funding_condition",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("co_funding", sa.Text(), nullable=False),
        sa.Column("raised_minor", _WHOLE, nullable=False),
        sa.Column("bearing", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "bearing IN ('gates', 'scales')", name=op.f("ck_funding_condition_bearing_known")
        ),
        sa.CheckConstraint("raised_minor > 0", name=op.f("ck_funding_condition_raised")),
        sa.ForeignKeyConstraint(
            ["grant", "co_funding"],
            ["co_funding.grant", "co_funding.code"],
            name=op.f("fk_funding_condition_grant_co_funding"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "ended_by"],
            ["amendment.grant", "amendment.code"],
            name=op.f("fk_funding_condition_grant_ended_by"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_funding_condition_grant_instalment"),
        ),
        sa.PrimaryKeyConstraint(
            "grant", "instalment", "co_funding", name=op.f("pk_funding_condition")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "instalment_term",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "name IN ('bands', 'items', 'unit price', 'unit baseline', 'cost rate', 'incentive rate', 'retention share', 'cure months', 'reduction notice months', 'amount notice months', 'waiver months', 'screening months', 'attestation months', 'retention check months', 'advance share', 'advance months', 'clearing share', 'recovery days', 'interest rate', 'late rate', 'interest year days', 'recovery order', 'breach recovery', 'stage gate')",
            name=op.f("ck_instalment_term_name_known"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_instalment_term_grant_instalment"),
        ),
        sa.PrimaryKeyConstraint("grant", "instalment", "name", name=op.f("pk_instalment_term")),
        sqlite_strict=True,
    )


def _shown() -> None:
    """Stage-gates, private money raised, costs."""
    op.drop_index(op.f("ix_report_state_moved_on"), table_name="report")
    op.create_table(
        "stage_gate",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("from_level", _WHOLE, nullable=False),
        sa.Column("to_level", _WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_by IS NULL)", name=op.f("ck_stage_gate_decided")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'passed', 'failed')", name=op.f("ck_stage_gate_state_known")
        ),
        sa.CheckConstraint(
            "1 <= from_level AND from_level < to_level", name=op.f("ck_stage_gate_rises")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.code"], name=op.f("fk_stage_gate_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "assessment"],
            ["assessment.grant", "assessment.code"],
            name=op.f("fk_stage_gate_grant_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "element"],
            ["element.grant", "element.code"],
            name=op.f("fk_stage_gate_grant_element"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "milestone"],
            ["milestone.grant", "milestone.code"],
            name=op.f("fk_stage_gate_grant_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.code"], name=op.f("fk_stage_gate_opened_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_stage_gate")),
        sqlite_strict=True,
    )
    op.create_table(
        "funding_report",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("co_funding", sa.Text(), nullable=False),
        sa.Column("raised_minor", _WHOLE, nullable=False),
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
            "(state = 'reported') = (decided_by IS NULL)", name=op.f("ck_funding_report_decided")
        ),
        sa.CheckConstraint(
            "state IN ('reported', 'verified', 'rejected')",
            name=op.f("ck_funding_report_state_known"),
        ),
        sa.CheckConstraint("decided_by <> reported_by", name=op.f("ck_funding_report_four_eyes")),
        sa.CheckConstraint("raised_minor > 0", name=op.f("ck_funding_report_raised")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.code"], name=op.f("fk_funding_report_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "co_funding"],
            ["co_funding.grant", "co_funding.code"],
            name=op.f("fk_funding_report_grant_co_funding"),
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["person.code"], name=op.f("fk_funding_report_reported_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_funding_report")),
        sqlite_strict=True,
    )
    op.create_table(
        "cost",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("incurred_on", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=False),
        sa.Column("claimed_at", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'claimed') = (decided_by IS NULL)", name=op.f("ck_cost_decided")
        ),
        sa.CheckConstraint(
            "kind IN ('cost item', 'asset', 'training seat')", name=op.f("ck_cost_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('claimed', 'accepted', 'refused')", name=op.f("ck_cost_state_known")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_cost_amount")),
        sa.CheckConstraint("decided_by <> claimed_by", name=op.f("ck_cost_four_eyes")),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.code"], name=op.f("fk_cost_claimed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.code"], name=op.f("fk_cost_decided_by")),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_cost_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "member"], ["member.grant", "member.code"], name=op.f("fk_cost_grant_member")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_cost")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_cost_key",
        "cost",
        ["key"],
        unique=True,
        sqlite_where=sa.text("state <> 'refused'"),
        postgresql_where=sa.text("state <> 'refused'"),
    )


def _payouts() -> None:
    """Advances, suspensions, recoveries."""
    op.drop_index(op.f("ix_payout_grant_instalment"), table_name="payout")
    op.drop_index(op.f("ix_payout_programme_fiscal_year_state"), table_name="payout")
    op.drop_index(op.f("ix_payout_state_moved_on"), table_name="payout")
    with _rebuilt("payout") as table:
        table.add_column(sa.Column("kind", sa.Text(), server_default="result", nullable=False))
        table.add_column(sa.Column("clears_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("set_off_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("cleared_minor", _WHOLE, server_default="0", nullable=False))
        table.add_column(sa.Column("clear_by", sa.Text(), nullable=True))
        table.create_check_constraint(
            op.f("ck_payout_cleared"),
            "0 <= cleared_minor AND cleared_minor <= amount_minor AND (kind = 'advance' OR (cleared_minor = 0 AND clear_by IS NULL AND state <> 'cleared')) AND (kind = 'result' OR clears_minor = 0)",
        )
        table.create_check_constraint(op.f("ck_payout_kind_known"), "kind IN ('result', 'advance')")
        table.drop_constraint(op.f("ck_payout_settled"), type_="check")
        table.create_check_constraint(
            op.f("ck_payout_settled"),
            "state NOT IN ('paid', 'payment failed', 'cleared') OR settled_by IS NOT NULL",
        )
        table.drop_constraint(op.f("ck_payout_state_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_payout_state_known"),
            "state IN ('proposed', 'sent back', 'confirmed', 'cancelled', 'paid', 'payment failed', 'cleared')",
        )
        table.create_check_constraint(
            op.f("ck_payout_within_amount"),
            "0 <= clears_minor AND 0 <= set_off_minor AND clears_minor + set_off_minor <= amount_minor",
        )
    op.drop_index(op.f("ix_hold_state_placed_on"), table_name="hold")
    with _rebuilt("hold") as table:
        table.drop_constraint(op.f("ck_hold_may_lift_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_hold_may_lift_known"),
            "may_lift IN ('grant officer', 'assessor', 'authorising officer', 'accounting officer', 'council', 'budget reviewer', 'auditor', 'administrator')",
        )
    op.create_table(
        "suspension",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Text(), nullable=False),
        sa.Column("cure_due_on", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Text(), nullable=True),
        sa.Column("reduce_from", sa.Text(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("played", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'partly released', 'reduction announced', 'released', 'reduced')",
            name=op.f("ck_suspension_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('reduction announced', 'reduced') OR (announced_on IS NOT NULL AND reduce_from IS NOT NULL)",
            name=op.f("ck_suspension_announced"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_suspension_amount")),
        sa.CheckConstraint("opened_on <= cure_due_on", name=op.f("ck_suspension_cure")),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_suspension_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.code"], name=op.f("fk_suspension_opened_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_suspension")),
        sqlite_strict=True,
    )
    op.create_table(
        "withholding",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("suspension", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Text(), nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("released_minor", _WHOLE, nullable=False),
        sa.Column("reduced_minor", _WHOLE, nullable=False),
        sa.CheckConstraint(
            "0 < amount_minor AND 0 <= released_minor AND 0 <= reduced_minor AND released_minor + reduced_minor <= amount_minor",
            name=op.f("ck_withholding_within_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "instalment"],
            ["instalment.grant", "instalment.code"],
            name=op.f("fk_withholding_grant_instalment"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "suspension"],
            ["suspension.grant", "suspension.code"],
            name=op.f("fk_withholding_grant_suspension"),
        ),
        sa.PrimaryKeyConstraint("grant", "suspension", "instalment", name=op.f("pk_withholding")),
        sqlite_strict=True,
    )
    op.create_table(
        "recovery",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("payout", sa.Text(), nullable=False),
        sa.Column("covenant", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("principal_minor", _WHOLE, nullable=False),
        sa.Column("interest_from", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("played", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ground IN ('reversal', 'uncleared advance', 'amount fixed below', 'covenant breached', 'termination', 'irregularity')",
            name=op.f("ck_recovery_ground_known"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined') OR (confirmed_by IS NOT NULL AND due_on IS NOT NULL)",
            name=op.f("ck_recovery_confirmed"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined', 'claimed', 'recovered', 'set off', 'write-off proposed', 'written off')",
            name=op.f("ck_recovery_state_known"),
        ),
        sa.CheckConstraint("confirmed_by <> proposed_by", name=op.f("ck_recovery_four_eyes")),
        sa.CheckConstraint("principal_minor > 0", name=op.f("ck_recovery_principal")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.code"], name=op.f("fk_recovery_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["grant", "covenant"],
            ["covenant.grant", "covenant.code"],
            name=op.f("fk_recovery_grant_covenant"),
        ),
        sa.ForeignKeyConstraint(
            ["grant", "payout"],
            ["payout.grant", "payout.code"],
            name=op.f("fk_recovery_grant_payout"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.code"], name=op.f("fk_recovery_proposed_by")
        ),
        sa.PrimaryKeyConstraint("grant", "code", name=op.f("pk_recovery")),
        sqlite_strict=True,
    )
    op.create_table(
        "receipt",
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_minor", _WHOLE, nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('repaid', 'set off')", name=op.f("ck_receipt_kind_known")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_receipt_amount")),
        sa.ForeignKeyConstraint(
            ["grant", "recovery"],
            ["recovery.grant", "recovery.code"],
            name=op.f("fk_receipt_grant_recovery"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.code"], name=op.f("fk_receipt_recorded_by")
        ),
        sa.PrimaryKeyConstraint("grant", "recovery", "number", name=op.f("pk_receipt")),
        sqlite_strict=True,
    )

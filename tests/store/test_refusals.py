"""What the database itself refuses, whoever asks: the second halves of the rules."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from portfolio.services.verify import verify_at
from tests.store.attack import ANOTHER_PAYOUT, attack

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET reason = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE stream='grant/ALPHA' AND seq=1",
        "DELETE FROM payout",
        "UPDATE payout SET amount_minor = amount_minor - 1",
        "UPDATE payout SET state = 'proposed'",
        "UPDATE payout SET settled_by = confirmed_by",
        "UPDATE milestone SET state = 'planned'",
        "UPDATE \"grant\" SET code = 'OMEGA'",
        'UPDATE "grant" SET paid_minor = award_minor + 1',
        "UPDATE budget_year SET confirmed_minor = budget_minor + 1",
        ANOTHER_PAYOUT.format(instalment="I1", amount=900_000_000),
    ],
)
def test_the_database_itself_refuses(copy: Path, statement: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
        connection.rollback()
    assert verify_at(copy).sound


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE receipt SET amount_minor = 1", "receipt is never altered"),
        ("UPDATE attestation SET kept_until = '2027-01-01'", "attestation is never altered"),
        ("UPDATE amendment_line SET old = '2027-06-30'", "amendment_line is never altered"),
        ("UPDATE term SET value = '99' WHERE name = 'cure months'", "term is never altered"),
        ("UPDATE instalment_term SET value = '99'", "instalment_term is never altered"),
        ("UPDATE award_decision SET amount_minor = 1", "award_decision is never altered"),
        ("UPDATE waiver SET expires_on = '2036-12-31'", "waiver keeps its"),
        ("UPDATE amendment SET reason = 'Another'", "amendment keeps its"),
        ("UPDATE recovery SET principal_minor = 1", "recovery keeps its"),
        ("UPDATE suspension SET amount_minor = 1", "suspension keeps its"),
        ("UPDATE withholding SET amount_minor = 1", "withholding keeps its"),
        ("UPDATE cost SET amount_minor = 1", "cost keeps its"),
        ("UPDATE payout SET kind = 'advance', clears_minor = 0", "payout keeps its"),
        ("UPDATE payout SET set_off_minor = 1", "payout keeps its"),
        ("UPDATE payout SET confirmed_by = 'OFFICER-3'", "payout keeps its people"),
        ("UPDATE milestone SET baseline_due_on = '2030-01-01'", "milestone keeps its"),
        ("UPDATE \"grant\" SET state = 'closed'", "no such move for a grant"),
        ("UPDATE recovery SET state = 'proposed'", "no such move for a recovery"),
        ("UPDATE waiver SET state = 'proposed'", "no such move for a waiver"),
        ("UPDATE screening SET state = 'pending'", "no such move for a screening"),
        ("UPDATE waiver SET confirmed_by = proposed_by", "ck_waiver_four_eyes"),
        ("UPDATE amendment SET confirmed_by = proposed_by", "ck_amendment_four_eyes"),
        ("UPDATE recovery SET confirmed_by = proposed_by", "ck_recovery_four_eyes"),
        ("UPDATE screening SET decided_by = requested_by", "ck_screening_four_eyes"),
        ("UPDATE cost SET decided_by = claimed_by", "ck_cost_four_eyes"),
        ("UPDATE funding_report SET decided_by = reported_by", "ck_funding_report_four_eyes"),
        ("UPDATE recovery SET due_on = NULL", "ck_recovery_confirmed"),
        ("UPDATE withholding SET reduced_minor = amount_minor + 1", "ck_withholding_within_amount"),
        ("UPDATE payout SET cleared_minor = amount_minor + 1", "ck_payout_cleared"),
        ("UPDATE instalment SET withheld_minor = amount_minor + 1", "ck_instalment_ceiling"),
        ("UPDATE instalment SET returned_minor = -1", "ck_instalment_ceiling"),
        (
            'UPDATE "grant" SET confirmed_minor = award_minor + returned_minor + 1',
            "ck_grant_ceiling",
        ),
        ("UPDATE milestone_condition SET bearing = 'floats'", "bearing_known"),
        ("UPDATE covenant SET until_on = starts_on", "ck_covenant_days"),
        (
            "INSERT INTO cost SELECT \"grant\", 'K9', instalment, member, kind, key, title,"
            " amount_minor, incurred_on, document, document_sha256, 'claimed', claimed_by,"
            " claimed_at, NULL, NULL, moved_on FROM cost",
            "UNIQUE constraint failed: cost.key",
        ),
        (
            "INSERT INTO hold SELECT \"grant\", 'H9', instalment, 'lifted', reason, may_lift,"
            " placed_by, placed_at, placed_on, 'OFFICER-2', placed_at FROM hold",
            "a hold does not begin like this",
        ),
        (
            "INSERT INTO recovery SELECT \"grant\", 'B9', 'P9', NULL, ground, 1, interest_from,"
            " 'proposed', reason, NULL, NULL, proposed_by, proposed_at, NULL, NULL, moved_on, '[]'"
            " FROM recovery",
            "FOREIGN KEY constraint failed",
        ),
    ],
)
def test_the_database_itself_refuses_what_no_act_does(
    copy: Path, statement: str, says: str
) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA foreign_keys=1")
        with pytest.raises(sqlite3.IntegrityError, match=says):
            connection.execute(statement)


STOPS = {
    "a hold": "INSERT INTO hold SELECT 'ALPHA', 'H9', NULL, 'placed', reason, may_lift, placed_by,"
    " placed_at, placed_on, NULL, NULL FROM hold",
    "a veto": "INSERT INTO screening SELECT 'ALPHA', 'Q9', NULL, 'pending', NULL, NULL,"
    " requested_by, requested_at, NULL, NULL, moved_on, '[]' FROM screening;"
    " UPDATE screening SET state = 'vetoed', decided_by = 'COUNCIL-1' WHERE code = 'Q9'",
    "a suspended grant": "UPDATE \"grant\" SET state = 'suspended' WHERE code = 'ALPHA'",
}


@pytest.mark.parametrize("stop", STOPS)
def test_nothing_that_stops_a_grant_is_got_round(copy: Path, stop: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(STOPS[stop])
        with pytest.raises(sqlite3.IntegrityError, match=f"no payout moves on under {stop}"):
            connection.execute(ANOTHER_PAYOUT.format(instalment="I1", amount=1))


def test_a_condition_that_an_amendment_ended_is_none(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE milestone_condition SET ended_by = 'N9' WHERE instalment = 'I1'")
        with pytest.raises(sqlite3.IntegrityError, match="no payout without a readiness milestone"):
            connection.execute(ANOTHER_PAYOUT.format(instalment="I1", amount=1))


def test_a_payout_without_a_condition_behind_it_is_refused_by_the_database(copy: Path) -> None:
    attack(copy, "DELETE FROM reskilling_condition WHERE instalment = 'I2'")
    with (
        closing(sqlite3.connect(copy)) as connection,
        pytest.raises(
            sqlite3.IntegrityError, match="no payout without a reskilling commitment behind it"
        ),
    ):
        connection.execute(ANOTHER_PAYOUT.format(instalment="I2", amount=1))

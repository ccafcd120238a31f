"""What single rows of a review say: who paid, what was late, what was out of the ordinary."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import ProposePayout, RecordFailure, SendBackPayout
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.policies import PolicyName
from portfolio.exchange.reading import read_file
from portfolio.services import browse
from portfolio.services.exporting import export
from portfolio.services.importing import import_read
from portfolio.services.perform import perform
from tests.conftest import FIXTURES
from tests.exchange.exported import JAPANESE, csv_rows, json_document, workbook_rows
from tests.story import PROPOSED, SETTLED, VERIFIED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def kinds(office: Office, folder: Path) -> dict[str, dict[str, object]]:
    return {
        f"{row['kind']} {row['subject']}": row
        for row in json_document(office, folder)["sheets"]["exceptions"]
    }


def test_a_payout_names_its_three_people_and_its_reference(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    row = json_document(small, tmp_path)["sheets"]["payouts"][0]
    people = [row[f"{act}_by"] for act in ("proposed", "confirmed", "settled")]
    assert people == ["OFFICER-1", "AUTHORISER-1", "ACCOUNTANT-1"]
    assert row["settled_at"].startswith("2026-11-23T03:00:00")
    assert (row["amount_minor"], row["entitled_minor"]) == (400_000, 400_000)
    assert row["payment_reference"] == "BANK-1"


def test_the_workbook_has_real_dates_and_whole_yen(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    export(small, "xlsx", tmp_path / "review.xlsx")
    row = workbook_rows(tmp_path / "review.xlsx", "payouts")[0]
    assert row["settled_at"].isoformat() == "2026-11-23T03:00:00"
    assert row["amount_minor"] == 400_000
    assert type(row["amount_minor"]) is int


def test_a_failed_payment_is_an_exception_with_its_reason(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    failed = RecordFailure(grant="ALPHA", payout="P1")
    perform(small.acting_as("ACCOUNTANT-1"), failed, reason="The account is closed")
    row = kinds(small, tmp_path)["payment failed ALPHA/P1"]
    assert row["reason"] == "The account is closed"
    assert row["amount_minor"] == 400_000


def test_a_payout_sent_back_is_an_exception(small: Office, tmp_path: Path) -> None:
    tell(small, PROPOSED)
    back = SendBackPayout(grant="ALPHA", payout="P1")
    perform(small.acting_as("AUTHORISER-1"), back, reason="The report is missing")
    row = kinds(small, tmp_path)["payout sent back ALPHA/P1"]
    assert (row["reason"], row["state"]) == ("The report is missing", "sent back")


def test_less_than_the_entitlement_is_an_exception(small: Office, tmp_path: Path) -> None:
    tell(small, VERIFIED)
    less = ProposePayout(grant="ALPHA", instalment="I1", amount_minor=300_000)
    perform(small, less, reason="The rest follows with the next report")
    row = kinds(small, tmp_path)["payout below entitlement ALPHA/P1"]
    assert (row["amount_minor"], row["entitled_minor"]) == (300_000, 400_000)
    assert row["reason"] == "The rest follows with the next report"


@pytest.fixture
def scaled(small: Office) -> Office:
    """The small portfolio with grant DELTA, whose payouts shrink with the reskilling shortfall."""
    read = read_file(FIXTURES / "small" / "portfolio.json")
    (tiny,) = read.programmes
    scale = replace(
        tiny,
        programme=replace(tiny.programme, code="SCALE", policy=PolicyName.REDUCED_BY_SHORTFALL),
        appropriations=tuple(replace(a, programme="SCALE") for a in tiny.appropriations),
        terms=tuple(replace(t, programme="SCALE") for t in tiny.terms),
    )
    file = next(g for g in read.grants if g.code == "ALPHA")
    moved = {
        field.name: tuple(replace(r, grant="DELTA") for r in getattr(file, field.name))
        for field in fields(file)
        if field.name != "grant"
    }
    delta = GrantFile(grant=replace(file.grant, code="DELTA", programme="SCALE"), **moved)
    new = replace(read, people=(), programmes=(scale,), grants=(delta,), history=())
    assert not import_read(small, [new]).problems
    return small


def test_a_reduced_payout_says_what_reduced_it(scaled: Office, tmp_path: Path) -> None:
    tell(scaled, PROPOSED, grant="DELTA", persons=6)
    row = kinds(scaled, tmp_path)["reduced payout DELTA/P1"]
    assert row["amount_minor"] == row["entitled_minor"] == 240_000
    findings = row["findings"]
    assert isinstance(findings, list)
    assert [f["share"] for f in findings] == ["3/5"]
    export(scaled, "csv", tmp_path / "folder", JAPANESE)
    said = next(
        r for r in csv_rows(tmp_path / "folder", "exceptions") if r["subject"] == "DELTA/P1"
    )
    assert said["kind"] == "支払の減額"
    assert "60%" in said["findings"]


def test_a_hold_is_an_exception_with_the_money_it_stops(small: Office, tmp_path: Path) -> None:
    perform(small, PlaceHold(grant="ALPHA"), reason="The screening has expired")
    row = kinds(small, tmp_path)["hold ALPHA/H1"]
    assert row["reason"] == "The screening has expired"
    assert row["amount_minor"] == 1_000_000


def test_what_is_overdue_is_an_exception_until_it_is_done(small: Office, tmp_path: Path) -> None:
    before = kinds(small, tmp_path)
    assert before["overdue milestone ALPHA/M1"]["amount_minor"] == 400_000
    assert before["overdue commitment ALPHA/C1"]["amount_minor"] == 1_000_000
    tell(small, VERIFIED)
    after = kinds(small, tmp_path)
    assert "overdue milestone ALPHA/M1" not in after
    assert "overdue commitment ALPHA/C1" not in after


def test_days_late_run_until_the_milestone_is_met(small: Office, tmp_path: Path) -> None:
    def late(office: Office) -> int:
        rows = json_document(office, tmp_path)["sheets"]["milestones"]
        days: int = next(r for r in rows if (r["grant"], r["code"]) == ("ALPHA", "M1"))["late_days"]
        return days

    due_to_today = 237  # 31 March to 23 November 2026
    assert late(small) == due_to_today
    tell(small, VERIFIED)
    next_month = replace(small, clock=lambda: small.clock().replace(month=12))
    assert late(next_month) == due_to_today


def test_the_journal_digest_is_the_whole_journal(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    rows = json_document(small, tmp_path)["sheets"]["journal"]
    assert len(rows) == browse.entry_count(small)
    entries = {e.hash for e in browse.journal_entries(small)}
    assert {row["hash"] for row in rows} == entries
    settled = next(row for row in rows if row["act"] == "settle")
    assert (settled["from_state"], settled["to_state"]) == ("confirmed", "paid")
    assert (settled["amount_minor"], settled["currency"]) == (400_000, "JPY")


def test_a_review_shows_one_snapshot_while_others_write(small: Office, tmp_path: Path) -> None:
    tell(small, VERIFIED)
    export(small, "csv", tmp_path / "before")
    writer = sqlite3.connect(small.database.path or "", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        export(small, "csv", tmp_path / "during")
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    for name in ("summary", "journal", "payouts"):
        assert csv_rows(tmp_path / "before", name) == csv_rows(tmp_path / "during", name)

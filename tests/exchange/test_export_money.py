"""Money kept back, advanced, claimed back, raised beside and claimed as costs, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.costs import AcceptCost, ClaimCost
from portfolio.domain.acts.funding import ReportFunding, VerifyFunding
from portfolio.domain.acts.payouts import ConfirmPayout, SettlePayout
from portfolio.domain.acts.recoveries import (
    ConfirmRecovery,
    ConfirmWriteOff,
    ProposeRecovery,
    ProposeWriteOff,
    RecordRepayment,
)
from portfolio.domain.acts.suspensions import (
    AnnounceReduction,
    ReduceSuspension,
    SuspendInstalment,
)
from portfolio.domain.cost import CostKind
from portfolio.domain.recovery import Ground
from portfolio.services import browse
from portfolio.services.exporting import export
from tests.exchange.delta import do, exception, sheet, with_delta
from tests.exchange.exported import JAPANESE, csv_rows, json_document
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


@pytest.fixture
def office(small: Office) -> Office:
    return with_delta(small)


@pytest.fixture
def paid(office: Office) -> Office:
    """I1 of DELTA is paid whole: 400,000."""
    tell(office, SETTLED, grant="DELTA")
    return office


def later(office: Office, days: int) -> Office:
    return replace(office, clock=lambda: office.clock() + timedelta(days=days))


def everything_is_somewhere(office: Office, folder: Path) -> None:
    """Check that each instalment adds up, and says what the rule says."""
    weighed = browse.dossier(office, "DELTA").entitlements
    rows = sheet(office, folder, "instalments")
    assert len(rows) == len(weighed) > 0
    taken = dict.fromkeys((r["code"] for r in rows), 0)
    for payout in sheet(office, folder, "payouts"):
        if payout["kind"] == "result" and payout["state"] not in ("sent back", "cancelled"):
            taken[payout["instalment"]] += payout["amount_minor"]
    for row, found in zip(rows, weighed, strict=True):
        kept = ("withheld_minor", "retained_minor", "reduced_minor", "open_minor")
        there = taken[row["code"]] - row["returned_minor"] + sum(row[name] for name in kept)
        assert there == row["amount_minor"]
        assert row["open_minor"] == found.open_minor


def test_what_is_suspended_stands_with_its_days(office: Office, tmp_path: Path) -> None:
    do(office, "OFFICER-1", SuspendInstalment(grant="DELTA", instalment="I1"), "M1 is not shown")
    (row,) = sheet(office, tmp_path, "suspensions")
    assert (row["code"], row["instalment"], row["withheld_from"]) == ("S1", "I1", "I1")
    assert (row["amount_minor"], row["withheld_minor"], row["released_minor"]) == (
        400_000, 400_000, 0,
    )  # fmt: skip
    assert (row["opened_on"], row["cure_due_on"]) == ("2026-11-23", "2027-05-23")
    assert (row["announced_on"], row["reason"]) == (None, "M1 is not shown")
    everything_is_somewhere(office, tmp_path)
    told = exception(office, tmp_path, "money suspended")
    assert (told["subject"], told["amount_minor"]) == ("DELTA/S1", 400_000)
    assert json_document(office, tmp_path)["sheets"]["summary"][0]["withheld_minor"] == 400_000


def test_what_is_reduced_is_told_with_its_reason(office: Office, tmp_path: Path) -> None:
    do(office, "OFFICER-1", SuspendInstalment(grant="DELTA", instalment="I1"), "M1 is not shown")
    announced = later(office, 190)
    do(announced, "OFFICER-1", AnnounceReduction(grant="DELTA", suspension="S1"), "Not cured")
    over = later(office, 260)
    reduce = ReduceSuspension(grant="DELTA", suspension="S1")
    do(over, "AUTHORISER-1", reduce, "Not cured in six months")
    told = exception(over, tmp_path, "money reduced")
    assert (told["amount_minor"], told["reason"]) == (400_000, "Not cured in six months")
    assert (told["since"], told["state"]) == ("2027-08-10", "reduced")
    (row,) = sheet(over, tmp_path, "suspensions")
    assert (row["reduced_minor"], row["withheld_minor"]) == (400_000, 0)
    everything_is_somewhere(over, tmp_path)


def test_money_that_can_no_longer_be_paid_is_not_overdue(office: Office, tmp_path: Path) -> None:
    before = next(g for g in browse.overview(office).grants if g.code == "DELTA")
    assert before.overdue_minor == 1_000_000
    do(office, "OFFICER-1", SuspendInstalment(grant="DELTA", instalment="I1"), "M1 is not shown")
    do(
        later(office, 190), "OFFICER-1", AnnounceReduction(grant="DELTA", suspension="S1"),
        "Not cured",
    )  # fmt: skip
    over = later(office, 260)
    do(over, "AUTHORISER-1", ReduceSuspension(grant="DELTA", suspension="S1"), "Not cured")
    after = next(g for g in browse.overview(over).grants if g.code == "DELTA")
    assert after.overdue_minor == 600_000
    row = next(r for r in json_document(over, tmp_path)["sheets"]["grants"] if r["code"] == "DELTA")
    assert row["overdue_minor"] == 600_000


def test_a_claim_stands_with_what_is_owed_on_the_day(paid: Office, tmp_path: Path) -> None:
    claim = ProposeRecovery(
        grant="DELTA", ground=Ground.IRREGULARITY, instalment="I1", amount_minor=100_000
    )
    do(paid, "OFFICER-1", claim, "The invoice was paid twice")
    do(paid, "AUTHORISER-1", ConfirmRecovery(grant="DELTA", recovery="B1"))
    (row,) = sheet(later(paid, 10), tmp_path, "recoveries")
    assert (row["payout"], row["ground"], row["state"]) == ("P1", "irregularity", "claimed")
    assert (row["principal_minor"], row["returned_minor"]) == (100_000, 0)
    assert (row["interest_minor"], row["owed_minor"]) == (300, 100_300)
    assert (row["due_on"], row["interest_from"]) == ("2026-12-13", "2026-11-23")
    back = RecordRepayment(
        grant="DELTA", recovery="B1", amount_minor=40_000, payment_reference="BACK-1"
    )
    do(paid, "ACCOUNTANT-1", back)
    (row,) = sheet(paid, tmp_path, "recoveries")
    assert (row["returned_minor"], row["owed_minor"]) == (40_000, 60_000)
    everything_is_somewhere(paid, tmp_path)
    summary = json_document(paid, tmp_path)["sheets"]["summary"][0]
    assert (summary["paid_minor"], summary["returned_minor"]) == (400_000, 40_000)


def test_a_claim_given_up_is_told_with_what_was_lost(paid: Office, tmp_path: Path) -> None:
    claim = ProposeRecovery(
        grant="DELTA", ground=Ground.IRREGULARITY, instalment="I1", amount_minor=100_000
    )
    do(paid, "OFFICER-1", claim, "The invoice was paid twice")
    do(paid, "AUTHORISER-1", ConfirmRecovery(grant="DELTA", recovery="B1"))
    back = RecordRepayment(
        grant="DELTA", recovery="B1", amount_minor=40_000, payment_reference="BACK-1"
    )
    do(paid, "ACCOUNTANT-1", back)
    give_up = ProposeWriteOff(grant="DELTA", recovery="B1", authority="Act on claims, Art. 21")
    do(paid, "OFFICER-1", give_up, "The payee was dissolved")
    do(paid, "AUTHORISER-1", ConfirmWriteOff(grant="DELTA", recovery="B1"))
    told = exception(paid, tmp_path, "claim written off")
    assert (told["amount_minor"], told["reason"]) == (60_000, "The payee was dissolved")
    (row,) = sheet(paid, tmp_path, "recoveries")
    assert (row["owed_minor"], row["authority"]) == (0, "Act on claims, Art. 21")


def test_an_advance_and_what_clears_it_stand_apart(office: Office, tmp_path: Path) -> None:
    ahead = ProposeAdvance(grant="DELTA", instalment="I1", amount_minor=150_000)
    do(office, "OFFICER-1", ahead, "Wafers are ordered a year ahead")
    do(office, "AUTHORISER-1", ConfirmPayout(grant="DELTA", payout="P1"))
    bank = SettlePayout(grant="DELTA", payout="P1", payment_reference="BANK-0")
    do(office, "ACCOUNTANT-1", bank)
    told = exception(office, tmp_path, "paid in advance")
    assert (told["amount_minor"], told["reason"]) == (150_000, "Wafers are ordered a year ahead")
    tell(office, SETTLED - 2, grant="DELTA")
    do(office, "AUTHORISER-1", ConfirmPayout(grant="DELTA", payout="P2"))
    do(
        office, "ACCOUNTANT-1",
        SettlePayout(grant="DELTA", payout="P2", payment_reference="BANK-1"),
    )  # fmt: skip
    advance, result = sheet(office, tmp_path, "payouts")
    assert (advance["kind"], advance["state"], advance["cleared_minor"]) == (
        "advance", "cleared", 150_000,
    )  # fmt: skip
    assert (result["amount_minor"], result["clears_minor"]) == (400_000, 150_000)
    assert (result["charge_minor"], result["cash_minor"]) == (250_000, 250_000)
    everything_is_somewhere(office, tmp_path)
    checks = json_document(office, tmp_path)["sheets"]["checks"]
    assert {row["agrees"] for row in checks} == {True}
    assert next(r for r in checks if r["figure"] == "paid")["records_minor"] == 400_000


class TestPrivateMoney:
    def raises(self, office: Office, amount: int, as_of: date = date(2026, 11, 1)) -> None:
        report = ReportFunding(
            grant="DELTA", co_funding="F1", raised_minor=amount, as_of=as_of,
            document="Bank confirmation", document_sha256="ab" * 32,
        )  # fmt: skip
        do(office, "OFFICER-1", report)

    def test_it_stands_with_what_public_money_it_came_with(
        self, paid: Office, tmp_path: Path
    ) -> None:
        self.raises(paid, 1_000_000)
        do(paid, "OFFICER-2", VerifyFunding(grant="DELTA", funding_report="F1"))
        self.raises(paid, 1_500_000, date(2026, 11, 20))
        (row,) = sheet(paid, tmp_path, "co-funding")
        assert (row["promised_minor"], row["reported_minor"], row["raised_minor"]) == (
            2_000_000, 1_500_000, 1_000_000,
        )  # fmt: skip
        assert (row["leverage"], row["late_days"]) == ("2.50000", 146)
        line = next(g for g in browse.overview(paid).grants if g.code == "DELTA")
        assert line.leverage == browse.overview(paid).programmes[0].leverage == 2.5
        summary = json_document(paid, tmp_path)["sheets"]["summary"][0]
        assert (summary["raised_minor"], summary["leverage"]) == (1_000_000, "2.50000")

    def test_leverage_is_undefined_before_anything_is_paid(
        self, office: Office, tmp_path: Path
    ) -> None:
        (row,) = sheet(office, tmp_path, "co-funding")
        assert row["leverage"] is None
        export(office, "csv", tmp_path / "folder")
        (shown,) = csv_rows(tmp_path / "folder", "co-funding")
        assert shown["leverage"] == "—"

    def test_a_condition_on_it_is_read_with_its_amount(
        self, office: Office, tmp_path: Path
    ) -> None:
        export(office, "csv", tmp_path / "folder")
        export(office, "csv", tmp_path / "japanese", JAPANESE)
        for folder, said in (("folder", "F1: ¥500,000 raised"), ("japanese", "500,000円")):
            rows = csv_rows(tmp_path / folder, "instalments")
            row = next(r for r in rows if (r["grant"], r["code"]) == ("DELTA", "I2"))
            assert said in row["conditions"]


def test_a_cost_stands_with_the_key_that_nobody_else_may_claim(
    office: Office, tmp_path: Path
) -> None:
    cost = ClaimCost(
        grant="DELTA", instalment="I1", member="LEAD", kind=CostKind.ASSET, key="EUV-1",
        title="Scanner", amount_minor=77_000, incurred_on=date(2026, 10, 1), document="Invoice",
        document_sha256="cd" * 32,
    )  # fmt: skip
    do(office, "OFFICER-1", cost)
    do(office, "OFFICER-2", AcceptCost(grant="DELTA", cost="K1"))
    (row,) = sheet(office, tmp_path, "costs")
    assert (row["key"], row["kind"], row["amount_minor"]) == ("EUV-1", "asset", 77_000)
    assert (row["claimed_by"], row["decided_by"], row["state"]) == (
        "OFFICER-1", "OFFICER-2", "accepted",
    )  # fmt: skip

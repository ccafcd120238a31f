"""What has changed between two positions: figures that add up, decisions with their people."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.granting import ResumeGrant, SuspendGrant
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.acts.recoveries import ConfirmWriteOff, ProposeWriteOff
from portfolio.domain.amendment import Amended
from portfolio.domain.basis import Basis
from portfolio.domain.programme import Appropriation, AppropriationKind
from portfolio.exchange.reading import Read
from portfolio.exchange.sheets import ChangeKind, Figure, Scope
from portfolio.services import browse
from portfolio.services.importing import import_read
from portfolio.services.looking_back import looking_back
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from tests.conftest import NOW
from tests.reports.sheets_read import sheet, sheets
from tests.store.test_ceilings import twins
from tests.store.whole import tell_whole
from tests.story import CONFIRMED, SETTLED, VERIFIED, tell

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.services.office import Office
    from tests.conftest import MadeOnce
    from tests.reports.sheets_read import Rows

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(scope="session")
def whole_database(small_database: Path, made_once: MadeOnce) -> Path:
    """Everything there is has happened to GAMMA, between April and July 2026."""

    def make(folder: Path) -> None:
        tell_whole(Path(shutil.copy(small_database, folder / "whole.db")))

    return made_once("whole", make) / "whole.db"


@pytest.fixture
def whole(whole_database: Path, tmp_path: Path) -> Office:
    path = tmp_path / "whole.db"
    shutil.copy(whole_database, path)
    return open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")


def does(office: Office, who: str, request: Request, reason: str | None = None) -> None:
    perform(office.acting_as(who), request, reason=reason)


def of_kind(rows: Rows, kind: ChangeKind) -> Rows:
    return [row for row in rows if row["kind"] is kind]


def total(rows: Rows, *kinds: ChangeKind) -> int:
    return sum(row["amount_minor"] for row in rows if row["kind"] in kinds)


def difference(rows: Rows, figure: Figure, subject: str = "TINY") -> int:
    found = [
        r["difference_minor"] for r in rows if (r["figure"], r["subject"]) == (figure, subject)
    ]
    return sum(found)


FIGURES = {
    Figure.COMMITTED: "award_minor", Figure.CONFIRMED: "confirmed_minor",
    Figure.PAID: "paid_minor", Figure.PAYABLE_NOW: "payable_minor",
    Figure.AT_RISK: "at_risk_minor", Figure.OVERDUE: "overdue_minor",
    Figure.WITHHELD: "withheld_minor", Figure.RETURNED: "returned_minor",
}  # fmt: skip
OF_YEARS = {
    Figure.BUDGET: "budget_minor", Figure.COMMITTED: "awarded_minor",
    Figure.CONFIRMED: "confirmed_minor", Figure.CARRIED_OUT: "carried_out_minor",
}  # fmt: skip


def standing(office: Office) -> dict[tuple[str, str, Figure], int]:
    """Return each figure of each programme, grant and year (its accounts together)."""
    view, found = browse.overview(office), defaultdict[tuple[str, str, Figure], int](int)
    for scope, lines in ((Scope.PROGRAMME, view.programmes), (Scope.GRANT, view.grants)):
        for line in lines:
            for figure, name in FIGURES.items():
                found[scope, line.code, figure] = getattr(line, name)
    for year in browse.position(office):
        for figure, name in OF_YEARS.items():
            found[Scope.YEAR, f"{year.programme}/FY{year.fiscal_year}/grant", figure] = getattr(
                year, name
            )
        executed = year.paid_minor + year.outside_minor
        found[Scope.YEAR, f"{year.programme}/FY{year.fiscal_year}/grant", Figure.EXECUTED] = (
            executed
        )
    return found


def differences_add_up(office: Office, since: date) -> None:
    """Hold the sheet against after less before of every figure, read from the two positions."""
    after = standing(office)
    with looking_back(office, since) as then:
        before = standing(then)
    expected = {
        key: after[key] - before[key]
        for key in after.keys() | before.keys()
        if after[key] != before[key]
    }
    told: dict[Any, int] = defaultdict(int)
    for row in sheet(office, "differences", since):
        assert row["difference_minor"] == row["after_minor"] - row["before_minor"] != 0
        subject = "/".join(row["subject"].split("/")[:3])
        if row["scope"] is not Scope.YEAR or subject.endswith("/grant"):
            told[row["scope"], subject, row["figure"]] += row["difference_minor"]
    assert {key: minor for key, minor in told.items() if minor} == expected


@pytest.mark.parametrize("since", ["2026-03-31", "2026-04-02", "2026-05-21", "2026-06-30"])
def test_every_figure_that_differs_is_told_once(whole: Office, since: str) -> None:
    differences_add_up(whole, date.fromisoformat(since))


@pytest.mark.parametrize("since", ["2023-03-31", "2025-03-31", "2026-03-31", "2026-10-31"])
def test_every_figure_of_the_demonstration_that_differs_is_told_once(
    demo: Office, since: str
) -> None:
    day = date.fromisoformat(since)
    differences_add_up(demo, day)
    money_adds_up(demo, day)


def money_adds_up(office: Office, since: date) -> None:
    """Hold what is told of payouts and awards against what the totals moved by."""
    found = sheets(office, "differences", "changes", since=since)
    moved: dict[Figure, int] = defaultdict(int)
    for row in found["differences"]:
        if row["scope"] is Scope.PROGRAMME:
            moved[row["figure"]] += row["difference_minor"]
    told = found["changes"]
    assert total(told, ChangeKind.PAID) - total(told, ChangeKind.FAILED) == moved[Figure.PAID]
    assert (
        total(told, ChangeKind.CONFIRMED) - total(told, ChangeKind.CANCELLED)
        == moved[Figure.CONFIRMED]
    )


@pytest.mark.parametrize("since", ["2026-03-31", "2026-04-06", "2026-05-20", "2026-05-22"])
def test_what_is_told_as_paid_is_what_paid_moved_by(whole: Office, since: str) -> None:
    """A payout that uses up an advance is told with what it takes of the budget, not twice."""
    money_adds_up(whole, date.fromisoformat(since))


def test_a_payout_that_clears_an_advance_is_told_net_of_it(whole: Office) -> None:
    rows = of_kind(sheet(whole, "changes", date(2026, 4, 1)), ChangeKind.PAID)
    assert [(row["subject"], row["amount_minor"]) for row in rows] == [
        ("GAMMA/P1", 100_000), ("GAMMA/P2", 300_000),
    ]  # fmt: skip


def test_three_people_had_a_part_in_a_payout(small: Office) -> None:
    tell(small, SETTLED)
    rows = sheet(small, "changes", YESTERDAY)
    (paid,) = of_kind(rows, ChangeKind.PAID)
    assert paid["people"] == "OFFICER-1, AUTHORISER-1, ACCOUNTANT-1"
    assert (paid["subject"], paid["amount_minor"], paid["effective_on"]) == (
        "ALPHA/P1", 400_000, TODAY,
    )  # fmt: skip
    (confirmed,) = of_kind(rows, ChangeKind.CONFIRMED)
    assert confirmed["people"] == "OFFICER-1, AUTHORISER-1"


def test_everybody_is_named_who_had_a_part_and_nobody_else(whole: Office) -> None:
    does(
        whole, "OFFICER-2",
        ProposeWriteOff(grant="GAMMA", recovery="B1", authority="Director, decision 14"),
        "The firm is wound up",
    )  # fmt: skip
    does(whole, "AUTHORISER-1", ConfirmWriteOff(grant="GAMMA", recovery="B1"))
    rows = sheet(whole, "changes", date(2026, 4, 1))
    named = {
        (row["kind"], row["subject"]): row["people"]
        for row in rows
        if row["kind"] is not ChangeKind.SLIPPED
    }
    assert named == {
        (ChangeKind.CONFIRMED, "GAMMA/P1"): "OFFICER-1, AUTHORISER-1",
        (ChangeKind.PAID, "GAMMA/P1"): "OFFICER-1, AUTHORISER-1, ACCOUNTANT-1",
        (ChangeKind.MET, "GAMMA/M1"): "ASSESSOR-1",
        (ChangeKind.CONFIRMED, "GAMMA/P2"): "OFFICER-2, AUTHORISER-1",
        (ChangeKind.PAID, "GAMMA/P2"): "OFFICER-2, AUTHORISER-1, ACCOUNTANT-1",
        (ChangeKind.AMENDED, "GAMMA/N1"): "OFFICER-1, AUTHORISER-1",
        (ChangeKind.WITHHELD, "GAMMA/S1"): "OFFICER-1",
        (ChangeKind.WAIVED, "GAMMA/W1"): "OFFICER-1, AUTHORISER-1",
        (ChangeKind.REVERSED, "GAMMA/M1"): "ASSESSOR-2",
        (ChangeKind.CLAIMED, "GAMMA/B1"): "OFFICER-3, AUTHORISER-1",
        (ChangeKind.RETURNED, "GAMMA/B1"): "OFFICER-3, AUTHORISER-1, ACCOUNTANT-1",
        (ChangeKind.WRITTEN_OFF, "GAMMA/B1"): "OFFICER-3, ACCOUNTANT-1, OFFICER-2, AUTHORISER-1",
        (ChangeKind.HELD, "GAMMA/H1"): "OFFICER-1",
    }


def test_whoever_had_a_part_in_what_is_only_used_up_is_not_named(small: Office) -> None:
    """P10 uses up a part of the advance P1: the people of P1 had none in it."""
    tell(small, VERIFIED)
    advance = ProposeAdvance(grant="ALPHA", instalment="I1", amount_minor=200_000)
    does(small, "OFFICER-1", advance, "Tools are ordered")
    pays(small, "P1")
    for number in range(2, 10):
        does(small, "OFFICER-1", ProposePayout(grant="ALPHA", instalment="I1"))
        does(small, "AUTHORISER-1", SendBackPayout(grant="ALPHA", payout=f"P{number}"), "Not yet")
    result = ProposePayout(grant="ALPHA", instalment="I1", amount_minor=150_000)
    does(small, "OFFICER-2", result, "The rest is paid later")
    pays(small, "P10")
    rows = of_kind(sheet(small, "changes", YESTERDAY), ChangeKind.PAID)
    assert [(r["subject"], r["amount_minor"], r["people"]) for r in rows] == [
        ("ALPHA/P1", 200_000, "OFFICER-1, AUTHORISER-1, ACCOUNTANT-1"),
        ("ALPHA/P10", 0, "OFFICER-2, AUTHORISER-1, ACCOUNTANT-1"),
    ]
    money_adds_up(small, YESTERDAY)


def pays(office: Office, payout: str) -> None:
    does(office, "AUTHORISER-1", ConfirmPayout(grant="ALPHA", payout=payout))
    paid = SettlePayout(grant="ALPHA", payout=payout, payment_reference=f"BANK-{payout}")
    does(office, "ACCOUNTANT-1", paid)


class TestWhatSlipped:
    def test_a_milestone_put_off_is_told_with_both_days(self, whole: Office) -> None:
        (row,) = of_kind(sheet(whole, "changes", date(2026, 6, 1)), ChangeKind.SLIPPED)
        assert (row["subject"], row["before"], row["after"]) == (
            "GAMMA/M2", "2027-03-31", "2027-06-30",
        )  # fmt: skip
        assert row["amount_minor"] == 600_000

    def test_a_milestone_put_off_before_is_told_no_more(self, whole: Office) -> None:
        assert not of_kind(sheet(whole, "changes", date(2026, 6, 2)), ChangeKind.SLIPPED)

    def test_a_milestone_that_fell_overdue_is_told_with_its_day(self, small: Office) -> None:
        rows = of_kind(sheet(small, "changes", date(2026, 4, 1)), ChangeKind.SLIPPED)
        assert rows == []  # already overdue then: due on 31 March
        in_april = replace(small, clock=lambda: NOW + timedelta(days=140))
        rows = of_kind(sheet(in_april, "changes", TODAY), ChangeKind.SLIPPED)
        assert [(r["subject"], r["before"], r["after"]) for r in rows] == [
            ("ALPHA/M2", "2027-03-31", None), ("BETA/M2", "2027-03-31", None),
        ]  # fmt: skip

    @pytest.mark.parametrize(("days", "told"), [(127, 0), (128, 0), (129, 2)])
    def test_its_due_day_is_still_in_time(self, small: Office, days: int, told: int) -> None:
        """23 November and 128 days is 31 March."""
        then = replace(small, clock=lambda: NOW + timedelta(days=days))
        assert len(of_kind(sheet(then, "changes", TODAY), ChangeKind.SLIPPED)) == told


class TestNothingOfBefore:
    @pytest.mark.parametrize("since", ["2026-04-06", "2026-05-21", "2026-06-05", "2026-07-07"])
    def test_is_told(self, whole: Office, since: str) -> None:
        day = date.fromisoformat(since)
        everything = sheet(whole, "changes", date(2026, 4, 1))
        rows = sheet(whole, "changes", day)
        decided = [r for r in rows if r["kind"] is not ChangeKind.SLIPPED]
        assert all(row["effective_on"] > day for row in decided)
        assert decided == [
            r for r in everything
            if r["kind"] is not ChangeKind.SLIPPED and r["effective_on"] > day
        ]  # fmt: skip

    def test_since_the_same_day_there_is_nothing(self, whole: Office) -> None:
        assert sheets(whole, "differences", "changes", since=TODAY) == {
            "differences": [], "changes": [],
        }  # fmt: skip

    def test_what_was_written_down_late_is_told_where_it_was_not_known(self, small: Office) -> None:
        """Confirmed and paid as of Friday, written down on Monday."""
        friday, saturday = TODAY - timedelta(days=3), TODAY - timedelta(days=2)
        told_on_friday = replace(small, clock=lambda: NOW - timedelta(days=3))
        tell(told_on_friday, CONFIRMED)
        settle = SettlePayout(grant="ALPHA", payout="P1", payment_reference="BANK-1")
        perform(small.acting_as("ACCOUNTANT-1"), settle, on=friday)
        known_now = sheets(small, "differences", "changes", since=saturday)
        assert known_now == {"differences": [], "changes": []}
        known_then = sheets(
            small, "differences", "changes", since=saturday, known_at=NOW - timedelta(days=2)
        )
        assert [(r["kind"], r["effective_on"]) for r in known_then["changes"]] == [
            (ChangeKind.PAID, friday)
        ]
        assert difference(known_then["differences"], Figure.PAID) == 400_000


def test_a_payment_that_failed_and_was_cancelled_leaves_nothing_paid(small: Office) -> None:
    tell(small, SETTLED)
    does(small, "ACCOUNTANT-1", RecordFailure(grant="ALPHA", payout="P1"), "Account closed")
    does(small, "AUTHORISER-1", CancelPayout(grant="ALPHA", payout="P1"), "No other account")
    rows = sheet(small, "changes", YESTERDAY)
    assert [r["kind"] for r in rows if r["subject"] == "ALPHA/P1"] == [
        ChangeKind.CONFIRMED, ChangeKind.PAID, ChangeKind.FAILED, ChangeKind.CANCELLED,
    ]  # fmt: skip
    money_adds_up(small, YESTERDAY)


def test_what_an_amendment_overtook_is_told_as_cancelled(small: Office) -> None:
    tell(small, CONFIRMED)
    asked = ProposeAmendment(
        grant="ALPHA", title="Less at first", source="illustrative: made for a test",
        changes=(
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I1", new="300000"),
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I2", new="700000"),
        ),
    )  # fmt: skip
    does(small, "OFFICER-2", asked, "The first line is smaller")
    does(small, "AUTHORISER-1", ConfirmAmendment(grant="ALPHA", amendment="N1"))
    (cancelled,) = of_kind(sheet(small, "changes", YESTERDAY), ChangeKind.CANCELLED)
    assert (cancelled["subject"], cancelled["amount_minor"]) == ("ALPHA/P1", 400_000)
    money_adds_up(small, YESTERDAY)


def test_a_grant_stopped_and_taken_up_again_is_told_as_both(small: Office) -> None:
    does(small, "AUTHORISER-1", SuspendGrant(grant="ALPHA"), "A complaint")
    does(small, "AUTHORISER-1", ResumeGrant(grant="ALPHA"), "It was unfounded")
    rows = [r for r in sheet(small, "changes", YESTERDAY) if r["subject"] == "ALPHA"]
    assert [r["kind"] for r in rows] == [ChangeKind.HELD, ChangeKind.LIFTED]


def test_money_that_moves_from_one_ledger_to_another_is_told_of_both(small: Office) -> None:
    """What no account was known of belongs to the only one there is, once there is one."""
    (beta,) = twins(1).grants
    award = replace(beta.awards[0], fiscal_year=2024)
    assert not import_read(
        small, [Read(name="grant", grants=(beta.with_records([award]),))]
    ).problems
    programme = browse.dossier(small, "ALPHA").programme
    of_2024 = Appropriation(
        programme="TINY", fiscal_year=2024, number=1, kind=AppropriationKind.INITIAL,
        amount_minor=700_000, account="General", source="illustrative: made for a test",
        basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip
    offered = replace(programme, appropriations=(*programme.appropriations, of_2024))
    tomorrow = replace(small, clock=lambda: NOW + timedelta(days=1))
    assert not import_read(tomorrow, [Read(name="budget", programmes=(offered,))]).problems
    years = [r for r in sheet(tomorrow, "differences", TODAY) if r["scope"] is Scope.YEAR]
    assert [(r["subject"], r["figure"], r["before_minor"], r["after_minor"]) for r in years] == [
        ("TINY/FY2024/grant/General", Figure.BUDGET, 0, 700_000),
        ("TINY/FY2024/grant/General", Figure.COMMITTED, 0, 500_000),
        ("TINY/FY2024/grant", Figure.COMMITTED, 500_000, 0),
    ]
    differences_add_up(tomorrow, TODAY)

"""The sheets on the budget: commitments beyond a year, where money has got to, funds, history."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.basis import Basis
from portfolio.domain.budget import FundBalance, OutsideExecution
from portfolio.domain.flow import FlowStep
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.programme import Appropriation, AppropriationKind
from portfolio.exchange.reading import Read
from portfolio.exchange.sheets import ExceptionKind
from portfolio.services import browse
from portfolio.services.importing import import_read
from portfolio.services.office import open_office
from tests.conftest import NOW
from tests.reports.sheets_read import sheet, sheets
from tests.store.conftest import paid
from tests.store.test_ceilings import twins
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.domain.programme import ProgrammeFile
    from portfolio.services.office import Office
    from tests.reports.sheets_read import Rows

SOURCE = "illustrative: made for a test"


__all__ = ["paid"]


@pytest.fixture
def whole(paid: Path, tmp_path: Path) -> Office:
    """ALPHA is paid, BETA is not; everything there is has happened to GAMMA."""
    path = tmp_path / "whole.db"
    shutil.copy(paid, path)
    return open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")


def programme_of(office: Office) -> ProgrammeFile:
    return browse.dossier(office, "ALPHA").programme


def enters(office: Office, **budget: tuple[Any, ...]) -> None:
    """Enter more records of the budget of the small portfolio's programme."""
    known = programme_of(office)
    more: dict[str, Any] = {
        name: (*getattr(known, name), *records) for name, records in budget.items()
    }
    offered = replace(known, **more)
    assert not import_read(office, [Read(name="budget", programmes=(offered,))]).problems


def balance(minor: int, number: int = 1, on: date = date(2026, 3, 31)) -> FundBalance:
    return FundBalance(
        programme="TINY", number=number, balance_on=on, balance_minor=minor, source=SOURCE,
        basis=Basis.PUBLIC,
    )  # fmt: skip


def voted(minor: int, year: int, number: int = 7, **about: Any) -> Appropriation:  # noqa: ANN401  # fields of the record
    return Appropriation(
        programme="TINY", fiscal_year=year, number=number, kind=AppropriationKind.INITIAL,
        amount_minor=minor, source=SOURCE, basis=Basis.PUBLIC, **about,
    )  # fmt: skip


def spent(minor: int, year: int) -> OutsideExecution:
    return OutsideExecution(
        programme="TINY", fiscal_year=year, number=1, amount_minor=minor, source=SOURCE,
        basis=Basis.PUBLIC,
    )  # fmt: skip


def flow_adds_up(rows: Rows, balances: dict[str, int]) -> None:
    """Hold each step of the flow against the step before it."""
    of_programme: dict[str, Rows] = defaultdict(list)
    for row in rows:
        of_programme[row["programme"]].append(row)
        assert row["not_earned_minor"] == row["handed_minor"] - row["earned_minor"]
        assert 0 <= row["earned_minor"] <= row["handed_minor"]
    for code, own in of_programme.items():
        (agency,) = [r for r in own if r["step"] is FlowStep.TO_AGENCY]
        leads = {r["grant"]: r for r in own if r["step"] is FlowStep.TO_LEAD}
        assert agency["handed_minor"] == balances.get(code, 0) + sum(
            r["handed_minor"] for r in leads.values()
        )
        assert agency["earned_minor"] == sum(r["earned_minor"] for r in leads.values())
        for grant, lead in leads.items():
            partners = [r for r in own if r["step"] is FlowStep.TO_PARTNER and r["grant"] == grant]
            assert all(r["giver"] == lead["receiver"] for r in partners)
            for name in ("handed_minor", "earned_minor"):
                assert sum(r[name] for r in partners) <= lead[name]


class TestFlow:
    def test_adds_up_from_the_agency_to_the_partners(self, whole: Office) -> None:
        flow_adds_up(sheet(whole, "flow"), {"TINY": 30_000})

    def test_says_what_is_earned_and_what_is_not(self, whole: Office) -> None:
        """GAMMA's milestone was reversed: of 400,000 paid 50,000 came back, the rest is owed."""
        rows = {(r["step"], r["grant"]): r for r in sheet(whole, "flow")}
        held = {
            key: (row["handed_minor"], row["earned_minor"], row["not_earned_minor"])
            for key, row in rows.items()
        }
        assert held == {
            (FlowStep.TO_AGENCY, None): (780_000, 400_000, 380_000),
            (FlowStep.TO_LEAD, "ALPHA"): (400_000, 400_000, 0),
            (FlowStep.TO_LEAD, "BETA"): (0, 0, 0),
            (FlowStep.TO_LEAD, "GAMMA"): (350_000, 0, 350_000),
        }

    def test_of_the_demonstration_adds_up_and_reaches_partners(self, demo: Office) -> None:
        found = sheets(demo, "flow", "funds")
        balances = {r["programme"]: r["balance_minor"] for r in found["funds"]}
        assert balances
        flow_adds_up(found["flow"], balances)
        partners = [r for r in found["flow"] if r["step"] is FlowStep.TO_PARTNER]
        assert any(r["handed_minor"] for r in partners)

    def test_of_the_demonstration_hands_on_what_was_paid_and_not_returned(
        self, demo: Office
    ) -> None:
        view = {g.code: g for g in browse.overview(demo).grants}
        leads = [r for r in sheet(demo, "flow") if r["step"] is FlowStep.TO_LEAD]
        assert {r["grant"]: r["handed_minor"] for r in leads} == {
            code: g.paid_minor - g.returned_minor for code, g in view.items()
        }

    def test_of_the_demonstration_names_each_member_once(self, demo: Office) -> None:
        rows = sheet(demo, "flow")
        for code in {r["grant"] for r in rows if r["grant"]}:
            file = browse.dossier(demo, code).file
            partners = [m.name for m in file.members if m.role is not MemberRole.LEAD]
            told = [
                r["receiver"] for r in rows
                if r["grant"] == code and r["step"] is FlowStep.TO_PARTNER
            ]  # fmt: skip
            assert sorted(told) == sorted(partners)


class TestFunds:
    """Of 2,000,000 awarded 400,000 are paid: a fund is still needed for 1,600,000."""

    @pytest.fixture
    def office(self, small: Office) -> Office:
        assert not import_read(small, [twins(1)]).problems
        tell(small, SETTLED)
        return small

    @pytest.mark.parametrize(
        ("minor", "ratio", "told"),
        [
            (0, Fraction(0), []), (800_000, Fraction(1, 2), []), (1_600_000, Fraction(1), []),
            (1_600_001, Fraction(1_600_001, 1_600_000), [(1_600_001, 1_600_000)]),
            (2_000_000, Fraction(5, 4), [(2_000_000, 1_600_000)]),
        ],
    )  # fmt: skip
    def test_one_that_holds_more_than_it_is_needed_for_is_an_exception(
        self, office: Office, minor: int, ratio: Fraction, told: list[tuple[int, int]]
    ) -> None:
        enters(office, fund_balances=(balance(minor),))
        found = sheets(office, "funds", "exceptions")
        (fund,) = found["funds"]
        assert (fund["need_minor"], fund["ratio"]) == (1_600_000, ratio)
        assert fund["above"] is bool(told)
        assert above_need(found["exceptions"]) == told

    def test_the_newest_balance_counts_by_its_day_and_not_by_its_number(
        self, office: Office
    ) -> None:
        enters(
            office,
            fund_balances=(
                balance(300, 1, date(2026, 9, 30)), balance(200, 2, date(2026, 3, 31)),
                balance(900, 3, date(2027, 3, 31)),
            ),
        )  # fmt: skip
        (fund,) = sheet(office, "funds")
        assert (fund["balance_on"], fund["balance_minor"]) == (date(2026, 9, 30), 300)

    def test_a_programme_without_a_fund_has_no_row(self, office: Office) -> None:
        assert sheet(office, "funds") == []


def above_need(exceptions: Rows) -> list[tuple[int, int]]:
    """Return what funds above their need hold, and that need."""
    return [
        (row["amount_minor"], row["entitled_minor"])
        for row in exceptions
        if row["kind"] is ExceptionKind.FUND_ABOVE_NEED
    ]


@pytest.mark.parametrize(("minor", "told"), [(0, []), (1, [(1, 0)])])
def test_a_fund_nobody_needs_is_above_its_need_only_where_it_holds_something(
    small: Office, minor: int, told: list[tuple[int, int]]
) -> None:
    """A programme without grants needs nothing: there is no ratio."""
    known = programme_of(small)
    bare = replace(
        known,
        programme=replace(known.programme, code="BARE", title="Bare programme"),
        appropriations=(), terms=(), years=(),
        fund_balances=(replace(balance(minor), programme="BARE"),),
    )  # fmt: skip
    assert not import_read(small, [Read(name="bare", programmes=(bare,))]).problems
    found = sheets(small, "funds", "exceptions")
    (fund,) = found["funds"]
    assert (fund["need_minor"], fund["ratio"], fund["above"]) == (0, None, bool(told))
    assert above_need(found["exceptions"]) == told


class TestBeyondTheYear:
    def test_what_is_awarded_and_falls_due_later_is_told_year_by_year(self, small: Office) -> None:
        """1,500,000 awarded in 2025; 900,000 of it planned for 2026, and 600,000 for 2027."""
        rows = {r["fiscal_year"]: r for r in sheet(small, "multi-year")}
        names = ("awarded_minor", "planned_minor", "beyond_minor", "unpaid_minor", "left_minor",
                 "uncovered_minor")  # fmt: skip
        assert {year: tuple(row[n] for n in names) for year, row in rows.items()} == {
            2025: (1_500_000, 0, 1_500_000, 0, 1_500_000, 0),
            2026: (0, 900_000, 600_000, 900_000, 1_200_000, 0),
            2027: (0, 600_000, 0, 600_000, 0, 600_000),
        }

    def test_what_is_paid_is_no_longer_to_pay(self, small: Office) -> None:
        tell(small, SETTLED)
        rows = {r["fiscal_year"]: r for r in sheet(small, "multi-year")}
        assert (rows[2026]["unpaid_minor"], rows[2026]["left_minor"]) == (500_000, 800_000)
        assert rows[2026]["uncovered_minor"] == 0

    @pytest.mark.parametrize(("minor", "uncovered"), [(599_999, 1), (600_000, 0), (900_000, 0)])
    def test_a_budget_covers_what_is_still_to_pay_or_says_what_not(
        self, small: Office, minor: int, uncovered: int
    ) -> None:
        enters(small, appropriations=(voted(minor, 2027),))
        rows = {r["fiscal_year"]: r for r in sheet(small, "multi-year")}
        assert rows[2027]["uncovered_minor"] == uncovered

    def test_in_the_demonstration_nothing_awarded_is_left_out(self, demo: Office) -> None:
        rows = sheet(demo, "multi-year")
        last = {r["programme"]: r for r in rows}
        for line in browse.overview(demo).programmes:
            own = [r for r in rows if r["programme"] == line.code]
            planned = sum(r["planned_minor"] for r in own)
            assert sum(r["awarded_minor"] for r in own) == line.award_minor
            assert last[line.code]["beyond_minor"] == line.award_minor - planned
            assert [r["fiscal_year"] for r in own] == sorted(r["fiscal_year"] for r in own)


class TestAwardsAboveABudget:
    def above(self, office: Office) -> dict[str, tuple[int, int]]:
        return {
            row["subject"]: (row["amount_minor"], row["entitled_minor"])
            for row in sheet(office, "exceptions")
            if row["kind"] is ExceptionKind.ABOVE_BUDGET
        }

    def test_stand_among_the_exceptions(self, small: Office) -> None:
        assert self.above(small) == {}  # 1,500,000 of 1,500,000
        assert not import_read(small, [twins(1)]).problems
        assert self.above(small) == {"TINY/FY2025/grant": (2_000_000, 1_500_000)}

    def test_equity_covers_no_grants(self, small: Office) -> None:
        assert not import_read(small, [twins(1)]).problems
        enters(small, appropriations=(voted(9_000_000, 2025, instrument=Instrument.EQUITY),))
        assert self.above(small) == {"TINY/FY2025/grant": (2_000_000, 1_500_000)}

    def test_name_the_account(self, small: Office) -> None:
        """Two accounts of one year are two budgets: an exception says which."""
        (twin,) = twins(1).grants
        award = replace(twin.awards[0], account="Energy")
        grant = twin.with_records([award])
        assert not import_read(small, [Read(name="grant", grants=(grant,))]).problems
        assert self.above(small) == {"TINY/FY2025/grant/Energy": (500_000, 0)}


def test_more_spent_outside_than_there_is_stands_among_the_exceptions(small: Office) -> None:
    enters(small, outside_executions=(spent(1_500_001, 2025),))
    told = [r for r in sheet(small, "exceptions") if r["kind"] is ExceptionKind.OVERSPENT]
    assert [(r["subject"], r["amount_minor"], r["entitled_minor"]) for r in told] == [
        ("TINY/FY2025/grant", 1_500_001, 1_500_000)
    ]


def test_past_payments_are_told_as_history_and_count_nowhere(whole: Office) -> None:
    found = sheets(whole, "past-payments", "position", "payouts")
    (past,) = found["past-payments"]
    assert (past["grant"], past["paid_on"], past["amount_minor"]) == (
        "GAMMA", date(2024, 3, 29), 5_000,
    )  # fmt: skip
    assert past["source"] == "illustrative: made for tests of the store"
    assert sum(r["paid_minor"] for r in found["position"]) == 800_000
    assert all(r["amount_minor"] != 5_000 for r in found["payouts"])


def test_each_ledger_stands_with_its_figures_sources_and_approval(whole: Office) -> None:
    rows = {r["fiscal_year"]: r for r in sheet(whole, "position")}
    of_2027 = rows[2027]
    assert (of_2027["initial_minor"], of_2027["outside_minor"]) == (70_000, 10_000)
    assert of_2027["carried_out_approved_minor"] == 50_000
    assert (of_2027["left_minor"], of_2027["approvals"]) == (10_000, "No. 1")
    assert of_2027["execution_rate"] == Fraction(1, 7)
    assert rows[2026]["requested_minor"] == 20_000
    assert (rows[2028]["carried_in_minor"], rows[2028]["budget_minor"]) == (50_000, 50_000)
    assert rows[2025]["unused_minor"] == 1_500_000
    assert rows[2026]["unused_minor"] is None
    assert all(r["basis"] is Basis.ILLUSTRATIVE for r in rows.values())

"""Fiscal-year ledgers, as a table an expert of the budget can check: what goes in, what it says.

Amounts are yen. N10 is a published row of the administrative project review (project 159, fiscal
year 2023); its unused amount is worked out. N11 is a row of the same review with no figure at all.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.basis import Basis
from portfolio.domain.budget import BudgetRequest, CarryOver, CarryOverKind, OutsideExecution
from portfolio.domain.grant import Instrument
from portfolio.domain.ledger import LedgerLine, Spending, ledger
from portfolio.domain.programme import Appropriation, AppropriationKind
from tests.domain.builders import PROGRAMME, SOURCE, programme_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

    from portfolio.domain.ledger import Cell
    from portfolio.domain.programme import ProgrammeFile

INITIAL, SUPPLEMENTARY, CARRIED_IN, RESERVE = AppropriationKind
GRANT, EQUITY = Instrument.GRANT, Instrument.EQUITY
OF_2023: Cell = (2023, GRANT, None)


def _said(year: int, minor: int, about: dict[str, object]) -> dict[str, Any]:
    return {
        "programme": PROGRAMME, "fiscal_year": year, "number": 1, "amount_minor": minor,
        "source": SOURCE, "basis": Basis.PUBLIC,
    } | about  # fmt: skip


def voted(
    minor: int, kind: AppropriationKind = INITIAL, year: int = 2023, **about: object
) -> Appropriation:
    return Appropriation(kind=kind, **_said(year, minor, about))


def carried(minor: int, *, out_of: int, **about: object) -> CarryOver:
    given_: dict[str, object] = {
        "kind": CarryOverKind.APPROVED,
        "approval_reference": "No. 1",
    } | about
    return CarryOver(**_said(out_of, minor, given_))


def elsewhere(minor: int, year: int = 2023, **about: object) -> OutsideExecution:
    return OutsideExecution(**_said(year, minor, about))


def asked_for(minor: int, year: int, **about: object) -> BudgetRequest:
    return BudgetRequest(**_said(year, minor, about))


def budget(*records: DataclassInstance) -> ProgrammeFile:
    """Return a programme whose budget these records make up."""

    def of(cls: type) -> tuple[Any, ...]:
        return tuple(r for r in records if isinstance(r, cls))

    return replace(
        programme_file(budgets={}),
        appropriations=of(Appropriation), carry_overs=of(CarryOver),
        outside_executions=of(OutsideExecution), requests=of(BudgetRequest),
    )  # fmt: skip


def lines(
    *records: DataclassInstance, spent: Mapping[Cell, Spending] | None = None
) -> dict[Cell, LedgerLine]:
    found = ledger(budget(*records), spent or {})
    return {(line.fiscal_year, line.instrument, line.account): line for line in found}


def line(
    *records: DataclassInstance, spent: Spending | None = None, cell: Cell = OF_2023
) -> LedgerLine:
    return lines(*records, spent={} if spent is None else {cell: spent})[cell]


N10 = (
    voted(10_041_533_000),
    carried(750_269_289, out_of=2022),
    carried(594_791_890, out_of=2023),
)
N10_PAID = 9_130_510_658


class TestThePublishedRow:
    """N10: the arithmetic of a real review sheet, to the yen."""

    @pytest.mark.parametrize(
        ("entries", "spent"),
        [
            ((*N10, elsewhere(N10_PAID)), None),
            (N10, Spending(confirmed_minor=N10_PAID, paid_minor=N10_PAID)),
            (
                (*N10, elsewhere(1_000_000_000)),
                Spending(
                    confirmed_minor=N10_PAID - 1_000_000_000, paid_minor=N10_PAID - 1_000_000_000
                ),
            ),
        ],
        ids=["spent elsewhere", "paid here", "some of each"],
    )
    def test_comes_out_whoever_spent_it(
        self, entries: tuple[DataclassInstance, ...], spent: Spending | None
    ) -> None:
        found = line(*entries, spent=spent)
        assert found.current_minor == 10_791_802_289
        assert found.executed_minor == N10_PAID
        assert found.carried_out_minor == 594_791_890
        assert found.execution_rate == Fraction(9_130_510_658, 10_791_802_289)
        assert f"{float(found.execution_rate):.5f}" == "0.84606"
        assert found.left_minor == found.unused_minor(date(2024, 4, 1)) == 1_066_499_741

    @pytest.mark.parametrize(
        ("day", "unused"),
        [
            (date(2023, 4, 1), None), (date(2024, 3, 30), None), (date(2024, 3, 31), None),
            (date(2024, 4, 1), 1_066_499_741), (date(2030, 1, 1), 1_066_499_741),
        ],
    )  # fmt: skip
    def test_leaves_nothing_unused_while_its_year_runs(self, day: date, unused: int | None) -> None:
        assert line(*N10, elsewhere(N10_PAID)).unused_minor(day) == unused

    def test_with_no_figure_at_all_has_no_rate(self) -> None:
        """N11: nothing divided by nothing is undefined, and no zero."""
        found = line(elsewhere(0))
        assert (found.current_minor, found.executed_minor, found.left_minor) == (0, 0, 0)
        assert found.execution_rate is None
        assert found.unused_minor(date(2024, 4, 1)) == 0

    def test_with_a_budget_and_nothing_spent_has_the_rate_nought(self) -> None:
        assert line(voted(100)).execution_rate == 0

    def test_bears_the_days_of_its_fiscal_year(self) -> None:
        found = line(voted(100))
        assert (found.first_on, found.last_on) == (date(2023, 4, 1), date(2024, 3, 31))
        of_october = replace(budget(voted(100)).programme, first_month=10)
        (other,) = ledger(replace(budget(voted(100)), programme=of_october), {})
        assert (other.first_on, other.last_on) == (date(2023, 10, 1), date(2024, 9, 30))


class TestWhatMakesUpABudget:
    def test_each_kind_stands_in_its_place_and_all_of_them_make_the_current_budget(self) -> None:
        found = line(
            voted(1_000), voted(200, SUPPLEMENTARY), voted(30, CARRIED_IN), voted(4, RESERVE)
        )
        assert (found.initial_minor, found.carried_in_minor, found.reserve_minor) == (1_000, 30, 4)
        assert found.supplementary_minor == (200, 0, 0, 0, 0)
        assert found.current_minor == 1_234

    def test_supplementary_budgets_stand_by_number_and_one_without_a_number_is_the_first(
        self,
    ) -> None:
        numbered = [voted(10**n, SUPPLEMENTARY, supplementary=n) for n in range(1, 6)]
        found = line(
            *numbered, voted(5, SUPPLEMENTARY), voted(1_000, SUPPLEMENTARY, supplementary=3)
        )
        assert found.supplementary_minor == (15, 100, 2_000, 10_000, 100_000)
        assert found.current_minor == 112_115

    def test_a_carry_over_leaves_one_year_and_enters_the_next(self) -> None:
        found = lines(voted(500), carried(120, out_of=2023), voted(700, year=2024))
        of_2023, of_2024 = found[OF_2023], found[2024, GRANT, None]
        assert (of_2023.carried_out_minor, of_2023.current_minor, of_2023.left_minor) == (
            120, 500, 380,
        )  # fmt: skip
        assert (of_2024.carried_in_minor, of_2024.current_minor, of_2024.left_minor) == (
            120, 820, 820,
        )  # fmt: skip

    def test_a_carry_over_opens_a_year_that_has_no_other_money(self) -> None:
        assert lines(carried(120, out_of=2023))[2024, GRANT, None].current_minor == 120

    def test_the_grounds_of_carry_overs_stay_apart_with_each_approval_once(self) -> None:
        approved, unavoidable, not_stated = CarryOverKind
        found = line(
            voted(500),
            carried(1, out_of=2023, kind=approved, approval_reference="No. 7"),
            carried(20, out_of=2023, kind=unavoidable, approval_reference="No. 8", number=2),
            carried(300, out_of=2023, kind=not_stated, approval_reference="No. 7", number=3),
        )
        assert found.carried_out_approved_minor == 1
        assert found.carried_out_unavoidable_minor == 20
        assert found.carried_out_not_stated_minor == 300
        assert found.carried_out_minor == 321
        assert found.approvals == ("No. 7", "No. 8")

    def test_the_approval_stands_where_the_money_leaves(self) -> None:
        assert lines(carried(120, out_of=2023))[2024, GRANT, None].approvals == ()

    def test_a_request_stands_in_the_year_in_which_it_is_made(self) -> None:
        found = lines(voted(500), asked_for(900, 2024))
        assert found.keys() == {OF_2023}
        assert (found[OF_2023].requested_minor, found[OF_2023].current_minor) == (900, 500)

    def test_a_ledger_names_each_source_once_and_its_weakest_basis(self) -> None:
        found = line(
            voted(1, source="Budget book"),
            voted(2, source="Review sheet", basis=Basis.DERIVED),
            voted(3, source="Budget book"),
        )
        assert (found.sources, found.basis) == (("Budget book", "Review sheet"), Basis.DERIVED)
        spent = Spending(paid_minor=1, bases=(Basis.PUBLIC, Basis.ILLUSTRATIVE))
        assert line(voted(1), spent=spent).basis is Basis.ILLUSTRATIVE


class TestWhatIsTakenOfAYear:
    taken = Spending(awarded_minor=900, planned_minor=800, confirmed_minor=600, paid_minor=400)

    def test_stands_figure_by_figure(self) -> None:
        found = line(voted(1_000), elsewhere(50), carried(70, out_of=2023), spent=self.taken)
        assert (found.awarded_minor, found.planned_minor) == (900, 800)
        assert (found.confirmed_minor, found.paid_minor, found.outside_minor) == (600, 400, 50)
        assert found.executed_minor == 450
        assert found.left_minor == 1_000 - 600 - 50 - 70
        assert found.unused_minor(date(2024, 4, 1)) == 1_000 - 450 - 70

    def test_stands_without_any_budget(self) -> None:
        found = line(spent=self.taken)
        assert (found.current_minor, found.left_minor) == (0, -600)
        assert found.execution_rate is None


class TestAccounts:
    named, other = "Energy / Special", "General"
    of_named: Cell = (2023, GRANT, named)
    spent = Spending(paid_minor=7)

    def test_money_paid_from_no_named_account_comes_from_the_only_one_there_is(self) -> None:
        found = lines(voted(100, account=self.named), spent={OF_2023: self.spent})
        assert {cell: each.paid_minor for cell, each in found.items()} == {self.of_named: 7}

    def test_it_is_added_to_what_names_that_account(self) -> None:
        found = lines(
            voted(100, account=self.named), spent={self.of_named: self.spent, OF_2023: self.spent}
        )
        assert {cell: each.paid_minor for cell, each in found.items()} == {self.of_named: 14}

    def test_it_stays_apart_where_there_are_two(self) -> None:
        found = lines(
            voted(100, account=self.named), voted(50, account=self.other),
            spent={OF_2023: self.spent},
        )  # fmt: skip
        paid = {cell: (each.current_minor, each.paid_minor) for cell, each in found.items()}
        assert paid == {
            OF_2023: (0, 7), self.of_named: (100, 0), (2023, GRANT, self.other): (50, 0),
        }  # fmt: skip

    @pytest.mark.parametrize(
        "elsewhere_",
        [
            voted(100, year=2024, account=named),
            voted(100, instrument=EQUITY, account=named),
        ],
        ids=["another year", "another instrument"],
    )
    def test_it_stays_apart_from_the_account_of(self, elsewhere_: Appropriation) -> None:
        assert lines(elsewhere_, spent={OF_2023: self.spent})[OF_2023].paid_minor == 7

    def test_money_that_names_an_account_without_a_budget_stays_there(self) -> None:
        found = lines(voted(100, account=self.other), spent={self.of_named: self.spent})
        assert found[self.of_named].paid_minor == 7
        assert found[2023, GRANT, self.other].paid_minor == 0

    def test_a_carry_over_stays_in_its_account(self) -> None:
        found = lines(voted(100, account=self.named), carried(30, out_of=2023, account=self.named))
        assert found.keys() == {self.of_named, (2024, GRANT, self.named)}


def test_grant_equity_loan_and_guarantee_are_never_added() -> None:
    records = [voted(10**n, instrument=each) for n, each in enumerate(Instrument)]
    spent: dict[Cell, Spending] = {
        (2023, each, None): Spending(awarded_minor=1 + n) for n, each in enumerate(Instrument)
    }
    found = lines(*records, spent=spent)
    assert {cell: (each.current_minor, each.awarded_minor) for cell, each in found.items()} == {
        (2023, each, None): (10**n, 1 + n) for n, each in enumerate(Instrument)
    }


@pytest.mark.parametrize(
    ("account", "name"),
    [(None, "CHIPS/FY2023/equity"), ("Energy / Special", "CHIPS/FY2023/equity/Energy / Special")],
)
def test_a_ledger_is_called_by_its_year_instrument_and_account(
    account: str | None, name: str
) -> None:
    (found,) = lines(voted(1, instrument=EQUITY, account=account)).values()
    assert found.subject == name


def test_ledgers_stand_by_year_then_instrument_then_account() -> None:
    cells: list[Cell] = [
        (2022, Instrument.GUARANTEE, None), (2023, GRANT, None), (2023, GRANT, "A"),
        (2023, GRANT, "B"), (2023, EQUITY, "A"), (2024, GRANT, "A"),
    ]  # fmt: skip
    records = [
        voted(1, year=year, instrument=instrument, account=account)
        for year, instrument, account in reversed(cells)
    ]
    assert list(lines(*records)) == cells


amounts = st.integers(1, 10**12)
years = st.integers(2020, 2026)
accounts = st.sampled_from([None, "General", "Energy / Special"])
instruments = st.sampled_from(Instrument)


@given(
    budgets=st.lists(st.tuples(amounts, years, instruments, accounts), max_size=6),
    moves=st.lists(st.tuples(amounts, years, instruments, accounts), max_size=6),
)
def test_carrying_over_makes_no_money_and_loses_none(
    budgets: list[tuple[int, int, Instrument, str | None]],
    moves: list[tuple[int, int, Instrument, str | None]],
) -> None:
    records: list[DataclassInstance] = [
        *(voted(m, year=y, instrument=i, account=a) for m, y, i, a in budgets),
        *(carried(m, out_of=y, instrument=i, account=a) for m, y, i, a in moves),
    ]
    for instrument in Instrument:
        own = [each for cell, each in lines(*records).items() if cell[1] is instrument]
        assert sum(each.left_minor for each in own) == sum(
            m for m, _, i, _ in budgets if i is instrument
        )
        assert sum(each.carried_in_minor for each in own) == sum(
            each.carried_out_minor for each in own
        )


@given(
    budgets=st.lists(st.tuples(amounts, years, accounts), max_size=6),
    spent=st.dictionaries(
        st.tuples(years, instruments, accounts),
        st.builds(Spending, awarded_minor=amounts, planned_minor=amounts, confirmed_minor=amounts,
                  paid_minor=amounts),
    ),
)  # fmt: skip
def test_nothing_spent_is_lost_or_counted_twice(
    budgets: list[tuple[int, int, str | None]], spent: dict[Cell, Spending]
) -> None:
    found = lines(*(voted(m, year=y, account=a) for m, y, a in budgets), spent=spent)
    for figure in ("awarded_minor", "planned_minor", "confirmed_minor", "paid_minor"):
        for year in {cell[0] for cell in spent}:
            for instrument in Instrument:
                of_year = [c for c in spent if c[:2] == (year, instrument)]
                of_ledger = [c for c in found if c[:2] == (year, instrument)]
                assert sum(getattr(found[c], figure) for c in of_ledger) == sum(
                    getattr(spent[c], figure) for c in of_year
                )


@pytest.mark.parametrize(
    ("awarded", "confirmed", "over"),
    [(100, 100, (False, False)), (101, 100, (True, False)), (100, 101, (False, True))],
)
def test_more_awarded_or_bound_than_there_is_is_told(
    awarded: int, confirmed: int, over: tuple[bool, bool]
) -> None:
    spent: dict[Cell, Spending] = {
        (2026, Instrument.GRANT, None): Spending(awarded_minor=awarded, confirmed_minor=confirmed)
    }
    (line,) = lines(voted(100, year=2026), spent=spent).values()
    assert (line.is_overawarded, line.is_overspent) == over
    assert line.bound_minor == confirmed

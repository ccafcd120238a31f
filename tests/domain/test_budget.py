"""The records of a budget: what is refused of them, and how they make up a programme's file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.basis import Basis
from portfolio.domain.budget import (
    BudgetRequest,
    CarryOver,
    CarryOverKind,
    FundBalance,
    OutsideExecution,
)
from portfolio.domain.errors import Invalid
from portfolio.domain.money import LARGEST_MINOR
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.programme import (
    MOST_SUPPLEMENTARY,
    Appropriation,
    AppropriationKind,
    ProgrammeFile,
    programme_file,
)
from portfolio.domain.terms import TermName
from tests.domain import builders
from tests.domain.builders import GRANT, PROGRAMME, SOURCE

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ORIGIN: dict[str, Any] = {"source": SOURCE, "basis": Basis.PUBLIC}
APPROPRIATION = Appropriation(
    programme=PROGRAMME, fiscal_year=2025, number=1, kind=AppropriationKind.SUPPLEMENTARY,
    amount_minor=1, **ORIGIN,
)  # fmt: skip
CARRY_OVER = CarryOver(
    programme=PROGRAMME, fiscal_year=2025, number=1, kind=CarryOverKind.APPROVED, amount_minor=1,
    approval_reference="No. 1", **ORIGIN,
)  # fmt: skip
OUTSIDE = OutsideExecution(
    programme=PROGRAMME, fiscal_year=2025, number=1, amount_minor=1, **ORIGIN
)
REQUEST = BudgetRequest(programme=PROGRAMME, fiscal_year=2025, number=1, amount_minor=1, **ORIGIN)
BALANCE = FundBalance(
    programme=PROGRAMME, number=1, balance_on=date(2025, 3, 31), balance_minor=1, **ORIGIN
)
PAST = PastPayment(grant=GRANT, number=1, paid_on=date(2020, 3, 31), amount_minor=1, **ORIGIN)
YEARLY = (APPROPRIATION, CARRY_OVER, OUTSIDE, REQUEST, builders.grant_file().awards[0])
BEFORE = date(1889, 3, 31)


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        *((record, "fiscal_year", year) for record in YEARLY for year in (0, 1989, 2200, 20266)),
        (APPROPRIATION, "amount_minor", 0),
        (APPROPRIATION, "decided_on", BEFORE),
        (CARRY_OVER, "amount_minor", 0),
        (CARRY_OVER, "amount_minor", -1),
        (CARRY_OVER, "decided_on", BEFORE),
        (CARRY_OVER, "approval_reference", " "),
        (OUTSIDE, "amount_minor", -1),
        (OUTSIDE, "executed_on", BEFORE),
        (REQUEST, "amount_minor", -1),
        (REQUEST, "requested_on", BEFORE),
        (BALANCE, "balance_minor", -1),
        (BALANCE, "balance_on", BEFORE),
        (PAST, "amount_minor", 0),
        (PAST, "amount_minor", LARGEST_MINOR + 1),
        (PAST, "amount_minor", -LARGEST_MINOR - 1),
        (PAST, "paid_on", BEFORE),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_is_refused(
    record: DataclassInstance, name: str, value: object
) -> None:
    with pytest.raises(Invalid) as caught:
        replace(record, **{name: value})
    assert caught.value.field == name.removesuffix("_minor")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        *((record, "fiscal_year", year) for record in YEARLY for year in (1990, 2199)),
        (APPROPRIATION, "decided_on", date(2025, 12, 16)),
        (CARRY_OVER, "decided_on", date(2026, 3, 31)),
        (OUTSIDE, "amount_minor", 0),
        (OUTSIDE, "executed_on", date(2025, 12, 16)),
        (REQUEST, "amount_minor", 0),
        (REQUEST, "requested_on", date(2024, 8, 31)),
        (BALANCE, "balance_minor", 0),
        (PAST, "amount_minor", -LARGEST_MINOR),
        (PAST, "amount_minor", LARGEST_MINOR),
        (PAST, "reference", None),
    ],
    ids=str,
)
def test_a_value_that_can_be_stands(record: DataclassInstance, name: str, value: object) -> None:
    assert getattr(replace(record, **{name: value}), name) == value


@pytest.mark.parametrize("kind", AppropriationKind)
@pytest.mark.parametrize("number", [None, 0, 1, MOST_SUPPLEMENTARY, MOST_SUPPLEMENTARY + 1])
def test_only_supplementary_budgets_are_numbered_one_to_five(
    kind: AppropriationKind, number: int | None
) -> None:
    fits = number is None or (kind is AppropriationKind.SUPPLEMENTARY and 1 <= number <= 5)
    if fits:
        assert replace(APPROPRIATION, kind=kind, supplementary=number).supplementary == number
    else:
        with pytest.raises(Invalid, match="no number of a supplementary budget"):
            replace(APPROPRIATION, kind=kind, supplementary=number)


WHOLE = replace(
    builders.programme_file(terms={TermName.CURE_MONTHS: "6", TermName.AMOUNT_NOTICE_MONTHS: "1"}),
    carry_overs=(CARRY_OVER, replace(CARRY_OVER, number=2)),
    outside_executions=(OUTSIDE,),
    requests=(REQUEST, replace(REQUEST, fiscal_year=2026)),
    fund_balances=(BALANCE, replace(BALANCE, number=2)),
    years=(),
)  # fmt: skip


class TestTheFileOfAProgramme:
    def test_lists_every_record_the_programme_first(self) -> None:
        records = WHOLE.records()
        assert records[0] == WHOLE.programme
        assert len(records) == 1 + 2 + 2 + 2 + 1 + 2 + 2
        assert set(records) == {
            WHOLE.programme, *WHOLE.appropriations, *WHOLE.terms, *WHOLE.carry_overs,
            *WHOLE.outside_executions, *WHOLE.requests, *WHOLE.fund_balances,
        }  # fmt: skip

    def test_is_made_up_again_by_its_records(self) -> None:
        assert programme_file(WHOLE.records()) == WHOLE

    @given(order=st.permutations(WHOLE.records()))
    def test_is_the_same_in_whatever_order_its_records_come(
        self, order: list[DataclassInstance]
    ) -> None:
        again = programme_file(order)
        assert set(again.records()) == set(WHOLE.records())
        assert [type(r) for r in again.records()] == [type(r) for r in WHOLE.records()]

    def test_says_where_a_year_stands_only_where_it_is_known(self) -> None:
        known = builders.programme_file(budgets={2025: 70})
        year = known.year(2025)
        assert year is not None
        assert year.left_minor == 70
        assert known.year(2026) is None
        assert ProgrammeFile(programme=known.programme).year(2025) is None

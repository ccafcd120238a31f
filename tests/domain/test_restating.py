"""A later sheet of a budget tells earlier years again: only what it tells beyond them is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portfolio.domain.acts.restating import restated
from portfolio.domain.basis import Basis
from portfolio.domain.budget import BudgetRequest, CarryOver, CarryOverKind, OutsideExecution
from portfolio.domain.ledger import ledger
from portfolio.domain.programme import Appropriation, AppropriationKind, ProgrammeFile
from tests.domain.builders import PROGRAMME, programme_file

INITIAL, CARRIED_IN = AppropriationKind.INITIAL, AppropriationKind.CARRIED_IN


def money(kind: AppropriationKind, year: int, minor: int, number: int = 1) -> Appropriation:
    return Appropriation(
        programme=PROGRAMME, fiscal_year=year, number=number, kind=kind, amount_minor=minor,
        source="sheet", basis=Basis.PUBLIC,
    )  # fmt: skip


def executed(year: int, minor: int, source: str = "sheet") -> OutsideExecution:
    return OutsideExecution(
        programme=PROGRAMME, fiscal_year=year, number=1, amount_minor=minor, source=source,
        basis=Basis.PUBLIC,
    )  # fmt: skip


def carried(year: int, minor: int) -> CarryOver:
    return CarryOver(
        programme=PROGRAMME, fiscal_year=year, number=1, kind=CarryOverKind.NOT_STATED,
        amount_minor=minor, approval_reference="not told", source="sheet", basis=Basis.PUBLIC,
    )  # fmt: skip


FIRST = replace(
    programme_file(),
    appropriations=(money(INITIAL, 2023, 100), money(INITIAL, 2024, 50)),
    carry_overs=(carried(2023, 30),),
    outside_executions=(executed(2023, 70), executed(2024, 0)),
)


def taken_in(later: ProgrammeFile) -> ProgrammeFile:
    """Return the programme after a later sheet, as an importer adds it."""
    new = restated(FIRST, later)
    return replace(
        FIRST,
        appropriations=(*FIRST.appropriations, *new.appropriations),
        carry_overs=(*FIRST.carry_overs, *new.carry_overs),
        outside_executions=(*FIRST.outside_executions, *new.outside_executions),
        requests=(*FIRST.requests, *new.requests),
    )


def test_what_is_told_again_is_known_and_keeps_its_source() -> None:
    again = replace(
        FIRST,
        programme=replace(FIRST.programme, source="the next sheet"),
        outside_executions=tuple(
            replace(e, source="the next sheet") for e in FIRST.outside_executions
        ),
    )
    assert restated(FIRST, again).records() == (FIRST.programme,)


def test_what_has_grown_is_entered_by_what_it_has_grown() -> None:
    later = replace(FIRST, outside_executions=(executed(2024, 45, "the next sheet"),))
    (new,) = restated(FIRST, later).outside_executions
    assert (new.number, new.amount_minor, new.source) == (2, 45, "the next sheet")
    (line,) = (x for x in ledger(taken_in(later), {}) if x.fiscal_year == 2024)
    assert line.executed_minor == 45


def test_what_has_shrunk_is_offered_as_it_is_told() -> None:
    later = replace(FIRST, appropriations=(money(INITIAL, 2023, 90),))
    (offered,) = restated(FIRST, later).appropriations
    assert (offered.number, offered.amount_minor) == (1, 90)


@pytest.mark.parametrize(("told", "new"), [(30, ()), (35, (5,)), (20, ())])
def test_what_a_carry_over_brought_is_not_carried_in_twice(told: int, new: tuple[int, ...]) -> None:
    later = replace(
        FIRST, appropriations=(money(CARRIED_IN, 2024, told),), carry_overs=(),
        outside_executions=(),
    )  # fmt: skip
    assert tuple(a.amount_minor for a in restated(FIRST, later).appropriations) == new


def test_where_the_sheet_tells_the_year_before_it_has_taken_the_carry_over_off_itself() -> None:
    later = replace(FIRST, appropriations=(money(CARRIED_IN, 2024, 5),), outside_executions=())
    assert [a.amount_minor for a in restated(FIRST, later).appropriations] == [5]


def test_a_new_year_comes_in_whole_also_one_of_zeros() -> None:
    request = BudgetRequest(
        programme=PROGRAMME, fiscal_year=2026, number=1, amount_minor=70,
        requested_on=date(2025, 8, 31), source="sheet", basis=Basis.PUBLIC,
    )  # fmt: skip
    later = replace(
        programme_file(),
        appropriations=(money(INITIAL, 2025, 60, 3),),
        outside_executions=(executed(2025, 0),),
        requests=(request,),
    )
    new = restated(FIRST, later)
    assert [a.number for a in new.appropriations] == [1]
    assert [e.amount_minor for e in new.outside_executions] == [0]
    assert new.requests == (request,)


def test_a_year_told_by_other_accounts_is_no_new_money() -> None:
    by_account = replace(
        FIRST,
        appropriations=(replace(money(INITIAL, 2023, 100), account="Special account"),),
        carry_overs=(), outside_executions=(),
    )  # fmt: skip
    (offered,) = restated(FIRST, by_account).appropriations
    assert (offered.number, offered.account) == (1, "Special account")

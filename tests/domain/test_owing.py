"""What is owed on a claim on a day, checked by hand: 3,650,000 at 10.95 % bears 1,095 a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.owing import owed
from portfolio.domain.period import UTC
from portfolio.domain.recovery import Ground, Receipt, ReceiptKind, Recovery
from portfolio.domain.states import RecoveryState
from portfolio.domain.terms import RecoveryOrder, TermName
from tests.domain.builders import GRANT, programme_file

if TYPE_CHECKING:
    from portfolio.domain.owing import Owed
    from portfolio.domain.terms import Term

RECEIVED_ON = date(2025, 4, 1)
DUE_ON = date(2025, 4, 21)
NOON = datetime(2025, 4, 1, 3, tzinfo=UTC)

BOTH_RATES = {
    TermName.INTEREST_RATE: "0.1095",
    TermName.LATE_RATE: "0.1095",
    TermName.INTEREST_YEAR_DAYS: "365",
}


def terms(
    values: dict[TermName, str] = BOTH_RATES, order: RecoveryOrder | None = None
) -> tuple[Term, ...]:
    more = {TermName.RECOVERY_ORDER: order.value} if order else {}
    return programme_file(terms={**values, **more}).terms


def claim(
    principal: int = 3_650_000,
    state: RecoveryState = RecoveryState.CLAIMED,
    due_on: date | None = DUE_ON,
) -> Recovery:
    return Recovery(
        grant=GRANT, code="B1", payout="P1", ground=Ground.REVERSAL, principal_minor=principal,
        interest_from=RECEIVED_ON, state=state, reason="Reversed", due_on=due_on,
        proposed_by="OFFICER", proposed_at=NOON, moved_on=RECEIVED_ON,
    )  # fmt: skip


def receipts(*paid: tuple[str, int]) -> list[Receipt]:
    return [
        Receipt(
            grant=GRANT, recovery="B1", number=number, kind=ReceiptKind.REPAID, amount_minor=minor,
            received_on=date.fromisoformat(day), reference="BANK-1", recorded_by="ACCOUNTANT",
            recorded_at=NOON,
        )
        for number, (day, minor) in enumerate(paid, start=1)
    ]  # fmt: skip


def parts(now: Owed) -> tuple[int, int, int]:
    assert now.total_minor == now.principal_minor + now.interest_minor + now.late_minor
    return now.principal_minor, now.interest_minor, now.late_minor


@pytest.mark.parametrize(
    ("day", "interest", "late"),
    [
        ("2025-04-01", 0, 0),  # the day the money was received bears nothing
        ("2025-04-02", 1_095, 0),
        ("2025-04-21", 21_900, 0),  # nothing is late on the day it is due
        ("2025-04-22", 22_995, 1_095),
        ("2025-05-01", 32_850, 10_950),
        ("2026-04-01", 399_675, 377_775),
        ("2028-04-01", 1_200_120, 1_178_220),  # 1,096 days: 2028 has its 29 February
    ],
)
def test_interest_runs_by_the_day_and_late_interest_after_the_day_it_is_due(
    day: str, interest: int, late: int
) -> None:
    now = owed(claim(), [], terms(), date.fromisoformat(day))
    assert parts(now) == (3_650_000, interest, late)


@pytest.mark.parametrize(
    ("order", "left"),
    [
        (RecoveryOrder.PRINCIPAL_FIRST, (3_610_000, 32_850, 10_950)),
        (RecoveryOrder.INTEREST_FIRST, (3_650_000, 3_800, 0)),
        (None, (3_610_000, 32_850, 10_950)),
    ],
)
def test_a_repayment_of_40_000_counts_in_the_order_the_terms_state(
    order: RecoveryOrder | None, left: tuple[int, int, int]
) -> None:
    repaid = receipts(("2025-05-01", 40_000))
    now = owed(claim(), repaid, terms(order=order), date(2025, 5, 1))
    assert parts(now) == left
    assert now.returned_minor == 3_650_000 - left[0]


@pytest.mark.parametrize(
    ("order", "left"),
    [
        # 3,610,000 bears 1,083 a day: ten days add 10,830 of each kind.
        (RecoveryOrder.PRINCIPAL_FIRST, (3_610_000, 43_680, 21_780)),
        # 3,650,000 stays: ten days add 10,950 of each kind.
        (RecoveryOrder.INTEREST_FIRST, (3_650_000, 14_750, 10_950)),
    ],
)
def test_interest_goes_on_from_the_principal_that_is_left(
    order: RecoveryOrder, left: tuple[int, int, int]
) -> None:
    repaid = receipts(("2025-05-01", 40_000))
    assert parts(owed(claim(), repaid, terms(order=order), date(2025, 5, 11))) == left


def test_interest_stands_still_once_the_principal_is_back() -> None:
    repaid = receipts(("2025-05-01", 3_650_000))
    for day in (date(2025, 5, 1), date(2026, 5, 1)):
        assert parts(owed(claim(), repaid, terms(), day)) == (0, 32_850, 10_950)


def test_repayments_count_by_their_day_whatever_the_order_of_the_records() -> None:
    first, second = receipts(("2025-04-11", 1_650_000), ("2025-04-16", 1_000_000))
    # Ten days on 3,650,000 (1,095 a day), five on 2,000,000 (600), five on 1,000,000 (300).
    for records in ([first, second], [second, first]):
        now = owed(claim(), records, terms(), date(2025, 4, 21))
        assert parts(now) == (1_000_000, 10_950 + 3_000 + 1_500, 0)


def test_what_comes_back_later_does_not_count_yet() -> None:
    repaid = receipts(("2025-05-01", 3_650_000))
    now = owed(claim(), repaid, terms(), date(2025, 4, 21))
    assert parts(now) == (3_650_000, 21_900, 0)
    assert now.returned_minor == 0


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, (3_650_000, 0, 0)),
        ({TermName.INTEREST_RATE: "0.1095"}, (3_650_000, 0, 0)),
        ({TermName.INTEREST_YEAR_DAYS: "365"}, (3_650_000, 0, 0)),
        (
            {TermName.INTEREST_RATE: "0.1095", TermName.INTEREST_YEAR_DAYS: "365"},
            (3_650_000, 32_850, 0),
        ),
        (
            {TermName.LATE_RATE: "0.1095", TermName.INTEREST_YEAR_DAYS: "365"},
            (3_650_000, 0, 10_950),
        ),
        (
            {TermName.INTEREST_RATE: "0.036", TermName.INTEREST_YEAR_DAYS: "360"},
            (3_650_000, 10_950, 0),
        ),
    ],
)
def test_no_interest_runs_that_the_terms_do_not_state(
    known: dict[TermName, str], expected: tuple[int, int, int]
) -> None:
    assert parts(owed(claim(), [], terms(known), date(2025, 5, 1))) == expected


def test_terms_that_come_later_change_no_claim() -> None:
    dearer = (
        replace(t, number=2, value="0.5", from_on=date(2025, 4, 2))
        for t in terms()
        if t.name is not TermName.INTEREST_YEAR_DAYS
    )
    now = owed(claim(), [], (*terms(), *dearer), date(2025, 5, 1))
    assert parts(now) == (3_650_000, 32_850, 10_950)


def test_each_part_is_rounded_down_once_at_the_end() -> None:
    now = owed(claim(1_000), [], terms(), date(2025, 4, 5))
    assert parts(now) == (1_000, 1, 0)  # 0.3 a day: 1.2


def test_nothing_is_late_while_no_day_is_set() -> None:
    now = owed(claim(due_on=None), [], terms(), date(2025, 5, 1))
    assert parts(now) == (3_650_000, 32_850, 0)


@pytest.mark.parametrize("state", RecoveryState)
def test_only_what_two_people_have_claimed_is_owed(state: RecoveryState) -> None:
    repaid = receipts(("2025-04-11", 650_000))
    now = owed(claim(state=state), repaid, terms(), date(2025, 4, 21))
    claimed = state in (RecoveryState.CLAIMED, RecoveryState.WRITE_OFF_PROPOSED)
    assert (now.total_minor > 0) is claimed
    assert now.returned_minor == 650_000


some_repayments = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 2_000_000)), max_size=6
).map(
    lambda found: receipts(
        *(((RECEIVED_ON + timedelta(days=n)).isoformat(), minor) for n, minor in sorted(found))
    )
)
LATER = RECEIVED_ON + timedelta(days=500)


@given(repaid=some_repayments, order=st.sampled_from(RecoveryOrder))
def test_to_pay_what_is_owed_leaves_nothing_owed(
    repaid: list[Receipt], order: RecoveryOrder
) -> None:
    now = owed(claim(), repaid, terms(order=order), LATER)
    assert 0 <= now.returned_minor == 3_650_000 - now.principal_minor
    if now.total_minor:
        (last,) = receipts((LATER.isoformat(), now.total_minor))
        after = owed(claim(), [*repaid, last], terms(order=order), LATER)
        assert (after.total_minor, after.returned_minor) == (0, 3_650_000)


@given(repaid=some_repayments, more=st.integers(1, 100_000), day=st.integers(0, 400))
def test_whoever_repays_more_owes_less(repaid: list[Receipt], more: int, day: int) -> None:
    (extra,) = receipts(((RECEIVED_ON + timedelta(days=day)).isoformat(), more))
    less = owed(claim(), [*repaid, extra], terms(), LATER).total_minor
    assert less <= owed(claim(), repaid, terms(), LATER).total_minor


@given(repaid=some_repayments)
def test_counting_interest_first_leaves_more_principal_to_bear_interest(
    repaid: list[Receipt],
) -> None:
    by_principal, by_interest = (
        owed(claim(), repaid, terms(order=order), LATER).principal_minor
        for order in (RecoveryOrder.PRINCIPAL_FIRST, RecoveryOrder.INTEREST_FIRST)
    )
    assert by_interest >= by_principal

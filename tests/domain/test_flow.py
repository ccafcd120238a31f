"""Where public money has got to: handed over, earned, not yet earned; by share; a fund's ratio."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.flow import NOTHING, Handed, by_share, fund_need, to_agency, to_lead
from portfolio.domain.grant import Member, MemberRole
from tests.domain.builders import GRANT


def partners(*shares: Fraction) -> tuple[Member, ...]:
    return tuple(
        Member(
            grant=GRANT, code=f"P{n}", name=f"Partner {n}", role=MemberRole.PARTNER, country="JP",
            share=share,
        )
        for n, share in enumerate(shares, start=1)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("case", "paid", "returned", "advances", "owed", "handed", "earned"),
    [
        ("nothing was paid", 0, 0, 0, 0, 0, 0),
        ("all of it was shown", 900, 0, 0, 0, 900, 900),
        ("an advance is not used up", 900, 0, 300, 0, 900, 600),
        ("nothing but an advance was paid", 300, 0, 300, 0, 300, 0),
        ("some of it is claimed back", 900, 0, 0, 200, 900, 700),
        ("half of the claim has come back", 900, 100, 0, 100, 800, 700),
        ("the whole claim has come back", 900, 200, 0, 0, 700, 700),
        ("an advance is open and is claimed as well", 300, 0, 300, 300, 300, 0),
        ("all of it has come back", 900, 900, 0, 0, 0, 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_consortium_holds_is_earned_but_for_advances_and_debts(  # noqa: PLR0913, PLR0917  # one a column of the table
    case: str, paid: int, returned: int, advances: int, owed: int, handed: int, earned: int
) -> None:
    held = to_lead(
        paid_minor=paid, returned_minor=returned, advances_minor=advances, owed_minor=owed
    )
    assert held == Handed(handed_minor=handed, earned_minor=earned), case
    assert held.not_earned_minor == handed - earned


def test_the_balance_of_a_fund_is_handed_over_and_not_yet_earned() -> None:
    passed_on = Handed(handed_minor=900, earned_minor=600)
    held = to_agency(passed_on, 5_000)
    assert (held.handed_minor, held.earned_minor, held.not_earned_minor) == (5_900, 600, 5_300)
    assert to_agency(passed_on, 0) == passed_on


def test_what_was_handed_over_is_added_part_by_part() -> None:
    added = Handed(handed_minor=900, earned_minor=600) + Handed(handed_minor=50, earned_minor=7)
    assert added == Handed(handed_minor=950, earned_minor=607)
    assert NOTHING + added == added


def test_partners_get_their_share_rounded_down_and_the_lead_keeps_the_rest() -> None:
    held = Handed(handed_minor=1_001, earned_minor=100)
    members = partners(Fraction(1, 3), Fraction(1, 6))
    parts = list(by_share(held, members))
    assert parts == [
        (members[0], Handed(handed_minor=333, earned_minor=33)),
        (members[1], Handed(handed_minor=166, earned_minor=16)),
    ]
    kept = held.handed_minor - sum(part.handed_minor for _, part in parts)
    assert kept == 502 > 1_001 / 2


@given(
    handed=st.integers(0, 10**15),
    weights=st.lists(st.integers(1, 1_000), min_size=1, max_size=9),
    data=st.data(),
)
def test_shares_never_hand_on_more_than_there_is(
    handed: int, weights: list[int], data: st.DataObject
) -> None:
    held = Handed(handed_minor=handed, earned_minor=data.draw(st.integers(0, handed)))
    members = partners(*(Fraction(w, sum(weights)) for w in weights))
    parts = [part for _, part in by_share(held, members)]
    for name in ("handed_minor", "earned_minor"):
        rest = getattr(held, name) - sum(getattr(part, name) for part in parts)
        assert 0 <= rest < len(members)
    assert all(0 <= part.earned_minor <= part.handed_minor for part in parts)


@pytest.mark.parametrize(
    ("balance", "need", "ratio"),
    [
        (300, 400, Fraction(3, 4)), (400, 400, Fraction(1)), (500, 400, Fraction(5, 4)),
        (0, 400, Fraction(0)), (300, 0, None), (0, 0, None), (300, -1, None),
    ],
)  # fmt: skip
def test_a_fund_is_held_against_what_it_is_needed_for(
    balance: int, need: int, ratio: Fraction | None
) -> None:
    held = fund_need(balance, award_minor=need + 3, paid_minor=5, returned_minor=2)
    assert (held.need_minor, held.ratio) == (need, ratio)
    assert held.is_above == (balance > max(0, need))

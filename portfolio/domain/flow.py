"""Where public money has got to: handed over, earned, and handed over but not yet earned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.money import share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.grant import Member


class FlowStep(StrEnum):
    """One step on the way: programme → agency → lead → partner."""

    TO_AGENCY = "to the agency"
    TO_LEAD = "to the lead"
    TO_PARTNER = "to a partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What was handed over at one step, in minor units.

    `earned_minor` is what results behind it have earned; the rest is an advance not yet used up,
    money owed back, or the balance of a fund.
    """

    handed_minor: int
    earned_minor: int

    @property
    def not_earned_minor(self) -> int:
        """What was handed over and is not yet earned."""
        return self.handed_minor - self.earned_minor

    def __add__(self, other: Handed) -> Handed:
        """Add what was handed over elsewhere."""
        return Handed(
            handed_minor=self.handed_minor + other.handed_minor,
            earned_minor=self.earned_minor + other.earned_minor,
        )


NOTHING = Handed(handed_minor=0, earned_minor=0)


def to_lead(
    *, paid_minor: int, returned_minor: int, advances_minor: int, owed_minor: int
) -> Handed:
    """Return what a consortium holds: paid and not returned, less what is ahead of results.

    `advances_minor` is paid in advance and not used up, `owed_minor` the principal still claimed.
    """
    held = paid_minor - returned_minor
    return Handed(handed_minor=held, earned_minor=max(0, held - advances_minor - owed_minor))


def to_agency(paid_on: Handed, balance_minor: int) -> Handed:
    """Return what an agency holds or has passed on: the balance of its fund is not yet earned."""
    return Handed(
        handed_minor=paid_on.handed_minor + balance_minor, earned_minor=paid_on.earned_minor
    )


def by_share(held: Handed, members: Iterable[Member]) -> Iterator[tuple[Member, Handed]]:
    """Yield what goes to each member by its agreed share, rounded down; the lead keeps the rest.

    What members really passed on to one another is not reported here.
    """
    for member in members:
        yield (
            member,
            Handed(
                handed_minor=share_of(held.handed_minor, member.share),
                earned_minor=share_of(held.earned_minor, member.share),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FundNeed:
    """What a fund holds, and what it is still needed for: awards not paid for good, minor units."""

    balance_minor: int
    need_minor: int

    @property
    def ratio(self) -> Fraction | None:
        """保有割合: the balance ÷ the need; None without a need.

        Above 1 the fund holds more than it needs (review of funds, Cabinet Secretariat of Japan).
        """
        return Fraction(self.balance_minor, self.need_minor) if self.need_minor > 0 else None

    @property
    def is_above(self) -> bool:
        """Whether the fund holds more than it needs."""
        return self.balance_minor > max(0, self.need_minor)


def fund_need(
    balance_minor: int, *, award_minor: int, paid_minor: int, returned_minor: int
) -> FundNeed:
    """Return a fund's balance against what its grants may still be paid."""
    need = award_minor - paid_minor + returned_minor
    return FundNeed(balance_minor=balance_minor, need_minor=need)

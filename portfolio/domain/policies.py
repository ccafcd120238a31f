"""From conditions to a share of the money. Each policy is one pure function; exact fractions."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class PolicyName(StrEnum):
    """How an instalment's conditions become money."""

    ALL_OR_NOTHING = "all or nothing"
    REDUCED_BY_SHORTFALL = "reduced by the reskilling shortfall"


class Reductions(StrEnum):
    """How several reductions combine."""

    LOWEST = "lowest share counts"
    MULTIPLY = "shares multiply"


def reskilling_share(policy: PolicyName, verified: int, required: int) -> Fraction:
    """Return the share of the money that one reskilling condition unlocks, 0 to 1.

    All or nothing: 1 when the required number is verified, else 0 (World Bank Program-for-Results,
    non-scalable disbursement-linked indicator). Reduced by the shortfall: verified ÷ required
    (the same, scalable).
    """
    if verified >= required:
        return Fraction(1)
    if policy is PolicyName.ALL_OR_NOTHING:
        return Fraction(0)
    return Fraction(verified, required)


def combined(reductions: Reductions, shares: Sequence[Fraction]) -> Fraction:
    """Return the share that remains after several reductions; 1 where there are none."""
    if reductions is Reductions.MULTIPLY:
        return prod(shares, start=Fraction(1))
    return min(shares, default=Fraction(1))

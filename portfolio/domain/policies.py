"""From shown conditions to money. Each policy is one pure function; exact fractions throughout.

The caller rounds once, at the end, down to the minor unit: never in the payee's favour.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import floor, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portfolio.domain.terms import Bands


class PolicyName(StrEnum):
    """How an instalment's conditions become money."""

    ALL_OR_NOTHING = "all or nothing"
    REDUCED_BY_SHORTFALL = "reduced by the reskilling shortfall"
    SCALABLE = "scalable"
    BANDED = "banded"
    UNIT_VALUE = "unit value"
    RATE_OF_COST = "rate of eligible cost"
    INCENTIVE = "incentive"
    WORK_PACKAGE = "work package"


class Reductions(StrEnum):
    """How several reductions combine."""

    LOWEST = "lowest share counts"
    MULTIPLY = "shares multiply"


class Bearing(StrEnum):
    """What a condition does that is met in part: it stops the money, or scales it."""

    GATES = "gates"
    SCALES = "scales"


_MILESTONES_SCALE = frozenset(
    {PolicyName.SCALABLE, PolicyName.BANDED, PolicyName.UNIT_VALUE, PolicyName.INCENTIVE,
     PolicyName.WORK_PACKAGE}
)  # fmt: skip
_PEOPLE_SCALE = _MILESTONES_SCALE | {PolicyName.REDUCED_BY_SHORTFALL}


def bearing_of_milestones(policy: PolicyName) -> Bearing:
    """Return what a milestone condition does under a policy unless it says otherwise itself."""
    return Bearing.SCALES if policy in _MILESTONES_SCALE else Bearing.GATES


def bearing_of_people(policy: PolicyName) -> Bearing:
    """Return what a reskilling condition does under a policy unless it says otherwise itself."""
    return Bearing.SCALES if policy in _PEOPLE_SCALE else Bearing.GATES


def shown_share(shown: int, asked: int) -> Fraction:
    """Return how much of what was asked is shown, 0 to 1."""
    return Fraction(1) if shown >= asked else Fraction(max(0, shown), asked)


def combined(reductions: Reductions, shares: Sequence[Fraction]) -> Fraction:
    """Return the share that remains after several reductions; 1 where there are none."""
    if reductions is Reductions.MULTIPLY:
        return prod(shares, start=Fraction(1))
    return min(shares, default=Fraction(1))


def all_or_nothing(allocated: int, share: Fraction) -> Fraction:
    """Return the whole allocation once every gate is passed; a condition that scales reduces it.

    World Bank Program-for-Results, non-scalable disbursement-linked indicator.
    """
    return allocated * share


def scalable(
    allocated: int, share: Fraction, *, unit_price: int | None, results: int, baseline: int
) -> Fraction:
    """Return min(allocated, unit price × (verified results - baseline)); by share without a price.

    World Bank Program-for-Results, scalable disbursement-linked indicator. What was paid before is
    taken off by the caller, so results count from the baseline. `share` is of the conditions that
    scale and are not themselves the results: they reduce either.
    """
    if unit_price is None:
        return allocated * share
    return min(Fraction(allocated), Fraction(unit_price * max(0, results - baseline))) * share


def band(bands: Bands, share: Fraction) -> Fraction:
    """Return the share of the money due for a share shown, by bands of its score out of 100.

    EU budget support, variable tranche: 0-29 → 0 %, 30-49 → 40 %, 50-79 → 70 %, 80-100 → 100 %.
    A score is not rounded up into a band.
    """
    return max((due for score, due in bands if share * 100 >= score), default=Fraction(0))


def unit_value_suspended(
    allocated: int, items: int, parts: Iterable[tuple[Fraction, Fraction]]
) -> int:
    """Return what is withheld: floor(allocated ÷ items × Σ coefficient × (1 - progress)).

    `parts` are (coefficient, progress) of each condition. EU Recovery and Resilience Facility,
    COM(2023) 99 annex II, which rounds the suspended amount; published figures come out to the
    unit. Never more than was allocated.
    """
    missing = sum((coefficient * (1 - progress) for coefficient, progress in parts), Fraction(0))
    return min(allocated, floor(Fraction(allocated, items) * missing))


def rate_of_cost(cap: int, rate: Fraction, cost: int, share: Fraction) -> Fraction:
    """Return min(cap, rate × eligible cost), reduced by conditions that scale.

    METI semiconductor aid: 1/3 of ¥278.8 bn is ¥92.93 bn (published: 92.9).
    """
    return min(Fraction(cap), rate * cost) * share


def incentive(limit: int, rate: Fraction, cost: int, coefficient: Fraction) -> Fraction:
    """Return eligible cost × incentive rate × achievement coefficient, within the limit.

    NEDO Green Innovation Fund, rules on incentive payments.
    """
    return min(Fraction(limit), cost * rate * coefficient)


def work_package(allocated: int, share: Fraction, *, final_period: bool) -> Fraction:
    """Return the whole when complete, nothing if not; in the final period the share completed.

    Horizon Europe lump sum grants, model grant agreement Art. 22.3.
    """
    if share == 1 or final_period:
        return allocated * share
    return Fraction(0)


def retained(earned: int, share: Fraction, *, accepted: bool) -> int:
    """Return what stays withheld of an earned amount until final acceptance, rounded up.

    Retention (5-8 % in practice) applies on top of any policy.
    """
    return 0 if accepted else earned - floor(earned * (1 - share))


def net_of_advance(gross: int, cleared_share: Fraction) -> int:
    """Return what is left of a gross amount after the share that clears an advance, rounded down.

    EU Recovery and Resilience Facility: 13 % pre-financing is cleared with each payment, so a
    suspension of 26,201,251 gross keeps back 22,795,088 net.
    """
    return floor(gross * (1 - cleared_share))

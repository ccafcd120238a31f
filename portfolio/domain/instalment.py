"""Instalments and the conditions that stand between them and payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.money import check_minor
from portfolio.domain.people import Role
from portfolio.domain.period import check_day
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.record import record
from portfolio.domain.reskilling import Rung, check_persons
from portfolio.domain.states import HoldState, PayoutState
from portfolio.domain.text import clean_code, clean_fields

_LARGEST_COEFFICIENT = 100


@record("instalment", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """A planned part of the grant. `policy` overrides the programme's, with `policy_reason`.

    `account` is the account of the treasury it is to be paid from, as in `Appropriation`.
    """

    grant: str
    code: str
    title: str
    title_ja: str | None = None
    amount_minor: int
    fiscal_year: int
    planned_on: date
    policy: PolicyName | None = None
    policy_reason: str | None = None
    account: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values, and another policy without a reason."""
        clean_code("instalment", self.code)
        clean_fields(self, title=200, title_ja=200, source=1000, policy_reason=1000, account=120)
        check_minor("amount", self.amount_minor, least=1)
        check_day("planned_on", self.planned_on)
        if self.policy is not None and self.policy_reason is None:
            raise Invalid(
                "policy_reason", "", "is missing",
                "say why this instalment departs from the programme's policy",
            )  # fmt: skip


class Ending:
    """What an amendment can end: it stays on record, and `ended_by` names the amendment."""

    __slots__ = ()
    ended_by: str | None

    @property
    def standing(self) -> str:
        """Whether it is still to be met, in one word."""
        return "standing" if self.ended_by is None else "ended"


@record("milestone_condition", "grant", "instalment", "milestone")
@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCondition(Ending):
    """An instalment waits for a milestone, met at least at `share`.

    `bearing` says whether it stops the money or scales it, where it departs from the policy;
    `coefficient` is its weight where items count by unit value. A condition that an amendment has
    moved away stays on record: `ended_by` names the amendment.
    """

    grant: str
    instalment: str
    milestone: str
    share: Fraction = Fraction(1)
    bearing: Bearing | None = None
    coefficient: Fraction = Fraction(1)
    ended_by: str | None = None

    def __post_init__(self) -> None:
        """Refuse a share that demands nothing, or more than everything."""
        if not 0 < self.share <= 1:
            raise Invalid("share", str(self.share), "is not above 0 and at most 1", "give 1")
        _check_coefficient(self.coefficient)


@record("reskilling_condition", "grant", "instalment", "commitment")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReskillingCondition(Ending):
    """An instalment waits until so many `persons` of a commitment are verified on `rung`.

    `bearing`, `coefficient` and `ended_by` as in `MilestoneCondition`.
    """

    grant: str
    instalment: str
    commitment: str
    rung: Rung
    persons: int
    bearing: Bearing | None = None
    coefficient: Fraction = Fraction(1)
    ended_by: str | None = None

    def __post_init__(self) -> None:
        """Refuse a condition that nobody has to meet."""
        check_persons("persons", self.persons)
        _check_coefficient(self.coefficient)


@record("funding_condition", "grant", "instalment", "co_funding")
@dataclass(frozen=True, slots=True, kw_only=True)
class FundingCondition(Ending):
    """An instalment waits until so much private money of a promise is verified as raised.

    It comes besides the milestone and the commitment, never instead. `bearing` and `ended_by` as in
    `MilestoneCondition`; it gates unless it says otherwise.
    """

    grant: str
    instalment: str
    co_funding: str
    raised_minor: int
    bearing: Bearing | None = None
    ended_by: str | None = None

    def __post_init__(self) -> None:
        """Refuse a condition that nobody has to meet."""
        check_minor("raised", self.raised_minor, least=1)


def _check_coefficient(coefficient: Fraction) -> None:
    if not 0 < coefficient <= _LARGEST_COEFFICIENT:
        raise Invalid(
            "coefficient", str(coefficient), "is not above 0 and at most 100", "give 1 or 0.75"
        )


class PayoutKind(StrEnum):
    """Whether a payout pays for what was shown, or ahead of it (概算払)."""

    RESULT = "result"
    ADVANCE = "advance"


NOT_STANDING = (PayoutState.SENT_BACK, PayoutState.CANCELLED)
"""States in which a payout takes nothing any more."""

NOT_BINDING = (PayoutState.PROPOSED, *NOT_STANDING)
"""States in which two people have not bound the agency to a payout, or no longer."""

PAID_OUT = (PayoutState.PAID, PayoutState.CLEARED)
"""States in which the money has gone out."""


@record("payout", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """Money proposed, confirmed and paid on one instalment, by three different people.

    `entitled_minor` is what the rules allowed when it was proposed; `amount_minor` may be less,
    with a reason, never more. `case_digest` fixes the facts the proposal rested on. `played` is
    who had which duty in its moves: also those who sent it back, or settled before it failed.

    Of a result, `clears_minor` uses up advances and `set_off_minor` pays what is owed back; the
    rest is transferred. Of an advance, `cleared_minor` is what later entitlements have used up, and
    `clear_by` the day by which all of it has to be.
    """

    grant: str
    code: str
    instalment: str
    programme: str
    fiscal_year: int
    kind: PayoutKind = PayoutKind.RESULT
    amount_minor: int
    entitled_minor: int
    clears_minor: int = 0
    set_off_minor: int = 0
    cleared_minor: int = 0
    clear_by: date | None = None
    state: PayoutState
    case_digest: str
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None
    moved_on: date
    payment_reference: str | None = None
    played: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an amount that is none, or less than what it is said to clear and set off."""
        clean_fields(self, payment_reference=100)
        check_minor("amount", self.amount_minor, least=1)
        check_minor("cash", self.cash_minor)

    @property
    def is_advance(self) -> bool:
        """Whether it was paid ahead of what is to be shown."""
        return self.kind is PayoutKind.ADVANCE

    @property
    def cash_minor(self) -> int:
        """What is transferred: the amount less what clears advances and is set off."""
        return self.amount_minor - self.clears_minor - self.set_off_minor

    @property
    def charge_minor(self) -> int:
        """What it takes of the award and of the fiscal year's budget.

        What clears an advance was charged when the advance was paid. What is set off is charged:
        it pays a debt, which the treasury receives as revenue.
        """
        return self.amount_minor - self.clears_minor

    @property
    def is_standing(self) -> bool:
        """Whether the payout still takes its amount from the instalment, or from the award."""
        return self.state not in NOT_STANDING

    @property
    def is_binding(self) -> bool:
        """Whether two people have bound the agency to it."""
        return self.state not in NOT_BINDING

    @property
    def is_booked(self) -> bool:
        """Whether it was settled once: what it clears and sets off was booked then, for good."""
        return self.settled_at is not None

    @property
    def is_paid(self) -> bool:
        """Whether the money has gone out."""
        return self.state in PAID_OUT


@record("hold", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A reasoned stop on all payouts of a grant, or of one instalment, with who may lift it."""

    grant: str
    code: str
    instalment: str | None = None
    state: HoldState
    reason: str
    may_lift: Role
    placed_by: str
    placed_at: datetime
    placed_on: date
    lifted_by: str | None = None
    lifted_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a hold without a reason."""
        clean_fields(self, reason=4000)

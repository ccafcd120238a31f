"""Instalments and the conditions that stand between them and payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.money import check_minor
from portfolio.domain.people import Role
from portfolio.domain.period import check_day
from portfolio.domain.policies import PolicyName
from portfolio.domain.record import record
from portfolio.domain.reskilling import Rung, check_persons
from portfolio.domain.states import HoldState, PayoutState
from portfolio.domain.text import clean_code, clean_fields


@record("instalment", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """A planned part of the grant. `policy` overrides the programme's, with `policy_reason`."""

    grant: str
    code: str
    title: str
    title_ja: str | None = None
    amount_minor: int
    fiscal_year: int
    planned_on: date
    policy: PolicyName | None = None
    policy_reason: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values, and another policy without a reason."""
        clean_code("instalment", self.code)
        clean_fields(self, title=200, title_ja=200, source=1000, policy_reason=1000)
        check_minor("amount", self.amount_minor, least=1)
        check_day("planned_on", self.planned_on)
        if self.policy is not None and self.policy_reason is None:
            raise Invalid(
                "policy_reason", "", "is missing",
                "say why this instalment departs from the programme's policy",
            )  # fmt: skip


@record("milestone_condition", "grant", "instalment", "milestone")
@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCondition:
    """An instalment waits for a milestone, met at least at `share`."""

    grant: str
    instalment: str
    milestone: str
    share: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        """Refuse a share that demands nothing, or more than everything."""
        if not 0 < self.share <= 1:
            raise Invalid("share", str(self.share), "is not above 0 and at most 1", "give 1")


@record("reskilling_condition", "grant", "instalment", "commitment")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReskillingCondition:
    """An instalment waits until so many `persons` of a commitment are verified on `rung`."""

    grant: str
    instalment: str
    commitment: str
    rung: Rung
    persons: int

    def __post_init__(self) -> None:
        """Refuse a condition that nobody has to meet."""
        check_persons("persons", self.persons)


@record("payout", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """Money proposed, confirmed and paid on one instalment, by three different people.

    `entitled_minor` is what the rules allowed when it was proposed; `amount_minor` may be less,
    with a reason, never more. `case_digest` fixes the facts the proposal rested on. `played` is
    who had which duty in its moves: also those who sent it back, or settled before it failed.
    """

    grant: str
    code: str
    instalment: str
    programme: str
    fiscal_year: int
    amount_minor: int
    entitled_minor: int
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
        """Refuse an amount that is none."""
        clean_fields(self, payment_reference=100)
        check_minor("amount", self.amount_minor, least=1)

    @property
    def is_standing(self) -> bool:
        """Whether the payout still takes its amount from the instalment."""
        return self.state not in (PayoutState.SENT_BACK, PayoutState.CANCELLED)

    @property
    def is_binding(self) -> bool:
        """Whether two people have bound the agency to it."""
        return self.state in (PayoutState.CONFIRMED, PayoutState.PAID, PayoutState.PAYMENT_FAILED)


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

"""The payout rule: all checks always run, each yields a finding, one step weighs them.

No payout without a readiness milestone and a reskilling commitment behind it. The checks are named
as the condition that should hold, so that `CHECKS` reads like the regulation it implements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from json import dumps
from math import ceil, floor

from portfolio.domain import policies
from portfolio.domain.case import PayoutCase
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.conditions import (
    a_milestone_stands_behind_it,
    a_reskilling_commitment_stands_behind_it,
    costs_are_accepted,
    engineers_are_verified,
    evidence_is_assessed_by_another,
    milestones_are_met,
    private_money_is_raised,
    readiness_is_reached,
    the_terms_are_complete,
)
from portfolio.domain.rules.shares import exact_amount
from portfolio.domain.rules.standing import (
    advances_are_cleared,
    covenants_are_kept,
    debts_are_set_off,
    no_hold_stands,
    the_grant_may_be_paid,
    the_screening_is_valid,
    withholds,
)
from portfolio.domain.terms import TermName

Check = Callable[[PayoutCase], Iterator[Finding]]

STANDING: tuple[Check, ...] = (
    the_grant_may_be_paid,
    the_screening_is_valid,
    no_hold_stands,
    covenants_are_kept,
)
"""What has to be true of the grant around the instalment."""

SHOWN: tuple[Check, ...] = (
    a_milestone_stands_behind_it,
    a_reskilling_commitment_stands_behind_it,
    milestones_are_met,
    readiness_is_reached,
    evidence_is_assessed_by_another,
    engineers_are_verified,
    private_money_is_raised,
    costs_are_accepted,
    the_terms_are_complete,
)
"""What has to be shown for the money: it alone decides what is earned."""

CONDITIONS: tuple[Check, ...] = (*STANDING, *SHOWN, advances_are_cleared, debts_are_set_off)
"""What has to be true, whatever the amount. Checked in this order, always all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What the rules say is payable now, with everything they found, in minor units.

    `earned_minor` is what the conditions have unlocked so far of `scheduled_minor`, paid or not;
    of it `retained_minor` waits for final acceptance, and `remaining_minor` is neither kept back
    nor taken yet. `payable_minor` is what can be paid now, gross: nothing while anything stands in
    the way. Of that `clears_minor` uses up advances and `set_off_minor` pays what is owed back; the
    rest, `cash_minor`, is transferred.
    """

    case: PayoutCase
    share: Fraction
    earned_minor: int
    retained_minor: int
    remaining_minor: int
    payable_minor: int
    clears_minor: int
    set_off_minor: int
    findings: tuple[Finding, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """What stands between the instalment and payment."""
        return tuple(f for f in self.findings if f.stands_in_the_way)

    @property
    def cash_minor(self) -> int:
        """What would be transferred."""
        return self.payable_minor - self.clears_minor - self.set_off_minor

    @property
    def withheld_minor(self) -> int:
        """What is kept back for now: suspended, or retained until final acceptance."""
        return self.case.withheld_minor + self.retained_minor

    @property
    def open_minor(self) -> int:
        """What is scheduled and neither taken by a payout, nor withheld, nor reduced."""
        case = self.case
        return case.scheduled_minor - case.taken_minor - self.withheld_minor - case.reduced_minor

    @property
    def digest(self) -> str:
        """SHA-256 over what was found about the grant itself: the same facts, the same digest.

        Ceilings and amounts asked are left out: another grant's payout may move them without
        making this case a different one.
        """
        found = [f.as_json() for check in CONDITIONS for f in check(self.case)]
        kept = [self.earned_minor, self.case.withheld_minor, self.case.reduced_minor]
        return sha256(
            dumps([*kept, found], ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()


def exactly_earned(case: PayoutCase) -> Fraction:
    """Return what the conditions have unlocked, before rounding; nothing while a gate is shut."""
    shut = any(f.effect is Effect.REFUSES for check in SHOWN for f in check(case))
    return Fraction(0) if shut else exact_amount(case)


def entitlement(case: PayoutCase) -> Entitlement:
    """Weigh a case: run every check, let the policy say the amount, round once, take off the rest.

    Pure and monotone: a higher level or more verified persons never lower the amount.
    """
    conditions = tuple(f for check in CONDITIONS for f in check(case))
    refused = any(f.effect is Effect.REFUSES for f in conditions)
    exact = exactly_earned(case)
    earned = floor(exact)
    # What another instalment's shortfall keeps back here comes off what was earned here.
    not_kept = case.scheduled_minor - case.withheld_minor - case.reduced_minor
    claimable = max(0, min(earned - case.carried_minor, not_kept))
    retention = case.terms.share(TermName.RETENTION_SHARE) or Fraction(0)
    kept = policies.retained(claimable, retention, accepted=case.accepted)
    # What was paid before a retention began is not taken back by it.
    retained = min(kept, max(0, claimable - case.taken_minor))
    remaining = max(0, claimable - retained - case.taken_minor)
    if case.fixed_left_minor is not None:
        remaining = min(remaining, max(0, case.fixed_left_minor))
    asked = remaining if case.asked_minor is None else case.asked_minor
    clears = _clears(case, asked)
    findings = (
        *conditions,
        *_kept_back(case, earned, retained),
        *_ceilings(case, earned, remaining, asked, charge=asked - clears, refused=refused),
    )
    payable = 0 if any(f.stands_in_the_way for f in findings) else asked
    clears = min(clears, payable)
    return Entitlement(
        case=case,
        share=exact / case.scheduled_minor,
        earned_minor=earned,
        retained_minor=retained,
        remaining_minor=remaining,
        payable_minor=payable,
        clears_minor=clears,
        set_off_minor=min(sum(r.owed_minor for r in case.recoveries), payable - clears),
        findings=findings,
    )


def _clears(case: PayoutCase, asked: int) -> int:
    """Return what of an amount uses up advances: the share the terms say, else all of it.

    More where the award would not hold it otherwise: at the end every advance is used up. What is
    weighed again clears what it was proposed to clear.
    """
    if case.clears_minor is not None:
        return case.clears_minor
    share = case.terms.share(TermName.CLEARING_SHARE)
    wanted = asked if share is None else ceil(asked * share)
    room = case.award_minor - case.award_taken_minor
    return min(case.advances_minor, asked, max(wanted, asked - room))


def net_of_advances_minor(case: PayoutCase, gross: int) -> int:
    """Return what of a gross amount would be transferred after advances are cleared from it.

    The share the terms say; all that is uncleared where they are silent.
    """
    share = case.terms.share(TermName.CLEARING_SHARE)
    if share is None:
        return gross - min(case.advances_minor, gross)
    return policies.net_of_advance(gross, share)


def _kept_back(case: PayoutCase, earned: int, retained: int) -> Iterator[Finding]:
    """Say what suspensions and retention keep back, and what was reduced for good."""
    currency = case.currency
    if case.withheld_minor:
        yield withholds(
            Reason.SUSPENDED, case.subject, currency=currency, withheld_minor=case.withheld_minor,
            net_minor=net_of_advances_minor(case, case.withheld_minor),
        )  # fmt: skip
    if case.reduced_minor:
        yield withholds(
            Reason.REDUCED, case.subject, currency=currency, reduced_minor=case.reduced_minor
        )
    if retained:
        yield withholds(
            Reason.RETAINED, case.subject, currency=currency,
            retained_minor=retained, earned_minor=earned,
        )  # fmt: skip
    if not (case.withheld_minor or case.reduced_minor or retained):
        yield satisfies(Reason.NOTHING_SUSPENDED, case.subject)


def _ceilings(  # noqa: PLR0913  # the amounts that are compared, each by name
    case: PayoutCase, earned: int, remaining: int, asked: int, *, charge: int, refused: bool
) -> Iterator[Finding]:
    """Check the amount against what it may never pass: entitlement, award, appropriation."""
    currency = case.currency
    if case.taken_minor >= case.scheduled_minor:
        yield refuses(
            Reason.INSTALMENT_EXHAUSTED, case.subject, currency=currency,
            scheduled_minor=case.scheduled_minor, taken_minor=case.taken_minor,
        )  # fmt: skip
    else:
        yield satisfies(
            Reason.MONEY_LEFT_ON_INSTALMENT, case.subject, currency=currency,
            scheduled_minor=case.scheduled_minor, taken_minor=case.taken_minor,
        )  # fmt: skip
        if not refused:
            yield _within_entitlement(case, earned, remaining, asked)
    if case.fixed_left_minor is not None:
        within = asked <= case.fixed_left_minor
        yield (satisfies if within else refuses)(
            Reason.WITHIN_FIXED_AMOUNT if within else Reason.ABOVE_FIXED_AMOUNT,
            case.grant, currency=currency, asked_minor=asked, left_minor=case.fixed_left_minor,
        )  # fmt: skip
    yield from award_and_budget(case, charge)


def award_and_budget(case: PayoutCase, charge: int) -> Iterator[Finding]:
    """Check what an amount takes of the award and of the fiscal year's budget."""
    currency = case.currency
    award_left = case.award_minor - case.award_taken_minor
    yield (satisfies if charge <= award_left else refuses)(
        Reason.WITHIN_AWARD if charge <= award_left else Reason.ABOVE_AWARD,
        case.grant, currency=currency, asked_minor=charge, award_minor=case.award_minor,
        left_minor=award_left,
    )  # fmt: skip
    if case.budget_minor is None:
        yield refuses(Reason.NO_APPROPRIATION, case.subject, fiscal_year=case.fiscal_year)
        return
    budget_left = case.budget_minor - case.budget_taken_minor
    yield (satisfies if charge <= budget_left else refuses)(
        Reason.WITHIN_APPROPRIATION if charge <= budget_left else Reason.ABOVE_APPROPRIATION,
        case.subject, currency=currency, asked_minor=charge, budget_minor=case.budget_minor,
        left_minor=budget_left, fiscal_year=case.fiscal_year,
    )  # fmt: skip


def _within_entitlement(case: PayoutCase, earned: int, remaining: int, asked: int) -> Finding:
    if remaining == 0:
        return refuses(
            Reason.NOTHING_MORE_EARNED, case.subject, currency=case.currency,
            earned_minor=earned, taken_minor=case.taken_minor,
        )  # fmt: skip
    return (satisfies if asked <= remaining else refuses)(
        Reason.WITHIN_ENTITLEMENT if asked <= remaining else Reason.ABOVE_ENTITLEMENT,
        case.subject, currency=case.currency, asked_minor=asked, earned_minor=earned,
        taken_minor=case.taken_minor, remaining_minor=remaining,
    )  # fmt: skip

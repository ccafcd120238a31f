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

from portfolio.domain.case import PayoutCase
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.money import share_of
from portfolio.domain.policies import combined, reskilling_share
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.states import MilestoneState

Check = Callable[[PayoutCase], Iterator[Finding]]

_FOUND = (MilestoneState.MET, MilestoneState.PARTLY_MET, MilestoneState.NOT_MET)


def no_hold_stands(case: PayoutCase) -> Iterator[Finding]:
    """No reasoned stop is on the grant or on this instalment."""
    for hold in case.holds:
        yield Finding(
            reason=Reason.HELD,
            effect=Effect.HOLDS,
            subject=f"{case.grant}/{hold.code}",
            facts={
                "why": hold.reason,
                "since_on": hold.placed_on.isoformat(),
                "may_lift": hold.may_lift.value,
            },
        )
    if not case.holds:
        yield satisfies(Reason.NO_HOLD, case.subject)


def a_milestone_stands_behind_it(case: PayoutCase) -> Iterator[Finding]:
    """The instalment names a readiness milestone: the first half of the invariant."""
    if case.milestones:
        yield satisfies(
            Reason.MILESTONE_STANDS_BEHIND, case.subject, milestones=_codes(case, "milestones")
        )
    else:
        yield refuses(Reason.NO_MILESTONE_BEHIND, case.subject)


def a_reskilling_commitment_stands_behind_it(case: PayoutCase) -> Iterator[Finding]:
    """The instalment names a reskilling commitment: the second half of the invariant."""
    if case.reskilling:
        yield satisfies(
            Reason.COMMITMENT_STANDS_BEHIND, case.subject, commitments=_codes(case, "reskilling")
        )
    else:
        yield refuses(Reason.NO_COMMITMENT_BEHIND, case.subject)


def milestones_are_met(case: PayoutCase) -> Iterator[Finding]:
    """Each milestone was found met, at least at the share the condition asks."""
    for m in case.milestones:
        met = m.state in _FOUND and m.share_met is not None and m.share_met >= m.share_asked
        yield (satisfies if met else refuses)(
            Reason.MILESTONE_MET if met else Reason.MILESTONE_NOT_MET,
            f"{case.grant}/{m.code}",
            *m.evidence,
            title=m.title,
            state=m.state.value,
            share_met=_percent(m.share_met) if m.share_met is not None else "none",
            share_asked=_percent(m.share_asked),
            due_on=m.due_on.isoformat(),
        )


def readiness_is_reached(case: PayoutCase) -> Iterator[Finding]:
    """The technology element stands at the level the milestone promised, today."""
    for m in case.milestones:
        reached = m.level_now >= m.level_asked
        yield (satisfies if reached else refuses)(
            Reason.LEVEL_REACHED if reached else Reason.LEVEL_SHORT,
            f"{case.grant}/{m.element}",
            scale=m.scale.value,
            level_now=m.level_now,
            level_asked=m.level_asked,
            milestone=m.code,
        )


def evidence_is_assessed_by_another(case: PayoutCase) -> Iterator[Finding]:
    """Somebody who recorded none of the evidence has assessed it."""
    for m in case.milestones:
        independent = m.assessed_by is not None and m.assessed_by not in m.recorded_by
        if m.evidence and independent:
            yield satisfies(
                Reason.EVIDENCE_ASSESSED_BY_ANOTHER,
                f"{case.grant}/{m.code}",
                *m.evidence,
                pieces=len(m.evidence),
                recorded_by=", ".join(sorted(m.recorded_by)),
                assessed_by=str(m.assessed_by),
            )
        else:
            yield refuses(
                Reason.EVIDENCE_NOT_ASSESSED,
                f"{case.grant}/{m.code}",
                *m.evidence,
                pieces=len(m.evidence),
                assessed_by=m.assessed_by or "nobody",
            )


def engineers_are_verified(case: PayoutCase) -> Iterator[Finding]:
    """Each commitment has its persons on the rung, verified by another; reported is not enough."""
    for c in case.reskilling:
        share = reskilling_share(case.policy, c.verified, c.asked)
        if share == 1:
            reason, effect = Reason.RESKILLING_VERIFIED, Effect.SATISFIES
        elif share > 0:
            reason, effect = Reason.RESKILLING_REDUCES, Effect.REDUCES
        elif c.reported >= c.asked:
            reason, effect = Reason.RESKILLING_NOT_VERIFIED, Effect.REFUSES
        else:
            reason, effect = Reason.RESKILLING_SHORT, Effect.REFUSES
        yield Finding(
            reason=reason,
            effect=effect,
            subject=f"{case.grant}/{c.commitment}",
            facts={
                "title": c.title,
                "rung": c.rung.value,
                "asked": c.asked,
                "verified": c.verified,
                "reported": c.reported,
                "short_by": max(0, c.asked - c.verified),
                "due_on": c.due_on.isoformat(),
                "share": _percent(share),
            },
            evidence=c.evidence,
            share=share if share > 0 else Fraction(1),
        )


CONDITIONS: tuple[Check, ...] = (
    no_hold_stands,
    a_milestone_stands_behind_it,
    a_reskilling_commitment_stands_behind_it,
    milestones_are_met,
    readiness_is_reached,
    evidence_is_assessed_by_another,
    engineers_are_verified,
)
"""What has to be true of the grant, whatever the amount. Checked in this order, always all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What the rules say is payable now, with everything they found, in minor units.

    `earned_minor` is what the conditions have unlocked so far of `scheduled_minor`, paid or not;
    `payable_minor` is what of it can be paid now: nothing while anything stands in the way.
    """

    case: PayoutCase
    share: Fraction
    earned_minor: int
    payable_minor: int
    findings: tuple[Finding, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """What stands between the instalment and payment."""
        return tuple(f for f in self.findings if f.stands_in_the_way)

    @property
    def open_minor(self) -> int:
        """What is scheduled and not yet taken by a payout."""
        return self.case.scheduled_minor - self.case.taken_minor

    @property
    def digest(self) -> str:
        """SHA-256 over what was found about the grant itself: the same facts, the same digest.

        Ceilings and amounts asked are left out: another grant's payout may move them without
        making this case a different one.
        """
        found = [f.as_json() for check in CONDITIONS for f in check(self.case)]
        return sha256(
            dumps([self.earned_minor, found], ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()


def entitlement(case: PayoutCase) -> Entitlement:
    """Weigh a case: run every check, combine the shares, round once, say what is payable.

    Pure and monotone: a higher level or more verified persons never lower the amount.
    """
    conditions = tuple(f for check in CONDITIONS for f in check(case))
    refused = any(f.effect is Effect.REFUSES for f in conditions)
    held = any(f.effect is Effect.HOLDS for f in conditions)
    shares = [f.share for f in conditions if f.effect is Effect.REDUCES]
    share = Fraction(0) if refused else combined(case.reductions, shares)
    earned = share_of(case.scheduled_minor, share)
    remaining = max(0, earned - case.taken_minor)
    asked = remaining if case.asked_minor is None else case.asked_minor
    ceilings = tuple(_ceilings(case, earned, remaining, asked, refused=refused))
    findings = (*conditions, *ceilings)
    stopped = held or any(f.stands_in_the_way for f in findings)
    return Entitlement(
        case=case,
        share=share,
        earned_minor=earned,
        payable_minor=0 if stopped else asked,
        findings=findings,
    )


def _ceilings(
    case: PayoutCase, earned: int, remaining: int, asked: int, *, refused: bool
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
    award_left = case.award_minor - case.award_taken_minor
    yield (satisfies if asked <= award_left else refuses)(
        Reason.WITHIN_AWARD if asked <= award_left else Reason.ABOVE_AWARD,
        case.grant, currency=currency, asked_minor=asked, award_minor=case.award_minor,
        left_minor=award_left,
    )  # fmt: skip
    if case.budget_minor is None:
        yield refuses(Reason.NO_APPROPRIATION, case.subject, fiscal_year=case.fiscal_year)
        return
    budget_left = case.budget_minor - case.budget_taken_minor
    yield (satisfies if asked <= budget_left else refuses)(
        Reason.WITHIN_APPROPRIATION if asked <= budget_left else Reason.ABOVE_APPROPRIATION,
        case.subject, currency=currency, asked_minor=asked, budget_minor=case.budget_minor,
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


def _codes(case: PayoutCase, what: str) -> str:
    if what == "milestones":
        return ", ".join(m.code for m in case.milestones)
    return ", ".join(c.commitment for c in case.reskilling)


def _percent(share: Fraction) -> str:
    """Return a share as a percentage: whole where it is, else two decimals, rounded down."""
    hundredths = share.numerator * 10_000 // share.denominator
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}%" if part else f"{whole}%"

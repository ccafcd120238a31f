"""Checks on what an instalment waits for: readiness, people, private money, costs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.policies import Bearing
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.shares import (
    ON_COSTS,
    TERMS_NEEDED,
    funding_share,
    is_found,
    milestone_share,
    reskilling_share,
)
from portfolio.domain.rules.standing import set_aside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.case import FundingFacts, MilestoneFacts, PayoutCase, ReskillingFacts
    from portfolio.domain.finding import Fact


def a_milestone_stands_behind_it(case: PayoutCase) -> Iterator[Finding]:
    """The instalment names a readiness milestone: the first half of the invariant."""
    if case.milestones:
        codes = ", ".join(m.code for m in case.milestones)
        yield satisfies(Reason.MILESTONE_STANDS_BEHIND, case.subject, milestones=codes)
    else:
        yield refuses(Reason.NO_MILESTONE_BEHIND, case.subject)


def a_reskilling_commitment_stands_behind_it(case: PayoutCase) -> Iterator[Finding]:
    """The instalment names a reskilling commitment: the second half of the invariant."""
    if case.reskilling:
        codes = ", ".join(c.commitment for c in case.reskilling)
        yield satisfies(Reason.COMMITMENT_STANDS_BEHIND, case.subject, commitments=codes)
    else:
        yield refuses(Reason.NO_COMMITMENT_BEHIND, case.subject)


def milestones_are_met(case: PayoutCase) -> Iterator[Finding]:
    """Each milestone was found met, at least at the share the condition asks, or scales."""
    for m in case.milestones:
        subject = f"{case.grant}/{m.code}"
        if m.waiver is not None:
            yield set_aside(m.waiver, subject, case.grant)
            continue
        met = is_found(m) and m.share_met is not None and m.share_met >= m.share_asked
        share = milestone_share(m)
        facts: dict[str, Fact] = {
            "title": m.title,
            "state": m.state.value,
            "share_met": _percent(m.share_met) if m.share_met is not None else "none",
            "share_asked": _percent(m.share_asked),
            "due_on": m.due_on.isoformat(),
        }
        if m.bearing is Bearing.GATES or share == 1:
            yield (satisfies if met else refuses)(
                Reason.MILESTONE_MET if met else Reason.MILESTONE_NOT_MET,
                subject, *m.evidence, **facts,
            )  # fmt: skip
        else:
            yield Finding(
                reason=Reason.MILESTONE_REDUCES,
                effect=Effect.REDUCES,
                subject=subject,
                facts={**facts, "share": _percent(share)},
                evidence=m.evidence,
                share=share,
            )


def readiness_is_reached(case: PayoutCase) -> Iterator[Finding]:
    """The technology element stands at the level the milestone promised, today.

    Where the milestone scales, a level that is short has lowered its share already.
    """
    for m in case.milestones:
        if m.waiver is not None:
            continue
        reached = m.level_now >= m.level_asked
        yield Finding(
            reason=Reason.LEVEL_REACHED if reached else Reason.LEVEL_SHORT,
            effect=_effect(m, holds=reached),
            subject=f"{case.grant}/{m.element}",
            facts={
                "scale": m.scale.value,
                "level_now": m.level_now,
                "level_asked": m.level_asked,
                "milestone": m.code,
            },
        )


def evidence_is_assessed_by_another(case: PayoutCase) -> Iterator[Finding]:
    """Somebody who recorded none of the evidence has assessed it."""
    for m in case.milestones:
        if m.waiver is not None:
            continue
        subject = f"{case.grant}/{m.code}"
        assessed = m.assessed_by is not None
        if m.evidence and assessed and m.assessed_by not in m.recorded_by:
            yield satisfies(
                Reason.EVIDENCE_ASSESSED_BY_ANOTHER,
                subject,
                *m.evidence,
                pieces=len(m.evidence),
                recorded_by=", ".join(sorted(m.recorded_by)),
                assessed_by=str(m.assessed_by),
            )
        else:
            # Not assessed yet, a milestone that scales brings nothing; assessed by the wrong
            # person it stops everything.
            yield Finding(
                reason=Reason.EVIDENCE_NOT_ASSESSED,
                effect=Effect.REFUSES if assessed else _effect(m, holds=False),
                subject=subject,
                facts={"pieces": len(m.evidence), "assessed_by": m.assessed_by or "nobody"},
                evidence=m.evidence,
            )


def engineers_are_verified(case: PayoutCase) -> Iterator[Finding]:
    """Each commitment has its persons on the rung, verified by another; reported is not enough."""
    for c in case.reskilling:
        subject = f"{case.grant}/{c.commitment}"
        if c.waiver is not None:
            yield set_aside(c.waiver, subject, case.grant)
            continue
        share = reskilling_share(c)
        reason, effect = _found_on_people(c, share)
        yield Finding(
            reason=reason,
            effect=effect,
            subject=subject,
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
            share=share if effect is Effect.REDUCES else Fraction(1),
        )


def _found_on_people(c: ReskillingFacts, share: Fraction) -> tuple[Reason, Effect]:
    if share == 1:
        return Reason.RESKILLING_VERIFIED, Effect.SATISFIES
    if c.bearing is Bearing.SCALES:
        return Reason.RESKILLING_REDUCES, Effect.REDUCES
    if c.reported >= c.asked:
        return Reason.RESKILLING_NOT_VERIFIED, Effect.REFUSES
    return Reason.RESKILLING_SHORT, Effect.REFUSES


def private_money_is_raised(case: PayoutCase) -> Iterator[Finding]:
    """Each promise of private money asked for is verified as raised, or scales."""
    for f in case.funding:
        subject = f"{case.grant}/{f.code}"
        if f.waiver is not None:
            yield set_aside(f.waiver, subject, case.grant)
            continue
        share = funding_share(f)
        reason, effect = _found_on_funding(f, share)
        yield Finding(
            reason=reason,
            effect=effect,
            subject=subject,
            facts={
                "title": f.title,
                "currency": case.currency,
                "asked_minor": f.asked_minor,
                "raised_minor": f.raised_minor,
                "reported_minor": f.reported_minor,
                "short_minor": max(0, f.asked_minor - f.raised_minor),
                "due_on": f.due_on.isoformat(),
                "share": _percent(share),
            },
            evidence=f.evidence,
            share=share if effect is Effect.REDUCES else Fraction(1),
        )


def _found_on_funding(f: FundingFacts, share: Fraction) -> tuple[Reason, Effect]:
    if share == 1:
        return Reason.FUNDING_RAISED, Effect.SATISFIES
    if f.bearing is Bearing.SCALES:
        return Reason.FUNDING_REDUCES, Effect.REDUCES
    return Reason.FUNDING_SHORT, Effect.REFUSES


def costs_are_accepted(case: PayoutCase) -> Iterator[Finding]:
    """Where the policy pays on eligible cost, some is accepted by another than who claimed it."""
    if case.policy not in ON_COSTS:
        return
    accepted = case.eligible_cost_minor > 0
    yield (satisfies if accepted else refuses)(
        Reason.COSTS_ACCEPTED if accepted else Reason.NO_COST_ACCEPTED,
        case.subject, *case.costs, currency=case.currency,
        eligible_minor=case.eligible_cost_minor, claimed_minor=case.claimed_cost_minor,
    )  # fmt: skip


def the_terms_are_complete(case: PayoutCase) -> Iterator[Finding]:
    """The programme's terms say everything the policy needs."""
    for name in TERMS_NEEDED.get(case.policy, ()):
        if case.terms.text(name) is None:
            yield refuses(
                Reason.TERM_MISSING, case.subject, term=name.value, needed_for=case.policy.value
            )


def _effect(m: MilestoneFacts, *, holds: bool) -> Effect:
    if holds:
        return Effect.SATISFIES
    return Effect.REFUSES if m.bearing is Bearing.GATES else Effect.REDUCES


def _percent(share: Fraction) -> str:
    """Return a share as a percentage: whole where it is, else two decimals, rounded down."""
    hundredths = share.numerator * 10_000 // share.denominator
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}%" if part else f"{whole}%"

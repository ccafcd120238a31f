"""Checks on the grant around an instalment: its state, screening, holds, covenants, debts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.finding import Fact, Finding, refuses, satisfies
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.states import CovenantState, GrantState, ScreeningState
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.waiver import Waiver

PAYABLE_STATES = (
    GrantState.AWARDED, GrantState.ACTIVE, GrantState.COMPLETED, GrantState.AMOUNT_FIXED,
)  # fmt: skip
"""States of a grant in which it may be paid."""

TO_BE_PAID_STATES = (GrantState.DRAFTED, GrantState.SUSPENDED, *PAYABLE_STATES)
"""States of a grant whose instalments may still be paid some day."""


def set_aside(waiver: Waiver, subject: str, grant: str) -> Finding:
    """Return the finding of a waiver: by whose authority, why, until when, and by which two."""
    return Finding(
        reason=Reason.CONDITION_WAIVED,
        effect=Effect.SETS_ASIDE,
        subject=subject,
        facts={
            "waiver": f"{grant}/{waiver.code}",
            "condition": waiver.condition.value,
            "authority": waiver.authority,
            "why": waiver.reason,
            "expires_on": waiver.expires_on.isoformat(),
            "proposed_by": waiver.proposed_by,
            "confirmed_by": waiver.confirmed_by or "nobody",
        },
    )


def holds(reason: Reason, subject: str, **facts: Fact) -> Finding:
    """Return a finding that stops payment for now."""
    return Finding(reason=reason, effect=Effect.HOLDS, subject=subject, facts=facts)


def withholds(reason: Reason, subject: str, **facts: Fact) -> Finding:
    """Return a finding that keeps a part of the money back without stopping the rest."""
    return Finding(reason=reason, effect=Effect.WITHHOLDS, subject=subject, facts=facts)


def the_grant_may_be_paid(case: PayoutCase) -> Iterator[Finding]:
    """The grant is awarded and neither suspended, nor terminated for nothing, nor at its end."""
    state = case.grant_state.value
    winds_down = case.grant_state is GrantState.TERMINATED and case.keeps_earned
    if case.grant_state is GrantState.SUSPENDED:
        yield holds(Reason.GRANT_SUSPENDED, case.grant, state=state)
    elif case.grant_state in PAYABLE_STATES or winds_down:
        yield satisfies(Reason.GRANT_PAYABLE, case.grant, state=state)
    else:
        yield refuses(Reason.GRANT_NOT_PAYABLE, case.grant, state=state)


def the_screening_is_valid(case: PayoutCase) -> Iterator[Finding]:
    """The strategic-risk screening, where the terms ask for one, is passed and has not expired.

    A veto holds whatever the terms say, and no waiver reaches it: only the council lifts it.
    """
    vetoes = [s for s in case.screenings if s.state is ScreeningState.VETOED]
    for veto in vetoes:
        yield holds(
            Reason.SCREENING_VETOED, f"{case.grant}/{veto.code}",
            why=veto.conditions or "none", member=veto.member or "none",
            since_on=veto.moved_on.isoformat(),
        )  # fmt: skip
    if vetoes:
        return
    if case.terms.count(TermName.SCREENING_MONTHS) is None and not case.screenings:
        yield satisfies(Reason.SCREENING_NOT_ASKED, case.grant)
        return
    if case.screening_waiver is not None:
        yield set_aside(case.screening_waiver, case.grant, case.grant)
        return
    if not case.screenings:
        yield holds(Reason.SCREENING_MISSING, case.grant, state="none")
    for screening in case.screenings:
        subject = f"{case.grant}/{screening.code}"
        if screening.holds_on(case.as_of):
            yield satisfies(
                Reason.SCREENING_VALID, subject,
                state=screening.state.value, conditions=screening.conditions or "none",
                valid_until_on=str(screening.valid_until),
            )  # fmt: skip
        elif screening.valid_until is None:
            yield holds(Reason.SCREENING_MISSING, subject, state=screening.state.value)
        else:
            yield holds(
                Reason.SCREENING_EXPIRED, subject, valid_until_on=str(screening.valid_until)
            )


def no_hold_stands(case: PayoutCase) -> Iterator[Finding]:
    """No reasoned stop is on the grant or on this instalment."""
    for hold in case.holds:
        yield holds(
            Reason.HELD, f"{case.grant}/{hold.code}",
            why=hold.reason, since_on=hold.placed_on.isoformat(), may_lift=hold.may_lift.value,
        )  # fmt: skip
    if not case.holds:
        yield satisfies(Reason.NO_HOLD, case.subject)


def covenants_are_kept(case: PayoutCase) -> Iterator[Finding]:
    """No covenant of the grant is breached."""
    breached = [c for c in case.covenants if c.covenant.state is CovenantState.BREACHED]
    for facts in breached:
        subject = f"{case.grant}/{facts.covenant.code}"
        if facts.waiver is not None:
            yield set_aside(facts.waiver, subject, case.grant)
        else:
            yield refuses(
                Reason.COVENANT_BREACHED, subject,
                title=facts.covenant.title, kind=facts.covenant.kind.value,
                since_on=str(facts.covenant.moved_on),
            )  # fmt: skip
    if case.covenants and not breached:
        codes = ", ".join(c.covenant.code for c in case.covenants)
        yield satisfies(Reason.COVENANTS_KEPT, case.grant, covenants=codes)


def debts_are_set_off(case: PayoutCase) -> Iterator[Finding]:
    """What is owed back is set off: the oldest claim first, never more than is owed."""
    owing = [r for r in case.recoveries if r.owed_minor > 0]
    for recovery in owing:
        yield withholds(
            Reason.RECOVERY_SET_OFF, f"{case.grant}/{recovery.code}",
            currency=case.currency, principal_minor=recovery.principal_minor,
        )  # fmt: skip
    if not owing:
        yield satisfies(Reason.NO_RECOVERY_OUTSTANDING, case.grant)


def advances_are_cleared(case: PayoutCase) -> Iterator[Finding]:
    """What was paid in advance is used up by what is paid on results (精算払)."""
    if case.advances_minor > 0:
        yield withholds(
            Reason.ADVANCE_CLEARED, case.grant,
            currency=case.currency, outstanding_minor=case.advances_minor,
            share=str(case.terms.share(TermName.CLEARING_SHARE) or 1),
        )  # fmt: skip

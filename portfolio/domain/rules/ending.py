"""The end of a grant: the amount to fix, what is still under way, and what is uneven."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.gathering import payout_case
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import TAKES_AWAY
from portfolio.domain.rules.payout import exactly_earned
from portfolio.domain.rules.recovery import kept_minor, overpaid_minor, owed_on, paid_on
from portfolio.domain.states import (
    AmendmentState,
    CovenantState,
    PayoutState,
    RecoveryState,
    State,
    WaiverState,
)
from portfolio.domain.taken import is_uncleared, uncleared_minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile

UNPAID = (PayoutState.PROPOSED, PayoutState.CONFIRMED, PayoutState.PAYMENT_FAILED)
"""Payouts that somebody still has to decide on or to settle."""


def amount_to_fix_minor(file: GrantFile, programme: ProgrammeFile, day: date) -> int:
    """Return the amount to be fixed (額の確定): what was earned in the end, at most the award."""
    earned = sum(earned_in_the_end_minor(file, programme, i.code, day) for i in file.instalments)
    return min(file.award_minor, earned)


def earned_in_the_end_minor(
    file: GrantFile, programme: ProgrammeFile, instalment: str, day: date
) -> int:
    """Return what an instalment's conditions have earned, less what was reduced for good.

    What was paid counts on the basis on which it was paid, also after a waiver has run out; what
    was not counts as things stand on the day.
    """
    case = payout_case(file, programme, instalment, as_of=day)
    paid = sum(kept_minor(file, p) for p in paid_on(file, instalment))
    rightly_paid = paid - overpaid_minor(file, programme, instalment, day)
    earned = max(floor(exactly_earned(case)), rightly_paid)
    return min(earned, case.scheduled_minor - case.reduced_minor)


def left_to_pay_minor(file: GrantFile, programme: ProgrammeFile, day: date) -> int:
    """Return what of the amount fixed is still to be paid; below zero where more was paid.

    A milestone may be reversed after the amount is fixed (Act 179 of 1955, Art. 17): then less is
    due than was fixed.
    """
    fixed = file.grant.fixed_minor or 0
    due = min(fixed, amount_to_fix_minor(file, programme, day))
    results = paid_on(file)
    kept = sum(kept_minor(file, p) for p in results)
    # What has come back on these grounds is reduced already; what is claimed will be.
    going = sum(
        r.principal_minor - owed_on(file, programme, r, day).returned_minor
        for p in results
        for r in file.recoveries_on(p.code)
        if r.stands and r.ground in TAKES_AWAY
    )
    return due - going - kept


def nothing_is_under_way(file: GrantFile) -> Iterator[Finding]:
    """No payout, claim, waiver or amendment waits for somebody to decide on it or to settle it."""
    waiting = tuple(_under_way(file))
    for kind, code, state in waiting:
        yield refuses(Reason.STILL_UNDER_WAY, f"{file.code}/{code}", kind=kind, state=state.value)
    if not waiting:
        yield satisfies(Reason.NOTHING_UNDER_WAY, file.code)


def _under_way(file: GrantFile) -> Iterator[tuple[str, str, State]]:
    for payout in file.payouts:
        if payout.state in UNPAID:
            yield "payout", payout.code, payout.state
    for recovery in file.recoveries:
        if recovery.state is RecoveryState.PROPOSED:
            yield "recovery", recovery.code, recovery.state
    for waiver in file.waivers:
        if waiver.state is WaiverState.PROPOSED:
            yield "waiver", waiver.code, waiver.state
    for amendment in file.amendments:
        if amendment.state is AmendmentState.PROPOSED:
            yield "amendment", amendment.code, amendment.state


def nothing_is_withheld(file: GrantFile) -> Iterator[Finding]:
    """No suspension is open: what it withholds is released, or reduced for good."""
    for suspension in file.suspensions:
        if suspension.is_open:
            yield refuses(
                Reason.STILL_UNDER_WAY, f"{file.code}/{suspension.code}",
                kind="suspension", state=suspension.state.value,
            )  # fmt: skip


def the_accounts_are_even(
    file: GrantFile, programme: ProgrammeFile, day: date
) -> Iterator[Finding]:
    """What was fixed is paid and no more, every advance is used up, and nothing is owed back."""
    left = left_to_pay_minor(file, programme, day)
    uneven = tuple(_uneven(file, programme, day))
    if left:
        what = "to pay" if left > 0 else "to come back"
        yield _is_uneven(file.code, programme, what, abs(left))
    yield from uneven
    if not (left or uneven):
        yield satisfies(Reason.ACCOUNTS_EVEN, file.code)


def nothing_is_owed(file: GrantFile, programme: ProgrammeFile, day: date) -> Iterator[Finding]:
    """Every advance is used up, and nothing that was claimed is still owed."""
    uneven = tuple(_uneven(file, programme, day))
    yield from uneven or (satisfies(Reason.NOTHING_OWED_BACK, file.code),)


def _uneven(file: GrantFile, programme: ProgrammeFile, day: date) -> Iterator[Finding]:
    for payout in file.payouts:
        if is_uncleared(file, payout):
            uncleared = uncleared_minor(file, payout)
            yield _is_uneven(f"{file.code}/{payout.code}", programme, "uncleared", uncleared)
    for recovery in file.recoveries:
        if recovery.is_outstanding:
            owed = owed_on(file, programme, recovery, day).total_minor
            yield _is_uneven(f"{file.code}/{recovery.code}", programme, "owed", owed)


def _is_uneven(subject: str, programme: ProgrammeFile, what: str, amount: int) -> Finding:
    return refuses(
        Reason.ACCOUNTS_UNEVEN, subject,
        what=what, currency=programme.programme.currency, amount_minor=amount,
    )  # fmt: skip


def a_covenant_stands(file: GrantFile) -> Finding:
    """There is a covenant to be monitored."""
    standing = _standing_covenants(file)
    if standing:
        return satisfies(Reason.COVENANTS_STAND, file.code, covenants=standing)
    return refuses(Reason.NO_COVENANT_STANDS, file.code)


def no_covenant_stands(file: GrantFile) -> Finding:
    """No covenant has to be monitored any more."""
    standing = _standing_covenants(file)
    if standing:
        return refuses(Reason.COVENANTS_STAND, file.code, covenants=standing)
    return satisfies(Reason.NO_COVENANT_STANDS, file.code)


def _standing_covenants(file: GrantFile) -> str:
    return ", ".join(c.code for c in file.covenants if c.state is CovenantState.STANDING)

"""What has to come back: computed by the policy on the basis on which it was paid."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case
from portfolio.domain.money import in_turn, share_of
from portfolio.domain.owing import owed
from portfolio.domain.period import day_in
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.payout import exactly_earned
from portfolio.domain.states import CovenantState
from portfolio.domain.terms import BreachRecovery, TermName, terms_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from portfolio.domain.covenant import Covenant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Payout
    from portfolio.domain.owing import Owed
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.recovery import Recovery
    from portfolio.domain.terms import Terms


def owed_on(file: GrantFile, programme: ProgrammeFile, recovery: Recovery, day: date) -> Owed:
    """Return what is owed on a claim on a day."""
    return owed(recovery, file.receipts_of(recovery.code), programme.terms, day)


def claims_set_off(
    file: GrantFile, programme: ProgrammeFile, payout: Payout, day: date
) -> tuple[tuple[Recovery, int], ...]:
    """Return which claims a payout sets off if it is settled on a day, and how much of each.

    In the order in which they were proposed; none where it has set them off already.
    """
    if payout.is_booked:
        return ()
    return in_turn(
        payout.set_off_minor,
        ((r, owed_on(file, programme, r, day).total_minor) for r in file.recoveries),
    )


def kept_minor(file: GrantFile, payout: Payout) -> int:
    """Return what the payee still holds of a paid payout: not claimed back, by whatever claim."""
    claimed = sum(r.principal_minor for r in file.recoveries_on(payout.code) if r.stands)
    used = payout.cleared_minor if payout.is_advance else 0
    return max(0, payout.amount_minor - used - claimed)


def paid_on(file: GrantFile, instalment: str | None = None) -> tuple[Payout, ...]:
    """Return the paid results of an instalment, or of all, the latest payment first."""
    return tuple(
        p for p in latest_first(file) if not p.is_advance and instalment in (None, p.instalment)
    )


def latest_first(file: GrantFile) -> tuple[Payout, ...]:
    """Return everything paid, advances too: what was paid last comes back first.

    Enforcement Order of Act 179 of 1955, Art. 9.
    """
    paid = [p for p in file.payouts if p.is_paid]
    return tuple(sorted(paid, key=lambda p: (p.settled_at, p.proposed_at), reverse=True))


def overpaid_minor(file: GrantFile, programme: ProgrammeFile, instalment: str, day: date) -> int:
    """Return what was paid on an instalment above what its conditions unlock now.

    By the terms and waivers of the day its first payment was proposed: the basis on which it was
    paid. What a suspension has taken away for it elsewhere has come back already.
    """
    paid = paid_on(file, instalment)
    if not paid:
        return 0
    first = min(p.proposed_at for p in paid)
    basis_on = day_in(programme.programme.time_zone, first)
    case = payout_case(file, programme, instalment, as_of=day, terms_on_day=basis_on)
    held = sum(kept_minor(file, p) for p in paid)
    elsewhere = sum(
        w.reduced_minor
        for s in file.suspensions
        for w in file.withholdings_of(s.code)
        if s.instalment == instalment != w.instalment
    )
    return max(0, held - elsewhere - floor(exactly_earned(case)))


Amounts = tuple[tuple["Payout", int], ...]
"""What comes back of which payout, in minor units, in the order in which it is claimed."""


def comes_back(  # noqa: PLR0911, PLR0913  # one answer a ground; what it is asked by, by name
    file: GrantFile,
    programme: ProgrammeFile,
    ground: Ground,
    day: date,
    *,
    instalment: str | None = None,
    payout: str | None = None,
    covenant: str | None = None,
) -> Amounts:
    """Return what has to come back on a ground, as the grant stands in `file`: nothing where empty.

    A reversal looks at one `instalment` or at all, an uncleared advance names its `payout`, a
    breach its `covenant`. An irregularity may lie in one payout, in an instalment or in the whole
    grant: all that is held of it could come back.
    """
    paid = latest_first(file)
    match ground:
        case Ground.REVERSAL:
            return _overpaid(file, programme, day, instalment)
        case Ground.ADVANCE:
            return _held(file, [p for p in paid if p.is_advance and p.code == payout])
        case Ground.AMOUNT_FIXED:
            return _above_what_is_fixed(file)
        case Ground.BREACH:
            return _breached(file, programme, covenant)
        case Ground.TERMINATION:
            advances = [p for p in paid if p.is_advance]
            if file.grant.keeps_earned:
                return (*_held(file, advances), *_overpaid(file, programme, day))
            return _held(file, paid)
    within = [p for p in paid if instalment in (None, p.instalment)]
    return _held(file, [p for p in within if payout in (None, p.code)])


def _overpaid(
    file: GrantFile, programme: ProgrammeFile, day: date, instalment: str | None = None
) -> Amounts:
    """Return what was paid above what is earned: each instalment for itself."""
    return tuple(
        each
        for i in file.instalments
        if instalment in (None, i.code)
        for each in _shared_out(
            file, paid_on(file, i.code), overpaid_minor(file, programme, i.code, day)
        )
    )


def _above_what_is_fixed(file: GrantFile) -> Amounts:
    """Return what is held above the amount fixed: of advances before results (Act 179, Art. 18)."""
    paid = sorted(latest_first(file), key=lambda p: not p.is_advance)
    held = sum(kept_minor(file, p) for p in paid)
    fixed = held if file.grant.fixed_minor is None else file.grant.fixed_minor
    return _shared_out(file, paid, max(0, held - fixed))


def _breached(file: GrantFile, programme: ProgrammeFile, covenant: str | None) -> Amounts:
    """Return what comes back for a covenant that stands breached."""
    paid = latest_first(file)
    held = sum(kept_minor(file, p) for p in paid)
    return tuple(
        each
        for c in file.covenants
        if c.code == covenant and c.state is CovenantState.BREACHED and c.moved_on is not None
        for each in _shared_out(
            file, paid, breach_minor(c, terms_on(programme.terms, c.moved_on), held, c.moved_on)
        )
    )


def _held(file: GrantFile, payouts: Sequence[Payout]) -> Amounts:
    return _shared_out(file, payouts, sum(kept_minor(file, p) for p in payouts))


def _shared_out(file: GrantFile, payouts: Iterable[Payout], amount: int) -> Amounts:
    return in_turn(amount, ((p, kept_minor(file, p)) for p in payouts))


def still_claimable_minor(
    file: GrantFile, programme: ProgrammeFile, recovery: Recovery, day: date
) -> int:
    """Return how much of a proposed claim could be claimed if it were proposed on a day.

    What was earned or used up since it was proposed does not come back any more.
    """
    without = replace(file, recoveries=tuple(r for r in file.recoveries if r != recovery))
    payout = file.payout(recovery.payout)
    kept = kept_minor(without, payout)
    if recovery.ground is not Ground.REVERSAL:
        return kept
    return min(kept, overpaid_minor(without, programme, payout.instalment, day))


def breach_minor(covenant: Covenant, terms: Terms, held: int, day: date) -> int:
    """Return what comes back when a covenant is breached: all, or by the time it was not kept.

    Pro rata by days from the breach until the covenant's end, rounded up: never in the payee's
    favour. Zero where the terms say nothing.
    """
    rule = terms.text(TermName.BREACH_RECOVERY)
    if rule == BreachRecovery.WHOLE:
        return held
    if rule == BreachRecovery.PRO_RATA:
        whole = (covenant.until_on - covenant.starts_on).days
        left = min(whole, max(0, (covenant.until_on - day).days))
        return -share_of(-held, Fraction(left, whole))
    return 0

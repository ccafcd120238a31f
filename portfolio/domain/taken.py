"""What earlier payouts have taken, what of it came back, and what of advances is still to clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.owing import owed
from portfolio.domain.recovery import TAKES_AWAY
from portfolio.domain.states import PayoutState, RecoveryState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Payout
    from portfolio.domain.programme import ProgrammeFile


def returned_minor(
    file: GrantFile, programme: ProgrammeFile, day: date, payouts: Iterable[Payout]
) -> int:
    """Return what of these payouts has come back as principal, by a day."""
    return sum(
        owed(r, file.receipts_of(r.code), programme.terms, day).returned_minor
        for p in payouts
        for r in file.recoveries_on(p.code)
    )


def coming_back_minor(
    file: GrantFile, programme: ProgrammeFile, day: date, payouts: list[Payout]
) -> int:
    """Return what of these results is claimed back and still owed: it is set off, or repaid."""
    return sum(
        owed(r, file.receipts_of(r.code), programme.terms, day).principal_minor
        for p in payouts
        if not p.is_advance
        for r in file.recoveries_on(p.code)
    )


def reduced_minor(file: GrantFile, programme: ProgrammeFile, day: date, instalment: str) -> int:
    """Return what of an instalment is taken away for good, by a day.

    What was not cured in time, and what came back for a breach, an irregularity or a termination.
    """
    lost = sum(
        owed(r, file.receipts_of(r.code), programme.terms, day).returned_minor
        for p in file.payouts_on(instalment)
        if not p.is_advance
        for r in file.recoveries_on(p.code)
        if r.ground in TAKES_AWAY
    )
    return lost + sum(w.reduced_minor for w in file.withholdings_on(instalment))


def gross_taken_minor(
    file: GrantFile, programme: ProgrammeFile, day: date, payouts: list[Payout]
) -> dict[str, int]:
    """Return what these payouts take from each instalment, less what of it has come back.

    An advance takes nothing from an instalment: it is used up by what is paid on results later.
    """
    taken: dict[str, int] = {}
    for p in payouts:
        if not p.is_advance:
            back = returned_minor(file, programme, day, [p])
            taken[p.instalment] = taken.get(p.instalment, 0) + p.amount_minor - back
    return taken


_CLAIMED_BACK = (
    RecoveryState.CLAIMED, RecoveryState.RECOVERED, RecoveryState.SET_OFF,
    RecoveryState.WRITE_OFF_PROPOSED, RecoveryState.WRITTEN_OFF,
)  # fmt: skip


def uncleared_minor(file: GrantFile, advance: Payout) -> int:
    """Return what of a paid advance later entitlements still have to use up."""
    claimed = sum(
        r.principal_minor for r in file.recoveries_on(advance.code) if r.state in _CLAIMED_BACK
    )
    return max(0, advance.amount_minor - advance.cleared_minor - claimed)


def is_uncleared(file: GrantFile, payout: Payout) -> bool:
    """Whether it is a paid advance of which later entitlements still have to use up something."""
    paid = payout.is_advance and payout.state is PayoutState.PAID
    return paid and uncleared_minor(file, payout) > 0


def uncleared_advances_minor(file: GrantFile, payouts: list[Payout]) -> int:
    """Return what of all paid advances later entitlements still have to use up."""
    return sum(uncleared_minor(file, p) for p in payouts if is_uncleared(file, p))


def advanced_minor(file: GrantFile, payout: Payout) -> int:
    """Return what an advance that stands amounts to, paid or not, less what was used up of it."""
    return uncleared_minor(file, payout) if payout.is_advance else 0

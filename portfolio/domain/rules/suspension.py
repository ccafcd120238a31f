"""How much is withheld, from which instalments, until when, and what is released or reduced."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case
from portfolio.domain.money import in_turn
from portfolio.domain.rules.payout import exactly_earned
from portfolio.domain.rules.recovery import paid_on
from portfolio.domain.taken import gross_taken_minor, reduced_minor, returned_minor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.suspension import Suspension, Withholding


def shortfall_minor(file: GrantFile, programme: ProgrammeFile, instalment: str, day: date) -> int:
    """Return what of an instalment its conditions do not unlock, gross: scheduled less earned."""
    case = payout_case(file, programme, instalment, as_of=day)
    return case.scheduled_minor - floor(exactly_earned(case))


def uncovered_minor(file: GrantFile, programme: ProgrammeFile, instalment: str, day: date) -> int:
    """Return what of a shortfall has neither been reduced for good nor is claimed back already."""
    reduced = sum(
        w.reduced_minor
        for s in file.suspensions
        if s.instalment == instalment
        for w in file.withholdings_of(s.code)
    )
    paid = paid_on(file, instalment)
    claimed = sum(
        r.principal_minor for p in paid for r in file.recoveries_on(p.code) if r.stands
    ) - returned_minor(file, programme, day, paid)
    return max(0, shortfall_minor(file, programme, instalment, day) - reduced - claimed)


def free_minor(file: GrantFile, programme: ProgrammeFile, instalment: str, day: date) -> int:
    """Return what of an instalment no standing payout, withholding or reduction has taken."""
    standing = [p for p in file.payouts if p.is_standing]
    taken = gross_taken_minor(file, programme, day, standing).get(instalment, 0)
    kept = sum(w.withheld_minor for w in file.withholdings_on(instalment))
    kept += reduced_minor(file, programme, day, instalment)
    return max(0, file.instalment(instalment).amount_minor - taken - kept)


def spread(
    file: GrantFile, programme: ProgrammeFile, instalment: str, amount: int, day: date
) -> tuple[tuple[str, int], ...]:
    """Return from which instalments an amount is withheld: the excess is carried to the next ones.

    The instalment itself first, then those planned after it, in the order of their days, until the
    whole amount is withheld; less than the amount where they do not hold it all.
    """
    own = file.instalment(instalment)
    later = sorted(
        (i for i in file.instalments if (i.planned_on, i.code) > (own.planned_on, own.code)),
        key=lambda i: (i.planned_on, i.code),
    )
    return in_turn(
        amount, ((i.code, free_minor(file, programme, i.code, day)) for i in (own, *later))
    )


def releasable_minor(
    file: GrantFile, programme: ProgrammeFile, instalment: str, withheld: int, day: date
) -> int:
    """Return what of a suspension is cured by now: withheld less the shortfall that remains."""
    return max(0, withheld - uncovered_minor(file, programme, instalment, day))


def withheld_minor(file: GrantFile, suspension: Suspension) -> int:
    """Return what is still withheld under a suspension, on whichever instalments."""
    return sum(w.withheld_minor for w in file.withholdings_of(suspension.code))


def released(withholdings: Iterable[Withholding], amount: int) -> tuple[Withholding, ...]:
    """Return the withholdings that change where so much is released, the instalment's own first."""
    return tuple(
        replace(w, released_minor=w.released_minor + part)
        for w, part in in_turn(amount, ((w, w.withheld_minor) for w in withholdings))
    )


def reduced(withholdings: Iterable[Withholding]) -> tuple[Withholding, ...]:
    """Return the withholdings that change where all still withheld is taken away for good."""
    return tuple(
        replace(w, reduced_minor=w.reduced_minor + w.withheld_minor)
        for w in withholdings
        if w.withheld_minor
    )

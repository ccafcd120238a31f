"""The money of a grant as other standards tell it: awarded, moved, still to come; minor units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from portfolio.domain.grant import Instrument
from portfolio.domain.money import in_turn
from portfolio.domain.owing import owed
from portfolio.domain.period import day_in
from portfolio.domain.recovery import ReceiptKind
from portfolio.domain.rules.standing import PAYABLE_STATES
from portfolio.domain.standing import unpaid_minor
from portfolio.domain.states import GrantState
from portfolio.domain.taken import reduced_minor, returned_minor, uncleared_advances_minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.basis import Basis
    from portfolio.domain.grant import AwardDecision, Grant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Instalment
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.recovery import Receipt, Recovery


class Moved(StrEnum):
    """Why money moved. HISTORY moved before or outside this portfolio: it passed no gate here."""

    RESULT = "result"
    ADVANCE = "advance"
    REPAYMENT = "repayment"
    HISTORY = "history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Money that moved on one day; negative where it came back.

    `subject` is the code of the instalment it was paid on. `clears_minor` and `set_off_minor` were
    paid as well, without a transfer; `interest_minor` came back besides.
    """

    code: str
    kind: Moved
    on: date
    amount_minor: int
    basis: Basis
    instalment: str | None = None
    clears_minor: int = 0
    set_off_minor: int = 0
    interest_minor: int = 0
    recovery: Recovery | None = None


def awarded(file: GrantFile, day: date) -> tuple[AwardDecision, ...]:
    """Return the decisions by a day that are grants. A draft is awarded nothing."""
    if file.grant.state is GrantState.DRAFTED:
        return ()
    return tuple(a for a in file.awards if a.instrument is Instrument.GRANT and a.decided_on <= day)


def awarded_otherwise(file: GrantFile, day: date) -> tuple[AwardDecision, ...]:
    """Return the decisions by a day that are equity, loans or guarantees: never added to grants."""
    return tuple(
        a for a in file.awards if a.instrument is not Instrument.GRANT and a.decided_on <= day
    )


def movements(file: GrantFile, programme: ProgrammeFile, day: date) -> tuple[Movement, ...]:
    """Return the money that moved by a day, oldest first.

    What a result clears or sets off moves no money: it stands beside what was transferred.
    """
    moved = (
        *_paid(file, programme),
        *(m for r in file.recoveries for m in _repaid(file, programme, r)),
        *_history(file),
    )
    return tuple(sorted((m for m in moved if m.on <= day), key=lambda m: (m.on, m.code)))


def to_come(
    file: GrantFile, programme: ProgrammeFile, day: date
) -> tuple[tuple[Instalment, int], ...]:
    """Return the instalments with what can still be transferred on them, in their order.

    What is paid for good, taken away, or ahead of results already is left out. Together they are
    no more than is left of the award, or of the amount fixed at the end.
    """
    if not _can_be_paid(file.grant):
        return ()
    paid = [p for p in file.payouts if p.is_paid]
    award = sum(a.amount_minor for a in awarded(file, day))
    ceiling = award if file.grant.fixed_minor is None else file.grant.fixed_minor
    back = returned_minor(file, programme, day, paid)
    room = ceiling - sum(p.charge_minor for p in paid) + back
    return in_turn(room, ((i, _left_minor(file, programme, day, i)) for i in file.instalments))


def _can_be_paid(grant: Grant) -> bool:
    winds_down = grant.state is GrantState.TERMINATED and grant.keeps_earned
    return winds_down or grant.state in (*PAYABLE_STATES, GrantState.SUSPENDED)


def _left_minor(
    file: GrantFile, programme: ProgrammeFile, day: date, instalment: Instalment
) -> int:
    """Return what of an instalment is left when its advances are used up."""
    payouts = file.payouts_on(instalment.code)
    results = [p for p in payouts if p.is_paid and not p.is_advance]
    unpaid: int = unpaid_minor(
        instalment.amount_minor,
        sum(p.amount_minor for p in results),
        returned_minor(file, programme, day, results),
        reduced_minor(file, programme, day, instalment.code),
    )
    return max(0, unpaid - uncleared_advances_minor(file, list(payouts)))


def _paid(file: GrantFile, programme: ProgrammeFile) -> Iterator[Movement]:
    zone = programme.programme.time_zone
    for p in file.payouts:
        if p.is_paid and p.settled_at is not None:
            yield Movement(
                code=p.code, kind=Moved.ADVANCE if p.is_advance else Moved.RESULT,
                on=day_in(zone, p.settled_at), amount_minor=p.cash_minor,
                basis=file.instalment(p.instalment).basis, instalment=p.instalment,
                clears_minor=p.clears_minor, set_off_minor=p.set_off_minor,
            )  # fmt: skip


def _repaid(file: GrantFile, programme: ProgrammeFile, recovery: Recovery) -> Iterator[Movement]:
    """Yield what was transferred back on a claim: the principal of it, its interest beside."""
    instalment = file.payout(recovery.payout).instalment
    for receipt, principal in _principals(file, programme, recovery):
        if receipt.kind is ReceiptKind.REPAID:
            yield Movement(
                code=f"{recovery.code}.{receipt.number}", kind=Moved.REPAYMENT,
                on=receipt.received_on, amount_minor=-principal,
                basis=file.instalment(instalment).basis, instalment=instalment,
                interest_minor=receipt.amount_minor - principal, recovery=recovery,
            )  # fmt: skip


def _principals(
    file: GrantFile, programme: ProgrammeFile, recovery: Recovery
) -> Iterator[tuple[Receipt, int]]:
    """Yield what of each receipt counts against the principal, in the order the terms state."""
    receipts = sorted(file.receipts_of(recovery.code), key=lambda r: (r.received_on, r.number))
    before = 0
    for n, receipt in enumerate(receipts, start=1):
        by_then = owed(recovery, receipts[:n], programme.terms, receipt.received_on)
        yield receipt, by_then.returned_minor - before
        before = by_then.returned_minor


def _history(file: GrantFile) -> Iterator[Movement]:
    for p in file.past_payments:
        yield Movement(
            code=f"H{p.number}", kind=Moved.HISTORY, on=p.paid_on, amount_minor=p.amount_minor,
            basis=p.basis,
        )  # fmt: skip

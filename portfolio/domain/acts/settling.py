"""Payouts settled: the payment recorded, and what it clears and sets off; or failed at the bank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.clearing import Used, advances_after, cleared, received, used_by
from portfolio.domain.acts.payouts import (
    moved_by,
    plain_move,
    rule_on_payout,
    step_of,
    weighed_again,
)
from portfolio.domain.change import Change
from portfolio.domain.finding import refuses
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.journal import grant_stream
from portfolio.domain.period import add_months
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import ReceiptKind
from portfolio.domain.rules.played import played_on_payment
from portfolio.domain.states import PayoutState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.acts.payouts import RecordFailure, SettlePayout
    from portfolio.domain.change import Occasion
    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Payout
    from portfolio.domain.programme import ProgrammeFile


def settle_payout(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: SettlePayout
) -> Change:
    """Record the payment. The rule is weighed a third time: a hold placed since stops it.

    What it clears and sets off is booked in the same change; a payment that had failed at the bank
    has done so already.
    """
    payout = file.payout(request.payout)
    findings, _ = weighed_again(file, programme, occasion, payout)
    used = Used() if payout.is_booked else used_by(file, programme, occasion, payout)
    ruling = rule_on_payout(
        file, occasion, payout, Act.SETTLE,
        played=played_on_payment(file, programme, payout, occasion.effective_on),
        more=(*findings, *used.day_findings(occasion)),
    )  # fmt: skip
    moved = replace(
        moved_by(payout, Act.SETTLE, occasion, ruling),
        settled_by=occasion.person.code,
        settled_at=occasion.recorded_at,
        payment_reference=request.payment_reference,
        clear_by=_clear_by(file, programme, occasion, payout),
    )
    advances = advances_after(file, occasion, used)
    in_part = [a for a in advances if a.state is PayoutState.PAID]
    steps = [
        step_of(moved, Act.SETTLE, ruling, *in_part, before=payout),
        *(cleared(file, a, ruling.role) for a in advances if a.state is PayoutState.CLEARED),
    ]
    for claim, part in used.claims:
        steps += received(
            file, programme, occasion, claim, kind=ReceiptKind.SET_OFF, amount=part,
            reference=f"{file.code}/{payout.code}", role=ruling.role,
        )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=tuple(steps))


def _clear_by(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, payout: Payout
) -> date | None:
    """Return the day by which an advance paid now has to be used up."""
    terms = terms_in_force(file, programme, occasion.effective_on, payout.instalment)
    months = terms.count(TermName.ADVANCE_MONTHS)
    if months is None or not payout.is_advance:
        return None
    return add_months(occasion.effective_on, months)


def record_failure(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: RecordFailure
) -> Change:
    """Record that a payment came back; it can be settled again.

    Only the transfer has failed: what the payout cleared and set off stays so, for both were
    booked between the same two parties.
    """
    payout = file.payout(request.payout)
    return plain_move(
        file, occasion, payout, Act.RECORD_FAILURE,
        more=_it_can_have_come_back(file, payout, programme.programme.currency),
    )  # fmt: skip


def _it_can_have_come_back(file: GrantFile, payout: Payout, currency: str) -> Iterator[Finding]:
    """Something was transferred, and nobody has counted on it since."""
    subject = f"{file.code}/{payout.code}"
    if payout.cash_minor == 0:
        yield refuses(Reason.NOTHING_TRANSFERRED, subject)
    claimed = sum(r.principal_minor for r in file.recoveries_on(payout.code) if r.stands)
    for counted, minor in (("cleared", payout.cleared_minor), ("claimed", claimed)):
        if minor:
            yield refuses(
                Reason.PAYMENT_COUNTED_ON, subject, counted=counted,
                currency=currency, counted_minor=minor,
            )  # fmt: skip

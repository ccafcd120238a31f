"""Commands on payouts: proposed by one, confirmed by another, settled by a third person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.options import InstalmentOf, PayoutOf, part_of

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.payouts import (
        CancelPayout,
        ConfirmPayout,
        ProposePayout,
        RecordFailure,
        SendBackPayout,
        SettlePayout,
    )

commands = typer.Typer()
_EXAMPLE = "RAPIDUS-FE/P2"


@act(
    commands, "propose",
    "portfolio propose RAPIDUS-FE/I3",
    'portfolio propose RAPIDUS-FE/I3 --amount 50,000,000,000 --reason "rest after the audit"',
)  # fmt: skip
def propose(
    desk: Desk,
    target: InstalmentOf,
    *,
    amount: Annotated[
        str | None,
        typer.Option(help="In the grant's currency; all that is payable where left out."),
    ] = None,
) -> ProposePayout:
    """Propose to pay an instalment, or part of it.

    That is all that is payable, or less with a reason.
    """
    from portfolio.domain.acts.payouts import ProposePayout

    grant, instalment = part_of(target, "RAPIDUS-FE/I3")
    return ProposePayout(
        grant=grant,
        instalment=instalment,
        amount_minor=_minor(desk, grant, amount) if amount is not None else None,
    )


def _minor(desk: Desk, grant: str, amount: str) -> int:
    from portfolio.domain.money import parse_minor
    from portfolio.services.browse import dossier

    currency = dossier(desk.office, grant).programme.programme.currency
    return parse_minor("--amount", amount, currency)


@act(commands, "confirm", "portfolio confirm RAPIDUS-FE/P2")
def confirm(_: Desk, target: PayoutOf) -> ConfirmPayout:
    """Confirm a proposed payout.

    The facts are gathered and weighed again.
    """
    from portfolio.domain.acts.payouts import ConfirmPayout

    grant, payout = part_of(target, _EXAMPLE)
    return ConfirmPayout(grant=grant, payout=payout)


@act(commands, "send-back", 'portfolio send-back RAPIDUS-FE/P2 --reason "wait for the cost report"')
def send_back(_: Desk, target: PayoutOf) -> SendBackPayout:
    """Send a proposed payout back, with a reason."""
    from portfolio.domain.acts.payouts import SendBackPayout

    grant, payout = part_of(target, _EXAMPLE)
    return SendBackPayout(grant=grant, payout=payout)


@act(commands, "cancel", 'portfolio cancel RAPIDUS-FE/P2 --reason "wrong instalment"')
def cancel(_: Desk, target: PayoutOf) -> CancelPayout:
    """Withdraw a confirmed payout, with a reason."""
    from portfolio.domain.acts.payouts import CancelPayout

    grant, payout = part_of(target, _EXAMPLE)
    return CancelPayout(grant=grant, payout=payout)


@act(commands, "settle", "portfolio settle RAPIDUS-FE/P2 --reference 2026-11-23/0417")
def settle(
    _: Desk,
    target: PayoutOf,
    *,
    reference: Annotated[str, typer.Option(help="The bank's reference of the payment.")],
) -> SettlePayout:
    """Record that a confirmed payout was paid."""
    from portfolio.domain.acts.payouts import SettlePayout

    grant, payout = part_of(target, _EXAMPLE)
    return SettlePayout(grant=grant, payout=payout, payment_reference=reference)


@act(
    commands, "payment-failed",
    'portfolio payment-failed RAPIDUS-FE/P2 --reason "account closed, returned by the bank"',
)  # fmt: skip
def payment_failed(_: Desk, target: PayoutOf) -> RecordFailure:
    """Record that the bank returned a payment.

    It can be settled again.
    """
    from portfolio.domain.acts.payouts import RecordFailure

    grant, payout = part_of(target, _EXAMPLE)
    return RecordFailure(grant=grant, payout=payout)

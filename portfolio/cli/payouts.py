"""Commands on payouts: proposed by one, confirmed by another, settled by a third person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.options import InstalmentOf, PayoutOf, minor, part_of
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.advances import ProposeAdvance
    from portfolio.domain.acts.payouts import ProposePayout, SettlePayout

commands = typer.Typer()
_PAYOUT = Part("payout", "payouts", "P2")


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
        amount_minor=minor(desk, grant, amount) if amount is not None else None,
    )


@act(
    commands, "advance",
    'portfolio advance RAPIDUS-FE/I4 20,000,000,000 --reason "tools to be ordered before the test"',
)  # fmt: skip
def advance(
    desk: Desk,
    target: InstalmentOf,
    amount: Annotated[str, typer.Argument(help="In the grant's currency.")],
) -> ProposeAdvance:
    """Propose to pay ahead of what has to be shown.

    Within the share and the time that the programme's terms allow, with a reason. Later results
    use the advance up.
    """
    from portfolio.domain.acts.advances import ProposeAdvance

    grant, instalment = part_of(target, "RAPIDUS-FE/I4")
    return ProposeAdvance(
        grant=grant, instalment=instalment, amount_minor=minor(desk, grant, amount, "AMOUNT")
    )


plain_act(
    commands, "confirm", _PAYOUT, "confirm",
    """Confirm a proposed payout.

    The facts are gathered and weighed again.
    """,
)  # fmt: skip
plain_act(
    commands, "send-back", _PAYOUT, "send back",
    "Send a proposed payout back, with a reason.", why="wait for the cost report",
)  # fmt: skip
plain_act(
    commands, "cancel", _PAYOUT, "cancel",
    "Withdraw a confirmed payout, with a reason.", why="wrong instalment",
)  # fmt: skip


@act(commands, "settle", "portfolio settle RAPIDUS-FE/P2 --reference 2026-11-23/0417")
def settle(
    _: Desk,
    target: PayoutOf,
    *,
    reference: Annotated[str, typer.Option(help="The bank's reference of the payment.")],
) -> SettlePayout:
    """Record that a confirmed payout was paid."""
    from portfolio.domain.acts.payouts import SettlePayout

    grant, payout = part_of(target, _PAYOUT.example)
    return SettlePayout(grant=grant, payout=payout, payment_reference=reference)


plain_act(
    commands, "payment-failed", _PAYOUT, "record failure",
    """Record that the bank returned a payment.

    It can be settled again.
    """,
    why="account closed, returned by the bank",
)  # fmt: skip

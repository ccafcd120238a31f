"""Commands on money that comes back: claimed by one, confirmed by another, repaid or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import (
    GrantOrInstalment,
    code_option,
    grant_or_part,
    minor,
    one_word,
    part,
    part_of,
)
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.recoveries import ProposeRecovery, ProposeWriteOff, RecordRepayment

commands = typer.Typer()
_RECOVERY = Part("recovery", "recoveries", "B1")
_RecoveryOf = Annotated[str, part("recovery", "recoveries")]


@act(
    commands, "recover",
    "portfolio recover RAPIDUS-FE/I3 --ground reversal",
    "portfolio recover RAPIDUS-FE --ground uncleared-advance --payout P2",
    "portfolio recover RAPIDUS-FE/I3 --ground irregularity --amount 12,000,000 "
    '--reason "invoice claimed twice"',
)  # fmt: skip
def recover(
    desk: Desk,
    target: GrantOrInstalment,
    *,
    ground: Annotated[
        str,
        typer.Option(
            help="Why: reversal, uncleared-advance, amount-fixed-below, covenant-breached, "
            "termination or irregularity."
        ),
    ],
    payout: Annotated[
        str | None, code_option("--payout", "payouts", "The advance that was not cleared.")
    ] = None,
    amount: Annotated[
        str | None,
        typer.Option(help="In the grant's currency; what the rules compute where left out."),
    ] = None,
) -> ProposeRecovery:
    """Propose to claim money back.

    The rules say how much; less may be claimed with a reason. Of an irregularity the amount is
    stated.
    """
    from portfolio.domain.acts.recoveries import ProposeRecovery
    from portfolio.domain.recovery import Ground

    grant, instalment = grant_or_part(target, "RAPIDUS-FE/I3")
    return ProposeRecovery(
        grant=grant,
        ground=one_word("--ground", ground, Ground),
        instalment=instalment,
        payout=payout,
        amount_minor=minor(desk, grant, amount) if amount is not None else None,
    )


_recovery = subgroup(
    commands, "recovery", "Confirm or decline a claim; record a repayment.",
    f"portfolio recovery confirm {_RECOVERY.example}",
)  # fmt: skip
plain_act(
    _recovery, "recovery confirm", _RECOVERY, "confirm recovery",
    """Confirm a proposed claim: the money is due back.

    Never done by whoever proposed it. By when it is due follows from the programme's terms.
    """,
)  # fmt: skip
plain_act(
    _recovery, "recovery decline", _RECOVERY, "decline recovery",
    "Turn a proposed claim down, with a reason.", why="the report was late, not wrong",
)  # fmt: skip


@act(
    _recovery, "repay",
    f"portfolio recovery repay {_RECOVERY.example} --amount 5,000,000 --reference 2026-12-01/0091",
)  # fmt: skip
def repay(
    desk: Desk,
    target: _RecoveryOf,
    *,
    amount: Annotated[str, typer.Option(help="What came back, in the grant's currency.")],
    reference: Annotated[str, typer.Option(help="The bank's reference of the payment.")],
) -> RecordRepayment:
    """Record money that came back on a claim."""
    from portfolio.domain.acts.recoveries import RecordRepayment

    grant, recovery = part_of(target, _RECOVERY.example)
    return RecordRepayment(
        grant=grant,
        recovery=recovery,
        amount_minor=minor(desk, grant, amount),
        payment_reference=reference,
    )


_write_off = subgroup(
    commands, "write-off", "Give up what is still owed, by authority.",
    f"portfolio write-off confirm {_RECOVERY.example}",
)  # fmt: skip


@act(
    _write_off, "propose",
    f"portfolio write-off propose {_RECOVERY.example} "
    '--authority "finance ministry 2027-31" --reason "the member is insolvent"',
)  # fmt: skip
def propose_write_off(
    _: Desk,
    target: _RecoveryOf,
    *,
    authority: Annotated[str, typer.Option(help="Whose decision allows it, and where it stands.")],
) -> ProposeWriteOff:
    """Propose to give up what is still owed, with a reason."""
    from portfolio.domain.acts.recoveries import ProposeWriteOff

    grant, recovery = part_of(target, _RECOVERY.example)
    return ProposeWriteOff(grant=grant, recovery=recovery, authority=authority)


plain_act(
    _write_off, "write-off confirm", _RECOVERY, "confirm write-off",
    """Confirm that what is still owed is given up.

    Never done by whoever proposed it.
    """,
)  # fmt: skip
plain_act(
    _write_off, "write-off decline", _RECOVERY, "decline write-off",
    "Go on claiming what is owed, with a reason.", why="the guarantor can pay",
)  # fmt: skip

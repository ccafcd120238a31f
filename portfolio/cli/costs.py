"""Commands on costs: claimed by one person under a key, accepted or refused by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import (
    Document,
    DocumentDigest,
    DocumentFile,
    InstalmentOf,
    code_option,
    digest_of,
    minor,
    one_word,
    part_of,
)
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.costs import ClaimCost

commands = typer.Typer()
_COST = Part("cost", "costs", "K1")
_cost = subgroup(
    commands, "cost", "Claim a cost; accept or refuse it.",
    f"portfolio cost accept {_COST.example}",
)  # fmt: skip


@act(
    _cost, "claim",
    "portfolio cost claim RAPIDUS-FE/I3 --amount 48,000,000 --key INV-2026-0815 --member RAPIDUS "
    '--title "EUV resist track" --incurred-on 2026-08-15 --document invoice --file invoice.pdf',
)  # fmt: skip
def claim(  # noqa: PLR0913  # one each for what is said about a cost
    desk: Desk,
    target: InstalmentOf,
    *,
    amount: Annotated[str, typer.Option(help="In the grant's currency.")],
    key: Annotated[
        str,
        typer.Option(help="Invoice, serial or seat number: the same wherever it is claimed."),
    ],
    kind: Annotated[
        str, typer.Option(help="What the key names: cost-item, asset or training-seat.")
    ] = "cost-item",
    member: Annotated[str, code_option("--member", "members", "The member that had the cost.")],
    title: Annotated[str, typer.Option(help="What it was for.")],
    incurred_on: Annotated[str, typer.Option(metavar="DATE", help="The day it was incurred.")],
    document: Document,
    file: DocumentFile = None,
    sha256: DocumentDigest = None,
) -> ClaimCost:
    """Claim a cost under an instalment.

    A cost counts once: a key that any grant has claimed already is refused.
    """
    from portfolio.domain.acts.costs import ClaimCost
    from portfolio.domain.cost import CostKind
    from portfolio.domain.period import parse_day

    grant, instalment = part_of(target, "RAPIDUS-FE/I3")
    return ClaimCost(
        grant=grant,
        instalment=instalment,
        member=member,
        kind=one_word("--kind", kind, CostKind),
        key=key,
        title=title,
        amount_minor=minor(desk, grant, amount),
        incurred_on=parse_day("--incurred-on", incurred_on),
        document=document,
        document_sha256=digest_of(file, sha256),
    )


plain_act(_cost, "cost accept", _COST, "accept cost", "Accept a claimed cost as eligible.")
plain_act(
    _cost, "cost refuse", _COST, "refuse cost", "Refuse a claimed cost, with a reason.",
    why="incurred before the grant began",
)  # fmt: skip

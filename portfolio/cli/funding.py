"""Commands on private money: sums reported by one person, verified or rejected by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import (
    Document,
    DocumentDigest,
    DocumentFile,
    digest_of,
    minor,
    part,
    part_of,
)
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.funding import ReportFunding

commands = typer.Typer()
_REPORT = Part("funding_report", "funding_reports", "F1")
_fund = subgroup(
    commands, "fund", "Report private money raised; verify or reject it.",
    f"portfolio fund verify {_REPORT.example}",
)  # fmt: skip


@act(
    _fund, "report",
    "portfolio fund report RAPIDUS-FE/PRIVATE --raised 7,300,000,000 --counted-on 2026-09-30 "
    '--document "paid-in capital" --file register.pdf',
)  # fmt: skip
def report(  # noqa: PLR0913  # one each for what a report says
    desk: Desk,
    target: Annotated[str, part("co-funding", "co_fundings")],
    *,
    raised: Annotated[
        str, typer.Option(metavar="AMOUNT", help="How much is raised, all told, in its currency.")
    ],
    counted_on: Annotated[str, typer.Option(metavar="DATE", help="The day it was counted.")],
    document: Document,
    file: DocumentFile = None,
    sha256: DocumentDigest = None,
) -> ReportFunding:
    """Report how much of a promise is raised.

    It unlocks nothing before somebody else has verified it.
    """
    from portfolio.domain.acts.funding import ReportFunding
    from portfolio.domain.period import parse_day

    grant, co_funding = part_of(target, "RAPIDUS-FE/PRIVATE")
    return ReportFunding(
        grant=grant,
        co_funding=co_funding,
        raised_minor=minor(desk, grant, raised, "--raised"),
        as_of=parse_day("--counted-on", counted_on),
        document=document,
        document_sha256=digest_of(file, sha256),
    )


plain_act(
    _fund, "fund verify", _REPORT, "verify funding",
    "Accept a reported sum after checking its document.",
)  # fmt: skip
plain_act(
    _fund, "fund reject", _REPORT, "reject funding", "Turn a reported sum down, with a reason.",
    why="a loan, not equity",
)  # fmt: skip

"""Commands on training: counts reported by one person, verified or rejected by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import (
    Document,
    DocumentDigest,
    DocumentFile,
    digest_of,
    one_word,
    part,
    part_of,
)
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.reskilling import ReportTraining

commands = typer.Typer()
_REPORT = Part("report", "reports", "R2")
_train = subgroup(
    commands, "train", "Report training; verify or reject a report.",
    f"portfolio train verify {_REPORT.example}",
)  # fmt: skip


@act(
    _train, "report",
    "portfolio train report RAPIDUS-FE/C1 --rung certified --persons 120 --counted-on 2026-09-30 "
    '--document "certificates to September" --file certificates.pdf',
)  # fmt: skip
def report(  # noqa: PLR0913  # one each for what a report says
    _: Desk,
    target: Annotated[str, part("commitment", "commitments")],
    *,
    rung: Annotated[str, typer.Option(help="enrolled, completed, certified, placed or retained.")],
    persons: Annotated[int, typer.Option(help="How many persons stand on it, all told.")],
    counted_on: Annotated[str, typer.Option(metavar="DATE", help="The day they were counted.")],
    document: Document,
    file: DocumentFile = None,
    sha256: DocumentDigest = None,
) -> ReportTraining:
    """Report how many persons stand on a rung.

    It unlocks nothing before somebody else has verified it.
    """
    from portfolio.domain.acts.reskilling import ReportTraining
    from portfolio.domain.period import parse_day
    from portfolio.domain.reskilling import Rung

    grant, commitment = part_of(target, "RAPIDUS-FE/C1")
    return ReportTraining(
        grant=grant,
        commitment=commitment,
        rung=one_word("--rung", rung, Rung),
        persons=persons,
        as_of=parse_day("--counted-on", counted_on),
        document=document,
        document_sha256=digest_of(file, sha256),
    )


plain_act(_train, "train verify", _REPORT, "verify", "Accept a count after checking its document.")
plain_act(
    _train, "train reject", _REPORT, "reject", "Turn a reported count down, with a reason.",
    why="eight names appear twice",
)  # fmt: skip

"""Commands on training: counts reported by one person, verified or rejected by another."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, example
from portfolio.cli.completion import complete_part
from portfolio.cli.options import one_word, part_of
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.reskilling import RejectReport, ReportTraining, VerifyReport

commands = typer.Typer()
_train = typer.Typer(
    name="train",
    help="Report training; verify or reject a report.",
    epilog=example("portfolio train verify RAPIDUS-FE/R2"),
    no_args_is_help=True,
)
commands.add_typer(_train)

_CommitmentOf = Annotated[
    str,
    typer.Argument(
        metavar="GRANT/COMMITMENT",
        help="Codes of a grant and of one of its reskilling commitments.",
        autocompletion=complete_part("commitments"),
    ),
]
_ReportOf = Annotated[
    str,
    typer.Argument(
        metavar="GRANT/REPORT",
        help="Codes of a grant and of one of its reports.",
        autocompletion=complete_part("reports"),
    ),
]


@act(
    _train, "report",
    "portfolio train report RAPIDUS-FE/C1 --rung certified --persons 120 --as-of 2026-09-30 "
    '--document "certificates to September" --file certificates.pdf',
)  # fmt: skip
def report(  # noqa: PLR0913  # one each for what a report says
    _: Desk,
    target: _CommitmentOf,
    *,
    rung: Annotated[str, typer.Option(help="enrolled, completed, certified, placed or retained.")],
    persons: Annotated[int, typer.Option(help="How many persons stand on it, all told.")],
    as_of: Annotated[str, typer.Option(metavar="DATE", help="The day they were counted.")],
    document: Annotated[str, typer.Option(help="What shows it: roster, certificates, records.")],
    file: Annotated[
        Path | None, typer.Option(help="That document; its SHA-256 is kept, never the file.")
    ] = None,
    sha256: Annotated[str | None, typer.Option(help="Or the document's SHA-256.")] = None,
) -> ReportTraining:
    """Report how many persons stand on a rung.

    It unlocks nothing before somebody else has verified it.
    """
    from portfolio.domain.acts.reskilling import ReportTraining
    from portfolio.domain.period import parse_day
    from portfolio.domain.reskilling import Rung
    from portfolio.services.digesting import sha256_of_file

    grant, commitment = part_of(target, "RAPIDUS-FE/C1")
    if (file is None) == (sha256 is None):
        raise Invalid(
            "--file", "" if file is None else str(file), "and --sha256 exclude each other",
            "give one of them",
        )  # fmt: skip
    return ReportTraining(
        grant=grant,
        commitment=commitment,
        rung=one_word("--rung", rung, Rung),
        persons=persons,
        as_of=parse_day("--as-of", as_of),
        document=document,
        document_sha256=sha256_of_file(file) if file is not None else str(sha256),
    )


@act(_train, "verify", "portfolio train verify RAPIDUS-FE/R2")
def verify(_: Desk, target: _ReportOf) -> VerifyReport:
    """Accept a count after checking its document."""
    from portfolio.domain.acts.reskilling import VerifyReport

    grant, code = part_of(target, "RAPIDUS-FE/R2")
    return VerifyReport(grant=grant, report=code)


@act(_train, "reject", 'portfolio train reject RAPIDUS-FE/R2 --reason "eight names appear twice"')
def reject(_: Desk, target: _ReportOf) -> RejectReport:
    """Turn a reported count down, with a reason."""
    from portfolio.domain.acts.reskilling import RejectReport

    grant, code = part_of(target, "RAPIDUS-FE/R2")
    return RejectReport(grant=grant, report=code)

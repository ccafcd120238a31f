"""Commands on milestones: evidence handed in, submitted, returned, assessed."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act
from portfolio.cli.options import MilestoneOf, one_word, part_of
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.assessing import AssessMilestone
    from portfolio.domain.acts.milestones import RecordEvidence

commands = typer.Typer()
_MILESTONE = Part("milestone", "milestones", "M3")


@act(
    commands, "evidence",
    'portfolio evidence RAPIDUS-FE/M3 --kind pilot-line-test-report --title "Pilot line test" '
    "--file report.pdf --member RAPIDUS",
)  # fmt: skip
def evidence(  # noqa: PLR0913  # one each for what is said about a piece of evidence
    _: Desk,
    target: MilestoneOf,
    *,
    kind: Annotated[
        str,
        typer.Option(
            help="lab-results, breadboard-report, relevant-environment-test-report, "
            "pilot-scale-test-report, pilot-line-test-report, qualification-record, "
            "production-report, acceptance-record, cost-report or publication."
        ),
    ],
    title: Annotated[str, typer.Option(help="What it is called.")],
    member: Annotated[str, typer.Option(help="Code of the member who handed it in.")],
    file: Annotated[
        Path | None, typer.Option(help="The file; its SHA-256 is kept, never the file.")
    ] = None,
    address: Annotated[str | None, typer.Option(help="Or the public address where it is.")] = None,
) -> RecordEvidence:
    """Put on file what was handed in for a milestone."""
    from portfolio.domain.acts.milestones import RecordEvidence
    from portfolio.domain.milestone import EvidenceKind
    from portfolio.services.digesting import sha256_of_file

    grant, milestone = part_of(target, _MILESTONE.example)
    return RecordEvidence(
        grant=grant,
        milestone=milestone,
        kind=one_word("--kind", kind, EvidenceKind),
        title=title,
        sha256=sha256_of_file(file) if file is not None else None,
        address=address,
        member=member,
    )


plain_act(
    commands, "submit", _MILESTONE, "submit",
    """Hand a milestone to the assessors.

    Its required evidence must be on file.
    """,
)  # fmt: skip
plain_act(
    commands, "return", _MILESTONE, "return",
    "Give a submitted milestone back, with a reason.", why="the test report lacks its annex",
)  # fmt: skip


@act(
    commands, "assess",
    'portfolio assess RAPIDUS-FE/M3 --level 7 --summary "shown on the pilot line" '
    '--judge "K1=met:205:tools counted on site"',
    "portfolio assess RAPIDUS-FE/M3 --level 6 --summary partly --judgements verdicts.json",
)  # fmt: skip
def assess(  # one each for what an assessment consists of
    _: Desk,
    target: MilestoneOf,
    *,
    level: Annotated[int, typer.Option(help="The readiness level found.")],
    summary: Annotated[str, typer.Option(help="The assessment in words.")],
    judge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CRITERION=VERDICT:MEASURED:REASON",
            help="met, partly or not-met; 'partly@1/3' gives the share; MEASURED may be empty. "
            "Once for each criterion.",
        ),
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option(help="Or a JSON file with a list of judgements as in the own format."),
    ] = None,
) -> AssessMilestone:
    """Judge a submitted milestone.

    That is the level found, and every criterion with a reason.
    """
    from portfolio.cli.judging import judgement_of, judgements_in
    from portfolio.domain.acts.assessing import AssessMilestone

    grant, milestone = part_of(target, _MILESTONE.example)
    typed = tuple(judgement_of(text) for text in judge or ())
    return AssessMilestone(
        grant=grant,
        milestone=milestone,
        level_reached=level,
        summary=summary,
        judgements=typed + (judgements_in(judgements) if judgements is not None else ()),
    )

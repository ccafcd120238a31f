"""Commands on covenants, the duties that outlive payment: attested, breached, remedied, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import (
    Document,
    DocumentDigest,
    DocumentFile,
    digest_of,
    part,
    part_of,
)
from portfolio.cli.plain import Part, plain_act

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.covenants import Attest

commands = typer.Typer()
_COVENANT = Part("covenant", "covenants", "V1")


@act(
    commands, "attest",
    f"portfolio attest {_COVENANT.example} --until 2027-03-31 "
    '--document "production report FY2026" --file report.pdf',
)  # fmt: skip
def attest(
    _: Desk,
    target: Annotated[str, part("covenant", "covenants")],
    *,
    until: Annotated[
        str, typer.Option(metavar="DATE", help="The day up to which the covenant was kept.")
    ],
    document: Document,
    file: DocumentFile = None,
    sha256: DocumentDigest = None,
) -> Attest:
    """Put on file a member's word that a covenant was kept."""
    from portfolio.domain.acts.covenants import Attest
    from portfolio.domain.period import parse_day

    grant, covenant = part_of(target, _COVENANT.example)
    return Attest(
        grant=grant,
        covenant=covenant,
        kept_until=parse_day("--until", until),
        document=document,
        document_sha256=digest_of(file, sha256),
    )


_covenant = subgroup(
    commands, "covenant", "Find a covenant breached, remedied or fulfilled.",
    f"portfolio covenant fulfil {_COVENANT.example}",
)  # fmt: skip
plain_act(
    _covenant, "covenant breach", _COVENANT, "find breach",
    """Find a covenant breached, with a reason.

    What comes back by the programme's terms is claimed in the same command.
    """,
    why="production moved abroad",
)  # fmt: skip
plain_act(
    _covenant, "covenant remedy", _COVENANT, "remedy",
    "Find a breached covenant kept again, with a reason.", why="production is back",
)  # fmt: skip
plain_act(
    _covenant, "covenant fulfil", _COVENANT, "fulfil",
    """Find that a covenant has been kept to its end.

    Its last day is over and every attestation is on file.
    """,
)  # fmt: skip

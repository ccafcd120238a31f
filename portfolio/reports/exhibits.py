"""What was handed in behind a subject: evidence, and the documents of reports, costs and duties.

Five kinds of records bear a document; here they are one list, the newest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case
from portfolio.domain.rules.payout import entitlement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime
    from enum import StrEnum

    from portfolio.domain.co_funding import FundingReport
    from portfolio.domain.cost import Cost
    from portfolio.domain.covenant import Attestation
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Evidence
    from portfolio.domain.reskilling import ReskillingReport
    from portfolio.reports.dossier import Dossier

    _Bearer = Evidence | ReskillingReport | FundingReport | Attestation


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One document as it is recorded: what it is, whose, and by what it is known again.

    `kind` is the kind of record that bears it, `sort` the word for what it shows, `behind` the code
    of what it was handed in for, `member` who issued it. `accepted_by` has assessed, verified or
    accepted it; nobody has yet where it is None.
    """

    grant: str
    code: str
    kind: str
    sort: StrEnum | None
    behind: str
    title: str
    sha256: str | None
    address: str | None
    member: str
    received_on: date
    recorded_by: str
    recorded_at: datetime
    accepted_by: str | None


def exhibits_of(file: GrantFile) -> tuple[Exhibit, ...]:
    """Return every document of a grant, the newest first."""
    found = (
        *(_evidence(file, each) for each in file.evidence),
        *(_report(file, each) for each in file.reports),
        *(_funding(file, each) for each in file.funding_reports),
        *(_cost(each) for each in file.costs),
        *(_attestation(file, each) for each in file.attestations),
    )
    # What was recorded at one moment stands in the order of its codes.
    in_order = sorted(found, key=lambda each: (each.kind, each.code))
    return tuple(sorted(in_order, key=lambda each: each.recorded_at, reverse=True))


def exhibits_behind(dossier: Dossier, kind: str, code: str) -> tuple[Exhibit, ...]:
    """Return the documents that a subject rests on, the newest first; of a grant all it has.

    What is about money rests on whatever the payout rule relied on. Raises `NotFound`.
    """
    every = exhibits_of(dossier.file)
    if kind in _RESTS_ON:
        wanted = _RESTS_ON[kind](dossier.file, code)
        return tuple(each for each in every if (each.kind, each.code) in wanted)
    instalment = _instalment_of(dossier.file, kind, code)
    if instalment is None:
        return every
    costs = (cost.code for cost in dossier.file.costs_of(instalment))
    relied_on = {*_relied_on(dossier, instalment), *costs}
    return tuple(each for each in every if each.code in relied_on)


def _relied_on(dossier: Dossier, instalment: str) -> Iterator[str]:
    """Yield what the findings on an instalment rest on, whatever has been paid of it since."""
    case = payout_case(dossier.file, dossier.programme, instalment, as_of=dossier.as_of)
    for finding in entitlement(case).findings:
        yield from finding.evidence


def _evidence(file: GrantFile, each: Evidence) -> Exhibit:
    seen = [a for a in file.assessments_of(each.milestone) if each.code in a.evidence]
    return Exhibit(
        grant=file.code, code=each.code, kind="evidence", sort=each.kind, behind=each.milestone,
        title=each.title, sha256=each.sha256, address=each.address, member=each.member,
        received_on=each.received_on, recorded_by=each.recorded_by, recorded_at=each.recorded_at,
        accepted_by=seen[-1].assessed_by if seen else None,
    )  # fmt: skip


def _report(file: GrantFile, each: ReskillingReport) -> Exhibit:
    return Exhibit(
        grant=file.code, code=each.code, kind="report", sort=each.rung, behind=each.commitment,
        title=each.document, sha256=each.document_sha256, address=None,
        member=file.commitment(each.commitment).member, received_on=each.as_of,
        recorded_by=each.reported_by, recorded_at=each.reported_at,
        accepted_by=each.decided_by if each.is_verified else None,
    )  # fmt: skip


def _funding(file: GrantFile, each: FundingReport) -> Exhibit:
    return Exhibit(
        grant=file.code, code=each.code, kind="funding_report", sort=None, behind=each.co_funding,
        title=each.document, sha256=each.document_sha256, address=None,
        member=file.co_funding(each.co_funding).member, received_on=each.as_of,
        recorded_by=each.reported_by, recorded_at=each.reported_at,
        accepted_by=each.decided_by if each.is_verified else None,
    )  # fmt: skip


def _cost(each: Cost) -> Exhibit:
    return Exhibit(
        grant=each.grant, code=each.code, kind="cost", sort=each.kind, behind=each.instalment,
        title=each.document, sha256=each.document_sha256, address=None, member=each.member,
        received_on=each.incurred_on, recorded_by=each.claimed_by, recorded_at=each.claimed_at,
        accepted_by=each.decided_by if each.is_accepted else None,
    )  # fmt: skip


def _attestation(file: GrantFile, each: Attestation) -> Exhibit:
    return Exhibit(
        grant=file.code, code=each.code, kind="attestation", sort=None, behind=each.covenant,
        title=each.document, sha256=each.document_sha256, address=None,
        member=file.covenant(each.covenant).member, received_on=each.received_on,
        recorded_by=each.recorded_by, recorded_at=each.recorded_at, accepted_by=None,
    )  # fmt: skip


def _named(kind: str, records: Iterable[_Bearer]) -> set[tuple[str, str]]:
    return {(kind, each.code) for each in records}


_RESTS_ON: dict[str, Callable[[GrantFile, str], set[tuple[str, str]]]] = {
    "milestone": lambda file, code: _named("evidence", file.evidence_for(code)),
    "stage_gate": lambda file, code: _named(
        "evidence", file.evidence_for(file.stage_gate(code).milestone)
    ),
    "commitment": lambda file, code: _named("report", file.reports_on(code)),
    "report": lambda file, code: {("report", file.report(code).code)},
    "co_funding": lambda file, code: _named("funding_report", file.funding_reports_on(code)),
    "funding_report": lambda file, code: {("funding_report", file.funding_report(code).code)},
    "cost": lambda file, code: {("cost", file.cost(code).code)},
    "covenant": lambda file, code: _named("attestation", file.attestations_of(code)),
}
"""What of a grant a subject rests on where no money is weighed."""


def _instalment_of(file: GrantFile, kind: str, code: str) -> str | None:
    """Return the instalment whose money a subject is about; None where it is about the grant."""
    match kind:
        case "instalment":
            return code
        case "payout" | "suspension" | "waiver" | "hold":
            of: str | None = getattr(file, kind)(code).instalment
            return of
        case "recovery":
            return file.payout(file.recovery(code).payout).instalment
        case _:
            return None

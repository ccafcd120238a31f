"""Training reported by one person, verified or rejected by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  # a request's types are read when it is made from text
from typing import TYPE_CHECKING

from portfolio.domain.acts.deciding import decide_on
from portfolio.domain.acts.ruling import not_in_the_future, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.finding import Finding, refuses
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.reason import Reason
from portfolio.domain.reskilling import ReskillingReport, Rung
from portfolio.domain.rules.played import played_on_commitment
from portfolio.domain.states import ReportState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTraining:
    """Report how many persons stand on a rung, all told, on a day; `document_sha256` shows it."""

    grant: str
    commitment: str
    rung: Rung
    persons: int
    as_of: date
    document: str
    document_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """Accept a reported count after checking it against the document."""

    grant: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReport:
    """Turn a reported count down, with a reason."""

    grant: str
    report: str


def report_training(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: ReportTraining
) -> Change:
    """Put a count on file. It unlocks nothing until somebody else has verified it."""
    commitment = file.commitment(request.commitment)
    code = next_code("R", file.reports)
    subject = f"{file.code}/{code}"
    ruling = rule_on(
        Act.REPORT, "report", subject, None, occasion,
        played=played_on_commitment(file, commitment.code),
        more=(
            *_the_ladder_holds(file, request),
            *not_in_the_future(subject, occasion, request.as_of),
        ),
    )  # fmt: skip
    report = ReskillingReport(
        grant=file.code,
        code=code,
        commitment=commitment.code,
        rung=request.rung,
        persons=request.persons,
        as_of=request.as_of,
        document=request.document,
        document_sha256=request.document_sha256,
        state=ReportState.REPORTED,
        reported_by=occasion.person.code,
        reported_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
    )
    step = Step(
        act=Act.REPORT, subject=subject, role=ruling.role, after=ruling.after,
        findings=ruling.findings, records=(report,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _the_ladder_holds(file: GrantFile, request: ReportTraining) -> Iterator[Finding]:
    """Counts are cumulative: in time they never fall, and no rung stands above a lower one."""
    subject = f"{file.code}/{request.commitment}"
    standing = [r for r in file.reports_on(request.commitment) if r.is_standing]
    for r in standing:
        fell = r.as_of <= request.as_of and r.persons > request.persons
        backdated = r.as_of > request.as_of and r.persons < request.persons
        if r.rung is request.rung and (fell or backdated):
            yield refuses(
                Reason.COUNT_FALLS, subject, r.code,
                rung=r.rung.value, persons=request.persons, earlier_persons=r.persons,
                earlier_on=r.as_of.isoformat(),
            )  # fmt: skip
    for rung in Rung:
        known = [r for r in standing if r.rung is rung and r.as_of <= request.as_of]
        if not known or rung is request.rung:
            continue
        newest = max(known, key=lambda r: (r.as_of, r.reported_at))
        said, other = (request.rung, request.persons), (newest.rung, newest.persons)
        higher, lower = (said, other) if rung.height < request.rung.height else (other, said)
        if higher[1] > lower[1]:
            yield refuses(
                Reason.ABOVE_LOWER_RUNG, subject, newest.code,
                rung=higher[0].value, persons=higher[1],
                lower_rung=lower[0].value, lower_persons=lower[1],
            )  # fmt: skip


def verify_report(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: VerifyReport
) -> Change:
    """Accept a reported count: from now on it unlocks money."""
    return _decide(file, occasion, file.report(request.report), Act.VERIFY)


def reject_report(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RejectReport
) -> Change:
    """Turn a reported count down."""
    return _decide(file, occasion, file.report(request.report), Act.REJECT)


def _decide(file: GrantFile, occasion: Occasion, report: ReskillingReport, act: Act) -> Change:
    return decide_on(
        file, occasion, report, act, played=played_on_commitment(file, report.commitment)
    )

"""Private money reported as raised by one person, verified or rejected by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  # a request's types are read when it is made from text
from typing import TYPE_CHECKING

from portfolio.domain.acts.deciding import decide_on
from portfolio.domain.acts.ruling import not_in_the_future, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.co_funding import FundingReport
from portfolio.domain.finding import Finding, refuses
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.reason import Reason
from portfolio.domain.rules.played import played_on_funding
from portfolio.domain.states import ReportState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFunding:
    """Report how much of a promise is raised, all told, on a day; the document shows it."""

    grant: str
    co_funding: str
    raised_minor: int
    as_of: date
    document: str
    document_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyFunding:
    """Accept a reported sum after checking it against the document."""

    grant: str
    funding_report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectFunding:
    """Turn a reported sum down, with a reason."""

    grant: str
    funding_report: str


def report_funding(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ReportFunding
) -> Change:
    """Put a sum on file. It unlocks nothing until somebody else has verified it."""
    promise = file.co_funding(request.co_funding)
    code = next_code("F", file.funding_reports)
    subject = f"{file.code}/{code}"
    ruling = rule_on(
        Act.REPORT_FUNDING, "funding_report", subject, None, occasion,
        played=played_on_funding(file, promise.code),
        more=(
            *_the_sum_never_falls(file, programme, request),
            *not_in_the_future(subject, occasion, request.as_of),
        ),
    )  # fmt: skip
    report = FundingReport(
        grant=file.code,
        code=code,
        co_funding=promise.code,
        raised_minor=request.raised_minor,
        as_of=request.as_of,
        document=request.document,
        document_sha256=request.document_sha256,
        state=ReportState.REPORTED,
        reported_by=occasion.person.code,
        reported_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
    )
    step = Step(
        act=Act.REPORT_FUNDING, subject=subject, role=ruling.role, after=ruling.after,
        amount_minor=report.raised_minor, findings=ruling.findings, records=(report,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _the_sum_never_falls(
    file: GrantFile, programme: ProgrammeFile, request: ReportFunding
) -> Iterator[Finding]:
    """What was raised is counted all told, so that in time it never falls."""
    for r in file.funding_reports_on(request.co_funding):
        fell = r.as_of <= request.as_of and r.raised_minor > request.raised_minor
        backdated = r.as_of > request.as_of and r.raised_minor < request.raised_minor
        if r.is_standing and (fell or backdated):
            yield refuses(
                Reason.FUNDING_FALLS, f"{file.code}/{request.co_funding}", r.code,
                currency=programme.programme.currency, raised_minor=request.raised_minor,
                earlier_minor=r.raised_minor, earlier_on=r.as_of.isoformat(),
            )  # fmt: skip


def verify_funding(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: VerifyFunding
) -> Change:
    """Accept a reported sum: from now on it unlocks money, and counts as leverage."""
    return _decide(file, occasion, file.funding_report(request.funding_report), Act.VERIFY_FUNDING)


def reject_funding(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RejectFunding
) -> Change:
    """Turn a reported sum down."""
    return _decide(file, occasion, file.funding_report(request.funding_report), Act.REJECT_FUNDING)


def _decide(file: GrantFile, occasion: Occasion, report: FundingReport, act: Act) -> Change:
    return decide_on(
        file, occasion, report, act,
        played=played_on_funding(file, report.co_funding), amount_minor=report.raised_minor,
    )  # fmt: skip

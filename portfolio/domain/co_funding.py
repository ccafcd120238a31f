"""Co-funding: the private money a member promised to raise, and what was shown to be raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.money import check_minor
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.states import ReportState
from portfolio.domain.text import clean_code, clean_fields, clean_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable


@record("co_funding", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoFunding:
    """Private money that a member promised to raise by a day."""

    grant: str
    code: str
    member: str
    title: str
    title_ja: str | None = None
    promised_minor: int
    due_on: date
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("co_funding", self.code)
        clean_fields(self, title=200, title_ja=200, source=1000)
        check_minor("promised", self.promised_minor, least=1)
        check_day("due_on", self.due_on)


@record("funding_report", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class FundingReport:
    """What was raised of a promise, all told, on a day: reported by one, verified by another."""

    grant: str
    code: str
    co_funding: str
    raised_minor: int
    as_of: date
    document: str
    document_sha256: str
    state: ReportState
    reported_by: str
    reported_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    moved_on: date

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_minor("raised", self.raised_minor, least=1)
        check_day("as_of", self.as_of)
        clean_fields(self, document=200)
        digest = clean_sha256("document_sha256", self.document_sha256)
        object.__setattr__(self, "document_sha256", digest)

    @property
    def is_verified(self) -> bool:
        """Whether somebody else has accepted it: it counts."""
        return self.state is ReportState.VERIFIED

    @property
    def is_standing(self) -> bool:
        """Whether it was not turned down: it counts, or may yet."""
        return self.state is not ReportState.REJECTED


def leverage(raised: int, paid: int) -> Fraction | None:
    """Return the private money raised for each unit of public money paid; undefined before that."""
    return Fraction(raised, paid) if paid else None


def raised_minor(reports: Iterable[FundingReport]) -> int:
    """Return what these reports show as raised: the newest count, of the later day."""
    newest = max(reports, key=lambda r: (r.as_of, r.reported_at), default=None)
    return newest.raised_minor if newest else 0

"""The reskilling ladder: who was promised to be trained, what was reported, what was verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.states import ReportState
from portfolio.domain.text import clean_code, clean_fields, clean_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PERSONS = 10_000_000


class Rung(StrEnum):
    """The steps of the ladder, lowest first. Counts are cumulative from the top down."""

    ENROLLED = "enrolled"
    COMPLETED = "completed"
    CERTIFIED = "certified"
    PLACED = "placed"
    RETAINED = "retained"

    @property
    def height(self) -> int:
        """0 for the lowest rung."""
        return tuple(Rung).index(self)


def check_persons(field: str, persons: int) -> int:
    """Return a head count of at least one, or raise `Invalid`."""
    if not 1 <= persons <= MOST_PERSONS:
        raise Invalid(field, persons, "is no head count", "give 1 or more persons")
    return persons


@record("commitment", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReskillingCommitment:
    """How many domestic engineers reach which rung by when, promised by which member."""

    grant: str
    code: str
    member: str
    title: str
    title_ja: str | None = None
    rung: Rung
    persons: int
    due_on: date
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("commitment", self.code)
        clean_fields(self, title=200, title_ja=200, source=1000)
        check_persons("persons", self.persons)
        check_day("due_on", self.due_on)


@record("report", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReskillingReport:
    """A dated, cumulative count on a rung: reported by one person, verified by another.

    Never names a trainee: `document_sha256` is the digest of the roster, certificate list or
    employment record that the member keeps.
    """

    grant: str
    code: str
    commitment: str
    rung: Rung
    persons: int
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
        check_persons("persons", self.persons)
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


def count_on(reports: Iterable[ReskillingReport], rung: Rung) -> int:
    """Return how many persons these reports put on a rung; those on higher rungs passed it too.

    Of each rung the newest count holds (the later day, then the later report).
    """
    newest: dict[Rung, ReskillingReport] = {}
    for report in reports:
        known = newest.get(report.rung)
        if known is None or (report.as_of, report.reported_at) >= (known.as_of, known.reported_at):
            newest[report.rung] = report
    return max((r.persons for r in newest.values() if r.rung.height >= rung.height), default=0)

"""Every day that counts, as it is recorded: what is overdue, and what comes within a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from portfolio.domain.period import FiscalCalendar, Timing, add_months, timing_of
from portfolio.domain.transitions import Act
from portfolio.reports import ahead_queries
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from portfolio.domain.finding import Finding
    from portfolio.domain.programme import ProgrammeFile

MONTHS_AHEAD = 12
"""How far days are looked at."""


class Part(StrEnum):
    """What a line is about, in the order in which they are read."""

    CARRY_OVER = "carry-over"
    MILESTONE = "milestone"
    COMMITMENT = "commitment"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One thing that lies ahead, or is overdue: in which grant, about what, and on which day.

    `on` is the day by which a milestone is to be shown, persons to be trained, the first open
    condition of an instalment to be met, or from which `act` can be asked for. `money_minor` is
    what can still be paid and hangs on it. Of an instalment, `year_ends_on` is the last day of the
    fiscal year that runs and `blocked_by` what the payout rule finds in its way; of a milestone,
    `baseline_on` is the day first agreed; of a commitment, `persons` were promised and
    `missing_persons` of them are not verified.
    """

    part: Part
    grant: str
    programme: str
    currency: str
    basis: str
    kind: str
    code: str
    what: str
    what_ja: str | None
    on: date
    timing: Timing
    money_minor: int
    act: Act | None = None
    year_ends_on: date | None = None
    blocked_by: tuple[Finding, ...] = ()
    baseline_on: date | None = None
    persons: int | None = None
    missing_persons: int | None = None

    @property
    def subject(self) -> str:
        """Grant and code, as acts and the journal name it; the grant alone where it is that."""
        return f"{self.grant}/{self.code}" if self.code else self.grant

    @property
    def blocking_codes(self) -> tuple[str, ...]:
        """The codes of what is in the way, each once."""
        return tuple(dict.fromkeys(f.subject.rpartition("/")[2] for f in self.blocked_by))

    @property
    def slip_days(self) -> int | None:
        """By how many days a milestone was moved from its baseline: 0 where it was not."""
        return None if self.baseline_on is None else (self.on - self.baseline_on).days


_KINDS = {
    Part.CARRY_OVER: "instalment",
    Part.MILESTONE: "milestone",
    Part.COMMITMENT: "commitment",
}
"""What the lines of a part are about, where they are all about the same."""


def lines_of(
    connection: Connection, part: Part, files: Sequence[ProgrammeFile], as_of: date, *, most: int
) -> tuple[tuple[Ahead, ...], int]:
    """Return the lines of a part in these programmes, the earliest first, at most so many.

    And how many there are.
    """
    until = add_months(as_of, MONTHS_AHEAD)
    match part:
        case Part.CARRY_OVER:
            query = ahead_queries.not_unlocked(files, as_of)
        case Part.MILESTONE:
            query = ahead_queries.milestones(until)
        case Part.COMMITMENT:
            query = ahead_queries.commitments(until)
        case Part.DAY:
            query = ahead_queries.days(as_of, until)
    codes = [f.programme.code for f in files]
    chosen = query.where(table_of("grant").c.programme.in_(codes)).limit(most)
    rows = connection.execute(chosen).mappings().all()
    lines = tuple(_ahead(part, dict(row), as_of) for row in rows)
    return lines, rows[0]["in_all"] if rows else 0


def _ahead(part: Part, row: dict[str, Any], as_of: date) -> Ahead:
    calendar = FiscalCalendar(row.pop("first_month"))
    at_risk_days = row.pop("at_risk_days")
    del row["in_all"]
    row.setdefault("kind", _KINDS.get(part))
    for name in ("on", "baseline_on"):
        if name in row:
            row[name] = date.fromisoformat(row[name])
    if "act" in row:
        row["act"] = Act(row["act"])
    if part is Part.CARRY_OVER:
        row["year_ends_on"] = calendar.last_day(calendar.year_of(as_of))
    return Ahead(part=part, timing=timing_of(row["on"], as_of, at_risk_days), **row)

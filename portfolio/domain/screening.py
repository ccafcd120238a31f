"""Strategic-risk screenings of a grant or of one member, with outcome, conditions and expiry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from portfolio.domain.record import record
from portfolio.domain.states import ScreeningState
from portfolio.domain.text import clean_fields


@record("screening", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Whether the strategic-risk screen stands in the way of paying a grant, and until when.

    `member` is whom it looks at; None for the consortium as a whole. `conditions` is what the
    council asked for, or why it vetoed. A veto holds every payout until the council lifts it.
    """

    grant: str
    code: str
    member: str | None = None
    state: ScreeningState
    conditions: str | None = None
    valid_until: date | None = None
    requested_by: str
    requested_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    moved_on: date
    played: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_fields(self, conditions=4000)

    def holds_on(self, day: date) -> bool:
        """Whether payment may go on under it on a day."""
        passed = self.state in (ScreeningState.CLEARED, ScreeningState.CONDITIONAL)
        return passed and self.valid_until is not None and day <= self.valid_until

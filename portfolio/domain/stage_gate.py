"""Stage-gates: the review that is held each time a readiness level is to rise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from portfolio.domain.record import record
from portfolio.domain.states import StageGateState


@record("stage_gate", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class StageGate:
    """Whether an element may rise from one level to another, as an assessment found.

    Where the programme's terms ask for a committee the level rises only when somebody other than
    the assessor passes the gate; otherwise the assessment itself passes it.
    """

    grant: str
    code: str
    element: str
    milestone: str
    assessment: str
    from_level: int
    to_level: int
    state: StageGateState
    opened_by: str
    opened_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    moved_on: date

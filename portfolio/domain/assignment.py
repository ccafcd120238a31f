"""Who handles a grant in a role: it says whom the queue waits for, and allows or bars nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.domain.people import Role
from portfolio.domain.record import record


@record("assignment", "grant", "role")
@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The person who handles a grant in a role; `person` is None once that was taken back."""

    grant: str
    role: Role
    person: str | None
    assigned_by: str
    assigned_on: date

"""A decision as a value: exactly which records change, and the journal entries that say why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portfolio.domain.text import clean_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from _typeshed import DataclassInstance

    from portfolio.domain.finding import Finding
    from portfolio.domain.people import Person, Role
    from portfolio.domain.states import State
    from portfolio.domain.transitions import Act

RULES_EDITION = "2"
"""Edition of the rules in this package, stored with every decision they led to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who acts, when it is recorded (UTC), from which day it counts, and what they say why.

    `today` is the calendar day of `recorded_at` where the programme is.
    """

    person: Person
    recorded_at: datetime
    today: date
    effective_on: date
    reason: str | None = None

    def __post_init__(self) -> None:
        """Clean the reason; one of blanks only is none."""
        reason = self.reason
        if reason is not None:
            cleaned = clean_text("reason", reason) if reason.strip() else None
            object.__setattr__(self, "reason", cleaned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One journal entry to be: an act on a subject, with the records it puts in place."""

    act: Act
    subject: str
    role: Role
    before: State | None = None
    after: State | None = None
    amount_minor: int | None = None
    fiscal_year: int | None = None
    findings: tuple[Finding, ...] = ()
    records: tuple[DataclassInstance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one person's act does to one stream. Written whole with its entries, or not at all."""

    stream: str
    occasion: Occasion
    steps: tuple[Step, ...] = field(default=())

    @property
    def records(self) -> tuple[DataclassInstance, ...]:
        """Every record the change puts in place, in order."""
        return tuple(each for step in self.steps for each in step.records)

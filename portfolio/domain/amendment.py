"""Amendments: a new version of dates, amounts, levels or criteria, the old one kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.domain.record import record
from portfolio.domain.states import AmendmentState
from portfolio.domain.text import clean_code, clean_fields


class Amended(StrEnum):
    """What an amendment can change."""

    MILESTONE_DUE = "milestone due"
    MILESTONE_LEVEL = "milestone level"
    CRITERION_TARGET = "criterion target"
    COMMITMENT_DUE = "commitment due"
    COMMITMENT_PERSONS = "commitment persons"
    INSTALMENT_AMOUNT = "instalment amount"
    INSTALMENT_DAY = "instalment day"
    CONDITION_SHARE = "condition share"
    CONDITION_PERSONS = "condition persons"
    CONDITION_MOVED = "condition moved"
    CONDITION_ENDED = "condition ended"
    GRANT_END = "grant end"
    AWARD = "award"


@record("amendment", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A re-baseline: proposed by one person, confirmed by another, effective when confirmed.

    `changes_award` says whether the sum of the instalments changes with it: then it is an award
    decision too.
    """

    grant: str
    code: str
    title: str
    reason: str
    source: str
    state: AmendmentState
    changes_award: bool = False
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    effective_on: date | None = None
    moved_on: date
    played: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an amendment without title, reason or source."""
        clean_fields(self, title=200, reason=4000, source=1000)


@record("amendment_line", "grant", "amendment", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentLine:
    """One thing an amendment changes, with what it was and what it becomes, as text.

    `subject` is the milestone, commitment or instalment; of a criterion and of a condition it is
    two codes with a dot between: ``M3.YIELD``, ``I3.M5``. A condition moves to the instalment
    that `new` names; one that is given up becomes ``ended``.
    """

    grant: str
    amendment: str
    number: int
    what: Amended
    subject: str
    old: str
    new: str

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        for code in self.subject.split("."):
            clean_code("subject", code)
        clean_fields(self, old=100, new=100)

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of everything it concerns; of a condition that moves, where to as well."""
        moved_to = (self.new,) if self.what is Amended.CONDITION_MOVED else ()
        return (*self.subject.split("."), *moved_to)

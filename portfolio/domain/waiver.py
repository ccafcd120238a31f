"""Waivers: one condition of one instalment set aside, by name, with authority, for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.domain.errors import Invalid
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.states import WaiverState
from portfolio.domain.text import clean_code, clean_fields


class Waivable(StrEnum):
    """What can be set aside. Neither a hold, nor who may act, nor any ceiling is among it.

    `LEVEL_STEP` lets a milestone be assessed more than one level above where its element stands.
    """

    MILESTONE = "milestone"
    COMMITMENT = "commitment"
    CO_FUNDING = "co-funding"
    COVENANT = "covenant"
    SCREENING = "screening"
    LEVEL_STEP = "level step"


@record("waiver", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One condition set aside for one instalment: by whose authority, why, and until when.

    `condition` and `condition_code` name it: the milestone M3, the commitment C1; a screening has
    the grant's own code. In force from `effective_on` until `expires_on`, both included.
    """

    grant: str
    code: str
    instalment: str
    condition: Waivable
    condition_code: str
    authority: str
    reason: str
    expires_on: date
    state: WaiverState
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    effective_on: date | None = None
    ended_on: date | None = None
    moved_on: date
    played: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a waiver without authority, reason or an end."""
        clean_code("condition_code", self.condition_code)
        clean_fields(self, authority=400, reason=4000)
        check_day("expires_on", self.expires_on)
        if self.effective_on is not None and self.expires_on < self.effective_on:
            raise Invalid(
                "expires_on", self.expires_on.isoformat(), "is before the waiver takes effect",
                f"give {self.effective_on.isoformat()} or later",
            )  # fmt: skip

    def is_in_force(self, day: date) -> bool:
        """Whether it sets its condition aside on a day; also asked of days long past."""
        begun = self.effective_on is not None and self.effective_on <= day
        ended = self.ended_on is not None and self.ended_on <= day
        return begun and not ended and day <= self.expires_on

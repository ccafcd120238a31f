"""What a database is for: a record of public money, or a demonstration that may be played with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portfolio.domain.record import record


class Purpose(StrEnum):
    """Whether acting as somebody else, and replaying history, is possible at all."""

    RECORD = "record"
    DEMONSTRATION = "demonstration"


@record("charter", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """The first entry of every portfolio. Never changed afterwards: no act does it."""

    code: str = "portfolio"
    purpose: Purpose
    created_at: datetime

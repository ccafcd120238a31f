"""Suspensions: the part of an instalment withheld until a shortfall is cured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from portfolio.domain.money import check_minor
from portfolio.domain.record import record
from portfolio.domain.states import SuspensionState
from portfolio.domain.text import clean_fields


@record("suspension", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """What is withheld of an instalment because of what was not shown, gross, in minor units.

    `cure_due_on` is by when the shortfall has to be cured, `reduce_from` the first day on which
    what is not cured may be reduced, once that was announced. Where it exceeds what was left of the
    instalment the rest is withheld from the next ones: see `Withholding`.
    """

    grant: str
    code: str
    instalment: str
    amount_minor: int
    state: SuspensionState
    reason: str
    opened_on: date
    cure_due_on: date
    announced_on: date | None = None
    reduce_from: date | None = None
    opened_by: str
    opened_at: datetime
    moved_on: date
    played: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a suspension of nothing, or without a reason."""
        clean_fields(self, reason=4000)
        check_minor("amount", self.amount_minor, least=1)

    @property
    def is_open(self) -> bool:
        """Whether money is still withheld under it."""
        return self.state not in (SuspensionState.RELEASED, SuspensionState.REDUCED)


@record("withholding", "grant", "suspension", "instalment")
@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """What a suspension withholds from one instalment, and what has become of it since."""

    grant: str
    suspension: str
    instalment: str
    amount_minor: int
    released_minor: int = 0
    reduced_minor: int = 0

    def __post_init__(self) -> None:
        """Refuse to release or reduce more than was withheld."""
        check_minor("amount", self.amount_minor, least=1)
        check_minor("withheld", self.withheld_minor)

    @property
    def withheld_minor(self) -> int:
        """What is still withheld: neither released nor reduced."""
        return self.amount_minor - self.released_minor - self.reduced_minor

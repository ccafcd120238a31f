"""Grants: the award to one consortium, its decisions, and the organisations that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.money import LARGEST_MINOR
from portfolio.domain.period import check_day, check_fiscal_year
from portfolio.domain.record import record
from portfolio.domain.states import GrantState
from portfolio.domain.text import clean_code, clean_fields


class Instrument(StrEnum):
    """What kind of public money: the four are never added up."""

    GRANT = "grant"
    EQUITY = "equity"
    LOAN = "loan"
    GUARANTEE = "guarantee"


class MemberRole(StrEnum):
    """What an organisation is in its consortium."""

    LEAD = "lead"
    PARTNER = "partner"
    SUBRECIPIENT = "subrecipient"


AWAITS_RESULTS = (
    GrantState.AWARDED, GrantState.ACTIVE, GrantState.SUSPENDED, GrantState.COMPLETED,
)  # fmt: skip
"""States of a grant under which something is still to be shown."""


@record("grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The award to one consortium under a programme. Its amount is the sum of award decisions.

    `played` is who had which duty in its moves. `fixed_minor` is the amount fixed at the end
    (額の確定), announced on `amount_announced_on`; after a termination `keeps_earned` says whether
    what was earned by then stays with the consortium: that is the amount fixed then.
    """

    code: str
    programme: str
    title: str
    title_ja: str | None = None
    consortium: str
    consortium_ja: str | None = None
    mission_area: str
    starts_on: date
    ends_on: date
    source: str
    source_on: date | None = None
    basis: Basis
    state: GrantState = GrantState.AWARDED
    moved_on: date | None = None
    played: tuple[str, ...] = ()
    amount_announced_on: date | None = None
    fixed_minor: int | None = None
    keeps_earned: bool = True

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("grant", self.code)
        clean_fields(self, title=200, title_ja=200, consortium=200, consortium_ja=200, source=1000)
        clean_fields(self, mission_area=100)
        check_day("starts_on", self.starts_on)
        check_day("ends_on", self.ends_on)
        if self.ends_on < self.starts_on:
            raise Invalid(
                "ends_on", self.ends_on.isoformat(), "is before the start",
                f"give {self.starts_on.isoformat()} or later",
            )  # fmt: skip

    @property
    def awaits_results(self) -> bool:
        """Whether something is still to be shown under it: awarded, and not yet at its end."""
        return self.state in AWAITS_RESULTS


@record("award_decision", "grant", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDecision:
    """One dated increment (or reduction, negative) of the award, charged to a fiscal year.

    `account` is the account of the treasury it is charged to, as in `Appropriation`.
    """

    grant: str
    number: int
    decided_on: date
    fiscal_year: int
    instrument: Instrument = Instrument.GRANT
    account: str | None = None
    amount_minor: int
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_fiscal_year("fiscal_year", self.fiscal_year)
        check_day("decided_on", self.decided_on)
        clean_fields(self, account=120, source=1000)
        if self.amount_minor == 0 or abs(self.amount_minor) > LARGEST_MINOR:
            raise Invalid(
                "amount", self.amount_minor, "changes nothing or is larger than any programme",
                "give the increment or reduction in minor units",
            )  # fmt: skip


@record("member", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One organisation of a consortium. `share` is its part of the public money, 0 to 1."""

    grant: str
    code: str
    name: str
    name_ja: str | None = None
    role: MemberRole
    country: str
    share: Fraction
    corporate_number: str | None = None
    lei: str | None = None

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("member", self.code)
        clean_fields(self, name=200, name_ja=200)
        if not (len(self.country) == 2 and self.country.isascii() and self.country.isupper()):  # noqa: PLR2004  # ISO 3166-1 alpha-2
            raise Invalid("country", self.country, "is not ISO 3166-1 alpha-2", "write JP, US, …")
        if not 0 <= self.share <= 1:
            raise Invalid("share", str(self.share), "is not between 0 and 1", "write 1/3 or 0.25")

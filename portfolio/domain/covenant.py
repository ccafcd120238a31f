"""Covenants: duties that outlive payment, attested year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.states import CovenantState
from portfolio.domain.text import clean_code, clean_fields, clean_sha256


class CovenantKind(StrEnum):
    """What has to be kept (5G Promotion Act certification, and supply-chain conditions)."""

    PRODUCTION = "continued production"
    TECHNOLOGY = "no technology leak"
    SECOND_SOURCE = "second source"
    PRIORITY_SUPPLY = "priority supply in shortage"


@record("covenant", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Covenant:
    """A duty from one day until another, such as ten years' production."""

    grant: str
    code: str
    member: str
    kind: CovenantKind
    title: str
    title_ja: str | None = None
    starts_on: date
    until_on: date
    state: CovenantState = CovenantState.STANDING
    moved_on: date | None = None
    played: tuple[str, ...] = ()
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("covenant", self.code)
        clean_fields(self, title=200, title_ja=200, source=1000)
        check_day("starts_on", self.starts_on)
        check_day("until_on", self.until_on)
        if self.until_on <= self.starts_on:
            raise Invalid(
                "until_on", self.until_on.isoformat(), "is not after the start",
                f"give a day after {self.starts_on.isoformat()}",
            )  # fmt: skip


@record("attestation", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A member's word, with a document, that a covenant was kept up to a day."""

    grant: str
    code: str
    covenant: str
    kept_until: date
    document: str
    document_sha256: str
    recorded_by: str
    recorded_at: datetime
    received_on: date

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_day("kept_until", self.kept_until)
        clean_fields(self, document=200)
        digest = clean_sha256("document_sha256", self.document_sha256)
        object.__setattr__(self, "document_sha256", digest)

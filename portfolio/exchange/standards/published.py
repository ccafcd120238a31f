"""What a standard publishes of one grant, in the words that all standards share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as a file names it; `identifier` is its name where it has none."""

    identifier: str
    name: str
    name_ja: str | None = None
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The programme a grant is published under: its code and title, or neither."""

    code: str = ""
    title: str = ""

    @property
    def readable(self) -> str:
        """What the scheme is called."""
        return ": ".join(dict.fromkeys(part for part in (self.code, self.title) if part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment, or money back (negative), that a file tells of; `kind` says what it calls it."""

    kind: str
    paid_on: date
    amount_minor: int
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One grant as a file publishes it. `said` is what of it has no other place here."""

    identifier: str
    title: str
    title_ja: str | None = None
    funder: Organisation
    scheme: Scheme
    currency: str
    starts_on: date
    ends_on: date | None
    holders: tuple[Organisation, ...]
    said: tuple[str, ...]
    payments: tuple[Payment, ...]

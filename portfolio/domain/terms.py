"""The terms of a programme: every limit, rate, period and coefficient, each with its citation.

No term has a value in code. What a programme's terms do not say is either not asked (no retention,
no observation window) or cannot be done (no suspension without a cure period): the rules say which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.period import check_day
from portfolio.domain.record import record
from portfolio.domain.text import clean_code, clean_fields

if TYPE_CHECKING:
    from collections.abc import Iterable


class TermName(StrEnum):
    """What terms can say. The kind of value stands in `TERM_KINDS`."""

    # how conditions become money
    BANDS = "bands"
    ITEMS = "items"
    UNIT_PRICE = "unit price"
    UNIT_BASELINE = "unit baseline"
    COST_RATE = "cost rate"
    INCENTIVE_RATE = "incentive rate"
    RETENTION_SHARE = "retention share"
    # periods
    CURE_MONTHS = "cure months"
    REDUCTION_NOTICE_MONTHS = "reduction notice months"
    AMOUNT_NOTICE_MONTHS = "amount notice months"
    WAIVER_MONTHS = "waiver months"
    SCREENING_MONTHS = "screening months"
    ATTESTATION_MONTHS = "attestation months"
    RETENTION_CHECK_MONTHS = "retention check months"
    # advances
    ADVANCE_SHARE = "advance share"
    ADVANCE_MONTHS = "advance months"
    CLEARING_SHARE = "clearing share"
    # recoveries
    RECOVERY_DAYS = "recovery days"
    INTEREST_RATE = "interest rate"
    LATE_RATE = "late rate"
    INTEREST_YEAR_DAYS = "interest year days"
    RECOVERY_ORDER = "recovery order"
    BREACH_RECOVERY = "breach recovery"
    # readiness
    STAGE_GATE = "stage gate"


class TermKind(StrEnum):
    """How the value of a term is written."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    MINOR = "minor"
    BANDS = "bands"
    WORD = "word"


class RecoveryOrder(StrEnum):
    """What a repayment is counted against first."""

    PRINCIPAL_FIRST = "principal first"
    INTEREST_FIRST = "interest first"


class BreachRecovery(StrEnum):
    """What comes back when a covenant is breached."""

    WHOLE = "whole"
    PRO_RATA = "pro rata"


class StageGateRule(StrEnum):
    """Who decides whether a level has risen."""

    COMMITTEE = "committee"


TERM_KINDS: dict[TermName, TermKind] = {
    TermName.BANDS: TermKind.BANDS,
    TermName.ITEMS: TermKind.COUNT,
    TermName.UNIT_PRICE: TermKind.MINOR,
    TermName.UNIT_BASELINE: TermKind.COUNT,
    TermName.COST_RATE: TermKind.SHARE,
    TermName.INCENTIVE_RATE: TermKind.SHARE,
    TermName.RETENTION_SHARE: TermKind.SHARE,
    TermName.CURE_MONTHS: TermKind.COUNT,
    TermName.REDUCTION_NOTICE_MONTHS: TermKind.COUNT,
    TermName.AMOUNT_NOTICE_MONTHS: TermKind.COUNT,
    TermName.WAIVER_MONTHS: TermKind.COUNT,
    TermName.SCREENING_MONTHS: TermKind.COUNT,
    TermName.ATTESTATION_MONTHS: TermKind.COUNT,
    TermName.RETENTION_CHECK_MONTHS: TermKind.COUNT,
    TermName.ADVANCE_SHARE: TermKind.SHARE,
    TermName.ADVANCE_MONTHS: TermKind.COUNT,
    TermName.CLEARING_SHARE: TermKind.SHARE,
    TermName.RECOVERY_DAYS: TermKind.COUNT,
    TermName.INTEREST_RATE: TermKind.RATE,
    TermName.LATE_RATE: TermKind.RATE,
    TermName.INTEREST_YEAR_DAYS: TermKind.COUNT,
    TermName.RECOVERY_ORDER: TermKind.WORD,
    TermName.BREACH_RECOVERY: TermKind.WORD,
    TermName.STAGE_GATE: TermKind.WORD,
}

TERM_WORDS: dict[TermName, type[StrEnum]] = {
    TermName.RECOVERY_ORDER: RecoveryOrder,
    TermName.BREACH_RECOVERY: BreachRecovery,
    TermName.STAGE_GATE: StageGateRule,
}

Bands = tuple[tuple[int, Fraction], ...]
"""Score (0 to 100) from which a share of the money is due, rising: ``(0, 0), (30, 2/5), …``."""

_WHOLE = re.compile(r"\d{1,16}", re.ASCII)
_FRACTION = re.compile(r"\d{1,9}(/[1-9]\d{0,8}|\.\d{1,9})?", re.ASCII)
_BEST_SCORE = 100
_LONGEST_PERIOD = 1200  # a hundred years of months: beyond it days run out of the calendar


def parse_count(field: str, text: str) -> int:
    """Read a whole number written in digits, or raise `Invalid`."""
    if not _WHOLE.fullmatch(text):
        raise Invalid(field, text, "is not a whole number", "write digits only, such as 6")
    return int(text)


def _fraction(field: str, text: str) -> Fraction:
    if not _FRACTION.fullmatch(text):
        raise Invalid(field, text, "is not a share", "write 1/3, 0.13 or 1")
    return Fraction(text)


def parse_share(field: str, text: str) -> Fraction:
    """Read a share from 0 to 1, written ``1/3`` or ``0.25``, or raise `Invalid`."""
    share = _fraction(field, text)
    if share > 1:
        raise Invalid(field, text, "is above 1", "write a share between 0 and 1, such as 1/3")
    return share


def parse_bands(field: str, text: str) -> Bands:
    """Read bands written ``0:0 30:2/5 50:7/10 80:1``: from a score on, that share is due.

    Raises `Invalid` unless scores and shares rise from score 0: more shown must never pay less.
    """
    bands = []
    for part in text.split(" "):
        score, colon, share = part.partition(":")
        if not colon:
            raise Invalid(field, text, "is not a list of bands", "write 0:0 30:2/5 50:7/10 80:1")
        bands.append((parse_count(field, score), parse_share(field, share)))
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(bands))
    if bands[0][0] != 0 or not rising or bands[-1][0] > _BEST_SCORE:
        raise Invalid(
            field, text, "does not rise from score 0 to at most 100",
            "begin with 0: and let scores and shares rise",
        )  # fmt: skip
    return tuple(bands)


def check_term(name: TermName, text: str) -> None:
    """Raise `Invalid` where the text is no value that this term can have."""
    field = name.value
    match TERM_KINDS[name]:
        case TermKind.COUNT | TermKind.MINOR:
            count = parse_count(field, text)
            if field.endswith((" months", " days")) and count > _LONGEST_PERIOD:
                raise Invalid(
                    field, text, "is longer than any grant", f"give {_LONGEST_PERIOD} or fewer"
                )
        case TermKind.SHARE:
            parse_share(field, text)
        case TermKind.RATE:
            _fraction(field, text)
        case TermKind.BANDS:
            parse_bands(field, text)
        case _:
            known = [word.value for word in TERM_WORDS[name]]
            if text not in known:
                raise Invalid(field, text, "is not known here", f"write {' or '.join(known)}")


@record("term", "programme", "name", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a programme from a day on, with where it stands. `number` counts its versions."""

    programme: str
    name: TermName
    number: int
    value: str
    from_on: date
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_fields(self, source=1000)
        check_day("from_on", self.from_on)
        check_term(self.name, self.value)


@record("instalment_term", "grant", "instalment", "name")
@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentTerm:
    """A term that differs for one instalment, with the reason for it."""

    grant: str
    instalment: str
    name: TermName
    value: str
    reason: str

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("instalment", self.instalment)
        clean_fields(self, reason=1000)
        check_term(self.name, self.value)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms in force on a day: the newest of each name, an instalment's own before them.

    Each reader returns None where the terms are silent.
    """

    values: tuple[tuple[TermName, str], ...] = ()

    def text(self, name: TermName) -> str | None:
        """Return a term as it is written, or None."""
        return next((value for known, value in self.values if known is name), None)

    def count(self, name: TermName) -> int | None:
        """Return a number of months, days, items or minor units, or None."""
        text = self.text(name)
        return None if text is None else int(text)

    def share(self, name: TermName) -> Fraction | None:
        """Return a share or a yearly rate, or None."""
        text = self.text(name)
        return None if text is None else Fraction(text)

    def bands(self) -> Bands | None:
        """Return the bands of scores, or None."""
        text = self.text(TermName.BANDS)
        return None if text is None else parse_bands(TermName.BANDS.value, text)


def newest_terms(terms: Iterable[Term], day: date) -> tuple[Term, ...]:
    """Return of each term the version in force on a day: the one from the latest day before it."""
    newest = {
        term.name: term
        for term in sorted(terms, key=lambda t: (t.from_on, t.number))
        if term.from_on <= day
    }
    return tuple(newest[name] for name in sorted(newest))


def terms_on(terms: Iterable[Term], day: date, own: Iterable[InstalmentTerm] = ()) -> Terms:
    """Return the terms in force on a day; `own` are those of the instalment looked at."""
    found = {term.name: term.value for term in newest_terms(terms, day)}
    found |= {term.name: term.value for term in own}
    return Terms(tuple(sorted(found.items())))

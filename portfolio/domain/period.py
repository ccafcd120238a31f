"""Calendar days, fiscal years and month arithmetic. Moments are UTC; dates are the programme's."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portfolio.domain.errors import Invalid

EARLIEST = date(1990, 1, 1)
LATEST = date(2199, 12, 31)
UTC = timezone.utc  # noqa: UP017  # one name for "UTC", also where a tzinfo instance is asked for
_LAST_MONTH = 12
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """A fiscal year that begins on the first of `first_month` (Japan: 4) and bears that year."""

    first_month: int = 4

    def __post_init__(self) -> None:
        """Refuse a month that is not one."""
        if not 1 <= self.first_month <= _LAST_MONTH:
            raise Invalid("first_month", self.first_month, "is not a month", "give 1 to 12")

    def year_of(self, day: date) -> int:
        """Return the fiscal year `day` lies in: 31 March 2026 is in 2025, 1 April in 2026."""
        return day.year if day.month >= self.first_month else day.year - 1

    def first_day(self, fiscal_year: int) -> date:
        """Return the day a fiscal year begins."""
        return date(fiscal_year, self.first_month, 1)

    def last_day(self, fiscal_year: int) -> date:
        """Return the day a fiscal year ends: 31 March 2026 for 2025 in Japan."""
        return add_months(self.first_day(fiscal_year), 12) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where it has no such day.

    31 August + 6 months is 28 or 29 February (Regulation (EEC, Euratom) 1182/71, Art. 3(2)(c);
    Civil Code of Japan, Art. 143(2)).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_past(due_on: date, day: date) -> bool:
    """Whether a due day is over on a day: the due day itself is still in time."""
    return due_on < day


class Timing(StrEnum):
    """Whether a day has passed, is near enough to be a risk, or neither."""

    OVERDUE = "overdue"
    AT_RISK = "at risk"
    IN_TIME = "in time"


def timing_of(due_on: date, day: date, at_risk_days: int) -> Timing:
    """Return how a due day stands; `at_risk_days` is the programme's term for what is near."""
    if is_past(due_on, day):
        return Timing.OVERDUE
    return Timing.AT_RISK if due_on <= day + timedelta(days=at_risk_days) else Timing.IN_TIME


def check_day(field: str, day: date) -> date:
    """Return a day between 1990 and 2199, or raise `Invalid`: others are slips of the pen."""
    if not EARLIEST <= day <= LATEST:
        raise Invalid(
            field, day.isoformat(), "is outside 1990-2199", "check the year (four digits)"
        )
    return day


def check_fiscal_year(field: str, year: int) -> int:
    """Return a fiscal year that begins between 1990 and 2199, or raise `Invalid`."""
    if not EARLIEST.year <= year <= LATEST.year:
        raise Invalid(field, year, "is outside 1990-2199", "check the year (four digits)")
    return year


def parse_day(field: str, text: str) -> date:
    """Read an ISO 8601 calendar date (``2026-11-30``), or raise `Invalid`."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid(field, text, "is not a date", "write year-month-day, such as 2026-11-30")
    return check_day(field, day)


def check_zone(field: str, name: str) -> str:
    """Return the name of a time zone of the IANA database, or raise `Invalid`."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is none
        raise Invalid(
            field, name, "is not a time zone", "use an IANA name, such as Asia/Tokyo"
        ) from None
    return name


AGENCY_ZONE = "Asia/Tokyo"
"""Where the day begins for acts that belong to no programme (people, the queue's "today")."""


def day_in(zone: str, moment: datetime) -> date:
    """Return the calendar day it is in `zone` at a UTC moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def utc_text(moment: datetime) -> str:
    """Return a moment as fixed-width ISO 8601 in UTC, so that text order is time order."""
    place: tzinfo | None = moment.tzinfo
    if place is None:
        raise Invalid("moment", str(moment), "has no time zone", "give a moment in UTC")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_moment(field: str, text: str, zone: str) -> datetime:
    """Read a moment with its offset (``2026-11-20T09:00+09:00``, RFC 3339), or raise `Invalid`.

    A day alone means its very end in `zone`: whatever was recorded on it counts.
    """
    if _DAY.fullmatch(text):
        end = datetime.combine(parse_day(field, text), time.max, ZoneInfo(zone))
        return end.astimezone(UTC)
    try:
        said = datetime.fromisoformat(text)
        moment = None if said.tzinfo is None else said.astimezone(UTC)
    except (ValueError, OverflowError):  # in UTC it would be before the first day or after the last
        moment = None
    if moment is None:
        raise Invalid(
            field, text, "is not a moment with its offset from UTC",
            "write it like 2026-11-20T09:00+09:00, or a day alone for its end",
        )  # fmt: skip
    check_day(field, moment.date())
    return moment


def parse_utc(text: str) -> datetime:
    """Read back what `utc_text` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

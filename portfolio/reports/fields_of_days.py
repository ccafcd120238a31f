"""Days that lines are filtered and sorted by: due days, waits, moments of recording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_

from portfolio.domain.period import utc_text
from portfolio.reports import written
from portfolio.reports.fields import COMPARED, Sorting, Sql, Test

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.wording import Language

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
"""The longer something has waited, the earlier is its day."""


@dataclass(frozen=True, slots=True)
class Day(Sorting):
    """A calendar day, or none: then no comparison holds."""

    SIGN = "<="

    of: Callable[[Any], date | None]
    column: Sql

    def compares(self, key: str, sign: str, text: str, today: date) -> Test | None:
        """Compare with a day; with `90d`, the day in ninety days."""
        return self._against(sign, written.day(key, text, today))

    def _against(self, sign: str, day: date) -> Test:
        def holds(line: Any) -> bool:  # noqa: ANN401  # lines of any list
            own = self.of(line)
            return own is not None and bool(COMPARED[sign](own, day))

        return Test(
            holds, and_(self.column.is_not(None), COMPARED[sign](self.column, day.isoformat()))
        )

    def key(self, language: Language) -> Callable[[Any], Any]:  # noqa: ARG002  # as others
        """Return the day."""
        return self.of

    def columns(self, language: Language) -> tuple[Sql, ...]:  # noqa: ARG002  # as others
        """Return the column."""
        return (self.column,)


@dataclass(frozen=True, slots=True)
class Waited(Day):
    """The days something has waited since a day."""

    def compares(self, key: str, sign: str, text: str, today: date) -> Test | None:
        """Compare with a number of days."""
        since = today - timedelta(days=written.days(key, text))
        return self._against(_TURNED[sign], since)


@dataclass(frozen=True, slots=True)
class Moment(Sorting):
    """A moment kept in UTC, compared by the day it was on the clock of a zone."""

    SIGN = "<="

    of: Callable[[Any], datetime]
    column: Sql
    zone: str

    def compares(self, key: str, sign: str, text: str, today: date) -> Test | None:
        """Compare its day with a day."""
        day, zone = written.day(key, text, today), ZoneInfo(self.zone)
        begins, ends = (
            utc_text(datetime.combine(each, time(), zone).astimezone(UTC))
            for each in (day, day + timedelta(days=1))
        )
        sql = {
            "<": self.column < begins, "<=": self.column < ends,
            ">": self.column >= ends, ">=": self.column >= begins,
            "=": and_(self.column >= begins, self.column < ends),
        }  # fmt: skip
        return Test(
            lambda line: bool(COMPARED[sign](self.of(line).astimezone(zone).date(), day)),
            sql[sign],
        )

    def key(self, language: Language) -> Callable[[Any], Any]:  # noqa: ARG002  # as others
        """Return the moment."""
        return self.of

    def columns(self, language: Language) -> tuple[Sql, ...]:  # noqa: ARG002  # as others
        """Return the column."""
        return (self.column,)

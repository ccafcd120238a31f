"""The journal as a list: one line an entry, newest first, a window of them at a time."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from sqlalchemy import Table, case, func, select

from portfolio.domain.period import AGENCY_ZONE, parse_utc
from portfolio.domain.transitions import Act
from portfolio.reports.fields import Coded, Text
from portfolio.reports.fields_of_days import Moment
from portfolio.reports.filtering import EVERYTHING, Asked, Fields, only_wanted, order_columns
from portfolio.store.mapping import table_of
from portfolio.wording import word
from portfolio.wording.words import state_words

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy import Connection, Select

MOST_LINES = 2_000
"""How many lines are read at a time; the list goes on with the next ones."""

_J: Table = table_of("journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """What a list says of an entry; the entry in full is read when it is looked at."""

    stream: str
    seq: int
    recorded_at: datetime
    actor: str
    act: str
    subject: str
    to_state: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalWindow:
    """So many lines from `begins` on, out of `found` that a filter lets through, of `in_all`."""

    lines: tuple[JournalLine, ...]
    begins: int
    found: int
    in_all: int

    @property
    def is_whole(self) -> bool:
        """Whether every entry is at hand."""
        return len(self.lines) == self.in_all


_ACTOR = Text(lambda line, _: line.actor, lambda _: _J.c.actor)
_ACT = Coded(
    lambda line: line.act, _J.c.act, lambda said: {act.value: word(act, said) for act in Act}
)
_SUBJECT = Text(lambda line, _: line.subject, lambda _: _J.c.subject)
_STREAM = Text(lambda line, _: line.stream, lambda _: _J.c.stream)
_GRANT = Text(
    lambda line, _: line.stream.removeprefix("grant/") if line.stream.startswith("grant/") else "",
    lambda _: case((_J.c.stream.startswith("grant/"), func.substr(_J.c.stream, 7)), else_=""),
)
_REASON = Text(lambda line, _: line.reason or "", lambda _: func.coalesce(_J.c.reason, ""))
_STATE = Coded(lambda line: line.to_state, _J.c.to_state, state_words)
_RECORDED = Moment(lambda line: line.recorded_at, _J.c.recorded_at, AGENCY_ZONE)

JOURNAL = Fields(
    texts=(_ACT, _ACTOR, _SUBJECT, _STREAM, _REASON),
    keys={
        "by": (_ACTOR,), "act": (_ACT,), "grant": (_GRANT,), "state": (_STATE,),
        "since": (_RECORDED,),
    },
    columns={
        "recorded": _RECORDED, "actor": _ACTOR, "act": _ACT, "subject": _SUBJECT,
        "reason": _REASON,
    },
)  # fmt: skip


def journal_window(connection: Connection, until: date, asked: Asked) -> JournalWindow:
    """Return lines that count by a day: newest first, or in the order asked for.

    Where fewer are found than stand before the window, it is the last one.
    """
    in_all = count_entries(connection, until, EVERYTHING)
    begins, lines = asked.begins, _lines(connection, until, asked)
    if len(lines) == MOST_LINES or (begins and not lines):
        found = count_entries(connection, until, asked) if asked.wanted else in_all
    else:
        found = begins + len(lines)
    if begins > max(0, found - MOST_LINES):
        begins = max(0, found - MOST_LINES)
        lines = _lines(connection, until, replace(asked, begins=begins))
    return JournalWindow(lines=lines, begins=begins, found=found, in_all=in_all)


def _lines(connection: Connection, until: date, asked: Asked) -> tuple[JournalLine, ...]:
    own = (_J.c.recorded_at.desc(), _J.c.stream, _J.c.seq.desc())
    query = (
        _counting(select(*(_J.c[each.name] for each in fields(JournalLine))), until, asked)
        .order_by(*order_columns(asked, own, JOURNAL))
        .limit(MOST_LINES)
        .offset(asked.begins)
    )
    return tuple(
        JournalLine(**{**row, "recorded_at": parse_utc(row["recorded_at"])})
        for row in connection.execute(query).mappings()
    )


def count_entries(connection: Connection, until: date, asked: Asked) -> int:
    """Return how many entries that count by a day there are of what is asked for."""
    query = _counting(select(func.count()).select_from(_J), until, asked)
    return int(connection.execute(query).scalar_one())


def _counting(query: Select[Any], until: date, asked: Asked) -> Select[Any]:
    return only_wanted(query.where(_J.c.effective_on <= until.isoformat()), asked)

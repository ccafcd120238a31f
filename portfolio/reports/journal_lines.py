"""The journal as a list: one line an entry, newest first, a window of them at a time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import Table, case, func, select

from portfolio.domain.period import parse_utc
from portfolio.domain.transitions import Act
from portfolio.reports.fields import Coded, Text
from portfolio.reports.fields_of_days import Moment
from portfolio.reports.filtering import Fields, order_columns
from portfolio.store.mapping import table_of
from portfolio.wording import Language, word
from portfolio.wording.words import state_words

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy import Connection, Select

    from portfolio.reports.filtering import Filter, Order

MOST_LINES = 2_000
"""How many lines are read at a time; the list goes on with the next ones."""

ZONE = "Asia/Tokyo"
"""On whose clock a day of the journal begins."""

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
_RECORDED = Moment(lambda line: line.recorded_at, _J.c.recorded_at, ZONE)

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


def journal_window(
    connection: Connection,
    until: date,
    *,
    begins: int = 0,
    wanted: Filter | None = None,
    order: Order | None = None,
    language: Language = Language.ENGLISH,
) -> JournalWindow:
    """Return lines that count by a day: newest first, or in the order asked for.

    `begins` is moved back where fewer lines than that are found.
    """
    in_all = _count(connection, until, None)
    found = in_all if wanted is None else _count(connection, until, wanted)
    begins = max(0, min(begins, found - MOST_LINES))
    own = (_J.c.recorded_at.desc(), _J.c.stream, _J.c.seq.desc())
    columns = [_J.c[each.name] for each in fields(JournalLine)]
    query = (
        _counting(select(*columns), until, wanted)
        .order_by(*order_columns(order, own, JOURNAL, language))
        .limit(MOST_LINES)
        .offset(begins)
    )
    lines = tuple(
        JournalLine(**{**row, "recorded_at": parse_utc(row["recorded_at"])})
        for row in connection.execute(query).mappings()
    )
    return JournalWindow(lines=lines, begins=begins, found=found, in_all=in_all)


def _count(connection: Connection, until: date, wanted: Filter | None) -> int:
    query = _counting(select(func.count()).select_from(_J), until, wanted)
    return int(connection.execute(query).scalar_one())


def _counting(query: Select[Any], until: date, wanted: Filter | None) -> Select[Any]:
    query = query.where(_J.c.effective_on <= until.isoformat())
    return query if wanted is None else query.where(wanted.test.sql)

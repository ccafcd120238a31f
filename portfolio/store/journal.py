"""Reading and appending journal entries."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from portfolio.domain.journal import Head, JournalEntry
from portfolio.domain.period import parse_utc, utc_text
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping, Select

_FIELDS = tuple(f.name for f in fields(JournalEntry))


def _entry(row: RowMapping) -> JournalEntry:
    values = {name: row[name] for name in _FIELDS}
    values["recorded_at"] = parse_utc(values["recorded_at"])
    values["effective_on"] = date.fromisoformat(values["effective_on"])
    return JournalEntry(**values)


def _entries(connection: Connection, query: Select[Any]) -> Iterator[JournalEntry]:
    for row in connection.execute(query.execution_options(yield_per=1000)).mappings():
        yield _entry(row)


def append(connection: Connection, entries: Iterable[JournalEntry]) -> None:
    """Append entries. The database refuses any that does not follow the last of its stream."""
    rows = [_row(entry) for entry in entries]
    if rows:
        connection.execute(insert(table_of("journal")), rows)


def _row(entry: JournalEntry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in _FIELDS}
    row["recorded_at"] = utc_text(entry.recorded_at)
    row["effective_on"] = entry.effective_on.isoformat()
    return row


def streams(connection: Connection) -> tuple[str, ...]:
    """Return the names of all streams: people, programmes, and grants after what they refer to."""
    table = table_of("journal")
    names = connection.execute(select(table.c.stream).distinct()).scalars()
    order = ("people", "programme", "grant")
    return tuple(sorted(names, key=lambda s: (order.index(s.partition("/")[0]), s)))


def last_entry(connection: Connection, stream: str) -> JournalEntry | None:
    """Return the newest entry of a stream, or None where it has not begun."""
    table = table_of("journal")
    query = select(table).where(table.c.stream == stream).order_by(table.c.seq.desc()).limit(1)
    return next(_entries(connection, query), None)


def entry_at(connection: Connection, stream: str, seq: int) -> JournalEntry | None:
    """Return one entry of a stream, or None where there is none of that number."""
    table = table_of("journal")
    query = select(table).where(table.c.stream == stream, table.c.seq == seq)
    return next(_entries(connection, query), None)


def entries_of_command(connection: Connection, command_id: str) -> tuple[JournalEntry, ...]:
    """Return what a command wrote, in order; empty where it has not been carried out."""
    table = table_of("journal")
    query = select(table).where(table.c.command_id == command_id).order_by(table.c.part)
    return tuple(_entries(connection, query))


def entries_on_subject(connection: Connection, subject: str) -> tuple[JournalEntry, ...]:
    """Return what was done to one subject, oldest first."""
    table = table_of("journal")
    query = select(table).where(table.c.subject == subject).order_by(table.c.seq)
    return tuple(_entries(connection, query))


def entries_of_stream(connection: Connection, stream: str) -> Iterator[JournalEntry]:
    """Yield the entries of one stream, oldest first."""
    table = table_of("journal")
    query = select(table).where(table.c.stream == stream).order_by(table.c.seq)
    yield from _entries(connection, query)


def newest_entries(
    connection: Connection, *, until: date, stream: str | None = None, most: int
) -> tuple[JournalEntry, ...]:
    """Return the newest entries that count by a day, newest first, of one stream or of all."""
    table = table_of("journal")
    query = (
        select(table)
        .where(table.c.effective_on <= until.isoformat())
        .order_by(table.c.recorded_at.desc(), table.c.stream, table.c.seq.desc())
    )
    if stream is not None:
        query = query.where(table.c.stream == stream)
    return tuple(_entries(connection, query.limit(most)))


def entries_after(
    connection: Connection, moment: datetime, *, most: int
) -> tuple[JournalEntry, ...]:
    """Return what was recorded after a moment, oldest first; of much only the newest."""
    table = table_of("journal")
    query = (
        select(table)
        .where(table.c.recorded_at > utc_text(moment))
        .order_by(table.c.recorded_at.desc(), table.c.stream, table.c.seq.desc())
        .limit(most)
    )
    return tuple(_entries(connection, query))[::-1]


def newest_moment(connection: Connection) -> datetime | None:
    """Return when the newest entry of all was recorded; None where there is none."""
    newest: str | None = connection.execute(
        select(func.max(table_of("journal").c.recorded_at))
    ).scalar()
    return parse_utc(newest) if newest else None


def count_entries(connection: Connection, stream: str | None = None) -> int:
    """Return how many entries there are, of one stream or of all."""
    table = table_of("journal")
    query = select(func.count()).select_from(table)
    if stream is not None:
        query = query.where(table.c.stream == stream)
    return int(connection.execute(query).scalar_one())


def heads(connection: Connection) -> tuple[Head, ...]:
    """Return the head of every stream: what a seal is computed over."""
    table = table_of("journal")
    newest = (
        select(table.c.stream, func.max(table.c.seq).label("seq"))
        .group_by(table.c.stream)
        .subquery()
    )
    rows = connection.execute(
        select(table.c.stream, table.c.seq, table.c.hash)
        .join(newest, (table.c.stream == newest.c.stream) & (table.c.seq == newest.c.seq))
        .order_by(table.c.stream)
    )
    return tuple(Head(stream=s, seq=q, hash=h) for s, q, h in rows)

"""The past as a database: what stood on a day, as it was known at a moment.

The journal is folded into a database of the same schema, with the same kept sums derived from it.
So every report, export and screen asks the past exactly as it asks the present, and none has a
second way of its own to look back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select
from sqlmodel import SQLModel

from portfolio.domain.grant import Grant
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.journal import PEOPLE_STREAM, fold_as_of
from portfolio.domain.period import utc_text
from portfolio.domain.programme import Programme, programme_file
from portfolio.domain.record import from_row, key_fields, to_row, type_of_kind
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.store import cells, journal, sqlite
from portfolio.store.engine import database_at
from portfolio.store.mapping import load_charter, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

    from portfolio.domain.journal import JournalEntry, Key
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.record import Row
    from portfolio.store.engine import Database

COUNTS_FROM = {
    "award_decision": "decided_on",
    "appropriation": "decided_on",
    "carry_over": "decided_on",
    "outside_execution": "executed_on",
    "budget_request": "requested_on",
    "fund_balance": "balance_on",
    "past_payment": "paid_on",
}
"""Records that say themselves before which day they do not count, whenever they were entered."""


def is_present(connection: Connection, day: date, known_at: datetime | None) -> bool:
    """Whether nothing recorded counts from after a day or was recorded after a moment.

    Then the past asked for is the present.
    """
    table = table_of("journal")
    newest, latest = connection.execute(
        select(func.max(table.c.recorded_at), func.max(table.c.effective_on))
    ).one()
    if latest is not None and latest > day.isoformat():
        return False
    if known_at is not None and newest is not None and newest > utc_text(known_at):
        return False
    return not any(
        connection.execute(
            select(table_of(kind).c[name]).where(table_of(kind).c[name] > day.isoformat()).limit(1)
        ).first()
        for kind, name in COUNTS_FROM.items()
    )


def has_begun(connection: Connection) -> bool:
    """Whether anything at all had been recorded."""
    return load_charter(connection) is not None


def build(
    connection: Connection,
    path: Path,
    day: date,
    known_at: datetime | None,
    tick: Callable[[], None] = lambda: None,
) -> Database:
    """Make a database at `path` of what stood on `day`, as known at `known_at`, and return it.

    `connection` reads the present; `tick` is called once for every stream. Of a journal that does
    not hold it makes what it says all the same: only `verify` tells.
    """
    past = database_at(path)
    with sqlite.filling(past.writer) as into:
        SQLModel.metadata.create_all(into)
        builder = _Builder(into)
        for stream in journal.streams(connection):
            entries = tuple(
                e
                for e in journal.entries_of_stream(connection, stream)
                if known_at is None or e.recorded_at <= known_at
            )
            builder.add(stream, entries, day)
            tick()
        builder.finish()
    return past


class _Builder:
    """Puts one stream after another into an empty database, people and programmes first."""

    def __init__(self, into: Connection) -> None:
        self._into = into
        self._known: set[Key] = set()
        self._programmes: dict[str, ProgrammeFile] = {}
        self._sums: dict[str, Counter[str]] = defaultdict(Counter)
        self._years: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)

    def add(self, stream: str, entries: tuple[JournalEntry, ...], day: date) -> None:
        """Put in the journal of a stream, and what stood of it on a day."""
        journal.append(self._into, entries)
        # Who may act is no matter of days: whoever is known acted under what they were known by.
        standing = fold_as_of(entries, date.max if stream == PEOPLE_STREAM else day)
        rows = self._rooted(
            {k: row for k, row in standing.items() if not _counts_later(k[0], row, day)}
        )
        records = [from_row(type_of_kind[kind], row) for (kind, _), row in rows.items()]
        kept = self._kept(records)
        for key, record in zip(rows, records, strict=True):
            row = to_row(record) | kept.get(key, {})
            self._into.execute(insert(table_of(key[0])), row)

    def finish(self) -> None:
        """Put in what is kept of programmes and fiscal years."""
        table, years = table_of("programme"), table_of("budget_year")
        for code, sums in self._sums.items():
            self._into.execute(table.update().where(table.c.code == code).values(dict(sums)))
        for (code, year), sums in self._years.items():
            self._into.execute(insert(years), {"programme": code, "fiscal_year": year} | dict(sums))

    def _rooted(self, standing: dict[Key, Row]) -> dict[Key, Row]:
        """Return the rows whose parents stand too: a part of what did not stand yet, did not."""
        rows = dict(standing)
        while True:
            there = self._known | rows.keys()
            orphans = [key for key, row in rows.items() if not _stands(key[0], row, there)]
            if not orphans:
                if not any(kind == "grant" for kind, _ in rows):
                    self._known |= rows.keys()  # of a grant nothing but itself is referred to
                return rows
            for key in orphans:
                del rows[key]

    def _kept(self, records: list[DataclassInstance]) -> dict[Key, cells.Cells]:
        """Derive the kept cells of a stream's records, and take note of their sums."""
        for year, minor in cells.ceilings(records).items():
            self._years[year]["budget_minor"] += minor
        for each in records:
            if isinstance(each, Programme):
                self._programmes[each.code] = programme_file(records)
            elif isinstance(each, Grant):
                return self._kept_of_grant(GrantFile(grant=each).with_records(records))
        return {}

    def _kept_of_grant(self, file: GrantFile) -> dict[Key, cells.Cells]:
        programme = self._programmes[file.grant.programme]
        standing = grant_standing(file, programme)
        code = programme.programme.code
        self._sums[code].update({name: getattr(standing, name) for name in cells.SUMS})
        for year, (confirmed, paid) in budget_by_year(file).items():
            self._years[code, year].update(confirmed_minor=confirmed, paid_minor=paid)
        waiting = cells.waiting_rows(programme, file, standing)
        if waiting:
            self._into.execute(insert(table_of("waiting")), waiting)
        return {
            (kind, tuple(where.values())): kept
            for kind, where, kept in cells.kept_cells(file.code, standing)
        }


def _counts_later(kind: str, row: Row, day: date) -> bool:
    name = COUNTS_FROM.get(kind)
    said = row.get(name) if name else None
    return isinstance(said, str) and said > day.isoformat()


def _stands(kind: str, row: Row, there: Iterable[Key]) -> bool:
    """Whether everything a row refers to is there."""
    for constraint in table_of(kind).foreign_key_constraints:
        parent = constraint.referred_table.name
        said = {e.column.name: row.get(e.parent.name) for e in constraint.elements}
        key = tuple(said.get(name) for name in key_fields(parent))
        if None not in key and (parent, tuple(map(str, key))) not in there:
            return False
    return True

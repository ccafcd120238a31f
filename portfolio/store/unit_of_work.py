"""One command, one transaction: the rows of a change, its journal entries and its kept cells.

A change is written whole or not at all. Whoever reads inside the same transaction decides on what
nobody else can alter before it is written.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, bindparam, insert, update

from portfolio.domain.change import RULES_EDITION
from portfolio.domain.errors import JournalBroken
from portfolio.domain.grant import Grant
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.journal import (
    GENESIS,
    JournalEntry,
    entry_hash,
    findings_text,
    images_text,
)
from portfolio.domain.record import key_fields, kind_of, to_row, type_of_kind
from portfolio.domain.terms import Term
from portfolio.store import cells, journal, mapping
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection, Insert, Update

    from portfolio.domain.change import Change
    from portfolio.domain.charter import Charter
    from portfolio.domain.cost import Cost
    from portfolio.domain.people import PeopleFile
    from portfolio.domain.programme import ProgrammeFile


T = TypeVar("T")

_A_MICROSECOND = timedelta(microseconds=1)


@cache
def _statements(kind: str) -> tuple[Update, Insert]:
    """Return how a record of a kind is put where it is known, and added where it is not.

    Values come as ``code_now``, so that each statement is built once.
    """
    table, key = table_of(kind), key_fields(kind)
    names = [f.name for f in fields(type_of_kind[kind])]
    same = and_(*(table.c[name] == bindparam(f"{name}_now") for name in key))
    apart = cells.CEILINGS.get(kind, ())
    values: dict[str, Any] = {name: bindparam(f"{name}_now") for name in names if name not in apart}
    return update(table).where(same).values(values), insert(table)


class UnitOfWork:
    """The facts and the pen of one transaction."""

    def __init__(self, connection: Connection, command_id: str) -> None:
        self._connection = connection
        self._command_id = command_id
        self._request_hash = ""
        self._part = 0
        self._sides: dict[str, cells.Side] = {}

    def begin(self, request_hash: str) -> tuple[JournalEntry, ...]:
        """Name the request; return what this command wrote when it was first carried out."""
        self._request_hash = request_hash
        return journal.entries_of_command(self._connection, self._command_id)

    def another(self, command_id: str) -> UnitOfWork:
        """Return the same transaction under another command: one of many acts taken in at once."""
        work = UnitOfWork(self._connection, command_id)
        work._sides = self._sides  # the same transaction, so the same grants
        return work

    def look(self, read: Callable[[Connection], T]) -> T:
        """Return what somebody reads of the database as this transaction has left it so far."""
        return read(self._connection)

    def charter(self) -> Charter | None:
        """Return what the database is for."""
        return mapping.load_charter(self._connection)

    def people(self) -> PeopleFile:
        """Return everybody known."""
        return mapping.load_people(self._connection)

    def programme(self, code: str) -> ProgrammeFile:
        """Return a programme, or raise `NotFound`."""
        return mapping.load_programme(self._connection, code)

    def grant(self, code: str) -> GrantFile:
        """Return a grant, or raise `NotFound`."""
        return mapping.load_grant(self._connection, code)

    def costs_keyed(self, key: str, *, besides: str) -> tuple[Cost, ...]:
        """Return what other grants than `besides` have claimed under a key and was not refused."""
        return mapping.load_costs_keyed(self._connection, key, besides=besides)

    def programme_codes(self) -> tuple[str, ...]:
        """Return the codes of all programmes."""
        return mapping.programme_codes(self._connection)

    def grant_codes(self, programme: str | None = None) -> tuple[str, ...]:
        """Return the codes of all grants, or of one programme's."""
        return mapping.grant_codes(self._connection, programme)

    def last_entry(self, stream: str) -> JournalEntry | None:
        """Return the newest entry of a stream."""
        return journal.last_entry(self._connection, stream)

    def entries_on(self, subject: str) -> tuple[JournalEntry, ...]:
        """Return what was done to a subject, oldest first."""
        return journal.entries_on_subject(self._connection, subject)

    def record_on_grant(
        self, change: Change, before: GrantFile | None, programme: ProgrammeFile
    ) -> tuple[GrantFile, tuple[JournalEntry, ...]]:
        """Write a change to a grant; return the grant as it is afterwards and the entries."""
        self._write(change)
        if before is None:
            first = next(r for r in change.records if isinstance(r, Grant))
            after = GrantFile(grant=first).with_records(change.records)
        else:
            after = before.with_records(change.records)
        old = self._side(before, programme) if before else None
        self._sides[after.code] = cells.move_cells(self._connection, programme, old, after)
        return after, self._append(change)

    def _side(self, file: GrantFile, programme: ProgrammeFile) -> cells.Side:
        """Return a grant with where it stands; as it was left, where it has just been written."""
        left = self._sides.get(file.code)
        if left is not None and left.file is file and left.terms == programme.terms:
            return left
        return cells.side_of(file, programme)

    def record(self, change: Change) -> tuple[JournalEntry, ...]:
        """Write a change to people or to a programme; return its entries."""
        self._write(change)
        cells.move_ceilings(self._connection, change.records)
        for programme in sorted({r.programme for r in change.records if isinstance(r, Term)}):
            cells.derive_anew(self._connection, self.programme(programme))
        return self._append(change)

    def _write(self, change: Change) -> None:
        # A record may be put twice by one command (assessed, then met): each step on its own.
        for step in change.steps:
            for each in step.records:
                self._put(each)

    def _put(self, record: DataclassInstance) -> None:
        kind = kind_of(record)
        row = to_row(record)
        put, add = _statements(kind)
        changed = self._connection.execute(put, {f"{name}_now": v for name, v in row.items()})
        if changed.rowcount == 0:
            self._connection.execute(add, row)

    def _append(self, change: Change) -> tuple[JournalEntry, ...]:
        last = journal.last_entry(self._connection, change.stream)
        if last is not None and last.hash != entry_hash(last):
            raise JournalBroken(
                f"entry {last.seq} of {last.stream} was altered outside the program: nothing is "
                "written until 'portfolio verify' has been looked into"
            )
        previous, seq = (last.hash, last.seq) if last else (GENESIS, 0)
        entries: list[JournalEntry] = []
        for step in change.steps:
            seq += 1
            self._part += 1
            entry = JournalEntry(
                stream=change.stream,
                seq=seq,
                recorded_at=change.occasion.recorded_at,
                effective_on=change.occasion.effective_on,
                actor=change.occasion.person.code,
                role=step.role.value,
                act=step.act.value,
                subject=step.subject,
                from_state=step.before.value if step.before else None,
                to_state=step.after.value if step.after else None,
                amount_minor=step.amount_minor,
                fiscal_year=step.fiscal_year,
                reason=change.occasion.reason,
                facts=findings_text(step.findings),
                images=images_text(step),
                rules_edition=RULES_EDITION,
                command_id=self._command_id,
                part=self._part,
                request_hash=self._request_hash,
                previous_hash=previous,
                hash="",
            )
            entry = replace(entry, hash=entry_hash(entry))
            previous = entry.hash
            entries.append(entry)
        journal.append(self._connection, entries)
        return tuple(entries)

    def next_moment(self, now: datetime) -> datetime:
        """Return `now`, or a microsecond after the newest entry where the clock says earlier.

        Whatever was known at a moment is then what was recorded up to it, for ever.
        """
        newest = journal.newest_moment(self._connection)
        return now if newest is None or now > newest else newest + _A_MICROSECOND

    def latest_moment(self, stream: str, now: datetime) -> datetime:
        """Return `now`, or the stream's last moment where the clock has gone backwards since."""
        last = journal.last_entry(self._connection, stream)
        return max(now, last.recorded_at) if last else now

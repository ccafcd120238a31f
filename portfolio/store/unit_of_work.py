"""One command, one transaction: the rows of a change, its journal entries and its kept cells.

A change is written whole or not at all. Whoever reads inside the same transaction decides on what
nobody else can alter before it is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, insert, update

from portfolio.domain.change import RULES_EDITION
from portfolio.domain.errors import JournalBroken
from portfolio.domain.grant import Grant, GrantFile
from portfolio.domain.journal import (
    GENESIS,
    JournalEntry,
    entry_hash,
    findings_text,
    images_text,
)
from portfolio.domain.programme import Appropriation
from portfolio.domain.record import key_fields, kind_of, to_row
from portfolio.store import cells, journal, mapping
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from datetime import datetime

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

    from portfolio.domain.change import Change
    from portfolio.domain.charter import Charter
    from portfolio.domain.people import PeopleFile
    from portfolio.domain.programme import Programme, ProgrammeFile


class UnitOfWork:
    """The facts and the pen of one transaction."""

    def __init__(self, connection: Connection, command_id: str) -> None:
        self._connection = connection
        self._command_id = command_id
        self._request_hash = ""
        self._part = 0

    def begin(self, request_hash: str) -> tuple[JournalEntry, ...]:
        """Name the request; return what this command wrote when it was first carried out."""
        self._request_hash = request_hash
        return journal.entries_of_command(self._connection, self._command_id)

    def another(self, command_id: str) -> UnitOfWork:
        """Return the same transaction under another command: one of many acts taken in at once."""
        return UnitOfWork(self._connection, command_id)

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

    def programme_codes(self) -> tuple[str, ...]:
        """Return the codes of all programmes."""
        return mapping.programme_codes(self._connection)

    def grant_codes(self) -> tuple[str, ...]:
        """Return the codes of all grants."""
        return mapping.grant_codes(self._connection)

    def last_entry(self, stream: str) -> JournalEntry | None:
        """Return the newest entry of a stream."""
        return journal.last_entry(self._connection, stream)

    def entries_on(self, subject: str) -> tuple[JournalEntry, ...]:
        """Return what was done to a subject, oldest first."""
        return journal.entries_on_subject(self._connection, subject)

    def record_on_grant(
        self, change: Change, before: GrantFile | None, programme: Programme
    ) -> tuple[GrantFile, tuple[JournalEntry, ...]]:
        """Write a change to a grant; return the grant as it is afterwards and the entries."""
        self._write(change)
        if before is None:
            first = next(r for r in change.records if isinstance(r, Grant))
            after = GrantFile(grant=first).with_records(change.records)
        else:
            after = before.with_records(change.records)
        cells.move_cells(self._connection, programme, before, after)
        return after, self._append(change)

    def record(self, change: Change) -> tuple[JournalEntry, ...]:
        """Write a change to people or to a programme; return its entries."""
        self._write(change)
        for each in change.records:
            if isinstance(each, Appropriation):
                cells.add_appropriation(self._connection, each)
        return self._append(change)

    def _write(self, change: Change) -> None:
        # A record may be put twice by one command (assessed, then met): each step on its own.
        for step in change.steps:
            for each in step.records:
                self._put(each)

    def _put(self, record: DataclassInstance) -> None:
        kind = kind_of(record)
        table = table_of(kind)
        row = to_row(record)
        same = and_(*(table.c[name] == row[name] for name in key_fields(kind)))
        changed = self._connection.execute(update(table).where(same).values(row))
        if changed.rowcount == 0:
            self._connection.execute(insert(table), row)

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

    def latest_moment(self, stream: str, now: datetime) -> datetime:
        """Return `now`, or the stream's last moment where the clock has gone backwards since."""
        last = journal.last_entry(self._connection, stream)
        return max(now, last.recorded_at) if last else now

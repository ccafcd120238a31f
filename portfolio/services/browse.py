"""Reading: each question answered from one snapshot of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.errors import NotFound
from portfolio.domain.journal import grant_stream
from portfolio.domain.text import near_codes
from portfolio.reports import dossier as _dossier
from portfolio.reports import lookup as _lookup
from portfolio.reports import overview as _overview
from portfolio.reports import position as _position
from portfolio.reports import queue as _queue
from portfolio.reports import seal as _seal
from portfolio.store import journal, mapping

if TYPE_CHECKING:
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Role
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.lookup import Hits
    from portfolio.reports.overview import Overview
    from portfolio.reports.position import YearLine
    from portfolio.reports.queue import QueueLine
    from portfolio.reports.seal import Seal
    from portfolio.services.office import Office


def overview(office: Office, *, programme: str | None = None) -> Overview:
    """Return programmes and grants with their sums as of today."""
    with office.database.reading() as connection:
        return _overview.overview(connection, office.today(), programme=programme)


def has_grants(office: Office) -> bool:
    """Whether any grant has been entered."""
    with office.database.reading() as connection:
        return bool(mapping.grant_codes(connection))


def queue(
    office: Office, *, role: Role | None = None, grant: str | None = None
) -> tuple[QueueLine, ...]:
    """Return what waits for whom and since when, longest waiting first."""
    with office.database.reading() as connection:
        return _queue.queue(connection, office.today(), role=role, grant=grant)


def dossier(office: Office, grant: str) -> Dossier:
    """Return a grant in full. Raises `NotFound`."""
    with office.database.reading() as connection:
        return _dossier.dossier(connection, grant, office.today())


def programme(office: Office, code: str) -> ProgrammeFile:
    """Return a programme with its terms, appropriations and years. Raises `NotFound`."""
    with office.database.reading() as connection:
        return mapping.load_programme(connection, code)


def explain(office: Office, grant: str, instalment: str) -> Entitlement:
    """Return what the payout rule says of an instalment today. Raises `NotFound`."""
    return dossier(office, grant).entitlement(instalment)


def position(office: Office) -> tuple[YearLine, ...]:
    """Return the fiscal-year position of every programme."""
    with office.database.reading() as connection:
        return _position.position(connection, office.today())


def journal_entries(
    office: Office, *, grant: str | None = None, most: int = 2_000
) -> tuple[JournalEntry, ...]:
    """Return the newest journal entries, newest first, of one grant or of all streams."""
    with office.database.reading() as connection:
        if grant is not None and grant not in mapping.grant_codes(connection):
            raise NotFound("grant", grant, near_codes(grant, mapping.grant_codes(connection)))
        stream = grant_stream(grant) if grant is not None else None
        return journal.newest_entries(connection, until=office.today(), stream=stream, most=most)


def journal_entry(office: Office, stream: str, seq: int) -> JournalEntry:
    """Return one journal entry. Raises `NotFound`."""
    with office.database.reading() as connection:
        entry = journal.entry_at(connection, stream, seq)
    if entry is None:
        raise NotFound("entry", f"{stream} {seq}", [])
    return entry


def look_up(office: Office, words: str) -> Hits:
    """Return what is found by codes, titles and names, larger things first."""
    with office.database.reading() as connection:
        return _lookup.look_up(connection, words)


def entry_count(office: Office) -> int:
    """Return how many entries the journal has."""
    with office.database.reading() as connection:
        return journal.count_entries(connection)


def seal(office: Office) -> Seal:
    """Return the seal of the journal as it stands."""
    with office.database.reading() as connection:
        return _seal.seal(connection)

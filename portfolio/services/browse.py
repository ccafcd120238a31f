"""Reading: each question answered from one snapshot of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.errors import NotFound
from portfolio.domain.journal import grant_stream
from portfolio.domain.text import near_codes
from portfolio.reports import dossier as _dossier
from portfolio.reports import journal_lines as _lines
from portfolio.reports import lookup as _lookup
from portfolio.reports import outlook as _outlook
from portfolio.reports import overview as _overview
from portfolio.reports import position as _position
from portfolio.reports import quarters as _quarters
from portfolio.reports import queue as _queue
from portfolio.reports import seal as _seal
from portfolio.reports.filtering import Asked
from portfolio.store import journal, mapping

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Person, Role
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.filtering import Filter
    from portfolio.reports.journal_lines import JournalWindow
    from portfolio.reports.lookup import Hits
    from portfolio.reports.outlook import Outlook
    from portfolio.reports.overview import Overview
    from portfolio.reports.position import YearLine
    from portfolio.reports.quarters import Planned, Quarter
    from portfolio.reports.queue import QueueLine, QueuePage
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
    asked = Asked(role=role)
    with office.database.reading() as connection:
        some = None if grant is None else (grant,)
        return _queue.queue(connection, office.today(), grants=some, asked=asked)


def queue_page(office: Office, asked: Asked, person: Person | None) -> QueuePage:
    """Return everything that waits; of too much for a list, the first of what is asked for.

    What waits for a person is counted beside.
    """
    with office.database.reading() as connection:
        return _queue.queue_page(connection, office.today(), asked, person)


def queue_of(office: Office, grants: Collection[str]) -> tuple[QueueLine, ...]:
    """Return what waits in some grants."""
    with office.database.reading() as connection:
        return _queue.queue(connection, office.today(), grants=grants)


def count_waiting(office: Office, filters: Iterable[Filter]) -> tuple[int, ...]:
    """Return how many lines of the queue each filter lets through."""
    with office.database.reading() as connection:
        return tuple(
            _queue.count_waiting(connection, office.today(), Asked(wanted=wanted))
            for wanted in filters
        )


def count_grants(office: Office, filters: Iterable[Filter]) -> tuple[int, ...]:
    """Return how many grants each filter lets through."""
    with office.database.reading() as connection:
        return tuple(_overview.count_grants(connection, Asked(wanted=each)) for each in filters)


def count_entries(office: Office, filters: Iterable[Filter]) -> tuple[int, ...]:
    """Return how many entries of the journal each filter lets through."""
    with office.database.reading() as connection:
        return tuple(
            _lines.count_entries(connection, office.today(), Asked(wanted=each)) for each in filters
        )


def grants_wanted(office: Office, found: Overview, asked: Asked) -> Overview:
    """Return an overview with the first of all grants that are wanted, in the order asked for."""
    with office.database.reading() as connection:
        return _overview.grants_wanted(connection, found, asked)


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


def outlook(office: Office, *, programme: str | None = None) -> Outlook:
    """Return what comes next of a programme, or of all, as it is recorded today."""
    with office.database.reading() as connection:
        return _outlook.outlook(connection, office.today(), programme=programme)


def planned_in(office: Office, quarter: Quarter) -> tuple[Planned, ...]:
    """Return the instalments planned for a quarter that are not wholly paid, the largest first."""
    with office.database.reading() as connection:
        return _quarters.planned_in(connection, quarter)


def journal_entries(
    office: Office, *, grant: str | None = None, most: int = 2_000
) -> tuple[JournalEntry, ...]:
    """Return the newest journal entries, newest first, of one grant or of all streams."""
    with office.database.reading() as connection:
        if grant is not None and grant not in mapping.grant_codes(connection):
            raise NotFound("grant", grant, near_codes(grant, mapping.grant_codes(connection)))
        stream = grant_stream(grant) if grant is not None else None
        return journal.newest_entries(connection, until=office.today(), stream=stream, most=most)


def journal_window(office: Office, asked: Asked) -> JournalWindow:
    """Return so many lines of the journal from one on, newest first or in the order asked for."""
    with office.database.reading() as connection:
        return _lines.journal_window(connection, office.today(), asked)


def journal_entry(office: Office, stream: str, seq: int) -> JournalEntry:
    """Return one entry in full. Raises `NotFound`."""
    with office.database.reading() as connection:
        found = journal.entry_of(connection, stream, seq)
    if found is None:
        raise NotFound("entry", f"{stream} {seq}")
    return found


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

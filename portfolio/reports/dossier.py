"""A grant in full: its file, its standing, and what the rule says of every instalment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case
from portfolio.domain.journal import grant_stream
from portfolio.domain.rules.payout import Entitlement, entitlement
from portfolio.domain.standing import GrantStanding, grant_standing
from portfolio.domain.transitions import Act
from portfolio.store import journal, mapping

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import PeopleFile
    from portfolio.domain.programme import ProgrammeFile

MOST_ENTRIES, MOST_NOTES = 100, 2_000
"""How many of the newest journal entries of a grant are read with it, and how many notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a screen on one grant shows, from one snapshot.

    `seq` is the grant's last journal entry: give it back with an act, and it is refused if
    somebody else has written meanwhile. `notes` are the entries of its notes, newest first;
    `people` are those among whom it can be assigned.
    """

    as_of: date
    file: GrantFile
    programme: ProgrammeFile
    standing: GrantStanding
    entitlements: tuple[Entitlement, ...]
    newest: tuple[JournalEntry, ...]
    notes: tuple[JournalEntry, ...]
    people: PeopleFile
    seq: int

    def entitlement(self, instalment: str) -> Entitlement:
        """Return what the rule says of an instalment. Raises `NotFound` for an unknown one."""
        self.file.instalment(instalment)
        subject = f"{self.file.code}/{instalment}"
        return next(e for e in self.entitlements if e.case.subject == subject)


def dossier(connection: Connection, grant: str, as_of: date) -> Dossier:
    """Read a grant and weigh each of its instalments. Raises `NotFound`."""
    file = mapping.load_grant(connection, grant)
    programme = mapping.load_programme(connection, file.grant.programme)
    stream = grant_stream(grant)
    return Dossier(
        as_of=as_of,
        file=file,
        programme=programme,
        standing=grant_standing(file, programme),
        entitlements=tuple(
            entitlement(payout_case(file, programme, i.code, as_of=as_of)) for i in file.instalments
        ),
        newest=journal.newest_entries(connection, until=as_of, stream=stream, most=MOST_ENTRIES),
        notes=journal.newest_entries(
            connection, until=as_of, stream=stream, act=Act.NOTE, most=MOST_NOTES
        ),
        people=mapping.load_people(connection),
        seq=journal.count_entries(connection, stream),
    )

"""Replaying what a demonstration's file tells was done: through the same rules, as those people."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from portfolio.domain.journal import canonical
from portfolio.domain.record import image_of
from portfolio.exchange.requests import request_from
from portfolio.services.office import AGENCY_ZONE
from portfolio.services.perform import act_on_grant, request_hash

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Person
    from portfolio.exchange.acts import ActIn
    from portfolio.store.unit_of_work import UnitOfWork

_MORNING = time(9, 0)
"""Replayed acts are recorded at nine in the morning of their day, agency time, in file order."""


class Replay:
    """Acts done one after another in one unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._files: dict[str, GrantFile] = {}  # as the acts replayed so far have left them

    def forget(self, grant: str) -> None:
        """Read a grant anew before its next act: something else has written to it."""
        self._files.pop(grant, None)

    def done(self, person: Person, said: ActIn, number: int) -> tuple[JournalEntry, ...]:
        """Do what a file tells, as `perform` would on that day; nothing where it is done already.

        Raises `Refused`, `NotFound`, `Invalid`.
        """
        request = request_from(said)
        told = [said.act, said.on.isoformat(), said.by, said.reason, image_of(request)]
        work = self._work.another(sha256(canonical(told).encode()).hexdigest()[:32])
        if work.begin(request_hash(request, person.code, said.reason)):
            return ()
        now = datetime.combine(said.on, _MORNING, ZoneInfo(AGENCY_ZONE)).astimezone(UTC)
        file = self._files.get(said.grant) or work.grant(said.grant)
        self._files[said.grant], entries = act_on_grant(
            work, file, person, request,
            now=now + timedelta(seconds=number), reason=said.reason,
        )  # fmt: skip
        return entries

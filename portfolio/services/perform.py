"""The one path from a request to a durable row: gather, decide, write; or refuse, or repeat.

Command line and terminal UI both come through here, and a dry run is the same path rolled back.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.acts.costs import ClaimCost
from portfolio.domain.acts.table import Request, decide
from portfolio.domain.change import Occasion
from portfolio.domain.errors import CaseChanged, PortfolioError
from portfolio.domain.journal import canonical, grant_stream
from portfolio.domain.period import day_in
from portfolio.domain.record import image_of
from portfolio.domain.transitions import Act
from portfolio.services.office import who_acts
from portfolio.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Person
    from portfolio.services.office import Office


class CommandDiffers(PortfolioError):
    """The command id was used before, for another request."""


class StreamMoved(PortfolioError):
    """Somebody else has written to the stream since it was shown. Nothing was saved."""

    def __init__(self, subject: str, seen: int, last: JournalEntry) -> None:
        super().__init__(
            f"{subject} has moved on since you looked: you saw entry {seen}, now it has "
            f"{last.seq}, the last by {last.actor}: {last.act} {last.subject}. Nothing was saved; "
            "look again and decide anew"
        )
        self.last = last


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written (or, `dry`, would have been); `repeated` where it had been done before."""

    entries: tuple[JournalEntry, ...]
    repeated: bool = False
    dry: bool = False

    @property
    def subject(self) -> str:
        """The subject of the first entry: what was asked to be moved, or to come into being."""
        return self.entries[0].subject


class _RolledBack(Exception):  # no error: it ends a dry run
    """Ends the transaction of a dry run."""


_PROPOSALS = (Act.PROPOSE.value, Act.PROPOSE_ADVANCE.value)


def new_command_id() -> str:
    """Return a fresh id that names one command, so that repeating it has one effect."""
    return uuid4().hex


def request_hash(request: object, actor: str, reason: str | None) -> str:
    """Return the SHA-256 of who asks for what, and why: tells a repetition from another request."""
    image = [type(request).__name__, image_of(request), actor, reason]
    # What is no text at all is told apart here as well, and refused by the act.
    return sha256(canonical(image).encode(errors="surrogatepass")).hexdigest()


def perform(  # noqa: PLR0913  # one request and everything that may be said about it, by name
    office: Office,
    request: Request,
    *,
    reason: str | None = None,
    on: date | None = None,
    command_id: str | None = None,
    seen_seq: int | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Do what is asked, durably, or raise saying why not; nothing is ever half done.

    `on` is the day it counts from (today where not given), `command_id` names the command so that
    a repetition answers with the first result, and `seen_seq` is the grant's last journal entry
    that the person had before them. Raises `Refused`, `CaseChanged`, `StreamMoved`, `NotFound`,
    `Busy`, `CommandDiffers`.
    """
    act = partial(act_as_seen, office, request, reason=reason, on=on, seen_seq=seen_seq)
    return carry_out(office, request, act, reason=reason, command_id=command_id, dry_run=dry_run)


def act_as_seen(  # noqa: PLR0913  # as `perform`, inside its transaction
    office: Office,
    request: Request,
    work: UnitOfWork,
    person: Person,
    *,
    reason: str | None = None,
    on: date | None = None,
    seen_seq: int | None = None,
) -> tuple[JournalEntry, ...]:
    """Decide and write inside an open unit of work, if the grant is as it was seen."""
    file = work.grant(request.grant)
    _must_be_as_seen(work, file, seen_seq)
    now = work.next_moment(office.clock())
    return act_on_grant(work, file, person, request, now=now, on=on, reason=reason)[1]


def carry_out(  # noqa: PLR0913  # as `perform`, for any stream
    office: Office,
    request: object,
    act: Callable[[UnitOfWork, Person], tuple[JournalEntry, ...]],
    *,
    reason: str | None = None,
    command_id: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Run an act in one write transaction, once per command id; a dry run is rolled back."""
    command = command_id or new_command_id()
    entries: tuple[JournalEntry, ...] = ()
    with suppress(_RolledBack), office.database.writing() as connection:
        work = UnitOfWork(connection, command)
        person = who_acts(office, work.people(), work.charter())
        asked = request_hash(request, person.code, reason)
        done = work.begin(asked)
        if done:
            if done[0].request_hash != asked:
                raise CommandDiffers(
                    f"command {command} was used before for something else "
                    f"({done[0].act} {done[0].subject} by {done[0].actor}): nothing was saved; "
                    "leave the command id away to give a new command"
                )
            return Outcome(done, repeated=True)
        entries = act(work, person)
        if dry_run:
            raise _RolledBack
    return Outcome(entries, dry=dry_run)


def act_on_grant(  # noqa: PLR0913  # the facts, who asks for what, and when
    work: UnitOfWork,
    file: GrantFile,
    person: Person,
    request: Request,
    *,
    now: datetime,
    on: date | None = None,
    reason: str | None = None,
) -> tuple[GrantFile, tuple[JournalEntry, ...]]:
    """Decide a request on a grant and write what follows, inside an open unit of work.

    Returns the grant's file as it is afterwards, and the entries written.
    """
    programme = work.programme(file.grant.programme)
    if isinstance(request, ClaimCost):
        claimed = work.costs_keyed(request.key, besides=file.code)
        programme = replace(programme, claimed_elsewhere=claimed)
    elif isinstance(request, AssignGrant):
        programme = replace(programme, people=work.people())
    moment = work.latest_moment(grant_stream(file.code), now)
    today = day_in(programme.programme.time_zone, moment)
    occasion = Occasion(
        person=person,
        recorded_at=moment,
        today=today,
        effective_on=on or today,
        reason=reason,
    )
    try:
        change = decide(file, programme, occasion, request)
    except CaseChanged as changed:
        proposal = [e for e in work.entries_on(changed.subject) if e.act in _PROPOSALS]
        raise CaseChanged(
            changed.act, changed.subject, proposal[-1].findings(), changed.findings
        ) from None
    return work.record_on_grant(change, file, programme)


def _must_be_as_seen(work: UnitOfWork, file: GrantFile, seen_seq: int | None) -> None:
    last = work.last_entry(grant_stream(file.code))
    if seen_seq is not None and last is not None and last.seq != seen_seq:
        raise StreamMoved(file.code, seen_seq, last)

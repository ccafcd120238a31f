"""Importing portfolio files: a plan first, all problems at once, then everything or nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from portfolio.domain.acts.differing import as_stored, differing
from portfolio.domain.acts.entering import (
    EnterPerson,
    compare,
    enter_grant,
    enter_person,
    enter_programme,
)
from portfolio.domain.acts.restating import restated
from portfolio.domain.change import Occasion
from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems, Invalid, NotFound, Problem, Refused
from portfolio.domain.journal import PEOPLE_STREAM, grant_stream, programme_stream
from portfolio.domain.period import day_in
from portfolio.domain.reason import Reason
from portfolio.domain.record import key_of, kind_of
from portfolio.exchange.making import field_of
from portfolio.exchange.reading import Read, read_file
from portfolio.services.changing import (
    Changed,
    amendment_of,
    changes_of,
    differences,
    impossible,
    unexplained,
    wrong_currency,
)
from portfolio.services.office import AGENCY_ZONE, Office, who_acts
from portfolio.services.perform import act_on_grant, new_command_id, request_hash
from portfolio.services.progress import Tick, no_tick
from portfolio.services.replaying import Replay
from portfolio.store import journal
from portfolio.store.unit_of_work import UnitOfWork
from portfolio.wording import Language, next_step, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from _typeshed import DataclassInstance

    from portfolio.domain.acts.differing import Difference
    from portfolio.domain.change import Change
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Person
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.acts import ActIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One line of a plan: what a file would add to one subject, and what it leaves as it is.

    `changes` is what it says otherwise than is stored: each is proposed as part of an amendment.
    """

    what: str
    subject: str
    adds: int
    leaves: int
    changes: tuple[Changed, ...] = ()


@dataclass(slots=True)
class Plan:
    """What an import does, or would do; with any problem nothing is written."""

    lines: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0
    written: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the files is known already."""
        return not any(line.adds for line in self.lines) and all(
            change.amendment for change in self.changes
        )

    @property
    def changes(self) -> tuple[Changed, ...]:
        """Everything that is said otherwise than is stored."""
        return tuple(change for line in self.lines for change in line.changes)

    def says_the_same(self, other: Plan) -> bool:
        """Whether another plan would do exactly this, or fails at exactly this."""
        ours, theirs = ((p.lines, p.problems, p.entries) for p in (self, other))
        return ours == theirs


class _Undone(Exception):  # no error: it ends a plan that is not to be written
    """Rolls the transaction of a plan back."""


def import_files(  # noqa: PLR0913  # what to import, how, and who is shown, by name
    office: Office,
    paths: Sequence[Path],
    *,
    reason: str | None = None,
    dry_run: bool = False,
    seen: Plan | None = None,
    tick: Tick = no_tick,
) -> Plan:
    """Import files in the order given, in one transaction: all of them, or nothing.

    A plan with problems is returned unwritten; `FileProblems` is raised for a file whose shape or
    values cannot be read at all. What is known already is left alone, so that the same file twice
    changes nothing. What is said otherwise of a known grant is proposed as one amendment of it,
    with this reason. A plan that was `seen` before is carried out as it was seen, or not at all:
    where file or record have changed since, the plan of now is returned unwritten. `tick` is called
    for every line of the plan.
    """
    reads: list[Read] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            reads.append(read_file(path))
        except FileProblems as found:
            problems.extend(found.problems)
    if problems:
        raise FileProblems(problems)
    return import_read(office, reads, reason=reason, dry_run=dry_run, seen=seen, tick=tick)


def import_read(  # noqa: PLR0913  # the same
    office: Office,
    reads: Sequence[Read],
    *,
    reason: str | None = None,
    dry_run: bool = False,
    seen: Plan | None = None,
    tick: Tick = no_tick,
) -> Plan:
    """Import what was read; see `import_files`."""
    plan = Plan()
    with suppress(_Undone), office.database.writing() as connection:
        work = UnitOfWork(connection, new_command_id())
        person = who_acts(office, work.people(), work.charter())
        entries_of = partial(journal.entries_of_stream, connection)
        importer = _Importer(office, work, person, plan, entries_of, reason, tick)
        for read in reads:
            importer.take(read)
        as_seen = seen is None or plan.says_the_same(seen)
        plan.written = as_seen and not plan.problems and not dry_run
        if not plan.written:
            raise _Undone
    return plan


class _Importer:
    """Takes files into one unit of work, line by line of the plan."""

    def __init__(  # noqa: PLR0913, PLR0917  # one import, and everything it is done with
        self,
        office: Office,
        work: UnitOfWork,
        person: Person,
        plan: Plan,
        entries_of: Callable[[str], Iterable[JournalEntry]],
        reason: str | None,
        tick: Tick,
    ) -> None:
        self.tick = tick
        self.office = office
        self.work = work
        self.person = person
        self.plan = plan
        charter = work.charter()
        self.tells = charter is not None and charter.purpose is Purpose.DEMONSTRATION
        self.entries_of = entries_of
        self.reason = reason
        self.replay = Replay(work)
        self.known = set(work.grant_codes())  # asked for once: a file may bring thousands

    def take(self, read: Read) -> None:
        """Take one file in: people, programmes, grants, and in demonstrations what was done."""
        self.work.begin(request_hash(read.name, self.person.code, None))
        for i, person in enumerate(read.people):
            self._person(read, f"people[{i}]", person)
        for i, programme in enumerate(read.programmes):
            self._programme(read, f"programmes[{i}]", programme)
        for i, file in enumerate(read.grants):
            self._grant(read, f"grants[{i}]", file)
        if read.history:
            self._history(read)
        for name, times in read.left_aside:
            self._plan("left_aside", name, adds=0, leaves=times)

    def _occasion(self, stream: str) -> Occasion:
        now = self.office.clock()
        # A demonstration tells a history of its own, in which files are entered out of turn.
        moment = self.work.latest_moment(stream, now) if self.tells else self.work.next_moment(now)
        today = day_in(AGENCY_ZONE, moment)
        return Occasion(person=self.person, recorded_at=moment, today=today, effective_on=today)

    def _person(self, read: Read, place: str, person: Person) -> None:
        people = self.work.people()
        known = people.by_code(person.code) == person
        request = EnterPerson(person=person)
        occasion = self._occasion(PEOPLE_STREAM)
        adds = self._try(
            read, place,
            lambda: None if known else enter_person(people, occasion, request),
            self.work.record,
        )  # fmt: skip
        self._plan("person", person.code, adds=adds, leaves=int(known))

    def _programme(self, read: Read, place: str, offered: ProgrammeFile) -> None:
        code = offered.programme.code
        known = code in self.work.programme_codes()
        stored = self.work.programme(code) if known else None
        told = len(offered.records())
        if stored is not None and read.restates:
            if self.work.grant_codes(code):
                self._problem(
                    read, read.place_of(place, code), code,
                    "has grants that are paid here: what a sheet tells of it would count twice",
                    "enter what is new in its budget with a portfolio file",
                )  # fmt: skip
                return
            offered = restated(stored, offered)
        occasion = self._occasion(programme_stream(code))
        found = tuple(differing(stored.records(), offered.records())) if stored else ()
        if found:
            currency = offered.programme.currency
            self.plan.problems.extend(impossible(read, place, currency, found))
            return
        adds = self._try(
            read, place,
            lambda: enter_programme(stored, offered, occasion),
            self.work.record,
        )  # fmt: skip
        self._plan("programme", code, adds=adds, leaves=told - adds)

    def _grant(self, read: Read, place: str, file: GrantFile) -> None:
        try:
            programme = self.work.programme(file.grant.programme)
        except NotFound:
            if not any(p.programme.code == file.grant.programme for p in read.programmes):
                self._problem(
                    read, f"{place}.programme", file.grant.programme,
                    "is not a programme known here",
                    "import the programme first, or put it into the same file",
                )  # fmt: skip
            return
        self.plan.problems.extend(wrong_currency(read, place, file.code, programme))
        self.replay.forget(file.code)
        stored = self.work.grant(file.code) if file.code in self.known else None
        found: tuple[Difference, ...] = ()
        if stored is not None:
            entries = self.entries_of(grant_stream(file.code))
            found, too_old = differences(read, place, stored, file, programme, entries)
            self.plan.problems.extend(too_old)
        occasion = self._occasion(grant_stream(file.code))
        adds = self._try(
            read, place,
            lambda: enter_grant(
                stored, as_stored(stored, file) if stored else file, programme, occasion
            ),
            lambda change: self.work.record_on_grant(change, stored, programme)[1],
            known=stored.records() if stored else (),
        )  # fmt: skip
        if adds:
            self.known.add(file.code)
        changes: tuple[Changed, ...] = ()
        if stored is not None and found:
            currency = programme.programme.currency
            changes = changes_of(read, place, stored, currency, found)
            self.plan.problems.extend(impossible(read, place, currency, found))
            self._propose(read, place, self.work.grant(file.code), found, changes)
        otherwise = len({(kind_of(each.record), key_of(each.record)) for each in found})
        leaves = len(file.records()) - adds - otherwise
        self._plan("grant", file.code, adds=adds, leaves=leaves, changes=changes)

    def _propose(
        self,
        read: Read,
        place: str,
        file: GrantFile,
        found: Sequence[Difference],
        changes: Iterable[Changed],
    ) -> None:
        """Propose what a file says otherwise as one amendment; what stands in its way is noted."""
        request = amendment_of(read, file, found)
        if request is None:
            return
        if not (self.reason or "").strip():
            self.plan.problems.extend(unexplained(read, changes))
        try:
            _, entries = act_on_grant(
                self.work, file, self.person, request,
                now=self._occasion(grant_stream(file.code)).recorded_at, reason=self.reason,
            )  # fmt: skip
        except Refused as refused:
            self._refused(read, place, refused, but=Reason.REASON_MISSING)
        except Invalid as invalid:
            self._problem(read, place, str(invalid.value), invalid.why, invalid.remedy)
        else:
            self.plan.entries += len(entries)

    def _try(
        self,
        read: Read,
        place: str,
        build: Callable[[], Change | None],
        write: Callable[[Change], Sequence[JournalEntry]],
        known: Iterable[DataclassInstance] = (),
    ) -> int:
        """Decide and write; a refusal becomes problems. Return how many records were added.

        A known grant is put in place again where somebody else has entered a part of it.
        """
        try:
            change = build()
            if change is None:
                return 0
            self.plan.entries += len(write(change))
        except Refused as refused:
            self._refused(read, place, refused)
            return 0
        return len(compare(known, change.records).new)

    def _history(self, read: Read) -> None:
        if not self.tells:
            self.plan.problems.append(
                Problem(
                    file=read.name, place="history", value=f"{len(read.history)} acts",
                    why="tells what other people did, and everybody acts for themselves",
                    remedy="take 'history' out; it is replayed in a demonstration only",
                )
            )  # fmt: skip
            return
        added = sum(
            self._replay(read, f"history[{i}]", act, i) for i, act in enumerate(read.history)
        )
        self._plan("history", read.name, adds=added, leaves=len(read.history) - added)

    def _replay(self, read: Read, place: str, said: ActIn, number: int) -> int:
        """Do what a file tells; what stands in its way becomes problems. Return 1 where done."""
        person = self.work.people().by_code(said.by)
        if person is None:
            self.plan.problems.append(
                Problem(
                    file=read.name, place=f"{place}.by", value=said.by,
                    why="is nobody known here", remedy="put the person under 'people'",
                )
            )  # fmt: skip
            return 0
        try:
            entries = self.replay.done(person, said, number)
        except Refused as refused:
            self._refused(read, place, refused, said.act)
        except NotFound as missing:
            self.plan.problems.append(
                Problem(
                    file=read.name, place=place, value=missing.code, why=str(missing),
                    remedy="correct the code",
                )
            )  # fmt: skip
        except Invalid as invalid:
            self.plan.problems.append(
                Problem(
                    file=read.name, place=f"{place}.{field_of(said, invalid.field)}",
                    value=str(invalid.value), why=invalid.why, remedy=invalid.remedy,
                )
            )  # fmt: skip
        else:
            self.plan.entries += len(entries)
            return int(bool(entries))
        return 0

    def _problem(self, read: Read, place: str, value: str, why: str, remedy: str) -> None:
        """Note a problem; `place` is a path in the JSON format."""
        self.plan.problems.append(
            Problem(file=read.name, place=read.cell_of(place), value=value, why=why, remedy=remedy)
        )

    def _refused(
        self,
        read: Read,
        place: str,
        refused: Refused,
        act: str = "",
        but: Reason | None = None,
    ) -> None:
        """Note everything that stands in the way, each where its subject stands in the file.

        `but` is what is noted already.
        """
        self.plan.problems.extend(
            Problem(
                file=read.name,
                place=read.place_of(place, f.subject),
                value=f"{act} {f.subject}".lstrip(),
                why=sentence(f, Language.ENGLISH),
                remedy=next_step(f, Language.ENGLISH) or "correct the file there",
            )
            for f in refused.obstacles
            if f.reason is not but
        )

    def _plan(
        self,
        what: str,
        subject: str,
        *,
        adds: int,
        leaves: int,
        changes: tuple[Changed, ...] = (),
    ) -> None:
        self.tick()
        self.plan.lines.append(
            Planned(what=what, subject=subject, adds=adds, leaves=leaves, changes=changes)
        )

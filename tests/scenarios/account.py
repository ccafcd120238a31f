"""An office as its days go by: who is at which desk, where the money is, who is waited for.

``office.on("2025-08-31").officer.suspends("I1", because="Half is missing")`` is one sentence of an
account, and an act through the services on a real database. What begins with ``is_refused(...)``
has to be refused for exactly those reasons. Whenever a day ends, the money has to add up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from portfolio.domain.owing import owed
from portfolio.exchange.reading import read_text
from portfolio.services import browse
from portfolio.services.importing import import_read
from portfolio.services.verify import verify
from tests.scenarios.desk import Desk

if TYPE_CHECKING:
    from portfolio.domain.errors import Problem, Refused
    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.reason import Reason
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.domain.transitions import Act
    from portfolio.reports.queue import QueueLine
    from portfolio.services.office import Office
    from tests.scenarios.plan import Part


class Sums(NamedTuple):
    """Where the money of an instalment is, in yen; together it is what was scheduled.

    Paid is what payouts take, from the proposal on, less what came back.
    """

    paid: int = 0
    withheld: int = 0
    reduced: int = 0
    open: int = 0


@dataclass
class Days:
    """The day it is. Each look at the clock is a second later, the first at noon in Tokyo."""

    today: date
    seconds: int = 0

    def now(self) -> datetime:
        """Return the moment it is, in UTC."""
        self.seconds += 1
        return datetime.combine(self.today, time(3), UTC) + timedelta(seconds=self.seconds)


class Account:
    """What happens to one grant at the agency, day by day."""

    refusal: Refused
    """The last refusal, to be looked into."""

    def __init__(self, office: Office, days: Days, grant: str) -> None:
        self.office = office
        self.days = days
        self.grant = grant
        self.officer = self.as_("OFFICER-1")
        self.second_officer = self.as_("OFFICER-2")
        self.assessor = self.as_("ASSESSOR-1")
        self.second_assessor = self.as_("ASSESSOR-2")
        self.authoriser = self.as_("AUTHORISER-1")
        self.second_authoriser = self.as_("AUTHORISER-2")
        self.accountant = self.as_("ACCOUNTANT-1")
        self.council = self.as_("COUNCIL-1")
        self.second_council = self.as_("COUNCIL-2")
        self.everybody = self.as_("EVERYBODY-1")

    def as_(self, person: str) -> Desk:
        """Return the desk of somebody, by code."""
        return Desk(self, person)

    def about(self, grant: str) -> Account:
        """Return the account of another grant at the same agency, on the same day."""
        return Account(self.office, self.days, grant)

    def on(self, day: str) -> Account:
        """Let the day end, and another begin, written 2025-08-31."""
        self._the_money_adds_up()
        self.days.today = date.fromisoformat(day)
        return self

    # what takes several people ------------------------------------------------------------

    def shows(self, milestone: str, *, lots: int = 100) -> None:
        """Hand in, submit and assess a milestone of whose 100 test lots so many have passed."""
        self.officer.hands_in(milestone)
        self.officer.submits(milestone)
        self.assessor.assesses(milestone, lots=lots)

    def trains(self, engineers: int) -> None:
        """Report engineers as certified, and have a second officer verify it."""
        self.officer.reports(engineers)
        self.second_officer.verifies(self.file.reports[-1].code)

    def pays(self, instalment: str) -> None:
        """Propose, confirm and settle all that can be paid of an instalment."""
        self.officer.proposes(instalment)
        self._binds_and_pays()

    def advances(self, minor: int, *, on: str) -> None:
        """Propose, confirm and settle an advance on an instalment."""
        self.officer.proposes_an_advance_on(
            on, amount_minor=minor, because="Tools are ordered a year ahead"
        )
        self._binds_and_pays()

    def _binds_and_pays(self) -> None:
        payout = self.file.payouts[-1].code
        self.authoriser.confirms(payout)
        self.accountant.settles(payout)

    def takes_in(self, file: Part, *, by: str = "OFFICER-1") -> list[Problem]:
        """Import a file of plans; return its problems: with any, nothing of it is taken in."""
        read = read_text("plan.json", json.dumps(file))
        return import_read(self.office.acting_as(by), [read]).problems

    # what one sees ------------------------------------------------------------------------

    @property
    def file(self) -> GrantFile:
        """Everything recorded about the grant."""
        return browse.dossier(self.office, self.grant).file

    def weighs(self, instalment: str) -> Entitlement:
        """Return what the rules say of an instalment today."""
        return browse.explain(self.office, self.grant, instalment)

    def sums(self, instalment: str) -> Sums:
        """Return where the money of an instalment is today."""
        return _sums(self.weighs(instalment))

    def finds(self, reason: Reason, *, on: str) -> list[Finding]:
        """Return what the rules find of one kind about an instalment today."""
        return [f for f in self.weighs(on).findings if f.reason is reason]

    def stands_in_the_way_of(self, instalment: str) -> set[Reason]:
        """Return what stands between an instalment and payment today."""
        return {f.reason for f in self.weighs(instalment).obstacles}

    def entry(self, act: Act, code: str) -> JournalEntry:
        """Return what the journal says of the last time this was done to a subject."""
        done = (act.value, f"{self.grant}/{code}")
        entries = browse.journal_entries(self.office, grant=self.grant)
        return next(e for e in entries if (e.act, e.subject) == done)

    def queue(self) -> tuple[QueueLine, ...]:
        """Return everything that waits for somebody on the grant today."""
        return browse.queue(self.office, grant=self.grant)

    def waits(self, code: str = "") -> list[str]:
        """Return what waits on a subject, or on the grant itself: what, for whom, since when."""
        return [
            f"{q.act.value}, {q.role.value}, since {q.since}"
            for q in self.queue()
            if q.code == code
        ]

    def owed(self, claim: str) -> int:
        """Return what is owed on a claim today: principal, interest and late interest."""
        file, terms = self.file, browse.programme(self.office, "MISSION").terms
        found = owed(file.recovery(claim), file.receipts_of(claim), terms, self.days.today)
        return found.total_minor

    def adds_up(self) -> None:
        """See that nothing in the whole record contradicts itself, and that no yen is lost."""
        self._the_money_adds_up()
        found = verify(self.office)
        assert found.sound, found.broken

    def _the_money_adds_up(self) -> None:
        """Paid, withheld, reduced and open make up every instalment, and none is below zero."""
        dossier = browse.dossier(self.office, self.grant)
        file, terms = dossier.file, dossier.programme.terms
        for instalment, weighed in zip(file.instalments, dossier.entitlements, strict=True):
            parts = _sums(weighed)
            assert sum(parts) == instalment.amount_minor
            assert min(parts) >= 0
            results = [
                p for p in file.payouts_on(instalment.code) if p.is_standing and not p.is_advance
            ]
            came_back = sum(
                owed(r, file.receipts_of(r.code), terms, self.days.today).returned_minor
                for p in results
                for r in file.recoveries_on(p.code)
            )
            assert parts.paid == sum(p.amount_minor for p in results) - came_back


def _sums(found: Entitlement) -> Sums:
    case = found.case
    return Sums(case.taken_minor, found.withheld_minor, case.reduced_minor, found.open_minor)

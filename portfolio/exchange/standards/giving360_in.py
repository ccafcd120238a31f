"""360Giving JSON (package schema 1.4) as drafts with a history; see `drafting` for what that means.

Fields and their meanings: https://standard.threesixtygiving.org/en/latest/technical/reference/.

A grant begins and ends with its actual dates, else with its planned ones, else on its award date.
Payments are the disbursement transactions. `amountDisbursed` alone has no day, so it is no payment;
like `amountAwarded` it stands in the draft's source. Beside payments it is their sum, and where it
is not that is counted in the plan. The holders are the recipient organisations, or the recipient
individual.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portfolio.domain.period import EARLIEST, add_months, check_day
from portfolio.exchange.standards.countries import country_of
from portfolio.exchange.standards.drafting import Drafts
from portfolio.exchange.standards.json_fields import Fields, Said, object_of, some_of
from portfolio.exchange.standards.published import Organisation, Payment, Published, Scheme
from portfolio.exchange.standards.values import (
    currency_of,
    day_of,
    edge_of,
    is_absent,
    minor_of,
    months_of,
    not_before,
    present,
    same_currency,
    text_of,
)
from portfolio.wording.figures import amount

if TYPE_CHECKING:
    from datetime import date

    from portfolio.exchange.reading import Read

MOST_GRANTS = 20_000
"""Grants in one file."""

_TAKEN = frozenset(
    {
        "id", "title", "currency", "amountAwarded", "amountDisbursed", "awardDate", "plannedDates",
        "actualDates", "recipientOrganization", "recipientIndividual", "fundingOrganization",
        "grantProgramme", "disbursementTransaction",
    }
)  # fmt: skip

_LONGEST_PROGRAMME_CODE = 60
_LONGEST_PROGRAMME_TITLE = 138
"""Characters: together, with what stands between them, as many as the title of a programme."""


def read_package(name: str, package: Said) -> Read:
    """Read what a 360Giving package says, or raise `FileProblems` with everything wrong in it."""
    drafts = Drafts(name, "360Giving", "grant")
    grants = drafts.attempt("grants", [], some_of, package["grants"], MOST_GRANTS)
    for i, each in enumerate(grants):
        place = f"grants[{i}]"
        said = drafts.attempt(place, None, object_of, each)
        if said is not None:
            _Grant(drafts, place, said).take()
    return drafts.read()


class _Grant:
    """One grant of a package, and where it stands in the file."""

    def __init__(self, drafts: Drafts, place: str, said: Said) -> None:
        self.drafts = drafts
        self.said = said
        self.fields = Fields(drafts, place, said)

    def take(self) -> None:
        """Take the grant in, or note everything that is wrong with it."""
        before = len(self.drafts.problems)
        self.drafts.left_aside.update(key for key in self.said if key not in _TAKEN)
        identifier = self.fields.at("id", "", self._own_identifier)
        title = self.fields.text("title")
        currency = self.fields.at("currency", "", currency_of, self.said.get("currency"))
        awarded_on = self.fields.at("awardDate", EARLIEST, day_of, self.said.get("awardDate"))
        starts_on, ends_on = self._span(awarded_on)
        funders = self._organisations("fundingOrganization")
        holders = self._holders()
        scheme = self._scheme()
        awarded, paid = self._total("amountAwarded", currency), self._paid(currency)
        payments = self._payments(currency)
        if len(self.drafts.problems) > before:
            return
        said = [f"published award {amount(awarded, currency)}, decided {awarded_on.isoformat()}"]
        if paid is not None and not payments:
            said.append(f"published as disbursed {amount(paid, currency)}")
        elif paid is not None and paid != sum(each.amount_minor for each in payments):
            self.fields.leave("amountDisbursed that is not the sum of its payments")
        self.fields.leave("further fundingOrganization", len(funders) - 1)
        self.drafts.take(
            Published(
                identifier=identifier, title=title, funder=funders[0],
                scheme=scheme, currency=currency, starts_on=starts_on, ends_on=ends_on,
                holders=holders, said=tuple(said), payments=payments,
            )
        )  # fmt: skip

    def _own_identifier(self) -> str:
        return self.drafts.identifier_once(f"{self.fields.place}.id", text_of(self.said.get("id")))

    def _holders(self) -> tuple[Organisation, ...]:
        person = "recipientIndividual"
        if "recipientOrganization" in self.said or person not in self.said:
            return self._organisations("recipientOrganization")
        said = self.fields.at(person, None, object_of, self.said[person])
        return () if said is None else (self._organisation(person, said),)

    def _organisations(self, field: str) -> tuple[Organisation, ...]:
        """Return the organisations in a field, each once; where there is none that is a problem."""
        self.fields.at(field, None, present, self.said.get(field))
        found: dict[str, Organisation] = {}
        for place, said in self.fields.objects(field):
            each = self._organisation(place, said)
            found.setdefault(each.identifier, each)
        return tuple(found.values())

    def _organisation(self, place: str, said: Said) -> Organisation:
        identifier = self.fields.text(f"{place}.id", said)
        return Organisation(
            identifier=identifier,
            name=self.fields.text(f"{place}.name", said),
            country=country_of(identifier, said.get("addressCountry")),
        )

    def _scheme(self) -> Scheme:
        said, place = self.fields.first("grantProgramme"), "grantProgramme[0]"
        return Scheme(
            code=self.fields.optional(f"{place}.code", said, longest=_LONGEST_PROGRAMME_CODE),
            title=self.fields.optional(f"{place}.title", said, longest=_LONGEST_PROGRAMME_TITLE),
        )

    def _span(self, awarded_on: date) -> tuple[date, date | None]:
        """Return when the grant begins and ends; None where no end is published."""
        for field in ("actualDates", "plannedDates"):
            said = self.fields.first(field)
            if not is_absent(said.get("startDate")):
                return self._event(f"{field}[0]", said)
        return awarded_on, None

    def _event(self, place: str, said: Said) -> tuple[date, date | None]:
        at = self.fields.at
        start = at(f"{place}.startDate", EARLIEST, edge_of, said["startDate"], last=False)
        if not is_absent(said.get("endDate")):
            end = at(f"{place}.endDate", start, edge_of, said["endDate"], last=True)
            return start, at(f"{place}.endDate", start, not_before, start, end)
        if not is_absent(said.get("duration")):
            return start, at(f"{place}.duration", start, _after, start, said["duration"])
        return start, None

    def _total(self, field: str, currency: str) -> int:
        """Return what the file says of the whole grant: an award here is what two people decide."""
        return self.fields.at(field, 0, minor_of, self.said.get(field), currency)

    def _paid(self, currency: str) -> int | None:
        """Return what was paid in all; None where it is not published."""
        field = "amountDisbursed"
        return None if is_absent(self.said.get(field)) else self._total(field, currency)

    def _payments(self, currency: str) -> tuple[Payment, ...]:
        field = "disbursementTransaction"
        found = [self._payment(place, said, currency) for place, said in self.fields.objects(field)]
        paid = tuple(each for each in found if each.amount_minor)
        self.fields.leave("disbursement of nothing", len(found) - len(paid))
        return paid

    def _payment(self, place: str, said: Said, currency: str) -> Payment:
        stated = said.get("currency")
        if not is_absent(stated):
            self.fields.at(f"{place}.currency", "", same_currency, stated, currency)
        return Payment(
            kind="disbursement",
            paid_on=self.fields.at(
                f"{place}.transactionDate", EARLIEST, day_of, said.get("transactionDate")
            ),
            amount_minor=self.fields.at(
                f"{place}.value", 0, minor_of, said.get("value"), currency, signed=True
            ),
            reference=self.fields.optional(f"{place}.id", said) or None,
        )


def _after(start: date, duration: object) -> date:
    """Return the last day of so many months, or raise `Invalid`."""
    return check_day("end", add_months(start, months_of(duration)) - timedelta(days=1))

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
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from portfolio.domain.errors import Invalid
from portfolio.domain.period import EARLIEST, add_months, check_day
from portfolio.exchange.standards.countries import country_of
from portfolio.exchange.standards.drafting import Drafts, Organisation, Payment, Published, Scheme
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
    shown,
    text_of,
)
from portfolio.wording.figures import amount

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from portfolio.exchange.reading import Read

MOST_GRANTS = 20_000
"""Grants in one file."""

MOST_PARTS = 2_000
"""Payments, organisations or dates of one grant."""

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

Said = dict[str, Any]
T = TypeVar("T")
P = ParamSpec("P")


def read_package(name: str, package: Said) -> Read:
    """Read what a 360Giving package says, or raise `FileProblems` with everything wrong in it."""
    drafts = Drafts(name, "360Giving", "grant")
    grants = drafts.attempt("grants", [], _some_of, package["grants"], MOST_GRANTS)
    for i, each in enumerate(grants):
        place = f"grants[{i}]"
        said = drafts.attempt(place, None, _object, each)
        if said is not None:
            _Grant(drafts, place, said).take()
    return drafts.read()


class _Grant:
    """One grant of a package, and where it stands in the file."""

    def __init__(self, drafts: Drafts, place: str, said: Said) -> None:
        self.drafts = drafts
        self.place = place
        self.said = said

    def take(self) -> None:
        """Take the grant in, or note everything that is wrong with it."""
        before = len(self.drafts.problems)
        self.drafts.left_aside.update(key for key in self.said if key not in _TAKEN)
        identifier = self._at("id", "", self._own_identifier)
        title = self._text("title")
        currency = self._at("currency", "", currency_of, self.said.get("currency"))
        awarded_on = self._at("awardDate", EARLIEST, day_of, self.said.get("awardDate"))
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
            self._leave("amountDisbursed that is not the sum of its payments")
        self._leave("further fundingOrganization", len(funders) - 1)
        self.drafts.take(
            Published(
                identifier=identifier, title=title, funder=funders[0],
                scheme=scheme, currency=currency, starts_on=starts_on, ends_on=ends_on,
                holders=holders, said=tuple(said), payments=payments,
            )
        )  # fmt: skip

    def _at(
        self, field: str, otherwise: T, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return self.drafts.attempt(f"{self.place}.{field}", otherwise, make, *args, **kwargs)

    def _text(self, field: str, said: Said | None = None, *, longest: int = 200) -> str:
        """Return the text at a path below the grant, which is the last name of it in `said`."""
        value = (self.said if said is None else said).get(field.rpartition(".")[2])
        return self._at(field, "", text_of, value, longest=longest)

    def _optional(self, field: str, said: Said, *, longest: int = 200) -> str:
        """Return the text at a path as `_text` does; empty where nothing stands there."""
        absent = is_absent(said.get(field.rpartition(".")[2]))
        return "" if absent else self._text(field, said, longest=longest)

    def _leave(self, what: str, times: int = 1) -> None:
        if times > 0:
            self.drafts.left_aside[what] += times

    def _own_identifier(self) -> str:
        return self.drafts.identifier_once(f"{self.place}.id", text_of(self.said.get("id")))

    def _objects(self, field: str) -> list[tuple[str, Said]]:
        """Return the objects listed in a field, each with its place; none where it is left out."""
        value = self.said.get(field)
        listed = [] if is_absent(value) else self._at(field, [], _list_of, value, MOST_PARTS)
        places = [f"{field}[{i}]" for i in range(len(listed))]
        found = [
            (place, self._at(place, None, _object, each))
            for place, each in zip(places, listed, strict=True)
        ]
        return [(place, said) for place, said in found if said is not None]

    def _first(self, field: str) -> Said:
        """Return the first object listed in a field; others have no place here."""
        objects = self._objects(field)
        self._leave(f"further {field}", len(objects) - 1)
        return objects[0][1] if objects else {}

    def _holders(self) -> tuple[Organisation, ...]:
        person = "recipientIndividual"
        if "recipientOrganization" in self.said or person not in self.said:
            return self._organisations("recipientOrganization")
        said = self._at(person, None, _object, self.said[person])
        return () if said is None else (self._organisation(person, said),)

    def _organisations(self, field: str) -> tuple[Organisation, ...]:
        """Return the organisations in a field, each once; where there is none that is a problem."""
        self._at(field, None, present, self.said.get(field))
        found: dict[str, Organisation] = {}
        for place, said in self._objects(field):
            each = self._organisation(place, said)
            found.setdefault(each.identifier, each)
        return tuple(found.values())

    def _organisation(self, place: str, said: Said) -> Organisation:
        identifier = self._text(f"{place}.id", said)
        return Organisation(
            identifier=identifier,
            name=self._text(f"{place}.name", said),
            country=country_of(identifier, said.get("addressCountry")),
        )

    def _scheme(self) -> Scheme:
        said, place = self._first("grantProgramme"), "grantProgramme[0]"
        return Scheme(
            code=self._optional(f"{place}.code", said, longest=_LONGEST_PROGRAMME_CODE),
            title=self._optional(f"{place}.title", said, longest=_LONGEST_PROGRAMME_TITLE),
        )

    def _span(self, awarded_on: date) -> tuple[date, date | None]:
        """Return when the grant begins and ends; None where no end is published."""
        for field in ("actualDates", "plannedDates"):
            said = self._first(field)
            if not is_absent(said.get("startDate")):
                return self._event(f"{field}[0]", said)
        return awarded_on, None

    def _event(self, place: str, said: Said) -> tuple[date, date | None]:
        start = self._at(f"{place}.startDate", EARLIEST, edge_of, said["startDate"], last=False)
        if not is_absent(said.get("endDate")):
            end = self._at(f"{place}.endDate", start, edge_of, said["endDate"], last=True)
            return start, self._at(f"{place}.endDate", start, not_before, start, end)
        if not is_absent(said.get("duration")):
            return start, self._at(f"{place}.duration", start, _after, start, said["duration"])
        return start, None

    def _total(self, field: str, currency: str) -> int:
        """Return what the file says of the whole grant: an award here is what two people decide."""
        return self._at(field, 0, minor_of, self.said.get(field), currency)

    def _paid(self, currency: str) -> int | None:
        """Return what was paid in all; None where it is not published."""
        field = "amountDisbursed"
        return None if is_absent(self.said.get(field)) else self._total(field, currency)

    def _payments(self, currency: str) -> tuple[Payment, ...]:
        field = "disbursementTransaction"
        found = [self._payment(place, said, currency) for place, said in self._objects(field)]
        paid = tuple(each for each in found if each.amount_minor)
        self._leave("disbursement of nothing", len(found) - len(paid))
        return paid

    def _payment(self, place: str, said: Said, currency: str) -> Payment:
        stated = said.get("currency")
        if not is_absent(stated):
            self._at(f"{place}.currency", "", same_currency, stated, currency)
        return Payment(
            kind="disbursement",
            paid_on=self._at(
                f"{place}.transactionDate", EARLIEST, day_of, said.get("transactionDate")
            ),
            amount_minor=self._at(
                f"{place}.value", 0, minor_of, said.get("value"), currency, signed=True
            ),
            reference=self._optional(f"{place}.id", said) or None,
        )


def _after(start: date, duration: object) -> date:
    """Return the last day of so many months, or raise `Invalid`."""
    return check_day("end", add_months(start, months_of(duration)) - timedelta(days=1))


def _list_of(value: object, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise Invalid("list", shown(value), "is not a list", "write it in square brackets")
    if len(value) > most:
        raise Invalid(
            "list", len(value), f"are more than {most} in one list", "split it into several files"
        )
    return value


def _some_of(value: object, most: int) -> list[Any]:
    present(value)
    return _list_of(value, most)


def _object(value: object) -> Said:
    if not isinstance(value, dict):
        raise Invalid("object", shown(value), "is not an object", "write it in curly brackets")
    return value

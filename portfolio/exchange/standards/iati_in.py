"""IATI 2.03 activities as drafts with a history; see `drafting` for what that means.

Elements and their meanings: https://iatistandard.org/en/iati-standard/203/activity-standard/.

* The funder is the first organisation with role 1 (funding), else role 3 (extending), else the
  reporting one. IATI names no schemes: there is one programme per funder and currency.
* The holders are the organisations with role 4 (implementing), else role 2 (accountable), else the
  receivers of payments. A recipient country is where a benefit goes, not where a holder is.
* An activity begins and ends with its actual dates, else with its planned ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.period import EARLIEST
from portfolio.exchange.reading import bytes_of
from portfolio.exchange.standards.countries import country_of
from portfolio.exchange.standards.drafting import Drafts
from portfolio.exchange.standards.iati_money_in import PAYMENTS, Money, currency_stated
from portfolio.exchange.standards.published import Organisation, Published, Scheme
from portfolio.exchange.standards.values import currency_of, day_of, not_before, present, text_of
from portfolio.exchange.standards.xml_activities import VERSION, Part, activities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from portfolio.exchange.reading import Read

_TAKEN = frozenset(
    {
        "iati-identifier", "reporting-org", "title", "participating-org", "activity-date",
        "transaction", "default-finance-type",
    }
)  # fmt: skip

_FUNDERS = ("1", "3")
_HOLDERS = ("4", "2")
"""Codes of OrganisationRole, the first that is there."""

_STARTS = ("2", "1")
_ENDS = ("4", "3")
"""Codes of ActivityDateType, the first that is there: what was comes before what was planned."""


def read_iati(path: Path) -> Read:
    """Read an IATI activity file, or raise `FileProblems` with everything wrong in it."""
    drafts = Drafts(path.name, f"IATI {VERSION}", "activity")
    number = 0
    for number, element in enumerate(activities(path.name, bytes_of(path)), start=1):
        _take(drafts, Part(f"iati-activity[{number}]", element))
    if not number:
        drafts.attempt("iati-activity", None, present, None)
    return drafts.read()


def _take(drafts: Drafts, activity: Part) -> None:
    """Take an activity in, or note everything that is wrong with it."""
    before = len(drafts.problems)
    drafts.left_aside.update(each for each in activity.names() if each not in _TAKEN)
    identifier = _identifier(drafts, activity)
    title, title_ja = _named(drafts, activity.one("title"), "")
    stated = currency_stated(activity)
    currency = drafts.attempt(f"{activity.place}/@default-currency", "", currency_of, stated)
    starts_on, ends_on = _span(drafts, activity)
    funder = _organisations(drafts, activity, _FUNDERS) or [
        _organisation(drafts, activity.one("reporting-org"))
    ]
    holders = _organisations(drafts, activity, _HOLDERS) or _receivers(drafts, activity)
    if not holders:
        drafts.attempt(f"{activity.place}/participating-org[@role='4']", None, present, None)
    money = Money(drafts, activity, currency).read()
    if len(drafts.problems) > before:
        return
    if len(funder) > 1:
        drafts.left_aside["further funding participating-org"] += len(funder) - 1
    drafts.take(
        Published(
            identifier=identifier, title=title, title_ja=title_ja,
            funder=funder[0], scheme=Scheme(), currency=currency, starts_on=starts_on,
            ends_on=ends_on, holders=tuple(holders), said=money.said(), payments=money.payments,
        )
    )  # fmt: skip


def _identifier(drafts: Drafts, activity: Part) -> str:
    part = activity.one("iati-identifier")
    found = drafts.attempt(part.place, "", text_of, part.text())
    return (
        drafts.attempt(part.place, "", drafts.identifier_once, part.place, found) if found else ""
    )


def _span(drafts: Drafts, activity: Part) -> tuple[date, date | None]:
    """Return when an activity begins and ends; None where no end is published."""
    dates: dict[str, Part] = {}
    for each in activity.all("activity-date"):
        dates.setdefault(each.get("type"), each)

    def first(types: tuple[str, ...]) -> tuple[str, date | None]:
        for each in (dates[code] for code in types if code in dates):
            place = f"{each.place}/@iso-date"
            return place, drafts.attempt(place, EARLIEST, day_of, each.get("iso-date"))
        return f"{activity.place}/activity-date", None

    place, starts_on = first(_STARTS)
    if starts_on is None:
        drafts.attempt(place, None, present, None)
        starts_on = EARLIEST
    place, ends_on = first(_ENDS)
    if ends_on is not None:
        drafts.attempt(place, ends_on, not_before, starts_on, ends_on)
    return starts_on, ends_on


def _organisations(drafts: Drafts, activity: Part, roles: tuple[str, ...]) -> list[Organisation]:
    """Return the organisations with the first of these roles that any has, each once."""
    taking_part = activity.all("participating-org")
    for role in roles:
        having = [each for each in taking_part if each.get("role") == role]
        if having:
            return _each_once(_organisation(drafts, each) for each in having)
    return []


def _receivers(drafts: Drafts, activity: Part) -> list[Organisation]:
    return _each_once(
        _organisation(drafts, receiver)
        for transaction in activity.all("transaction")
        if transaction.one("transaction-type").get("code") in PAYMENTS
        for receiver in transaction.all("receiver-org")
    )


def _each_once(found: Iterable[Organisation]) -> list[Organisation]:
    once: dict[str, Organisation] = {}
    for each in found:
        once.setdefault(each.identifier, each)
    return list(once.values())


def _organisation(drafts: Drafts, part: Part) -> Organisation:
    """Return an organisation; where it has no name or no identifier, the other stands for it."""
    ref = part.get("ref")
    if ref:
        ref = drafts.attempt(f"{part.place}/@ref", "", text_of, ref)
    name, name_ja = _named(drafts, part, ref)
    identifier = ref or name
    return Organisation(
        identifier=identifier, name=name, name_ja=name_ja, country=country_of(identifier)
    )


def _named(drafts: Drafts, part: Part, otherwise: str) -> tuple[str, str | None]:
    """Return what narratives say: in English or else in the first language, and in Japanese."""
    said = part.narratives()
    place = f"{part.place}/narrative"
    first = said.get("en") or next(iter(said.values()), otherwise)
    name = drafts.attempt(place, "", text_of, first)
    japanese = said.get("ja")
    if japanese is None or japanese == first:
        return name, None
    return name, drafts.attempt(place, "", text_of, japanese)

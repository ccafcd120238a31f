"""From what a standard publishes of grants to drafts with a history.

360Giving and IATI know no gates, and an award takes two people here. So a published grant comes in
as a draft, with no award decision and no instalment, and what was paid comes in as history. What
was awarded, and what the file leaves open, stands in the draft's `source`, which every screen and
export shows beside it:

* No shares are published: all of the public money stands with the first organisation, which leads.
* No end is published: the draft ends on the day it begins.
* No country is published: none is guessed, and ``ZZ`` stands for it.
  Where any of this is so, the basis of the draft is derived.
* No terms, fiscal years and time zone are published: a programme comes in with none, in calendar
  years and UTC. It is the same for all files of its funder, so it does not name the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from portfolio.domain.basis import Basis
from portfolio.domain.errors import FileProblems, Invalid, Problem
from portfolio.domain.grant import Grant, Member, MemberRole
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.programme import Programme, ProgrammeFile
from portfolio.domain.text import visible
from portfolio.exchange.reading import Read
from portfolio.exchange.standards.codes import code_of, marked_code
from portfolio.exchange.standards.countries import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from portfolio.exchange.standards.published import Organisation, Published

T = TypeVar("T")
P = ParamSpec("P")

MISSION_AREA = "not assigned"
"""No standard knows the mission areas of a portfolio; an officer assigns one."""

_MOST_KINDS = 40
"""Kinds of things left aside that are named; all others are counted together."""

_LONGEST_NAME = 60
_LONGEST_FILE = 120
_LONGEST_AGENCY = 190
"""Characters of names that stand within other texts, so that those keep within their limits."""


@dataclass(slots=True)
class Drafts:
    """Takes in what one file publishes; every problem is noted with its place."""

    file: str
    standard: str
    what: str
    problems: list[Problem] = field(default_factory=list)
    left_aside: Counter[str] = field(default_factory=Counter)
    _programmes: dict[tuple[str, ...], ProgrammeFile] = field(default_factory=dict)
    _grants: list[GrantFile] = field(default_factory=list)
    _places: dict[str, str] = field(default_factory=dict)

    def attempt(
        self, place: str, otherwise: T, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what could be made; note with its place what could not.

        What stands in for it then is of no consequence: with a problem nothing is taken in.
        """
        try:
            return make(*args, **kwargs)
        except Invalid as invalid:
            self.problems.append(
                Problem(
                    file=self.file, place=place, value=str(invalid.value),
                    why=invalid.why, remedy=invalid.remedy,
                )
            )  # fmt: skip
            return otherwise

    def identifier_once(self, place: str, identifier: str) -> str:
        """Return the identifier of a grant, or raise `Invalid` where another one has it too."""
        first = self._places.setdefault(identifier, place)
        if first != place:
            raise Invalid(
                "identifier", identifier, f"stands at {first} already",
                "give each grant an identifier of its own",
            )  # fmt: skip
        return identifier

    def take(self, found: Published) -> None:
        """Take one grant in, with its programme; its values are checked already."""
        programme = self._programme(found)
        self._grants.append(self._draft(found, programme.programme.code))

    def read(self) -> Read:
        """Return everything that was taken in, or raise `FileProblems` with all that is wrong."""
        if self.problems:
            raise FileProblems(self.problems)
        return Read(
            name=self.file,
            programmes=tuple(self._programmes.values()),
            grants=tuple(self._grants),
            places={
                (f"grants[{i}]", file.code): self._places[identifier]
                for i, (file, identifier) in enumerate(zip(self._grants, self._places, strict=True))
            },
            left_aside=tuple(_most_named(self.left_aside)),
        )

    def _programme(self, found: Published) -> ProgrammeFile:
        scheme, funder = found.scheme, found.funder
        identity = (
            self.standard, funder.identifier, found.currency, scheme.code, scheme.title,
        )  # fmt: skip
        known = self._programmes.get(identity)
        if known is not None:
            return known
        readable = scheme.readable or f"{funder.identifier} {found.currency}"
        made = Programme(
            code=marked_code(readable, *identity),
            title=scheme.readable or f"{funder.name[:_LONGEST_AGENCY]} ({found.currency})",
            agency=funder.name,
            currency=found.currency,
            first_month=1,
            time_zone="UTC",
            terms_source=f"{self.standard} publishes no terms, fiscal years or time zone: none "
            "are known, and calendar years and UTC are put",
            source=f"{self.standard}, published by {funder.identifier}",
            basis=Basis.PUBLIC,
        )
        return self._programmes.setdefault(identity, ProgrammeFile(programme=made))

    def _draft(self, found: Published, programme: str) -> GrantFile:
        code = code_of(found.identifier)
        origin = (
            f"{visible(self.file)[:_LONGEST_FILE]}, {self.standard}, {self.what} {found.identifier}"
        )
        lead, left_open = found.holders[0], tuple(_left_open(found))
        grant = Grant(
            code=code,
            programme=programme,
            title=found.title,
            title_ja=found.title_ja,
            consortium=lead.name,
            consortium_ja=lead.name_ja,
            mission_area=MISSION_AREA,
            starts_on=found.starts_on,
            ends_on=found.ends_on or found.starts_on,
            source=f"{origin}: {'; '.join((*found.said, *left_open))}",
            basis=Basis.DERIVED if left_open else Basis.PUBLIC,
        )
        return GrantFile(
            grant=grant,
            members=tuple(_member(code, each, leads=each is lead) for each in found.holders),
            past_payments=tuple(
                PastPayment(
                    grant=code,
                    number=number,
                    paid_on=each.paid_on,
                    amount_minor=each.amount_minor,
                    reference=each.reference,
                    source=f"{origin}, {each.kind}: history, not gated here",
                    basis=Basis.PUBLIC,
                )
                for number, each in enumerate(found.payments, start=1)
            ),
        )


def _member(grant: str, said: Organisation, *, leads: bool) -> Member:
    return Member(
        grant=grant,
        code=code_of(said.identifier),
        name=said.name,
        name_ja=said.name_ja,
        role=MemberRole.LEAD if leads else MemberRole.PARTNER,
        country=said.country,
        share=Fraction(leads),
    )


def _left_open(found: Published) -> Iterable[str]:
    if found.ends_on is None:
        yield "no end is published: put to the day it begins"
    if len(found.holders) > 1:
        yield "no shares are published: all stands with the first organisation"
    if unknown := sum(each.country == UNKNOWN for each in found.holders):
        yield f"no country is published of {unknown} organisations: {UNKNOWN}"


def _most_named(counted: Counter[str]) -> Iterable[tuple[str, int]]:
    """Yield what was left aside and how often, by name; what is beyond the limit counts as one."""
    named = sorted(counted.items())
    for name, times in named[:_MOST_KINDS]:
        yield visible(name)[:_LONGEST_NAME], times
    if rest := sum(times for _, times in named[_MOST_KINDS:]):
        yield "others", rest

"""Who sits at the screen, in which office and language: what every screen looks up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import PortfolioError
from portfolio.wording import Language, day, label
from tui.actions import ACTIONS

if TYPE_CHECKING:
    from datetime import datetime

    from textual.dom import DOMNode

    from portfolio.domain.people import Person
    from portfolio.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupant:
    """Who acts, or why nobody can, and what the portfolio is for."""

    person: Person | None
    why_nobody: PortfolioError | None
    purpose: Purpose

    @property
    def may_act_as_others(self) -> bool:
        """Whether this is a demonstration, in which anybody may act as anybody."""
        return self.purpose is Purpose.DEMONSTRATION


@dataclass(slots=True)
class Seat:
    """The office, the language, and who is known to sit here.

    `changes` counts what was done, here or by others: a screen that has seen fewer loads again.
    """

    office: Office
    language: Language = Language.ENGLISH
    occupant: Occupant | None = None
    loaded_at: datetime | None = None
    changes: int = field(default=0)

    @property
    def person(self) -> Person | None:
        """Who acts, as far as is known."""
        return self.occupant.person if self.occupant else None

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use to who sits here, or None where it is."""
        if name == "act_as" and (self.occupant is None or not self.occupant.may_act_as_others):
            return label("why.not_a_demonstration", self.language)
        past = self.office.as_of
        if past is not None and any(a.writes for a in ACTIONS if a.name == name):
            return label("why.past", self.language).format(day=day(past, self.language))
        return None


class Seated(Protocol):
    """An app with a seat."""

    seat: Seat


def seat_of(node: DOMNode) -> Seat:
    """Return the seat of the app that a widget or screen belongs to."""
    return cast("Seated", node.app).seat


def occupant_of(office: Office) -> Occupant:
    """Read who acts. Raises `StoreUnfit` where the portfolio has not begun."""
    purpose = office.charter().purpose
    try:
        person = office.person()
    except PortfolioError as nobody:
        return Occupant(person=None, why_nobody=nobody, purpose=purpose)
    return Occupant(person=person, why_nobody=None, purpose=purpose)

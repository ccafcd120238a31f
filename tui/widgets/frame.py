"""The fixed lines of every screen: modes and who acts, the portfolio and its moment, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len

from portfolio.domain.charter import Purpose
from portfolio.services.office import AGENCY_ZONE
from portfolio.wording import Language, day, label, moment, word
from tui.actions import MODES, Place, actions_on
from tui.seat import seat_of
from tui.text import fitted, shown
from tui.widgets.bars import Bar, Piece, apart
from tui.widgets.way import way_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from portfolio.domain.people import Person
    from tui.actions import Action
    from tui.screens.framed import Framed


def name_of(person: Person, language: Language) -> str:
    """Return a person's code and roles: who acts, and as what."""
    roles = ", ".join(word(role, language) for role in person.roles)
    return f"{person.code} {roles}"


class ModesBar(Bar):
    """The modes, and at the right who acts as what."""

    def __init__(self, here: Place) -> None:
        super().__init__(id="modes")
        self.here = here

    def pieces(self) -> Sequence[Piece]:
        """Return the modes, the one we are in bracketed."""
        seat = seat_of(self)
        pieces = []
        for number, mode in enumerate(MODES, start=1):
            name = f"{number} {label(f'screen.{mode}', seat.language)}"
            chosen = mode is self.here
            text = f"[{name}]" if chosen else f" {name} "
            pieces.append(Piece(text, "bar--here" if chosen else "bar--key", f"app.go('{mode}')"))
        taken = sum(cell_len(p.text) for p in pieces)
        room = max(0, self.size.width - taken - 1)
        who = ""
        if seat.occupant is not None:
            person = seat.occupant.person
            who = name_of(person, seat.language) if person else label("seat.nobody", seat.language)
        if cell_len(shown(who)) > room:
            who = fitted(who, room)
        pieces.append(Piece(apart(" " * taken, who, self.size.width)))
        pieces.append(Piece(who, "", "app.act_as"))
        return pieces


class PlaceBar(Bar):
    """Which portfolio this is, what of it is shown, and as of when: now, or a day long past."""

    def __init__(self, narrowed: Callable[[], str]) -> None:
        super().__init__(id="place")
        self._narrowed = narrowed

    def pieces(self) -> Sequence[Piece]:
        """Return the mark of a demonstration, name and filter, and the moment at the right.

        On a screen that was opened from another, the way one came stands in place of the name.
        """
        seat = seat_of(self)
        path = seat.office.database.path
        name = path.name if path else seat.office.database.name
        mark = ""
        if seat.occupant is not None and seat.occupant.may_act_as_others:
            mark = f" {word(Purpose.DEMONSTRATION, seat.language).upper()} "
        at, quiet = "", "bar--quiet"
        if seat.office.as_of is not None:
            said = day(seat.office.as_of, seat.language)
            at = f" {label('seat.past', seat.language).format(day=said)} "
            quiet = "bar--mark"
        elif seat.loaded_at is not None:
            said = moment(seat.loaded_at, AGENCY_ZONE, seat.language)
            at = f"{label('seal.as_of', seat.language)} {said}"
        room = self.size.width - cell_len(at) - 1 - cell_len(mark)
        words = self._narrowed()
        words = _cut(f"  /{words}", room) if words else ""
        way = self._way(name, room - cell_len(shown(words)))
        left = "".join(piece.text for piece in way)
        gap = apart(mark + left + words, at, self.size.width)
        return (
            Piece(mark, "bar--mark"),
            *way,
            Piece(words, "bar--key", "filter"),
            Piece(gap),
            Piece(at, quiet),
        )

    def _way(self, name: str, room: int) -> list[Piece]:
        """Return the name, or the way one came, in so many cells."""
        crumbs = self._crumbs()
        way = way_of(crumbs, room) if len(crumbs) > 1 else [Piece(f" {name}")]
        left = "".join(piece.text for piece in way)
        return way if cell_len(shown(left)) <= room else [Piece(_cut(left, room))]

    def _crumbs(self) -> list[str]:
        """Return the screens one came through, this one last."""
        screens = cast("list[Framed]", self.app.screen_stack)
        place = screens.index(self.screen) if self.screen in screens else 0
        return [screen.crumb() for screen in screens[: place + 1]]


def _cut(text: str, room: int) -> str:
    return text if cell_len(shown(text)) <= room else fitted(text, max(0, room))


class KeyLine(Bar):
    """The keys that matter most here; each is also a button."""

    def __init__(self, here: Place) -> None:
        super().__init__(id="keys")
        self.here = here

    def pieces(self) -> Sequence[Piece]:
        """Return key and word of each action, as many as fit; the most needed always.

        What is of no use now makes room for what is, or stands greyed where it is always shown.
        """
        language = seat_of(self).language
        screen = cast("Framed", self.screen)
        footed = [action for action in actions_on(self.here) if action.foot]
        idle = {a.name for a in footed if screen.why_not(a.name) is not None}
        offered = [a for a in footed if a.foot == 1 or a.name not in idle]
        names = {a.name: label(f"action.{a.name}", language) for a in offered}
        room = self.size.width - sum(_cells_of(a, names) for a in offered if a.foot == 1)
        pieces: list[Piece] = []
        for action in offered:
            if action.foot > 1:
                if _cells_of(action, names) > room:
                    continue
                room -= _cells_of(action, names)
            off = "bar--off" if action.name in idle else ""
            pieces.append(Piece(f" {action.key} ", off or "bar--key", action.run))
            pieces.append(Piece(f"{names[action.name]} ", off, action.run))
        return pieces


def _cells_of(action: Action, names: Mapping[str, str]) -> int:
    return cell_len(f" {action.key} {names[action.name]} ")

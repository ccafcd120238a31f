"""Everything a key does, once: bindings, the line of keys, the palette and the help read this.

Lower-case letters only look or open a dialog; nothing here changes data. What an action is called
and what its help says stands under ``action.<name>`` and ``help.<name>`` in the labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding, BindingType


class Place(StrEnum):
    """Where an action is offered."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    TEXT = "text"
    QUEUE = "queue"
    PORTFOLIO = "portfolio"
    BUDGET = "budget"
    JOURNAL = "journal"
    GRANT = "grant"
    ENTRY = "entry"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done on the screen: `run` is what Textual is asked to do.

    `keys` are Textual's names, the first one is shown. `foot` puts it into the line of keys: 1
    always, 2 where there is room.
    """

    name: str
    keys: tuple[str, ...]
    run: str
    places: tuple[Place, ...]
    foot: int = 0
    priority: bool = False

    @property
    def key(self) -> str:
        """The first key as people read it."""
        return self.keys_as_read[0]

    @property
    def keys_as_read(self) -> tuple[str, ...]:
        """All its keys as people read them."""
        return tuple(_AS_READ.get(key, key.replace("ctrl+", "^")) for key in self.keys)


_AS_READ = {
    "question_mark": "?", "slash": "/", "colon": ":", "left_square_bracket": "[",
    "right_square_bracket": "]", "escape": "esc", "f2": "F2", "f1": "F1", "f5": "F5",
    "left": "<-", "right": "->", "down": "down", "pagedown": "PgDn", "pageup": "PgUp",
}  # fmt: skip

MODES = (Place.QUEUE, Place.PORTFOLIO, Place.BUDGET, Place.JOURNAL)
"""The modes in the order of their keys, 1 to 4."""

_E, _L, _T = Place.EVERYWHERE, Place.LIST, Place.TEXT
_SHEETS = (Place.QUEUE, Place.PORTFOLIO, Place.BUDGET, Place.JOURNAL, Place.GRANT)
_SUBJECTS = (Place.QUEUE, Place.GRANT)
_I = Place.IMPORT

ACTIONS: tuple[Action, ...] = (
    Action(name="accept", keys=("s",), run="accept", places=(_I,), foot=1),
    Action(name="read_again", keys=("r", "R", "f5"), run="reload", places=(_I,), foot=1),
    Action(name="open", keys=("enter",), run="open", places=(_L,), foot=1),
    Action(name="decide", keys=("d",), run="decide", places=_SUBJECTS, foot=1),
    Action(
        name="acts", keys=("a",), run="acts", places=(*_SUBJECTS, Place.PORTFOLIO), foot=1
    ),
    Action(name="why", keys=("w",), run="why", places=_SUBJECTS, foot=1),
    Action(
        name="previous_tab", keys=("left",), run="previous_tab", places=(Place.QUEUE,)
    ),
    Action(name="next_tab", keys=("right",), run="next_tab", places=(Place.QUEUE,)),
    Action(
        name="previous_grant", keys=("left_square_bracket",), run="previous_grant",
        places=(Place.GRANT,),
    ),
    Action(
        name="next_grant", keys=("right_square_bracket",), run="next_grant",
        places=(Place.GRANT,), foot=2,
    ),
    Action(name="filter", keys=("slash",), run="filter", places=(*_SHEETS, _I), foot=2),
    Action(name="sort", keys=("s",), run="sort", places=_SHEETS, foot=2),
    Action(name="reverse", keys=("S",), run="reverse", places=_SHEETS),
    Action(name="columns", keys=("c",), run="columns", places=_SHEETS),
    Action(name="filters", keys=("f",), run="filters", places=_SHEETS),
    Action(
        name="back", keys=("escape",), run="back", places=(*_SHEETS, Place.ENTRY), foot=2
    ),
    Action(name="give_up", keys=("escape",), run="back", places=(_I,), foot=1),
    Action(
        name="refresh", keys=("R", "f5"), run="reload", places=(*_SHEETS, Place.ENTRY), foot=2
    ),
    Action(name="import", keys=("i",), run="app.import", places=MODES, foot=2),
    Action(name="act_as", keys=("f2",), run="app.act_as", places=(_E,), foot=2),
    Action(name="language", keys=("L",), run="app.other_language", places=(_E,), foot=2),
    Action(
        name="palette", keys=("ctrl+p", "colon"), run="app.palette", places=(_E,), foot=2
    ),
    Action(name="help", keys=("question_mark", "f1"), run="app.keys", places=(_E,), foot=1),
    Action(
        name="quit", keys=("ctrl+q",), run="app.quit", places=(_E,), foot=1, priority=True
    ),
    *(
        Action(name=f"mode_{mode}", keys=(str(n),), run=f"app.go('{mode}')", places=(_E,))
        for n, mode in enumerate(MODES, start=1)
    ),
    Action(name="line_down", keys=("down", "j"), run="line_down", places=(_L, _T)),
    Action(name="line_up", keys=("up", "k"), run="line_up", places=(_L, _T)),
    Action(
        name="half_down", keys=("ctrl+d", "pagedown"), run="half_down", places=(_L, _T)
    ),
    Action(name="half_up", keys=("ctrl+u", "pageup"), run="half_up", places=(_L, _T)),
    Action(name="first", keys=("g", "home"), run="first", places=(_L, _T)),
    Action(name="last", keys=("G", "end"), run="last", places=(_L, _T)),
)  # fmt: skip


def actions_at(*places: Place) -> tuple[Action, ...]:
    """Return what is offered at these places, in the order of the registry."""
    return tuple(a for a in ACTIONS if set(a.places) & set(places))


def actions_on(screen: Place) -> tuple[Action, ...]:
    """Return everything a screen offers: its own, what its list or text has, what is everywhere."""
    inside = Place.TEXT if screen is Place.ENTRY else Place.LIST
    return actions_at(screen, inside, Place.EVERYWHERE)


def bindings_for(*places: Place) -> list[BindingType]:
    """Return Textual's bindings for what is offered at these places, with stable ids."""
    return [
        Binding(
            ",".join(action.keys), action.run, action.name, show=False, id=action.name,
            priority=action.priority,
        )
        for action in actions_at(*places)
    ]  # fmt: skip


MOVING, READING = Place.LIST, Place.TEXT

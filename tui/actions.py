"""Everything a key does, once: bindings, the line of keys, the palette and the help read this.

Lower-case letters only look or open a dialog; nothing here changes data. What an action is called
and what its help says stands under ``action.<name>`` and ``help.<name>`` in the labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.keys import key_to_character

if TYPE_CHECKING:
    from collections.abc import Mapping


class Place(StrEnum):
    """Where an action is offered."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    TEXT = "text"
    QUEUE = "queue"
    PORTFOLIO = "portfolio"
    BUDGET = "budget"
    OUTLOOK = "outlook"
    JOURNAL = "journal"
    GRANT = "grant"
    ENTRY = "entry"
    PICTURES = "pictures"
    IMPORT = "import"
    VERIFY = "verify"
    DIFFERENCES = "differences"
    PEOPLE = "people"
    PROGRAMME = "programme"
    WELCOME = "welcome"
    DIALOG = "dialog"
    SIGNING = "signing"
    CHOICES = "choices"
    TEXT_BOX = "text box"
    FILTERS = "filters"
    EVIDENCE = "evidence"
    LOOKUP = "lookup"
    JUMP = "jump"
    TOUR = "tour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done on the screen: `run` is what Textual is asked to do.

    `keys` are Textual's names, the first one is shown. `foot` puts it into the line of keys: 1
    always, 2 where there is room. What `writes` cannot be done where the past is looked at.
    """

    name: str
    keys: tuple[str, ...]
    run: str
    places: tuple[Place, ...]
    foot: int = 0
    priority: bool = False
    writes: bool = False

    @property
    def key(self) -> str:
        """The first key as people read it."""
        return self.keys_as_read[0]

    @property
    def key_in_dialogs(self) -> str:
        """The first key that is no single character: those may be typed there."""
        return next((key for key in self.keys_as_read if len(key) > 1), self.key)

    @property
    def keys_as_read(self) -> tuple[str, ...]:
        """All its keys as people read them."""
        return tuple(map(_as_read, keys_of(self)))


_OWN_KEYS: dict[str, tuple[str, ...]] = {}
"""The keys that whoever runs the program has put on actions, by name; see `tui.keymap`."""


def put_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Put one's own keys on actions, as long as the program runs: everything shows them."""
    _OWN_KEYS.clear()
    _OWN_KEYS.update(own)


def keys_of(action: Action, own: Mapping[str, tuple[str, ...]] = _OWN_KEYS) -> tuple[str, ...]:
    """Return the keys of an action: one's own where there are any, else the standard ones."""
    return own.get(action.name, action.keys)


def _as_read(key: str) -> str:
    is_function = key[0] == "f" and key[1:].isdigit()
    if is_function:
        return key.upper()
    sign = key_to_character(key) if "_" in key else None  # such as question_mark
    return sign or _AS_TEXTS.get(key, key.replace("ctrl+", "^"))


_AS_TEXTS = {
    "slash": "/", "colon": ":", "escape": "esc", "asterisk": "*",
    "shift+down": "S-down", "shift+up": "S-up",
    "left": "<-", "right": "->", "down": "down", "pagedown": "PgDn", "pageup": "PgUp",
    "shift+tab": "S-tab", "delete": "del",
}  # fmt: skip

MODES = (Place.QUEUE, Place.PORTFOLIO, Place.BUDGET, Place.OUTLOOK, Place.JOURNAL)
"""The modes in the order of their keys, 1 to 5."""

_E, _L, _T = Place.EVERYWHERE, Place.LIST, Place.TEXT
_SHEETS = (*MODES, Place.GRANT, Place.PEOPLE, Place.PROGRAMME, Place.DIFFERENCES)
_LONG = (Place.QUEUE, Place.PORTFOLIO, Place.JOURNAL)
"""Lists of any length: they are sorted, and their filters are kept."""

_BOXES = (
    Place.CHOICES, Place.FILTERS, Place.LOOKUP, Place.JUMP, Place.TEXT_BOX, Place.EVIDENCE,
)  # fmt: skip
_DIALOGS = (Place.DIALOG, Place.SIGNING)
APART = (Place.WELCOME, *_DIALOGS, *_BOXES)
"""Where keys that work everywhere else do not reach: what is offered there says so itself."""

APART_FROM_KEYS = (Place.EVERYWHERE, Place.LIST, Place.TEXT, Place.TOUR)
"""What is no screen or dialog by itself."""

_FIELDS = (*_DIALOGS, Place.EVIDENCE)
_SUBJECTS = (Place.QUEUE, Place.GRANT)
_GRANTS = (*_SUBJECTS, Place.PORTFOLIO)
_TEXTS = (Place.ENTRY, Place.PICTURES, Place.VERIFY)
_I = Place.IMPORT
_Q = (Place.QUEUE,)

ACTIONS: tuple[Action, ...] = (
    Action(name="accept", keys=("s",), run="accept", places=(_I,), foot=1),
    Action(name="read_again", keys=("r", "R", "f5"), run="reload", places=(_I,), foot=2),
    Action(name="open", keys=("enter",), run="open", places=(_L,), foot=1),
    Action(name="decide", keys=("d",), run="decide", places=_SUBJECTS, foot=1),
    Action(name="filter", keys=("slash",), run="filter", places=(*_SHEETS, _I), foot=2),
    Action(
        name="narrow", keys=("slash",), run="narrow", places=(Place.CHOICES, Place.FILTERS), foot=1
    ),
    Action(name="mark", keys=("space",), run="mark", places=_Q, foot=2),
    Action(name="decide_marked", keys=("D",), run="decide_marked", places=_Q, foot=2, writes=True),
    Action(name="mark_down", keys=("shift+down",), run="mark_down", places=_Q),
    Action(name="mark_up", keys=("shift+up",), run="mark_up", places=_Q),
    Action(name="mark_range", keys=("v",), run="mark_range", places=_Q),
    Action(name="mark_all", keys=("asterisk",), run="mark_all", places=_Q),
    Action(name="unmark", keys=("M",), run="unmark", places=_Q),
    Action(
        name="acts", keys=("a",), run="acts", foot=1,
        places=(*_GRANTS, Place.PEOPLE, Place.PROGRAMME),
    ),
    Action(name="terms", keys=("t",), run="terms", places=(Place.PORTFOLIO,), foot=2),
    Action(name="why", keys=("w",), run="why", places=_SUBJECTS, foot=1),
    Action(name="evidence", keys=("o",), run="evidence", places=_SUBJECTS, foot=2),
    Action(
        name="pictures", keys=("p",), run="pictures",
        places=(Place.GRANT, Place.PORTFOLIO, Place.BUDGET, Place.OUTLOOK), foot=2,
    ),
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
    Action(name="sort", keys=("s",), run="sort", places=_LONG, foot=2),
    Action(name="reverse", keys=("S",), run="reverse", places=_LONG),
    Action(name="columns", keys=("c",), run="columns", places=_LONG),
    Action(name="filters", keys=("f",), run="filters", places=_LONG),
    Action(
        name="back", keys=("escape",), run="back", places=(*_SHEETS, *_TEXTS), foot=2
    ),
    Action(name="give_up", keys=("escape",), run="back", places=(_I,), foot=1),
    Action(
        name="refresh", keys=("R", "f5"), run="reload", places=(*_SHEETS, *_TEXTS), foot=2
    ),
    Action(name="note", keys=("n",), run="note", places=_GRANTS, foot=2, writes=True),
    Action(name="assign", keys=("A",), run="assign", places=_GRANTS, writes=True),
    Action(
        name="import", keys=("i",), run="app.begin('import')", places=MODES, foot=2, writes=True
    ),
    Action(name="export", keys=("ctrl+e",), run="app.begin('export')", places=MODES),
    Action(name="verify", keys=("V",), run="app.begin('verify')", places=MODES),
    Action(name="against", keys=("H",), run="against", places=(Place.VERIFY,), foot=1),
    Action(name="backup", keys=("K",), run="app.begin('backup')", places=MODES),
    Action(name="schema", keys=("J",), run="app.begin('schema')", places=MODES),
    Action(name="look", keys=("ctrl+t",), run="app.begin('look')", places=MODES),
    Action(name="look_back", keys=("B",), run="app.begin('look_back')", places=MODES),
    Action(name="differences", keys=("F",), run="app.begin('differences')", places=MODES),
    Action(name="template", keys=("I",), run="app.begin('template')", places=MODES),
    Action(
        name="programme_new", keys=("N",), run="app.begin('programme_new')", places=MODES,
        writes=True,
    ),
    Action(name="people", keys=("u",), run="app.begin('people')", places=MODES),
    Action(name="tour", keys=("T",), run="app.begin('tour')", places=MODES),
    Action(
        name="tour_on", keys=("right", "enter"), run="app.tour_on", places=(Place.TOUR,),
        priority=True,
    ),
    Action(
        name="tour_end", keys=("escape",), run="app.tour_end", places=(Place.TOUR,), priority=True
    ),
    Action(
        name="close", keys=("escape",), run="close", foot=1,
        places=(*_FIELDS, Place.CHOICES, Place.FILTERS, Place.LOOKUP, Place.JUMP),
    ),
    Action(
        name="delete_filter", keys=("delete", "backspace"), run="delete_filter",
        places=(Place.FILTERS,), foot=1,
    ),
    Action(name="copy_command", keys=("c",), run="copy", places=(Place.EVIDENCE,), foot=1),
    Action(name="outside", keys=("x",), run="outside", places=(Place.EVIDENCE,), foot=1),
    Action(name="leave", keys=("escape", "enter"), run="close", places=(Place.TEXT_BOX,), foot=1),
    Action(name="next_field", keys=("tab",), run="app.focus_next", places=_FIELDS, foot=1),
    Action(name="field_before", keys=("shift+tab",), run="app.focus_previous", places=_FIELDS),
    Action(name="more", keys=("pagedown",), run="more(1)", places=(Place.SIGNING,), foot=1),
    Action(name="less", keys=("pageup",), run="more(-1)", places=(Place.SIGNING,)),
    Action(name="turn", keys=("f3",), run="turn", places=(Place.SIGNING,), foot=1),
    Action(name="evidence_here", keys=("f4",), run="evidence", places=(Place.SIGNING,), foot=1),
    Action(name="jump", keys=("ctrl+o",), run="app.jump", places=(_E, Place.WELCOME, *_DIALOGS)),
    Action(name="lookup", keys=("ctrl+f",), run="app.begin('lookup')", places=(_E,), foot=2),
    Action(name="act_as", keys=("f2",), run="app.act_as", places=(_E,), foot=2),
    Action(
        name="language", keys=("L",), run="app.other_language", places=(_E, Place.WELCOME), foot=2
    ),
    Action(
        name="palette", keys=("ctrl+p", "colon"), run="app.palette", places=(_E,), foot=1
    ),
    Action(
        name="help", keys=("question_mark", "f1"), run="app.keys", places=(_E, *APART), foot=1
    ),
    Action(name="suspend", keys=("ctrl+z",), run="app.suspend", places=(_E, *APART)),
    Action(
        name="quit", keys=("ctrl+q",), run="app.quit", places=(_E, Place.WELCOME, *_BOXES),
        foot=1, priority=True,
    ),
    *(
        Action(name=f"mode_{mode}", keys=(str(n),), run=f"app.go('{mode}')", places=(_E,))
        for n, mode in enumerate(MODES, start=1)
    ),
    Action(name="copy", keys=("y",), run="copy", places=(_L, _T)),
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
    if screen in _DIALOGS:
        return actions_at(screen)
    inside = Place.TEXT if screen in (*_TEXTS, Place.TEXT_BOX) else Place.LIST
    return actions_at(screen, inside, *(() if screen in APART else (Place.EVERYWHERE,)))


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

"""What an amendment changes, line by line, and the offer to move what would be passed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Select

from portfolio.domain.acts.amendments import ChangeAsked
from portfolio.domain.amendment import Amended
from portfolio.domain.errors import Invalid
from portfolio.domain.money import parse_minor
from portfolio.domain.record import key_of
from portfolio.domain.rules.amending import dependants, new_text, standing_text
from portfolio.wording import amount, label, word
from tui.dialogs.fields import Blank, Entry, choice, chosen
from tui.pages.facts_of_duties import AMOUNTS
from tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from portfolio.domain.grant_file import GrantFile
    from tui.dialogs.fields import Values
    from tui.dialogs.weighing import Matter

_AT_FIRST = {
    "milestone": Amended.MILESTONE_DUE,
    "commitment": Amended.COMMITMENT_DUE,
    "instalment": Amended.INSTALMENT_AMOUNT,
}
"""What is changed at first where the dialog was opened on a subject of that kind."""


_CHANGED_IN: dict[Amended, tuple[str, ...]] = {
    Amended.MILESTONE_DUE: ("milestones",),
    Amended.MILESTONE_LEVEL: ("milestones",),
    Amended.CRITERION_TARGET: ("criteria",),
    Amended.COMMITMENT_DUE: ("commitments",),
    Amended.COMMITMENT_PERSONS: ("commitments",),
    Amended.INSTALMENT_AMOUNT: ("instalments",),
    Amended.INSTALMENT_DAY: ("instalments",),
    Amended.CONDITION_SHARE: ("milestone_conditions",),
    Amended.CONDITION_PERSONS: ("reskilling_conditions",),
    Amended.CONDITION_MOVED: (
        "milestone_conditions", "reskilling_conditions", "funding_conditions"
    ),
}  # fmt: skip
"""Where a grant's file has what can be changed; all else is changed of the grant itself."""


def subjects_of(file: GrantFile, what: Amended) -> tuple[str, ...]:
    """Return what of a grant can be changed in this way, as an amendment names it."""
    if what not in _CHANGED_IN:
        return (file.code,)
    records = (each for name in _CHANGED_IN[what] for each in getattr(file, name))
    standing = (each for each in records if getattr(each, "ended_by", None) is None)
    return tuple(".".join(key_of(each)[1:]) for each in standing)


class Line(Horizontal):
    """One thing to change: what, of which, and what it becomes; what it is now shows in grey."""

    def __init__(
        self, number: int, matter: Matter, what: Amended, subject: str = "", new: str = ""
    ) -> None:
        super().__init__()
        self._matter = matter
        self._at_first = what
        words = [(word(each, matter.language), each.value) for each in Amended]
        self._what = choice(f"what-{number}", words, what.value)
        self._subject = choice(f"subject-{number}", self._subjects(what), subject or None)
        self._new = Entry(f"new-{number}", value=new)

    def compose(self) -> ComposeResult:
        """From what it is to what it becomes."""
        self._what.add_class("what")
        yield self._what
        yield self._subject
        yield self._new

    def on_mount(self) -> None:
        """Say what stands now."""
        self._say_what_stands()

    def _subjects(self, what: Amended) -> list[tuple[str, str]]:
        return [(code, code) for code in subjects_of(self._matter.dossier.file, what)]

    @property
    def what(self) -> Amended:
        """What is changed."""
        return Amended(chosen(self._what) or self._at_first)

    @property
    def subject(self) -> str:
        """Of which; empty where none is chosen."""
        return chosen(self._subject) or ""

    @property
    def new(self) -> str:
        """What is written that it becomes."""
        return self._new.value.strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.new

    @on(Select.Changed, ".what")
    def _offer_subjects(self) -> None:
        options = self._subjects(self.what)
        keep = self.subject if (self.subject, self.subject) in options else ""
        self._subject.set_options([(Content(shown(text)), code) for text, code in options])
        if keep or len(options) == 1:
            self._subject.value = keep or options[0][1]
        self._say_what_stands()

    @on(Select.Changed)
    def _say_what_stands(self) -> None:
        self._new.placeholder = self._standing() if self.subject else ""

    def _standing(self) -> str:
        now = standing_text(self._matter.dossier.file, self.what, self.subject)
        if self.what in AMOUNTS:
            return amount(int(now), self._currency, self._matter.language)
        return now

    @property
    def _currency(self) -> str:
        return self._matter.dossier.programme.programme.currency

    def no_change(self) -> ChangeAsked:
        """Return the change that leaves it as it is; of the grant's end where nothing is chosen."""
        file = self._matter.dossier.file
        what, subject = self.what, self.subject
        if not subject:
            what, subject = Amended.GRANT_END, file.code
        return ChangeAsked(what=what, subject=subject, new=standing_text(file, what, subject))

    def write_on(self) -> None:
        """Go on with what it becomes."""
        self._new.focus()

    def change(self) -> ChangeAsked:
        """Return the change. Raises `Invalid` where it is not whole or not readable."""
        if not self.subject or self.is_empty:
            raise Invalid("changes", "", "is missing", "write this field")
        new = self.new
        if self.what in AMOUNTS:
            new = str(parse_minor("changes", new, self._currency))
        return ChangeAsked(what=self.what, subject=self.subject, new=new_text(self.what, new))


class AmendmentLines(Blank):
    """The changes that an amendment makes; another line comes as soon as the last one is used."""

    DEFAULT_CSS = """
    AmendmentLines .lines, AmendmentLines Line { height: auto; }
    AmendmentLines Line Select { width: 1fr; }
    AmendmentLines Line .what { width: 24; }
    AmendmentLines Line Input { width: 20; margin-left: 1; }
    AmendmentLines #offer { display: none; width: 1fr; margin: 0; }
    AmendmentLines.-offering #offer { display: block; }
    """

    def __init__(self, matter: Matter) -> None:
        super().__init__(
            label("field.changes", matter.language), names=("changes", "new"), above=True
        )
        self._matter = matter
        self._lines = 0
        self._offered: tuple[tuple[str, date], ...] = ()

    def compose(self) -> ComposeResult:
        """Put the lines below each other, and the offer below them."""
        what = _AT_FIRST.get(self._matter.kind, Amended.GRANT_END)
        yield self._label
        with Vertical(classes="lines"):
            yield self._line(what, self._matter.code or self._matter.dossier.file.code)
        yield Button("", id="offer", compact=True)
        yield self._wrong

    def _line(self, what: Amended, subject: str = "", new: str = "") -> Line:
        self._lines += 1
        return Line(self._lines, self._matter, what, subject, new)

    def values(self) -> Values:
        """Return the changes written. Raises `Invalid` for one that cannot be, or for none."""
        changes = tuple(line.change() for line in self.query(Line) if not line.is_empty)
        if not changes:
            raise Invalid("changes", "", "is missing", "write this field")
        return {"changes": changes}

    def stand_in(self) -> Values:
        """Return the changes that are whole; where there are none, that the first stays."""
        first = self.query(Line).first()
        return {"changes": tuple(self._whole()) or (first.no_change(),)}

    def _whole(self) -> Iterable[ChangeAsked]:
        for line in self.query(Line):
            try:
                yield line.change()
            except Invalid:
                continue

    @on(Input.Changed)
    @on(Select.Changed)
    def go_on(self) -> None:
        """Put another line below one that is used, and offer what would be passed to be moved."""
        lines = list(self.query(Line))
        if lines and not lines[-1].is_empty:
            self.query_one(".lines").mount(self._line(lines[-1].what))
        self._offered = tuple(self._passed())
        self.set_class(bool(self._offered), "-offering")
        told = ", ".join(f"{code} {on}" for code, on in self._offered)
        offer = label("amendment.move_too", self._matter.language).format(milestones=told)
        self.query_one("#offer", Button).label = Content(shown(offer))

    def _passed(self) -> Iterable[tuple[str, date]]:
        file = self._matter.dossier.file
        moved = [c for c in self._whole() if c.what is Amended.MILESTONE_DUE]
        known = {c.subject for c in moved}
        for change in moved:
            for code, due_on in dependants(file, change.subject, date.fromisoformat(change.new)):
                if code not in known:
                    known.add(code)
                    yield code, due_on

    @on(Button.Pressed, "#offer")
    def move_too(self) -> None:
        """Take the offer: a line for each milestone that would be passed, the last one in focus."""
        empty = [line for line in self.query(Line) if line.is_empty]
        for line in empty:
            line.remove()
        offered = [
            self._line(Amended.MILESTONE_DUE, code, due_on.isoformat())
            for code, due_on in self._offered
        ]
        self.query_one(".lines").mount(*offered)
        self.call_after_refresh(offered[-1].write_on)
        self.call_after_refresh(self.go_on)

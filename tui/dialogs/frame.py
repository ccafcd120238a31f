"""The frame an act is decided in: what it is about, every condition, the fields, the signature.

This is its layout; what is asked and signed stands in `signing`.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from portfolio.domain.transitions import find_move
from portfolio.services.perform import Outcome
from portfolio.wording import label, word
from tui.actions import Place, bindings_for
from tui.dialogs.beside import Beside
from tui.dialogs.conditions import Conditions
from tui.dialogs.fields import Entry, Field, Outcomes, outcome_field
from tui.dialogs.layout import DIALOG_CSS, FRAME_CSS, button, shown_keys, shown_title
from tui.dialogs.telling import act_word, named
from tui.lines import Subject
from tui.screens.choices import WIDE
from tui.screens.evidence import EvidenceScreen
from tui.subjects import ACTS_ON
from tui.text import shown, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual import events
    from textual.app import ComposeResult

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.people import Role
    from portfolio.domain.states import State
    from portfolio.domain.transitions import Act
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language
    from tui.dialogs.weighing import Matter
    from tui.widgets.paper import Paper

_ONE_AT_A_TIME = ("grant", "milestone")

_BUTTON_CELLS = 20
"""What the two buttons and the gaps take of the line that is signed on."""


class DialogFrame(ModalScreen[Outcome | None]):
    """The parts that every dialog on a grant has; the kinds of acts say what differs."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = DIALOG_CSS.format(name="DialogFrame") + FRAME_CSS
    HORIZONTAL_BREAKPOINTS = WIDE
    PLACE: ClassVar[Place] = Place.SIGNING
    BINDINGS = bindings_for(Place.SIGNING)
    kind: str = ""
    """The table of moves the act stands in; empty for an act without one."""

    def __init__(self, matter: Matter) -> None:
        super().__init__()
        self.matter = matter
        self.language: Language = matter.language
        self.dossier = matter.dossier
        self.then: Dossier | None = None
        """The grant as the act would leave it; None where it cannot be done."""
        self._paragraphs: tuple[str, ...] = ()

    @property
    def file(self) -> GrantFile:
        """The grant's file as it is shown."""
        return self.dossier.file

    @property
    def about(self) -> Subject:
        """What it is about."""
        return Subject(self.matter.kind, self.file.code, self.matter.code)

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year whose money is the matter whatever comes of it, where there is one."""
        return None

    @property
    def state(self) -> State | None:
        """The state its subject is in; None where the act brings it into being."""
        return None

    @property
    def subject(self) -> str:
        """Whose code is typed to sign."""
        return f"{self.file.code}/{self.matter.code}"

    @property
    def act(self) -> Act:
        """The act that is chosen."""
        outcomes = self.query(Outcomes)
        return outcomes.first().act if outcomes else self.matter.act

    @abstractmethod
    def facts(self, width: int) -> Iterator[str]:
        """Yield the lines that say what it is about."""

    def form(self) -> ComposeResult:
        """Yield the fields."""
        yield from self.outcomes()
        yield from self.reasons()

    def outcomes(self) -> ComposeResult:
        """Yield the field for which decision it shall be, where there are several."""
        acts = self.acts()
        if len(acts) > 1:
            yield outcome_field(acts, self.matter.act, self.language)

    def reasons(self) -> ComposeResult:
        """Yield the field for why."""
        yield Field(label("dialog.reason", self.language), Entry("reason"), names=("reason",))

    @property
    def reason_key(self) -> str:
        """What the field for why is called: it says whether a reason has to be given."""
        move = find_move(self.kind, self.state, self.act) if self.kind else None
        return "dialog.reason_required" if move and move.needs_reason else "dialog.reason"

    def acts(self) -> tuple[Act, ...]:
        """Return what can be chosen: what was asked for, and what else its doers may decide then.

        On a grant and on a milestone only what was asked for: their acts are too far apart.
        """
        wanted, state = self.matter.act, self.state
        move = find_move(self.kind, state, wanted) if self.kind else None
        if move is None or state is None or self.kind in _ONE_AT_A_TIME:
            return (wanted,)
        others = (act for act in ACTS_ON[self.kind] if find_move(self.kind, state, act))
        theirs = [a for a in others if not set(move.roles).isdisjoint(self._doers(a))]
        return tuple(dict.fromkeys((wanted, *theirs)))

    def _doers(self, act: Act) -> tuple[Role, ...]:
        move = find_move(self.kind, self.state, act)
        return move.roles if move else ()

    def written(self, name: str) -> str:
        """Return what is written in an entry."""
        return self.query_one(f"#{name}", Entry).value

    def compose(self) -> ComposeResult:
        """From top to bottom in the order in which it is read."""
        with Vertical(id="dialog"):
            yield Static(id="facts", markup=False)
            yield Static(id="told", markup=False)
            with Horizontal(id="middle"):
                yield Conditions(self.language)
                yield Beside(self.matter.office, self.about, self.language)
            with VerticalScroll(id="form", can_focus=False):
                yield from self.form()
            with Vertical(id="signature"):
                yield Static(classes="ask", markup=False)
                with Horizontal():
                    yield Static(classes="ask", markup=False)
                    yield Entry("typed")
                    yield button("sign", self.language)
                    yield button("close", self.language)

    def focus_first(self) -> None:
        """Put the focus on the first field; the signature where there is none; never on Sign."""
        fields = [w for w in self.query("#form *") if w.focusable]
        self.set_focus(fields[0] if fields else self.query_one("#typed"))

    def on_resize(self, _: events.Resize) -> None:
        """Lay the lines out anew."""
        self.call_after_refresh(self.show_facts)
        self.call_after_refresh(self.show_act)

    def show_act(self) -> None:
        """Say in title, reason and signature which act it is, and on what."""
        title = f"{word(self.act, self.language)} {self.subject}"
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(title)
        frame.border_subtitle = shown_keys(self.PLACE, self.language)
        ask = label("dialog.type_to_sign", self.language).format(code=self.subject)
        for asking in self.query(".ask").results(Static):
            asking.update(Content(shown(ask)))
        room = self.query_one("#signature").content_size.width - _BUTTON_CELLS - len(self.subject)
        self.query_one("#signature").set_class(cell_len(ask) > room, "-above")
        for field in self.fields_of("reason"):
            field.relabel(label(self.reason_key, self.language))

    def show_facts(self) -> None:
        """Say what it is about, as it stands now."""
        width = self.query_one("#facts").content_size.width
        if width:
            lines = [piece for line in self.facts(width) for piece in wrapped(line, width)]
            self.query_one("#facts", Static).update(Content("\n".join(lines)))

    def tell(self, paragraphs: Iterable[str]) -> None:
        """Say over the conditions how it stands."""
        self._paragraphs = tuple(paragraphs)
        self.tell_again()

    @on(Beside.Looked)
    def tell_again(self) -> None:
        """Say it after what is wrong with the files of the evidence."""
        width = max(20, self.query_one("#told").content_size.width)
        paragraphs = (*self.query_one(Beside).alarms(), *self._paragraphs)
        lines = [line for text in paragraphs for line in wrapped(text, width)]
        self.query_one("#told", Static).update(Content("\n".join(lines)))

    def fields_of(self, name: str) -> list[Field]:
        """Return the fields where the value of that name is filled in."""
        return [field for field in self.query(Field) if name in field.names]

    def history(self, *subjects: str) -> str:
        """Return who did what on these subjects so far, oldest first."""
        done = [e for e in reversed(self.dossier.newest) if e.subject in subjects]
        told = [f"{act_word(e.act, self.language)} {e.actor} {e.effective_on}" for e in done]
        return named("dialog.so_far", ", ".join(told) or "—", self.language)

    def action_more(self, pages: int) -> None:
        """Scroll the conditions, or what was turned to instead, from wherever the focus is."""
        paper: Paper = self.query_one(Beside if self.has_class("-turned") else Conditions)
        paper.scroll_relative(y=pages * (paper.content_size.height - 1), animate=False)

    def action_turn(self) -> None:
        """Turn from the conditions to what stands beside them, and back.

        Where there is room for both, both stay, and it is what the keys scroll that turns.
        """
        self.toggle_class("-turned")

    def action_evidence(self) -> None:
        """Look at the files of the evidence behind the subject."""
        subject, office = self.about, self.matter.office
        self.app.push_screen(EvidenceScreen(office, self.dossier, subject, self.language))

"""The first minute: what this is, and the ways to begin where no portfolio is open yet."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.screen import Screen

from portfolio.services.arriving import Stands
from portfolio.wording import label, trouble
from tui.actions import Place, actions_on, bindings_for
from tui.lines import BLANK, Column, Layout, Paragraph, Row, Span, Tone
from tui.screens.choices import TitleBar
from tui.widgets.bars import Bar, Piece
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from portfolio.services.arriving import Arrival
    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.welcome import WelcomeApp

_LAYOUT: Layout = (Column("", 3), Column("", 34), Column("", 20, grow=True))
DEMO, TOUR, BEGIN, FORWARD, OTHER = "demo", "tour", "begin", "forward", "other"

CHOICES = {
    Stands.NOTHING: (DEMO, TOUR, BEGIN, OTHER),
    Stands.OLDER: (FORWARD, OTHER, DEMO, TOUR),
    Stands.UNFIT: (OTHER, DEMO, TOUR),
    Stands.READY: (DEMO, TOUR, OTHER),
}
"""What can be chosen, by what stands at the address."""


class WelcomeKeys(Bar):
    """The keys of the welcome; each is also a button."""

    def __init__(self) -> None:
        super().__init__(id="keys")

    def pieces(self) -> Sequence[Piece]:
        """Return key and word of each action."""
        pieces: list[Piece] = []
        for action in actions_on(Place.WELCOME):
            if action.foot:
                name = label(f"action.{action.name}", _app(self).speaks)
                pieces.append(Piece(f" {action.key} ", "bar--key", action.run))
                pieces.append(Piece(f"{name} ", "", action.run))
        return pieces


class WelcomeScreen(Screen[None]):
    """Says what this is and what stands at the address, and offers the ways to begin."""

    PLACE: ClassVar[Place] = Place.WELCOME
    AUTO_FOCUS = "Sheet"
    BINDINGS = bindings_for(Place.WELCOME)
    DEFAULT_CSS = """
    WelcomeScreen { layout: vertical; }
    WelcomeScreen #what { height: 7; margin: 1 2 0 2; }
    WelcomeScreen Sheet { height: 1fr; margin: 0 1; }
    WelcomeScreen #note { height: 6; border-top: solid $foreground 30%; padding: 0 2; }
    """

    def __init__(self, arrival: Arrival, address: str) -> None:
        super().__init__()
        self.arrival = arrival
        self.address = address
        self._said: Paragraph | None = None

    def compose(self) -> ComposeResult:
        """Lay out what it is, the choices, and what the chosen one means."""
        yield TitleBar(f" {label('welcome.title', _app(self).speaks)}")
        yield Paper(id="what")
        yield Sheet(id="ways")
        yield Paper(id="note")
        yield WelcomeKeys()

    def on_mount(self) -> None:
        """Say what stands here."""
        self.show()

    def show(self) -> None:
        """Say everything, in the language of the moment."""
        language = _app(self).speaks
        self.query_one("#what", Paper).write(tuple(self._what(language)))
        ways = CHOICES[self.arrival.stands]
        self.query_one(Sheet).fill([_row(way, language) for way in ways])
        self.query_one(WelcomeKeys).refresh()

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something below the choices, until another is looked at."""
        self.query_one("#note", Paper).write((Paragraph(text, tone),))

    def _what(self, language: Language) -> Iterator[Paragraph]:
        yield Paragraph(label("welcome.what", language), Tone.STRONG)
        yield BLANK
        arrival = self.arrival
        if arrival.why is not None:
            yield Paragraph(f"{trouble(arrival.why, language)}{language.of(('.', '。'))}", Tone.BAD)
        elif arrival.stands is not Stands.READY:
            said = label(f"welcome.stands_{arrival.stands.name.lower()}", language)
            yield Paragraph(said.format(place=arrival.name), Tone.WARN)

    @on(Sheet.Moved)
    def _moved(self, message: Sheet.Moved) -> None:
        if message.row is not None:
            about = label(f"welcome.about_{message.row.key}", _app(self).speaks)
            self.say(about.format(place=self.arrival.name))

    @on(Sheet.Opened)
    def _opened(self, message: Sheet.Opened) -> None:
        app, way = _app(self), message.row.key
        if app.is_waiting:
            return
        if way in (DEMO, TOUR):
            app.open_demonstration(tour=way == TOUR)
        elif way == OTHER:
            naming = import_module("tui.dialogs.naming").NameOther(app.speaks)
            app.push_screen(naming, self._named)
        else:
            self._sign(way)

    def _named(self, path: Path | None) -> None:
        if path is not None:
            _app(self).look_at(str(path))

    def _sign(self, way: str) -> None:
        app, founding = _app(self), import_module("tui.dialogs.founding")
        if way == BEGIN:
            form = founding.BeginForm(self.address, self.arrival.name, app.speaks)
            app.push_screen(form, self._begun)
        else:
            form = founding.ForwardForm(self.address, self.arrival.name, app.speaks)
            app.push_screen(form, self._brought_forward)

    def _begun(self, office: Office | None) -> None:
        if office is not None:
            app = _app(self)
            app.leave_with(office, label("welcome.begun", app.speaks))

    def _brought_forward(self, done: tuple[Path | None] | None) -> None:
        if done is None:
            return
        app, (copy,) = _app(self), done
        said = label("welcome.brought_forward", app.speaks).format(copy=copy)
        app.look_at(self.address, said)


def _app(node: Screen[None] | Bar) -> WelcomeApp:
    app: WelcomeApp = node.app  # type: ignore[assignment]  # the welcome has no other
    return app


def _row(way: str, language: Language) -> Row:
    name, short = label(f"welcome.{way}", language), label(f"welcome.short_{way}", language)
    return Row(key=way, cells=(Span(""), Span(name, Tone.STRONG), Span(short)), layout=_LAYOUT)

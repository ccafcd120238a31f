"""Help for whatever is on top, screen or dialog: made from the registry, narrowed by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Input

from portfolio.wording import LABELS, label
from tui.actions import APART, MOVING, READING, Place, actions_on, bindings_for
from tui.lines import BLANK, Paragraph, Tone
from tui.screens.choices import BoxKeys, TitleBar, Words
from tui.screens.reading import Reading
from tui.text import fitted, having
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.screen import Screen

    from portfolio.wording import Language
    from tui.actions import Action

_LEAD = 12


def place_of(screen: Screen[object]) -> Place:
    """Return what the help of a screen or dialog is about."""
    place: Place = getattr(screen, "PLACE", Place.DIALOG)
    return place


def help_paragraphs(place: Place, language: Language) -> Iterator[Paragraph]:
    """Yield what a place is for, every key of it with what it does, and how it is to be read."""
    about = f"about.{place}"
    if about in LABELS:
        yield Paragraph(label(about, language))
    yield Paragraph(label("help.principle", language))
    yield BLANK
    for action in actions_on(place):
        lead = fitted(_keys(action), _LEAD)
        text = (
            f"{label(f'action.{action.name}', language)}: {label(f'help.{action.name}', language)}"
        )
        yield Paragraph(text, lead=lead, lead_tone=Tone.STRONG)
    if place not in APART:
        yield BLANK
        yield Paragraph(label("basis.legend", language))
        yield Paragraph(label("help.bars", language))


def _keys(action: Action) -> str:
    return " ".join(action.keys_as_read)


class Help(Reading):
    """The help of one place; the words typed leave only what has all of them."""

    AUTO_FOCUS = "Words"
    BINDINGS = bindings_for(MOVING, READING)

    def __init__(self, place: Place, language: Language) -> None:
        title = f"{label('screen.help', language)}: {label(f'screen.{place}', language)}"
        super().__init__(title, tuple(help_paragraphs(place, language)), language)

    def compose(self) -> ComposeResult:
        """Lay out title, words, text and the way back."""
        hint = label("help.find", self._language)
        with Vertical(id="box"):
            yield TitleBar(self._title)
            yield Words(placeholder=hint, id="words", compact=True)
            yield Paper(*self._paragraphs, id="text")
            yield BoxKeys(self.PLACE, self._language)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        is_wanted = having(event.value)
        found = tuple(p for p in self._paragraphs if is_wanted(f"{p.lead} {p.text}"))
        none = label("empty.filter", self._language).format(filter=event.value)
        self._text.write(found or (Paragraph(none),))

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_close()

    @property
    def _text(self) -> Paper:
        return self.query_one("#text", Paper)

    def action_down(self) -> None:
        """Read on."""
        self._text.action_line_down()

    def action_up(self) -> None:
        """Read back."""
        self._text.action_line_up()

    def action_half_down(self) -> None:
        """Read on by half of what is seen."""
        self._text.action_half_down()

    def action_half_up(self) -> None:
        """Read back by half of what is seen."""
        self._text.action_half_up()

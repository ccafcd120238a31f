"""A choice among many, narrowed by typing: the palette, and the acts on a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from portfolio.wording import label
from tui.actions import Place, actions_at, bindings_for
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone
from tui.screens.listing import matching
from tui.text import having, shown, with_capital
from tui.widgets.bars import Bar, Piece
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from portfolio.wording import Language

WIDE, TALL = [(114, "wide")], [(36, "tall")]
"""Columns and lines of the terminal from which a box over the screen is larger."""

NARROW = "narrow"
"""The action that asks for words; where they are typed from the first letter on, it is a letter."""

_AROUND = 9
"""Lines of the box besides its offers: borders, title, words, note and keys."""

_MOST_NAME = 34
"""Cells for the names at most: the notes beside them need room, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One line to choose; where it cannot be done, `note` says why."""

    key: str
    name: str
    note: str = ""
    can_be_done: bool = True
    keys: str = ""


class TitleBar(Bar):
    """The title of a dialog."""

    def __init__(self, title: str) -> None:
        super().__init__(id="title")
        self._title = title

    def pieces(self) -> Sequence[Piece]:
        """Return the title."""
        return (Piece(with_capital(self._title), "bar--here"),)


class BoxKeys(Bar):
    """The keys of a box; each is also a button."""

    def __init__(self, place: Place, language: Language, *, without: str = "") -> None:
        super().__init__(id="box-keys")
        self._place = place
        self._language = language
        self._without = without

    def pieces(self) -> Sequence[Piece]:
        """Return key and word of each action."""
        pieces: list[Piece] = []
        for action in actions_at(self._place):
            if action.foot and action.name != self._without:
                name = label(f"action.{action.name}", self._language)
                pieces.append(Piece(f" {action.key_in_dialogs} ", "bar--key", action.run))
                pieces.append(Piece(f"{name} ", "", action.run))
        return pieces


class Words(Input):
    """What is typed narrows the list; arrows move in it, Enter chooses from it."""

    BINDINGS = [  # noqa: RUF012  # Textual's name and type
        ("down", "screen.down"),
        ("up", "screen.up"),
    ]


class Choices(ModalScreen[str | None]):
    """Offers lines by name; the key of the chosen one is the answer.

    With `by_typing` words narrow the list from the first letter on, otherwise once they are asked
    for. `at` is the line the cursor stands on first.
    """

    HORIZONTAL_BREAKPOINTS = WIDE
    VERTICAL_BREAKPOINTS = TALL
    PLACE: ClassVar[Place] = Place.CHOICES
    BINDINGS = bindings_for(Place.CHOICES)

    def __init__(
        self,
        title: str,
        offers: Sequence[Offer],
        language: Language,
        *,
        by_typing: bool = False,
        at: str | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._offers = tuple(offers)
        self._language = language
        self._by_typing = by_typing
        self._at = at

    def compose(self) -> ComposeResult:
        """Lay out title, words, list and the reason of the chosen line."""
        with Vertical(id="box"):
            yield TitleBar(self._title)
            yield Words(
                placeholder=label("choices.words", self._language), id="words", compact=True
            )
            yield Sheet(id="offers")
            yield Paper(id="note")
            without = NARROW if self._by_typing else ""
            yield BoxKeys(self.PLACE, self._language, without=without)

    def on_mount(self) -> None:
        """Show every offer."""
        self.query_one(Sheet).fill(self.rows(), key=self._at)
        self._fit()
        self.query_one(Words).display = self._by_typing
        self.query_one("#words" if self._by_typing else "#offers").focus()

    def _fit(self) -> None:
        """Make the box no taller than every offer needs; it stays so while words narrow them."""
        if not self._by_typing:
            self.query_one("#box").styles.max_height = len(self._offers) + _AROUND

    def _wanted(self) -> tuple[Row, ...]:
        return matching(self.rows(), having(self.query_one(Words).value))

    def rows(self) -> list[Row]:
        """Return every offer as a row."""
        layout = _layout(self._offers)
        return [_row(offer, layout) for offer in self._offers]

    def offer(self, offers: Iterable[Offer]) -> None:
        """Offer other lines; the cursor stays with its line."""
        self._offers = tuple(offers)
        sheet = self.query_one(Sheet)
        sheet.fill(self._wanted(), key=None if sheet.current else self._at)
        self._fit()

    @on(Input.Changed)
    def _typed(self) -> None:
        rows = self._wanted()
        self.query_one(Sheet).fill(rows, key=rows[0].key if rows else None)

    def action_narrow(self) -> None:
        """Type words that narrow the list."""
        words = self.query_one(Words)
        words.display = True
        words.focus()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(Sheet).action_open()

    @on(Sheet.Moved)
    def _moved(self, message: Sheet.Moved) -> None:
        offer = self._offer(message.row)
        nothing = label("choices.nothing", self._language) if self._offers else ""
        self.query_one(Paper).write((Paragraph(offer.note if offer else nothing),))

    @on(Sheet.Opened)
    def _opened(self, message: Sheet.Opened) -> None:
        self.choose(message.row.key)

    def choose(self, key: str) -> None:
        """Answer with the chosen line."""
        self.dismiss(key)

    def _offer(self, row: Row | None) -> Offer | None:
        return next((o for o in self._offers if row is not None and o.key == row.key), None)

    def action_close(self) -> None:
        """Narrow the list no more where that was asked for, else choose nothing: one step."""
        words = self.query_one(Words)
        if self._by_typing or not words.display:
            self.dismiss(None)
            return
        words.value = ""
        words.display = False
        self.query_one(Sheet).focus()

    def action_down(self) -> None:
        """Go to the next line."""
        self.query_one(Sheet).action_line_down()

    def action_up(self) -> None:
        """Go to the line before."""
        self.query_one(Sheet).action_line_up()


def _layout(offers: Sequence[Offer]) -> Layout:
    """Return columns as wide as the names and marks need them."""
    name = max((cell_len(shown(offer.name)) for offer in offers), default=0)
    mark = max((cell_len(_mark(offer)) for offer in offers), default=0)
    return (Column("", min(name, _MOST_NAME)), Column("", mark), Column("", 20, grow=True))


def _mark(offer: Offer) -> str:
    return offer.keys or ("" if offer.can_be_done else "--")


def _row(offer: Offer, layout: Layout) -> Row:
    tone = Tone.PLAIN if offer.can_be_done else Tone.DIM
    return Row(
        key=offer.key,
        cells=(Span(offer.name, tone), Span(_mark(offer), Tone.DIM), Span(offer.note, Tone.DIM)),
        layout=layout,
        search=f"{offer.name} {offer.note} {offer.key}",
    )

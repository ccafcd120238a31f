"""Dialogs whose work takes its time: how long and how much is shown, and it can be given up."""

from __future__ import annotations

from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from portfolio.domain.errors import Invalid
from portfolio.services.progress import GivenUp
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.dialogs.fields import Field
from tui.dialogs.layout import DIALOG_CSS
from tui.dialogs.telling import other_trouble
from tui.text import shown, with_capital

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from portfolio.domain.errors import PortfolioError
    from portfolio.wording import Language

R = TypeVar("R")
T = TypeVar("T")

WORKING_CSS = (
    DIALOG_CSS
    + """
{name} #dialog {{ height: auto; }}
{name} Static {{ height: auto; }}
{name} Field {{ margin-bottom: 1; }}
{name} Entry, {name} Select {{ background: $background; }}
{name} Entry:focus, {name} Select:focus {{ background: $primary 40%; }}
{name} #told.-wrong {{ color: $text-error; }}
{name} #buttons {{ height: 1; align-horizontal: right; }}
{name} Button {{ margin-left: 1; min-width: 8; }}
"""
)


class WorkingDialog(ModalScreen[R], Asking):
    """Fields, buttons, and a line that tells how the work goes; nothing begins without a button.

    `DOING` is the label of what is done. While it is done, closing gives it up.
    """

    AUTO_FOCUS = "Select, Entry"
    DOING: ClassVar[str]
    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.begin_asking()
        self.language = language
        self._stop = Event()
        self._done = 0
        self._since = 0.0
        self._timer: Timer | None = None

    def button(self, key: str, name: str) -> Button:
        """Return a button with that label, which begins with a capital as on every dialog."""
        return Button(Content(with_capital(label(key, self.language))), id=name, compact=True)

    def begin_work(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do the work in a thread, unless it is under way."""
        if self.is_waiting:
            return
        self._stop.clear()
        self._done, self._since = 0, monotonic()
        self.ask("work", work, then)
        self._say_how_far()

    def tick(self) -> None:
        """Count that some more has been done. Raises `GivenUp` where it is wanted no more."""
        if self._stop.is_set():
            raise GivenUp
        self._done += 1

    def waits(self, *, waiting: bool) -> None:
        """Begin or end to tell how far the work has come."""
        if waiting and self._timer is None:
            self._timer = self.set_interval(0.1, self._say_how_far)
        elif not waiting and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _say_how_far(self) -> None:
        key = "working.giving_up" if self._stop.is_set() else self.DOING
        said = label("working.how_far", self.language).format(
            what=label(key, self.language),
            done=f"{self._done:,}",
            seconds=f"{monotonic() - self._since:.1f}",
        )
        self.tell(said)

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Say something below the fields."""
        told = self.query_one("#told", Static)
        told.set_class(wrong, "-wrong")
        told.update(Content("\n".join(shown(line) for line in text.split("\n"))))

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why it could not be done, at the field where it is about one; it stays open."""
        del question
        if isinstance(error, GivenUp):
            self.tell(label("working.given_up", self.language))
            return
        if isinstance(error, Invalid):
            for field in self.query(Field):
                if field.text == error.field:
                    self.tell("")
                    field.complain(error, self.language)
                    return
        self.tell(other_trouble(error, self.language), wrong=True)

    @on(Input.Submitted)
    def stay(self, event: Input.Submitted) -> None:
        """Enter in a field does nothing, on purpose."""
        event.stop()

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave; give the work up first where it is under way."""
        if self.is_waiting:
            self._stop.set()
            self._say_how_far()
        else:
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Work on for nobody."""
        self._stop.set()

"""Looking back: as of which day, as known at which moment; and from there the way to today."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from portfolio.services.looking_back import looking_back
from portfolio.wording import day as day_in_words
from portfolio.wording import label
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.moments import Moments
from tui.dialogs.working import WORKING_CSS, WorkingDialog
from tui.lines import Tone

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.actions import Place
    from tui.app import PortfolioApp


@dataclass(frozen=True, slots=True)
class Time:
    """The office at another time; `kept` is what has to be there as long as it is looked at."""

    office: Office
    kept: ExitStack


class LookBackDialog(WorkingDialog[Time | None]):
    """Gives back the office at another time, None where it stays as it is."""

    DEFAULT_CSS = WORKING_CSS.format(name="LookBackDialog")
    DOING = "past.going_on"

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__(language)
        self._office = office
        self._present = (office.present or office).acting_as(office.acts_as)
        self._asked = Moments(("day", "moment"), ("as_of", "known_at"), language, office.today())

    def compose(self) -> ComposeResult:
        """Day and moment; how it goes; the buttons."""
        with Vertical(id="dialog"):
            yield self._asked.of_day
            yield self._asked.of_moment
            yield Static(id="told", markup=False)
            with Horizontal(id="buttons"):
                yield self.button("action.look_back", "look_back")
                if self._office.present is not None:
                    yield self.button("past.today", "today")
                yield self.button("dialog.close", "close")

    def on_mount(self) -> None:
        """Say what is asked, and with which keys it is answered."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("help.look_back", self.language))
        frame.border_subtitle = shown_keys(self.PLACE, self.language)

    @on(Input.Changed)
    def _written(self) -> None:
        self._asked.clear()

    @on(Button.Pressed, "#look_back")
    def look_back(self) -> None:
        """Fold the past that is asked for."""
        written = self._asked.written()
        self.begin_work(lambda: self._folded(written), self._go)

    def _folded(self, written: tuple[str, str]) -> Time:
        """Return the office of a day. Raises `Invalid`, `GivenUp`, `StoreUnfit`."""
        then = self._asked.read(written, self._present.today())
        with ExitStack() as kept:
            past = looking_back(
                self._present, then.day, then.known_at, tick=self.tick, lasting=True
            )
            office = kept.enter_context(past)
            self.tick()
            return Time(office, kept.pop_all())

    def _go(self, time: Time) -> None:
        self.dismiss(time)

    @on(Button.Pressed, "#today")
    def return_to_today(self) -> None:
        """Leave the past, unless another is being folded."""
        if not self.is_waiting:
            self.dismiss(Time(self._present, ExitStack()))


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask for a time over any mode, and go there."""
    del home
    language = app.seat.language

    def go(time: Time | None) -> None:
        if time is None:
            return
        app.sit_down(time.office)
        app.past.close()
        app.past = time.kept
        if app.framed is None:
            return
        as_of = time.office.as_of
        if as_of is None:
            app.framed.say(label("past.left", language), Tone.GOOD)
        else:
            said = label("past.shown", language)
            app.framed.say(said.format(day=day_in_words(as_of, language)), Tone.WARN)

    app.push_screen(LookBackDialog(app.seat.office, language), go)

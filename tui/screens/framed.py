"""What all screens have: the fixed lines around them, asking, a language that can change."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from portfolio.wording import label, trouble
from tui.actions import Place, actions_on
from tui.ask import Asking
from tui.lines import Tone
from tui.seat import seat_of
from tui.widgets.bars import Bar
from tui.widgets.frame import KeyLine, ModesBar, PlaceBar
from tui.widgets.painted import Painted
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import ComposeResult
    from textual.dom import DOMNode
    from textual.widget import Widget

    from portfolio.domain.errors import PortfolioError
    from portfolio.wording import Language
    from tui.actions import Action

LEAST_WIDTH, LEAST_HEIGHT = 80, 24


class Framed(Screen[None], Asking):
    """A screen between the lines of the frame. It loads when it is first shown or out of date."""

    PLACE: ClassVar[Place]
    AUTO_FOCUS = "Sheet"

    def __init__(self) -> None:
        super().__init__()
        self.begin_asking()
        self._shown_in: Language | None = None
        self._changes_seen = -1
        self._small = False

    @property
    def language(self) -> Language:
        """The language everything is said in."""
        return seat_of(self).language

    def compose(self) -> ComposeResult:
        """Put the frame around the body."""
        yield ModesBar(self.home)
        yield PlaceBar(lambda: self.narrowed)
        yield from self.body()
        yield StatusLine()
        yield KeyLine(self.PLACE)

    @property
    def home(self) -> Place:
        """The mode this screen belongs to."""
        return self.PLACE

    @property
    def narrowed(self) -> str:
        """The filter over what is shown, as it was typed."""
        return ""

    def crumb(self) -> str:
        """Return what it is called in the way one came."""
        return label(f"screen.{self.PLACE}", self.language)

    @abstractmethod
    def body(self) -> Iterable[Widget]:
        """Return what stands between the lines of the frame."""

    @abstractmethod
    def load(self) -> None:
        """Ask for what is shown."""

    @abstractmethod
    def show(self) -> None:
        """Show what is known, in the language of the moment."""

    def on_screen_resume(self) -> None:
        """Bring what is shown up to date with what was done elsewhere."""
        seat = seat_of(self)
        if self._changes_seen != seat.changes:
            self._changes_seen = seat.changes
            self.load()
        if self._shown_in is not self.language:
            self.relabel()

    def relabel(self) -> None:
        """Say everything anew, in another language."""
        self._shown_in = self.language
        self.show()
        self.repaint_frame()

    def repaint_frame(self) -> None:
        """Paint the fixed lines anew."""
        for bar in self.query(Bar):
            bar.refresh()

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Say something in the status line."""
        self.query_one(StatusLine).say(text, tone)

    @property
    def stands(self) -> bool:
        """Whether it is whole: not still being put together, nor taken apart."""
        return bool(self.query(StatusLine))

    @property
    def said(self) -> str:
        """What was said last in the status line."""
        return self.query_one(StatusLine).said

    def add(self, text: str) -> None:
        """Say something more after what is said already."""
        status = self.query_one(StatusLine)
        status.say(" ".join(filter(None, (status.said, text))), status.tone)

    def waits(self, *, waiting: bool) -> None:
        """Say how long something has been loading; then as of when it is shown."""
        if not self.is_mounted:
            return
        self.query_one(StatusLine).waits(waiting=waiting)

    def loaded(self) -> None:
        """Note the moment that is now shown."""
        seat = seat_of(self)
        seat.loaded_at = seat.office.clock()
        self.query_one(PlaceBar).refresh()

    def follow(self, said: str) -> None:
        """Load anew what others have changed, and say who did what."""
        self._changes_seen = seat_of(self).changes
        if said:
            self.say(said, Tone.WARN)
        self.load()

    def could_not(self, question: str, error: PortfolioError) -> None:  # noqa: ARG002  # any question
        """Say why something could not be read."""
        self.say(trouble(error, self.language), Tone.BAD)

    def on_descendant_focus(self) -> None:
        """Show what can be done from here."""
        self.repaint_keys()

    def repaint_keys(self) -> None:
        """Show in the line of keys what can be done now."""
        for keys in self.query(KeyLine):
            keys.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small for what has to be seen; go wide where it fits."""
        self.set_class(event.size.width >= 110, "wide")  # noqa: PLR2004  # two panes of a readable line
        self.set_class(event.size.height >= 34, "tall")  # noqa: PLR2004  # a pane of a dozen lines
        was_small = self._small
        self._small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if was_small and not self._small:
            self.say("")
        if self._small:
            text = label("empty.too_small", self.language)
            self.say(
                text.format(
                    width=event.size.width, height=event.size.height,
                    least_width=LEAST_WIDTH, least_height=LEAST_HEIGHT,
                ),
                Tone.WARN,
            )  # fmt: skip

    def action_reload(self) -> None:
        """Load again, keeping the cursor."""
        self.say("")
        self.load()

    def action_back(self) -> None:
        """Go back one step; from the first there is none."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.say(label("why.no_way_back", self.language))

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use here and now, or None where it is."""
        if name == "back" and self.app.screen_stack[0] is self:
            return label("why.no_way_back", self.language)
        if name == f"mode_{self.PLACE}":
            return label("why.here_already", self.language)
        return seat_of(self).why_not(name)

    def doer_of(self, action: Action) -> DOMNode:
        """Return what does an action: the list or text one is in where it can, else the screen."""
        inside = self.focused if isinstance(self.focused, Painted) else self.query(Painted).first()
        inward = set(action.places) & {Place.LIST, Place.TEXT}
        return inside if inward and hasattr(inside, f"action_{action.run}") else self

    def why_not_run(self, run: str) -> str | None:
        """Return why what a key or a click runs is of no use here and now."""
        asked = (action.name for action in actions_on(self.PLACE) if action.run == run)
        name = next(asked, None)
        return self.why_not(name) if name is not None else None

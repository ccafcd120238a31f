"""A form on what is no grant: tried as a dry run while it is filled in, signed by typing a code.

Its fields stand above, what would come of it below. Nothing is written before it is signed.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from portfolio.domain.errors import Invalid, Refused
from portfolio.wording import headline, label, next_step, sentence
from tui.ask import Asking
from tui.dialogs.form_frame import FormFrame
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.telling import joined, other_trouble
from tui.dialogs.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.errors import PortfolioError
    from portfolio.wording import Language

Asked = TypeVar("Asked")
Made = TypeVar("Made")


class FormDialog(FormFrame[Made], Asking, Generic[Asked, Made]):
    """Asks for values, says what would come of them, and does it once it is signed.

    It gives back what was made, or None where nothing was.
    """

    pause_seconds: ClassVar[float] = 0.25
    """How long nothing is filled in before it is tried anew."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.begin_asking()
        self._signing = False
        self._edits = 0
        self._is_to_be_tried = True

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be found out what would come of it, or being done."""
        return self._is_to_be_tried or super().is_waiting

    @abstractmethod
    def filled(self) -> Asked:
        """Return what is filled in. Raises `Invalid`, naming the field."""

    @abstractmethod
    def attempt(self, asked: Asked, *, dry: bool) -> Made:
        """Do what is asked, or find out what would come of it; runs in a thread."""

    def complaints(self, made: Made) -> Iterable[tuple[str, Invalid]]:  # noqa: ARG002  # most have none
        """Return what stands in the way, each by the name of the field it is about."""
        return ()

    def outlook(self, made: Made) -> Iterable[str]:  # noqa: ARG002  # some have nothing to say
        """Return what would come of it."""
        return (label("form.nothing_in_the_way", self.language),)

    def on_mount(self) -> None:
        """Say what it is for, and find out how it stands."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(self.title_said())
        frame.border_subtitle = shown_keys(self.PLACE, self.language)
        self._show_signature()
        self.call_after_refresh(self._lay_out)
        self.call_after_refresh(self._try, self._edits)

    @on(Input.Changed, "#form Input")
    @on(Select.Changed)
    @on(Ticks.Changed)
    def _try_soon(self) -> None:
        """Something was filled in: find out anew once there is a pause."""
        self._edits += 1
        self._is_to_be_tried = True
        self.set_timer(self.pause_seconds, partial(self._try, self._edits))
        self._show_signature()

    @on(Input.Submitted)
    def _stay(self, event: Input.Submitted) -> None:
        """Enter in a field does nothing, on purpose."""
        event.stop()

    @on(Input.Changed, "#typed")
    def _show_signature(self) -> None:
        code = self.signature() or "…"
        ask = label("dialog.type_to_sign", self.language).format(code=code)
        self.query_one("#ask", Static).update(Content(ask))
        self.query_one("#sign", Button).disabled = self._signing or not self.is_signed

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave without doing anything, unless what was signed is under way."""
        if not self._signing:
            self.dismiss(None)

    def _try(self, edits: int) -> None:
        """Find out what would come of it, unless it was filled in anew or signed since."""
        if edits != self._edits or self._signing or not self.is_attached:
            return
        self._is_to_be_tried = False
        self.clear()
        try:
            asked = self.filled()
        except Invalid as lacks:
            self._say_what_lacks(lacks)
            return
        self.write("#told", (label("dialog.checking", self.language),))
        self.ask("try", partial(self.attempt, asked, dry=True), partial(self._tried, edits))

    @on(Button.Pressed, "#sign")
    def sign(self) -> None:
        """Do it, once, if it is signed."""
        if self._signing or not self.is_signed:
            return
        self._edits += 1  # whatever is still to be tried is out of date
        self._is_to_be_tried = False
        self.clear()
        try:
            asked = self.filled()
        except Invalid as lacks:
            self.complain(lacks.field, lacks)
            return
        self._signing = True
        self._show_signature()
        self.write("#told", (label("dialog.signing", self.language),))
        self.ask("sign", partial(self.attempt, asked, dry=False), self._signed)

    def _tried(self, edits: int, made: Made) -> None:
        if edits == self._edits and not self._signing and self.is_attached:
            self._show(made)

    def _signed(self, made: Made) -> None:
        """Leave with what was made, or stay and say why nothing was."""
        self._signing = False
        if any(True for _ in self.complaints(made)):
            self._show(made)
            self._unsign()
        else:
            self.dismiss(made)

    def _show(self, made: Made) -> None:
        standing = list(self.complaints(made))
        besides = [said for name, error in standing if (said := self.complain(name, error))]
        self.write("#told", besides or (() if standing else self.outlook(made)))

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why not; a signature does not outlive it."""
        if not self.is_attached:
            return
        self._signing = False
        if question == "sign":
            self._unsign()
        if isinstance(error, Invalid):
            self._say_what_lacks(error)
        elif isinstance(error, Refused):
            self.write("#told", _refusal(error, self.language))
        else:
            self.write("#told", (other_trouble(error, self.language),))
        self._show_signature()

    def _unsign(self) -> None:
        self.typed.value = ""
        self._show_signature()

    def _say_what_lacks(self, lacks: Invalid) -> None:
        """Say which field is still empty; what is wrong in one stands below it."""
        if str(lacks.value):
            said = self.complain(lacks.field, lacks)
            self.write("#told", (said,) if said else ())
        else:
            names = [field.text for field in self.fields_of(lacks.field)] or [lacks.field]
            still = label("dialog.fill_in", self.language).format(fields=names[0])
            self.write("#told", (still,))


def _refusal(refused: Refused, language: Language) -> Iterator[str]:
    """Yield all that stands in the way, and what is to be done about it."""
    yield headline(refused, language)
    for finding in refused.obstacles:
        step = next_step(finding, language)
        yield joined((sentence(finding, language), *((step,) if step else ())), language)

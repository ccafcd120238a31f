"""The frame of a form on what is no grant: what is to be known, the fields, the signature.

This is its layout; what is tried and signed stands in `form`.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from portfolio.domain.errors import Invalid
from portfolio.wording import trouble
from tui.actions import Place, bindings_for
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import DIALOG_CSS, button
from tui.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from portfolio.wording import Language

Made = TypeVar("Made")


class FormFrame(ModalScreen[Made | None], Generic[Made]):
    """The parts every form has; the forms say what differs."""

    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)
    AUTO_FOCUS = "#form Input, #typed"
    DEFAULT_CSS = (
        DIALOG_CSS.format(name="FormFrame")
        + """
    FormFrame #dialog { height: auto; }
    FormFrame #about, FormFrame #told { height: auto; }
    FormFrame #about { margin-bottom: 1; }
    FormFrame #told { text-style: bold; margin-top: 1; max-height: 5; }
    FormFrame #form { height: auto; }
    FormFrame.-long #dialog, FormFrame.-long #form { height: 1fr; }
    FormFrame Entry, FormFrame SelectCurrent { background: $background; }
    FormFrame Entry:focus, FormFrame Select:focus SelectCurrent { background: $primary 40%; }
    FormFrame Field .label { min-width: 24; }
    FormFrame Field .wrong { padding-left: 24; }
    FormFrame #signature { height: 1; }
    FormFrame #ask { width: auto; margin-right: 1; }
    FormFrame #typed { width: 1fr; }
    FormFrame Button { margin-left: 1; min-width: 8; }
    """
    )

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    @abstractmethod
    def title_said(self) -> str:
        """Return what the form is for."""

    def about(self) -> Iterable[str]:
        """Return what is to be known before it is filled in."""
        return ()

    def form(self) -> ComposeResult:
        """Yield the fields."""
        yield from ()

    @abstractmethod
    def signature(self) -> str:
        """Return what is typed to sign; empty while that is not known."""

    def compose(self) -> ComposeResult:
        """From top to bottom in the order in which it is read."""
        with Vertical(id="dialog"):
            yield Static(id="about", markup=False)
            with VerticalScroll(id="form", can_focus=False):
                yield from self.form()
            yield Static(id="told", markup=False)
            with Horizontal(id="signature"):
                yield Static(id="ask", markup=False)
                yield Entry("typed")
                yield button("sign", self.language)
                yield button("close", self.language)

    def _lay_out(self) -> None:
        self.write("#about", self.about())

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._lay_out)

    def write(self, where: str, paragraphs: Iterable[str]) -> None:
        """Write paragraphs above or below the fields, wrapped; nothing takes the place away."""
        width = max(20, self.query_one("#dialog").content_size.width)
        lines = [line for text in paragraphs for line in wrapped(text, width)]
        self.query_one(where, Static).update(Content("\n".join(lines)))
        self.query_one(where).display = bool(lines)

    @property
    def is_signed(self) -> bool:
        """Whether the code is typed."""
        return bool(self.signature()) and self.typed.value.strip() == self.signature()

    @property
    def typed(self) -> Entry:
        """Where the code is typed."""
        return self.query_one("#typed", Entry)

    def fields_of(self, name: str) -> list[Field]:
        """Return the fields where the value of that name is filled in."""
        return [field for field in self.query(Field) if name in field.names]

    def complain(self, name: str, error: Invalid) -> str:
        """Say what is wrong beside its field; return it where there is none."""
        fields = self.fields_of(name)
        for field in fields:
            said = Invalid(field.text, error.value, error.why, error.remedy)
            field.complain(said, self.language)
            field.scroll_visible(animate=False)
        return "" if fields else trouble(error, self.language)

    def clear(self) -> None:
        """Take back what was said to be wrong."""
        for field in self.query(Field):
            field.complain(None, self.language)

"""Naming a filter that is to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from portfolio.domain.errors import Invalid
from portfolio.domain.text import clean_text
from portfolio.services.saved_filters import LONGEST_NAME
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import DIALOG_CSS, shown_keys, shown_title

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.wording import Language


class NameFilter(ModalScreen[str | None]):
    """Asks under which name a filter is kept; gives back the name, or None."""

    AUTO_FOCUS = "Entry"
    DEFAULT_CSS = DIALOG_CSS.format(name="NameFilter") + "NameFilter #dialog { height: auto; }"
    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)

    def __init__(self, typed: str, language: Language) -> None:
        super().__init__()
        self._typed = typed
        self._language = language
        self._field = Field(label("filters.name", language), Entry("name"), names=("name",))

    def compose(self) -> ComposeResult:
        """One field."""
        with Vertical(id="dialog"):
            yield self._field

    def on_mount(self) -> None:
        """Say which filter it is, and with which keys it is answered."""
        frame = self.query_one("#dialog")
        title = f"{label('filters.save', self._language)}: /{self._typed}"
        frame.border_title = shown_title(title)
        frame.border_subtitle = shown_keys(
            self.PLACE, self._language, label("filters.keys", self._language)
        )

    def action_close(self) -> None:
        """Leave without a name."""
        self.dismiss(None)

    @on(Input.Changed)
    def _written(self) -> None:
        self._field.complain(None, self._language)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(clean_text("name", event.value, longest=LONGEST_NAME))
        except Invalid as why:
            self._field.complain(why, self._language)

"""The filter of a list: typed in a line of its own, then said in the second line until cleared."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from portfolio.domain.errors import Invalid
from portfolio.reports.filtering import read_words
from portfolio.wording import label, trouble
from tui.lines import Tone
from tui.screens.framed import Framed
from tui.widgets.frame import PlaceBar

if TYPE_CHECKING:
    from tui.widgets.sheet import Sheet


class FilterLine(Input):
    """Where a filter is typed; seen only then."""

    BINDINGS = [("escape", "screen.back")]  # noqa: RUF012  # Textual's name and type

    def __init__(self) -> None:
        super().__init__(id="filter", compact=True, select_on_focus=False)
        self.display = False


class Filtered(Framed):
    """A screen whose list is narrowed while a filter is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.is_wanted = read_words("")
        self._complains = False

    @property
    @abstractmethod
    def sheet(self) -> Sheet:
        """The list."""

    @property
    def narrowed(self) -> str:
        """The filter as it was typed."""
        return self.words

    def filter_words(self) -> str:
        """Return what can be typed in the filter line."""
        return label("filter.words", self.language)

    def read_filter(self, typed: str) -> None:
        """Take another filter. Raises `Invalid` where it cannot be read: the last one stays."""
        self.is_wanted = read_words(typed)

    def set_filter(self, words: str) -> None:
        """Filter by these words, as if they had been typed."""
        self.query_one(FilterLine).value = words

    def action_filter(self) -> None:
        """Type a filter, or go on with the one there is."""
        line = self.query_one(FilterLine)
        line.placeholder = self.filter_words()
        line.display = True
        line.focus()

    @on(Input.Changed, "#filter")
    def _words_changed(self, event: Input.Changed) -> None:
        try:
            self.read_filter(event.value)
        except Invalid as why:
            self._complains = True
            self.say(trouble(why, self.language), Tone.WARN)
            return
        if self._complains:
            self._complains = False
            self.say("")
        self.words = event.value
        self.query_one(PlaceBar).refresh()
        self.show()

    @on(Input.Submitted, "#filter")
    def _words_typed(self) -> None:
        """Go back to the list; what cannot be read stays to be put right."""
        if not self._complains:
            self.query_one(FilterLine).display = False
            self.sheet.focus()

    def action_back(self) -> None:
        """Leave the filter line, else the pane, else the filter, else the screen: one step."""
        line = self.query_one(FilterLine)
        if line.display or (line.value and self.sheet.has_focus):
            line.value = ""
            line.display = False
            self.sheet.focus()
        elif not self.sheet.has_focus:
            self.sheet.focus()
        else:
            self.leave()

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use; filter and pane are steps to go back, too."""
        line = self.query_one(FilterLine)
        if name == "back" and (line.display or line.value or not self.sheet.has_focus):
            return None
        return super().why_not(name)

    def leave(self) -> None:
        """Leave the screen."""
        super().action_back()

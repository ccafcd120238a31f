"""What all list screens have: rows, a filter over them, and a pane about the chosen row."""

from __future__ import annotations

import unicodedata
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from portfolio.wording import label
from tui.lines import BLANK, Paragraph, Row
from tui.screens.framed import Framed
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from tui.lines import Layout


def folded(text: str) -> str:
    """Return text as it is compared: width, case and accents of writing do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def matching(rows: Sequence[Row], words: str) -> tuple[Row, ...]:
    """Return the rows in which every word is found; what heads nothing any more goes too."""
    wanted = folded(words).split()
    if not wanted:
        return tuple(rows)
    kept: list[Row] = []
    heads: list[Row] = []
    below_heads = False
    for row in rows:
        if not row.can_be_chosen:
            heads = [*heads, row] if not below_heads else [row]
            below_heads = False
            continue
        below_heads = True
        if all(word in folded(row.search) for word in wanted):
            kept.extend((*heads, row))
            heads = []
    return tuple(kept)


class FilterLine(Input):
    """Where the words of a filter are typed; shown only while there are any."""

    BINDINGS = [("escape", "screen.back")]  # noqa: RUF012  # Textual's name and type


class ListScreen(Framed):
    """A screen with a list above and a pane about the chosen row below it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.cut_from: int | None = None
        self._following = False

    def body(self) -> Iterable[Widget]:
        """Return list, pane and the filter line."""
        yield Sheet(id="list")
        yield Paper(id="pane")
        filter_line = FilterLine(id="filter", compact=True, select_on_focus=False)
        filter_line.display = False
        yield filter_line

    @property
    def sheet(self) -> Sheet:
        """The list."""
        return self.query_one("#list", Sheet)

    @property
    def pane(self) -> Paper:
        """The text about the chosen row."""
        return self.query_one("#pane", Paper)

    def heads(self) -> Sequence[Layout]:
        """Return the column labels that stay above the list."""
        return ()

    @abstractmethod
    def all_rows(self) -> Sequence[Row] | None:
        """Return every row, or None where nothing has been read yet."""

    @abstractmethod
    def about(self, row: Row | None) -> None:
        """Show in the pane what the chosen row is about."""

    def legend(self) -> str:
        """Return what explains the marks of the list."""
        return ""

    @abstractmethod
    def nothing(self) -> str:
        """Return what to say where there is nothing to show."""

    def show(self) -> None:
        """Show the rows that the filter lets through, or say that there are none."""
        every = self.all_rows()
        if every is None:
            self.sheet.fill((), self.heads())
            return
        rows = matching(every, self.words)
        chosen, following = self.sheet.current, self._following
        self._following = False
        self.sheet.fill(rows, self.heads())
        if following and chosen is not None and not self.sheet.stands_on(chosen.key):
            self.add(label("live.gone", self.language))
        self.show_count()
        if self.sheet.current is None:
            self._say_nothing()

    def show_count(self) -> None:
        """Say how much of all is shown, or what the marks of the list mean."""
        every = self.all_rows() or ()
        shown = sum(1 for row in self.sheet.rows if row.can_be_chosen)
        in_all = self.cut_from or sum(1 for row in every if row.can_be_chosen)
        count = label("total.limited", self.language).format(shown=shown, count=in_all)
        self.query_one(StatusLine).count(count if shown != in_all else self.legend())

    def follow(self, said: str) -> None:
        """Load anew what others have changed, and say who did what."""
        self._following = True
        super().follow(said)

    def _say_nothing(self) -> None:
        if self.words:
            text = label("empty.filter", self.language).format(filter=f"/{self.words}")
            clear = label("empty.filter_clear", self.language)
            self.pane.write((Paragraph(text), BLANK, Paragraph(clear)))
        else:
            self.pane.write((Paragraph(self.nothing()),))

    @on(Sheet.Moved, "#list")
    def _moved(self, message: Sheet.Moved) -> None:
        self.repaint_keys()
        if message.row is not None:
            self.about(message.row)

    @on(Sheet.Opened, "#list")
    def _opened(self, message: Sheet.Opened) -> None:
        self.open_row(message.row)

    @abstractmethod
    def open_row(self, row: Row) -> None:
        """Open the row."""

    def action_open(self) -> None:
        """Open the chosen row."""
        self.sheet.action_open()

    def action_filter(self) -> None:
        """Type the words that rows must have."""
        line = self.query_one(FilterLine)
        line.placeholder = label("filter.words", self.language)
        line.display = True
        line.focus()

    def set_filter(self, words: str) -> None:
        """Filter by these words, as if they had been typed."""
        line = self.query_one(FilterLine)
        line.value = words
        line.display = bool(words)

    @on(Input.Changed, "#filter")
    def _words_changed(self, event: Input.Changed) -> None:
        self.words = event.value
        self.show()

    @on(Input.Submitted, "#filter")
    def _words_typed(self) -> None:
        self.query_one(FilterLine).display = bool(self.words)
        self.sheet.focus()

    def action_back(self) -> None:
        """Leave the filter, else the pane, else the screen: one step."""
        line = self.query_one(FilterLine)
        if line.display:
            line.value = ""
            line.display = False
            self.sheet.focus()
        elif not self.sheet.has_focus:
            self.sheet.focus()
        else:
            self.leave()

    def leave(self) -> None:
        """Leave the screen."""
        super().action_back()

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use; filter and pane are steps to go back, too."""
        copies = name == "copy" and self.sheet.has_focus
        if (name == "open" or copies) and self.sheet.current is None:
            return label("why.no_row", self.language)
        if name == "back" and (self.query_one(FilterLine).display or not self.sheet.has_focus):
            return None
        return super().why_not(name)

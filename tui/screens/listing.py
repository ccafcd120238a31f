"""What all list screens have: rows, a filter over them, and a pane about the chosen row."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from portfolio.domain.errors import Invalid
from portfolio.reports.filtering import read_words
from portfolio.wording import label, trouble
from tui.lines import BLANK, Paragraph, Row, Tone
from tui.screens.framed import Framed
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget

    from tui.lines import Layout


def matching(rows: Sequence[Row], is_wanted: Callable[[str], bool]) -> tuple[Row, ...]:
    """Return the rows whose text is wanted; what heads nothing any more goes too."""
    kept: list[Row] = []
    heads: list[Row] = []
    below_heads = False
    for row in rows:
        if not row.can_be_chosen:
            heads = [*heads, row] if not below_heads else [row]
            below_heads = False
            continue
        below_heads = True
        if is_wanted(row.search):
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
        self._is_wanted = read_words("")
        self._filter_complains = False

    def body(self) -> Iterable[Widget]:
        """Return list, pane and the filter line."""
        yield self.list_widget()
        yield Paper(id="pane")
        filter_line = FilterLine(id="filter", compact=True, select_on_focus=False)
        filter_line.display = False
        yield filter_line

    def list_widget(self) -> Sheet:
        """Return the list itself."""
        return Sheet(id="list")

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
        rows = matching(every, self._is_wanted) if self.words else tuple(every)
        self.put(rows, sum(row.can_be_chosen for row in rows), sum(r.can_be_chosen for r in every))

    def put(self, rows: Sequence[Row], shown: int, in_all: int) -> None:
        """Put rows into the list, and say how many they are where they are not all."""
        self.sheet.fill(rows, self.heads())
        self.query_one(StatusLine).count(
            self.legend() if shown == in_all else self.counted(shown, in_all)
        )
        if not any(row.can_be_chosen for row in rows):
            self._say_nothing()

    def counted(self, shown: int, in_all: int) -> str:
        """Return how many rows are shown of how many."""
        said = label("total.limited", self.language)
        return said.format(shown=f"{shown:,}", count=f"{in_all:,}")

    def _say_nothing(self) -> None:
        if self.words:
            text = label("empty.filter", self.language).format(filter=f"/{self.words}")
            clear = label("empty.filter_clear", self.language)
            self.pane.write((Paragraph(text), BLANK, Paragraph(clear)))
        else:
            self.pane.write((Paragraph(self.nothing()),))

    @on(Sheet.Moved, "#list")
    def _moved(self, message: Sheet.Moved) -> None:
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
        try:
            self.read_filter(event.value)
        except Invalid as why:
            self._filter_complains = True
            self.say(trouble(why, self.language), Tone.WARN)
            return
        if self._filter_complains:
            self._filter_complains = False
            self.say("")
        self.words = event.value
        self.show()

    def read_filter(self, typed: str) -> None:
        """Take another filter. Raises `Invalid` where it cannot be read: the last one stays."""
        self._is_wanted = read_words(typed)

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

    def action_sort(self) -> None:
        """Say why a list that has an order of its own is not sorted."""
        self.say(self.why_not("sort") or "")

    def action_reverse(self) -> None:
        """Say why it is not turned round either."""
        self.action_sort()

    def action_columns(self) -> None:
        """Say why its columns stay."""
        self.action_sort()

    def action_filters(self) -> None:
        """Say why none of its filters is kept."""
        self.action_sort()

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on this list."""
        if name in ("sort", "reverse", "columns", "filters"):
            return label("why.list_in_parts", self.language)
        return super().why_not(name)

    def leave(self) -> None:
        """Leave the screen."""
        super().action_back()

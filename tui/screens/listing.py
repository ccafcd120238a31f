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
from tui.widgets.frame import PlaceBar
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
    """Where the words of a filter are typed; after that they stand in the second line."""

    BINDINGS = [("escape", "screen.back")]  # noqa: RUF012  # Textual's name and type


class ListScreen(Framed):
    """A screen with a list above and a pane about the chosen row below it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._is_wanted = read_words("")
        self._filter_complains = False
        self._follows = False
        self._stood_on: str | None = None

    @property
    def narrowed(self) -> str:
        """The words of the filter."""
        return self.words

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
        self.put(matching(every, self._is_wanted) if self.words else every)

    def put(self, rows: Sequence[Row]) -> None:
        """Put rows into the list; say how many they are of all, or why there are none."""
        self.sheet.fill(rows, self.heads())
        if self._stood_on is not None and not self.sheet.stands_on(self._stood_on):
            self.add(label("live.gone", self.language))
        self._stood_on = None
        self.show_count()
        if self.sheet.current is None:
            self._say_nothing()

    def show_count(self) -> None:
        """Say how much of all is shown, or what the marks of the list mean."""
        shown, in_all = self.totals()
        self.query_one(StatusLine).count(
            self.legend() if shown == in_all else self.counted(shown, in_all)
        )

    def totals(self) -> tuple[int, int]:
        """Return how many rows are shown, and how many there are."""
        every = self.all_rows() or ()
        shown, in_all = (sum(r.can_be_chosen for r in rows) for rows in (self.sheet.rows, every))
        return shown, in_all

    def follow(self, said: str) -> None:
        """Load anew what others have changed, and say who did what."""
        self._follows = True
        super().follow(said)

    def loaded(self) -> None:
        """Note where the cursor stood when others' changes came."""
        super().loaded()
        if self._follows and self.sheet.current is not None:
            self._stood_on = self.sheet.current.key
        self._follows = False

    def counted(self, shown: int, in_all: int) -> str:
        """Return how many rows are shown of how many."""
        said = label("total.limited", self.language)
        return said.format(shown=f"{shown:,}", count=f"{in_all:,}")

    def _say_nothing(self) -> None:
        if self.words:
            text = label("empty.filter", self.language).format(filter=f"/{self.words}")
            clear = label("empty.filter_clear", self.language).format(count=f"{self.totals()[1]:,}")
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
        line.placeholder = self.filter_words()
        line.display = True
        line.focus()

    def filter_words(self) -> str:
        """Return what can be typed in the filter line."""
        return label("filter.words", self.language)

    def set_filter(self, words: str) -> None:
        """Filter by these words, as if they had been typed."""
        line = self.query_one(FilterLine)
        line.value = words

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
        self.query_one(PlaceBar).refresh()
        self.show()

    def read_filter(self, typed: str) -> None:
        """Take another filter. Raises `Invalid` where it cannot be read: the last one stays."""
        self._is_wanted = read_words(typed)

    @on(Input.Submitted, "#filter")
    def _words_typed(self) -> None:
        if not self._filter_complains:
            self.query_one(FilterLine).display = False
            self.sheet.focus()

    def action_back(self) -> None:
        """Leave the filter, else the pane, else the screen: one step."""
        line = self.query_one(FilterLine)
        if line.display or line.value:
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

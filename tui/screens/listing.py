"""What all list screens have: rows, a filter over them, and a pane about the chosen row."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on

from portfolio.wording import label
from tui.lines import BLANK, Paragraph, Row
from tui.screens.filtered import Filtered, FilterLine
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


class ListScreen(Filtered):
    """A screen with a list above and a pane about the chosen row below it."""

    def __init__(self) -> None:
        super().__init__()
        self._follows = False
        self._stood_on: str | None = None
        self._has_come = False

    def body(self) -> Iterable[Widget]:
        """Return list, pane and the filter line."""
        yield self.list_widget()
        yield Paper(id="pane")
        yield FilterLine()

    def list_widget(self) -> Sheet:
        """Return the list itself."""
        return Sheet(id="list")

    @property
    def opens(self) -> bool:
        """Whether something is still to come up: the first rows, too."""
        return super().opens or (self.is_waiting and not self._has_come)

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
        self.put(matching(every, self.is_wanted) if self.words else every)

    def put(self, rows: Sequence[Row]) -> None:
        """Put rows into the list; say how many they are of all, or why there are none."""
        self._has_come = True
        self.sheet.fill(rows, self.heads())
        if self._stood_on is not None and not self.sheet.stands_on(self._stood_on):
            self.add(label("live.gone", self.language))
        self._stood_on = None
        self.show_count()
        if self.sheet.current is None:
            self.say_nothing()

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
        # What was done from this seat takes its row along, which nobody has to be told.
        self._follows = bool(said)
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

    def say_nothing(self, besides: str = "") -> None:
        """Say that nothing matches, and what there is besides; or why there is nothing at all."""
        if self.words:
            text = label("empty.filter", self.language).format(filter=f"/{self.words}")
            clear = label("empty.filter_clear", self.language).format(count=f"{self.totals()[1]:,}")
            told = (text, besides, clear) if besides else (text, clear)
            self.pane.write([each for t in told for each in (Paragraph(t), BLANK)])
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

    def grants_shown(self) -> tuple[str, ...]:
        """Return the grants of the rows, each once: one turns through them with [ and ]."""
        return tuple(dict.fromkeys(r.subject.grant for r in self.sheet.rows if r.subject))

    def action_open(self) -> None:
        """Open the chosen row."""
        self.sheet.action_open()

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on the chosen row."""
        copies = name == "copy" and self.sheet.has_focus
        if (name == "open" or copies) and self.sheet.current is None:
            return label("why.no_row", self.language)
        return super().why_not(name)

"""A list of rows in columns, of any length, whose cursor stays with its row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Size
from textual.message import Message

from tui.actions import MOVING, bindings_for
from tui.lines import Layout, Row, Span, head_row, width_of_columns
from tui.marks import Marks
from tui.text import fitted, shown
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

_GUTTER = {(False, False): "  ", (True, False): "> ", (False, True): "* ", (True, True): "*>"}
"""What stands before a row, by whether the cursor is on it and whether it is marked."""

_NO_CURSOR = "  "


class Sheet(Painted):
    """Shows rows under fixed heads; only the rows on the screen are painted."""

    BINDINGS = bindings_for(MOVING)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on none."""

        sheet: Sheet
        row: Row | None

        @property
        def control(self) -> Sheet:
            """The list it comes from."""
            return self.sheet

    @dataclass
    class Opened(Message):
        """A row was opened."""

        sheet: Sheet
        row: Row

        @property
        def control(self) -> Sheet:
            """The list it comes from."""
            return self.sheet

    def __init__(self, *heads: Layout, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._heads = tuple(head_row(layout) for layout in heads)
        self.rows: tuple[Row, ...] = ()
        self.cursor: int | None = None
        self.marks = Marks()

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return None if self.cursor is None else self.rows[self.cursor]

    def fill(
        self, rows: Sequence[Row], heads: Sequence[Layout] | None = None, *, key: str | None = None
    ) -> None:
        """Show other rows: the cursor and its place on the screen stay with the row of its key.

        `key` puts the cursor on another row instead. Where the row is gone, the cursor stays at
        its line.
        """
        before, old = self.cursor, self.current
        offset = (before or 0) - self.scroll_offset.y
        self.rows = tuple(rows)
        if heads is not None:
            self._heads = tuple(head_row(layout) for layout in heads)
        wanted = key if key is not None else (old.key if old else None)
        self.cursor = self._find(wanted) if wanted is not None else None
        if self.cursor is None:
            self.cursor = self._nearest(before or 0)
        self.virtual_size = Size(self.columns, len(self.rows) + len(self._heads))
        if self.cursor is not None and old is not None:
            self.scroll_to(y=max(0, self.cursor - offset), animate=False)
        self._keep_in_sight()
        # Once more when the new length is known to the scroll bars.
        self.call_after_refresh(self._keep_in_sight)
        self.refresh()
        self.post_message(self.Moved(self, self.current))

    @property
    def cursor_line(self) -> int | None:
        """The line of the screen, within the list, on which the cursor stands."""
        if self.cursor is None:
            return None
        return self.cursor - self.scroll_offset.y + len(self._heads)

    @property
    def rows_in_view(self) -> list[tuple[int, str]]:
        """The line, within the list, and the key of each row on the screen that can be chosen."""
        first, heads = self.scroll_offset.y, len(self._heads)
        seen = self.rows[first : first + max(0, self.size.height - heads)]
        return [(heads + n, row.key) for n, row in enumerate(seen) if row.can_be_chosen]

    def stands_on(self, key: str) -> bool:
        """Whether the cursor is on the row of that key."""
        return self.current is not None and self.current.key == key

    def choose(self, key: str) -> None:
        """Put the cursor on the row of that key, where there is one."""
        place = self._find(key)
        if place is not None:
            self._put(place)

    def render_line(self, y: int) -> Strip:
        """Paint a head, a row, or nothing."""
        if y < len(self._heads):
            return self.painted(self._spans(self._heads[y], _NO_CURSOR))
        place = y - len(self._heads) + self.scroll_offset.y
        if place >= len(self.rows):
            return self.painted(())
        here = place == self.cursor
        row = self.rows[place]
        spans = self._spans(row, _GUTTER[here, row.key in self.marks])
        return self.painted(spans, under_cursor=here and self.has_focus)

    def _spans(self, row: Row, gutter: str) -> list[Span]:
        if not row.layout:
            return [Span(gutter), *row.cells]
        spans = [Span(gutter)]
        for place, cells in width_of_columns(row.layout, self.columns - len(gutter)):
            column, cell = row.layout[place], row.cells[place]
            text = cell.text if row.key else fitted(cell.text, min(cells, cell_len(cell.text)))
            spans.append(Span(fitted(text, cells, right=column.right), cell.tone))
            spans.append(Span(" "))
        return spans[:-1]

    def _find(self, key: str) -> int | None:
        matches = (i for i, r in enumerate(self.rows) if r.key == key and r.can_be_chosen)
        return next(matches, None)

    def _nearest(self, place: int) -> int | None:
        chosen = [i for i, r in enumerate(self.rows) if r.can_be_chosen]
        return min(chosen, key=lambda i: abs(i - place), default=None)

    def _put(self, place: int) -> None:
        if place != self.cursor:
            self.cursor = place
            self.post_message(self.Moved(self, self.current))
        self._keep_in_sight()
        self.call_after_refresh(self._keep_in_sight)
        self.refresh()

    def _keep_in_sight(self) -> None:
        if self.cursor is None:
            return
        seen = max(1, self.size.height - len(self._heads))
        top = self.scroll_offset.y
        # What heads the first rows (titles, column labels) comes into sight with them.
        first = self._nearest(0)
        wanted = 0 if self.cursor == first else self.cursor
        if self.cursor == first and self.cursor < seen:
            self.scroll_to(y=0, animate=False)
        elif wanted < top:
            self.scroll_to(y=wanted, animate=False)
        elif wanted >= top + seen:
            self.scroll_to(y=wanted - seen + 1, animate=False)

    def _step(self, by: int) -> None:
        if self.cursor is None:
            return
        chosen = [i for i, r in enumerate(self.rows) if r.can_be_chosen]
        place = chosen.index(self.cursor)
        self._put(chosen[max(0, min(len(chosen) - 1, place + by))])

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the columns out anew."""
        self.virtual_size = Size(self.columns, len(self.rows) + len(self._heads))
        self._keep_in_sight()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the row clicked on; a click on the chosen row opens it."""
        place = event.y - len(self._heads) + self.scroll_offset.y
        if not (event.y >= len(self._heads) and place < len(self.rows)):
            return
        if not self.rows[place].can_be_chosen:
            return
        if place == self.cursor:
            self.action_open()
        else:
            self._put(place)

    def text_to_copy(self) -> str:
        """Return the row under the cursor, its columns apart by tabs as a workbook takes them."""
        row = self.current
        return "\t".join(shown(cell.text).strip() for cell in row.cells) if row else ""

    def action_open(self) -> None:
        """Open the row under the cursor."""
        row = self.current
        if row is not None:
            self.post_message(self.Opened(self, row))

    def action_line_down(self) -> None:
        """Go to the next row."""
        self._step(1)

    def action_line_up(self) -> None:
        """Go to the row before."""
        self._step(-1)

    def action_half_down(self) -> None:
        """Go on by half of what is seen."""
        self._step(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Go back by half of what is seen."""
        self._step(-max(1, self.size.height // 2))

    def action_first(self) -> None:
        """Go to the first row."""
        self._step(-len(self.rows))

    def action_last(self) -> None:
        """Go to the last row."""
        self._step(len(self.rows))

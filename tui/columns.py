"""The columns of a list: which are hidden, and which one it is sorted by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.reports.filtering import Order
from tui.lines import width_of_columns
from tui.text import fitted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tui.lines import Column, Layout, Row

_WIDER_THAN_ANY = 1_000_000
UP, DOWN = "^", "v"
"""Stand at the head of the column a list is sorted by: from the least, or from the most."""


def shaped(layout: Layout, hidden: Collection[str], order: Order | None) -> Layout:
    """Return a layout without the hidden columns, the one it is sorted by marked at its head."""
    return tuple(_shaped(column, hidden, order) for column in layout)


def _shaped(column: Column, hidden: Collection[str], order: Order | None) -> Column:
    if column.name in hidden:
        return replace(column, from_width=_WIDER_THAN_ANY)
    if order is None or not column.name or column.name != order.column:
        return column
    head = fitted(column.label, min(cell_len(column.label), column.cells - 1))
    return replace(column, label=f"{head}{DOWN if order.is_reverse else UP}")


def shaped_rows(rows: Sequence[Row], hidden: Collection[str], order: Order | None) -> Iterator[Row]:
    """Yield rows with their layouts shaped: rows of one kind share one."""
    known: dict[int, Layout] = {}
    for row in rows:
        shape = known.get(id(row.layout))
        if shape is None:
            shape = known[id(row.layout)] = shaped(row.layout, hidden, order)
        yield row if shape == row.layout else replace(row, layout=shape)


def next_order(order: Order | None, heads: Sequence[Layout], width: int) -> Order | None:
    """Return the order by the next column that is seen; after the last, the list's own (None)."""
    names = [
        name
        for layout in heads
        for place, _ in width_of_columns(layout, width)
        if (name := layout[place].name)
    ]
    if order is not None and order.column not in names:
        order = None
    place = -1 if order is None else names.index(order.column)
    return Order(names[place + 1]) if place + 1 < len(names) else None

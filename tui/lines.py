"""What screens are made of before they are painted: tones, rows in columns, paragraphs.

All of it is plain text; the widgets that paint it are the only place where it becomes visible.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len


class Tone(StrEnum):
    """How a piece of text is coloured; what it says is said in words as well."""

    PLAIN = "plain"
    DIM = "dim"
    STRONG = "strong"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: the kind of record, its grant and its code (of a grant: empty)."""

    kind: str
    grant: str
    code: str = ""

    def __str__(self) -> str:
        """Grant and code, as acts and the journal name it."""
        return f"{self.grant}/{self.code}" if self.code else self.grant


Money = tuple[int, str]
"""An amount in minor units, and its currency."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of so many cells. `most` is how many it gets where there are more to give.

    Of the columns that `grow` the last one shown takes all that is left. `from_width` is the width
    of the list from which the column is shown at all. `name` is by what the list is sorted by this
    column; without one it cannot be, nor be hidden.
    """

    label: str
    cells: int
    right: bool = False
    grow: bool = False
    most: int = 0
    from_width: int = 0
    name: str = ""


Layout = tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list. Without a layout its one cell takes the whole line.

    `key` finds the row again after a refresh, `search` is what a filter looks through.
    """

    key: str
    cells: tuple[Span, ...]
    layout: Layout = ()
    subject: Subject | None = None
    search: str = ""
    can_be_chosen: bool = True


def title_row(text: str) -> Row:
    """Return a line that heads a part of a list."""
    return Row(key="", cells=(Span(text, Tone.STRONG),), can_be_chosen=False)


def head_row(layout: Layout) -> Row:
    """Return the line with the labels of a layout's columns."""
    labels = tuple(Span(column.label, Tone.DIM) for column in layout)
    return Row(key="", cells=labels, layout=layout, can_be_chosen=False)


def blank_row() -> Row:
    """Return an empty line."""
    return Row(key="", cells=(Span(""),), can_be_chosen=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is wrapped to the width it gets, beside a `lead` that hangs out to its left."""

    text: str
    tone: Tone = Tone.PLAIN
    lead: str = ""
    lead_tone: Tone = Tone.PLAIN

    @property
    def hang(self) -> int:
        """How many cells the text stands in."""
        return cell_len(self.lead) + 1 if self.lead else 0


BLANK = Paragraph("")


def width_of_columns(layout: Layout, width: int) -> list[tuple[int, int]]:
    """Return (place in the layout, cells) of each column shown at that width, one cell apart."""
    places = [i for i, column in enumerate(layout) if column.from_width <= width]
    cells = {i: layout[i].cells for i in places}
    spare = max(0, width - sum(cells.values()) - max(0, len(places) - 1))
    for i in reversed(places):
        more = min(spare, max(0, layout[i].most - cells[i]))
        cells[i] += more
        spare -= more
    for i in [i for i in places if layout[i].grow][-1:]:
        cells[i] += spare
    return list(cells.items())

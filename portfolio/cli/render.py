"""Printing: tables and text for people, tab-separated columns for pipes, JSON for programs.

Everything passes `visible` on its way out, so that nothing stored can act on a terminal; and it is
written as it is: no markup is ever read out of it.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, chop_cells, set_cell_size

from portfolio.cli.as_json import json_text, plain
from portfolio.cli.desk import prints_for_people
from portfolio.domain.text import visible
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from portfolio.cli.desk import Desk
    from portfolio.wording.language import Language

GAP = 2
NARROWEST = 12
"""The fewest cells a column of running text is cut down to."""

_NEVER_FIRST = "、。，：」）"

WIDEST_PRINTED = 120
"""How wide a page is that is printed for people where no terminal says."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table for people: its label, and how a row is shown in it.

    `flexible` columns hold running text and give way first; then columns of the highest `rank`
    are left out; those of rank 0 never are.
    """

    label: str
    shown: Callable[[Any], str]
    right: bool = False
    flexible: bool = False
    rank: int = 0


def page_width() -> int:
    """Return how many cells a line may take."""
    if prints_for_people():
        return shutil.get_terminal_size().columns
    return WIDEST_PRINTED


def say(*lines: str) -> None:
    """Write talk: to stderr, so that data stays data."""
    sys.stderr.write("".join(f"{visible(line)}\n" for line in lines))


def write(lines: Iterable[str]) -> None:
    """Write data, line by line, to stdout."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def write_json(value: object) -> None:
    """Write one JSON document to stdout."""
    write([json_text(value)])


def write_list(
    desk: Desk, keys: Sequence[str], columns: Sequence[Column], rows: Sequence[object]
) -> None:
    """Write a list: `columns` as a table on a terminal, `keys` tab-separated in a pipe.

    In a pipe the columns depend on nothing: not on the terminal, the language or the rows.
    """
    if prints_for_people():
        write(table(columns, rows, desk.language))
        return
    write(["\t".join(keys)])
    write("\t".join(visible(plain(_value(row, key))) for key in keys) for row in rows)


def _value(row: object, key: str) -> object:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def table(
    columns: Sequence[Column], rows: Sequence[object], language: Language, *, indent: int = 0
) -> list[str]:
    """Return a table as lines no wider than the page; what does not fit ends in ``…``."""
    cells = [[visible(c.shown(row)) for c in columns] for row in rows]
    heads = [phrase(c.label, language) for c in columns]
    widths = [
        max([cell_len(head), *(cell_len(line[i]) for line in cells)])
        for i, head in enumerate(heads)
    ]
    kept = _fit(columns, widths, page_width() - indent)
    margin = " " * indent
    lines = [
        margin
        + (" " * GAP).join(_cell(line[i], widths[i], right=columns[i].right) for i in kept).rstrip()
        for line in (heads, *cells)
    ]
    rule = margin + (" " * GAP).join("-" * widths[i] for i in kept)
    return [lines[0], rule, *lines[1:]]


def _fit(columns: Sequence[Column], widths: list[int], page: int) -> list[int]:
    """Narrow `widths` in place and return which columns stay, so that the table fits the page."""
    kept = list(range(len(columns)))

    def excess() -> int:
        return sum(widths[i] for i in kept) + GAP * (len(kept) - 1) - page

    natural = dict(enumerate(widths))
    while excess() > 0:
        flexible = [i for i in kept if columns[i].flexible and widths[i] > NARROWEST]
        if flexible:
            widest = max(flexible, key=lambda i: widths[i])
            second = max((widths[i] for i in flexible if i != widest), default=NARROWEST)
            most = max(1, widths[widest] - max(second, NARROWEST))
            widths[widest] -= min(excess(), most)
            continue
        spare = max(kept, key=lambda i: (columns[i].rank, i))
        if columns[spare].rank == 0:
            _squeeze(widths, kept, excess())
            break
        kept.remove(spare)
        for i in kept:
            widths[i] = natural[i]
    return kept


def _squeeze(widths: list[int], kept: list[int], excess: int) -> None:
    """Cut the widest columns cell by cell: a very narrow terminal shows beginnings only."""
    for _ in range(excess):
        widest = max(kept, key=lambda i: widths[i])
        widths[widest] = max(1, widths[widest] - 1)


def _cell(text: str, width: int, *, right: bool) -> str:
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 1 else "…"[:width]
    return " " * (width - size) + text if right else text + " " * (width - size)


def paragraph(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Return text as lines of the page's width, beginning with `first`, continued after `rest`."""
    page = page_width()
    lines, line = [], first
    for word in visible(text).split(" "):
        room = page - cell_len(rest)
        for piece in _pieces(word, max(4, room)):
            joined = line + piece if line in (first, rest) else f"{line} {piece}"
            if cell_len(joined) > page and line not in (first, rest):
                lines.append(line)
                line = rest + piece
            else:
                line = joined
    return [*lines, line]


def _pieces(word: str, room: int) -> list[str]:
    """Return a word, or what text without blanks is cut into; no piece begins with a full stop."""
    if cell_len(word) <= room:
        return [word]
    pieces = chop_cells(word, room - 2)  # two cells are kept for a mark that must not begin a line
    for i in range(1, len(pieces)):
        if pieces[i][0] in _NEVER_FIRST:
            pieces[i - 1] += pieces[i][0]
            pieces[i] = pieces[i][1:]
    return [piece for piece in pieces if piece]

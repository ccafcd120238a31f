"""Text in cells: what a terminal shows of a string, cut, padded and wrapped to whole cells.

Every string passes `visible` here on its way to the screen, and nothing here knows markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size, split_graphemes

from portfolio.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

CUT = "~"
"""Ends what had to be cut: one cell wide in every terminal, unlike an ellipsis."""

NO_ROOM = "#"
"""Fills the place of a figure that does not fit."""

GLUE = "\u00a0"
"""A blank at which no line ends: what it holds together stays on one line."""

_NEVER_FIRST = "、。，）」』！？：・ー々)].,;:!?"


def shown(value: str) -> str:
    """Return text on one line with everything that could act written out."""
    return visible(value.replace("\n", " "))


def fitted(value: str, cells: int, *, right: bool = False) -> str:
    """Return text that takes exactly so many cells: padded, or cut with `CUT` at its end.

    What stands at the right is a figure, and a figure that is cut would be another one: where it
    does not fit, nothing of it is shown.
    """
    text = shown(value)
    width = cell_len(text)
    if width > cells and right:
        return NO_ROOM * cells
    if width > cells:
        return set_cell_size(set_cell_size(text, max(0, cells - 1)) + CUT, max(0, cells))
    gap = " " * (cells - width)
    return gap + text if right else text + gap


def wrapped(value: str, cells: int) -> list[str]:
    """Return text as lines of at most so many cells; wide characters may break anywhere.

    Lines of the text stay lines. A word longer than a line is broken, never cut.
    """
    lines: list[str] = []
    for part in visible(value, keep_lines=True).split("\n"):
        lines.extend(_wrap_one(part, max(2, cells)))
    return lines


def _wrap_one(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line, width = "", 0
    for piece in _pieces(text):
        size = cell_len(piece)
        begins = bool(lines) and not line
        if width + size > cells:
            if line.strip():
                lines.append(line.rstrip())
            line, width, begins = "", 0, True
        if begins:
            piece = piece.lstrip()  # noqa: PLW2901  # a blank does not begin a line
            size = cell_len(piece)
        while size > cells:
            head = _head(piece, cells)
            lines.append(head)
            piece = piece[len(head) :]  # noqa: PLW2901  # the rest of a word longer than a line
            size = cell_len(piece)
        line, width = line + piece, width + size
    return [*lines, line.rstrip()]


def _head(text: str, cells: int) -> str:
    """Return the longest beginning that fits, at least one character."""
    head, width = "", 0
    for character, size in _characters(text):
        width += size
        if head and width > cells:
            break
        head += character
    return head


def _pieces(text: str) -> list[str]:
    """Split where a line may break: before blanks, around wide characters, never at `GLUE`."""
    pieces: list[str] = []
    for word in re.split("(?= )", text):
        if GLUE in word:
            pieces.append(word)
        else:
            pieces.extend(_pieces_of_word(word))
    return pieces


def _pieces_of_word(word: str) -> list[str]:
    pieces: list[str] = []
    last_is_wide = False
    for character, size in _characters(word):
        is_wide = size > 1
        glued = character in _NEVER_FIRST or not (is_wide or last_is_wide or character == " ")
        if pieces and glued:
            pieces[-1] += character
        else:
            pieces.append(character)
        last_is_wide = is_wide
    return pieces


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """Yield what a terminal shows as one character, accents and variants with it, and its cells."""
    for start, end, cells in split_graphemes(text)[0]:
        yield text[start:end], cells

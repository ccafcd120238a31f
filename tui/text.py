"""Text in cells: what a terminal shows of a string, cut, padded and wrapped to whole cells.

Every string passes `visible` here on its way to the screen, and nothing here knows markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from portfolio.domain.text import folded, visible

if TYPE_CHECKING:
    from collections.abc import Callable

CUT = "~"
"""Ends what had to be cut: one cell wide in every terminal, unlike an ellipsis."""

NO_ROOM = "#"
"""Fills the place of a figure that does not fit."""

GLUE = "\u00a0"
"""A blank at which no line ends: what it holds together stays on one line."""

_AS_PICTURE = "\ufe0f"
"""Asks for the sign before it as a coloured picture. Terminals disagree whether that takes one cell
or two, and a line that is cut there loses one: so signs are shown as they are without it."""

_COUNTERS = "円年月日件人億兆万"
"""What a figure counts stands on its line."""

_NEVER_FIRST = "、。，）」』！？：・ー々)].,;:!?"


def having(words: str) -> Callable[[str], bool]:
    """Return whether a text has every one of some words: width and case do not matter."""
    wanted = folded(words).split()
    return lambda text: all(word in folded(text) for word in wanted)


def shown(value: str) -> str:
    """Return text on one line with everything that could act written out."""
    return visible(value.replace("\n", " ")).replace(_AS_PICTURE, "")


def with_capital(text: str) -> str:
    """Return words as they stand in a title or on a button: with a capital."""
    return text[:1].upper() + text[1:]


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
    for part in value.split("\n"):
        lines.extend(_wrap_one(shown(part), max(2, cells)))
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
    width = 0
    for place, character in enumerate(text):
        width += cell_len(character)
        if width > cells:
            return text[: max(1, place)]
    return text


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
    for character in word:
        wide = cell_len(character) > 1
        before = pieces[-1][-1] if pieces else ""
        glued = (
            character in _NEVER_FIRST
            or (character in _COUNTERS and (before.isdecimal() or before in _COUNTERS))
            or (not wide and character != " " and cell_len(before) == 1)
        )
        if pieces and glued:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces

"""A screen as a picture in text: SVG, a line for each piece of text, nothing from outside.

A reviewer opens it in a browser and reads what changed line by line. Each piece is as wide as its
cells, so that it looks the same with any monospaced font.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.color import Color
    from rich.segment import Segment

CELL, LINE, BASE = 9, 20, 15
"""Pixels: a cell is so wide, a line so high, and so far down stands its text."""

INK, PAPER = "#dddddd", "#101014"


def svg(lines: Sequence[Iterable[Segment]], width: int) -> str:
    """Return a picture of the lines of a screen that is so many cells wide."""
    across, down = width * CELL, len(lines) * LINE
    drawn = "".join(_line(y, line) for y, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}"'
        f' width="{across}" height="{down}">\n'
        "<style>text{font:15px monospace;white-space:pre}</style>\n"
        f'<rect width="{across}" height="{down}" fill="{PAPER}"/>\n{drawn}</svg>\n'
    )


def _line(y: int, line: Iterable[Segment]) -> str:
    marks: list[str] = []
    x = 0
    for segment in line:
        marks += _piece(segment.text, segment.style or Style.null(), x, y)
        x += cell_len(segment.text)
    return "".join(f"{mark}\n" for mark in marks)


def _piece(text: str, style: Style, x: int, y: int) -> Iterator[str]:
    ink, paper = _hue(style.color, INK), _hue(style.bgcolor, PAPER)
    if style.reverse:
        ink, paper = paper, ink
    if paper != PAPER:
        place = f'x="{x * CELL}" y="{y * LINE}" width="{cell_len(text) * CELL}" height="{LINE}"'
        yield f'<rect {place} fill="{paper}"/>'
    look = f' fill="{ink}"{_look(style)}'
    for run, start, cells in _runs(text):
        place = f'x="{(x + start) * CELL}" y="{y * LINE + BASE}"'
        room = f'textLength="{cells * CELL}" lengthAdjust="spacingAndGlyphs"'
        yield f"<text {place} {room}{look}>{escape(run)}</text>"


def _hue(color: Color | None, other: str) -> str:
    known = color is not None and color.type is ColorType.TRUECOLOR
    return color.triplet.hex if known and color and color.triplet else other


def _look(style: Style) -> str:
    looks = {
        ' font-weight="bold"': style.bold,
        ' text-decoration="underline"': style.underline,
        ' opacity=".6"': style.dim,
    }
    return "".join(look for look, has in looks.items() if has)


def _runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Split a text where the width of its characters changes: run, first cell, cells."""
    runs: list[str] = []
    for character in text:
        if runs and cell_len(character) in (0, cell_len(runs[-1][0])):
            runs[-1] += character
        else:
            runs.append(character)
    x = 0
    for run in runs:
        if words := run.strip(" "):
            yield words, x + run.index(words), cell_len(words)
        x += cell_len(run)

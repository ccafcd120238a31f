"""Drawing: lines, bars, marks and text as SVG, the same bytes for the same figures.

What is drawn differs by shape and pattern, not by colour alone, so that it can be read in grey.
Nothing here needs a style sheet: a document that embeds the picture has none.
"""

from __future__ import annotations

import unicodedata
from html import escape

INK, MUTED, LINE, PALE, PAPER, ALARM = (
    "#1F3A4D", "#55626C", "#C8CDD2", "#E4E9ED", "#FFFFFF", "#A61B1B",
)  # fmt: skip

_NARROW = frozenset("iljtfrI.,:;'|!()[]/ -")
_WIDE = frozenset("mwMW@%")


class Canvas:
    """A picture being drawn, in points; the whole fits the width of a page."""

    def __init__(self, name: str, width: float, height: float) -> None:
        self.name = name
        self.width = width
        self.height = height
        self._parts: list[str] = []

    def rect(  # noqa: PLR0913  # the parts of a rectangle, in the order SVG has them
        self, x: float, y: float, width: float, height: float, *, fill: str, stroke: str
    ) -> None:
        """Draw a rectangle."""
        self._parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(0, width))}" '
            f'height="{_n(max(0, height))}" fill="{fill}" stroke="{stroke}" stroke-width="0.8"/>'
        )

    def line(  # noqa: PLR0913  # the parts of a line
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE,
        width: float = 0.6, dash: str = "",
    ) -> None:  # fmt: skip
        """Draw a line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
            f'stroke="{stroke}" stroke-width="{_n(width)}"{dashed}/>'
        )

    def curve(self, points: list[tuple[float, float]], dash: str = "") -> None:
        """Draw a line through points."""
        said = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(
            f'<polyline points="{said}" fill="none" stroke="{INK}" stroke-width="1.2" '
            f'stroke-dasharray="{dash or "none"}"/>'
        )

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str = INK) -> None:
        """Draw a circle."""
        self._parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="1.2"/>'
        )

    def diamond(self, x: float, y: float, radius: float, fill: str, stroke: str = INK) -> None:
        """Draw a square that stands on a corner."""
        r = radius
        points = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        said = " ".join(f"{_n(px)},{_n(py)}" for px, py in points)
        self._parts.append(
            f'<polygon points="{said}" fill="{fill}" stroke="{stroke}" stroke-width="1.2"/>'
        )

    def text(  # noqa: PLR0913  # the parts of a text
        self, x: float, y: float, said: str, size: float = 8, *, anchor: str = "start",
        fill: str = INK, is_bold: bool = False, room: float | None = None,
    ) -> float:  # fmt: skip
        """Write a text whose line stands at `y`, cut to its room; return how wide it is."""
        shown = said if room is None else shortened(said, size, room, is_bold=is_bold)
        if shown:
            bold = ' font-weight="700"' if is_bold else ""
            self._parts.append(
                f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}" '
                f'fill="{fill}"{bold}>{escape(shown)}</text>'
            )
        return text_width(shown, size, is_bold=is_bold)

    @property
    def hatch(self) -> str:
        """What fills a shape with slanting lines."""
        return f"url(#{self.name}-hatch)"

    def finished(self, title: str, description: str, family: str) -> str:
        """Return the picture with its title and its description for those who do not see it."""
        name = self.name
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" '
            f'width="{_n(self.width)}" height="{_n(self.height)}" '
            f'font-family="{escape(family)}" aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{escape(title)}</title>'
            f'<desc id="{name}-desc">{escape(description)}</desc>'
            f'<defs><pattern id="{name}-hatch" width="4" height="4" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="4" height="4" fill="{PAPER}"/>'
            f'<rect width="1.5" height="4" fill="{INK}"/></pattern></defs>'
            f"{''.join(self._parts)}</svg>"
        )


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return about how wide a text is, rather more than less: fonts differ from place to place."""
    ems = sum(_ems(c) for c in text)
    return ems * size * (1.06 if is_bold else 1.0)


def shortened(text: str, size: float, room: float, *, is_bold: bool = False) -> str:
    """Return as much of a text as fits, with an ellipsis where something is left out."""
    if text_width(text, size, is_bold=is_bold) <= room:
        return text
    end = len(text)
    while end and text_width(f"{text[:end]}…", size, is_bold=is_bold) > room:
        end -= 1
    return f"{text[:end].rstrip()}…" if end else ""


def _ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    return 0.67 if character.isupper() else 0.58


def _n(number: float) -> str:
    """Return a number to a hundredth of a point, without zeros that say nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")

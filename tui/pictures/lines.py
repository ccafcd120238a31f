"""What all pictures begin with: a title, and a legend that says every character in words."""

from __future__ import annotations

from tui.lines import Span, Tone
from tui.text import wrapped

Line = tuple[Span, ...]


def told(text: str, width: int, tone: Tone = Tone.PLAIN) -> list[Line]:
    """Return a text as lines of at most so many cells."""
    return [(Span(line, tone),) for line in wrapped(text, width)]


def head(title: str, legend: str, width: int) -> list[Line]:
    """Return the lines above a picture."""
    return [*told(title, width, Tone.STRONG), *told(legend, width, Tone.DIM)]

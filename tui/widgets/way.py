"""The way one came to a screen, as pieces of a line: each step back can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.text import CUT, shown
from tui.widgets.bars import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP = " > "


def way_of(crumbs: Sequence[str], room: int) -> list[Piece]:
    """Return the way in so many cells; the beginning of a long one is left out.

    Its first screen is the mode, which stands in the first line anyway.
    """
    last = len(crumbs) - 1
    first = next((n for n in range(last) if _cells(crumbs, n) <= room), last)
    pieces = [Piece(" " if first == 0 else f"{CUT}{STEP}")]
    for step in range(first, last):
        pieces.append(Piece(crumbs[step], "bar--key", f"app.back_to({step})"))
        pieces.append(Piece(STEP))
    return [*pieces, Piece(crumbs[last], "bar--here")]


def _cells(crumbs: Sequence[str], first: int) -> int:
    lead = " " if first == 0 else f"{CUT}{STEP}"
    return cell_len(shown(lead + STEP.join(crumbs[first:])))

"""A row of figures as one small character each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCKS = " ▁▂▃▄▅▆▇█"
_DIGITS = "0123456789"


def sparkline(values: Sequence[int], *, blocks: bool = True) -> str:
    """Return a character for each value, in eighths or, in digits, ninths of the largest.

    What is above none is never drawn as none.
    """
    marks = _BLOCKS if blocks else _DIGITS
    most = max(1, *values) if values else 1
    return "".join(marks[-(-max(0, value) * (len(marks) - 1) // most)] for value in values)

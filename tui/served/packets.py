"""What passes between browser, server and screens.

The browser sends JSON lists, as textual.js writes them. To and from the screens go packets: a
letter (`D` for data, `M` for something about them), the length in four bytes, and the content.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SMALLEST, LARGEST = 1, 500
"""The fewest and the most cells either way that a terminal in a browser can have."""

_BEGINS = b"__GANGLION__\n"
_DATA, _META = b"D", b"M"


def in_bounds(cells: int) -> int:
    """Return a width or height that the screens can be drawn in."""
    return min(max(cells, SMALLEST), LARGEST)


def for_screens(message: str) -> bytes | None:
    """Return a browser's message as a packet; None for its ping.

    Raises `ValueError` for what no page of this server sends.
    """
    match json.loads(message):
        case ["stdin", str(typed)]:
            return _packet(_DATA, typed.encode())
        case ["resize", {"width": int(width), "height": int(height)}]:
            return _about(type="resize", width=in_bounds(width), height=in_bounds(height))
        case ["focus" | "blur" as kind]:
            return _about(type=kind)
        case ["ping", str()]:
            return None
    raise ValueError("no message of a terminal")


async def painted(screens: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield what the screens paint until they are gone; they may ask for nothing else."""
    while (line := await screens.readline()) != _BEGINS:
        if not line:
            return
    try:
        while True:
            head = await screens.readexactly(5)
            content = await screens.readexactly(int.from_bytes(head[1:], "big"))
            if head[:1] == _DATA:
                yield content
    except asyncio.IncompleteReadError:
        return


def _about(**facts: str | int) -> bytes:
    return _packet(_META, json.dumps(facts).encode())


def _packet(letter: bytes, content: bytes) -> bytes:
    return letter + len(content).to_bytes(4, "big") + content

"""One tab of a browser and the process behind it: neither stays without the other."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, WSMsgType

from tui.served.packets import for_screens, painted
from tui.text import shown

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

    from tui.served.process import Screens

_CLEAR = "\x1b[0m\x1b[2J\x1b[H"


async def hold(screens: Screens, socket: WebSocketResponse) -> None:
    """Carry between screens and browser until either goes, then end both.

    Screens that failed leave their last words in the browser.
    """
    async with asyncio.TaskGroup() as tasks:
        errors = tasks.create_task(screens.errors.read())
        painting = tasks.create_task(_paint(screens, socket))
        typing = tasks.create_task(_type(socket, screens))
        try:
            await asyncio.wait({painting, typing}, return_when=asyncio.FIRST_COMPLETED)
            left_first = painting.done()
        finally:
            code = await screens.end()
        if left_first and code:
            await say(socket, (await errors).decode(errors="replace"))
        await socket.close()


async def say(socket: WebSocketResponse, text: str) -> None:
    """Write lines into the terminal of a browser in place of what was there."""
    lines = "\r\n".join(shown(line) for line in text.splitlines())
    with suppress(ConnectionError):
        await socket.send_bytes((_CLEAR + lines).encode())


async def _paint(screens: Screens, socket: WebSocketResponse) -> None:
    """Hand on what is painted; what comes after the browser has gone is read and dropped."""
    async for content in painted(screens.output):
        with suppress(ConnectionError):
            await socket.send_bytes(content)


async def _type(socket: WebSocketResponse, screens: Screens) -> None:
    """Hand on what is typed until the browser goes, or says what no page of ours says."""
    async for message in socket:
        try:
            packet = for_screens(message.data if message.type is WSMsgType.TEXT else "")
        except (ValueError, RecursionError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        if packet is not None:
            await screens.take(packet)

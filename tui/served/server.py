"""The server: the page, its files and its sessions, each behind the guard; and how it stops."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, web

from portfolio.wording import label
from tui.served.guard import SESSION, Guard
from tui.served.packets import in_bounds
from tui.served.page import File, assets, page
from tui.served.process import SECONDS_TO_LEAVE, Screens
from tui.served.session import hold, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from socket import socket

MOST_SESSIONS = 8
"""How many tabs may be open at once: each of them is a process."""

_LONGEST_MESSAGE = 1 << 20
_HEARTBEAT_SECONDS = 15.0


class Server:
    """Serves the screens that `command` opens to whoever the guard lets in.

    Raises `StoreUnfit` where the files for the browser are not as they have to be.
    """

    def __init__(self, guard: Guard, command: Sequence[str]) -> None:
        self._guard = guard
        self._command = command
        self._page = page(guard.language)
        self._assets = assets()
        self._sockets: set[web.WebSocketResponse] = set()

    def run(self, listening: socket, ready: Callable[[], None]) -> None:
        """Serve until ctrl+c or SIGTERM; then every process is ended before this returns.

        `ready` is called once it is served, and can be stopped.
        """
        with suppress(KeyboardInterrupt):
            asyncio.run(self._serve(listening, ready))

    def application(self) -> web.Application:
        """Return the application: three addresses, and the guard before them all."""
        app = web.Application(middlewares=[self._guard.admit])
        app.add_routes([
            web.get("/", self._give_page, allow_head=False),
            web.get("/{name}", self._give_asset, allow_head=False),
            web.get(SESSION + "{key}", self._hold_session, allow_head=False),
        ])  # fmt: skip
        app.on_response_prepare.append(self._guard.protect)
        app.on_shutdown.append(self._close_all)
        return app

    async def _serve(self, listening: socket, ready: Callable[[], None]) -> None:
        stopping = asyncio.Event()
        if sys.platform != "win32":  # there ctrl+c interrupts the wait instead
            for each in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(each, stopping.set)
        runner = web.AppRunner(
            self.application(), access_log=None, shutdown_timeout=2 * SECONDS_TO_LEAVE
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            ready()
            await stopping.wait()
        finally:
            await runner.cleanup()

    async def _give_page(self, _: web.Request) -> web.Response:
        return _given(self._page)

    async def _give_asset(self, request: web.Request) -> web.Response:
        found = self._assets.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return _given(found)

    async def _hold_session(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS, max_msg_size=_LONGEST_MESSAGE)
        await socket.prepare(request)
        if len(self._sockets) >= MOST_SESSIONS:
            full = label("served.full", self._guard.language).format(count=MOST_SESSIONS)
            await say(socket, full)
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            return socket
        self._sockets.add(socket)
        try:
            size = _cells(request, "width", 80), _cells(request, "height", 24)
            await hold(await Screens.start(self._command, *size), socket)
        finally:
            self._sockets.discard(socket)
        return socket

    async def _close_all(self, _: web.Application) -> None:
        closing = [s.close(code=WSCloseCode.GOING_AWAY) for s in self._sockets]
        await asyncio.gather(*closing)


def _given(file: File) -> web.Response:
    return web.Response(body=file.content, content_type=file.kind, charset="utf-8")


def _cells(request: web.Request, name: str, otherwise: int) -> int:
    """Return the width or height a browser opens with; textual.js sends it again at once."""
    try:
        return in_bounds(int(request.query[name]))
    except (KeyError, ValueError):
        return otherwise

"""A program that visits a server as a browser would, or as nobody should."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import ClientResponse, ClientWebSocketResponse


@dataclass
class Answer:
    """What a server answered, read to its end."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Visitor:
    """Somebody with a cookie jar before a server; `key` is theirs once they are let in."""

    client: aiohttp.ClientSession
    entrance: str
    key: str = ""

    @property
    def origin(self) -> str:
        """The origin of the server's own pages."""
        return "http://" + urlsplit(self.entrance).netloc

    async def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path and follow nothing."""
        url = self.origin + path
        async with self.client.request(
            method, url, headers=headers, allow_redirects=False
        ) as answer:
            return await _read(answer)

    async def enter(self) -> Answer:
        """Follow the address that lets one browser in."""
        answer = await self.ask(self.entrance.removeprefix(self.origin))
        self.key = answer.headers.get("Location", "").partition("#")[2]
        return answer

    async def open(self, **headers: str) -> ClientWebSocketResponse:
        """Open a session from a page of the server, or as `headers` say."""
        return await self.client.ws_connect(
            f"{self.origin}/session/{self.key}?width=80&height=24",
            headers={"Origin": self.origin} | headers,
        )


async def read_until(socket: ClientWebSocketResponse, *words: str) -> str:
    """Read what is painted until all these words were in it, or the session is over."""
    painted = ""
    while not all(word in painted for word in words):
        message = await socket.receive(timeout=60)
        if message.type is not aiohttp.WSMsgType.BINARY:
            assert message.type is not aiohttp.WSMsgType.TEXT, message
            raise AssertionError(f"{words} never came: {painted!r}")
        painted += message.data.decode()
    return painted


async def read_to_the_end(socket: ClientWebSocketResponse) -> str:
    """Read all that is painted until the server closes."""
    painted = ""
    async for message in socket:
        painted += message.data.decode()
    return painted


@asynccontextmanager
async def visiting(entrance: str) -> AsyncIterator[Visitor]:
    """Visit a server with an empty cookie jar."""
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        yield Visitor(client, entrance)


async def _read(answer: ClientResponse) -> Answer:
    headers: Any = answer.headers
    return Answer(answer.status, dict(headers), await answer.text())

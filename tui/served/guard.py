"""The guard before everything that is served: who comes in, from where, and what a page may do.

Every user of the machine and every page in the browser reaches a loopback address. So three things
are asked of a request: that it names this server and comes from one of its own pages; that its
browser was let in by the token, which works once; and for a session, that it knows the key, which
only pages of this origin can read. A cookie alone would be shown to a server on any other port.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from portfolio.wording import label

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from socket import socket

    from portfolio.wording import Language

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SESSION = "/session/"
"""What the path of a session begins with; its key follows."""

_BYTES = 32

_HTTP = 80
"""The port that a browser leaves out of an address."""


def authority_of(listening: socket) -> str:
    """Return address and port of a socket as a browser writes them into Host and Origin."""
    host, port = listening.getsockname()
    return host if port == _HTTP else f"{host}:{port}"


def _secret() -> str:
    return secrets.token_urlsafe(_BYTES)


@dataclass
class Guard:
    """Who may come in at `authority`: address and port as a browser writes them.

    Token, cookie and key are 256 random bits each and live in memory only.
    """

    authority: str
    language: Language
    token: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=_secret, repr=False)
    key: str = field(default_factory=_secret, repr=False)
    token_used: bool = False

    @property
    def origin(self) -> str:
        """The origin of every page of this server."""
        return f"http://{self.authority}"

    @property
    def entrance(self) -> str:
        """The address that lets one browser in, once."""
        return f"{self.origin}/?token={self.token}"

    @property
    def cookie_name(self) -> str:
        """The cookie's name bears the port: browsers keep one set of cookies for all ports."""
        return f"portfolio-{self.authority.rpartition(':')[2]}"

    @web.middleware
    async def admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through to its handler, or refuse it with a sentence."""
        self._check_where_from(request)
        if request.method == "GET" and request.path == "/" and "token" in request.query:
            return self._let_in(request)
        if not self._is_known(request):
            raise self._refused("served.unknown")
        return await handler(request)

    async def protect(self, _: web.Request, response: web.StreamResponse) -> None:
        """Write on a response what its page may do: load from here, talk to here, nothing else."""
        response.headers.update({
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; "
                f"connect-src ws://{self.authority}; base-uri 'none'; form-action 'none'; "
                "frame-ancestors 'none'; sandbox allow-scripts allow-same-origin"
            ),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        })  # fmt: skip

    def _check_where_from(self, request: web.Request) -> None:
        """Refuse what names another host (DNS rebinding) or comes from a page of another origin."""
        if request.headers.getall("Host", []) != [self.authority]:
            raise self._refused("served.other_host")
        origins = request.headers.getall("Origin", [])
        only_looks = request.method == "GET" and not request.path.startswith(SESSION)
        if origins != [self.origin] and (origins or not only_looks):
            raise self._refused("served.other_origin")

    def _let_in(self, request: web.Request) -> web.Response:
        """Exchange the token for cookie and key, once; the token leaves the address bar.

        Whoever has been let in may follow the address again, but is not given the key again.
        """
        if self._is_known(request):
            return _redirect("/")
        if not _same(request.query["token"], self.token):
            raise self._refused("served.unknown")
        if self.token_used:
            raise self._refused("served.token_used")
        self.token_used = True
        entered = _redirect(f"/#{self.key}")  # what stands behind the # is sent to no server
        entered.set_cookie(self.cookie_name, self.cookie, httponly=True, samesite="Strict")
        return entered

    def _is_known(self, request: web.Request) -> bool:
        if not _same(request.cookies.get(self.cookie_name, ""), self.cookie):
            return False
        path = request.path
        return not path.startswith(SESSION) or _same(path.removeprefix(SESSION), self.key)

    def _refused(self, key: str) -> web.HTTPForbidden:
        return web.HTTPForbidden(text=label(key, self.language).format(origin=self.origin))


def _redirect(to: str) -> web.Response:
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": to})


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), secret.encode())

"""Who comes in: the token once, then the cookie; this host, this origin; nothing from outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import aiohttp
import pytest

from portfolio.cli.serving import listening_on
from portfolio.domain.errors import StoreUnfit
from portfolio.wording import Language
from tests.cli.conftest import inside
from tests.served.visitor import visiting
from tui.served.guard import authority_of
from tui.served.page import adapted, assets

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.cli.conftest import Said
    from tests.served.visitor import Visitor

    Serve = Callable[..., AbstractAsyncContextManager[Visitor]]

ASSETS = ("/xterm.css", "/served.css", "/textual.js", "/served.js")


async def test_the_token_lets_one_browser_in_once_and_leaves_the_address(served: Serve) -> None:
    async with served() as first, visiting(first.entrance) as second:
        assert len(first.entrance.partition("token=")[2]) >= 43
        entered = await first.enter()
        assert entered.status == 303
        assert re.fullmatch(r"/#[\w-]{43}", entered.headers["Location"])
        assert "token" not in entered.headers["Location"]
        cookie = entered.headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
        assert first.key not in cookie
        assert (await first.ask("/")).status == 200
        refused = await second.enter()
        assert (refused.status, second.key) == (403, "")
        assert "Set-Cookie" not in refused.headers
        assert "let one browser in already" in refused.text
        assert "ctrl+c" in refused.text
        assert (await second.ask("/")).status == 403
        again = await first.enter()
        assert (again.status, again.headers["Location"]) == (303, "/")


async def test_a_guessed_token_lets_nobody_in_and_uses_nothing_up(served: Serve) -> None:
    async with served() as visitor:
        for token in ("", "wrong", "%F0%9F%92%B4", "%ED%B2%80", visitor.entrance[-10:]):
            refused = await visitor.ask(f"/?token={token}")
            assert refused.status == 403
            assert "printed in its terminal" in refused.text
        assert (await visitor.enter()).status == 303


@pytest.mark.parametrize("path", ["/", *ASSETS, "/favicon.ico", "/no/such", "/session/x"])
async def test_without_its_cookie_a_browser_is_given_nothing(served: Serve, path: str) -> None:
    async with served() as visitor:
        for cookie in ("", f"portfolio-{visitor.origin.rpartition(':')[2]}=wrong"):
            refused = await visitor.ask(path, Cookie=cookie, Origin=visitor.origin)
            assert refused.status == 403
            assert "has not been let in" in refused.text


@pytest.mark.parametrize("host", ["localhost:{port}", "evil.example", "127.0.0.1", "127.0.0.1:1"])
async def test_another_host_is_refused_with_the_address_to_use(served: Serve, host: str) -> None:
    async with served() as visitor:
        await visitor.enter()
        port = visitor.origin.rpartition(":")[2]
        refused = await visitor.ask("/", Host=host.format(port=port))
        assert refused.status == 403
        assert visitor.origin in refused.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
async def test_a_page_of_another_origin_gets_nothing(served: Serve, origin: str) -> None:
    async with served() as visitor:
        await visitor.enter()
        for path in ("/", "/textual.js"):
            refused = await visitor.ask(path, Origin=origin)
            assert (refused.status, refused.text[:8]) == (403, "Refused:")
        with pytest.raises(aiohttp.WSServerHandshakeError) as told:
            await visitor.open(Origin=origin)
        assert told.value.status == 403


async def test_what_does_more_than_look_needs_an_origin(served: Serve) -> None:
    async with served() as visitor:
        await visitor.enter()
        for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS"):
            assert (await visitor.ask("/", method)).status == 403
            assert (await visitor.ask("/", method, Origin=visitor.origin)).status == 405
        with pytest.raises(aiohttp.WSServerHandshakeError) as told:
            await visitor.client.ws_connect(f"{visitor.origin}/session/{visitor.key}")
        assert told.value.status == 403


async def test_a_session_needs_the_key_besides_the_cookie_and_the_cookie_besides_the_key(
    served: Serve,
) -> None:
    async with served() as visitor, visiting(visitor.entrance) as thief:
        await visitor.enter()
        key, visitor.key = visitor.key, "wrong"
        thief.key = key
        for each in (visitor, thief):
            with pytest.raises(aiohttp.WSServerHandshakeError) as told:
                await each.open()
            assert told.value.status == 403
        visitor.key = key
        await (await visitor.open()).close()


async def test_every_answer_binds_what_its_page_may_do(served: Serve) -> None:
    async with served() as visitor:
        answers = [await visitor.ask("/"), await visitor.enter()]
        answers += [await visitor.ask(path) for path in ("/", *ASSETS, "/no-such")]
        for answer in answers:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
            assert f"connect-src ws://{visitor.origin.removeprefix('http://')};" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
        assert [a.status for a in answers] == [403, 303, 200, 200, 200, 200, 200, 404]


async def test_nothing_that_is_served_names_anything_outside(served: Serve) -> None:
    async with served() as visitor:
        await visitor.enter()
        page = (await visitor.ask("/")).text
        named = set(re.findall(r"(?:src|href)=\"([^\"]*)\"", page))
        assert named == set(ASSETS)
        for path in ("/", *named):
            text = re.sub(r"/\*.*?\*/", "", (await visitor.ask(path)).text, flags=re.DOTALL)
            assert text
            assert not re.search(r"https?://|wss?://(?!\$\{location\.host\})|@import|url\(", text)
            assert not re.search(r"[\"'`(=]\s*//\w", text), path


async def test_the_page_speaks_japanese(served: Serve) -> None:
    async with served(language=Language.JAPANESE) as visitor:
        assert "許可されていません" in (await visitor.ask("/")).text
        await visitor.enter()
        page = (await visitor.ask("/")).text
        assert '<html lang="ja">' in page
        assert "<title>補助金マイルストーン管理</title>" in page
        assert "接続が終了しました" in page


def test_the_terminal_makes_no_links_needs_no_webgl_and_has_japanese_fonts() -> None:
    script = assets()["textual.js"].content.decode()
    assert "loadAddon(this.webglAddon)" not in script
    assert "loadAddon(this.weblinksAddon)" not in script
    assert "loadAddon(this.canvasAddon)" in script
    assert "Noto Sans Mono CJK JP" in script
    with pytest.raises(StoreUnfit, match="textual-serve"):
        adapted(script)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "::1", "192.0.2.1", "localhost", "example.org"],  # noqa: S104  # it is refused
)
def test_only_loopback_is_served(host: str, small: Office) -> None:
    said = serve_of(small, "--host", host)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "others might reach it" in said.stderr


def test_a_port_that_is_taken_is_refused(small: Office) -> None:
    with listening_on("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        assert authority_of(taken) == f"127.0.0.1:{port}"
        said = serve_of(small, "--port", port)
    assert said.exit_code == 2
    assert f"--port: '{port}' cannot be had" in said.stderr


def test_a_portfolio_that_does_not_open_is_not_served(tmp_path: Path) -> None:
    said = inside("--db", str(tmp_path / "none.db"), "serve")
    assert (said.exit_code, said.stdout) == (2, "")
    assert inside("--db", str(tmp_path / "none.db"), "serve", "--demo").exit_code == 2


def serve_of(office: Office, *words: str) -> Said:
    return inside("--lang", "en", "--db", str(office.database.path), "--as", "OFFICER-1",
                  "serve", *words)  # fmt: skip

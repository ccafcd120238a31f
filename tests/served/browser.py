"""Headless Chromium, driven by its DevTools protocol: an address in, keys in, the screen out."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import time
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

CHROMIUM = shutil.which("chromium")
SECONDS = 30.0

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-port=0", "--window-size=1240,840",
)  # fmt: skip

# The page keeps its terminal to itself; its first counter is where it can be taken hold of.
_HOLD = """Object.defineProperty(Object.prototype, "bufferedBytes", {set(value) {
  Object.defineProperty(this, "bufferedBytes", {value, writable: true});
  window.terminal = this.terminal;
}})"""
_READ = """(() => { const shown = window.terminal && window.terminal.buffer.active;
  return shown ? Array.from({length: window.terminal.rows}, (_, row) =>
    shown.getLine(row).translateToString(true)).join("\\n") : ""; })()"""

_CODES = {"Enter": 13, "Tab": 9, "Escape": 27, "F2": 113}


class Browser:
    """One page of a browser with an empty profile."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self.asked_for: list[str] = []

    async def listen(self) -> None:
        """Take answers and events until the browser goes."""
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif told["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}:
                params = told["params"]
                self.asked_for.append(params.get("request", params)["url"])

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401  # its protocol's
        """Ask something of the browser and return what it answers."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        told = await asyncio.wait_for(self._answers[number], SECONDS)
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    async def value(self, script: str) -> Any:  # noqa: ANN401  # whatever the script returns
        """Return what a script in the page comes to."""
        told = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return told["result"].get("value")

    async def screen(self) -> str:
        """Return the text of the terminal in the page."""
        return str(await self.value(_READ))

    async def shows(self, *words: str) -> None:
        """Wait until the terminal shows all these words."""
        await self.until(lambda screen: all(word in screen for word in words))

    async def until(self, holds: Callable[[str], bool]) -> None:
        """Wait until something holds of the text of the terminal."""
        until = time.monotonic() + SECONDS
        while not holds(screen := await self.screen()):
            assert time.monotonic() < until, f"never so in:\n{screen}"
            await asyncio.sleep(0.05)

    async def comes_true(self, script: str) -> None:
        """Wait until a script in the page comes to something true."""
        until = time.monotonic() + SECONDS
        while not await self.value(script):
            assert time.monotonic() < until, f"never true: {script}"
            await asyncio.sleep(0.05)

    async def presses(self, *keys: str) -> None:
        """Press keys as a person does."""
        for key in keys:
            text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
            code = _CODES.get(key, ord(key[0].upper()) if key.isalnum() else 0)
            told = {"key": key, "windowsVirtualKeyCode": code}
            kind = "keyDown" if text else "rawKeyDown"
            await self.ask("Input.dispatchKeyEvent", type=kind, **told, **text)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **told)

    async def types(self, text: str) -> None:
        """Put in text as an input method does."""
        await self.ask("Input.insertText", text=text)


@asynccontextmanager
async def browsing(profile: Path) -> AsyncIterator[Browser]:
    """Start a browser with an empty profile and end it."""
    process = await asyncio.create_subprocess_exec(
        str(CHROMIUM), *_FLAGS, f"--user-data-dir={profile}", "about:blank",
        stdout=DEVNULL, stderr=DEVNULL,
    )  # fmt: skip
    try:
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(await _page_of(profile, client), max_msg_size=0) as socket,
        ):
            browser = Browser(socket)
            listening = asyncio.create_task(browser.listen())
            for domain in ("Page", "Network"):
                await browser.ask(f"{domain}.enable")
            await browser.ask("Page.addScriptToEvaluateOnNewDocument", source=_HOLD)
            yield browser
            await browser.ask("Browser.close")
            await listening
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _page_of(profile: Path, client: aiohttp.ClientSession) -> str:
    """Return where the browser's one page is spoken to, once it has started."""
    until = time.monotonic() + SECONDS
    told = profile / "DevToolsActivePort"
    while not (told.exists() and told.read_text().count("\n")):
        assert time.monotonic() < until, "chromium did not start"
        await asyncio.sleep(0.05)
    port = told.read_text().splitlines()[0]
    async with client.get(f"http://127.0.0.1:{port}/json/list") as answer:
        pages = [each for each in await answer.json() if each["type"] == "page"]
    return str(pages[0]["webSocketDebuggerUrl"])

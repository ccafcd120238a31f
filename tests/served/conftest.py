"""Servers to visit: one inside the test with a small process for its tabs, and the real program."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from portfolio.cli.serving import listening_on
from portfolio.wording import Language
from tests.served.visitor import visiting
from tui.served.guard import Guard, authority_of
from tui.served.server import Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager

    from tests.served.visitor import Visitor

ROOT = Path(__file__).parents[2]

ECHO = (
    sys.executable, "-c",
    "import sys; out = sys.stdout.buffer; out.write(b'__GANGLION__\\n'); out.flush()\n"
    "while head := sys.stdin.buffer.read(5):\n"
    "    read = sys.stdin.buffer.read(int.from_bytes(head[1:], 'big'))\n"
    "    out.write(b'D' + head[1:] + read); out.flush()",
)  # fmt: skip
"""A process for a tab that paints whatever it is sent."""


@pytest.fixture
def served() -> Callable[..., AbstractAsyncContextManager[Visitor]]:
    """Serve a command inside the test and visit it."""

    @asynccontextmanager
    async def serve(
        command: Sequence[str] = ECHO, language: Language = Language.ENGLISH
    ) -> AsyncIterator[Visitor]:
        with listening_on("127.0.0.1", 0) as listening:
            guard = Guard(authority_of(listening), language)
            runner = web.AppRunner(Server(guard, command).application())
            await runner.setup()
            await web.SockSite(runner, listening).start()
            try:
                async with visiting(guard.entrance) as visitor:
                    yield visitor
            finally:
                await runner.cleanup()

    return serve


class Program:
    """`portfolio serve` as its own process, and the address it has printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        self.process = process
        self.entrance: str = process.stdout.readline().strip()

    async def left_with(self) -> int:
        """Wait until the program has left; return its exit code."""
        return await asyncio.to_thread(self.process.wait, 30)


@contextmanager
def serving(*words: str) -> Iterator[Program]:
    """Run `portfolio` with the words of a served command until the test is done with it."""
    command = [sys.executable, "-m", "portfolio.cli", *words]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield Program(process)
        finally:
            process.terminate()

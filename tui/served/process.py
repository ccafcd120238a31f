"""The process behind one tab: the same program, with pipes in place of a terminal."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import PIPE
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tui.terminal import SERVED_DRIVER

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from asyncio.subprocess import Process
    from collections.abc import Sequence

SECONDS_TO_LEAVE = 5.0
"""How long a process may take to end what it is at before it is ended."""


@dataclass(frozen=True, slots=True)
class Screens:
    """A running process of the screens: what it paints, and what it says on its way out."""

    process: Process
    output: StreamReader
    errors: StreamReader
    _input: StreamWriter

    @classmethod
    async def start(cls, command: Sequence[str], columns: int, rows: int) -> Screens:
        """Start the screens. `command` is an argument list and never passes a shell."""
        told = {
            "TEXTUAL_DRIVER": SERVED_DRIVER, "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "COLUMNS": str(columns), "ROWS": str(rows),
        }  # fmt: skip
        # A session of its own: ctrl+c in the terminal is for the server, which ends its processes.
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE,
            env=os.environ | told, start_new_session=True,
        )  # fmt: skip
        return cls(
            process,
            cast("StreamReader", process.stdout),
            cast("StreamReader", process.stderr),
            cast("StreamWriter", process.stdin),
        )

    async def take(self, packet: bytes) -> None:
        """Hand a packet to the screens; those that are leaving take no more."""
        with suppress(ConnectionError):
            self._input.write(packet)
            await self._input.drain()

    async def end(self) -> int:
        """Return the exit code: they leave as their input ends, and are ended if they do not."""
        self._input.close()
        try:
            async with asyncio.timeout(SECONDS_TO_LEAVE):
                return await self.process.wait()
        except TimeoutError:
            self.process.kill()
            return await self.process.wait()

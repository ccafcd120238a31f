"""The program in a terminal of its own: keys go in, and what is painted is read."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[()][0-9A-Za-z]")


class Terminal:
    """A pseudo-terminal of 120 by 40 with the program in it."""

    def __init__(self, database: Path, config: Path) -> None:
        own, other = pty.openpty()
        fcntl.ioctl(own, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._file = own
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portfolio.cli", "--db", str(database)],
            stdin=other, stdout=other, stderr=other, close_fds=True, cwd=_ROOT,
            env={**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(config),
                 "LANG": "C.UTF-8"},
        )  # fmt: skip
        os.close(other)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.press(b"\x11")
        self._process.wait(_PATIENCE)
        os.close(self._file)

    def press(self, keys: bytes) -> None:
        """Send keys as a terminal does."""
        os.write(self._file, keys)

    def waits_for(self, pattern: str) -> float:
        """Read until a text is painted; return the seconds that took from now on."""
        began, seen, wanted = time.perf_counter(), b"", re.compile(pattern.encode())
        while not wanted.search(_CONTROL.sub(b"", seen)):
            seen += self._more(began, pattern, seen)
        return time.perf_counter() - began

    def _more(self, began: float, pattern: str, seen: bytes) -> bytes:
        left = _PATIENCE - (time.perf_counter() - began)
        if left <= 0 or not select.select([self._file], [], [], left)[0]:
            raise TimeoutError(f"{pattern!r} was not painted, but {seen[-2000:]!r}")
        return os.read(self._file, 1 << 16)

    def is_quiet(self, seconds: float = 0.3) -> None:
        """Read what is still painted until nothing comes for so long."""
        while select.select([self._file], [], [], seconds)[0]:
            os.read(self._file, 1 << 16)

    def repaint(self, key: bytes) -> float:
        """Press a key and return the seconds until the first of its picture is there."""
        began = time.perf_counter()
        self.press(key)
        if not select.select([self._file], [], [], _PATIENCE)[0]:
            raise TimeoutError(f"{key!r} painted nothing")
        seconds = time.perf_counter() - began
        self.is_quiet(0.05)
        return seconds

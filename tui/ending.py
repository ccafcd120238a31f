"""Being ended from outside: by somebody who wants it, or by a terminal that has gone."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def _signals(*names: str) -> tuple[signal.Signals, ...]:
    """Return those signals that this system has."""
    return tuple(getattr(signal, name) for name in names if hasattr(signal, name))


_ENDING = _signals("SIGTERM", "SIGHUP")


def when_ended(leave: Callable[[int], object]) -> None:
    """Have `leave` called, once and with the exit code, when the program is ended from outside.

    So what was begun is taken back and what is open is closed, as at any other end. What is to be
    ignored stays ignored: whoever starts a long export with nohup means it.
    """

    def end(number: int, _: FrameType | None) -> None:
        # Whoever hangs up also wakes what was stopped, and may say both twice.
        for each in (*_ENDING, *_signals("SIGCONT")):
            signal.signal(each, signal.SIG_IGN)
        leave(128 + number)

    for each in _ENDING:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, end)

"""Telling that long work goes on, to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[], None]
"""Called whenever some more has been done."""


def no_tick() -> None:
    """Show nothing."""

"""Telling that long work goes on, to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

from portfolio.domain.errors import PortfolioError

Tick = Callable[[], None]
"""Called whenever some more has been done. It may raise `GivenUp`."""


class GivenUp(PortfolioError):
    """Whoever asked for the work wants it no more."""


def no_tick() -> None:
    """Show nothing."""

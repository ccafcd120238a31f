"""Showing that work goes on: on a terminal only, and gone when it is done."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.cli.desk import Desk


_CLEARED = "\r\x1b[K"
"""Back to the beginning of the line, and nothing left in it."""


@contextmanager
def said_meanwhile(text: str) -> Iterator[None]:
    """Say one line on a terminal while the rest of the program is loaded, and take it back."""
    if not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(text)
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write(_CLEARED)
        sys.stderr.flush()


@contextmanager
def going_on(desk: Desk, what: str) -> Iterator[Callable[[], None]]:
    """Show on standard error that something goes on; yield what to call whenever it does.

    In a pipe, and where JSON is asked for, nothing is shown.
    """
    if desk.as_json or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda: progress.advance(task)

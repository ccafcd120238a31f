"""Keys typed ahead: what one asks for is there before the next is looked at.

Textual hands a key to whatever has the focus when it comes, while what the key before it asked for
may still be under way. Typed fast, pasted, or held up by a slow line, the letters of ``/ALPHA``
would reach the list before the filter is there to take them.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from textual.dom import DOMNode

T = TypeVar("T")

_LOOK, _LONGEST = 0.005, 1.0
"""Seconds between two looks, and that a key waits at most for whatever is too busy to answer."""


class TypedAhead(App[T]):
    """An app that takes one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._acting: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a key, or keep it until those before it are done with."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if self._acting is None:
                await self._take_next()
        else:
            await super().on_event(event)

    async def _take_next(self) -> None:
        self._acting = None
        if self._typed:
            stood = self.focused or self.screen
            await super().on_event(self._typed.popleft())
            self._acting = asyncio.create_task(self._see_through(stood))

    async def _see_through(self, stood: DOMNode) -> None:
        """Wait until a key has gone its way up to the app, and what it brought up stands."""
        for each in stood.ancestors_with_self:
            await _is_through(each)
        until = monotonic() + _LONGEST
        while self.is_opening and monotonic() < until:  # noqa: ASYNC110  # any screen may ask
            await asyncio.sleep(_LOOK)
        for _ in range(2):  # a screen that comes up; then the focus it asks for
            await _is_through(self.screen)
            await _is_through(self)
        self.call_later(self._take_next)

    @property
    @abstractmethod
    def is_opening(self) -> bool:
        """Whether something was asked for that comes up with its answer."""

    def on_unmount(self) -> None:
        """Wait for nothing any more."""
        if self._acting is not None:
            self._acting.cancel()


async def _is_through(node: DOMNode) -> None:
    """Wait until a node has dealt with all it has been told so far."""
    told = asyncio.Event()
    if node.call_later(told.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), _LONGEST)

"""What others write is seen within a second: a thread looks out and tells the app by messages."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message import Message

from portfolio.domain.errors import PortfolioError
from portfolio.services.watching import looking_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.domain.journal import JournalEntry
    from portfolio.services.office import Office
    from portfolio.services.watching import Lookout

LOOK_EVERY_SECONDS = 0.5
"""How often it is looked; of a SQLite file it costs a few microseconds."""

_LONGEST_SECONDS = 8.0


class OthersWrote(Message):
    """Something was written that these screens did not load yet."""

    def __init__(self, entries: tuple[JournalEntry, ...]) -> None:
        super().__init__()
        self.entries = entries


@runtime_checkable
class Follows(Protocol):
    """A dialog that is told what others wrote while it is open."""

    def others_wrote(self, entries: tuple[JournalEntry, ...]) -> None:
        """Take it into account."""


class StoreLost(Message):
    """The database does not answer; it is asked again, less and less often."""

    def __init__(self, error: PortfolioError) -> None:
        super().__init__()
        self.error = error


class StoreFound(Message):
    """The database answers again."""


class LookingOut:
    """Looks out in a thread of its own until it is told to stop."""

    def __init__(self, office: Office, post: Callable[[Message], object]) -> None:
        self._office = office
        self._post = post
        self._stop = Event()
        self._pause = LOOK_EVERY_SECONDS

    def stop(self) -> None:
        """Look no further."""
        self._stop.set()

    def run(self) -> None:
        """Look until stopped."""
        with looking_out(self._office) as lookout:
            while not self._stop.is_set():
                for message in self._look(lookout):
                    self._post(message)
                self._stop.wait(self._pause)

    def _look(self, lookout: Lookout) -> Iterator[Message]:
        try:
            news = lookout.news()
        except PortfolioError as error:
            if self._pause == LOOK_EVERY_SECONDS:
                yield StoreLost(error)
            self._pause = min(_LONGEST_SECONDS, self._pause * 2)
            return
        if self._pause != LOOK_EVERY_SECONDS:
            self._pause = LOOK_EVERY_SECONDS
            yield StoreFound()
        if news is not None:
            yield OthersWrote(news)

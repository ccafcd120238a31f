"""Asking the services: in a thread, never on the screen's own time, and only the newest answer.

A thread cannot be stopped, so the answer to an older question may come last. Each question bears a
generation number, and an answer that is not to the newest one is dropped.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from textual.dom import DOMNode
from textual.message import Message

from portfolio.domain.errors import PortfolioError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Answered(Message):
    """A question was answered, or could not be."""

    bubble = False

    def __init__(self, question: str, generation: int, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.question = question
        self.generation = generation
        self.deliver = deliver


class Asking(DOMNode):
    """What can ask the services and be told later.

    It stands after the screen or app among the bases: Textual finds the styles by the first one.
    """

    def begin_asking(self) -> None:
        """Set up: no question was asked yet."""
        self._generations: defaultdict[str, int] = defaultdict(int)
        self._open: dict[str, bool] = {}  # what is asked, and whether something comes up with it

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._open)

    @property
    def opens(self) -> bool:
        """Whether an answer is still to come that brings something up."""
        return any(self._open.values())

    def ask(
        self,
        question: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        opens: bool = False,
    ) -> None:
        """Ask in a thread; `then` gets the answer, unless the same question is asked again before.

        Where `opens`, something comes up with the answer, and keys typed ahead are meant for that.
        An error that is an answer goes to `could_not`; any other ends the program with a log.
        """
        self._generations[question] += 1
        generation = self._generations[question]
        self._open[question] = opens
        self.waits(waiting=True)

        def answer() -> None:
            if generation != self._generations[question]:
                return  # asked again before a thread was free
            try:
                result = work()
            except PortfolioError as error:
                reason = error
                self.post_message(
                    Answered(question, generation, lambda: self.could_not(question, reason))
                )
            else:
                self.post_message(Answered(question, generation, lambda: then(result)))

        self.run_worker(answer, thread=True, group=question, exit_on_error=True)

    def on_answered(self, message: Answered) -> None:
        """Deliver an answer that is still wanted."""
        if message.generation != self._generations[message.question]:
            return
        self._open.pop(message.question, None)
        self.waits(waiting=bool(self._open))
        message.deliver()

    def waits(self, *, waiting: bool) -> None:
        """Say that an answer is waited for, or that none is."""

    @abstractmethod
    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why a question has no answer."""

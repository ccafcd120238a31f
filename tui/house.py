"""What the terminal UI and its welcome have in common: help, the language, a calm end."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

from rich.console import Group
from textual.app import App

from tui.ask import Asking
from tui.crash import CrashLog
from tui.looks import OWN, first_look
from tui.screens.help import Help, place_of

if TYPE_CHECKING:
    from portfolio.wording import Language

T = TypeVar("T")


class HouseApp(App[T], Asking):
    """An app that helps with whatever is on top, and fails with a log instead of a trace."""

    CSS_PATH = "screens.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.begin_asking()
        for look in OWN:
            self.register_theme(look)
        self.crash: CrashLog | None = None

    def look_as_the_terminal_can(self) -> None:
        """Begin with the look that suits the colours there are."""
        self.theme = first_look(self.console.color_system)

    @property
    @abstractmethod
    def speaks(self) -> Language:
        """The language everything is said in."""

    def action_keys(self) -> None:
        """Show every key of what is on top."""
        if not isinstance(self.screen, Help):
            self.push_screen(Help(place_of(self.screen), self.speaks))

    def _fatal_error(self) -> None:
        """Write what went wrong to a log without any values, and say where: nothing else."""
        self.crash = CrashLog.write(self._exception)
        # In a group, since a text printed alone forgets that it is one line.
        self._exit_renderables.append(Group(self.crash.said(self.speaks)))
        self._close_messages_no_wait()

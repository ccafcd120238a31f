"""What the terminal UI and its welcome have in common: help, the language, a calm end."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import get_running_loop
from typing import TYPE_CHECKING, TypeVar

from rich.console import Group

from portfolio.wording import label
from tui.actions import put_keys
from tui.ask import Asking
from tui.copied import keep_copied
from tui.crash import CrashLog
from tui.ending import when_ended
from tui.keymap import Keymap
from tui.looks import OWN, first_look
from tui.screens.help import Help, place_of
from tui.screens.jump import JumpLetters
from tui.text import shown
from tui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from portfolio.wording import Language
    from tui.screens.jump import Goal
    from tui.widgets.painted import Painted

T = TypeVar("T")


class HouseApp(TypedAhead[T], Asking):
    """An app that helps with whatever is on top, and fails with a log instead of a trace."""

    CSS_PATH = "screens.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, keymap: Keymap | None = None) -> None:
        super().__init__()
        self.own_keys = keymap or Keymap({})
        self.begin_asking()
        for look in OWN:
            self.register_theme(look)
        self.crash: CrashLog | None = None

    def on_mount(self) -> None:
        """Paint everything again whenever the shell has had the terminal; end well when told to."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if not self.is_headless:
            loop = get_running_loop()
            when_ended(lambda code: loop.call_soon_threadsafe(self.exit, None, code))

    def look_as_the_terminal_can(self) -> None:
        """Begin with the look that suits the colours there are."""
        self.theme = first_look(self.console.color_system)

    def take_keys(self) -> None:
        """Take one's own keys, where there are any: to press, and to read in lines and help."""
        put_keys(self.own_keys.own)
        self.set_keymap({name: ",".join(keys) for name, keys in self.own_keys.own.items()})

    @property
    @abstractmethod
    def speaks(self) -> Language:
        """The language everything is said in."""

    @property
    def is_opening(self) -> bool:
        """Whether something was asked for that comes up with its answer."""
        return self.opens or (isinstance(self.screen, Asking) and self.screen.opens)

    def action_keys(self) -> None:
        """Show every key of what is on top."""
        if not isinstance(self.screen, Help):
            self.push_screen(Help(place_of(self.screen), self.speaks))

    def action_jump(self) -> None:
        """Show a letter over whatever one can go to on what is on top."""

        def go(goal: Goal | None) -> None:
            if goal is not None:
                goal.go()

        self.push_screen(JumpLetters(self.screen), go)

    def action_suspend(self) -> None:
        """Go back to the shell until `fg`; all stays as it is. Elsewhere say that there is none."""
        if self._driver is not None and self._driver.can_suspend:
            self.action_suspend_process()
        else:
            self.tell(label("why.no_shell", self.speaks))

    def on_painted_copied(self, message: Painted.Copied) -> None:
        """Copy by way of the terminal (OSC 52), which reaches the desk through SSH, and keep it."""
        self.copy_to_clipboard(message.text)
        keep_copied(message.text)
        first, _, rest = message.text.partition("\n")
        key = "copied.text" if rest else "copied.row"
        said = label(key, self.speaks).format(text=first.replace("\t", " "))
        self.tell(said)

    def tell(self, text: str) -> None:
        """Tell something about what was just done."""
        self.notify(shown(text), markup=False)

    def _fatal_error(self) -> None:
        """Write what went wrong to a log without any values, and say where: nothing else."""
        self.crash = CrashLog.write(self._exception)
        # In a group, since a text printed alone forgets that it is one line.
        self._exit_renderables.append(Group(self.crash.said(self.speaks)))
        self._close_messages_no_wait()

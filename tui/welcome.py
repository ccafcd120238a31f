"""The welcome: opened where no portfolio is open yet; it leaves with an office, or with none."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.services.arriving import Arrival, arrive
from portfolio.services.demo import passing_demo
from portfolio.wording import Language, label, trouble
from tui.house import HouseApp
from tui.keymap import config_file, read_keymap
from tui.lines import Tone
from tui.screens.welcome import WelcomeScreen

if TYPE_CHECKING:
    from portfolio.domain.errors import PortfolioError
    from portfolio.services.office import Office
    from tui.keymap import Keymap


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """With what the welcome was left: an office, in which language, with the tour or without.

    `greeting` is what is to be said first there.
    """

    office: Office
    language: Language
    greeting: str = ""
    tour: bool = False


class WelcomeApp(HouseApp[Way]):
    """The welcome at an address. What it opens is closed with `closing`."""

    def __init__(
        self,
        address: str,
        language: Language = Language.ENGLISH,
        *,
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__(keymap)
        self._address = address
        self._language = language
        self.closing = ExitStack()

    @property
    def speaks(self) -> Language:
        """The language everything is said in."""
        return self._language

    def on_mount(self) -> None:
        """Look what stands at the address."""
        self.take_keys()
        self.look_at(self._address)

    def look_at(self, address: str, greeting: str = "") -> None:
        """Look what stands at an address: open it, or say how to go on."""

        def show(arrival: Arrival) -> None:
            if arrival.office is not None:
                self.leave_with(arrival.office, greeting)
                return
            if isinstance(self.screen, WelcomeScreen):
                self.pop_screen()
            self.push_screen(WelcomeScreen(arrival, address))

        self.ask("arrive", lambda: arrive(address), show, opens=True)

    def open_demonstration(self, *, tour: bool) -> None:
        """Make the demonstration and leave with it."""
        self._say(label("demonstration.making", self.speaks))

        def make() -> Office:
            return self.closing.enter_context(passing_demo())

        greeting = label("demonstration.opened", self.speaks)
        self.ask("demonstration", make, lambda office: self.leave_with(office, greeting, tour=tour))

    def leave_with(self, office: Office, greeting: str = "", *, tour: bool = False) -> None:
        """Leave, to work there."""
        self.exit(Way(office=office, language=self.speaks, greeting=greeting, tour=tour))

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why not; the choice stays open."""
        del question
        self._say(trouble(error, self.speaks), Tone.BAD)

    def tell(self, text: str) -> None:
        """Tell it below the choices, where these are on top."""
        if isinstance(self.screen, WelcomeScreen):
            self.screen.say(text)
        else:
            super().tell(text)

    def _say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        if isinstance(self.screen, WelcomeScreen):
            self.screen.say(text, tone)

    def action_other_language(self) -> None:
        """Speak the other language from now on."""
        english = self._language is Language.ENGLISH
        self._language = Language.JAPANESE if english else Language.ENGLISH
        if isinstance(self.screen, WelcomeScreen):
            self.screen.show()


def run_welcome(address: str, language: Language, closing: ExitStack) -> Way | int:
    """Run the welcome and return with what it was left, or the exit code where it was left so."""
    app = WelcomeApp(address, language, keymap=read_keymap(config_file(), language))
    closing.push(app.closing)
    app.look_as_the_terminal_can()
    way = app.run()
    return way if way is not None else app.return_code or 0

"""The application: five modes over one office, and what can be done from everywhere."""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from portfolio.wording import Language, label, trouble
from tui.actions import Action, Place, actions_at, actions_on, bindings_for
from tui.errands import beginning
from tui.guided import GuidedApp
from tui.keymap import config_file, read_keymap
from tui.lines import Paragraph, Tone
from tui.live import LiveApp
from tui.screens.choices import Choices, Offer
from tui.screens.framed import Framed
from tui.screens.reading import Reading
from tui.seat import Occupant, Seat, occupant_of
from tui.terminal import why_no_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.screen import Screen

    from portfolio.domain.errors import PortfolioError
    from portfolio.services.office import Office
    from tui.keymap import Keymap

__all__ = ["PortfolioApp", "run_review", "why_no_screen"]


def _later(module: str, screen: str) -> Callable[[], Screen[Any]]:
    """Return what makes the first screen of a mode, loading it when it is first gone to."""

    def made() -> Screen[Any]:
        first: Screen[Any] = getattr(import_module(f"tui.screens.{module}"), screen)()
        return first

    return made


class PortfolioApp(LiveApp, GuidedApp[int]):
    """The terminal UI of one office. Every figure and every decision comes from its services.

    `past` keeps the past that is looked at until it is left.

    `closing` holds what is closed, or thrown away, as it ends.
    """

    BINDINGS = bindings_for(Place.EVERYWHERE, Place.TOUR)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        Place.QUEUE.value: _later("queue", "QueueScreen"),
        Place.PORTFOLIO.value: _later("portfolio", "PortfolioScreen"),
        Place.BUDGET.value: _later("budget", "BudgetScreen"),
        Place.OUTLOOK.value: _later("outlook", "OutlookScreen"),
        Place.JOURNAL.value: _later("journal", "JournalScreen"),
    }

    def __init__(
        self,
        office: Office,
        language: Language = Language.ENGLISH,
        *,
        greeting: str = "",
        tour: bool = False,
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__(keymap)
        self._begins_with_tour = tour
        self._greeting = greeting
        self._tour_is_offered = False
        self.seat = Seat(office=office, language=language)
        self.closing = ExitStack()
        self.past = ExitStack()

    @property
    def speaks(self) -> Language:
        """The language everything is said in."""
        return self.seat.language

    def on_mount(self) -> None:
        """Open the queue and ask who acts; the frame is painted before the store is read."""
        # The queue is no DEFAULT_MODE: from Python 3.12 on Textual mounts eagerly, and an input
        # that is mounted asks for the screen before a default mode has one.
        self.switch_mode(Place.QUEUE.value)
        self._ask_who_acts()
        self.look_out()
        self.take_keys()
        if self.own_keys.problems:
            told = [Paragraph(problem, lead="-") for problem in self.own_keys.problems]
            title = label("keymap.title", self.seat.language)
            self.call_after_refresh(self.push_screen, Reading(title, told, self.seat.language))
        if self._begins_with_tour:
            self.call_after_refresh(self.action_begin, "tour")

    def on_unmount(self) -> None:
        """Throw away what was kept of the past."""
        self.past.close()

    def _ask_who_acts(self) -> None:
        office = self.seat.office
        self.ask("occupant", lambda: occupant_of(office), self._seated)

    def _seated(self, occupant: Occupant) -> None:
        self.seat.occupant = occupant
        screen = self.framed
        if screen is not None:
            screen.relabel()
            if self._greeting:
                screen.say(self._greeting, Tone.GOOD)
            elif occupant.why_nobody is not None:
                screen.say(trouble(occupant.why_nobody, self.seat.language), Tone.WARN)
            elif occupant.may_act_as_others and not (self._tour_is_offered or screen.said):
                screen.say(label("tour.offer", self.seat.language))
            self._greeting, self._tour_is_offered = "", True

    def could_not(self, question: str, error: PortfolioError) -> None:  # noqa: ARG002  # any question
        """Say why it is not known who acts."""
        screen = self.framed
        if screen is not None:
            screen.say(trouble(error, self.seat.language), Tone.BAD)

    def action_go(self, mode: str) -> None:
        """Go to a mode; a mode that is already open goes back to its first screen."""
        if self.current_mode == mode:
            self.action_back_to(0)
        else:
            self.switch_mode(mode)

    def action_back_to(self, step: int) -> None:
        """Go back to a screen of the way one came."""
        while len(self.screen_stack) > step + 1:
            self.pop_screen()

    async def action_grants_of(self, programme: str) -> None:
        """Show the grants of a programme in the portfolio."""
        await self._show_filtered(Place.PORTFOLIO, programme)

    async def action_journal_of(self, grant: str) -> None:
        """Show every entry of a grant in the journal."""
        await self._show_filtered(Place.JOURNAL, f"grant:{grant}")

    async def _show_filtered(self, mode: Place, words: str) -> None:
        from tui.screens.long_list import LongList

        await self.switch_mode(mode.value)
        self.action_back_to(0)
        screen = self.framed
        if isinstance(screen, LongList):
            screen.set_filter(words)

    def action_other_language(self) -> None:
        """Speak the other language from now on."""
        english = self.seat.language is Language.ENGLISH
        self.seat.language = Language.JAPANESE if english else Language.ENGLISH
        screen = self.framed
        if screen is not None:
            screen.say("")
            screen.relabel()

    def action_act_as(self) -> None:
        """Choose who to act as: in a demonstration only."""
        from tui.dialogs.acting_as import ActAs

        who = self.seat.person
        dialog = ActAs(self.seat.office, self.seat.language, at=who.code if who else None)
        self.push_screen(dialog, self._act_as)

    def _act_as(self, code: str | None) -> None:
        if code is not None:
            self.sit_down(self.seat.office.acting_as(code))

    def show_anew(self, text: str, tone: Tone) -> None:
        """Bring the screen up to date with what was done in a dialog, and say what that was."""
        screen = self.framed
        if screen is not None:
            screen.on_screen_resume()
            screen.say(text, tone)

    def sit_down(self, office: Office) -> None:
        """Sit in another seat: as another person, in another portfolio, or at another time."""
        self.seat.office = office
        self.seat.changes += 1
        self.look_out()
        self._ask_who_acts()

    def action_begin(self, errand: str) -> None:
        """Begin an errand, or say why it cannot be begun now."""
        screen = self.framed
        if screen is None:
            return
        why = screen.why_not(errand)
        if why is None:
            beginning(errand)(self, screen.home)
        else:
            screen.say(why)

    def action_palette(self) -> None:
        """Offer every action by name, those of no use now with the reason."""
        screen = self.framed
        if screen is None or screen is not self.screen:
            return
        offers = [self._offered(action, screen) for action in self._actions(screen)]
        title = label("action.palette", self.seat.language)
        asked = Choices(title, offers, self.seat.language, by_typing=True)
        self.push_screen(asked, self.run_named)

    def _actions(self, screen: Framed) -> tuple[Action, ...]:
        """Return what the palette offers on a screen; the ways of the tour while it is shown."""
        shown_around = actions_at(Place.TOUR) if self.tour is not None else ()
        return (*actions_on(screen.PLACE), *shown_around)

    def _offered(self, action: Action, screen: Framed) -> Offer:
        why = screen.why_not(action.name)
        language = self.seat.language
        return Offer(
            key=action.name,
            name=label(f"action.{action.name}", language),
            keys=action.key,
            note=why or label(f"help.{action.name}", language),
            can_be_done=why is None,
        )

    async def run_named(self, name: str | None) -> None:
        """Do what an action of the screen does, or say why it is of no use now."""
        screen = self.framed
        if name is not None and screen is not None:
            action = next(a for a in self._actions(screen) if a.name == name)
            await self.run_action(action.run, default_namespace=screen.doer_of(action))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a click asks for, or say why it is of no use now: for all of them."""
        screen = self.screen
        if isinstance(screen, Framed) and isinstance(action, str):
            why = screen.why_not_run(action)
            if why is not None:
                screen.say(why)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def tell(self, text: str) -> None:
        """Tell it in the status line, where that is on top."""
        if isinstance(self.screen, Framed):
            self.screen.say(text)
        else:
            super().tell(text)

    def action_help_quit(self) -> None:
        """Say how to quit to whoever presses ctrl+c."""
        screen = self.framed
        if screen is not None:
            screen.say(label("help.quit_key", self.seat.language))


def run_review(
    office: Office,
    language: Language = Language.ENGLISH,
    *,
    greeting: str = "",
    tour: bool = False,
) -> int:
    """Run the terminal UI and return the exit code: 0, or 1 where it failed and says where."""
    keymap = read_keymap(config_file(), language)
    app = PortfolioApp(office, language, greeting=greeting, tour=tour, keymap=keymap)
    app.look_as_the_terminal_can()
    with app.closing:
        app.run()
    return app.return_code or 0

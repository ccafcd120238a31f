"""An app whose screens follow what others write, without moving what is under the cursor."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from portfolio.wording import label, trouble
from tui.lines import Tone
from tui.looking_out import Follows, LookingOut
from tui.pages.journal import act_word
from tui.screens.framed import Framed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.journal import JournalEntry
    from tui.looking_out import OthersWrote, StoreFound, StoreLost
    from tui.seat import Seat

QUIET_SECONDS = 0.4
"""Nothing is loaded anew so soon after a key: the next key is meant for what was seen."""


class LiveApp(App[int]):
    """Loads what is shown anew when somebody else has written, and says who did what."""

    seat: Seat
    _looking_out: LookingOut | None = None
    _last_key: float = 0.0

    @property
    def framed(self) -> Framed | None:
        """The topmost screen with a frame, also where a dialog stands over it."""
        return next((s for s in reversed(self.screen_stack) if isinstance(s, Framed)), None)

    def look_out(self) -> None:
        """Look out over the office that is open now; nobody writes into the past."""
        self._look_no_further()
        if self.seat.office.as_of is None:
            self._looking_out = LookingOut(self.seat.office, self.post_message)
            self.run_worker(self._looking_out.run, thread=True, group="looking out")

    def on_unmount(self) -> None:
        """Look no further: the thread would keep the program alive."""
        self._look_no_further()

    def _look_no_further(self) -> None:
        if self._looking_out is not None:
            self._looking_out.stop()
            self._looking_out = None

    async def on_event(self, event: events.Event) -> None:
        """Note when a key was pressed last."""
        if isinstance(event, events.Key):
            self._last_key = monotonic()
        await super().on_event(event)

    def on_others_wrote(self, message: OthersWrote) -> None:
        """Load anew once no key was pressed for a moment."""
        left = self._last_key + QUIET_SECONDS - monotonic()
        if left > 0:
            self.set_timer(left, lambda: self.on_others_wrote(message))
            return
        self.seat.changes += 1
        for screen in self.screen_stack:
            if isinstance(screen, Follows):
                screen.others_wrote(message.entries)
        if self.framed is not None and self.framed is self.screen and self.framed.stands:
            self.framed.follow(self._said(message.entries))

    def _said(self, entries: Sequence[JournalEntry]) -> str:
        """Return who did what last; nothing of what was done from this seat."""
        person, language = self.seat.person, self.seat.language
        others = [e for e in entries if person is None or e.actor != person.code]
        if not others:
            return ""
        last = others[-1]
        said = label("live.wrote", language).format(
            actor=last.actor, act=act_word(last.act, language), subject=last.subject
        )
        more = label("live.more", language).format(count=len(others) - 1)
        return language.of((" ", "")).join((said, more)) if len(others) > 1 else said

    def on_store_lost(self, message: StoreLost) -> None:
        """Say that the database does not answer: what is shown may be old, nothing is saved."""
        if self.framed is not None and self.framed.stands:
            lost = label("live.lost", self.seat.language)
            self.framed.say(f"{lost} {trouble(message.error, self.seat.language)}", Tone.BAD)

    def on_store_found(self, _: StoreFound) -> None:
        """Say that it answers again; what was written meanwhile is told of by itself."""
        if self.framed is not None and self.framed.stands:
            self.framed.say(label("live.found", self.seat.language), Tone.GOOD)

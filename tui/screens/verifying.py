"""Verifying the record: how long it takes is shown, then each check, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services.verify import verify
from portfolio.wording import label, trouble
from tui.actions import Place, bindings_for
from tui.dialogs.holding import AgainstDialog
from tui.lines import BLANK, Paragraph, Tone
from tui.pages.against import against_paragraphs
from tui.pages.verification import verification_paragraphs
from tui.screens.framed import Framed
from tui.seat import seat_of
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from portfolio.domain.errors import PortfolioError
    from portfolio.services.against import Against
    from portfolio.services.verify import Verification
    from tui.app import PortfolioApp


class VerifyScreen(Framed):
    """What verification found. It goes through the whole journal, so only when asked again."""

    PLACE = Place.VERIFY
    AUTO_FOCUS = "Paper"
    BINDINGS = bindings_for(Place.VERIFY)

    def __init__(self, home: Place) -> None:
        super().__init__()
        self._home = home
        self._found: Verification | None = None
        self._held: Against | None = None
        self._why_not: PortfolioError | None = None

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def body(self) -> Iterable[Widget]:
        """Return the text."""
        yield Paper(id="text")

    def load(self) -> None:
        """Verify the record itself, also where the past is looked at."""
        self._found = self._held = self._why_not = None
        self.show()
        office = seat_of(self).office
        self.ask("verification", lambda: verify(office.present or office), self._read)

    def _read(self, found: Verification) -> None:
        self._found = found
        self.loaded()
        self.show()

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why it was not verified: nothing is known of the record then."""
        super().could_not(question, error)
        self._why_not = error
        self.show()

    def follow(self, said: str) -> None:
        """Say who wrote what since; it is not verified anew by itself."""
        self._changes_seen = seat_of(self).changes
        if said:
            self.say(said, Tone.WARN)
            self.add(label("verify.again", self.language))

    def show(self) -> None:
        """Show what was found, or that it is being looked for."""
        text = self.query_one("#text", Paper)
        if self._found is not None:
            held = self._held
            proved = (*against_paragraphs(held, self.language), BLANK) if held else ()
            text.write((*proved, *verification_paragraphs(self._found, self.language)))
        elif self._why_not is not None:
            text.write((Paragraph(trouble(self._why_not, self.language), Tone.BAD),))
        else:
            text.write((Paragraph(label("verify.going_on", self.language)),))

    def action_against(self) -> None:
        """Ask for an export, hold it against the record, and show what that proved."""
        office = seat_of(self).office
        self.app.push_screen(AgainstDialog(office.present or office, self.language), self._hold)

    def _hold(self, held: Against | None) -> None:
        if held is not None:
            self._held = held
            self.show()

    def why_not(self, name: str) -> str | None:
        """Return why nothing can be held against the record now."""
        if name == "against" and self._found is None:
            return label("verify.going_on", self.language)
        return super().why_not(name)


def begin(app: PortfolioApp, home: Place) -> None:
    """Verify, over any mode."""
    app.push_screen(VerifyScreen(home))

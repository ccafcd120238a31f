"""One journal entry in full: the move, the findings it rested on, the records, the hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.pages.journal import entry_paragraphs
from tui.screens.framed import Framed
from tui.seat import seat_of
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from portfolio.domain.journal import JournalEntry


class EntryScreen(Framed):
    """An entry to read. It can never change, so there is nothing to load but its currency."""

    PLACE = Place.ENTRY
    AUTO_FOCUS = "Paper"
    BINDINGS = bindings_for(Place.ENTRY)

    def __init__(self, home: Place, entry: JournalEntry) -> None:
        super().__init__()
        self._home = home
        self._entry = entry
        self._currency: str | None = None

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def crumb(self) -> str:
        """Return its number."""
        return label("crumb.entry", self.language).format(number=self._entry.seq)

    def body(self) -> Iterable[Widget]:
        """Return the text."""
        yield Paper(id="text")

    def load(self) -> None:
        """Ask in which currency its amount is."""
        kind, _, code = self._entry.stream.partition("/")
        if kind != "grant" or self._entry.amount_minor is None:
            self.loaded()
            return
        office = seat_of(self).office

        def currency() -> str:
            return browse.dossier(office, code).programme.programme.currency

        self.ask("currency", currency, self._read)

    def _read(self, currency: str) -> None:
        self._currency = currency
        self.loaded()
        self.show()

    def why_not(self, name: str) -> str | None:
        """Return why it is not read again: what is recorded never changes."""
        if name == "refresh":
            return label("why.never_changes", self.language)
        return super().why_not(name)

    def show(self) -> None:
        """Show the entry."""
        text = self.query_one("#text", Paper)
        text.write(tuple(entry_paragraphs(self._entry, self._currency, self.language)))

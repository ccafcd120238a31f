"""Filters kept under a name: chosen from a list, saved, deleted."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from portfolio.services import saved_filters
from portfolio.services.saved_filters import SavedFilter
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.lines import Paragraph, Tone
from tui.screens.choices import Choices, Offer
from tui.screens.framed import Framed
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from portfolio.wording import Language

_SAVE = "save"


class FilterChoices(Choices):
    """The saved filters of a list: Enter takes one, Delete deletes it, the first line saves."""

    PLACE = Place.FILTERS
    BINDINGS = bindings_for(Place.FILTERS)

    def __init__(self, typed: str, saved: tuple[SavedFilter, ...], language: Language) -> None:
        note = label("filters.nothing_typed", language)
        first = Offer(
            key=_SAVE,
            name=label("filters.save", language),
            note=f"/{typed}" if typed else note,
            can_be_done=bool(typed),
        )
        super().__init__(label("choices.filters", language), (), language)
        self._first = first
        self._saved = saved
        self._offers = self._offered({})

    def _offered(self, counts: Mapping[str, int]) -> tuple[Offer, ...]:
        found = {name: f"{count:,}  " for name, count in counts.items()}
        saved = (
            Offer(key=f"use {s.name}", name=s.name, note=f"{found.get(s.name, '')}/{s.typed}")
            for s in self._saved
        )
        return (self._first, *saved)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say beside each filter how many lines it finds, once that is known."""
        if self.is_attached:
            self.offer(self._offered(counts))

    def action_delete_filter(self) -> None:
        """Delete the chosen filter, or say that it is none."""
        row = self.query_one(Sheet).current
        if row is None or row.key == _SAVE:
            nothing = label("filters.nothing_to_delete", self._language)
            self.query_one(Paper).write((Paragraph(nothing, Tone.WARN),))
        else:
            self.dismiss(f"delete {row.key.partition(' ')[2]}")


class SavedFilters(Framed):
    """A screen whose filters can be kept."""

    words: str

    def __init__(self) -> None:
        super().__init__()
        self.saved: tuple[SavedFilter, ...] = ()
        self.counts: dict[str, int] = {}

    def on_mount(self) -> None:
        """Read the saved filters."""
        self._keep(saved_filters.saved_filters)

    def _keep(self, work: Callable[[], tuple[SavedFilter, ...]], said: str = "") -> None:
        def kept(every: tuple[SavedFilter, ...]) -> None:
            self.saved = tuple(each for each in every if each.place == self.PLACE)
            if said:
                self.say(said)
            self.filters_changed()

        self.ask("saved", work, kept)

    def filters_changed(self) -> None:
        """Show that other filters are kept than before."""

    @abstractmethod
    def count_saved(self, then: Callable[[], None]) -> None:
        """Bring `counts` up to date: how many lines each saved filter that can be read finds."""

    @abstractmethod
    def use_filter(self, saved: SavedFilter) -> None:
        """Filter by one that is kept."""

    def action_filters(self) -> None:
        """Offer the saved filters with what they find, and to save the one that is typed."""
        choices = FilterChoices(self.words, self.saved, self.language)
        self.app.push_screen(choices, self.choose_filter)
        self.count_saved(lambda: choices.show_counts(self.counts))

    def choose_filter(self, key: str | None) -> None:
        """Do what was chosen: `save`, `use NAME` or `delete NAME`."""
        from tui.dialogs.naming_filter import NameFilter

        what, _, name = (key or "").partition(" ")
        chosen = next((each for each in self.saved if each.name == name), None)
        if what == _SAVE and self.words:
            self.app.push_screen(NameFilter(self.words, self.language), self._save)
        elif what == _SAVE:
            self.say(label("filters.nothing_typed", self.language))
        elif chosen is not None and what == "use":
            self.use_filter(chosen)
        elif chosen is not None:
            said = label("filters.deleted", self.language).format(name=name)
            self._keep(partial(saved_filters.delete_filter, chosen), said)

    def _save(self, name: str | None) -> None:
        if name is not None:
            said = label("filters.saved", self.language).format(name=name)
            own = SavedFilter(self.PLACE, name, self.words)
            self._keep(partial(saved_filters.save_filter, own), said)

"""Everybody known: what they are trusted with, under which logins they act; changed by dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services.people import why_not_put
from portfolio.wording import label, sentence
from tui.actions import Place, bindings_for
from tui.dialogs.person import PersonForm
from tui.lines import BLANK, Tone
from tui.pages.people import about_person, people_layout, people_rows, what_lacks
from tui.screens.choices import Choices, Offer
from tui.screens.listing import ListScreen
from tui.seat import seat_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.people import PeopleFile, Person
    from portfolio.services.perform import Outcome
    from tui.app import PortfolioApp
    from tui.lines import Layout, Row


class PeopleScreen(ListScreen):
    """The people of the portfolio."""

    PLACE = Place.PEOPLE
    BINDINGS = bindings_for(Place.PEOPLE)

    def __init__(self, home: Place, chosen: str | None = None) -> None:
        super().__init__()
        self._home = home
        self._chosen = chosen
        self._people: tuple[Person, ...] | None = None

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def load(self) -> None:
        """Ask who is known."""
        self.ask("people", seat_of(self).office.people, self._read)

    def _read(self, file: PeopleFile) -> None:
        self._people = file.people
        self.loaded()
        self.show()
        if self._chosen is not None:
            self.sheet.choose(self._chosen)
            self._chosen = None

    def heads(self) -> Sequence[Layout]:
        """Return the column labels."""
        return (people_layout(self.language),)

    def all_rows(self) -> Sequence[Row] | None:
        """Return everybody."""
        if self._people is None:
            return None
        return people_rows(self._people, seat_of(self).person, self.language)

    def nothing(self) -> str:
        """Return that nobody is known."""
        return label("seat.nobody", self.language)

    def about(self, row: Row | None) -> None:
        """Show who it is, and what nobody is trusted with yet."""
        person = self._person(row)
        lines = [*about_person(person, self.language)] if person else []
        lacks = [*what_lacks(self._people or (), self.language)]
        self.pane.write((*lines, *((BLANK, *lacks) if lacks else ())))

    def _person(self, row: Row | None) -> Person | None:
        return next((p for p in self._people or () if row and p.code == row.key), None)

    def open_row(self, row: Row) -> None:
        """Offer what can be done."""
        del row
        self.action_acts()

    def action_acts(self) -> None:
        """Offer to make somebody known, and to change the roles and logins of the chosen one."""
        why = self.why_no_change()
        person = self._person(self.sheet.current)
        about = label("people.about_roles", self.language)
        offers = [self._offer("add", label("people.add", self.language), why or about)]
        if person is not None:
            name = f"{label('people.change', self.language)}: {person.code}"
            offers.append(self._offer("change", name, why or about))

        def choose(key: str | None) -> None:
            if key is not None:
                self._open_form(person if key == "change" else None)

        title = label("choices.acts", self.language)
        self.app.push_screen(Choices(title, offers, self.language), choose)

    def _offer(self, key: str, name: str, note: str) -> Offer:
        return Offer(key=key, name=name, note=note, can_be_done=self.why_no_change() is None)

    def why_no_change(self) -> str | None:
        """Return why nobody can be changed: the past, or a role that is not held."""
        past = seat_of(self).office.as_of
        if past is not None:
            return label("why.past_people", self.language)
        found = why_not_put(seat_of(self).person)
        return sentence(found, self.language) if found else None

    def _open_form(self, person: Person | None) -> None:
        if seat_of(self).office.as_of is not None:
            self.say(self.why_no_change() or "")
            return
        form = PersonForm(seat_of(self).office, person, self.language)
        self.app.push_screen(form, self._done)

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        seat_of(self).changes += 1
        self._changes_seen = seat_of(self).changes
        self.load()
        last = outcome.entries[-1]
        said = label("people.done", self.language).format(code=last.subject, number=last.seq)
        self.say(said, Tone.GOOD)


def begin(app: PortfolioApp, home: Place) -> None:
    """Show everybody known."""
    app.push_screen(PeopleScreen(home))

"""Choosing whom to act as, in a demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.ask import Asking
from tui.dialogs.telling import other_trouble
from tui.lines import Paragraph, Tone
from tui.pages.figures import in_language
from tui.pages.people import roles_said
from tui.screens.choices import Choices, Offer
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from portfolio.domain.errors import PortfolioError
    from portfolio.domain.people import PeopleFile, Person
    from portfolio.services.office import Office
    from portfolio.wording import Language


class ActAs(Choices, Asking):
    """Everybody known, with their roles; gives back the code of whom to act as, or None."""

    def __init__(self, office: Office, language: Language, *, at: str | None = None) -> None:
        super().__init__(label("dialog.act_as", language), (), language, at=at)
        self.begin_asking()
        self._office = office

    def on_mount(self) -> None:
        """Read who there is."""
        super().on_mount()
        self.ask("people", self._office.people, self._show)

    def _show(self, people: PeopleFile) -> None:
        self.offer(self._offered(person) for person in people.people)

    def _offered(self, person: Person) -> Offer:
        name = in_language(person.name, person.name_ja, self._language)
        roles = roles_said(person, self._language)
        return Offer(key=person.code, name=person.code, note=f"{name}: {roles}")

    def choose(self, key: str) -> None:
        """Take the seat, if it may be taken."""
        self.ask("person", self._office.acting_as(key).person, self._sit_down)

    def _sit_down(self, person: Person) -> None:
        self.dismiss(person.code)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why not; the choice stays open."""
        del question
        why = other_trouble(error, self._language)
        self.query_one(Paper).write((Paragraph(why, Tone.BAD),))

"""Choosing whom to act as, in a demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from portfolio.wording import label, word
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.dialogs.layout import DIALOG_CSS, shown_keys, shown_title
from tui.dialogs.telling import other_trouble
from tui.text import shown

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.errors import PortfolioError
    from portfolio.domain.people import PeopleFile, Person
    from portfolio.services.office import Office
    from portfolio.wording import Language


class ActAs(ModalScreen[str | None], Asking):
    """Everybody known, with their roles; gives back the code of whom to act as, or None."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="ActAs")
        + """
    ActAs #told { height: auto; color: $text-error; }
    ActAs OptionList, ActAs OptionList:focus { height: 1fr; border: none; background: $surface; }
    """
    )
    PLACE: ClassVar[Place] = Place.CHOICES
    BINDINGS = bindings_for(Place.CHOICES)

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__()
        self.begin_asking()
        self._office = office
        self._language = language

    def compose(self) -> ComposeResult:
        """A list, and a line for why it cannot be."""
        with Vertical(id="dialog"):
            yield OptionList(markup=False)
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Read who there is."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("dialog.act_as", self._language))
        frame.border_subtitle = shown_keys(self.PLACE, self._language)
        self.ask("people", self._office.people, self._show)

    def _show(self, people: PeopleFile) -> None:
        known = self.query_one(OptionList)
        codes = max((len(p.code) for p in people.people), default=0)
        for person in people.people:
            name = self._language.of((person.name, person.name_ja or person.name))
            roles = self._language.of((", ", "、")).join(
                word(role, self._language) for role in person.roles
            )
            text = f"{person.code.ljust(codes)}  {name}: {roles}"
            known.add_option(Option(Content(shown(text)), id=person.code))
        known.highlighted = 0
        known.focus()

    def action_close(self) -> None:
        """Leave, and stay who one is."""
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take the seat, if it may be taken."""
        desk = self._office.acting_as(event.option_id)
        self.ask("person", desk.person, self._sit_down)

    def _sit_down(self, person: Person) -> None:
        self.dismiss(person.code)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why not; the choice stays open."""
        del question
        self.query_one("#told", Static).update(Content(shown(other_trouble(error, self._language))))

"""Saying who handles a grant in a role. It allows and bars nothing: the queue waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Select, Static

from portfolio.domain.acts.assigning import AssignGrant, why_not_to
from portfolio.domain.people import ROLES_ON_MONEY, Role
from portfolio.domain.reason import Reason
from portfolio.domain.waiting import agenda
from portfolio.wording import label, sentence, word
from tui.dialogs.fields import Field, choice, chosen
from tui.dialogs.layout import packed
from tui.dialogs.signing import SigningDialog
from tui.pages.figures import NONE, in_language
from tui.text import shown, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request
    from portfolio.domain.finding import Finding
    from portfolio.domain.people import Person
    from portfolio.domain.waiting import Waiting
    from tui.dialogs.weighing import Matter

_ROLES = tuple(role for role in Role if role in ROLES_ON_MONEY)


class AssignDialog(SigningDialog):
    """Offers whoever can do what waits in the role; of everybody else it says why not."""

    DEFAULT_CSS = "AssignDialog #others { height: auto; color: $foreground 70%; }"

    def __init__(self, matter: Matter) -> None:
        super().__init__(matter)
        lines = agenda(self.file, self.dossier.programme)
        self._waiting = tuple(w for w in lines if w.since <= self.dossier.as_of)
        here = (w.role for w in self._here(self._waiting))
        self._role = next(here, _ROLES[0])

    def _here(self, waiting: tuple[Waiting, ...]) -> tuple[Waiting, ...]:
        """Return what of this waits on what the dialog was opened on; where nothing does, all."""
        return tuple(w for w in waiting if self.matter.code in ("", w.code)) or waiting

    @property
    def subject(self) -> str:
        """It is the grant that somebody handles."""
        return self.file.code

    def facts(self, width: int) -> Iterator[str]:
        """Yield the grant, and who handles it in which role by now."""
        grant, language = self.file.grant, self.language
        yield f"{grant.code} {in_language(grant.title, grant.title_ja, language)}"
        handled = [
            f"{word(each.role, language)} {each.person}"
            for each in self.file.assignments
            if each.person is not None
        ]
        said = label("part.assignments", language)
        yield from packed((said, *(handled or [NONE]), self.history(self.subject)), width)

    def form(self) -> ComposeResult:
        """Ask in which role, and who; say why somebody else is not offered; ask why."""
        roles = [(word(role, self.language), role.value) for role in _ROLES]
        role = choice("role", roles, self._role.value, needed=True)
        yield Field(label("column.role", self.language), role, names=("role",))
        person = choice("person", self._offered(), self._first())
        yield Field(label("column.assigned_to", self.language), person, names=("person",))
        yield Static(id="others", markup=False)
        yield from self.reasons()

    def show_facts(self) -> None:
        """Say also who is not offered, and why."""
        super().show_facts()
        width = self.query_one("#others").content_size.width
        if width:
            lines = [piece for line in self._not_offered() for piece in wrapped(line, width)]
            self.query_one("#others", Static).update(Content(shown("\n".join(lines))))

    @on(Select.Changed, "#role")
    def _other_role(self, event: Select.Changed) -> None:
        role = Role(str(event.value))
        if role is not self._role:
            self._role = role
            person = self.query_one("#person", Select)
            person.set_options([(Content(shown(said)), code) for said, code in self._offered()])
            person.value = self._first() or Select.NULL
            self.show_facts()

    def request(self) -> Request:
        """Return the assignment; without a person it is taken back."""
        person = chosen(self.query_one("#person", Select))
        return AssignGrant(grant=self.file.code, role=self._role, person=person)

    def _judged(self) -> Iterator[tuple[Person, Finding | None]]:
        """Yield everybody, and what speaks against assigning what waits in the role to them."""
        waits = self._here(tuple(w for w in self._waiting if w.role is self._role))
        for person in self.dossier.people.people:
            found = why_not_to(self.file, self.dossier.programme, person, self._role, waits)
            yield person, found

    def _offered(self) -> list[tuple[str, str]]:
        return [
            (
                f"{person.code} {in_language(person.name, person.name_ja, self.language)}",
                person.code,
            )
            for person, found in self._judged()
            if found is None
        ]

    def _first(self) -> str | None:
        """Return who is chosen at first: the first offered who does not handle it already."""
        now = self.file.handler(self._role)
        return next((code for _, code in self._offered() if code != now), None)

    def _not_offered(self) -> Iterator[str]:
        """Yield why each of those who hold the role is not offered, then who does not hold it."""
        against = [(person, found) for person, found in self._judged() if found is not None]
        lacking = [p.code for p, found in against if found.reason is Reason.ASSIGNEE_LACKS_ROLE]
        for person, found in against:
            if person.code not in lacking:
                yield sentence(found, self.language)
        if lacking:
            role = word(self._role, self.language)
            codes = self.language.of((", ", "、")).join(lacking)
            yield label("dialog.lack_role", self.language).format(role=role, people=codes)

"""Making a person known, and changing roles and logins: tried while filled in, signed by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from portfolio.domain.acts.entering import ChangePerson, EnterPerson
from portfolio.domain.errors import Invalid
from portfolio.domain.people import Person, Role
from portfolio.services.people import put_person
from portfolio.services.perform import new_command_id
from portfolio.wording import label
from portfolio.wording.plan_words import column_heading
from tui.dialogs.fields import Entry, Field
from tui.dialogs.form import FormDialog
from tui.dialogs.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome
    from portfolio.wording import Language

Asked = tuple[EnterPerson | ChangePerson, str | None]
"""What is asked for, and why."""

_DOMAIN_NAMES = {"code": "person", "logins": "login"}
"""What the domain calls a value where it refuses it."""


class PersonForm(FormDialog["Asked", "Outcome"]):
    """Roles and logins of somebody; a new person gets a code and a name as well."""

    def __init__(self, office: Office, person: Person | None, language: Language) -> None:
        super().__init__(language)
        self._office = office
        self._person = person
        # One command for the life of the form: signing twice answers with the first result.
        self._command_id = new_command_id()

    def title_said(self) -> str:
        """Return whose roles and logins they are."""
        if self._person is None:
            return label("people.add", self.language)
        return f"{label('people.change', self.language)}: {self._person.code}"

    def about(self) -> Iterator[str]:
        """Say who it is, and what roles mean."""
        if self._person is not None:
            name = self.language.of((self._person.name, self._person.name_ja or self._person.name))
            yield f"{self._person.code} {name}"
        yield label("people.about_roles", self.language)

    def form(self) -> ComposeResult:
        """Ask for code and name of who is new, then for roles and logins."""
        if self._person is None:
            yield from (self._text(key, required=key != "name_ja") for key in _NAMED)
        roles, logins = (self._person.roles, self._person.logins) if self._person else ((), ())
        heading = column_heading("people", "roles", self.language)
        yield Ticks(heading, "roles", tuple(Role), roles, self.language)
        yield self._text("logins", value=", ".join(logins), hint="people.logins_hint")
        yield Field(label("dialog.reason", self.language), Entry("reason"), names=("reason",))

    def _text(self, key: str, *, value: str = "", hint: str = "", required: bool = False) -> Field:
        heading = column_heading("people", key, self.language)
        said = label(hint, self.language) if hint else ""
        entry = Entry(key, value=value, placeholder=said)
        names = (key, _DOMAIN_NAMES.get(key, key))
        return Field(heading, entry, names=names, required=required)

    def _written(self, key: str) -> str:
        return self.query_one(f"#{key}", Entry).value.strip()

    def signature(self) -> str:
        """Return the code of the person."""
        return self._person.code if self._person else self._written("code")

    def filled(self) -> Asked:
        """Return what is asked for. Raises `Invalid`."""
        return self._request(), self._written("reason") or None

    def _request(self) -> EnterPerson | ChangePerson:
        roles = cast("tuple[Role, ...]", self.query_one(Ticks).ticked)
        parts = self._written("logins").replace("、", ",").split(",")
        logins = tuple(each.strip() for each in parts if each.strip())
        if self._person is not None:
            return _change(self._person, roles, logins)
        for key in ("code", "name"):
            if not self._written(key):
                raise Invalid(key, "", "is missing", "write this field")
        person = Person(
            code=self._written("code"), name=self._written("name"),
            name_ja=self._written("name_ja") or None, roles=roles, logins=logins,
        )  # fmt: skip
        return EnterPerson(person=person)

    def attempt(self, asked: Asked, *, dry: bool) -> Outcome:
        """Put the person in place."""
        request, reason = asked
        command_id = None if dry else self._command_id
        return put_person(self._office, request, reason=reason, dry_run=dry, command_id=command_id)


_NAMED = ("code", "name", "name_ja")


def _change(person: Person, roles: tuple[Role, ...], logins: tuple[str, ...]) -> ChangePerson:
    """Return what is to be given and taken. Raises `Invalid` where that is nothing."""
    change = ChangePerson(
        code=person.code,
        give_roles=tuple(each for each in roles if each not in person.roles),
        take_roles=tuple(each for each in person.roles if each not in roles),
        give_logins=tuple(each for each in logins if each not in person.logins),
        take_logins=tuple(each for each in person.logins if each not in logins),
    )
    if change == ChangePerson(code=person.code):
        raise Invalid("roles", "", "is missing", "write this field")
    return change

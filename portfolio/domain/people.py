"""People and what they may do. A person is a person: two logins of one are still one person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.errors import NotFound
from portfolio.domain.record import record
from portfolio.domain.text import clean_code, clean_fields, clean_text, near_codes


class Role(StrEnum):
    """What a person is trusted with. One person may hold several; acts compare persons."""

    GRANT_OFFICER = "grant officer"
    ASSESSOR = "assessor"
    AUTHORISING_OFFICER = "authorising officer"
    ACCOUNTING_OFFICER = "accounting officer"
    COUNCIL = "council"
    BUDGET_REVIEWER = "budget reviewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


# An administrator decides who may act, so may not act on money as well (EU Financial Regulation
# 2024/2509, Art. 43: incompatible duties).
ROLES_ON_MONEY = frozenset(
    {
        Role.GRANT_OFFICER,
        Role.ASSESSOR,
        Role.AUTHORISING_OFFICER,
        Role.ACCOUNTING_OFFICER,
        Role.COUNCIL,
    }
)


@record("person", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who acts, known by code; `roles` and `logins` are sorted and without repeats."""

    code: str
    name: str
    name_ja: str | None = None
    roles: tuple[Role, ...] = ()
    logins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse unfit text and put roles and logins into their one order."""
        clean_code("person", self.code)
        clean_fields(self, name=120, name_ja=120)
        object.__setattr__(self, "roles", tuple(r for r in Role if r in self.roles))
        object.__setattr__(
            self, "logins", tuple(sorted({clean_text("login", text) for text in self.logins}))
        )


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """Everybody known, as the stream ``people`` has them."""

    people: tuple[Person, ...] = ()

    def by_login(self, login: str) -> Person | None:
        """Return the one person behind a login."""
        return next((p for p in self.people if login in p.logins), None)

    def by_code(self, code: str) -> Person | None:
        """Return the person with that code."""
        return next((p for p in self.people if p.code == code), None)

    def known(self, code: str) -> Person:
        """Return the person with that code. Raises `NotFound`, with the codes that look like it."""
        person = self.by_code(code)
        if person is None:
            raise NotFound("person", code, near_codes(code, (p.code for p in self.people)))
        return person

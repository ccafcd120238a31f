"""The people as rows, and what is to be said of one: roles, logins, and what is still to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.people import ROLES_ON_MONEY, Role
from portfolio.wording import label, word
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone
from tui.pages.figures import NONE, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.people import Person
    from portfolio.wording import Language


def roles_said(person: Person, language: Language) -> str:
    """Return the roles of a person in words."""
    return language.of((", ", "、")).join(word(role, language) for role in person.roles)


def people_layout(language: Language) -> Layout:
    """Return the columns."""
    return (
        Column(label("column.code", language), 14),
        Column(label("column.person_name", language), 18, grow=True),
        Column(label("column.role", language), 22),
        Column(label("column.login", language), 12),
        Column("", 4),
    )


def people_rows(people: Sequence[Person], me: Person | None, language: Language) -> list[Row]:
    """Return everybody known."""
    rows = []
    for person in people:
        name = in_language(person.name, person.name_ja, language)
        roles = roles_said(person, language)
        logins = ", ".join(person.logins)
        here = label("people.you", language) if me and me.code == person.code else ""
        cells = (
            Span(person.code, Tone.STRONG), Span(name), Span(roles or NONE),
            Span(logins or NONE), Span(here, Tone.DIM),
        )  # fmt: skip
        search = f"{person.code} {name} {roles} {logins}"
        rows.append(
            Row(key=person.code, cells=cells, layout=people_layout(language), search=search)
        )
    return rows


def about_person(person: Person, language: Language) -> Iterator[Paragraph]:
    """Yield who it is, as what they act, and under which logins."""
    name = in_language(person.name, person.name_ja, language)
    yield Paragraph(f"{person.code} {name}", Tone.STRONG)
    for key, said in (
        ("column.role", roles_said(person, language)),
        ("column.login", ", ".join(person.logins)),
    ):
        yield Paragraph(f"{label(key, language)}: {said or NONE}")


def what_lacks(people: Sequence[Person], language: Language) -> Iterator[Paragraph]:
    """Yield what no money can move without: the roles nobody has, in the words of what to do."""
    held = {role for person in people for role in person.roles}
    lacking = [role for role in Role if role in ROLES_ON_MONEY and role not in held]
    if lacking:
        names = language.of((", ", "、")).join(word(role, language) for role in lacking)
        yield Paragraph(label("people.lacking", language).format(roles=names), Tone.WARN)

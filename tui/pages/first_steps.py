"""What to do in a portfolio that has begun and has no grants: one row a choice, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.people import ROLES_ON_MONEY
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act
from portfolio.wording import label
from tui.actions import ACTIONS
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone, blank_row, title_row
from tui.pages.people import roles_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.people import Person
    from portfolio.wording import Language


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to begin with: the errand it opens, and the act that leads to, if to any."""

    errand: str
    act: Act | None = None


FIRST_STEPS = (
    FirstStep("people", Act.ENTER_PERSON),
    FirstStep("programme_new", Act.ENTER_PROGRAMME),
    FirstStep("import", Act.ENTER_PROGRAMME),
    FirstStep("template"),
    FirstStep("demonstration"),
)
"""What to begin with, in the order in which a portfolio is set up."""

_LAYOUT: Layout = (Column("", 3), Column("", 34), Column("", 20, grow=True, from_width=100))


def first_rows(person: Person | None, language: Language) -> list[Row]:
    """Return the choices, those first that are for this person to do."""
    steps = sorted(FIRST_STEPS, key=lambda step: not _is_for(step, person))
    return [
        title_row(label("first.title", language)),
        *(_row(step, language) for step in steps),
        blank_row(),
    ]


def _is_for(step: FirstStep, person: Person | None) -> bool:
    """Whether it is for this person: their roles allow the act that it leads to, if to any."""
    roles = person.roles if person else ()
    return step.act is None or any(role in roles for role in ROLES_OF_PLAIN_ACTS[step.act])


def _row(step: FirstStep, language: Language) -> Row:
    key = next((each.key for each in ACTIONS if each.name == step.errand), "")
    name = label(f"first.{step.errand}", language)
    about = label(f"first.about_{step.errand}", language)
    return Row(
        key=f"begin {step.errand}",
        cells=(Span(key, Tone.STRONG), Span(name), Span(about, Tone.DIM)),
        layout=_LAYOUT,
        search=f"{name} {about}",
    )


def errand_of(row: Row) -> str | None:
    """Return the errand a row opens, None where it is no first step."""
    kind, _, errand = row.key.partition(" ")
    return errand if kind == "begin" else None


def about_first(
    row: Row | None, person: Person | None, place: str, language: Language
) -> Iterator[Paragraph]:
    """Yield what the chosen step is, who acts, and what they cannot do by themselves."""
    errand = errand_of(row) if row else None
    if errand is not None:
        yield Paragraph(label(f"first.about_{errand}", language), Tone.STRONG)
    if person is None:
        yield Paragraph(label("first.nobody", language), Tone.WARN)
    else:
        roles = roles_said(person, language)
        yield Paragraph(label("first.you", language).format(code=person.code, roles=roles))
        if ROLES_ON_MONEY.isdisjoint(person.roles):
            yield Paragraph(label("first.no_role_on_money", language), Tone.WARN)
    yield Paragraph(label("empty.first_run", language).format(place=place), Tone.DIM)

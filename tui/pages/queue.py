"""The queue as rows: who is waited for, to do what, since when, for what money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.domain.people import Role
from portfolio.wording import LABELS, Language, amount_short, label, waited, word
from tui.lines import Column, Layout, Paragraph, Row, Span, Subject, Tone
from tui.pages.figures import basis_mark, basis_tone, in_language, money_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from portfolio.domain.people import Person
    from portfolio.reports.queue import QueueLine

LONG_WAIT_DAYS = 90
"""Days after which a wait is coloured; it says its days in any case."""

MINE, ALL = "mine", "all"


def tabs_for(
    person: Person | None, by_role: Mapping[Role, int], mine: Mapping[Role, int]
) -> tuple[str, ...]:
    """Return the tabs: mine where I act in a role something waits for, all, then the roles.

    A role of which mine already has every line, and nothing else, has no tab of its own.
    """
    waiting = {role: count for role, count in by_role.items() if count}
    own = (MINE,) if person and any(role in waiting for role in person.roles) else ()
    return (*own, ALL, *(r for r in Role if r in waiting and dict(mine) != {r: waiting[r]}))


def lines_in(tab: str, person: Person | None, lines: Sequence[QueueLine]) -> tuple[QueueLine, ...]:
    """Return what belongs to a tab; of mine first what was assigned to me, then what nobody was."""
    if tab == MINE:
        mine = (line for line in lines if person is not None and line.waits_for(person))
        return tuple(sorted(mine, key=lambda line: line.assigned_to is None))
    role = role_of(tab)
    return tuple(line for line in lines if role in (None, line.role))


def role_of(tab: str) -> Role | None:
    """Return the role a tab is for, if it is for one."""
    return Role(tab) if tab in tuple(Role) else None


def says_whom(lines: Sequence[QueueLine]) -> bool:
    """Whether it has to be said whom each line waits for: not where it is one role for all."""
    return len({line.role for line in lines}) > 1 or any(line.assigned_to for line in lines)


def tab_words(tab: str, count: int, language: Language) -> str:
    """Return what stands on a tab, with how many it holds."""
    key = f"tab.{tab}"
    name = label(key, language) if key in LABELS else word(Role(tab), language)
    return f"{name} {count:,}"


def queue_layout(language: Language, lines: Sequence[QueueLine]) -> Layout:
    """Return the columns for these lines and any part of them.

    Whom they wait for is left out where it is the same for all.
    """
    with_role = says_whom(lines)
    roles = max((cell_len(_whom(line, language)) for line in lines), default=0)
    role = Column(label("column.waits_for", language), LEAST_ROLE, most=roles, name=_ROLE)
    acts = max((cell_len(word(line.act, language)) for line in lines), default=0)
    subjects = max((cell_len(line.subject) for line in lines), default=0)
    act = Column(label("column.act", language), LEAST_ACT, most=acts, name="act")
    subject = Column(
        label("column.subject", language), LEAST_SUBJECT, most=subjects, grow=True, name="subject"
    )
    title = Column(
        label("column.title", language), 6, grow=True, from_width=96 if with_role else 0,
        name="what",
    )  # fmt: skip
    return (
        *((role,) if with_role else ()),
        act,
        Column("", 4),
        subject,
        title,
        Column(label("column.since", language), 10, from_width=96, name="since"),
        Column(label("column.waited", language), 9, right=True, name="waited"),
        Column(label("column.amount", language), 12, right=True, name="money"),
    )


_ROLE = "role"
"""The column that says whom a line waits for."""

LEAST_ROLE = 12
"""Cells in which roles can be told apart."""

LEAST_ACT = 8
"""Cells in which most acts can be said."""

LEAST_SUBJECT = 19
"""Cells in which most subjects can be named."""


def queue_rows(
    lines: Sequence[QueueLine], today: date, language: Language, layout: Layout
) -> list[Row]:
    """Return one row for each thing that waits, in the columns of `queue_layout`."""
    rows = []
    for line in lines:
        cells = _cells(line, today, language)
        shown = cells if layout[0].name == _ROLE else cells[1:]
        rows.append(
            Row(
                key=key_of(line),
                cells=shown,
                layout=layout,
                subject=Subject(line.kind, line.grant, line.code),
            )
        )
    return rows


def key_of(line: QueueLine) -> str:
    """Return the key of a line's row: one subject may wait for several acts."""
    return f"{line.kind} {line.subject} {line.act}"


def _cells(line: QueueLine, today: date, language: Language) -> tuple[Span, ...]:
    money = amount_short(line.money_minor, line.currency, language)
    long = (today - line.since).days > LONG_WAIT_DAYS
    return (
        Span(_whom(line, language)),
        Span(word(line.act, language), Tone.STRONG),
        Span(basis_mark(line.plan_basis, language), basis_tone(line.plan_basis)),
        Span(line.subject),
        Span(in_language(line.what, line.what_ja, language)),
        Span(line.since.isoformat(), Tone.DIM),
        Span(waited(line.since, today, language), Tone.WARN if long else Tone.PLAIN),
        Span(money_or_none(line.money_minor, money)),
    )


def _whom(line: QueueLine, language: Language) -> str:
    return line.assigned_to or word(line.role, language)


def whom_paragraph(line: QueueLine, language: Language) -> Paragraph:
    """Return whom it waits for, and whom not for what they did before."""
    comma = language.of((", ", "、"))
    whom = " ".join((word(line.role, language), line.assigned_to or ""))
    said = [f"{label('column.waits_for', language)} {whom}".strip()]
    if line.barred:
        said.append(f"{label('column.barred', language)} {comma.join(line.barred)}")
    return Paragraph("  ".join(said), Tone.DIM)

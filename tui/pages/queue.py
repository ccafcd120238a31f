"""The queue as rows: who is waited for, to do what, since when, for what money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.people import Role
from portfolio.wording import Language, amount_short, kind_word, label, waited, word
from tui.lines import Column, Layout, Row, Span, Subject, Tone
from tui.pages.figures import basis_mark, basis_tone, in_language, money_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portfolio.domain.people import Person
    from portfolio.reports.queue import QueueLine

LONG_WAIT_DAYS = 90
"""Days after which a wait is coloured; it says its days in any case."""

MINE, ALL = "mine", "all"


def tabs_for(person: Person | None, lines: Sequence[QueueLine]) -> tuple[str, ...]:
    """Return the tabs: mine where I act in a role something waits for, all, the other roles."""
    waiting = tuple(role for role in Role if any(line.role is role for line in lines))
    own = person.roles if person else ()
    mine = (MINE,) if any(role in waiting for role in own) else ()
    return (*mine, ALL, *(role for role in waiting if role not in own or len(own) > 1))


def lines_in(tab: str, person: Person | None, lines: Sequence[QueueLine]) -> tuple[QueueLine, ...]:
    """Return what belongs to a tab."""
    if tab == ALL:
        return tuple(lines)
    roles = (person.roles if person else ()) if tab == MINE else (Role(tab),)
    return tuple(line for line in lines if line.role in roles)


def tab_words(tab: str, count: int, language: Language) -> str:
    """Return what stands on a tab, with how many it holds."""
    name = label(f"tab.{tab}", language) if tab in (MINE, ALL) else word(Role(tab), language)
    return f"{name} {count}"


def queue_layout(language: Language, *, with_role: bool) -> Layout:
    """Return the columns; the role is left out where all rows have the same."""
    role = Column(label("column.waits_for", language), 19)
    title = Column(label("column.title", language), 6, grow=True, from_width=96 if with_role else 0)
    gap = () if not with_role else (role,)
    subject_grows = with_role
    return (
        *gap,
        Column(label("column.act", language), 8),
        Column("", 4),
        Column(label("column.subject", language), 20, grow=subject_grows),
        Column(title.label, 16, grow=not subject_grows, from_width=title.from_width),
        Column(label("column.since", language), 10, from_width=96),
        Column(label("column.waited", language), 9, right=True),
        Column(label("column.amount", language), 12, right=True),
    )


def queue_rows(
    lines: Sequence[QueueLine],
    today: date,
    language: Language,
    *,
    with_role: bool,
) -> list[Row]:
    """Return one row for each thing that waits."""
    layout = queue_layout(language, with_role=with_role)
    rows = []
    for line in lines:
        cells = _cells(line, today, language)
        shown = cells if with_role else cells[1:]
        rows.append(
            Row(
                key=f"{line.kind} {line.subject}",
                cells=shown,
                layout=layout,
                subject=Subject(line.kind, line.grant, line.code),
                search=_search(line, language),
            )
        )
    return rows


def _cells(line: QueueLine, today: date, language: Language) -> tuple[Span, ...]:
    money = amount_short(line.money_minor, line.currency, language)
    long = (today - line.since).days > LONG_WAIT_DAYS
    return (
        Span(word(line.role, language)),
        Span(word(line.act, language), Tone.STRONG),
        Span(basis_mark(line.plan_basis, language), basis_tone(line.plan_basis)),
        Span(line.subject),
        Span(in_language(line.what, line.what_ja, language)),
        Span(line.since.isoformat(), Tone.DIM),
        Span(waited(line.since, today, language), Tone.WARN if long else Tone.PLAIN),
        Span(money_or_none(line.money_minor, money)),
    )


def _search(line: QueueLine, language: Language) -> str:
    return " ".join(
        (
            line.subject, in_language(line.what, line.what_ja, language), line.programme,
            in_language(line.title, line.title_ja, language), word(line.role, language),
            word(line.act, language), kind_word(line.kind, language), line.kind,
        )
    )  # fmt: skip

"""A grant as one list in parts: where it stands, its plan, what is on record, and who holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.readiness import TOP
from portfolio.domain.states import MilestoneState
from portfolio.wording import amount_short, day, label, word
from tui.lines import Column, Layout, Row, Span, Subject, Tone, blank_row, head_row, title_row
from tui.pages.figures import (
    NONE,
    basis_mark,
    basis_tone,
    due_words,
    in_language,
    ladder,
    percentage,
)
from tui.pages.grant_handling import assignment_rows, note_rows
from tui.pages.grant_money import instalment_rows
from tui.pages.grant_people import commitment_rows
from tui.pages.grant_records import PARTS, funding_rows, gate_rows, grant_row, record_rows
from tui.pages.journal import entry_rows, journal_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

NEWEST = 10
"""How many journal entries the grant screen shows; the journal has the rest."""

WHOLE_JOURNAL = "journal"
"""The key of the row that leads there."""


def grant_rows(dossier: Dossier, language: Language) -> list[Row]:
    """Return every part of a grant as rows, each part under its title."""
    rows: list[Row] = [grant_row(dossier, language)]
    for part in (
        assignment_rows(dossier, language),
        _readiness(dossier, language),
        _milestones(dossier, language),
        commitment_rows(dossier, language),
        instalment_rows(dossier, language),
        *(record_rows(dossier, name, language) for name in PARTS),
        funding_rows(dossier, language),
        _members(dossier, language),
        _awards(dossier, language),
        note_rows(dossier, language),
        _newest(dossier, language),
    ):
        lines = list(part)
        if len(lines) > 1:
            rows.extend((blank_row(), *lines))
    return rows


def _readiness(dossier: Dossier, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column("", 12),
        Column("", 12, grow=True),
        Column("", 12),
        Column("", 24),
    )
    yield title_row(label("part.readiness", language))
    for each in dossier.file.elements:
        title = in_language(each.title, each.title_ja, language)
        drawn = ladder(each.entry_level, each.current_level, each.target_level, TOP[each.scale])
        said = label("readiness.levels", language).format(
            scale=each.scale.value, entry=each.entry_level, now=each.current_level,
            target=each.target_level,
        )  # fmt: skip
        yield Row(
            key=f"element {each.code}",
            cells=(Span(each.code), Span(title), Span(drawn), Span(said)),
            layout=layout,
            search=f"{each.code} {title}",
        )


def _milestones(dossier: Dossier, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column(label("column.code", language), 6),
        Column(label("column.level", language), 6),
        Column(label("column.title", language), 16, grow=True),
        Column("", 4),
        Column(label("column.state", language), 10),
        Column(label("column.share", language), 5, right=True, from_width=90),
        Column(label("column.baseline", language), 10, from_width=110),
        Column(label("column.due", language), 10),
        Column("", 14),
    )
    yield title_row(label("part.milestones", language))
    yield head_row(layout)
    for each in dossier.file.milestones:
        title = in_language(each.title, each.title_ja, language)
        state = word(each.state, language)
        scale = dossier.file.element(each.element).scale.value
        awaited_on = each.awaited_on
        far = due_words(awaited_on, dossier.as_of, language) if each.is_open else Span("")
        moved = each.baseline_due_on != awaited_on
        yield Row(
            key=f"milestone {each.code}",
            cells=(
                Span(each.code),
                Span(f"{scale} {each.level}"),
                Span(title),
                Span(basis_mark(each.basis, language), basis_tone(each.basis)),
                Span(state, Tone.GOOD if each.state is MilestoneState.MET else Tone.PLAIN),
                Span(NONE if each.share_met is None else percentage(each.share_met, 0)),
                Span(each.baseline_due_on.isoformat() if moved else "", Tone.DIM),
                Span(awaited_on.isoformat(), Tone.WARN if moved else Tone.PLAIN),
                far,
            ),
            layout=layout,
            subject=Subject("milestone", dossier.file.code, each.code),
            search=f"{each.code} {title} {state}",
        )
        yield from gate_rows(dossier, each.code, layout, language)


def _members(dossier: Dossier, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column("", 12), Column("", 16, grow=True), Column("", 14), Column("", 2),
        Column("", 7, right=True),
    )  # fmt: skip
    yield title_row(label("part.members", language))
    for each in dossier.file.members:
        name = in_language(each.name, each.name_ja, language)
        yield Row(
            key=f"member {each.code}",
            cells=(
                Span(each.code), Span(name), Span(word(each.role, language)),
                Span(each.country), Span(percentage(each.share)),
            ),
            layout=layout,
            subject=Subject("member", dossier.file.code, each.code),
            search=f"{each.code} {name}",
        )  # fmt: skip


def _awards(dossier: Dossier, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column("", 3, right=True), Column("", 16), Column("", 12, grow=True), Column("", 4),
        Column("", 12, right=True),
    )  # fmt: skip
    currency = dossier.programme.programme.currency
    yield title_row(label("part.award", language))
    for each in dossier.file.awards:
        yield Row(
            key=f"award {each.number}",
            cells=(
                Span(str(each.number)),
                Span(day(each.decided_on, language)),
                Span(word(each.instrument, language)),
                Span(basis_mark(each.basis, language), basis_tone(each.basis)),
                Span(amount_short(each.amount_minor, currency, language)),
            ),
            layout=layout,
            search=f"{each.number} {each.decided_on}",
        )


def _newest(dossier: Dossier, language: Language) -> Iterator[Row]:
    yield title_row(label("screen.journal", language))
    yield head_row(journal_layout(language))
    yield from entry_rows(dossier.newest[:NEWEST], language)
    whole = label("journal.whole", language)
    yield Row(key=WHOLE_JOURNAL, cells=(Span(whole, Tone.STRONG),), search=whole)

"""The journal as rows, and one entry in full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from portfolio.domain.people import Role
from portfolio.domain.transitions import TABLES, Act
from portfolio.services.office import AGENCY_ZONE
from portfolio.wording import amount, day, kind_word, label, moment, word
from tui.lines import BLANK, Column, Layout, Paragraph, Row, Span, Subject, Tone
from tui.widgets.findings import finding_paragraphs
from tui.widgets.paper import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.journal import JournalEntry
    from portfolio.reports.journal_lines import JournalLine
    from portfolio.wording import Language

_LEAD = 14


def act_word(act: str, language: Language) -> str:
    """Return the word for an act as the journal names it."""
    return word(Act(act), language)


def journal_layout(language: Language) -> Layout:
    """Return the columns of the journal."""
    return (
        Column(label("column.recorded", language), 16, name="recorded"),
        Column(label("column.actor", language), 14, name="actor"),
        Column(label("column.act", language), 18, name="act"),
        Column(label("column.subject", language), 20, grow=True, name="subject"),
        Column(label("column.reason", language), 40, from_width=116, name="reason"),
    )


def entry_key(entry: JournalEntry | JournalLine) -> str:
    """Return the key of an entry's row."""
    return f"entry {entry.stream} {entry.seq}"


def entry_rows(entries: Sequence[JournalEntry | JournalLine], language: Language) -> Iterator[Row]:
    """Yield one row for each entry."""
    layout, zone = journal_layout(language), ZoneInfo(AGENCY_ZONE)
    for entry in entries:
        act = act_word(entry.act, language)
        grant = entry.stream.removeprefix("grant/")
        yield Row(
            key=entry_key(entry),
            cells=(
                Span(f"{entry.recorded_at.astimezone(zone):%Y-%m-%d %H:%M}", Tone.DIM),
                Span(entry.actor),
                Span(act, Tone.STRONG),
                Span(entry.subject),
                Span(entry.reason or "", Tone.DIM),
            ),
            layout=layout,
            subject=Subject("entry", grant, str(entry.seq)),
            search=f"{entry.subject} {entry.stream} {entry.actor} {act} {entry.act} {entry.reason}",
        )


def entry_paragraphs(
    entry: JournalEntry, currency: str | None, language: Language
) -> Iterator[Paragraph]:
    """Yield everything an entry says: the move, why, the findings, the records, the hashes."""
    head = f"{act_word(entry.act, language)}  {entry.subject}"
    yield Paragraph(head, Tone.STRONG)
    yield BLANK
    moved = " -> ".join(_state_words(entry, language))
    money = ""
    if entry.amount_minor is not None and currency:
        money = amount(entry.amount_minor, currency, language)
    for key, said in (
        ("column.recorded", moment(entry.recorded_at, AGENCY_ZONE, language)),
        ("column.effective", day(entry.effective_on, language)),
        ("column.actor", f"{entry.actor} ({word(Role(entry.role), language)})"),
        ("column.state", moved),
        ("column.amount", money),
        ("column.fiscal_year", str(entry.fiscal_year or "")),
        ("column.reason", entry.reason or ""),
        ("column.number", f"{entry.stream} {entry.seq}"),
    ):
        if said:
            yield Paragraph(said, lead=lead_of(label(key, language), _LEAD), lead_tone=Tone.DIM)
    yield BLANK
    found = entry.findings()
    if found:
        yield Paragraph(label("part.findings", language), Tone.STRONG)
        yield from finding_paragraphs(found, language)
        yield BLANK
    yield from _records(entry, language)
    yield from _hashes(entry, language)


def _state_words(entry: JournalEntry, language: Language) -> Iterator[str]:
    """Yield the words for the states an entry moved from and to, as the table of moves has them."""
    for table in TABLES.values():
        for move in table:
            before = move.before.value if move.before else None
            moved = (entry.act, entry.from_state, entry.to_state)
            if (move.act.value, before, move.after.value) == moved:
                yield from (word(s, language) for s in (move.before, move.after) if s)
                return


def _records(entry: JournalEntry, language: Language) -> Iterator[Paragraph]:
    yield Paragraph(label("part.records", language), Tone.STRONG)
    for kind, row in entry.records():
        cells = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
        yield Paragraph(cells, lead=kind_word(kind, language), lead_tone=Tone.DIM)
    yield BLANK


def _hashes(entry: JournalEntry, language: Language) -> Iterator[Paragraph]:
    for key, said in (
        ("column.previous_hash", entry.previous_hash),
        ("column.hash", entry.hash),
        ("column.command", entry.command_id),
        ("column.request_hash", entry.request_hash),
        ("review.rules_edition", entry.rules_edition),
    ):
        yield Paragraph(said, lead=lead_of(label(key, language), _LEAD), lead_tone=Tone.DIM)

"""The outlook as one list in parts: years, quarters, carry-over, milestones, people, other days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from portfolio.domain.period import Timing
from portfolio.reports.ahead import Part
from portfolio.wording import kind_word, label, word
from tui.lines import Column, Layout, Row, Span, Subject, Tone, blank_row
from tui.pages.figures import (
    NONE,
    basis_mark,
    basis_tone,
    due_words,
    in_language,
)
from tui.pages.outlook_years import headed, money_of, quarter_rows, year_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from portfolio.reports.ahead import Ahead
    from portfolio.reports.outlook import Outlook
    from portfolio.wording import Language

_NEAR = {Timing.OVERDUE: Tone.BAD, Timing.AT_RISK: Tone.WARN, Timing.IN_TIME: Tone.PLAIN}
_HEADS = {
    Part.CARRY_OVER: ("outlook.condition_due", "column.until", "column.blocked_by"),
    Part.MILESTONE: ("column.due", "column.baseline", "outlook.slipped"),
    Part.COMMITMENT: ("column.due", "column.promised", "column.short_by"),
    Part.DAY: ("column.due", "", "column.act"),
}
"""The heads of the columns that differ: the day, what is said where there is room, and the rest."""


def outlook_rows(found: Outlook, language: Language, *, blocks: bool) -> list[Row]:
    """Return every part under its title; a part with nothing in it is left out."""
    parts = (
        year_rows(found, language),
        quarter_rows(found, language, blocks=blocks),
        *(_part(found, part, language) for part in Part),
    )
    rows: list[Row] = []
    for own in parts:
        if own:
            rows.extend([blank_row()] if rows else [])
            rows.extend(own)
    return rows


def _part(found: Outlook, part: Part, language: Language) -> list[Row]:
    lines = [line for line in found.lines if line.part is part]
    layout = tuple(_layout(part, language))
    rows = [_row(line, layout, found.as_of, language) for line in lines]
    return headed(_title(part, lines, language), layout, rows)


def _title(part: Part, lines: Sequence[Ahead], language: Language) -> str:
    """Return what a part is called, and how many of its days have passed or are near."""
    counts = Counter(line.timing for line in lines)
    said = (
        f"{word(timing, language)} {counts[timing]:,}"
        for timing in (Timing.OVERDUE, Timing.AT_RISK)
        if counts[timing]
    )
    return "  ".join((label(f"outlook.{part}", language), *said))


def _layout(part: Part, language: Language) -> Iterator[Column]:
    """Yield the columns of a part: an act needs more room than a figure."""
    due, more, said = (label(key, language) if key else "" for key in _HEADS[part])
    is_day = part is Part.DAY
    yield Column(due, 10)
    yield Column("", 14, from_width=100 if is_day else 0)
    yield Column(label("column.subject", language), 20)
    yield Column(label("column.title", language), 8, grow=True, from_width=100)
    yield Column("", 4)
    if more:
        yield Column(more, 10, right=part is Part.COMMITMENT, from_width=110)
    yield Column(said, 26 if is_day else 12, right=part in (Part.MILESTONE, Part.COMMITMENT))
    yield Column(label("outlook.hangs_on", language), 12, right=True)


def _row(line: Ahead, layout: Layout, today: date, language: Language) -> Row:
    what = in_language(line.what, line.what_ja, language)
    far = due_words(line.on, today, language)
    said = _said(line, language)
    return Row(
        key=line_key(line),
        cells=(
            Span(line.on.isoformat(), _NEAR[line.timing]), Span(far.text, _NEAR[line.timing]),
            Span(line.subject), Span(what),
            Span(basis_mark(line.basis, language), basis_tone(line.basis)), *_more(line), said,
            Span(money_of(line.money_minor, line.currency, language)),
        ),
        layout=layout,
        subject=Subject(line.kind, line.grant, line.code),
        search=f"{line.subject} {what} {line.programme} {kind_word(line.kind, language)} "
        f"{line.on} {far.text} {said.text} {_timing(line, language)} "
        f"{label(f'outlook.{line.part}', language)}",
    )  # fmt: skip


def line_key(line: Ahead) -> str:
    """Return the key of a line's row: a subject may stand in several parts."""
    return f"{line.part} {line.kind} {line.subject} {line.act or ''}"


def _timing(line: Ahead, language: Language) -> str:
    in_time = line.timing is Timing.IN_TIME
    return "" if in_time else word(line.timing, language)


def _more(line: Ahead) -> Iterator[Span]:
    """Yield what is said of a line only where there is room."""
    match line.part:
        case Part.CARRY_OVER:
            yield Span(str(line.year_ends_on), Tone.DIM)
        case Part.MILESTONE:
            yield Span(str(line.baseline_on), Tone.DIM)
        case Part.COMMITMENT:
            yield Span(f"{line.persons:,}", Tone.DIM)


def _said(line: Ahead, language: Language) -> Span:
    """Return what the lines of one part say: what is in the way, slip, persons missing, the act."""
    match line.part:
        case Part.CARRY_OVER:
            return Span(" ".join(line.blocking_codes) or label("outlook.in_part", language))
        case Part.MILESTONE if line.slip_days:
            days = f"{line.slip_days:+,}"
            return Span(label("outlook.slip", language).format(days=days), Tone.WARN)
        case Part.COMMITMENT:
            return Span(f"{line.missing_persons:,}", Tone.WARN)
    return Span(word(line.act, language) if line.act else NONE)

"""Two positions compared, as rows: figures that differ, decisions by whom, and what slipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.transitions import TABLES
from portfolio.exchange.sheets import Scope
from portfolio.services.differing import Decided, Difference
from portfolio.wording import amount, amount_short, day, label, word
from tui.lines import (
    Column,
    Layout,
    Paragraph,
    Row,
    Span,
    Subject,
    Tone,
    blank_row,
    head_row,
    title_row,
)
from tui.pages.figures import NONE, in_language
from tui.widgets.paper import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.services.differing import Compared
    from portfolio.wording import Language

Line = Difference | Decided

_KINDS = {move.act: kind for kind, table in TABLES.items() for move in table}
"""What each act of the tables of moves is done to."""

_LEAD = 14
_AMOUNT = 14


def lines_by_key(found: Compared) -> dict[str, Line]:
    """Return everything that was found by the key of its row."""
    kinds: dict[str, Sequence[Line]] = {
        "difference": found.differences, "decision": found.decisions, "slip": found.slips,
    }  # fmt: skip
    return {
        f"{kind} {place}": each for kind, lines in kinds.items() for place, each in enumerate(lines)
    }


def compared_rows(found: Compared, language: Language) -> list[Row]:
    """Return figures, decisions and what slipped, each under its title where there is any."""
    figures, decided = _of_figures(language), _of_decisions(language)
    parts = (
        ("sheet.differences", found.differences_in_all, figures,
         [_difference(i, each, figures, language) for i, each in enumerate(found.differences)]),
        ("differences.decisions", found.decisions_in_all, decided,
         [_decision(f"decision {i}", each, decided, language)
          for i, each in enumerate(found.decisions)]),
        ("differences.slips", found.slips_in_all, decided,
         [_decision(f"slip {i}", each, decided, language) for i, each in enumerate(found.slips)]),
    )  # fmt: skip
    rows: list[Row] = []
    for key, count, layout, own in parts:
        if own:
            rows.extend([blank_row()] if rows else [])
            rows.extend((title_row(f"{label(key, language)} ({count:,})"), head_row(layout), *own))
    return rows


def about_line(line: Line, language: Language) -> Iterator[Paragraph]:
    """Yield the whole of what a row is about."""
    if isinstance(line, Difference):
        yield Paragraph(_figure_of(line, language), Tone.STRONG)
        for key in ("before", "after", "difference"):
            minor = getattr(line, f"{key}_minor")
            yield _named(key, amount(minor, line.currency, language), language)
        return
    name = in_language(line.title.english, line.title.japanese, language)
    yield Paragraph(f"{_kind(line, language)} {line.subject}  {name}", Tone.STRONG)
    moved = line.amount_minor
    for key, said in (
        ("effective", day(line.effective_on, language)),
        ("amount", None if moved is None else amount(moved, line.currency, language)),
        ("before", line.before),
        ("after", line.after),
        ("actor", line.people),
        ("role", word(line.role, language) if line.role else None),
        ("reason", line.reason),
    ):
        if said:
            yield _named(key, said, language)


def _of_figures(language: Language) -> Layout:
    return (
        Column(label("column.subject", language), 16, grow=True),
        Column(label("column.figure", language), 13),
        *(
            Column(label(f"column.{name}", language), _AMOUNT, right=True)
            for name in ("before", "after", "difference")
        ),
    )


def _of_decisions(language: Language) -> Layout:
    return (
        Column(label("column.effective", language), 10),
        Column(label("column.change", language), 15),
        Column(label("column.subject", language), 16, grow=True),
        Column(label("column.amount", language), _AMOUNT, right=True),
        Column(label("column.actor", language), 16),
        Column(label("column.reason", language), 34, from_width=112),
    )


def _difference(i: int, line: Difference, layout: Layout, language: Language) -> Row:
    figure = label(f"column.{line.figure}", language)
    grant = line.scope is Scope.GRANT
    minors = (line.before_minor, line.after_minor, line.difference_minor)
    return Row(
        key=f"difference {i}",
        cells=(
            Span(line.subject, Tone.STRONG),
            Span(figure),
            *(Span(amount_short(minor, line.currency, language)) for minor in minors),
        ),
        layout=layout,
        subject=Subject("grant", line.subject) if grant else None,
        search=_figure_of(line, language),
    )


def _decision(key: str, line: Decided, layout: Layout, language: Language) -> Row:
    kind, minor = _kind(line, language), line.amount_minor
    said = line.reason or " ".join(each for each in (line.before, "→", line.after) if each)
    told = said if line.reason or line.after else ""
    name = in_language(line.title.english, line.title.japanese, language)
    return Row(
        key=key,
        cells=(
            Span(line.effective_on.isoformat(), Tone.DIM),
            Span(kind, Tone.WARN if line.entry is None else Tone.PLAIN),
            Span(line.subject, Tone.STRONG),
            Span(NONE if minor is None else amount_short(minor, line.currency, language)),
            Span(line.people or NONE),
            Span(told, Tone.DIM),
        ),
        layout=layout,
        subject=_subject(line),
        search=f"{kind} {line.subject} {name} {line.people or ''} {line.reason or ''}",
    )


def _subject(line: Decided) -> Subject:
    """Return what was decided on; of a milestone that slipped there is no act."""
    grant, _, code = line.subject.partition("/")
    kind = "milestone" if line.act is None else _KINDS.get(line.act, "grant")
    return Subject(kind, grant, code)


def _kind(line: Decided, language: Language) -> str:
    return label(f"change.{line.kind}", language)


def _figure_of(line: Difference, language: Language) -> str:
    figure = label(f"column.{line.figure}", language)
    return f"{label(f'change.{line.scope}', language)} {line.subject}  {figure}"


def _named(key: str, said: str, language: Language) -> Paragraph:
    lead = lead_of(label(f"column.{key}", language), _LEAD)
    return Paragraph(said, lead=lead, lead_tone=Tone.DIM)

"""A plan of an import as rows: what is wrong, what would change, and what comes in or is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.domain.errors import Problem
from portfolio.services.changing import Changed
from portfolio.services.importing import Planned
from portfolio.wording import amount, kind_word, label, word
from portfolio.wording.problems import why_and_remedy
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone, blank_row, head_row, title_row
from tui.pages.figures import NONE
from tui.widgets.paper import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portfolio.services.importing import Plan
    from portfolio.wording import Language

_LEAD = 14
_MOST_VALUE = 17
"""The most cells a value gets in a list; the pane has it in full."""

_KINDS = (".csv", ".json", ".xlsx", ".xml")


def kind_of(path: Path) -> str:
    """Return the key of what a file is read as, by how its name ends; a folder as CSV files."""
    ending = path.suffix.lower()
    kind = "folder" if path.is_dir() else ending[1:] if ending in _KINDS else "json"
    return f"import.kind_{kind}"


def counts(plan: Plan, language: Language) -> str:
    """Return how much comes in, is known, would change and is wrong."""
    return label("import.counts", language).format(
        adds=f"{sum(line.adds for line in plan.lines):,}",
        leaves=f"{sum(line.leaves for line in plan.lines):,}",
        changes=f"{len(plan.changes):,}",
        problems=f"{len(plan.problems):,}",
    )


def lines_by_key(plan: Plan) -> dict[str, Problem | Changed | Planned]:
    """Return everything a plan says by the key of its row: what is wrong first."""
    found: dict[str, Problem | Changed | Planned] = {}
    found |= {f"problem {i}": each for i, each in enumerate(plan.problems)}
    found |= {f"change {i}": each for i, each in enumerate(plan.changes)}
    found |= {f"line {i}": each for i, each in enumerate(plan.lines)}
    return found


def plan_rows(plan: Plan, language: Language) -> list[Row]:
    """Return a plan in parts, each under its title: problems, changes, and what it brings."""
    rows: list[Row] = []
    for part in (_problems(plan, language), _changes(plan, language), _lines(plan, language)):
        own = list(part)
        if len(own) > 2:  # noqa: PLR2004  # title and column labels
            rows.extend([blank_row()] if rows else [])
            rows.extend(own)
    return rows


def _problems(plan: Plan, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column(label("column.place", language), 24),
        Column(label("column.value", language), 16),
        Column(label("column.why_not", language), 30, grow=True),
        Column(label("column.remedy", language), 34, from_width=112),
    )
    yield title_row(label("part.problems", language))
    yield head_row(layout)
    for i, each in enumerate(plan.problems):
        why, remedy = why_and_remedy(each, language)
        yield Row(
            key=f"problem {i}",
            cells=(
                Span(each.place or each.file, Tone.STRONG), Span(each.value),
                Span(why, Tone.BAD), Span(remedy),
            ),
            layout=layout,
            search=f"{each.file} {each.place} {each.value} {why} {remedy}",
        )  # fmt: skip


def _changes(plan: Plan, language: Language) -> Iterator[Row]:
    said = [_said(each, language) for each in plan.changes]
    old, new = (max((cell_len(each[i]) for each in said), default=0) for i in (1, 2))
    layout: Layout = (
        Column(label("column.subject", language), 20),
        Column(label("column.amends", language), 10, grow=True),
        _of_values("column.stands", old, language),
        _of_values("column.becomes", new, language),
        Column(label("column.place", language), 26, from_width=112),
        Column(label("column.proposed_in", language), 12, from_width=112),
    )
    yield title_row(label("part.changes", language))
    yield head_row(layout)
    for i, (each, (what, stands, becomes)) in enumerate(zip(plan.changes, said, strict=True)):
        yield Row(
            key=f"change {i}",
            cells=(
                Span(each.subject, Tone.STRONG), Span(what), Span(stands),
                Span(becomes, Tone.WARN), Span(each.place), Span(each.amendment or NONE),
            ),
            layout=layout,
            search=f"{each.subject} {what} {stands} {becomes} {each.place} {each.amendment or ''}",
        )  # fmt: skip


def _of_values(key: str, cells: int, language: Language) -> Column:
    """Return a column of values: as wide as they are, at the right unless one has to be cut."""
    return Column(
        label(key, language), max(10, min(cells, _MOST_VALUE)), right=cells <= _MOST_VALUE
    )


def _lines(plan: Plan, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column(label("column.kind", language), 14),
        Column(label("column.subject", language), 20, grow=True),
        Column(label("column.adds", language), 8, right=True),
        Column(label("column.leaves", language), 8, right=True),
    )
    yield title_row(label("part.plan", language))
    yield head_row(layout)
    for i, each in enumerate(plan.lines):
        kind = kind_word(each.what, language)
        yield Row(
            key=f"line {i}",
            cells=(
                Span(kind), Span(each.subject, Tone.STRONG),
                Span(f"{each.adds:,}" if each.adds else NONE, Tone.GOOD if each.adds else Tone.DIM),
                Span(f"{each.leaves:,}" if each.leaves else NONE, Tone.DIM),
            ),
            layout=layout,
            search=f"{kind} {each.what} {each.subject}",
        )  # fmt: skip


def about_line(found: Problem | Changed | Planned, language: Language) -> Iterator[Paragraph]:
    """Yield the whole of what a row is about."""
    match found:
        case Problem():
            yield from _about_problem(found, language)
        case Changed():
            yield from _about_change(found, language)
        case Planned():
            yield from _about_planned(found, language)


def titled(row: Row) -> str:
    """Return what a row is called when it is shown alone."""
    return " ".join(cell.text for cell in row.cells[:2] if cell.text)


def _about_problem(found: Problem, language: Language) -> Iterator[Paragraph]:
    """Yield where something is wrong, what stands there, why not, and what would fit."""
    why, remedy = why_and_remedy(found, language)
    place = f"{found.file}, {found.place}" if found.place else found.file
    yield _named("column.place", place, language, Tone.STRONG)
    if found.value:
        yield _named("column.value", found.value, language)
    yield _named("column.why_not", why, language, Tone.BAD)
    yield _named("column.remedy", remedy, language)


def _about_change(change: Changed, language: Language) -> Iterator[Paragraph]:
    """Yield what would change, from what to what, and where the file says so."""
    what, old, new = _said(change, language)
    yield Paragraph(f"{change.subject}  {what}", Tone.STRONG)
    yield _named("column.stands", old, language)
    yield _named("column.becomes", new, language, Tone.WARN)
    yield _named("column.place", change.place, language)
    if change.amendment is not None:
        yield _named("column.proposed_in", change.amendment, language)


def _about_planned(line: Planned, language: Language) -> Iterator[Paragraph]:
    """Yield what a file brings to one subject, and what of it is known."""
    yield Paragraph(f"{kind_word(line.what, language)} {line.subject}", Tone.STRONG)
    yield _named("column.adds", f"{line.adds:,}", language)
    yield _named("column.leaves", f"{line.leaves:,}", language)
    if line.changes:
        yield _named("part.changes", f"{len(line.changes):,}", language)


def _said(change: Changed, language: Language) -> tuple[str, str, str]:
    """Return what a change is about, and its values as people read them."""

    def shown(text: str) -> str:
        return amount(int(text), change.currency, language) if change.currency and text else text

    return word(change.what, language), shown(change.old) or NONE, shown(change.new) or NONE


def _named(key: str, said: str, language: Language, tone: Tone = Tone.PLAIN) -> Paragraph:
    return Paragraph(said, tone, lead=lead_of(label(key, language), _LEAD), lead_tone=Tone.DIM)

"""What is on record with a grant besides its plan: a part for each kind, a line for each record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.domain.co_funding import leverage
from portfolio.domain.states import STATES_OF_KIND, WaiverState
from portfolio.wording import amount_short, day, label, word
from tui.lines import Column, Layout, Row, Span, Subject, Tone, title_row
from tui.pages.facts import facts_of
from tui.pages.figures import NONE, ratio
from tui.pages.view import days_left
from tui.subjects import waits_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.suspension import Suspension
    from portfolio.domain.waiting import Waiting
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language
    from tui.pages.view import Facts

PARTS = {
    "suspensions": "suspension",
    "recoveries": "recovery",
    "holds": "hold",
    "waivers": "waiver",
    "amendments": "amendment",
    "costs": "cost",
    "covenants": "covenant",
    "screenings": "screening",
}
"""The parts in their order: as the grant's file has them, and the kind of record in each."""


def record_rows(dossier: Dossier, part: str, language: Language) -> Iterator[Row]:
    """Yield the title of a part and its records."""
    yield title_row(label(f"part.{part}", language))
    codes = [each.code for each in getattr(dossier.file, part)]
    yield from lines_of(dossier, PARTS[part], codes, language)


def lines_of(
    dossier: Dossier, kind: str, codes: Sequence[str], language: Language, below: str | None = None
) -> Iterator[Row]:
    """Yield a line a record: code, state, what it is, amount, and the day that matters next.

    With `below` they stand a cell to the right, under the record of that code, and are other rows
    than those in the part of their own kind.
    """
    subjects = [Subject(kind, dossier.file.code, code) for code in codes]
    facts = [facts_of(dossier, subject, language) for subject in subjects]
    layout = _layout(kind, facts, language)
    for subject, each in zip(subjects, facts, strict=True):
        state = word(each.state, language) if each.state is not None else ""
        cells = (
            Span(subject.code if below is None else f" {subject.code}"),
            Span(state, Tone.WARN if each.runs else Tone.PLAIN),
            Span(each.what),
            Span(_money(dossier, each, language)),
            days_left(each, dossier.as_of, language),
            Span(NONE if each.until is None else each.until.isoformat(), Tone.DIM),
        )
        yield Row(
            key=f"{kind} {subject.code}" + (f" {below}" if below else ""),
            cells=cells,
            layout=layout,
            subject=subject,
            search=f"{subject.code} {state} {each.what}",
        )


def _layout(kind: str, facts: Sequence[Facts], language: Language) -> Layout:
    """Return columns as wide as this kind of record needs; what none of these has takes no room."""
    states = [cell_len(word(state, language)) for state in STATES_OF_KIND.get(kind, ())]
    with_money = any(each.money_minor is not None for each in facts)
    runs = any(each.runs for each in facts)
    return (
        Column("", 6),
        Column("", max(states, default=0), from_width=0 if states else NEVER),
        Column("", 12, grow=True),
        Column("", 12, right=True, from_width=0 if with_money else NEVER),
        Column("", 14, right=True, from_width=0 if runs else NEVER),
        Column("", 10),
    )


NEVER = 1_000
"""A width that no list has: the column is not shown."""


def _money(dossier: Dossier, facts: Facts, language: Language) -> str:
    if facts.money_minor is None:
        return NONE
    currency = dossier.programme.programme.currency
    return amount_short(facts.money_minor, currency, language)


def grant_row(dossier: Dossier, language: Language) -> Row:
    """Return the line that says where the grant itself stands, and what is to follow first."""
    (row,) = lines_of(dossier, "grant", [""], language)
    waits = waits_on(dossier, row.subject) if row.subject else ()
    first = min(waits, key=lambda wait: wait.since, default=None)
    what = "" if first is None else next_words(first, language)
    return replace(
        row,
        cells=(Span(label("column.state", language), Tone.DIM), row.cells[1], Span(what)),
        layout=(*row.layout[:2], Column("", 12, grow=True)),
    )


def next_words(wait: Waiting, language: Language) -> str:
    """Return what comes next, by whom, and from which day on."""
    return label("instalment.next", language).format(
        act=word(wait.act, language), role=word(wait.role, language),
        day=day(wait.since, language),
    )  # fmt: skip


def funding_rows(dossier: Dossier, language: Language) -> Iterator[Row]:
    """Yield what private money is promised, with the leverage so far and the reports on each."""
    standing = dossier.standing
    lever = ratio(leverage(standing.raised_minor, standing.paid_minor))
    title = label("part.co_fundings", language)
    yield title_row(f"{title}  {label('column.leverage', language)} {lever}")
    for promise in dossier.file.co_fundings:
        yield from lines_of(dossier, "co_funding", [promise.code], language)
        reports = [report.code for report in dossier.file.funding_reports_on(promise.code)]
        yield from lines_of(dossier, "funding_report", reports, language, promise.code)


def gate_rows(
    dossier: Dossier, milestone: str, layout: Layout, language: Language
) -> Iterator[Row]:
    """Yield the stage-gates of a milestone, their days below those of the milestones."""
    gates = [gate.code for gate in dossier.file.stage_gates if gate.milestone == milestone]
    none = Span("")
    for row in lines_of(dossier, "stage_gate", gates, language, milestone):
        code, state, what, _, left, until = row.cells
        cells = (code, state, what, none, none, none, none, until, left)
        yield replace(row, cells=cells, layout=layout)


def standing_rows(dossier: Dossier, instalment: str, language: Language) -> Iterator[Row]:
    """Yield what is withheld from an instalment, owed back on it, and set aside for it, by now."""
    file = dossier.file
    open_ones = [
        *(("suspension", s.code) for s in suspensions_on(dossier, instalment)),
        *(
            ("recovery", r.code)
            for p in file.payouts_on(instalment)
            for r in file.recoveries_on(p.code)
            if r.is_outstanding
        ),
        *(
            ("waiver", w.code)
            for w in file.waivers
            if w.instalment == instalment and w.state in _STANDING_WAIVERS
        ),
    ]
    for kind, code in open_ones:
        yield from lines_of(dossier, kind, [code], language, instalment)


_STANDING_WAIVERS = (WaiverState.PROPOSED, WaiverState.CONFIRMED)


def suspensions_on(dossier: Dossier, instalment: str) -> tuple[Suspension, ...]:
    """Return the open suspensions that withhold from an instalment, wherever they began."""
    withholding = {w.suspension for w in dossier.file.withholdings_on(instalment)}
    return tuple(s for s in dossier.file.suspensions if s.is_open and s.code in withholding)

"""The sections about results: technology readiness, milestones, and people trained."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from portfolio.domain.period import is_past
from portfolio.domain.readiness import TOP
from portfolio.exchange import sheets
from portfolio.exchange.report.content import (
    Charts,
    LadderChart,
    Persons,
    PersonsChart,
    Rung,
    Section,
    Term,
    TimelineChart,
)
from portfolio.exchange.report.source import pick, whole
from portfolio.exchange.shown import text
from portfolio.wording.figures import waited
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.milestone import Milestone
    from portfolio.exchange.report.facts import Facts
    from portfolio.exchange.report.source import Record, Source

ROWS_OF_A_CHART = 22
"""How many rows a chart has, so that one fills a printed page at most."""

_RESKILLING = (
    pick("grant"), pick("code"), pick("title", 3), pick("rung"), pick("persons"),
    pick("reported_persons"), pick("verified_persons"), pick("short_by"), pick("due_on"),
    pick("late_days"), pick("basis"),
)  # fmt: skip

T = TypeVar("T")


def readiness(source: Source, facts: Facts) -> Section:
    """Return the readiness ladder and the timeline of what is still to be shown."""
    return Section(
        "readiness",
        source.say("report.readiness"),
        (
            source.say("report.ladder_note"),
            Charts(tuple(_ladders(source, facts))),
            source.say("report.timeline_note"),
            Charts(tuple(_timelines(source, facts))),
        ),
    )


def reskilling(source: Source, facts: Facts) -> Section:
    """Return the persons promised, reported and verified: drawn by grant, listed by commitment."""
    shown = set(facts.progress)

    def records() -> Iterator[Record]:
        return (r for r in source.records("reskilling") if r["grant"] in shown)

    return Section(
        "reskilling",
        source.say("sheet.reskilling"),
        (
            source.say("report.persons_note"),
            Charts(tuple(_persons(source, facts, list(records())))),
            source.grid(sheets.RESKILLING, _RESKILLING, records),
        ),
    )


def _ladders(source: Source, facts: Facts) -> Iterator[LadderChart]:
    order = list(facts.progress)
    elements = sorted(facts.elements, key=lambda e: (order.index(e.grant), e.code))
    rungs = [
        Rung(
            code=f"{e.grant}/{e.code}",
            title=source.own_text(e.title, e.title_ja),
            entry=e.entry_level,
            current=e.current_level,
            target=e.target_level,
            said=f"{e.scale.value} {e.entry_level} → {e.current_level} → {e.target_level} "
            + source.say(f"basis.{facts.plans_of_grants[e.grant].value}"),
        )
        for e in elements
    ]
    for number, part, of in _parts(rungs):
        yield LadderChart(
            name=f"ladder-{number}",
            title=_numbered(source.say("report.ladder"), number, of),
            description=source.say("report.ladder_description", count=len(part)),
            rungs=tuple(part),
            top=max(TOP[e.scale] for e in elements),
            words=(
                source.say("report.at_entry"),
                source.say("report.today"),
                source.say("column.target"),
            ),
        )


def _timelines(source: Source, facts: Facts) -> Iterator[TimelineChart]:
    as_of = source.review.about.as_of
    terms = [
        Term(
            code=f"{m.grant}/{m.code}",
            title=source.own_text(m.title, m.title_ja),
            baseline_on=m.baseline_due_on,
            due_on=m.due_on,
            said=_standing(source, m),
        )
        for m in facts.open_milestones
    ]
    for number, part, of in _parts(terms):
        yield TimelineChart(
            name=f"timeline-{number}",
            title=_numbered(source.say("report.timeline"), number, of),
            description=source.say("report.timeline_description", count=len(part)),
            as_of=as_of,
            terms=tuple(part),
            words=(
                source.say("column.baseline"),
                source.say("column.due"),
                source.say("column.overdue"),
                f"{source.say('seal.as_of')} {as_of.isoformat()}",
            ),
        )


def _standing(source: Source, milestone: Milestone) -> str:
    as_of = source.review.about.as_of
    said = milestone.due_on.isoformat()
    if is_past(milestone.due_on, as_of):
        days = waited(milestone.due_on, as_of, source.language)
        said = f"{said} · {source.say('due.late', days=days)}"
    mark = source.say(f"basis.{milestone.basis.value}")
    return f"{said} · {word(milestone.state, source.language)} {mark}"


def _persons(source: Source, facts: Facts, records: Sequence[Record]) -> Iterator[PersonsChart]:
    by_grant: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_grant[str(record["grant"])].append(record)
    persons = []
    for code, progress in facts.progress.items():
        if code not in by_grant:
            continue
        promised, reported, verified = (
            sum(whole(record[key]) for record in by_grant[code])
            for key in ("persons", "reported_persons", "verified_persons")
        )
        mark = source.say(f"basis.{facts.plans_of_grants[code].value}")
        persons.append(
            Persons(
                code=code,
                title=text(progress["title"], source.language),
                promised=promised,
                reported=reported,
                verified=verified,
                said=f"{verified:,} / {reported:,} / {promised:,} {mark}",
            )
        )
    for number, part, of in _parts(persons):
        yield PersonsChart(
            name=f"persons-{number}",
            title=_numbered(source.say("report.persons"), number, of),
            description=source.say("report.persons_description", count=len(part)),
            persons=tuple(part),
            words=(
                source.say("column.promised"),
                source.say("column.reported"),
                source.say("column.verified"),
            ),
        )


def _parts(rows: Sequence[T]) -> Iterator[tuple[int, Sequence[T], int]]:
    """Yield the rows of each chart, about as many each, with its number and how many there are."""
    of = -(-len(rows) // ROWS_OF_A_CHART)
    each = -(-len(rows) // max(1, of))
    for number in range(1, of + 1):
        yield number, rows[(number - 1) * each : number * each], of


def _numbered(title: str, number: int, of: int) -> str:
    return title if of == 1 else f"{title} ({number}/{of})"

"""Charts with one row a thing: the readiness ladder, the timeline of milestones, the persons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from portfolio.exchange.report.svg import ALARM, INK, MUTED, PALE, PAPER, Canvas

if TYPE_CHECKING:
    from portfolio.exchange.report.content import (
        LadderChart,
        PersonsChart,
        TimelineChart,
    )

_WIDTH = 760.0
_ROW, _HEAD, _FOOT = 17.0, 36.0, 6.0
_CODE, _TITLE = 128.0, 176.0
_LEFT, _GAP = _CODE + _TITLE + 14, 12.0
_LADDER_SAID, _TIMELINE_SAID, _PERSONS_SAID = 118.0, 178.0, 118.0
_MOST_YEARS = 12


def ladder_chart(chart: LadderChart) -> Canvas:
    """Draw levels as columns; from a ring (entry) over a disc (today) to a diamond (target)."""
    canvas = _canvas(chart.name, len(chart.rungs))
    plot = _WIDTH - _LEFT - _GAP - _LADDER_SAID
    step = plot / chart.top

    def at(level: int) -> float:
        return _LEFT + step * (level - 0.5)

    for level in range(1, chart.top + 1):
        canvas.line(at(level), _HEAD - 4, at(level), canvas.height - _FOOT)
        canvas.text(at(level), _HEAD - 8, str(level), 8, anchor="middle", fill=MUTED)
    entry, today, target = chart.words
    x, y = _LEFT, 9.0
    canvas.circle(x + 4, y - 3, 4.6, PAPER)
    x += 13 + canvas.text(x + 13, y, entry, 8.5) + 14
    canvas.circle(x + 4, y - 3, 3, INK)
    x += 13 + canvas.text(x + 13, y, today, 8.5) + 14
    canvas.diamond(x + 4, y - 3, 4.6, PAPER)
    canvas.text(x + 13, y, target, 8.5)
    for row, rung in enumerate(chart.rungs):
        y = _name_row(canvas, row, (rung.code, rung.title, rung.said), _LADDER_SAID)
        canvas.line(at(rung.entry), y, at(rung.current), y, stroke=INK, width=2.6)
        if rung.target > rung.current:
            canvas.line(at(rung.current), y, at(rung.target), y, stroke=INK, width=1, dash="3 3")
        canvas.diamond(at(rung.target), y, 6.4, PAPER)
        canvas.circle(at(rung.entry), y, 4.6, PAPER)
        canvas.circle(at(rung.current), y, 2.8, INK)
    return canvas


def timeline_chart(chart: TimelineChart) -> Canvas:
    """Draw days from left to right: from the baseline to the due day, overdue time hatched."""
    canvas = _canvas(chart.name, len(chart.terms))
    plot = _WIDTH - _LEFT - _GAP - _TIMELINE_SAID
    days = [chart.as_of, *(d for t in chart.terms for d in (t.baseline_on, t.due_on))]
    first, last = min(days) - timedelta(days=20), max(days) + timedelta(days=20)
    span = max(1, (last - first).days)

    def at(day: date) -> float:
        return _LEFT + plot * (day - first).days / span

    baseline, due, overdue, as_of = chart.words
    years = [date(y, 1, 1) for y in range(first.year + 1, last.year + 1)]
    for day in years[:: max(1, -(-len(years) // _MOST_YEARS))]:
        canvas.line(at(day), _HEAD - 4, at(day), canvas.height - _FOOT)
        canvas.text(at(day), _HEAD - 8, str(day.year), 8, anchor="middle", fill=MUTED)
    x, y = 1.0, 9.0
    canvas.circle(x + 4, y - 3, 4.4, PAPER)
    x += 13 + canvas.text(x + 13, y, baseline, 8.5) + 14
    canvas.diamond(x + 4, y - 3, 3.2, INK)
    x += 13 + canvas.text(x + 13, y, due, 8.5) + 14
    canvas.rect(x, y - 6, 14, 6, fill=canvas.hatch, stroke=INK)
    x += 18 + canvas.text(x + 18, y, overdue, 8.5) + 14
    canvas.line(x, y - 3, x + 14, y - 3, stroke=ALARM, width=1.4, dash="5 2")
    canvas.text(x + 18, y, as_of, 8.5, fill=ALARM)
    for row, term in enumerate(chart.terms):
        y = _name_row(canvas, row, (term.code, term.title, term.said), _TIMELINE_SAID)
        if term.due_on < chart.as_of:
            width = at(chart.as_of) - at(term.due_on)
            canvas.rect(at(term.due_on), y - 3, width, 6, fill=canvas.hatch, stroke=INK)
        canvas.line(at(term.baseline_on), y, at(term.due_on), y, stroke=INK, width=1.2)
        canvas.circle(at(term.baseline_on), y, 5, PAPER)
        canvas.diamond(at(term.due_on), y, 3.2, INK)
    here = at(chart.as_of)
    canvas.line(here, _HEAD - 4, here, canvas.height - _FOOT, stroke=ALARM, width=1.4, dash="5 2")
    return canvas


def persons_chart(chart: PersonsChart) -> Canvas:
    """Draw, within the frame of what was promised, what is reported and what is verified.

    The bar ends where the promise ends: what goes beyond is told by its figures alone.
    """
    canvas = _canvas(chart.name, len(chart.persons))
    plot = _WIDTH - _LEFT - _GAP - _PERSONS_SAID
    for part in range(5):
        x = _LEFT + plot * part / 4
        canvas.line(x, _HEAD - 4, x, canvas.height - _FOOT)
        canvas.text(x, _HEAD - 8, f"{part * 25}%", 8, anchor="middle", fill=MUTED)
    promised, reported, verified = chart.words
    x, y = _LEFT, 9.0
    for said, fill in ((verified, INK), (reported, canvas.hatch), (promised, PALE)):
        canvas.rect(x, y - 6, 14, 7, fill=fill, stroke=MUTED)
        x += 18 + canvas.text(x + 18, y, said, 8.5) + 14
    for row, each in enumerate(chart.persons):
        y = _name_row(canvas, row, (each.code, each.title, each.said), _PERSONS_SAID)
        canvas.rect(_LEFT, y - 5, plot, 10, fill=PALE, stroke=MUTED)
        sure, said_to_be = (
            plot * min(persons, each.promised) / max(1, each.promised)
            for persons in (each.verified, each.reported)
        )
        if said_to_be > sure:
            canvas.rect(_LEFT + sure, y - 5, said_to_be - sure, 10, fill=canvas.hatch, stroke=INK)
        if sure:
            canvas.rect(_LEFT, y - 5, sure, 10, fill=INK, stroke=INK)
    return canvas


def _canvas(name: str, rows: int) -> Canvas:
    return Canvas(name, _WIDTH, _HEAD + _ROW * rows + _FOOT)


def _name_row(canvas: Canvas, row: int, named: tuple[str, str, str], room: float) -> float:
    """Write what stands left and right of a row; return the height at which its marks stand."""
    code, title, said = named
    y = _HEAD + _ROW * (row + 0.5)
    canvas.line(0, y + _ROW / 2, _WIDTH, y + _ROW / 2, width=0.3)
    canvas.text(0, y + 3, code, 7.5, is_bold=True, room=_CODE)
    canvas.text(_CODE + 4, y + 3, title, 7.5, fill=MUTED, room=_TITLE)
    canvas.text(_WIDTH, y + 3, said, 7.5, anchor="end", room=room)
    return y

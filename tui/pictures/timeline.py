"""The milestones of a grant on one axis of fiscal years: when due at first, when now, when met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.wording import fiscal_year, label, waited, word
from tui.lines import Span, Tone
from tui.pages.figures import in_language
from tui.pictures.lines import Line, head
from tui.text import fitted

if TYPE_CHECKING:
    from datetime import date

    from portfolio.domain.milestone import Milestone
    from portfolio.domain.period import FiscalCalendar
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

_MOST_CODE, _TITLE, _WORDS = 12, 28, 16
_WIDE = 110
"""The width from which the milestones' titles stand beside their codes."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Whole fiscal years laid out on so many cells."""

    calendar: FiscalCalendar
    years: range
    cells: int

    def place(self, day: date) -> int | None:
        """Return the cell a day falls on; None where it lies outside."""
        first = self.calendar.first_day(self.years[0])
        days = (self.calendar.last_day(self.years[-1]) - first).days + 1
        gone = (day - first).days
        return gone * self.cells // days if 0 <= gone < days else None

    def starts(self) -> list[int]:
        """Return the cell each fiscal year begins on."""
        return [self.place(self.calendar.first_day(year)) or 0 for year in self.years]


def timeline(dossier: Dossier, width: int, language: Language) -> list[Line]:
    """Return a line for each milestone; nothing where there is none. Fits 40 cells and more."""
    milestones = dossier.file.milestones
    if not milestones:
        return []
    code = min(_MOST_CODE, max(cell_len(each.code) for each in milestones))
    title = _TITLE if width >= _WIDE else 0
    before = code + 1 + title + (1 if title else 0)
    axis = _axis(dossier, width - before - 1 - _WORDS)
    lines = head(label("part.milestones", language), label("picture.timeline", language), width)
    lines.append((Span(" " * before), Span(_years(axis, language), Tone.DIM)))
    for each in milestones:
        name = f"{fitted(each.code, code)} "
        if title:
            name += f"{fitted(in_language(each.title, each.title_ja, language), title)} "
        drawn = _drawn(each, axis, dossier.as_of)
        lines.append((Span(name), Span(drawn), Span(" "), _slip(each, language)))
    return lines


def _axis(dossier: Dossier, cells: int) -> _Axis:
    calendar = dossier.programme.programme.calendar
    days = [day for each in dossier.file.milestones for day in _days(each)]
    if any(each.is_open for each in dossier.file.milestones):
        days.append(dossier.as_of)
    years = range(calendar.year_of(min(days)), calendar.year_of(max(days)) + 1)
    return _Axis(calendar, years, cells)


def _days(each: Milestone) -> tuple[date, ...]:
    met_on = each.met_on
    return (each.baseline_due_on, each.awaited_on, *([met_on] if met_on else []))


def _years(axis: _Axis, language: Language) -> str:
    """Return the years' names where they begin: in full, short, or of some years only."""
    room = axis.cells // len(axis.years)
    names = [fiscal_year(year, language) for year in axis.years]
    if room <= max(map(cell_len, names)):
        names = [str(year) for year in axis.years]
    step = -(-(max(map(cell_len, names)) + 1) // max(1, room))
    text = ""
    for start, name in list(zip(axis.starts(), names, strict=True))[::step]:
        if start + cell_len(name) <= axis.cells:
            text += " " * (start - cell_len(text)) + name
    return fitted(text, axis.cells)


def _drawn(each: Milestone, axis: _Axis, today: date) -> str:
    cells = [" "] * axis.cells
    for start in axis.starts():
        cells[start] = "."
    first, due = axis.place(each.baseline_due_on), axis.place(each.awaited_on)
    _put(cells, axis.place(today), "|")
    if first is not None and due is not None:
        cells[min(first, due) : max(first, due)] = "-" * abs(due - first)
    _put(cells, first, "o")
    _put(cells, due, "x")
    _put(cells, axis.place(each.met_on) if each.met_on else None, "#")
    return "".join(cells)


def _put(cells: list[str], place: int | None, mark: str) -> None:
    if place is not None:
        cells[place] = mark


def _slip(each: Milestone, language: Language) -> Span:
    """Return by how many days it has moved; of one given up, that it was."""
    if each.is_given_up:
        return Span(fitted(word(each.state, language), _WORDS), Tone.DIM)
    first, due = each.baseline_due_on, each.awaited_on
    if due == first:
        return Span(fitted(label("picture.as_planned", language), _WORDS))
    key = "picture.later" if due > first else "picture.earlier"
    days = waited(min(first, due), max(first, due), language)
    tone = Tone.WARN if due > first else Tone.PLAIN
    return Span(fitted(label(key, language).format(days=days), _WORDS), tone)

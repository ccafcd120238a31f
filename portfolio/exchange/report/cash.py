"""The cash chart: what is confirmed and paid in each fiscal year, against the current budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.exchange.report.svg import INK, LINE, MUTED, PALE, PAPER, Canvas
from portfolio.wording.figures import amount_short

if TYPE_CHECKING:
    from portfolio.exchange.report.content import CashChart, CashYear

_WIDE, _HALF = 760.0, 376.0
_LEFT, _RIGHT, _TOP = 64.0, 8.0, 24.0
_PLOT, _SMALL_PLOT = 100.0, 96.0
_ROW, _MOST_YEARS_WITH_FIGURES = 13.0, 10
_STEPS = (10, 20, 25, 50, 100)
_TICKS = 5


def cash_chart(chart: CashChart) -> Canvas:
    """Draw it: the budget pale and wide, in it what is paid, on that what is confirmed as well."""
    plot = _SMALL_PLOT if chart.is_small else _PLOT
    has_figures = not chart.is_small and len(chart.years) <= _MOST_YEARS_WITH_FIGURES
    below = 18.0 + (4 * _ROW if has_figures else 0.0)
    canvas = Canvas(chart.name, _HALF if chart.is_small else _WIDE, _TOP + plot + below)
    drawing = _Drawing(canvas, chart, plot, _round_step(_largest(chart)))
    drawing.legend()
    drawing.scale()
    drawing.years()
    if has_figures:
        drawing.figures()
    return canvas


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A chart being drawn: how high its plot is, and which amount lies between two lines."""

    canvas: Canvas
    chart: CashChart
    plot: float
    tick_minor: int

    @property
    def bottom(self) -> float:
        """Where nothing stands."""
        return _TOP + self.plot

    @property
    def ticks(self) -> int:
        """How many lines there are above the bottom."""
        return max(1, -(-_largest(self.chart) // self.tick_minor))

    @property
    def step(self) -> float:
        """How wide a year is."""
        return (self.canvas.width - _LEFT - _RIGHT) / max(1, len(self.chart.years))

    def height(self, minor: int) -> float:
        """Return how high an amount is."""
        return self.plot * max(0, minor) / (self.ticks * self.tick_minor)

    def middle(self, place: int) -> float:
        """Return where a year stands."""
        return _LEFT + self.step * (place + 0.5)

    def legend(self) -> None:
        canvas, size = self.canvas, 7.0 if self.chart.is_small else 8.5
        budget, planned, confirmed, paid = self.chart.words
        x, y = _LEFT, 10.0
        for said, fill in ((budget, PALE), (paid, INK), (confirmed, canvas.hatch)):
            canvas.rect(x, y - 6, 9, 7, fill=fill, stroke=MUTED)
            x += 13 + canvas.text(x + 13, y, said, size) + 12
        canvas.line(x, y - 2.5, x + 18, y - 2.5, stroke=INK, width=1.2, dash="4 3")
        canvas.diamond(x + 9, y - 2.5, 3, PAPER)
        canvas.text(x + 22, y, planned, size)

    def scale(self) -> None:
        canvas, size = self.canvas, 7 if self.chart.is_small else 8
        for tick in range(self.ticks + 1):
            y = self.bottom - self.plot * tick / self.ticks
            canvas.line(_LEFT, y, canvas.width - _RIGHT, y, stroke=LINE if tick else MUTED)
            canvas.text(
                _LEFT - 5, y + 3, self._short(tick * self.tick_minor), size,
                anchor="end", fill=MUTED,
            )  # fmt: skip

    def years(self) -> None:
        size = 7 if self.chart.is_small else 8
        planned = []
        for place, year in enumerate(self.chart.years):
            x = self.middle(place)
            self._bars(year, x)
            planned.append((x, self.bottom - self.height(year.planned_minor)))
            self.canvas.text(x, self.bottom + 13, year.label, size, anchor="middle", room=self.step)
        self.canvas.curve(planned, dash="4 3")
        for x, y in planned:
            self.canvas.diamond(x, y, 2.6 if self.chart.is_small else 3.6, PAPER)

    def figures(self) -> None:
        """Write the figures below each year, so that nobody has to measure."""
        budget, planned, confirmed, paid = self.chart.words
        years = self.chart.years
        rows = (
            (budget, [year.budget_minor for year in years]),
            (planned, [year.planned_minor for year in years]),
            (confirmed, [year.confirmed_minor for year in years]),
            (paid, [year.paid_minor for year in years]),
        )
        for row, (said, amounts) in enumerate(rows, start=1):
            y = self.bottom + 16 + _ROW * row
            self.canvas.line(0, y - 9.5, self.canvas.width - _RIGHT, y - 9.5)
            self.canvas.text(0, y, said, 7.5, fill=MUTED, room=_LEFT)
            for place, minor in enumerate(amounts):
                self.canvas.text(
                    self.middle(place), y, self._short(minor), 7.5,
                    anchor="middle", room=self.step,
                )  # fmt: skip

    def _bars(self, year: CashYear, x: float) -> None:
        wide, slim = min(self.step * 0.78, 64), min(self.step * 0.44, 34)
        budget, paid = self.height(year.budget_minor), self.height(year.paid_minor)
        confirmed = self.height(year.confirmed_minor)
        draw, bottom = self.canvas.rect, self.bottom
        if budget:
            draw(x - wide / 2, bottom - budget, wide, budget, fill=PALE, stroke=MUTED)
        if confirmed > paid:
            draw(
                x - slim / 2, bottom - confirmed, slim, confirmed - paid,
                fill=self.canvas.hatch, stroke=INK,
            )  # fmt: skip
        if paid:
            draw(x - slim / 2, bottom - paid, slim, paid, fill=INK, stroke=INK)

    def _short(self, minor: int) -> str:
        return amount_short(minor, self.chart.currency, self.chart.language)


def _largest(chart: CashChart) -> int:
    return max(
        (
            max(year.budget_minor, year.planned_minor, year.confirmed_minor, year.paid_minor)
            for year in chart.years
        ),
        default=0,
    )


def _round_step(largest: int) -> int:
    """Return a round amount of which about four or five make the largest."""
    wanted = max(1, -(-largest // _TICKS))
    power: int = 10 ** max(0, len(str(wanted)) - 2)
    return next(step * power for step in _STEPS if step * power >= wanted)

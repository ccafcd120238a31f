"""The charts of a report, each drawn from its figures as one SVG picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.exchange.report.cash import cash_chart
from portfolio.exchange.report.content import (
    CashChart,
    LadderChart,
    PersonsChart,
    TimelineChart,
)
from portfolio.exchange.report.rows import ladder_chart, persons_chart, timeline_chart

if TYPE_CHECKING:
    from portfolio.exchange.report.svg import Canvas


def drawn(chart: CashChart | LadderChart | TimelineChart | PersonsChart, family: str) -> str:
    """Return a chart as an SVG element whose text is set in a font family."""
    return _canvas(chart).finished(chart.title, chart.description, family)


def _canvas(chart: CashChart | LadderChart | TimelineChart | PersonsChart) -> Canvas:
    match chart:
        case CashChart():
            return cash_chart(chart)
        case LadderChart():
            return ladder_chart(chart)
        case TimelineChart():
            return timeline_chart(chart)
        case PersonsChart():
            return persons_chart(chart)

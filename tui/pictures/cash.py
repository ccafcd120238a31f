"""Money by fiscal year on one scale: what is planned, confirmed and paid, against the budget."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from portfolio.domain.money import EXPONENTS
from portfolio.domain.standing import budget_by_year
from portfolio.wording import amount_short, fiscal_year, label
from portfolio.wording.figures import unit
from tui.lines import Span, Tone
from tui.pictures.lines import Line, head
from tui.pictures.sparkline import sparkline
from tui.text import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.reports.dossier import Dossier
    from portfolio.reports.position import YearLine
    from portfolio.wording import Language

_MONEY = 14
_PLANNED, _CONFIRMED, _PAID = (
    ("column.planned", "-"),
    ("column.confirmed", "="),
    ("column.paid", "#"),
)


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: the key of its label, the character it is drawn with, its minor units."""

    key: str
    mark: str
    minor: int


@dataclass(frozen=True, slots=True)
class _Year:
    """A fiscal year: its bars, the last of which is what was paid, and its budget if it has one."""

    year: int
    bars: tuple[_Bar, ...]
    budget_minor: int | None = None

    @property
    def most_minor(self) -> int:
        """The largest amount there is to draw."""
        return max(self.budget_minor or 0, *(bar.minor for bar in self.bars))


def cash_of_programme(
    lines: Sequence[YearLine], width: int, language: Language, *, blocks: bool
) -> list[Line]:
    """Return the years of one programme against its budget. Fits 60 cells and more."""
    years = [
        _Year(
            line.fiscal_year,
            (
                _Bar(*_PLANNED, line.planned_minor),
                _Bar(*_CONFIRMED, line.confirmed_minor),
                _Bar(*_PAID, line.paid_minor),
            ),
            line.budget_minor,
        )
        for line in lines
    ]
    if not years:
        return []
    legend = label("picture.cash_programme", language)
    return _cash(years, legend, lines[0].currency, width, language, blocks=blocks)


def cash_of_grant(dossier: Dossier, width: int, language: Language, *, blocks: bool) -> list[Line]:
    """Return the years of a grant: its instalments by year, and what was paid of the year."""
    planned: Counter[int] = Counter()
    for each in dossier.file.instalments:
        planned[each.fiscal_year] += each.amount_minor
    paid = {year: minor for year, (_, minor) in budget_by_year(dossier.file).items()}
    years = [
        _Year(year, (_Bar(*_PLANNED, planned[year]), _Bar(*_PAID, paid.get(year, 0))))
        for year in sorted(planned.keys() | paid.keys())
    ]
    if not years:
        return []
    currency = dossier.programme.programme.currency
    legend = label("picture.cash_grant", language)
    return _cash(years, legend, currency, width, language, blocks=blocks)


def _cash(  # noqa: PLR0913  # what is drawn, and how
    years: Sequence[_Year], legend: str, currency: str, width: int, language: Language,
    *, blocks: bool,
) -> list[Line]:  # fmt: skip
    most = max(year.most_minor for year in years)
    power, name = unit(most, currency, language)
    one = 10 ** (power + EXPONENTS[currency])
    end = max(1, -(-most // one))
    names = [label(bar.key, language) for bar in years[0].bars]
    beside = [_beside(year, currency, language) for year in years]
    left = max(cell_len(text) for texts in beside for text in texts)
    cells = width - left - max(map(cell_len, names)) - _MONEY - 4
    paid = sparkline([year.bars[-1].minor for year in years], blocks=blocks)
    title = label("picture.cash", language).format(unit=name)
    lines = head(title, legend, width)
    lines[0] = (*lines[0], Span(f"  {names[-1]} [{paid}]"))
    scale = f"0{fitted(f'{end:,}', cells, right=True)}"
    before = " " * (width - cells - _MONEY - 2)
    lines.append((Span(before), Span(scale, Tone.DIM)))
    for year, texts in zip(years, beside, strict=True):
        for bar, text in zip(year.bars, texts, strict=False):
            said = fitted(amount_short(bar.minor, currency, language), _MONEY, right=True)
            name = fitted(label(bar.key, language), max(map(cell_len, names)))
            drawn = fitted(_drawn(bar, year.budget_minor, end * one, cells), cells + 1)
            tone = Tone.STRONG if bar is year.bars[0] else Tone.DIM
            lines.append((Span(fitted(text, left), tone), Span(f" {name} {drawn} {said}")))
    return lines


def _beside(year: _Year, currency: str, language: Language) -> tuple[str, str, str]:
    """Return what stands before the bars of a year, from the first down."""
    name = fiscal_year(year.year, language)
    if year.budget_minor is None:
        return (name, "", "")
    budget = amount_short(year.budget_minor, currency, language)
    return (name, label("short.budget", language), budget)


def _drawn(bar: _Bar, budget_minor: int | None, scale: int, cells: int) -> str:
    """Return a bar up to, and past, the place of the budget."""
    full = _cells(bar.minor, scale, cells)
    if budget_minor is None:
        return bar.mark * full
    edge = _cells(budget_minor, scale, cells)
    within = min(full, edge)
    return f"{bar.mark * within}{'.' * (edge - within)}|{bar.mark * (full - within)}"


def _cells(minor: int, scale: int, cells: int) -> int:
    """Return how many cells an amount takes; one that is above none takes at least one."""
    return max(1, minor * cells // scale) if minor > 0 else 0

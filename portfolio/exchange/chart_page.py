"""The page of charts of a workbook: each drawn by Excel from the table that stands beside it.

The values stand in the cells in the unit of the axis, so that paper and picture say the same in
every program. Series differ by fill and pattern, not by colour: they can be told apart in grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from portfolio.domain.basis import weakest_basis
from portfolio.domain.money import EXPONENTS
from portfolio.exchange.chart_figures import MOST_BARS
from portfolio.exchange.columns import Kind
from portfolio.exchange.layout import LINE_HEIGHT, height
from portfolio.exchange.shown import text
from portfolio.exchange.styles import INK, LINE, PAPER, font_name
from portfolio.wording.figures import fiscal_year, unit
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types
    from xlsxwriter.chart import Chart  # type: ignore[import-untyped]  # the same
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the same

    from portfolio.exchange.chart_figures import Bar, Figures
    from portfolio.exchange.layout import Shown
    from portfolio.exchange.sheet_page import Page

_NAME_WIDTH, _VALUE_WIDTH, _GAP = 30, 18, 3
_MOST_SERIES = 3
_CHART_AT = _MOST_SERIES + 3  # name, series, basis, gap
_PIXELS_A_POINT = 96 / 72
_ROW = LINE_HEIGHT + 2
_ROWS_OF_A_BLOCK = MOST_BARS + 6
_BLOCKS_OF_A_PAGE = 2
_FIRST_ROW = 2
_FEW = 10  # up to so many, the axis counts one by one
_CHART_PIXELS, _CHART_COLUMNS = 760, 12  # columns of 64 pixels, as they are by themselves
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": INK}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": INK, "bg_color": PAPER}},
    {"fill": {"color": LINE}},
)


def put_charts(page: Page, book: Workbook, figures: Iterable[Figures]) -> None:
    """Fill the page: one block a chart, two on a printed page."""
    page.put_title()
    page.sheet.set_column(0, 0, _NAME_WIDTH)
    page.sheet.set_column(1, _MOST_SERIES + 1, _VALUE_WIDTH)
    page.sheet.set_column(_MOST_SERIES + 2, _MOST_SERIES + 2, _GAP)
    row = _FIRST_ROW
    for each in figures:
        _Block(page, each).put(row, book)
        row += _ROWS_OF_A_BLOCK
    if row == _FIRST_ROW:
        page.put(row, 0, label("report.nothing", page.language), page.styles.plain)
    page_rows = _BLOCKS_OF_A_PAGE * _ROWS_OF_A_BLOCK
    page.sheet.set_h_pagebreaks(list(range(_FIRST_ROW + page_rows, row, page_rows)))
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    page.sheet.print_area(0, 0, max(_FIRST_ROW, row - 1), _CHART_AT + _CHART_COLUMNS)
    page.set_print()


@dataclass(frozen=True, slots=True)
class _Block:
    """One chart with its table at its left."""

    page: Page
    figures: Figures

    def put(self, row: int, book: Workbook) -> None:
        page, figures = self.page, self.figures
        page.put(row, 0, self._title(), page.styles.part)
        headings = [
            label(figures.of_key, page.language),
            *self._series(),
            self._say("column.basis"),
        ]
        page.sheet.set_row(row + 1, height(headings, self._widths(headings)) + 2)
        for place, said in enumerate(headings):
            page.put(row + 1, place, said, page.styles.heading)
        for at, bar in enumerate(figures.bars, start=row + 2):
            self._put_bar(at, bar)
        left_out = ""
        if figures.in_all > len(figures.bars):
            left_out = self._say("chart.left_out").format(
                shown=f"{len(figures.bars):,}", in_all=f"{figures.in_all:,}"
            )
        # Every row says how high it is: a chart is as high as the rows it stands on.
        for at in range(row + 2 + len(figures.bars), row + _ROWS_OF_A_BLOCK):
            page.sheet.set_row(at, _ROW)
            page.put(at, 0, left_out, page.styles.name)
            left_out = ""
        page.sheet.insert_chart(
            row, _CHART_AT, self._chart(book, row + 2),
            {"object_position": 2, "description": self._title()},
        )  # fmt: skip

    def _put_bar(self, row: int, bar: Bar) -> None:
        styles, language = self.page.styles, self.page.language
        basis = text(bar.basis, language)
        cells: list[Shown] = [self._name(bar), *bar.values, basis]
        self.page.sheet.set_row(row, max(_ROW, height(cells, self._widths(cells)) + 2))
        self.page.put(row, 0, self._name(bar), styles.of(Kind.TEXT, None))
        for place, value in enumerate(bar.values, start=1):
            self.page.sheet.write_number(row, place, self._drawn(value), self._style())
        self.page.put(row, len(bar.values) + 1, basis, styles.of(Kind.TEXT, None))

    def _chart(self, book: Workbook, first: int) -> Chart:
        figures, font = self.figures, {"name": font_name(self.page.language)}
        chart: Chart = book.add_chart({"type": "bar" if figures.is_lying else "column"})
        last = first + len(figures.bars) - 1
        sheet = self.page.title
        for place, name in enumerate(self._series(), start=1):
            chart.add_series(
                {
                    "name": name,
                    "categories": [sheet, first, 0, last, 0],
                    "values": [sheet, first, place, last, place],
                    "categories_data": [self._name(bar) for bar in figures.bars],
                    "values_data": [self._drawn(bar.values[place - 1]) for bar in figures.bars],
                    "border": {"color": INK, "width": 0.75},
                    "gap": 60,
                    **_FILLS[place - 1],
                }
            )
        chart.set_title({"name": self._title(), "name_font": font | {"size": 11}, "overlay": False})
        of = {
            "name": self._say(figures.of_key), "name_font": font,
            "num_font": font | {"size": 8}, "interval_unit": 1,
        }  # fmt: skip
        if figures.is_lying:
            of |= {"reverse": True, "crossing": "max"}  # the first on top, the numbers below
        values = {
            "name": self._measured_in(), "name_font": font, "num_font": font,
            "num_format": "#,##0.0" if self._in_tenths() else "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": LINE}}, **self._steps(),
        }  # fmt: skip
        chart.set_x_axis(values if figures.is_lying else of)
        chart.set_y_axis(of if figures.is_lying else values)
        several = len(figures.series_keys) > 1
        chart.set_legend({"position": "bottom", "font": font} if several else {"none": True})
        rows = _ROWS_OF_A_BLOCK - 1
        chart.set_size({"width": _CHART_PIXELS, "height": int(rows * _ROW * _PIXELS_A_POINT)})
        return chart

    def _steps(self) -> dict[str, int]:
        """Return steps of whole persons, levels or cases where there are few of them."""
        most = self._most()
        return {"min": 0, "major_unit": 1} if self.figures.currency is None and most <= _FEW else {}

    def _title(self) -> str:
        mark = weakest_basis(bar.basis for bar in self.figures.bars).value
        title = self._say(self.figures.title_key)
        if self.figures.currency is not None:
            title = f"{title} ({self._measured_in()})"
        return f"{title} {self._say(f'basis.{mark}')}"

    def _measured_in(self) -> str:
        figures = self.figures
        if figures.currency is not None:
            return unit(self._most(), figures.currency, self.page.language)[1]
        return self._say(_COUNTED.get(figures.title_key, "chart.count"))

    def _drawn(self, value: int) -> float:
        """Return a value as it is drawn, in the unit of the axis."""
        currency = self.figures.currency
        if currency is None:
            return value
        power = unit(self._most(), currency, self.page.language)[0]
        return float(Decimal(value).scaleb(-power - EXPONENTS[currency]))

    def _in_tenths(self) -> bool:
        currency = self.figures.currency
        if currency is None:
            return False
        return unit(self._most(), currency, self.page.language)[0] > 0

    def _style(self) -> Format:
        styles, currency = self.page.styles, self.figures.currency
        return styles.in_units if self._in_tenths() else styles.of(Kind.AMOUNT, currency)

    def _most(self) -> int:
        return max(abs(value) for bar in self.figures.bars for value in bar.values)

    def _name(self, bar: Bar) -> str:
        if isinstance(bar.name, int):
            return fiscal_year(bar.name, self.page.language)
        return text(bar.name, self.page.language)

    def _series(self) -> list[str]:
        return [self._say(key) for key in self.figures.series_keys]

    def _widths(self, cells: Sized) -> list[int]:
        return [_NAME_WIDTH, *[_VALUE_WIDTH] * (len(cells) - 1)]

    def _say(self, key: str) -> str:
        return label(key, self.page.language)


_COUNTED = {"chart.reskilling": "chart.persons", "chart.readiness": "chart.levels"}
"""What is counted, where it is not the number of cases."""

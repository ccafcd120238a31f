"""The page of charts of a workbook: native charts, drawn from the table that stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from portfolio.exchange.chart_figures import MOST_BARS, Noted
from portfolio.exchange.sheets import SHEETS
from portfolio.services.exporting import export, gathered
from portfolio.wording import Language, label
from tests.exchange.exported import JAPANESE, json_document

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from portfolio.exchange.chart_figures import Figures
    from portfolio.services.office import Office

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def charts_of(path: Path) -> list[etree._Element]:
    """Return the charts of a workbook as XML, in order."""
    with ZipFile(path) as parts:
        names = [n for n in parts.namelist() if n.startswith("xl/charts/chart")]
        names.sort(key=lambda n: int(n.removeprefix("xl/charts/chart").removesuffix(".xml")))
        return [etree.fromstring(parts.read(name)) for name in names]


def title_of(chart: etree._Element) -> str:
    return "".join(t.text or "" for t in chart.iterfind(f".//{_C}chart/{_C}title//{_A}t"))


def cells(page: Worksheet, formula: str) -> list[Any]:
    """Return what stands in the cells a chart refers to."""
    columns = range_boundaries(formula.rpartition("!")[2])
    first_column, first_row, last_column, last_row = columns
    rows = page.iter_rows(first_row, last_row, first_column, last_column, values_only=True)
    return [cell for row in rows for cell in row]


def figures_of(office: Office) -> list[Figures]:
    noted = Noted()
    with gathered(office, "demo") as review:
        for table in review.tables:
            for row in table.rows:
                noted.take(table.sheet, row)
    return list(noted.figures())


@pytest.mark.parametrize("language", Language)
def test_every_chart_is_drawn_from_cells_beside_it(
    demo: Office, tmp_path: Path, language: Language
) -> None:
    out = export(demo, "xlsx", tmp_path / "review.xlsx", language).path
    page = load_workbook(out)[label("sheet.charts", language)]
    charts = charts_of(out)
    assert len(charts) == len(figures_of(demo)) == 7  # two currencies twice, and three counted
    for chart in charts:
        assert chart.find(f".//{_C}view3D") is None
        for series in chart.iterfind(f".//{_C}ser"):
            for part in ("cat", "val"):
                reference = series.find(f"{_C}{part}/*")
                assert reference is not None
                formula = reference.findtext(f"{_C}f")
                assert formula is not None
                drawn = [v.text for v in reference.iterfind(f".//{_C}pt/{_C}v")]
                stands = cells(page, formula)
                assert len(drawn) == len(stands) > 0
                if part == "val":
                    assert [float(v or "") for v in drawn] == pytest.approx(stands)
                else:
                    assert drawn == stands


def test_charts_say_what_they_show_in_the_language_of_the_workbook(
    demo: Office, tmp_path: Path
) -> None:
    english = [title_of(c) for c in charts_of(export(demo, "xlsx", tmp_path / "en.xlsx").path)]
    japanese = charts_of(export(demo, "xlsx", tmp_path / "ja.xlsx", JAPANESE).path)
    assert english[0] == "Budget, confirmed and executed by fiscal year (JPY bn) [i]"
    assert title_of(japanese[0]) == "年度別の歳出予算現額・確認済額・執行額 (億円) [例]"
    for chart in japanese:
        axes = [t.text for t in chart.iterfind(f".//{_C}plotArea//{_C}title//{_A}t")]
        assert len(axes) == 2
        fonts = {f.get("typeface") for f in chart.iterfind(f".//{_A}latin")}
        assert fonts == {"Yu Gothic"}


def test_series_can_be_told_apart_in_grey(demo: Office, tmp_path: Path) -> None:
    for chart in charts_of(export(demo, "xlsx", tmp_path / "review.xlsx").path):
        looks = [etree.tostring(s) for s in chart.iterfind(f".//{_C}ser/{_C}spPr")]
        assert len(set(looks)) == len(looks)
        colours = {c.get("val") for c in chart.iterfind(f".//{_C}ser//{_A}srgbClr")}
        assert colours <= {"1F3A4D", "FFFFFF", "C8CDD2"}


def test_charts_add_up_to_the_sheets(demo: Office, tmp_path: Path) -> None:
    sheets = json_document(demo, tmp_path)["sheets"]
    found = {(f.title_key, f.currency): f for f in figures_of(demo)}
    for totals in sheets["summary"]:
        currency = totals["currency"]
        bars = found["chart.programmes", currency].bars
        names = ("award_minor", "paid_minor", "payable_minor")
        assert [sum(b.values[n] for b in bars) for n in range(3)] == [totals[n] for n in names]
        years = found["chart.years", currency].bars
        assert sum(b.values[1] for b in years) == totals["confirmed_minor"]
    kinds = found["chart.exceptions", None].bars
    assert sum(b.values[0] for b in kinds) == len(sheets["exceptions"])


def test_the_largest_are_shown_and_the_rest_is_said(demo: Office, tmp_path: Path) -> None:
    sheets = json_document(demo, tmp_path)["sheets"]
    promised: dict[str, int] = {}
    for row in sheets["reskilling"]:
        promised[row["grant"]] = promised.get(row["grant"], 0) + row["persons"]
    shown = next(f for f in figures_of(demo) if f.title_key == "chart.reskilling")
    assert shown.in_all == len(promised) > MOST_BARS == len(shown.bars)
    assert [b.values[0] for b in shown.bars] == sorted(promised.values(), reverse=True)[:MOST_BARS]
    out = export(demo, "xlsx", tmp_path / "review.xlsx").path
    page = load_workbook(out)[label("sheet.charts")]
    said = [cell.value for (cell,) in page.iter_rows(max_col=1)]
    assert label("chart.left_out").format(shown=MOST_BARS, in_all=len(promised)) in said


def test_nothing_illustrative_is_drawn_as_public(demo: Office) -> None:
    for each in figures_of(demo):
        if each.title_key != "chart.exceptions":
            assert any(bar.basis.value == "illustrative" for bar in each.bars), each.title_key


def test_notes_are_taken_of_sheets_that_exist() -> None:
    names = {sheet.name for sheet in SHEETS}
    assert set(Noted()._notes) <= names  # noqa: SLF001  # a sheet renamed would be drawn no more

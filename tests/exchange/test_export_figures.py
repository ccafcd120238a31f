"""The figures of an export are those of the database and of the screens, to the yen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from portfolio.domain.money import EXPONENTS
from portfolio.exchange.account_sheet import ACCOUNT_SHEET
from portfolio.exchange.sheets import CHECKS, SHEETS
from portfolio.services import browse
from portfolio.services.exporting import export
from portfolio.wording import Language, label
from tests.exchange.exported import (
    as_day,
    csv_rows,
    json_document,
    summary_table,
    workbook_rows,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from portfolio.services.office import Office

SUMS = (
    "award_minor", "confirmed_minor", "paid_minor", "payable_minor", "at_risk_minor",
    "overdue_minor", "withheld_minor", "returned_minor", "raised_minor",
)  # fmt: skip


@pytest.fixture
def book(demo: Office, tmp_path: Path) -> Path:
    return export(demo, "xlsx", tmp_path / "review.xlsx").path


def in_minor(amount: float, currency: str) -> int:
    minor: int = round(amount * 10 ** EXPONENTS[currency])
    return minor


def footer_of(page: Worksheet, side: str) -> str:
    return str(getattr(page.oddFooter, side).text).strip()


def pages_of(book: Path) -> list[Worksheet]:
    """Return the pages people look at."""
    return [page for page in load_workbook(book) if page.title != ACCOUNT_SHEET]


def on_screen(office: Office, currency: str, name: str) -> int:
    programmes = browse.overview(office).programmes
    return sum(getattr(p, name) for p in programmes if p.currency == currency)


def test_the_workbook_has_every_sheet_in_both_languages(demo: Office, tmp_path: Path) -> None:
    for language in Language:
        out = export(demo, "xlsx", tmp_path / f"{language}.xlsx", language).path
        names = load_workbook(out).sheetnames
        pages = [label(s.label_key, language) for s in SHEETS if s is not CHECKS]
        charts = label("sheet.charts", language)
        assert names == [pages[0], charts, *pages[1:], ACCOUNT_SHEET]


def test_the_totals_are_those_of_the_status_screen(demo: Office, book: Path) -> None:
    totals = summary_table(book, "summary")
    assert {row["currency"] for row in totals} == {"JPY", "USD"}
    for row in totals:
        for name in SUMS:
            shown = in_minor(row[name], row["currency"])
            assert shown == on_screen(demo, row["currency"], name), name
    assert on_screen(demo, "JPY", "award_minor") > 10**12


def test_four_ways_of_adding_up_agree(book: Path) -> None:
    checks = summary_table(book, "checks")
    assert len(checks) == 8
    assert {row["agrees"] for row in checks} == {"yes"}
    committed = [row for row in checks if row["figure"] == "Committed"]
    assert all(row["grants_minor"] == row["years_minor"] for row in committed)


def test_the_sheets_add_up_to_the_summary(demo: Office, book: Path) -> None:
    awards, paid, earned = Counter[str](), Counter[str](), Counter[str]()
    for row in workbook_rows(book, "awards"):
        awards[row["currency"]] += in_minor(row["grant_minor"] or 0, row["currency"])
    for row in workbook_rows(book, "payouts"):
        if row["state"] in ("paid", "cleared"):
            paid[row["currency"]] += in_minor(row["charge_minor"], row["currency"])
    for row in workbook_rows(book, "instalments"):
        earned[row["currency"]] += in_minor(row["payable_minor"], row["currency"])
    for currency in ("JPY", "USD"):
        assert awards[currency] == on_screen(demo, currency, "award_minor")
        assert paid[currency] == on_screen(demo, currency, "paid_minor")
        assert earned[currency] == on_screen(demo, currency, "payable_minor")


def test_equity_stands_apart_from_grants(book: Path) -> None:
    others = [r for r in workbook_rows(book, "awards") if r["instrument"] != "grant"]
    assert others
    assert all(r["grant_minor"] is None and r["other_minor"] for r in others)


def test_the_position_is_that_of_the_budget_screen(demo: Office, book: Path) -> None:
    rows = [r for r in workbook_rows(book, "position") if r["instrument"] == "grant"]
    lines = browse.position(demo)
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines, strict=True):
        assert (row["programme"], row["fiscal_year"]) == (line.programme, line.fiscal_year)
        for name in ("initial", "supplementary", "carried_in", "reserve", "budget", "awarded",
                     "planned", "confirmed", "paid", "left"):  # fmt: skip
            shown = in_minor(row[f"{name}_minor"], line.currency)
            assert shown == getattr(line, f"{name}_minor"), name
        rate = line.execution_rate
        if rate is None:
            assert row["execution_rate"] == "—"
        else:
            assert abs(row["execution_rate"] - float(rate)) <= 0.000005
    assert any(line.execution_rate is None for line in lines)


def test_the_grants_are_those_of_the_screen(demo: Office, book: Path) -> None:
    lines = browse.overview(demo).grants
    rows = workbook_rows(book, "grants")
    assert [row["code"] for row in rows] == [line.code for line in lines]
    progress = {row["code"]: row for row in workbook_rows(book, "progress")}
    for row, line in zip(rows, lines, strict=True):
        for name in SUMS:
            assert in_minor(row[name], line.currency) == getattr(line, name)
        assert progress[line.code]["readiness"] == line.readiness
        if line.next_due_on is not None:
            assert as_day(progress[line.code]["next_due_on"]) == line.next_due_on


def test_every_row_that_has_one_carries_basis_and_source(book: Path) -> None:
    for sheet in SHEETS:
        if sheet.place("basis") is None:
            continue
        rows = workbook_rows(book, sheet.name)
        marks = {row["basis"] for row in rows}
        assert marks <= {"[p] public", "[d] derived", "[i] illustrative"}, sheet.name
        if sheet.place("source") is not None and sheet.name != "position":
            # a year without a budget has no source for one
            assert all(row["source"] for row in rows), sheet.name


def test_the_three_forms_say_the_same(demo: Office, book: Path, tmp_path: Path) -> None:
    export(demo, "csv", tmp_path / "folder")
    document = json_document(demo, tmp_path)
    for sheet in SHEETS:
        in_csv, in_json = csv_rows(tmp_path / "folder", sheet.name), document["sheets"][sheet.name]
        assert len(in_csv) == len(in_json), sheet.name
        for column in sheet.columns:
            if not column.key.endswith("_minor"):
                continue
            for said, meant in zip(in_csv, in_json, strict=True):
                assert meant[column.key] is None or type(meant[column.key]) is int
                if meant[column.key] is None:
                    assert said[column.key] == ""
                else:
                    written = float(said[column.key])
                    assert in_minor(written, meant["currency"]) == meant[column.key]
    assert len(document["sheets"]["grants"]) == len(workbook_rows(book, "grants"))


def test_every_file_bears_the_seal_and_the_day(demo: Office, book: Path, tmp_path: Path) -> None:
    seal = browse.seal(demo)
    about = json_document(demo, tmp_path)
    assert about["seal"]["root"] == seal.root
    assert about["seal"]["entries"] == seal.entries == browse.entry_count(demo)
    assert about["as_of"] == demo.today().isoformat()
    assert about["purpose"] == "demonstration"
    for page in pages_of(book):
        footer = f"{footer_of(page, 'left')} {footer_of(page, 'center')}"
        assert seal.root in footer
        assert "2026-11-23" in footer
        assert "DEMONSTRATION" in footer
    done = export(demo, "csv", tmp_path / "folder")
    assert done.seal == seal.root
    assert set(done.sha256) == {f"{s.name}.csv" for s in SHEETS} | {"datapackage.json"}


def test_pages_print_on_a4_with_their_heading(book: Path) -> None:
    stacked = (label("sheet.summary"), label("sheet.charts"))
    for page in pages_of(book):
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        setup = page.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        assert (page.page_setup.fitToWidth or 1) <= 2  # 1 where nothing is said
        assert page.page_setup.fitToHeight == 0
        assert page.print_title_rows is not None
        assert page.freeze_panes is not None
        assert footer_of(page, "right") == "&P/&N"
        if page.title not in stacked:
            assert page.auto_filter.ref is not None


def test_no_page_is_printed_smaller_than_can_be_read(book: Path) -> None:
    """256 letters of ten points on a line of A4 across are set in 5.8 points."""
    for page in pages_of(book):
        parts = page.column_dimensions.values()
        wide = sum((part.width - 0.71) * ((part.max or 1) - (part.min or 1) + 1) for part in parts)
        across = page.page_setup.fitToWidth or 1
        assert wide / across <= 257, page.title
        assert (page.print_title_cols is not None) == (across > 1), page.title

"""Text from data stays text in every form: no formula, no link, no markup, no control character."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from portfolio.domain.charter import Purpose
from portfolio.exchange.columns import About, Name, Review, Row, Rows, Sheet, Table
from portfolio.exchange.csv_files import guarded, write_csv_files
from portfolio.exchange.json_file import write_json
from portfolio.exchange.reading import read_file
from portfolio.exchange.sheets import CHECKS, PROGRAMMES, SHEETS, SUMMARY
from portfolio.exchange.shown import major, rate
from portfolio.exchange.xlsx import write_workbook
from portfolio.services.exporting import export
from portfolio.services.importing import import_read
from tests.conftest import FIXTURES
from tests.exchange.exported import ENGLISH, csv_rows, json_document, workbook_rows

if TYPE_CHECKING:
    from portfolio.services.office import Office

HOSTILE = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "[red]", "[link=x]y[/link]", "{=1}",
    "<r><t>x</t></r>", "http://example.org", "_x0041_", "007", "1e5", "\uff1d1+1", '"; DROP', "&D",
)  # fmt: skip
CONTROL = ("\t=1", "\r=1", "\x1b]0;x\x07", "a\u202eb", "nul\x00")

ABOUT = About(
    database="a&D.db", purpose=Purpose.RECORD, as_of=date(2026, 11, 23),
    recorded_at=datetime(2026, 11, 20, tzinfo=UTC), seal="0" * 64, entries=1, streams=1,
    rules_edition="1",
)  # fmt: skip


def review_of(*titles: str) -> Review:
    """Return a review with one programme a title, every amount one and a half units."""
    rows = tuple(
        tuple(
            Name(title, None) if c.key == "title"
            else "USD" if c.key == "currency"
            else 150 if c.key.endswith("_minor")
            else title
            for c in PROGRAMMES.columns
        )
        for title in titles
    )  # fmt: skip
    return review_with(*rows)


def review_with(*rows: Row) -> Review:
    """Return a review with these rows of programmes."""

    def table(sheet: Sheet, *own: Row) -> Table:
        return Table(sheet, Rows(lambda: own))

    return Review(
        about=ABOUT,
        tables=(table(SUMMARY), table(CHECKS), table(PROGRAMMES, *rows)),
        programmes=(), ledger=(), grants=tuple, heads=(),
    )  # fmt: skip


def workbook(review: Review) -> io.BytesIO:
    """Return the workbook of a review."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "review.xlsx"
        write_workbook(review, place, ENGLISH)
        return io.BytesIO(place.read_bytes())


def in_csv(review: Review) -> str:
    """Return the CSV file of a review's programmes."""
    with TemporaryDirectory() as folder:
        write_csv_files(review, Path(folder), ENGLISH)
        return (Path(folder) / "programmes.csv").read_bytes().decode("utf-8-sig")


def in_json(review: Review) -> str:
    """Return the JSON document of a review."""
    with TemporaryDirectory() as folder:
        write_json(review, Path(folder) / "review.json", ENGLISH)
        return (Path(folder) / "review.json").read_text(encoding="utf-8")


@pytest.fixture
def hostile(small: Office) -> Office:
    """The small portfolio with a grant whose every title is hostile."""
    read = read_file(FIXTURES / "small" / "portfolio.json")
    file = next(g for g in read.grants if g.code == "ALPHA")
    grants = [
        replace(
            file,
            **{
                name: tuple(
                    replace(r, grant=f"H{n}", **({"title": title} if hasattr(r, "title") else {}))
                    for r in getattr(file, name)
                )
                for name in (
                    "awards", "members", "elements", "milestones", "criteria", "commitments",
                    "instalments", "milestone_conditions", "reskilling_conditions",
                )
            },
            grant=replace(
                file.grant, code=f"H{n}", title=title, title_ja=None, consortium=title, source=title
            ),
        )
        for n, title in enumerate(HOSTILE, start=1)
    ]  # fmt: skip
    new = replace(read, people=(), programmes=(), grants=tuple(grants), history=())
    assert not import_read(small, [new]).problems
    return small


def test_hostile_titles_are_text_in_the_workbook(hostile: Office, tmp_path: Path) -> None:
    out = export(hostile, "xlsx", tmp_path / "review.xlsx").path
    titles = {r["code"]: r["title"] for r in workbook_rows(out, "grants")}
    for n, title in enumerate(HOSTILE, start=1):
        # openpyxl leaves the escape of an inline string as it is (ECMA-376-1, 22.9.2.19).
        assert titles[f"H{n}"].rstrip(" ").replace("_x005F_", "_") == title
    kinds = {cell.data_type for page in load_workbook(out) for row in page for cell in row}
    assert kinds <= {"s", "n", "d"}
    with ZipFile(out) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"hyperlink" not in content, name
            if name.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[\s>/]", content), name


def test_hostile_titles_are_text_in_csv_and_json(hostile: Office, tmp_path: Path) -> None:
    export(hostile, "csv", tmp_path / "folder")
    shown = {r["code"]: r["title"] for r in csv_rows(tmp_path / "folder", "grants")}
    told = {r["code"]: r["title"] for r in json_document(hostile, tmp_path)["sheets"]["grants"]}
    for n, title in enumerate(HOSTILE, start=1):
        assert told[f"H{n}"] == title
        assert shown[f"H{n}"] in (title, f"'{title}")
        assert shown[f"H{n}"][0] not in "=+-@\uff1d"
    raw = (tmp_path / "folder" / "grants.csv").read_text(encoding="utf-8-sig")
    assert '"\'=1+1"' in raw


@pytest.mark.parametrize("text", CONTROL)
def test_control_characters_are_written_out(text: str) -> None:
    review = review_of(text)
    pages = load_workbook(workbook(review))
    shown = pages["Programmes"]["B3"].value
    assert isinstance(shown, str)
    assert shown.isprintable()
    for content in (in_csv(review), in_json(review)):
        assert not set(content) & set("\t\x00\x1b\u202e\x07")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_stays_text(text: str) -> None:
    review = review_of(text)
    cell = load_workbook(workbook(review))["Programmes"]["B3"]
    assert cell.data_type == "s"
    lines = in_csv(review)
    row = list(csv.reader(io.StringIO(lines, newline="")))[1]
    assert row[1].lstrip(" \u3000")[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert json.loads(in_json(review))["sheets"]["programmes"][0]["currency"] == "USD"


def test_numbers_are_not_guarded_and_keep_their_cents() -> None:
    review = review_of("x")
    lines = in_csv(review)
    assert ",1.50," in lines
    cell = load_workbook(workbook(review))["Programmes"]["F3"]
    assert (cell.value, cell.number_format) == (1.5, "#,##0.00")
    assert guarded("-2") == "'-2"
    assert guarded("2") == "2"


def test_an_amount_that_excel_cannot_hold_exactly_is_written_in_words() -> None:
    huge = 9_007_199_254_740_993  # 2^53 + 1
    programmes = review_of("x").table("programmes")
    row = tuple(
        "JPY" if c.key == "currency" else huge if c.key == "award_minor" else cell
        for c, cell in zip(PROGRAMMES.columns, next(iter(programmes.rows)), strict=True)
    )
    cell = load_workbook(workbook(review_with(row)))["Programmes"]["F3"]
    assert cell.value == "9,007,199,254,740,993"


def test_rates_have_five_decimals() -> None:
    # FY2023 of a published review sheet: 0.84606.
    assert str(rate(Fraction(9_130_510_658, 10_791_802_289))) == "0.84606"
    assert str(major(35_000_000_001, "USD")) == "350000000.01"
    assert major(802_500_000_000, "JPY") == 802_500_000_000


def test_every_sheet_is_declared_once_with_its_own_keys() -> None:
    assert len({s.name for s in SHEETS}) == len(SHEETS)
    for sheet in SHEETS:
        keys = [c.key for c in sheet.columns]
        assert len(set(keys)) == len(keys)
        if any(key.endswith("_minor") for key in keys):
            assert "currency" in keys

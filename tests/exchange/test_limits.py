"""Limits of what is read: each is stated, and what is beyond it is said and not taken in."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange import csv_reading, plan_xlsx, workbook_reading
from portfolio.exchange.reading import read_file
from portfolio.exchange.sheet_page import TooLongForExcel
from portfolio.services.exporting import export
from tests.exchange import books
from tests.exchange.broken import GRANT, rows

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def problem_of(path: Path) -> Problem:
    with pytest.raises(FileProblems) as caught:
        read_file(path)
    return caught.value.problems[0]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return books.write_book(tmp_path / "plan.xlsx", {"grants": rows(GRANT, GRANT | {"code": "G2"})})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "plan"
    path.mkdir()
    (path / "grants.csv").write_text("code,title\nG1,x\nG2,y\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("limit", "most", "place", "why"),
    [
        ("LARGEST_FILE", 10, "bytes", "is larger than 10 bytes"),
        ("LARGEST_UNPACKED", 100, "bytes", "unpacks to more than 100 bytes"),
        ("MOST_PARTS", 2, "6", "has more than 2 parts"),
        ("MOST_ROWS", 2, "grants!3:3", "is more than 2 rows in one file"),
        ("MOST_COLUMNS", 3, "grants!D1", "is beyond column C"),
    ],
)
def test_a_workbook_beyond_a_limit_is_refused(  # noqa: PLR0913, PLR0917  # the limit, and what is said
    book: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, place: str, why: str
) -> None:
    monkeypatch.setattr(workbook_reading, limit, most)
    said = problem_of(book)
    assert place in said.place
    assert said.why == why
    assert said.remedy


@pytest.mark.parametrize(
    ("limit", "most", "place", "why"),
    [
        ("LARGEST_FILE", 10, "21 bytes", "is larger than 10 bytes"),
        ("MOST_FILES", 0, "", "holds more than 0 files"),
        ("MOST_ROWS", 2, "grants.csv:3", "is more than 2 rows in one file"),
        ("MOST_COLUMNS", 1, "grants.csv:1", "is beyond column A"),
    ],
)
def test_a_folder_beyond_a_limit_is_refused(  # noqa: PLR0913, PLR0917  # the same
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, place: str, why: str
) -> None:
    monkeypatch.setattr(csv_reading, limit, most)
    said = problem_of(folder)
    assert (said.place, said.why) == (place, why)
    assert said.remedy


def test_a_part_that_is_there_twice_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("xl/workbook.xml", "<another/>")
    assert problem_of(book).why == "has two parts of one name"


def test_a_plan_too_long_for_a_sheet_is_refused_not_cut(
    small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_xlsx, "_LAST_ROW", 4)
    with pytest.raises(TooLongForExcel, match="plan-csv or plan-json"):
        export(small, "plan", tmp_path / "plan.xlsx")
    assert not (tmp_path / "plan.xlsx").exists()

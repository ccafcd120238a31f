"""Words for tests of exports: write one, read it back as rows by heading."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from portfolio.exchange.sheets import SHEETS
from portfolio.services.exporting import export
from portfolio.wording import Language, label

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from portfolio.services.office import Office

ENGLISH, JAPANESE = Language.ENGLISH, Language.JAPANESE
SHEET = {sheet.name: sheet for sheet in SHEETS}


def opened(path: Path) -> Workbook:
    """Return a workbook as openpyxl reads it: once, however many of its pages are looked at."""
    return _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _opened(path: Path, _written: int) -> Workbook:
    return load_workbook(path)


def workbook_rows(path: Path, name: str, language: Language = ENGLISH) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the key of each column, as openpyxl reads them."""
    sheet = SHEET[name]
    page = opened(path)[label(sheet.label_key, language)]
    headings = [label(c.label_key, language) for c in sheet.columns]
    lines = [list(line) for line in page.iter_rows(values_only=True)]
    assert lines[1] == headings
    return [dict(zip([c.key for c in sheet.columns], line, strict=True)) for line in lines[2:]]


def summary_table(path: Path, columns: str) -> list[dict[str, Any]]:
    """Return one of the tables stacked on the first page: ``summary`` or ``checks``."""
    sheet = SHEET[columns]
    page = opened(path)[label("sheet.summary")]
    lines = [list(line) for line in page.iter_rows(values_only=True)]
    headings = [label(c.label_key) for c in sheet.columns]
    first = next(n for n, line in enumerate(lines) if line[: len(headings)] == headings) + 1
    rows = []
    for line in lines[first:]:
        if line[1] is None:
            break
        rows.append(dict(zip([c.key for c in sheet.columns], line, strict=False)))
    return rows


def csv_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the key of each column, as text."""
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    keys = [c.key for c in SHEET[name].columns]
    return [dict(zip(keys, line, strict=True)) for line in lines[1:]]


def json_document(office: Office, folder: Path) -> dict[str, Any]:
    """Export as JSON and read it back."""
    out = folder / "review.json"
    export(office, "json", out)
    document: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return document


def as_day(cell: object) -> date:
    """Return the day openpyxl reads as midnight."""
    assert isinstance(cell, datetime)
    return cell.date()

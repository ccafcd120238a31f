"""Folders of CSV files describe themselves: others read types by the account, and all fits it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from frictionless import Package, system

from portfolio.exchange.sheets import SHEETS
from portfolio.exchange.standards.rs_out import write_rs
from portfolio.exchange.standards.sf425 import write_sf425
from portfolio.services.exporting import Since, export
from portfolio.services.looking_back import looking_back
from portfolio.wording import Language
from tests.exchange.exported import json_document
from tests.exchange.portfolios import portfolio
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def problems_of(folder: Path) -> list[str]:
    """Return what Frictionless finds wrong with a folder: digest, size, heading, and every cell."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [f"{error.type}: {error.message}" for error in errors]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ["csv", "rs", "sf425", "plan-csv"])
def test_every_folder_fits_its_own_account(
    demo: Office, tmp_path: Path, kind: str, language: Language
) -> None:
    export(demo, kind, tmp_path / "folder", language)
    assert problems_of(tmp_path / "folder") == []


def test_a_review_held_against_an_earlier_day_fits_its_account(
    demo: Office, tmp_path: Path
) -> None:
    export(demo, "csv", tmp_path / "folder", since=Since(date(2026, 4, 1)))
    assert problems_of(tmp_path / "folder") == []


@pytest.mark.parametrize("seed", range(3))
def test_the_position_of_any_day_fits_its_account(demo: Office, tmp_path: Path, seed: int) -> None:
    day = date(2022, 11, 1) + timedelta(days=Random(seed).randrange(1480))  # noqa: S311  # a repeatable choice
    with looking_back(demo, day) as then:
        export(then, "csv", tmp_path / "folder")
    assert problems_of(tmp_path / "folder") == []


@pytest.mark.parametrize("seed", range(6))
def test_odd_portfolios_fit_their_account(tmp_path: Path, seed: int) -> None:
    review = portfolio(seed)
    for write in (write_rs, write_sf425):
        folder = tmp_path / write.__name__
        folder.mkdir()
        write(review, folder, Language.JAPANESE)
        assert problems_of(folder) == []


def test_a_cell_of_another_type_would_be_found(small: Office, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    export(small, "csv", folder)
    file = folder / "grants.csv"
    file.write_bytes(file.read_bytes().replace(b"1000000", b"a million", 1))
    found = problems_of(folder)
    assert any(each.startswith("type-error") for each in found)
    assert any(each.startswith("hash-count") for each in found)


def test_the_types_are_those_of_the_columns(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    export(small, "csv", tmp_path / "folder")
    account = json.loads((tmp_path / "folder" / "datapackage.json").read_text(encoding="utf-8"))
    schemas: dict[str, Any] = {r["path"]: r["schema"] for r in account["resources"]}
    for sheet in SHEETS:
        fields = schemas[f"{sheet.name}.csv"]["fields"]
        assert [f["key"] for f in fields] == [c.key for c in sheet.columns]
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "folder" / "datapackage.json"))
        (row,) = package.get_table_resource("payouts").read_rows()
    said = json_document(small, tmp_path)["sheets"]["payouts"][0]
    assert row["Amount"] == Decimal(said["amount_minor"])
    assert row["Fiscal year"] == said["fiscal_year"]
    assert row["Settled at"].isoformat().startswith(said["settled_at"][:19])

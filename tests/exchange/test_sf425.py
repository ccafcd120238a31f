"""SF-425-shaped lines: each says what the records say, and the lines of the form add up."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.money import EXPONENTS
from portfolio.exchange.standards.sf425 import COLUMNS, FILE, financial_lines
from portfolio.reports.review import review
from portfolio.services.exporting import export
from portfolio.store.mapping import table_of
from portfolio.wording import Language
from tests.conftest import NOW
from tests.story import CONFIRMED, SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from portfolio.services.office import Office

NAMES = [name for name, _, _ in COLUMNS]
AMOUNTS = [name for name in NAMES if name.startswith("10.")][:11]


def lines(office: Office, folder: Path) -> dict[str, dict[str, str]]:
    """Export and return the line of each grant by column."""
    export(office, "sf425", folder)
    text = (folder / FILE).read_bytes().decode("utf-8-sig")
    return {line[NAMES[1]]: line for line in csv.DictReader(io.StringIO(text, newline=""))}


def amounts(line: dict[str, str]) -> dict[str, Decimal]:
    """Return lines 10.a to 10.k by their letter."""
    return {name[3]: Decimal(line[name]) for name in AMOUNTS}


def kept(connection: Connection) -> dict[str, dict[str, int]]:
    """Return what the store keeps of where each grant stands."""
    table = table_of("grant")
    return {row["code"]: dict(row) for row in connection.execute(table.select()).mappings()}


def test_a_confirmed_payout_is_an_obligation_until_it_is_paid(
    small: Office, tmp_path: Path
) -> None:
    tell(small, CONFIRMED)
    waiting = amounts(lines(small, tmp_path / "waiting")["ALPHA"])
    assert {k: int(v) for k, v in waiting.items() if k < "i"} == {
        "a": 0, "b": 0, "c": 0, "d": 1_000_000, "e": 0, "f": 400_000, "g": 400_000, "h": 600_000,
    }  # fmt: skip


def test_a_settled_payout_is_cash_received_and_spent(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    line = lines(small, tmp_path / "paid")["ALPHA"]
    assert {k: int(v) for k, v in amounts(line).items()} == {
        "a": 400_000, "b": 400_000, "c": 0, "d": 1_000_000, "e": 400_000, "f": 0, "g": 400_000,
        "h": 600_000, "i": 0, "j": 0, "k": 0,
    }  # fmt: skip
    assert line["9 Reporting Period End Date"] == "2026-11-23"
    assert line["12 Remarks"] == (
        "fiscal year 2026 (2026-04-01 to 2027-03-31); basis of the figures: illustrative; "
        "demonstration data; SF-425-shaped, not an official submission"
    )
    assert line["13 Certification"] == ""


def test_the_lines_of_every_grant_add_up_and_agree_with_its_standing(
    demo: Office, tmp_path: Path
) -> None:
    found = lines(demo, tmp_path / "demo")
    with demo.database.reading() as connection:
        gathered = review(connection, NOW.date(), "demo")
        standing = kept(connection)
        drafted = {f.code for f in gathered.grants() if f.grant.state == "drafted"}
        files = {f.code: f for f in gathered.grants()}
        worked_out = {
            code: financial_lines(f, gathered.programme(f.grant.programme), NOW.date())
            for code, f in files.items()
        }
    assert drafted
    assert found.keys() == files.keys() - drafted
    assert list(found) == sorted(found)
    for code, line in found.items():
        told, of = amounts(line), standing[code]
        assert told["c"] == told["a"] - told["b"]
        assert told["e"] == told["b"]
        assert told["g"] == told["e"] + told["f"]
        assert told["h"] == told["d"] - told["g"]
        assert told["k"] == told["i"] - told["j"]
        scale = 10 ** EXPONENTS[line["Currency"]]
        minor = {letter: int(value * scale) for letter, value in told.items()}
        assert minor["a"] == of["paid_minor"] - of["returned_minor"]
        assert minor["c"] == of["advances_minor"]
        assert minor["d"] == of["award_minor"]
        assert minor["f"] == of["confirmed_minor"] - of["paid_minor"]
        paid = [p for p in files[code].payouts if p.is_paid]
        cash = sum(p.cash_minor for p in paid)
        back = sum(r.amount_minor for r in files[code].receipts if r.kind == "repaid")
        assert cash - back <= minor["a"] <= cash + sum(p.set_off_minor for p in paid)
        assert tuple(minor.values()) == worked_out[code].in_order()
    assert any(amounts(line)["c"] for line in found.values())
    assert any(amounts(line)["i"] for line in found.values())
    assert any("." in line["10.d Total Federal funds authorized"] for line in found.values())


@pytest.mark.parametrize("language", Language)
def test_every_column_says_in_the_account_what_it_means(
    small: Office, tmp_path: Path, language: Language
) -> None:
    export(small, "sf425", tmp_path / "sf", language)
    account = json.loads((tmp_path / "sf" / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = account["resources"]
    assert "SF-425" in resource["title"]
    assert [(f["name"], bool(f["description"])) for f in resource["schema"]["fields"]] == [
        (name, True) for name in NAMES
    ]
    assert account["portfolio"]["notes"]

# Japanese writes full-width characters, on purpose
"""Words for tests of the RS system's sheets: write a sheet 2-1 from few cells, read any sheet back.

`python -m tests.exchange.rs_files` writes the broken sheets under `fixtures/broken/` anew.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from portfolio.exchange.reading import read_file
from portfolio.exchange.standards.rs import BUDGET, RATES
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from portfolio.domain.programme import ProgrammeFile

Row = dict[str, str | int]

BROKEN = FIXTURES / "broken"
HEAD: Row = {
    "シート種別": "レビューシート", "事業年度": 2024, "予算事業ID": 900, "事業名": "検証用事業",
    "府省庁": "検証省",
}  # fmt: skip


def total(year: int | str, **cells: str | int) -> Row:
    """Return a total row of a year."""
    return HEAD | {"予算年度": year} | cells


def total_of(year: int, initial: int, carried_in: int, executed: int, **cells: str | int) -> Row:
    """Return the total row of a year with these parts, their sum, and nothing else."""
    return total(
        year,
        **{
            "当初予算（合計）": initial, "補正予算（合計）": 0,
            "前年度からの繰越し（合計）": carried_in, "予備費等（合計）": 0,
            "計（歳出予算現額合計）": initial + carried_in, "執行額（合計）": executed,
            "翌年度への繰越し(合計）": 0, "翌年度要求額（合計）": 0,
        }
        | cells,
    )  # fmt: skip


def account_of(
    year: int, account: tuple[str, str, str], initial: int, carried_in: int, executed: int,
    **cells: str | int,
) -> Row:  # fmt: skip
    """Return the row of an account and year with these parts, their sum, and nothing else."""
    names = dict(zip(("会計区分", "会計", "勘定"), account, strict=True))
    figures: Row = {
        "当初予算": initial, "前年度から繰越し": carried_in, "執行額": executed,
        "歳出予算現額": initial + carried_in, "翌年度要求額": 0,
    }  # fmt: skip
    return HEAD | {"予算年度": year} | names | figures | cells


GENERAL = ("一般会計", "一般会計", "")
SPECIAL = ("特別会計", "検証対策", "検証勘定")


def sheet() -> list[Row]:
    """Return two years of a project with two accounts: 30 carried out of the first."""
    return [
        total_of(2024, 50, 30, 0, **{"翌年度要求額（合計）": "70.0"}),
        account_of(2024, GENERAL, 40, 30, 0, 翌年度要求額=70),
        account_of(2024, SPECIAL, 10, 0, 0),
        total_of(2023, 100, 0, 60, **{"執行率": "0.6", "翌年度への繰越し(合計）": "30"}),
        account_of(2023, GENERAL, 90, 0, 55),
        account_of(2023, SPECIAL, 10, 0, 5),
    ]


def content(rows: Iterable[Row], header: Iterable[str] = BUDGET.header) -> bytes:
    """Return a sheet as the system writes it."""
    file = io.StringIO(newline="")
    lines = csv.DictWriter(file, list(header), restval="", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def read_rows(place: Path, rows: Iterable[Row]) -> tuple[ProgrammeFile, ...]:
    """Write a sheet 2-1 into a folder and read it as an importer does."""
    path = place / "2-1_RS_2024_予算・執行_サマリ.csv"
    path.write_bytes(content(rows))
    return read_file(path).programmes


def lines_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a sheet by column, as text."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _with(place: int, **cells: str | int) -> bytes:
    rows = sheet()
    rows[place] = rows[place] | cells
    return content(rows)


def _broken() -> dict[str, bytes]:
    """Return the broken sheets by name, each with one thing wrong."""
    good = content(sheet())
    text = good.decode("utf-8-sig")
    two = sheet()
    return {
        "account-too-long": _with(1, 会計="長" * 130),
        "amount": _with(4, 執行額="55.5"),
        "blank-year": _with(3, 予算年度="令和5"),
        "carried-in": content(
            [
                total_of(2024, 50, 20, 0),
                account_of(2024, GENERAL, 50, 20, 0),
                *two[3:],
            ]
        ),
        "current": _with(2, 歳出予算現額=11),
        "encoding": text.encode("utf-16"),
        "header": text.replace("翌年度への繰越し(合計）", "翌年度への繰越し（合計）", 1).encode(),
        "mixed-row": content([*two, total(2022, 勘定="検証勘定", 執行率="0.5")]),
        "negative": _with(4, 第2次補正予算="▲10"),
        "no-agency": content([row | {"府省庁": ""} for row in two]),
        "no-figures": content([*two, total(2022, 主な増減理由="終了")]),
        "no-rows": content([]),
        "no-total": content([*two, account_of(2022, GENERAL, 5, 0, 5)]),
        "not-rs": b"date,payee,amount\r\n2024-04-01,somebody,5\r\n",
        "other-sheet": content([HEAD], RATES.header),
        "project": content([row | {"予算事業ID": "事業1"} for row in two]),
        "quote": text.replace("検証用事業", '"検証用事業', 1).encode(),
        "ragged": good + "レビューシート,2024\r\n".encode(),
        "rate": _with(3, 執行率="60"),
        "title": _with(5, 事業名="別の事業"),
        "total": _with(3, **{"執行額（合計）": "61", "執行率": "0.61"}),
        "two-totals": content([*two, two[3]]),
    }


def write_broken() -> None:
    """Write the broken sheets anew."""
    for name, written in _broken().items():
        (BROKEN / f"rs-{name}.csv").write_bytes(written)


def edited(change: Callable[[list[Row]], object]) -> list[Row]:
    """Return the sheet after a change."""
    rows = sheet()
    change(rows)
    return rows


if __name__ == "__main__":
    write_broken()

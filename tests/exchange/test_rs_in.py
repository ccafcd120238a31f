# Japanese writes full-width characters, on purpose
"""Sheet 2-1 of the RS system comes in whole, or every contradiction is named with its cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.basis import Basis
from portfolio.domain.budget import CarryOverKind
from portfolio.domain.errors import FileProblems, Problem
from portfolio.domain.ledger import LedgerLine, ledger
from portfolio.domain.period import parse_day
from portfolio.domain.programme import AppropriationKind
from portfolio.exchange.reading import Read, read_file
from portfolio.exchange.standards import rs_rows
from portfolio.exchange.standards.rs import BUDGET
from portfolio.services import browse
from portfolio.services.exporting import export
from portfolio.services.importing import import_files
from portfolio.wording import Language, problem
from tests.exchange.exported import csv_rows
from tests.exchange.rs_files import (
    BROKEN,
    GENERAL,
    SPECIAL,
    Row,
    account_of,
    content,
    edited,
    read_rows,
    sheet,
    total_of,
)
from tests.shared import samples

if TYPE_CHECKING:
    from portfolio.services.office import Office

PROJECT_159: list[Row] = [
    row | {"予算事業ID": 159}
    for row in (
        total_of(
            2023, 10_041_533_000, 750_269_289, 9_130_510_658,
            執行率="0.84606", **{"翌年度への繰越し(合計）": 594_791_890},
        ),
        account_of(2023, GENERAL, 10_041_533_000, 750_269_289, 9_130_510_658),
    )
]  # fmt: skip


def lines_by_account(place: Path, rows: list[Row]) -> dict[tuple[int, str | None], LedgerLine]:
    (file,) = read_rows(place, rows)
    return {(line.fiscal_year, line.account): line for line in ledger(file, {})}


def problems_of(place: Path, rows: list[Row]) -> list[tuple[str, str]]:
    with pytest.raises(FileProblems) as caught:
        read_rows(place, rows)
    return [(p.place, p.why) for p in caught.value.problems]


def test_project_159_of_2023_comes_out_as_its_review_sheet_says(tmp_path: Path) -> None:
    lines = lines_by_account(tmp_path, PROJECT_159)
    line = lines[2023, "一般会計"]
    assert line.programme == "RS-159"
    assert line.current_minor == 10_791_802_289
    assert line.execution_rate is not None
    assert round(line.execution_rate, 5) == Fraction("0.84606")
    assert line.unused_minor(parse_day("day", "2024-04-01")) == 1_066_499_741
    assert line.unused_minor(parse_day("day", "2024-03-31")) is None
    assert line.carried_out_not_stated_minor == 594_791_890
    assert lines[2024, "一般会計"].carried_in_minor == 594_791_890


def test_a_year_of_noughts_stays_and_its_rate_is_undefined(tmp_path: Path) -> None:
    for rate in ("", "0"):
        rows = [total_of(2023, 0, 0, 0, 執行率=rate), account_of(2023, GENERAL, 0, 0, 0)]
        (line,) = lines_by_account(tmp_path, rows).values()
        assert (line.fiscal_year, line.current_minor, line.executed_minor) == (2023, 0, 0)
        assert line.execution_rate is None


def test_an_undefined_rate_is_shown_as_such(small: Office, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content([total_of(2023, 0, 0, 0), account_of(2023, GENERAL, 0, 0, 0)]))
    assert import_files(small, [path]).written
    export(small, "csv", tmp_path / "csv")
    (row,) = [r for r in csv_rows(tmp_path / "csv", "position") if r["programme"] == "RS-900"]
    assert (row["fiscal_year"], row["execution_rate"]) == ("2023", "—")


def test_what_is_carried_over_enters_the_next_year_once(tmp_path: Path) -> None:
    lines = lines_by_account(tmp_path, sheet())
    assert lines[2023, "一般会計"].carried_out_minor == 30
    assert lines[2024, "一般会計"].carried_in_minor == 30
    special = "特別会計 / 検証対策 / 検証勘定"
    assert lines[2023, special].carried_out_minor == lines[2024, special].carried_in_minor == 0
    assert lines[2024, "一般会計"].requested_minor == 70
    (file,) = read_rows(tmp_path, sheet())
    assert [c.kind for c in file.carry_overs] == [CarryOverKind.NOT_STATED]
    assert not [a for a in file.appropriations if a.kind is AppropriationKind.CARRIED_IN]


def test_more_carried_in_than_out_is_entered_for_itself(tmp_path: Path) -> None:
    def more(rows: list[Row]) -> None:
        rows[0] |= {"前年度からの繰越し（合計）": 45, "計（歳出予算現額合計）": 95}
        rows[1] |= {"前年度から繰越し": 45, "歳出予算現額": 85}

    rows = edited(more)
    assert lines_by_account(tmp_path, rows)[2024, "一般会計"].carried_in_minor == 45
    (file,) = read_rows(tmp_path, rows)
    rest = [a for a in file.appropriations if a.kind is AppropriationKind.CARRIED_IN]
    assert [(a.fiscal_year, a.amount_minor) for a in rest] == [(2024, 15)]


def test_where_the_sheet_does_not_tell_the_account_it_is_worked_out_and_marked(
    tmp_path: Path,
) -> None:
    def two_accounts(rows: list[Row]) -> None:
        rows[0] |= {"前年度からの繰越し（合計）": 40, "計（歳出予算現額合計）": 90}
        rows[2] |= {"前年度から繰越し": 10, "歳出予算現額": 20}

    rows = edited(two_accounts)
    (file,) = read_rows(tmp_path, rows)
    assert {c.basis for c in file.carry_overs} == {Basis.DERIVED}
    assert sum(c.amount_minor for c in file.carry_overs) == 30
    lines = lines_by_account(tmp_path, rows)
    assert sum(x.carried_in_minor for (year, _), x in lines.items() if year == 2024) == 40
    (alone,) = read_rows(tmp_path, sheet()[3:])
    assert [(c.account, c.basis) for c in alone.carry_overs] == [(None, Basis.PUBLIC)]


def test_a_gap_between_years_brings_nothing_on(tmp_path: Path) -> None:
    rows = [total_of(2025, 0, 30, 30), account_of(2025, GENERAL, 0, 30, 30), *sheet()[3:]]
    lines = lines_by_account(tmp_path, rows)
    assert lines[2024, None].carried_in_minor == 30
    assert lines[2025, "一般会計"].carried_in_minor == 30


def test_a_year_with_a_total_row_only_names_no_account(tmp_path: Path) -> None:
    rows = [
        total_of(2024, 5, 30, 20, **{"補正予算（合計）": 7, "計（歳出予算現額合計）": 42}),
        total_of(2023, 100, 0, 60, **{"翌年度への繰越し(合計）": 30}),
    ]
    lines = lines_by_account(tmp_path, rows)
    assert set(lines) == {(2023, None), (2024, None)}
    assert lines[2024, None].supplementary_minor == (7, 0, 0, 0, 0)
    assert (lines[2024, None].current_minor, lines[2024, None].executed_minor) == (42, 20)
    wrong = [rows[0] | {"計（歳出予算現額合計）": 43}, rows[1]]
    found = problems_of(tmp_path, wrong)
    assert found == [("row 2, 計（歳出予算現額合計）", "is not the sum of its parts, 42")]


def test_each_part_keeps_its_number(tmp_path: Path) -> None:
    parts = {f"第{n}次補正予算": n for n in range(1, 6)} | {f"予備費等{n}": n for n in range(1, 5)}
    rows = [
        total_of(2024, 0, 0, 0, **{
            "補正予算（合計）": 15, "予備費等（合計）": 10, "計（歳出予算現額合計）": 25,
        }),
        account_of(2024, GENERAL, 0, 0, 0, **parts, 歳出予算現額=25),
    ]  # fmt: skip
    (line,) = lines_by_account(tmp_path, rows).values()
    assert line.supplementary_minor == (1, 2, 3, 4, 5)
    assert line.reserve_minor == 10


def test_blanks_beside_amounts_and_cp932_are_read(tmp_path: Path) -> None:
    rows = edited(lambda rows: rows[4].update(執行額="55 "))
    (file,) = read_rows(tmp_path, rows)
    path = tmp_path / "other.csv"
    path.write_bytes(content(rows).decode("utf-8-sig").encode("cp932"))
    (again,) = read_file(path).programmes
    assert sum(e.amount_minor for e in again.outside_executions) == 60
    assert [x.current_minor for x in ledger(again, {})] == [
        x.current_minor for x in ledger(file, {})
    ]


def test_everything_says_whence_it_comes(tmp_path: Path) -> None:
    (file,) = read_rows(tmp_path, sheet())
    named = "2-1_RS_2024_予算・執行_サマリ.csv"
    for record in file.records():
        assert record.source == f"出典：行政事業レビュー 2-1「{named}」"  # type: ignore[attr-defined]  # each of these has one
        assert record.basis is Basis.PUBLIC  # type: ignore[attr-defined]  # the same
    assert (file.programme.title, file.programme.agency) == ("検証用事業", "検証省")


@pytest.mark.parametrize("name", ["2-1_RS_2024_予算・執行_サマリ.csv"])
def test_the_published_rows_come_in(name: str) -> None:
    (file,) = read_file(samples() / "rs" / name).programmes
    assert (file.programme.code, file.programme.agency) == ("RS-3522", "経済産業省")
    sums = {year: [0, 0] for year in (2023, 2024)}
    for line in ledger(file, {}):
        sums[line.fiscal_year][0] += line.current_minor
        sums[line.fiscal_year][1] += line.executed_minor
    assert sums == {2023: [677_292_895_000] * 2, 2024: [990_178_535_000, 0]}


def test_importing_the_same_sheet_twice_changes_nothing(small: Office, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content([*sheet(), *PROJECT_159]))
    assert import_files(small, [path]).written
    again = import_files(small, [path])
    assert again.changes_nothing
    assert not again.problems


def test_the_next_years_sheet_adds_what_is_new_in_it(small: Office, tmp_path: Path) -> None:
    path = tmp_path / "2024.csv"
    path.write_bytes(content(sheet()))
    assert import_files(small, [path]).written
    later = tmp_path / "2025.csv"
    later.write_bytes(
        content(
            [
                total_of(2025, 70, 0, 0),
                account_of(2025, GENERAL, 70, 0, 0),
                total_of(2024, 50, 30, 64, **{"翌年度要求額（合計）": 70}),
                account_of(2024, GENERAL, 40, 30, 60, 翌年度要求額=70),
                account_of(2024, SPECIAL, 10, 0, 4),
            ]
        )
    )
    plan = import_files(small, [later])
    assert (plan.problems, plan.written) == ([], True)
    lines = {
        (x.fiscal_year, x.account): (x.current_minor, x.executed_minor)
        for x in ledger(browse.programme(small, "RS-900"), {})
    }
    assert lines[2024, "一般会計"] == (70, 60)
    assert sum(executed for (year, _), (_, executed) in lines.items() if year == 2024) == 64
    assert lines[2025, "一般会計"] == (70, 0)
    assert import_files(small, [later]).changes_nothing


def test_what_differs_from_the_record_is_named_with_its_row(small: Office, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content(sheet()))
    import_files(small, [path])
    path.write_bytes(content([total_of(2023, 100, 0, 61, **{"翌年度への繰越し(合計）": 30})]))
    found = import_files(small, [path]).problems
    assert found
    assert all(p.place.startswith("row 2, ") for p in found)


EXPECTED = {
    "account-too-long": ("row 3, 会計", "has 137 characters"),
    "amount": ("row 6, 執行額", "has a fraction smaller than the minor unit of JPY"),
    "blank-year": ("row 5, 予算年度", "is outside 1990-2199"),
    "carried-in": ("row 2, 前年度からの繰越し（合計）", "is less than 30, carried out of 2023"),
    "current": ("row 4, 歳出予算現額", "is not the sum of its parts, 10"),
    "encoding": ("byte 4", "is neither UTF-8 nor CP932"),
    "header": ("row 1, column 22", "is not the column that stands here in sheet 2-1"),
    "mixed-row": ("row 8", "has figures of a total and of an account"),
    "negative": ("row 6, 第2次補正予算", "is below 0"),
    "no-agency": ("row 2, 府省庁", "is empty"),
    "no-figures": ("row 8", "has figures neither of a total nor of an account"),
    "no-rows": ("row 2", "has no row below its header"),
    "no-total": ("row 8, 予算年度", "has no total row"),
    "not-rs": ("row 1", "is not the header of sheet 2-1 of the RS system"),
    "other-sheet": ("row 1", "is the header of sheet 1-4 of the RS system"),
    "project": ("row 2, 予算事業ID", "is not a code"),
    "quote": ("line 7", "is not CSV: unexpected end of data"),
    "ragged": ("row 8", "has 2 cells, not 44"),
    "rate": ("row 5, 執行率", "is not executed ÷ current budget, 0.6"),
    "title": ("row 7, 事業名", "is not the title that row 2 gives the same project"),
    "total": ("row 5, 執行額（合計）", "is not the sum of the account rows, 60"),
    "two-totals": ("row 8, 予算年度", "has its total in row 5 already"),
}


def test_every_broken_sheet_is_expected() -> None:
    assert {p.stem for p in BROKEN.glob("rs-*.csv")} == {f"rs-{name}" for name in EXPECTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_sheet_has_the_one_problem_it_was_given(name: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read_file(BROKEN / f"rs-{name}.csv")
    (found,) = caught.value.problems
    assert (found.place, found.why) == EXPECTED[name]
    assert found.file == f"rs-{name}.csv"
    assert found.remedy
    assert "。" in problem(found, Language.JAPANESE)


def test_problems_of_several_rows_are_said_at_once(tmp_path: Path) -> None:
    def spoil(rows: list[Row]) -> None:
        rows[0] |= {"執行率": "0.5"}
        rows[3] |= {"当初予算（合計）": 101}

    assert problems_of(tmp_path, edited(spoil)) == [
        ("row 5, 当初予算（合計）", "is not the sum of the account rows, 100"),
        ("row 5, 計（歳出予算現額合計）", "is not the sum of its parts, 101"),
        ("row 5, 執行率", "is not executed ÷ current budget, 0.59406"),
        ("row 2, 執行率", "is not executed ÷ current budget, 0"),
    ]


def test_a_sheet_longer_than_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rs_rows, "MOST_ROWS", 5)
    assert problems_of(tmp_path, sheet()) == [("row 7", "is beyond the 5 rows that can be read")]
    monkeypatch.setattr(rs_rows, "LARGEST_FILE", 100)
    assert problems_of(tmp_path, sheet())[0][1] == "is larger than 100 bytes"


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(FileProblems):
            rs_rows.rows_of(path)


CELLS = st.one_of(
    st.sampled_from(
        [
            "", "0", "-1", "1e9", "9" * 20, "0.0", "1.5", "▲3", "2023", "2024", "=1+1", "9" * 16,
            "9" * 15, "\x00", "\u202e", "1 ", "\u3000", "159/equity", "RS-1", "一般会計", "'", '"',
            "1,000", "nan",
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip


def outcome(written: bytes) -> Read | tuple[Problem, ...]:
    """Read bytes as a sheet; whatever is neither read nor named goes through."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        path.write_bytes(written)
        try:
            return read_file(path)
        except FileProblems as found:
            return found.problems


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_a_problem(written: bytes) -> None:
    header = content([])
    assert outcome(written)
    assert outcome(header + written)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(BUDGET.header), CELLS), min_size=1, max_size=4
    )
)
def test_any_cell_is_read_or_named(changes: list[tuple[int, str, str]]) -> None:
    rows = sheet()
    for row, column, cell in changes:
        rows[row][column] = cell
    found = outcome(content(rows) if all(_fits(c) for _, _, c in changes) else b"\xff")
    if isinstance(found, tuple):
        assert found
        assert all(p.file and p.why and p.remedy for p in found)
    else:
        for file in found.programmes:
            ledger(file, {})


def _fits(cell: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in cell)

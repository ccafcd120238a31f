# Japanese writes full-width characters, on purpose
"""The sheets of the RS system: exact headers, totals that are sums, and a way back for 2-1."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.budget import BudgetRequest, CarryOver, CarryOverKind, OutsideExecution
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.ledger import LedgerLine, ledger
from portfolio.domain.period import parse_day
from portfolio.domain.programme import (
    Appropriation,
    AppropriationKind,
    Programme,
    ProgrammeFile,
    programme_file,
)
from portfolio.exchange.columns import About, Review
from portfolio.exchange.reading import read_file
from portfolio.exchange.standards.rs import (
    BUDGET,
    CHAIN,
    GOALS,
    PAYEES,
    RATES,
    RESERVES,
    SHEETS,
    SUPPLEMENTARY,
    RsSheet,
    basis_in,
)
from portfolio.exchange.standards.rs_out import write_rs
from portfolio.reports.ledger import ledgers
from portfolio.reports.order import programmes_by_size
from portfolio.reports.review import review
from portfolio.services.exporting import export
from portfolio.services.founding import found
from portfolio.services.importing import import_files, import_read
from portfolio.services.office import open_office
from portfolio.wording import Language
from tests.conftest import FIXTURES, NOW
from tests.exchange.rs_files import lines_of
from tests.shared import samples
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.services.office import Office

YEAR = 2026


def sheet(folder: Path, which: RsSheet) -> list[dict[str, str]]:
    return lines_of(folder / which.file_name(YEAR))


def number(cell: str) -> int:
    return int(cell or 0)


@pytest.fixture(scope="module")
def demo_sheets(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheets of the demonstration, written once."""
    folder = tmp_path_factory.mktemp("rs") / "sheets"
    export(open_office(demo_database, clock=lambda: NOW, login="tester"), "rs", folder)
    return folder


@pytest.mark.parametrize("which", SHEETS, ids=lambda s: s.number)
def test_headers_are_those_of_the_published_files(which: RsSheet) -> None:
    published = samples() / "rs" / which.file_name(2024)
    text = published.read_bytes().decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text, newline=""))) == list(which.header)


def test_a_few_names_of_columns_are_never_made_even() -> None:
    assert "翌年度への繰越し(合計）" in BUDGET.header
    assert len(BUDGET.header) == 44
    assert [s.number for s in SHEETS] == ["1-4", "2-1", "3-1", "5-1", "5-2"]


@pytest.mark.parametrize("which", SHEETS, ids=lambda s: s.number)
def test_files_have_a_mark_of_order_and_crlf(demo_sheets: Path, which: RsSheet) -> None:
    content = (demo_sheets / which.file_name(YEAR)).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf\xe3\x82\xb7")
    assert content.count(b"\n") == content.count(b"\r\n")
    for line in sheet(demo_sheets, which):
        assert (line["シート種別"], line["事業年度"]) == ("レビューシート", str(YEAR))
        assert line["予算事業ID"]
        assert line["事業名"]
        assert line["府省庁"] == line["政策所管府省庁"] != ""


def test_totals_are_the_sums_of_their_accounts(demo_sheets: Path) -> None:
    totals: dict[tuple[str, str], dict[str, str]] = {}
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in sheet(demo_sheets, BUDGET):
        key = line["予算事業ID"], line["予算年度"]
        if line["計（歳出予算現額合計）"]:
            assert key not in totals
            totals[key] = line
            continue
        for column in ("当初予算", "前年度から繰越し", "歳出予算現額", "執行額", "翌年度要求額"):
            sums[key][column] += number(line[column])
        sums[key]["補正予算"] += sum(number(line[c]) for c in SUPPLEMENTARY)
        sums[key]["予備費等"] += sum(number(line[c]) for c in RESERVES)
    assert totals.keys() == sums.keys() != set()
    names = {
        "当初予算": "当初予算（合計）", "補正予算": "補正予算（合計）",
        "前年度から繰越し": "前年度からの繰越し（合計）", "予備費等": "予備費等（合計）",
        "歳出予算現額": "計（歳出予算現額合計）", "執行額": "執行額（合計）",
        "翌年度要求額": "翌年度要求額（合計）",
    }  # fmt: skip
    for key, line in totals.items():
        assert {c: number(line[total]) for c, total in names.items()} == {
            c: sums[key][c] for c in names
        }
    assert totals["POST5G", "2025"]["執行率"] == "0.59813"


def test_another_currency_is_left_out_and_said(demo_sheets: Path) -> None:
    account = json.loads((demo_sheets / "datapackage.json").read_text(encoding="utf-8"))
    assert any("NICKEL is in USD and left out" in note for note in account["portfolio"]["notes"])
    for which in SHEETS:
        assert not any(line["予算事業ID"] == "NICKEL" for line in sheet(demo_sheets, which))
    assert {line["予算事業ID"] for line in sheet(demo_sheets, RATES)} == {
        "POST5G", "SEMI5G", "KPRO", "QUANTUM", "WORKFORCE", "EXAMPLE", "B5G",
    }  # fmt: skip


def test_the_rate_is_told_with_its_terms_and_the_awards_as_ceiling(demo_sheets: Path) -> None:
    told = {line["予算事業ID"]: line for line in sheet(demo_sheets, RATES)}
    assert told["SEMI5G"]["補助率"].startswith("学び直しの不足に応じて減額、補助率1/3（")
    assert "累計1,722,500,000,000円" in told["POST5G"]["補助上限等"]
    for line in told.values():
        assert "根拠区分：" in line["補助率"]
        assert "根拠区分：" in line["補助上限等"]


def test_of_a_programme_without_terms_no_rate_is_told(tmp_path: Path) -> None:
    write_rs(review_of(appropriated("RS-159")), tmp_path, Language.ENGLISH)
    (line,) = sheet(tmp_path, RATES)
    assert (line["予算事業ID"], line["補助率"], line["補助上限等"]) == ("159", "", "")


def test_nothing_illustrative_looks_public(demo_sheets: Path) -> None:
    for line in sheet(demo_sheets, BUDGET):
        note = line["備考"] or line["その他特記事項"]
        assert basis_in(note) is not None
        assert note.endswith("実演用データ")
    for line in sheet(demo_sheets, GOALS):
        assert "根拠区分：" in line["成果実績及び目標値の根拠として用いた統計・データ名（出典）"]
    for line in sheet(demo_sheets, PAYEES):
        said = line["事業を行う上での役割"] + line["契約概要"]
        assert line["支出先の合計支出額"] or "根拠区分：" in said


def test_an_indicator_has_four_rows_with_values_in_their_years(
    small: Office, tmp_path: Path
) -> None:
    tell(small, SETTLED)
    export(small, "rs", tmp_path / "rs")
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in sheet(tmp_path / "rs", GOALS):
        rows[line["アクティビティ・アウトプット・アウトカムの番号"]].append(line)
    kinds = ["1.目標年度", "2.目標値", "3.実績値", "4.達成率"]
    for four in rows.values():
        assert [line["目標年度／目標値／実績値／達成率"] for line in four] == kinds
    told = {
        (four[0]["アクティビティ／活動目標／成果目標"], four[0]["単位"]): [
            {y: line[str(y)] for y in range(2007, 2061) if line[str(y)]} for line in four
        ]
        for four in rows.values()
    }
    assert told["アルファ：TRL5の実証（達成）", "TRL"] == [
        {2025: "1"}, {2025: "5"}, {2026: "5"}, {2026: "100"},
    ]  # fmt: skip
    assert told["アルファ：TRL5の実証（達成）", "runs"] == [
        {2025: "1"}, {2025: "10"}, {2026: "12"}, {2026: "120"},
    ]  # fmt: skip
    assert told["アルファ：認定を受ける技術者", "人"] == [
        {2025: "1"}, {2025: "10"}, {2026: "10"}, {2026: "100"},
    ]  # fmt: skip
    assert told["アルファ：TRL6の実証（計画）", "TRL"] == [{2026: "1"}, {2026: "6"}, {}, {}]
    assert len(rows) == 10


def test_payees_add_up_to_what_was_paid_from_the_year(demo: Office, demo_sheets: Path) -> None:
    blocks: dict[tuple[str, str], int] = {}
    payees: Counter[tuple[str, str]] = Counter()
    contracts: Counter[tuple[str, str]] = Counter()
    for line in sheet(demo_sheets, PAYEES):
        key = line["予算事業ID"], line["支出先ブロック番号"]
        if line["ブロックの合計支出額"]:
            blocks[key] = number(line["ブロックの合計支出額"])
        payees[key] += number(line["支出先の合計支出額"])
        contracts[key] += number(line["金額"])
    assert blocks == dict(payees) == dict(contracts)
    with demo.database.reading() as connection:
        lines = ledgers(connection, programmes_by_size(connection))
    paid = {
        x.programme: x.paid_minor
        for x in lines
        if x.fiscal_year == YEAR and x.paid_minor and x.currency == "JPY"
    }
    assert {code: minor for (code, block), minor in blocks.items() if block == "A"} == paid
    assert blocks["EXAMPLE", "B"] == 609_000_000 // 5
    for (code, block), minor in blocks.items():
        assert minor <= blocks[code, "A"], block


def test_shares_are_rounded_down_and_the_rest_stays_with_the_lead(
    small: Office, tmp_path: Path
) -> None:
    tell(small, SETTLED)
    with small.database.reading() as connection:
        gathered = review(connection, NOW.date(), "small")
        alpha = next(file for file in gathered.grants() if file.payouts)
        third = Fraction(1, 3)
        others = [
            replace(alpha.members[0], code=role.name, name_ja=role.name, role=role, share=third)
            for role in (MemberRole.PARTNER, MemberRole.SUBRECIPIENT)
        ]
        lead = replace(alpha.members[0], corporate_number="4030005012570", share=third)
        file = replace(alpha, members=(lead, *others))
        write_rs(replace(gathered, grants=lambda: [file]), tmp_path, Language.ENGLISH)
    paid = {
        line["支出先名"]: (line["法人番号"], line["支出先の合計支出額"])
        for line in sheet(tmp_path, PAYEES)
        if line["支出先の合計支出額"]
    }
    assert paid == {
        "アルファ代表機関": ("4030005012570", "400000"),
        "PARTNER": ("", "133333"), "SUBRECIPIENT": ("", "133333"),
    }  # fmt: skip
    contracts = [line for line in sheet(tmp_path, PAYEES) if line["金額"]]
    assert [line["契約方式等"] for line in contracts] == ["補助金等交付", "", ""]


def test_the_chain_leads_from_the_agency_through_the_lead(demo_sheets: Path) -> None:
    chain = [
        (x["支出元の支出先ブロック"], x["担当組織からの支出"], x["支出先の支出先ブロック"])
        for x in sheet(demo_sheets, CHAIN)
        if x["予算事業ID"] == "EXAMPLE"
    ]
    assert chain == [("", "TRUE", "A"), ("A", "FALSE", "B"), ("A", "FALSE", "C")]
    for line in sheet(demo_sheets, CHAIN):
        by_share = "合意した分担割合" in line["資金の流れの補足情報"]
        assert by_share == (line["担当組織からの支出"] == "FALSE")


def test_the_sheets_are_the_same_in_both_languages(small: Office, tmp_path: Path) -> None:
    for language in Language:
        export(small, "rs", tmp_path / language.value, language)
    for which in SHEETS:
        name = which.file_name(YEAR)
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "ja" / name).read_bytes()


@pytest.mark.parametrize("kind", ["rs", "sf425"])
def test_the_account_is_a_data_package(small: Office, tmp_path: Path, kind: str) -> None:
    tell(small, SETTLED)
    export(small, kind, tmp_path / kind)
    report = Package(str(tmp_path / kind / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])


FORMULA = tuple("=+-@＝＋－＠\t")  # noqa: RUF001  # on purpose


def test_no_text_is_a_formula_in_any_sheet(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    with small.database.reading() as connection:
        gathered = review(connection, NOW.date(), "small")
        grants = [
            replace(
                file,
                grant=replace(file.grant, title_ja="=1+1"),
                members=tuple(replace(m, name_ja="@example") for m in file.members),
                criteria=tuple(replace(c, text_ja="+2", unit="-3") for c in file.criteria),
            )
            for file in gathered.grants()
        ]
        (programme,) = gathered.programmes
    hostile = replace(
        programme, programme=replace(programme.programme, title_ja="－1", agency="@x")
    )
    write_rs(
        replace(gathered, programmes=(hostile,), grants=lambda: grants), tmp_path, Language.JAPANESE
    )
    told = [line for which in SHEETS for line in sheet(tmp_path, which)]
    assert {"'－1", "'@x", "'@example", "'+2", "'-3"} <= {c for line in told for c in line.values()}
    for line in told:
        assert not any(cell.startswith(FORMULA) for cell in line.values())


def test_a_year_beyond_the_columns_of_the_form_is_said(small: Office, tmp_path: Path) -> None:
    with small.database.reading() as connection:
        gathered = review(connection, NOW.date(), "small")
        late = parse_day("day", "2062-01-01")
        grants = [
            replace(f, commitments=tuple(replace(c, due_on=late) for c in f.commitments))
            for f in gathered.grants()
        ]
        write_rs(replace(gathered, grants=lambda: grants), tmp_path, Language.ENGLISH)
    rows = [line for line in sheet(tmp_path, GOALS) if line["単位"] == "人"]
    assert len(rows) == 8
    for line in rows:
        source = line["成果実績及び目標値の根拠として用いた統計・データ名（出典）"]
        assert source.endswith("目標年度2061は様式の年度欄の範囲外")
        assert not any(line[str(year)] for year in range(2007, 2061))


# The ledger there and back.


def reduced(line: LedgerLine) -> LedgerLine:
    """Return what sheet 2-1 can tell of a ledger.

    It does not tell awards, plans and confirmations, what of the execution was paid here, of which
    kind a carry-over is and who approved it, nor the sources.
    """
    return replace(
        line, awarded_minor=0, planned_minor=0, confirmed_minor=0, paid_minor=0,
        outside_minor=line.executed_minor, carried_out_approved_minor=0,
        carried_out_unavoidable_minor=0, carried_out_not_stated_minor=line.carried_out_minor,
        approvals=(), sources=(),
    )  # fmt: skip


def by_year(lines: Iterable[LedgerLine]) -> dict[tuple[int, Instrument], Counter[str]]:
    sums: dict[tuple[int, Instrument], Counter[str]] = defaultdict(Counter)
    for line in lines:
        key = line.fiscal_year, line.instrument
        sums[key]["current"] += line.current_minor
        sums[key]["executed"] += line.executed_minor
        sums[key]["carried out"] += line.carried_out_minor
        sums[key]["requested"] += line.requested_minor
    return dict(sums)


def review_of(file: ProgrammeFile) -> Review:
    """Return a review of one programme without grants."""
    about = About(
        database="test", purpose=Purpose.RECORD, as_of=parse_day("day", "2026-11-23"),
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC), seal="0" * 64, entries=1, streams=1,
        rules_edition="1",
    )  # fmt: skip
    return Review(
        about=about, tables=(), programmes=(file,), ledger=ledger(file, {}), grants=lambda: (),
        heads=(),
    )  # fmt: skip


def appropriated(code: str) -> ProgrammeFile:
    """Return a programme with one appropriation and nothing else."""
    programme = Programme(
        code=code, title="P", agency="検証省", terms_source="x", source="x", basis=Basis.PUBLIC
    )
    appropriation = Appropriation(
        programme=code, fiscal_year=2023, number=1, kind=AppropriationKind.INITIAL,
        amount_minor=5, source="x", basis=Basis.PUBLIC,
    )  # fmt: skip
    return programme_file([programme, appropriation])


def there_and_back(file: ProgrammeFile) -> ProgrammeFile:
    """Write the sheets of a programme and read 2-1 back."""
    with TemporaryDirectory() as name:
        write_rs(review_of(file), Path(name), Language.ENGLISH)
        (back,) = read_file(Path(name) / BUDGET.file_name(YEAR)).programmes
    return back


AMOUNTS = st.integers(1, 9 * 10**12)
YEARS = st.integers(2020, 2026)
ACCOUNTS = (None, "一般会計", "特別会計 / 対策 / 勘定", "=1+1 / @x", "A / B / C / D")
BASES = st.sampled_from(Basis)


def budgets(accounts: tuple[str | None, ...], *, exact: bool) -> st.SearchStrategy[ProgrammeFile]:
    """Make budgets; exact ones carry in by themselves only before anything is carried over."""
    common = {
        "instrument": st.sampled_from(Instrument), "account": st.sampled_from(accounts),
        "basis": BASES, "source": st.just("a test"), "programme": st.just("P"),
        "number": st.integers(1, 1000),
    }  # fmt: skip
    carried_in = st.just(2000) if exact else YEARS
    appropriation = st.one_of(
        st.builds(
            Appropriation, fiscal_year=YEARS, amount_minor=AMOUNTS, **common,
            kind=st.sampled_from((AppropriationKind.INITIAL, AppropriationKind.RESERVE)),
        ),
        st.builds(
            Appropriation, fiscal_year=carried_in, amount_minor=AMOUNTS, **common,
            kind=st.just(AppropriationKind.CARRIED_IN),
        ),
        st.builds(
            Appropriation, fiscal_year=YEARS, amount_minor=AMOUNTS, **common,
            kind=st.just(AppropriationKind.SUPPLEMENTARY), supplementary=st.integers(1, 5),
        ),
    )  # fmt: skip
    carry_over = st.builds(
        CarryOver, fiscal_year=YEARS, amount_minor=AMOUNTS, kind=st.sampled_from(CarryOverKind),
        approval_reference=st.just("x"), **common,
    )  # fmt: skip
    executed = st.builds(
        OutsideExecution, fiscal_year=YEARS, amount_minor=st.integers(0, 9), **common
    )
    request = st.builds(BudgetRequest, fiscal_year=YEARS, amount_minor=st.integers(0, 9), **common)
    programme = Programme(
        code="P", title="=Title", agency="検証省", terms_source="a test", source="a test",
        basis=Basis.PUBLIC,
    )  # fmt: skip
    entries = st.lists(st.one_of(appropriation, carry_over, executed, request), min_size=1)
    return entries.map(lambda records: programme_file([programme, *records]))


@settings(max_examples=150)
@given(budgets(ACCOUNTS, exact=True))
def test_a_ledger_comes_back_the_same(file: ProgrammeFile) -> None:
    back = there_and_back(file)
    assert [reduced(x) for x in ledger(back, {})] == [reduced(x) for x in ledger(file, {})]
    assert (back.programme.code, back.programme.title) == ("P", "=Title")


@given(budgets(ACCOUNTS, exact=False))
def test_where_the_account_of_a_carry_over_is_lost_no_sum_is(file: ProgrammeFile) -> None:
    back = ledger(there_and_back(file), {})
    before = ledger(file, {})
    assert by_year(back) == by_year(before)
    carried_in = {(x.fiscal_year, x.instrument, x.account): x.carried_in_minor for x in before}
    found_again = {(x.fiscal_year, x.instrument, x.account): x.carried_in_minor for x in back}
    assert carried_in == {key: found_again.get(key, 0) for key in carried_in}
    bases = {(x.fiscal_year, x.instrument, x.account): x.basis for x in back}
    for line in before:
        rests_on = bases[line.fiscal_year, line.instrument, line.account]
        assert weakest_basis((rests_on, line.basis)) is rests_on


@given(budgets(("一般会計",), exact=False))
def test_with_one_account_nothing_of_a_carry_over_is_lost(file: ProgrammeFile) -> None:
    back = there_and_back(file)
    assert [reduced(x) for x in ledger(back, {})] == [reduced(x) for x in ledger(file, {})]


def test_the_demonstration_comes_back_into_an_empty_portfolio(
    demo: Office, demo_sheets: Path, tmp_path: Path
) -> None:
    empty = found(
        tmp_path / "empty.db", name="Administrator", purpose=Purpose.DEMONSTRATION,
        clock=lambda: datetime(2026, 11, 23, tzinfo=UTC), login="tester",
    )  # fmt: skip
    people = read_file(FIXTURES / "small" / "portfolio.json")
    import_read(empty, [replace(people, programmes=(), grants=())])
    plan = import_files(empty.acting_as("OFFICER-1"), [demo_sheets / BUDGET.file_name(YEAR)])
    assert plan.written
    with demo.database.reading() as connection:
        before = ledgers(connection, programmes_by_size(connection))
    with empty.database.reading() as connection:
        back = ledgers(connection, programmes_by_size(connection))
    expected = [
        reduced(x) for x in before if x.currency == "JPY" and (x.sources or x.executed_minor)
    ]

    def order(line: LedgerLine) -> tuple[str, int]:
        return line.programme, line.fiscal_year

    assert sorted(map(reduced, back), key=order) == sorted(expected, key=order)


def test_own_sheets_never_double_the_record_they_came_from(demo: Office, demo_sheets: Path) -> None:
    plan = import_files(demo, [demo_sheets / BUDGET.file_name(YEAR)])
    assert not plan.written
    assert plan.problems
    assert all("would count twice" in p.why for p in plan.problems)
    assert {p.place.partition(",")[0] for p in plan.problems} >= {"row 2"}


def test_a_project_of_the_system_goes_back_under_its_number() -> None:
    assert there_and_back(appropriated("RS-159")).programme.code == "RS-159"
    assert there_and_back(appropriated("P")).programme.code == "P"

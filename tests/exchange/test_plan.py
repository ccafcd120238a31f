"""The plan as workbook, CSV files and JSON: written, changed by others, read back exactly."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.csv_files import guarded
from portfolio.exchange.document import FORMAT
from portfolio.exchange.grids import Cell, Seen, letters
from portfolio.exchange.plan import write_plan_json
from portfolio.exchange.plan_cells import read, written
from portfolio.exchange.plan_csv import unguarded, write_plan_csv
from portfolio.exchange.plan_xlsx import write_plan_workbook, write_template
from portfolio.exchange.reading import Read, read_file, read_text
from portfolio.exchange.spreadsheet_days import day_text, shows_a_date
from portfolio.exchange.tables import Holds, plan_table, plan_tables
from portfolio.reports.review import review
from portfolio.services.demo import japan_folder
from portfolio.services.exporting import export
from portfolio.wording import Language
from portfolio.wording.plan_words import column_heading, column_help, table_title
from tests.conftest import FIXTURES
from tests.exchange import books
from tests.exchange.broken import GRANT, MEMBER, rows

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.services.office import Office

SMALL = FIXTURES / "small" / "portfolio.json"
SUFFIXES = {"plan": ".xlsx", "plan-csv": "", "plan-json": ".json"}


def review_of(office: Office) -> Review:
    with office.database.reading() as connection:
        return review(connection, office.today(), "small.db")


def same(one: Read, other: Read) -> bool:
    return (one.programmes, one.grants) == (other.programmes, other.grants)


def exported(office: Office, folder: Path, kind: str, language: Language) -> Path:
    out = folder / f"{kind}-{language}{SUFFIXES[kind]}"
    export(office, kind, out, language)
    return out


def holding(like: Review, document: dict[str, Any]) -> Review:
    """Return a review whose plan is what a portfolio file says."""
    taken = read_text("made.json", json.dumps(document))
    programmes = tuple(replace(p, years=()) for p in taken.programmes)
    return replace(like, programmes=programmes, grants=lambda: taken.grants)


@pytest.mark.parametrize("language", Language)
def test_every_table_and_column_has_its_words(language: Language) -> None:
    for table in plan_tables():
        assert table_title(table.key, language)
        headings = [column_heading(table.key, c.key, language) for c in table.columns]
        assert len(set(headings)) == len(headings), table.key
        for column in table.columns:
            assert column_help(table.key, column.key, column.holds.value, language)


def test_the_tables_are_those_of_the_json_format() -> None:
    assert [t.key for t in plan_tables()] == [
        "people", "programmes", "terms", "appropriations", "carry_overs", "outside_executions",
        "budget_requests", "fund_balances", "grants", "award", "members", "elements", "milestones",
        "criteria", "commitments", "instalments", "milestone_conditions", "reskilling_conditions",
        "funding_conditions", "instalment_terms", "co_funding", "covenants", "past_payments",
    ]  # fmt: skip
    assert plan_table("criteria").identity == ("grant", "milestone", "code")


@pytest.mark.parametrize("language", Language)
def test_all_three_forms_of_the_demonstrations_plan_say_the_same(
    demo: Office, tmp_path: Path, language: Language
) -> None:
    book, folder, text = (read_file(exported(demo, tmp_path, k, language)) for k in SUFFIXES)
    assert len(text.grants) == 22
    assert same(book, text)
    assert same(folder, text)
    assert book.stated == folder.stated == text.stated
    assert all(stated.recorded for stated in book.stated.values())


def test_the_same_plan_gives_the_same_bytes(small: Office, tmp_path: Path) -> None:
    for kind in ("plan", "plan-json"):
        once = exported(small, tmp_path, kind, Language.JAPANESE).read_bytes()
        assert exported(small, tmp_path, kind, Language.JAPANESE).read_bytes() == once


def test_an_export_bears_its_seal(small: Office, tmp_path: Path) -> None:
    seal = review_of(small).about.seal
    text = json.loads(exported(small, tmp_path, "plan-json", Language.ENGLISH).read_text("utf-8"))
    assert text["exported"]["seal"]["root"] == seal
    folder = exported(small, tmp_path, "plan-csv", Language.ENGLISH)
    account = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert account["portfolio"]["seal"]["root"] == seal
    about = openpyxl.load_workbook(exported(small, tmp_path, "plan", Language.ENGLISH))["About"]
    said = [cell.value for row in about for cell in row]
    assert seal in said
    assert "DEMONSTRATION" in said


def japan() -> dict[str, Any]:
    """Return all that the demonstration agrees on as one file."""
    whole: dict[str, Any] = {"format": FORMAT, "programmes": [], "grants": []}
    for path in sorted(japan_folder().glob("[23]*.json")):
        document = json.loads(path.read_text("utf-8"))
        for name in ("programmes", "grants"):
            known = {each["code"] for each in whole[name]}
            whole[name] += [e for e in document.get(name, ()) if e["code"] not in known]
    return whole


def test_what_a_file_says_goes_through_all_forms_unchanged(small: Office, tmp_path: Path) -> None:
    document = japan()
    taken = holding(review_of(small), document)
    (tmp_path / "plan.d").mkdir()
    write_plan_workbook(taken, tmp_path / "plan.xlsx", Language.JAPANESE)
    write_plan_csv(taken, tmp_path / "plan.d", Language.ENGLISH)
    write_plan_json(taken, tmp_path / "plan.json", Language.ENGLISH)
    said = read_text("made.json", json.dumps(document))
    for form in ("plan.xlsx", "plan.d", "plan.json"):
        assert same(read_file(tmp_path / form), said), form


_TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "'=1+1", "'", "''x", "-1", "@x", "\uff1d1", "+", "<r>x</r>", "_x0041_", "_x005F_",
         "a;b", '"q"', "x,y", "#x", "2026-11-30", "1/2", "0001", "TRUE", "例：試作", "&amp;", "1E5"]
    ),
    st.text(
        st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")),
        min_size=1, max_size=30,
    ).filter(lambda t: t.strip(" \u3000")),
)  # fmt: skip


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(_TEXTS, min_size=30, max_size=30),
    amounts=st.lists(st.integers(1, 9 * 10**15), min_size=30, max_size=30),
    share=st.fractions(0, 1, max_denominator=999),
    target=st.decimals(-(10**9), 10**9, places=4),
)
def test_any_text_amount_share_and_number_comes_back(  # noqa: PLR0913, PLR0917  # hypothesis draws them
    small_review: Review,
    tmp_path: Path,
    texts: list[str],
    amounts: list[int],
    share: Any,  # noqa: ANN401  # a Fraction
    target: Decimal,
) -> None:
    document = json.loads(SMALL.read_text("utf-8"))
    document["programmes"][0]["currency"] = "USD"
    grant = document["grants"][0]
    document["grants"] = [grant]
    grant["members"][0]["share"] = str(share)
    grant["milestones"][0]["criteria"][0] |= {"target": format(target, "f"), "baseline": None}
    grant["past_payments"] = [
        {"number": n, "paid_on": "2024-04-01", "amount_minor": amount if n % 2 else -amount,
         "reference": text, "source": text, "basis": "illustrative"}
        for n, (text, amount) in enumerate(zip(texts, amounts, strict=True))
    ]  # fmt: skip
    taken = holding(small_review, document)
    said = read_text("made.json", json.dumps(document))
    folder = tmp_path / "plan.d"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_plan_csv(taken, folder, Language.ENGLISH)
    assert same(read_file(folder), said)
    book = tmp_path / "plan.xlsx"
    write_plan_workbook(taken, book, Language.ENGLISH)
    assert same(read_file(book), said)


@pytest.fixture(scope="module")
def small_review(small_database: Path) -> Review:
    from portfolio.services.office import open_office

    return review_of(open_office(small_database, login="tester", acts_as="OFFICER-1"))


@pytest.mark.parametrize("language", Language)
def test_an_empty_template_holds_nothing(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "plan.xlsx"
    write_template(path, language)
    found = read_file(path)
    assert (found.people, found.programmes, found.grants) == ((), (), ())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == table_title("about", language)
    sheet = book[table_title("milestones", language)]
    assert sheet.freeze_panes == "D4"
    kinds = {v.type for v in sheet.data_validations.dataValidation}
    assert kinds == {"list", "date"}
    assert str(sheet["A1"].value) == "#milestones"


def test_a_template_names_every_sheet_and_every_list(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_template(path, Language.JAPANESE)
    book = openpyxl.load_workbook(path)
    for table in plan_tables():
        sheet = book[table_title(table.key, Language.JAPANESE)]
        assert [c.value for c in sheet[1]][1:] == [c.key for c in table.columns]
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                area = rule.formula1.partition("!")[2].replace("$", "")
                assert all(cell[0].value for cell in book["選択肢"][area])


def filled(tmp_path: Path, language: Language) -> Path:
    """Return a template that another program has filled in with the small portfolio."""
    path = tmp_path / "filled.xlsx"
    write_template(path, language)
    book = openpyxl.load_workbook(path)
    document = json.loads(SMALL.read_text("utf-8"))
    for person in document["people"]:
        sheet = book[table_title("people", language)]
        sheet.append([None, person["code"], person["name"], person["name_ja"],
                      "; ".join(person["roles"])])  # fmt: skip
    book.save(path)
    return path


@pytest.mark.parametrize("language", Language)
def test_people_filled_into_a_template_are_read(tmp_path: Path, language: Language) -> None:
    assert read_file(filled(tmp_path, language)).people == read_file(SMALL).people


def test_a_name_is_known_by_what_it_is_called_elsewhere(tmp_path: Path) -> None:
    path = filled(tmp_path, Language.JAPANESE)
    book = openpyxl.load_workbook(path)
    sheet = book[table_title("people", Language.JAPANESE)]
    sheet.delete_rows(1)  # the keys
    heads = {cell.value: cell for cell in sheet[1]}
    heads["氏名"].value, heads["氏名（和文）"].value = "名称", "名称（和文）"
    book.save(path)
    assert read_file(path).people == read_file(SMALL).people


def test_sheets_rows_and_columns_may_move(small: Office, tmp_path: Path) -> None:
    path = exported(small, tmp_path, "plan", Language.ENGLISH)
    before = read_file(path)
    book = openpyxl.load_workbook(path)
    book.move_sheet("Milestones", -10)
    sheet = book["Milestones"]
    sheet.insert_rows(4, 2)
    sheet.insert_cols(3)
    sheet["C1"], sheet["C9"] = "# my notes", "looked at"
    sheet.insert_cols(1)
    sheet.title = "Our milestones"
    members = book["Members"]
    table = [[c.value for c in row] for row in members.iter_rows()]
    for row, values in enumerate(table, start=1):
        for column, value in enumerate(reversed(values), start=1):
            members.cell(row, column).value = value
    book.create_sheet("# scratch")["A1"] = "=1/0"
    book.save(path)
    assert same(read_file(path), before)


def test_headings_in_either_language_name_the_columns(small: Office, tmp_path: Path) -> None:
    for language in Language:
        path = exported(small, tmp_path, "plan", language)
        before = read_file(path)
        book = openpyxl.load_workbook(path)
        for table in plan_tables():
            title = table_title(table.key, language)
            if title in book.sheetnames:
                book[title].delete_rows(1)  # the keys; what the headings say is enough
        book.save(path)
        assert same(read_file(path), before)


def test_a_row_marked_as_a_remark_is_passed_over(tmp_path: Path) -> None:
    line: list[Any] = ["# not this one", *[None] * len(GRANT)]
    keys, one = rows(GRANT)
    table = [["#", *keys], line, [None, *one]]
    found = read_file(books.write_book(tmp_path / "plan.xlsx", {"grants": table}))
    assert [g.code for g in found.grants] == ["G1"]


def test_a_spreadsheet_may_save_numbers_as_it_counts(tmp_path: Path) -> None:
    sheets: dict[str, Any] = {
        "grants": rows(GRANT | {"currency": "USD", "starts_on": books.day("46113")}),
        "award": rows(
            {"grant": "G1", "number": books.number("1"), "decided_on": books.day("46113"),
             "fiscal_year": books.number("2026"), "amount": books.number("4.3499999999999996"),
             "source": "illustrative", "basis": "例示値"}
        ),
        "members": rows(MEMBER | {"share": books.number("0.10000000000000001")}),
    }  # fmt: skip
    (grant,) = read_file(books.write_book(tmp_path / "plan.xlsx", sheets)).grants
    assert grant.awards[0].amount_minor == 435
    assert grant.awards[0].decided_on == grant.grant.starts_on == date(2026, 4, 1)
    assert str(grant.members[0].share) == "1/10"


def test_shared_strings_are_read_without_how_japanese_is_read_out(tmp_path: Path) -> None:
    table = rows(GRANT | {"title": books.Raw(' t="s"', "<v>0</v>")})
    parts = books.parts_of({"grants": books.sheet_xml(table)})
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{books.MAIN}"><si><r><t>東</t></r><r><t>京</t></r>'
        "<rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si></sst>"
    )
    links = parts["xl/_rels/workbook.xml.rels"]
    link = (
        f'<Relationship Id="x" Type="{books.OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    )
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</Rel", f"{link}</Rel")
    found = read_file(books.write_parts(tmp_path / "plan.xlsx", parts))
    assert found.grants[0].grant.title == "東京"


def test_days_are_counted_as_spreadsheets_do() -> None:
    assert day_text(Decimal(61)) == "1900-03-01"
    assert day_text(Decimal(59)) == "1900-02-28"
    assert day_text(Decimal(60)) == "60"
    assert day_text(Decimal(46113)) == "2026-04-01"
    assert day_text(Decimal(44651), from_1904=True) == "2026-04-01"
    assert day_text(Decimal(10**9)) == "1000000000"


@pytest.mark.parametrize(
    ("code", "is_date"),
    [("yyyy-mm-dd", True), ("General", False), ("#,##0", False), ('0.0"days"', False),
     ('[$-411]ggge"年"m"月"d"日"', True), ("0.00E+00", False), ("[Red]0", False),
     ("@", False), ("d/m/yy;@", True)],
)  # fmt: skip
def test_a_format_that_shows_a_date_is_known(code: str, *, is_date: bool) -> None:
    assert shows_a_date(code) is is_date


def test_columns_are_lettered() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_guard_is_taken_off_again_and_nothing_else() -> None:
    assert unguarded(guarded("=1")) == "=1"
    assert unguarded("'it is") == "'it is"
    assert unguarded("''=1") == "'=1"


def test_a_spreadsheet_in_japan_may_have_saved_the_files(small: Office, tmp_path: Path) -> None:
    folder = exported(small, tmp_path, "plan-csv", Language.JAPANESE)
    before = read_file(folder)
    for path in folder.glob("*.csv"):
        lines = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        slashed = [[cell.replace("-", "/") if _is_day(cell) else cell for cell in c] for c in lines]
        ends = "\r\n" if path.name < "m" else "\n"
        text = ends.join(",".join(f'"{c}"' if "," in c else c for c in line) for line in slashed)
        path.write_bytes(text.encode("cp932"))
    (folder / "datapackage.json").unlink()
    assert same(read_file(folder), before)


def _is_day(cell: str) -> bool:
    try:
        datetime.strptime(cell, "%Y-%m-%d")  # noqa: DTZ007  # a day
    except ValueError:
        return False
    return True


def test_a_value_that_is_text_by_nature_may_stand_as_a_number_in_a_term() -> None:
    column = plan_table("terms").column("value")
    assert read(column, Cell(Seen.NUMBER, "0.05"), "") == "0.05"
    assert (
        read(plan_table("award").column("amount"), Cell(Seen.TEXT, "-1,000.50"), "USD") == -100050
    )


def test_every_kind_of_cell_is_written() -> None:
    assert {c.holds for t in plan_tables() for c in t.columns} == set(Holds)
    logins = plan_table("people").column("logins")
    assert written(logins, ["a", "b"], "", Language.ENGLISH) == "a; b"
    assert written(logins, [], "", Language.ENGLISH) is None
    assert read(logins, Cell(Seen.TEXT, "a; b;"), "") == ["a", "b"]


ROWS = st.lists(
    st.lists(
        st.one_of(
            st.none(), st.text(max_size=12),
            st.sampled_from(["code", "grant", "grants", "#", "G1", "1", "2026-04-01"]),
            st.builds(books.number, st.text("0123456789.E+-", min_size=1, max_size=9)),
            st.builds(books.day, st.integers(-5, 200_000).map(str)),
        ),
        max_size=8,
    ),
    max_size=6,
)  # fmt: skip


def only_problems(path: Path) -> None:
    """Read a file: whatever it holds, it is read or its problems are said."""
    problems: tuple[Problem, ...] = ()
    try:
        read_file(path)
    except FileProblems as found:
        problems = found.problems
    assert all(each.why and each.remedy for each in problems)


_FUZZ = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_FUZZ
@given(table=ROWS, title=st.sampled_from(["grants", "members", "people", "x"]))
def test_no_cells_make_a_reader_fail(tmp_path: Path, table: list[Any], title: str) -> None:
    safe = [[_xml_safe(cell) for cell in row] for row in table]
    only_problems(books.write_book(tmp_path / "plan.xlsx", {title: safe}))


def _xml_safe(cell: Any) -> Any:  # noqa: ANN401  # a cell of a hand-made book
    if isinstance(cell, str):
        return "".join(c for c in cell if c.isprintable() or c in "\n\t")
    return cell


@_FUZZ
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.xlsx", "a.json", "a.d"]))
def test_no_bytes_make_a_reader_fail(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    if name == "a.d":
        path.mkdir(exist_ok=True)
        path = path / "grants.csv"
    path.write_bytes(data)
    only_problems(tmp_path / name)


@_FUZZ
@given(
    part=st.sampled_from(
        ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "_rels/.rels",
         "xl/_rels/workbook.xml.rels"]
    ),
    at=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    put=st.one_of(st.binary(max_size=20), st.sampled_from([b"-1", b"9999999999", b"<x>"])),
)  # fmt: skip
def test_no_altered_part_makes_a_reader_fail(
    tmp_path: Path, part: str, at: float, length: int, put: bytes
) -> None:
    parts: dict[str, Any] = books.parts_of({"grants": books.sheet_xml(rows(GRANT))})
    content = parts[part].encode()
    place = int(at * len(content))
    parts[part] = content[:place] + put + content[place + length :]
    only_problems(books.write_parts(tmp_path / "plan.xlsx", parts))


@_FUZZ
@given(at=st.floats(0, 1, exclude_max=True), put=st.binary(min_size=1, max_size=4))
def test_no_altered_package_makes_a_reader_fail(tmp_path: Path, at: float, put: bytes) -> None:
    path = books.write_book(tmp_path / "plan.xlsx", {"grants": rows(GRANT)})
    data = path.read_bytes()
    place = int(at * len(data))
    path.write_bytes(data[:place] + put + data[place + len(put) :])
    only_problems(path)


def test_a_package_of_too_many_parts_is_not_opened(tmp_path: Path) -> None:
    parts = {f"part{n}": "" for n in range(1001)}
    path = books.write_parts(tmp_path / "plan.xlsx", parts)
    with pytest.raises(FileProblems) as caught:
        read_file(path)
    assert "1000 parts" in caught.value.problems[0].why
    with zipfile.ZipFile(path) as packed:
        assert len(packed.infolist()) == 1001

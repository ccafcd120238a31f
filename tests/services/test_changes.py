"""The round trip: a plan exported, changed by another program, and exactly that is proposed."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.amendments import ChangeAsked as Asked
from portfolio.domain.acts.amendments import (
    ConfirmAmendment,
    DeclineAmendment,
    ProposeAmendment,
)
from portfolio.domain.amendment import Amended
from portfolio.domain.errors import FileProblems
from portfolio.domain.states import AmendmentState
from portfolio.exchange.reading import read_file, read_text
from portfolio.services import browse
from portfolio.services.exporting import export
from portfolio.services.founding import found
from portfolio.services.importing import import_files, import_read
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from portfolio.store.mapping import load_grant
from portfolio.wording import Language
from tests.conftest import FIXTURES, NOW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from portfolio.domain.errors import Problem
    from portfolio.domain.grant_file import GrantFile
    from portfolio.services.importing import Plan
    from portfolio.services.office import Office

SMALL = FIXTURES / "small" / "portfolio.json"
WHY = "The supplier is a year late"


def plan_of(office: Office, folder: Path, language: Language = Language.ENGLISH) -> Path:
    path = folder / "plan.xlsx"
    export(office, "plan", path, language)
    return path


def grant_file(office: Office, code: str = "ALPHA") -> GrantFile:
    with office.database.reading() as connection:
        return load_grant(connection, code)


def put(book: Workbook, sheet: str, row: dict[str, str], key: str, value: Any) -> None:  # noqa: ANN401  # a cell's value
    """Put a value into the row of a sheet that says these things."""
    page = book[sheet]
    columns = {cell.value: n for n, cell in enumerate(page[1], start=1)}
    for n in range(4, page.max_row + 1):
        if all(page.cell(n, columns[k]).value == v for k, v in row.items()):
            page.cell(n, columns[key]).value = value
            return
    raise KeyError(row)


def three_cells(path: Path) -> None:
    """Change three cells with another program, which writes the whole file anew."""
    book = openpyxl.load_workbook(path)
    of = {"grant": "ALPHA"}
    put(book, "Milestones", of | {"code": "M2"}, "due_on", datetime(2027, 9, 30))  # noqa: DTZ001  # a day
    put(book, "Instalments", of | {"code": "I1"}, "amount", 350_000)
    put(book, "Instalments", of | {"code": "I2"}, "amount", 650_000)
    book.save(path)


def said(plan: Plan) -> list[tuple[str, Amended, str, str]]:
    return [(c.subject, c.what, c.old, c.new) for c in plan.changes]


@pytest.mark.parametrize("kind", ["plan", "plan-csv", "plan-json"])
def test_the_plan_of_the_demonstration_changes_nothing(
    demo: Office, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / {"plan": "p.xlsx", "plan-csv": "p", "plan-json": "p.json"}[kind]
    export(demo, kind, path, Language.JAPANESE)
    before = browse.seal(demo).root
    plan = import_files(demo, [path])
    assert not plan.problems
    assert plan.changes_nothing
    assert plan.changes == ()
    assert browse.seal(demo).root == before


def test_three_changed_cells_are_three_changes_of_one_amendment(
    small: Office, tmp_path: Path
) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    plan = import_files(small, [path], reason=WHY)
    assert not plan.problems
    assert said(plan) == [
        ("ALPHA/M2", Amended.MILESTONE_DUE, "2027-03-31", "2027-09-30"),
        ("ALPHA/I1", Amended.INSTALMENT_AMOUNT, "400000", "350000"),
        ("ALPHA/I2", Amended.INSTALMENT_AMOUNT, "600000", "650000"),
    ]
    assert [c.place.partition(" ")[2] for c in plan.changes] == ["(due_on)", "(amount)", "(amount)"]
    assert [c.currency for c in plan.changes] == [None, "JPY", "JPY"]
    assert plan.entries == 1
    alpha = grant_file(small)
    (amendment,) = alpha.amendments
    assert (amendment.state, amendment.reason) == (AmendmentState.PROPOSED, WHY)
    assert (amendment.proposed_by, amendment.source) == ("OFFICER-1", "plan.xlsx")
    assert len(alpha.lines_of("N1")) == 3
    assert alpha.instalment("I1").amount_minor == 400_000  # nobody changes money alone
    assert grant_file(small, "BETA").amendments == ()
    assert verify(small).sound


def test_a_change_without_a_reason_is_shown_and_not_proposed(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    before = browse.seal(small).root
    plan = import_files(small, [path], reason=" ")
    assert len(plan.changes) == 3
    assert not plan.written
    assert [p.place for p in plan.problems] == [c.place for c in plan.changes]
    assert all("--reason" in p.remedy for p in plan.problems)
    assert browse.seal(small).root == before


def test_the_same_file_is_proposed_once_and_known_once_confirmed(
    small: Office, tmp_path: Path
) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    assert import_files(small, [path], reason=WHY).written
    sealed = browse.seal(small).root
    again = import_files(small, [path], reason=WHY)
    assert not again.problems
    assert again.changes_nothing
    assert [c.amendment for c in again.changes] == ["N1", "N1", "N1"]
    assert browse.seal(small).root == sealed
    perform(small.acting_as("AUTHORISER-1"), ConfirmAmendment(grant="ALPHA", amendment="N1"))
    assert grant_file(small).milestone("M2").due_on == date(2027, 9, 30)
    after = import_files(small, [path], reason=WHY)
    assert not after.problems
    assert after.changes == ()
    assert after.changes_nothing
    assert verify(small).sound


def test_what_was_declined_can_be_proposed_again(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    import_files(small, [path], reason=WHY)
    decline = DeclineAmendment(grant="ALPHA", amendment="N1")
    perform(small.acting_as("AUTHORISER-1"), decline, reason="not yet")
    assert import_files(small, [path], reason="now it is agreed").written
    assert [a.code for a in grant_file(small).amendments] == ["N1", "N2"]


def test_a_fourth_change_is_proposed_beside_what_is_proposed(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    import_files(small, [path], reason=WHY)
    book = openpyxl.load_workbook(path)
    put(book, "Commitments", {"grant": "ALPHA", "code": "C1"}, "persons", 55)
    book.save(path)
    plan = import_files(small, [path], reason="more of them")
    assert plan.written
    assert sorted(c.amendment or "" for c in plan.changes) == ["", "N1", "N1", "N1"]
    assert [line.subject for line in grant_file(small).lines_of("N2")] == ["C1"]


def test_an_export_that_is_overtaken_undoes_nothing(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    later = Asked(what=Amended.MILESTONE_DUE, subject="M2", new="2026-11-30")
    request = ProposeAmendment(grant="ALPHA", title="Later", source="Letter 2", changes=(later,))
    perform(small, request, reason=WHY)
    perform(small.acting_as("AUTHORISER-1"), ConfirmAmendment(grant="ALPHA", amendment="N1"))
    three_cells(path)
    before = browse.seal(small).root
    plan = import_files(small, [path], reason=WHY)
    (problem,) = plan.problems
    assert problem.place.endswith("(recorded)")
    assert (problem.value, "export the plan again" in problem.remedy) == ("ALPHA/N1", True)
    assert browse.seal(small).root == before
    fresh = plan_of(small, tmp_path)
    assert import_files(small, [fresh]).changes_nothing


def test_an_amendment_put_back_in_an_export_is_a_change(small: Office, tmp_path: Path) -> None:
    later = Asked(what=Amended.MILESTONE_DUE, subject="M2", new="2026-11-30")
    request = ProposeAmendment(grant="ALPHA", title="Later", source="Letter 2", changes=(later,))
    perform(small, request, reason=WHY)
    perform(small.acting_as("AUTHORISER-1"), ConfirmAmendment(grant="ALPHA", amendment="N1"))
    assert import_files(small, [SMALL]).changes_nothing  # the file it was entered from
    path = plan_of(small, tmp_path)
    book = openpyxl.load_workbook(path)
    put(book, "Milestones", {"grant": "ALPHA", "code": "M2"}, "due_on", "2026-09-30")
    book.save(path)
    plan = import_files(small, [path], reason="in time after all")
    assert said(plan) == [("ALPHA/M2", Amended.MILESTONE_DUE, "2026-11-30", "2026-09-30")]


def test_what_no_amendment_changes_is_a_problem_at_its_cell(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path, Language.JAPANESE)
    book = openpyxl.load_workbook(path)
    put(book, "マイルストーン", {"grant": "ALPHA", "code": "M1"}, "title", "Something else")
    put(book, "事業", {"code": "TINY"}, "at_risk_days", 30)
    book.save(path)
    plan = import_files(small, [path], reason=WHY)
    assert not plan.written
    programme, milestone = plan.problems
    assert (programme.place, programme.value) == ("事業!K4 (at_risk_days)", "30")
    assert "is stored as '90'" in programme.why
    assert programme.remedy.endswith("nothing")
    assert milestone.place.startswith("マイルストーン!F")
    assert milestone.value == "Something else"
    assert milestone.remedy.endswith("due_on, level")


def test_a_change_that_breaks_a_rule_is_refused_with_its_place(
    small: Office, tmp_path: Path
) -> None:
    path = plan_of(small, tmp_path)
    book = openpyxl.load_workbook(path)
    put(book, "Milestones", {"grant": "ALPHA", "code": "M2"}, "level", 9)
    put(book, "Instalments", {"grant": "ALPHA", "code": "I1"}, "amount", 350_000)
    book.save(path)
    plan = import_files(small, [path], reason=WHY)
    assert not plan.written
    assert len(plan.changes) == 2
    places = {p.place.partition("!")[0] for p in plan.problems}
    assert places == {"Milestones", "Grants"}  # the level it skips; the total it changes


def test_what_is_new_and_what_changes_go_in_together(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    book = openpyxl.load_workbook(path)
    page = book["Past payments"]
    columns = [cell.value for cell in page[1]]
    row = {"grant": "ALPHA", "number": 1, "paid_on": "2024-04-01", "amount": 5,
           "source": "illustrative", "basis": "illustrative"}  # fmt: skip
    page.append([row.get(str(key)) for key in columns])
    book.save(path)
    plan = import_files(small, [path], reason=WHY)
    assert not plan.problems
    (line,) = (x for x in plan.lines if x.subject == "ALPHA")
    assert (line.adds, len(line.changes)) == (1, 3)
    assert line.adds + line.leaves + 3 == len(read_file(path).grants[0].records())
    assert len(grant_file(small).past_payments) == 1
    assert verify(small).sound


def test_a_currency_that_is_not_the_programmes_is_refused(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    book = openpyxl.load_workbook(path)
    put(book, "Grants", {"code": "BETA"}, "currency", "KRW")
    book.save(path)
    plan = import_files(small, [path])
    assert [(p.place, p.value, p.remedy) for p in plan.problems] == [
        ("Grants!D5 (currency)", "KRW", "write JPY")
    ]


def test_a_draft_is_changed_by_an_amendment_as_well(small: Office, tmp_path: Path) -> None:
    document = json.loads(SMALL.read_text("utf-8"))
    draft = document["grants"][0] | {"code": "GAMMA", "award": []}
    document |= {"people": [], "grants": [draft]}
    assert import_read(small, [read_text("draft.json", json.dumps(document))]).written
    path = plan_of(small, tmp_path)
    book = openpyxl.load_workbook(path)
    put(book, "Milestones", {"grant": "GAMMA", "code": "M2"}, "due_on", "2027-02-28")
    book.save(path)
    plan = import_files(small, [path], reason=WHY)
    assert not plan.problems
    perform(small.acting_as("AUTHORISER-1"), ConfirmAmendment(grant="GAMMA", amendment="N1"))
    assert grant_file(small, "GAMMA").milestone("M2").due_on == date(2027, 2, 28)


def test_a_portfolio_goes_elsewhere_through_a_workbook(small: Office, tmp_path: Path) -> None:
    people = read_file(SMALL).people
    path = plan_of(small, tmp_path, Language.JAPANESE)
    other = found(tmp_path / "other.db", name="Administrator", clock=lambda: NOW, login="tester",
                  purpose=small.charter().purpose)  # fmt: skip
    only_people = read_text("people.json", json.dumps(
        json.loads(SMALL.read_text("utf-8")) | {"programmes": [], "grants": []}))  # fmt: skip
    assert len(only_people.people) == len(people)
    assert import_read(other, [only_people]).written
    assert import_files(other.acting_as("OFFICER-1"), [path]).written
    plans = []
    for n, office in enumerate((small, other)):
        out = tmp_path / f"{n}.json"
        export(office, "plan-json", out)
        document = json.loads(out.read_text("utf-8"))
        for grant in document["grants"]:
            grant["recorded"] = None
        plans.append((document["programmes"], document["grants"]))
    assert plans[0] == plans[1]
    assert verify(other).sound


def test_a_changed_line_of_a_csv_file_is_a_change(small: Office, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    export(small, "plan-csv", folder)
    file = folder / "commitments.csv"
    lines = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    place = lines[0].index("persons")
    before, lines[1][place] = lines[1][place], "77"
    file.write_text("\n".join(",".join(line) for line in lines), "utf-8")
    plan = import_files(small, [folder], reason=WHY)
    assert not plan.problems
    assert [(c.what, c.old, c.new, c.place) for c in plan.changes] == [
        (Amended.COMMITMENT_PERSONS, before, "77", "commitments.csv:2 (persons)")
    ]


def test_one_bad_cell_leaves_every_change_out(small: Office, tmp_path: Path) -> None:
    path = plan_of(small, tmp_path)
    three_cells(path)
    book = openpyxl.load_workbook(path)
    put(book, "Members", {"grant": "BETA", "code": "LEAD"}, "country", "Japan")
    book.save(path)
    before = browse.seal(small).root
    with pytest.raises(FileProblems):
        import_files(small, [path], reason=WHY)
    assert browse.seal(small).root == before


CELLS = [
    "",
    "0",
    "-1",
    "x",
    "2027-01-31",
    "1/3",
    "M1",
    "ALPHA",
    "public",
    "例示値",
    "9" * 20,
    "\u200b",
]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_changed_cell_is_ever_taken_in_part(
    small_database: Path,
    tmp_path: Path,
    data: Any,  # noqa: ANN401  # hypothesis's own
) -> None:
    path = tmp_path / "small.db"
    shutil.copy(small_database, path)
    small = open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")
    folder = tmp_path / "plan"
    export(small, "plan-csv", folder)
    names = sorted(p.name for p in folder.glob("*.csv") if p.read_bytes().count(b"\n") > 1)
    file = folder / data.draw(st.sampled_from(names))
    lines = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    line = lines[data.draw(st.integers(0, len(lines) - 1))]
    line[data.draw(st.integers(0, len(line) - 1))] = data.draw(st.sampled_from(CELLS))
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)
    before = browse.seal(small).root
    try:
        plan = import_files(small, [folder], reason=WHY)
    except FileProblems as found:
        problems: Sequence[Problem] = found.problems
    else:
        problems = plan.problems
    if problems:
        assert all(each.place and each.why and each.remedy for each in problems)
        assert browse.seal(small).root == before
    else:
        assert plan.written
        assert verify(small).sound

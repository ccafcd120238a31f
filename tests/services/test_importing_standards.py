"""Files of the open standards come in as drafts with a history, whole or not at all."""

from __future__ import annotations

import json
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems
from portfolio.domain.people import Person, Role
from portfolio.domain.states import GrantState
from portfolio.exchange.reading import Read
from portfolio.exchange.standards import drafting
from portfolio.exchange.standards.codes import code_of
from portfolio.services import browse
from portfolio.services.founding import found
from portfolio.services.importing import import_files, import_read
from portfolio.services.office import open_office
from portfolio.services.verify import verify
from portfolio.store.mapping import grant_codes, load_grant, programme_codes
from tests.conftest import FIXTURES, NOW
from tests.shared import samples

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.domain.grant_file import GrantFile
    from portfolio.services.office import Office

GIVING360 = FIXTURES / "small" / "360giving.json"
IATI = FIXTURES / "small" / "iati.xml"
BROKEN = FIXTURES / "broken"
PUBLISHED = {  # grants, payments of each sample file, counted in it by hand
    "360-a001p00000zgyHZAAY.json": (783, 0),
    "iati-usaid-bb.xml": (1, 1),
    "iati-worldbank-679.xml": (5, 274),
    "iati-wri-strategic-plan.xml": (1, 0),
}


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """A portfolio of record with nothing in it, and an officer at the desk."""
    path = tmp_path / "empty.db"
    office = found(
        path, name="Administrator", purpose=Purpose.RECORD, clock=lambda: NOW, login="admin"
    )
    officer = Person(
        code="OFFICER-1", name="Grant officer", roles=(Role.GRANT_OFFICER,), logins=("tester",)
    )
    assert not import_read(office, [Read(name="people", people=(officer,))]).problems
    return open_office(path, clock=lambda: NOW, login="tester")


def codes(office: Office) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with office.database.reading() as connection:
        return programme_codes(connection), grant_codes(connection)


def stored(office: Office, code: str) -> GrantFile:
    with office.database.reading() as connection:
        return load_grant(connection, code)


@pytest.mark.parametrize("path", [GIVING360, IATI])
def test_a_file_comes_in_as_drafts_and_twice_is_once(empty: Office, path: Path) -> None:
    plan = import_files(empty, [path])
    assert plan.written
    assert not plan.problems
    programmes, grants = codes(empty)
    assert (len(programmes), len(grants)) == (2, 3 if path == GIVING360 else 2)
    for code in grants:
        file = stored(empty, code)
        assert file.grant.state is GrantState.DRAFTED
        assert (file.awards, file.instalments, file.payouts) == ((), (), ())
    before = browse.seal(empty).root
    again = import_files(empty, [path])
    assert again.changes_nothing
    assert not again.problems
    assert browse.seal(empty).root == before
    assert verify(empty).sound


def test_the_plan_counts_what_was_left_aside(empty: Office) -> None:
    plan = import_files(empty, [IATI])
    left = {line.subject: line.leaves for line in plan.lines if line.what == "left_aside"}
    assert left["transaction of type 1"] == 1
    assert left["budget"] == 1
    assert all(line.adds == 0 for line in plan.lines if line.what == "left_aside")


def test_a_later_file_brings_what_is_new(empty: Office, tmp_path: Path) -> None:
    document = json.loads(GIVING360.read_text(encoding="utf-8"))
    path = tmp_path / "360giving.json"
    path.write_text(json.dumps({"grants": document["grants"][:1]}), encoding="utf-8")
    assert import_files(empty, [path]).written
    paid = {"id": "D4", "transactionDate": "2024-10-01", "value": 5}
    document["grants"][0]["disbursementTransaction"].append(paid)
    document["grants"][0]["amountDisbursed"] += 5
    path.write_text(json.dumps(document), encoding="utf-8")
    plan = import_files(empty, [path])
    assert not plan.problems
    added = {line.subject: (line.adds, line.leaves) for line in plan.lines if line.what == "grant"}
    assert added["360G-EXAMPLE-1"] == (1, 5)
    assert stored(empty, "360G-EXAMPLE-1").past_payments[-1].reference == "D4"


def test_another_file_of_the_same_funder_meets_the_same_programme(
    empty: Office, tmp_path: Path
) -> None:
    document = json.loads(GIVING360.read_text(encoding="utf-8"))
    for grant in document["grants"]:
        grant["id"] += "-NEXT"
    path = tmp_path / "next-year.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    plan = import_files(empty, [GIVING360, path])
    assert not plan.problems
    programmes, grants = codes(empty)
    assert (len(programmes), len(grants)) == (2, 6)


def test_a_grant_that_another_file_tells_differently_is_refused_where_it_stands(
    empty: Office, tmp_path: Path
) -> None:
    document = json.loads(GIVING360.read_text(encoding="utf-8"))
    document["grants"][0]["amountAwarded"] = 1
    path = tmp_path / "360giving.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert import_files(empty, [GIVING360]).written
    before = browse.seal(empty).root
    plan = import_files(empty, [path])
    assert not plan.written
    (problem,) = plan.problems
    assert problem.place == "grants[0].id.source"
    assert "published award £1.00" in problem.value
    assert browse.seal(empty).root == before


def test_two_identifiers_that_met_in_one_code_would_not_be_merged(
    empty: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def met(identifier: str) -> str:
        return "SAME" if identifier.startswith("JP-EXAMPLE-1-") else code_of(identifier)

    monkeypatch.setattr(drafting, "code_of", met)
    plan = import_files(empty, [IATI])
    assert not plan.written
    assert "iati-activity[2]/iati-identifier" in {found.place for found in plan.problems}
    monkeypatch.undo()
    monkeypatch.setattr(drafting, "marked_code", lambda *_: "SAME")
    plan = import_files(empty, [IATI])
    assert not plan.written
    assert "programmes[1].currency" in {found.place for found in plan.problems}
    assert codes(empty) == ((), ())


def test_one_broken_file_among_good_ones_leaves_nothing_behind(empty: Office) -> None:
    before = browse.seal(empty).root
    for broken in sorted(BROKEN.iterdir()):
        if broken.name.startswith(("360giving-", "iati-")):
            with pytest.raises(FileProblems):
                import_files(empty, [GIVING360, IATI, broken])
    assert browse.seal(empty).root == before
    assert codes(empty) == ((), ())


@pytest.mark.usefixtures("empty")
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(range(40)), min_size=1, max_size=3), st.sampled_from(
    [None, "", 0, 10**30, "2199-12-31", "XAU", "JPY", [], {}, "A", "\u202e"]
))  # fmt: skip
def test_whatever_stands_in_a_file_all_of_it_comes_in_or_nothing(
    tmp_path: Path, places: list[int], put: object
) -> None:
    document = json.loads(GIVING360.read_text(encoding="utf-8"))
    fields = [(grant, name) for grant in document["grants"] for name in grant]
    for at in places:
        grant, name = fields[at % len(fields)]
        grant[name] = put
    path = tmp_path / "file.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    shutil.copy(tmp_path / "empty.db", tmp_path / "tried.db")
    office = open_office(tmp_path / "tried.db", clock=lambda: NOW, login="tester")
    written = False
    try:
        written = import_files(office, [path]).written
    except FileProblems as refused:
        problems = refused.problems
        assert problems  # both ways are right
    assert len(codes(office)[1]) == (3 if written else 0)
    assert verify(office).sound


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_others_published_comes_in_whole(empty: Office, name: str) -> None:
    path = samples() / name
    begins = time.process_time()
    plan = import_files(empty, [path])
    assert time.process_time() - begins < 20
    assert not plan.problems
    assert plan.written
    with empty.database.reading() as connection:
        payments = connection.exec_driver_sql("SELECT count(*) FROM past_payment").scalar_one()
    assert (len(codes(empty)[1]), payments) == PUBLISHED[name]
    before = browse.seal(empty).root
    assert import_files(empty, [path]).changes_nothing
    assert browse.seal(empty).root == before

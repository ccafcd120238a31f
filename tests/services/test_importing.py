"""Importing: a plan, all problems at once, everything or nothing, and twice is once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems
from portfolio.exchange.reading import read_text
from portfolio.services import browse
from portfolio.services.demo import japan_folder
from portfolio.services.importing import import_files, import_read
from portfolio.services.office import open_office
from portfolio.services.verify import verify
from tests.conftest import FIXTURES, NOW, make_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from portfolio.services.importing import Plan
    from portfolio.services.office import Office

SMALL = FIXTURES / "small" / "portfolio.json"


def with_change(office: Office, change: Callable[[dict[str, Any]], object]) -> Plan:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    document["people"] = []
    change(document)
    return import_read(office, [read_text("small.json", json.dumps(document))])


def another(document: dict[str, Any]) -> dict[str, Any]:
    """Make the first grant of the file a new one, so that it is entered."""
    document["grants"] = document["grants"][:1]
    grant: dict[str, Any] = document["grants"][0]
    grant["code"] = "GAMMA"
    return grant


def test_the_same_file_twice_changes_nothing(small: Office) -> None:
    before = browse.seal(small).root
    plan = import_files(small, [SMALL])
    assert plan.changes_nothing
    assert plan.written
    assert browse.seal(small).root == before


def test_the_demonstration_twice_changes_nothing(demo: Office) -> None:
    before = browse.seal(demo).root
    plan = import_files(demo, sorted(japan_folder().glob("*.json")))
    assert not plan.problems
    assert plan.changes_nothing
    assert browse.seal(demo).root == before


def test_a_dry_run_plans_and_writes_nothing(small: Office, tmp_path: Path) -> None:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    document["people"] = []
    another(document)
    path = tmp_path / "gamma.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    before = browse.seal(small).root
    plan = import_files(small, [path], dry_run=True)
    assert [(x.what, x.subject, x.adds > 0) for x in plan.lines] == [
        ("programme", "TINY", False), ("grant", "GAMMA", True),
    ]  # fmt: skip
    assert not plan.written
    assert browse.seal(small).root == before
    assert import_files(small, [path]).written
    assert len(browse.overview(small).grants) == 3


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        (
            lambda g: g["instalments"][1].update(milestones=[]),
            "grants[0].instalments[1]", "milestone",
        ),
        (
            lambda g: g["instalments"][0].update(reskilling=[]),
            "grants[0].instalments[0]", "reskilling",
        ),
        (lambda g: g["members"][0].update(share="0.9"), "grants[0]", "9/10"),
        (
            lambda g: g["instalments"][0].update(amount_minor=400_001),
            "grants[0]", "1,000,001",
        ),
        (lambda g: g["milestones"][0].update(level=6), "grants[0].milestones[0]", "6"),
        (lambda g: g["milestones"][0].update(element="T9"), "grants[0].milestones[0]", "T9"),
        (lambda g: g.update(programme="NONE"), "grants[0].programme", "programme"),
    ],
)  # fmt: skip
def test_the_invariant_is_refused_at_the_door(
    small: Office, change: Callable[[dict[str, Any]], object], place: str, word: str
) -> None:
    before = browse.seal(small).root
    plan = with_change(small, lambda d: change(another(d)))
    assert not plan.written
    assert place in [p.place for p in plan.problems]
    assert any(word in p.why for p in plan.problems)
    assert all(p.remedy for p in plan.problems)
    assert browse.seal(small).root == before


def test_a_stored_figure_is_not_changed_by_an_import(small: Office) -> None:
    plan = with_change(
        small, lambda d: d["grants"][0]["instalments"][0].update(amount_minor=399_999)
    )
    assert not plan.written
    assert [p.value for p in plan.problems] == ["ALPHA/I1"]


def test_what_is_new_in_a_known_grant_is_added(small: Office) -> None:
    award = {
        "number": 2, "decided_on": "2026-10-01", "fiscal_year": 2026, "amount_minor": 250_000,
        "source": "illustrative", "basis": "illustrative",
    }  # fmt: skip
    plan = with_change(small, lambda d: d["grants"][0]["award"].append(award))
    assert not plan.problems
    alpha = next(g for g in browse.overview(small).grants if g.code == "ALPHA")
    assert alpha.award_minor == 1_250_000
    assert verify(small).sound


def test_one_bad_file_of_two_leaves_nothing_behind(small: Office, tmp_path: Path) -> None:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    document["people"] = []
    another(document)
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(document), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    before = browse.seal(small).root
    with pytest.raises(FileProblems):
        import_files(small, [good, bad])
    assert browse.seal(small).root == before


def test_history_is_replayed_in_a_demonstration_only(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    make_small(path, Purpose.RECORD)
    office = open_office(path, clock=lambda: NOW, login="tester")
    act = {"act": "hold", "on": "2026-10-01", "by": "OFFICER-1", "grant": "ALPHA", "reason": "x"}
    text = json.dumps({"format": "subsidy-milestone-portfolio/1", "history": [act]})
    plan = import_read(office, [read_text("history.json", text)])
    assert not plan.written
    assert [p.place for p in plan.problems] == ["history"]


def test_history_that_breaks_a_rule_is_a_problem_with_its_place(small: Office) -> None:
    acts = [
        {"act": "propose", "on": "2026-11-01", "by": "OFFICER-1", "grant": "ALPHA",
         "instalment": "I1"},
        {"act": "propose", "on": "2026-11-01", "by": "NOBODY", "grant": "ALPHA",
         "instalment": "I1"},
        {"act": "verify", "on": "2026-11-01", "by": "ASSESSOR-1", "grant": "ALPHA",
         "report": "R9"},
    ]  # fmt: skip
    text = json.dumps({"format": "subsidy-milestone-portfolio/1", "history": acts})
    plan = import_read(small, [read_text("history.json", text)])
    assert not plan.written
    assert {p.place for p in plan.problems} == {"history[0]", "history[1].by", "history[2]"}

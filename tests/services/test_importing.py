"""Importing: a plan, all problems at once, everything or nothing, and twice is once."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems
from portfolio.domain.people import Role
from portfolio.domain.states import GrantState, WaiverState
from portfolio.domain.terms import TermName, terms_on
from portfolio.exchange.document import FORMAT
from portfolio.exchange.reading import read_file, read_text
from portfolio.services import browse
from portfolio.services.demo import japan_folder
from portfolio.services.importing import import_files, import_read
from portfolio.services.office import open_office
from portfolio.services.verify import verify
from portfolio.store.mapping import load_grant, load_programme
from tests.conftest import FIXTURES, NOW, make_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.reading import Read
    from portfolio.services.importing import Plan
    from portfolio.services.office import Office

SMALL = FIXTURES / "small" / "portfolio.json"
SOURCED = {"source": "illustrative: a small portfolio for tests", "basis": "illustrative"}


def with_change(office: Office, change: Callable[[dict[str, Any]], object]) -> Plan:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    document["people"] = []
    change(document)
    return import_read(office, [read_text("small.json", json.dumps(document))])


def another(document: dict[str, Any]) -> dict[str, Any]:
    """Make the first grant of the file a new one, with all that can be agreed about one."""
    document["grants"] = document["grants"][:1]
    grant: dict[str, Any] = document["grants"][0]
    member = grant["members"][0]["code"]
    grant["code"] = "GAMMA"
    grant["co_funding"] = [
        {"code": "F1", "member": member, "title": "Private money", "promised_minor": 500_000,
         "due_on": "2027-03-31", **SOURCED}
    ]  # fmt: skip
    grant["covenants"] = [
        {"code": "V1", "member": member, "kind": "continued production", "title": "Ten years",
         "starts_on": "2028-03-31", "until_on": "2038-03-31", **SOURCED}
    ]  # fmt: skip
    grant["instalments"][0]["funding"] = [{"co_funding": "F1", "raised_minor": 250_000}]
    grant["instalments"][0]["terms"] = [
        {"name": "retention share", "value": "0.05", "reason": "accepted at the end only"}
    ]
    return grant


def history(*acts: dict[str, Any]) -> Read:
    """Return a file that tells what was done on ALPHA, in the order given, on one day."""
    told = [{"on": "2026-11-02", "grant": "ALPHA", **act} for act in acts]
    return read_text("history.json", json.dumps({"format": FORMAT, "history": told}))


def tiny(office: Office) -> ProgrammeFile:
    with office.database.reading() as connection:
        return load_programme(connection, "TINY")


def grant_file(office: Office, code: str) -> GrantFile:
    with office.database.reading() as connection:
        return load_grant(connection, code)


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
        (
            lambda g: g["covenants"][0].update(member="NOBODY"),
            "grants[0].covenants[0]", "NOBODY",
        ),
        (
            lambda g: g["co_funding"][0].update(member="NOBODY"),
            "grants[0].co_funding[0]", "NOBODY",
        ),
        (
            lambda g: g["instalments"][0]["funding"][0].update(co_funding="F9"),
            "grants[0].instalments[0]", "F9",
        ),
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


AWARD = {
    "number": 2, "decided_on": "2026-10-01", "fiscal_year": 2026, "amount_minor": 250_000,
    "source": "illustrative", "basis": "illustrative",
}  # fmt: skip


def test_a_stored_figure_is_not_changed_by_an_import(small: Office) -> None:
    plan = with_change(
        small, lambda d: d["grants"][0]["instalments"][0].update(amount_minor=399_999)
    )
    assert not plan.written
    assert [(p.place, p.value) for p in plan.problems] == [
        ("grants[0].instalments[0].amount_minor", "399999"), ("grants[0]", "ALPHA"),
    ]  # fmt: skip
    assert "--reason" in plan.problems[0].remedy


def test_what_is_new_in_a_known_grant_is_added(small: Office) -> None:
    equity = {**AWARD, "instrument": "equity"}
    plan = with_change(small, lambda d: d["grants"][0]["award"].append(equity))
    assert not plan.problems
    alpha = next(g for g in browse.overview(small).grants if g.code == "ALPHA")
    assert alpha.award_minor == 1_000_000
    assert len(grant_file(small, "ALPHA").awards) == 2
    assert verify(small).sound


def test_the_award_of_a_running_grant_is_not_raised_by_a_file(small: Office) -> None:
    plan = with_change(small, lambda d: d["grants"][0]["award"].append(AWARD))
    assert not plan.written
    (problem,) = plan.problems
    assert problem.place == "grants[0].award[1]"
    assert "amendment" in problem.remedy


def test_what_another_officer_adds_is_counted_alone_and_remembered(small: Office) -> None:
    equity = {**AWARD, "instrument": "equity"}
    plan = with_change(
        small.acting_as("OFFICER-2"), lambda d: d["grants"][0]["award"].append(equity)
    )
    assert [(x.subject, x.adds) for x in plan.lines if x.adds] == [("ALPHA", 1)]
    assert grant_file(small, "ALPHA").grant.played == (
        "entered the grant:OFFICER-1", "entered the grant:OFFICER-2",
    )  # fmt: skip


def test_terms_are_entered_with_their_programme(small: Office) -> None:
    (read,) = read_file(SMALL).programmes
    assert len(read.terms) > 10
    assert set(tiny(small).terms) == set(read.terms)


def test_a_term_changes_by_a_new_version_only(small: Office) -> None:
    plan = with_change(small, lambda d: d["programmes"][0]["terms"][1].update(value="3"))
    assert not plan.written
    assert [(p.place, p.value) for p in plan.problems] == [("programmes[0].terms[1].value", "3")]
    assert "is stored as '2'" in plan.problems[0].why
    later = {"name": "cure months", "number": 2, "value": "3", "from_on": "2027-04-01", **SOURCED}
    plan = with_change(small, lambda d: d["programmes"][0]["terms"].append(later))
    assert plan.written
    assert (plan.lines[0].subject, plan.lines[0].adds) == ("TINY", 1)
    terms = tiny(small).terms
    before, after = date(2027, 3, 31), date(2027, 4, 1)
    assert terms_on(terms, before).count(TermName.CURE_MONTHS) == 6
    assert terms_on(terms, after).count(TermName.CURE_MONTHS) == 3
    assert verify(small).sound


def test_all_that_can_be_agreed_is_stored_and_known_again(small: Office) -> None:
    assert with_change(small, another).written
    gamma = grant_file(small, "GAMMA")
    assert [f.code for f in gamma.co_fundings] == ["F1"]
    assert [c.code for c in gamma.covenants] == ["V1"]
    assert [c.raised_minor for c in gamma.funding_conditions] == [250_000]
    assert [t.name for t in gamma.instalment_terms] == [TermName.RETENTION_SHARE]
    before = browse.seal(small).root
    assert with_change(small, another).changes_nothing
    assert browse.seal(small).root == before
    assert verify(small).sound


def test_what_differs_within_an_instalment_is_named_where_it_stands(small: Office) -> None:
    plan = with_change(
        small, lambda d: d["grants"][0]["instalments"][0]["milestones"][0].update(share="0.5")
    )
    assert [p.place for p in plan.problems] == ["grants[0].instalments[0].milestones[0].share"]


def test_a_grant_without_an_award_is_a_draft_until_it_is_awarded(small: Office) -> None:
    def drafted(document: dict[str, Any]) -> None:
        another(document)["award"] = []

    assert with_change(small, drafted).written
    assert grant_file(small, "GAMMA").grant.state is GrantState.DRAFTED
    assert with_change(small, drafted).changes_nothing
    assert with_change(small, another).written
    assert grant_file(small, "GAMMA").grant.state is GrantState.DRAFTED
    decided = history({"act": "award", "by": "AUTHORISER-1", "grant": "GAMMA", "on": "2026-11-23"})
    assert import_read(small, [decided]).written
    assert grant_file(small, "GAMMA").grant.state is GrantState.AWARDED
    assert verify(small).sound


def test_history_tells_of_every_kind_of_act(small: Office) -> None:
    acts = history(
        {"act": "start", "by": "OFFICER-1"},
        {"act": "propose waiver", "by": "OFFICER-1", "instalment": "I1", "condition": "milestone",
         "condition_code": "M1", "authority": "Decision 7", "expires_on": "2027-03-31",
         "reason": "illustrative"},
        {"act": "confirm waiver", "by": "AUTHORISER-1", "waiver": "W1"},
        {"act": "suspend grant", "by": "AUTHORISER-1", "reason": "illustrative"},
    )  # fmt: skip
    plan = import_read(small, [acts])
    assert not plan.problems
    assert plan.entries == 4
    alpha = grant_file(small, "ALPHA")
    assert alpha.grant.state is GrantState.SUSPENDED
    assert [w.state for w in alpha.waivers] == [WaiverState.CONFIRMED]
    assert import_read(small, [acts]).changes_nothing
    assert verify(small).sound


def test_history_tells_of_notes_and_of_who_handles_a_grant(small: Office) -> None:
    acts = history(
        {"act": "assign", "by": "OFFICER-1", "role": "assessor", "person": "ASSESSOR-1"},
        {"act": "note", "by": "ASSESSOR-1", "subject": "M1", "reason": "Seen on site"},
        {"act": "assign", "by": "OFFICER-1", "role": "grant officer", "person": "OFFICER-2"},
        {"act": "assign", "by": "OFFICER-2", "role": "grant officer"},
    )
    assert import_read(small, [acts]).entries == 4
    alpha = grant_file(small, "ALPHA")
    assert alpha.handler(Role.ASSESSOR) == "ASSESSOR-1"
    assert alpha.handler(Role.GRANT_OFFICER) is None
    (note,) = browse.dossier(small, "ALPHA").notes
    assert (note.subject, note.actor, note.reason) == ("ALPHA/M1", "ASSESSOR-1", "Seen on site")
    assert import_read(small, [acts]).changes_nothing
    assert verify(small).sound
    lacks = {"act": "assign", "by": "OFFICER-1", "role": "council", "person": "OFFICER-2"}
    assert {p.place for p in import_read(small, [history(lacks)]).problems} == {"history[0]"}


def test_one_cost_is_told_of_for_one_grant_only(small: Office) -> None:
    claim = {
        "act": "claim cost", "by": "OFFICER-1", "instalment": "I1", "kind": "asset",
        "key": "EUV-1", "title": "Scanner", "amount_minor": 1000, "incurred_on": "2026-10-01",
        "document": "Invoice", "document_sha256": "0" * 64,
    }  # fmt: skip
    members = {g: grant_file(small, g).members[0].code for g in ("ALPHA", "BETA")}
    told = history(*({**claim, "grant": g, "member": m} for g, m in members.items()))
    plan = import_read(small, [told])
    assert {p.place for p in plan.problems} == {"history[1]"}
    assert any("ALPHA" in p.why for p in plan.problems)


def test_a_value_that_no_act_can_have_is_a_problem_with_its_place(small: Office) -> None:
    proposed = {"act": "propose", "by": "OFFICER-1", "instalment": "I1", "amount_minor": 0}
    plan = import_read(small, [history(proposed)])
    assert [(p.place, p.value) for p in plan.problems] == [("history[0].amount_minor", "0")]


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

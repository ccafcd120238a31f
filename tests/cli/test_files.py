"""Files in and out: plans, problems with their places, the same file twice, exports, verify."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.cli import small
from tests.cli.conftest import EVIDENCE, Cli, shell, write_json

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_file_twice_changes_nothing(imported: Cli, tmp_path: Path) -> None:
    file = str(write_json(tmp_path / "grants.json", small.grants()))
    before = imported.json("status")["seal"]["root"]
    said = imported.json("import", file, who="OFFICER-1")
    assert said["changes_nothing"] is True
    assert (said["written"], said["entries"]) == (False, 0)
    assert "nothing was changed" in imported.run("import", file, who="OFFICER-1").stderr
    assert imported.json("status")["seal"]["root"] == before


def test_a_dry_run_prints_the_plan_and_writes_nothing(imported: Cli, tmp_path: Path) -> None:
    more = small.grants() | {"grants": [small.grant("DELTA", "RICH", title="Delta")]}
    file = str(write_json(tmp_path / "more.json", more))
    lines = imported.does("import", file, "--dry-run", who="OFFICER-1").splitlines()
    assert lines[0] == "what\tsubject\tadds\tleaves"
    assert "grant\tDELTA\t10\t0" in lines
    assert imported.run("show", "DELTA").exit_code == 2


def test_what_the_rules_refuse_in_a_file_is_a_problem_at_its_place(
    imported: Cli, tmp_path: Path
) -> None:
    bad = small.grant("DELTA", "RICH", title="Delta")
    bad["instalments"][0]["reskilling"] = []
    bad["members"][0]["share"] = "1/2"
    file = str(write_json(tmp_path / "bad.json", {**small.grants(), "grants": [bad]}))
    said = imported.json("import", file, who="OFFICER-1", code=4)
    places = {p["place"] for p in said["problems"]}
    assert "grants[0].instalments[0]" in places
    assert all(p["why"] and p["remedy"] and p["file"] == "bad.json" for p in said["problems"])
    people_read = imported.run("import", file, who="OFFICER-1")
    assert "grants[0].instalments[0]" in people_read.stderr
    assert "Nothing was saved." in people_read.stderr
    assert "DELTA" in people_read.stdout
    assert imported.run("show", "DELTA").exit_code == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "line 1"),
        ('{"format": "subsidy-milestone-portfolio/1", "grant": []}', "grant"),
        ('{"format": "something else"}', "format"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_with_4(
    imported: Cli, tmp_path: Path, text: str, place: str
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text, encoding="utf-8")
    said = imported.json("import", str(file), code=4)
    assert place in said["problems"][0]["place"]


def test_a_file_that_is_not_there_leaves_with_4(imported: Cli) -> None:
    done = shell("--db", str(imported.db), "import", "/nowhere/grants.json")
    assert done.returncode == 4
    assert "is not a file" in done.stderr


def test_a_dry_run_of_init_begins_nothing(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "new.db")
    cli.does("init", "--dry-run")
    assert not cli.db.exists()
    cli.does("init")
    assert cli.run("init", "--dry-run").exit_code == 2


def test_history_is_not_taken_into_a_portfolio_of_record(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "record.db")
    cli.does("init")
    act = {
        "act": "submit",
        "on": small.in_days(-1),
        "by": "ADMIN-1",
        "grant": "A",
        "milestone": "M",
    }
    file = write_json(tmp_path / "h.json", {"format": small.FORMAT, "history": [act]})
    assert cli.json("import", str(file), code=4)["problems"][0]["place"] == "history"


def test_judgements_come_from_a_file_too(imported: Cli, tmp_path: Path) -> None:
    imported.does(*EVIDENCE, who="OFFICER-1")
    imported.does("submit", "ALPHA/M1", who="OFFICER-1")
    judged = {"criterion": "K1", "verdict": "partly", "share": "1/3", "reason": "counted"}
    words = ("assess", "ALPHA/M1", "--level", "4", "--summary", "partly", "--judgements")
    odd = write_json(tmp_path / "odd.json", [{**judged, "verdict": "perhaps"}])
    said = imported.json(*words, str(odd), who="ASSESSOR-1", code=4)
    assert said["problems"][0]["place"] == "0.verdict"
    file = write_json(tmp_path / "judged.json", [judged])
    said = imported.json(*words, str(file), who="ASSESSOR-1")
    assert said["entries"][1]["to_state"] == "partly met"
    assert imported.json("show", "ALPHA")["milestones"][0]["share_met"] == "1/3"


def test_a_share_can_be_typed_with_the_verdict(imported: Cli) -> None:
    imported.does(*EVIDENCE, who="OFFICER-1")
    imported.does("submit", "ALPHA/M1", who="OFFICER-1")
    words = ("assess", "ALPHA/M1", "--level", "4", "--summary", "partly", "--judge")
    imported.does(*words, "K1=partly@0.25:2.5:counted: twice", who="ASSESSOR-1")
    judgement = imported.json("show", "ALPHA")["judgements"][0]
    assert (judgement["share"], judgement["measured"]) == ("1/4", "2.5")
    assert judgement["reason"] == "counted: twice"


def test_the_schema_takes_the_files_of_these_tests(imported: Cli) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(imported.does("schema"))
    Draft202012Validator.check_schema(schema)
    for document in (small.people(), small.grants()):
        assert list(Draft202012Validator(schema).iter_errors(document)) == []


@pytest.mark.parametrize(("kind", "name"), [("xlsx", "r.xlsx"), ("json", "r.json"), ("csv", "r")])
def test_an_export_is_written_and_bears_the_seal(
    payable: Cli, tmp_path: Path, kind: str, name: str
) -> None:
    out = tmp_path / name
    said = payable.json("export", "--format", kind, "--out", str(out))
    assert out.exists()
    assert said["path"] == str(out)
    assert said["seal"] == payable.json("status")["seal"]["root"]


def test_an_unknown_export_is_answered_with_those_there_are(payable: Cli, tmp_path: Path) -> None:
    said = payable.json("export", "--format", "doc", "--out", str(tmp_path / "r.doc"), code=2)
    assert "xlsx" in said["near"]


def test_an_export_never_takes_the_place_of_the_record(payable: Cli) -> None:
    before = payable.db.read_bytes()
    said = payable.json("export", "--format", "json", "--out", str(payable.db), code=2)
    assert said["error"] == "not written"
    assert payable.db.read_bytes() == before


def test_a_record_altered_behind_its_back_leaves_with_5(payable: Cli) -> None:
    connection = sqlite3.connect(payable.db)
    connection.execute("DROP TRIGGER journal_refuses_update")
    connection.execute("UPDATE journal SET actor = 'SOMEBODY' WHERE act = 'assess'")
    connection.commit()
    connection.close()
    said = payable.json("verify", code=5)
    assert said["sound"] is False
    assert any(b["stream"] == "grant/ALPHA" for b in said["verification"]["broken"])
    people_read = payable.run("verify")
    assert people_read.exit_code == 5
    assert "FAIL grant/ALPHA" in people_read.stdout

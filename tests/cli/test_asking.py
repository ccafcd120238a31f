"""Asked for what is not there, or by somebody who may not: words, near codes, exit codes."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.charter import Purpose
from portfolio.services.founding import found
from tests.cli.conftest import Cli, shell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("show", "ALPA"), "ALPHA"),
        (("show", "alpha"), "ALPHA"),
        (("explain", "ALPHA/I9"), "I1"),
        (("confirm", "GAMA/P1"), "GAMMA"),
        (("submit", "ALPHA/M9"), "M1"),
        (("evidence", "ALPHA/M1", "--kind", "publication", "--title", "t", "--address", "x",
          "--member", "LEED"), "LEAD"),
    ],
)  # fmt: skip
def test_an_unknown_code_is_answered_with_near_ones(
    imported: Cli, words: tuple[str, ...], near: str
) -> None:
    said = imported.json(*words, who="OFFICER-1", code=2)
    assert said["error"] == "not found"
    assert near in said["near"]
    assert f"did you mean {near}" in imported.run(*words, who="OFFICER-1").stderr


@pytest.mark.parametrize("target", ["ALPHA", "ALPHA/", "/I1", "ALPHA/I1/I2", ""])
def test_a_target_of_the_wrong_shape_is_shown_how_it_is_written(imported: Cli, target: str) -> None:
    said = imported.json("explain", target, code=2)
    assert said["error"] == "invalid"
    assert "RAPIDUS-FE/I3" in said["remedy"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("propose", "ALPHA/I1", "--amount", "12.50"), "fraction smaller than the minor unit"),
        (("propose", "ALPHA/I1", "--amount", "1e9"), "is not an amount"),
        (("hold", "ALPHA", "--reason", "r", "--may-lift", "chief"), "grant-officer"),
        (("queue", "--role", "chief"), "authorising-officer"),
        (("assess", "ALPHA/M1", "--level", "5", "--summary", "s", "--judge", "K1"), "K1=met:205"),
        (("people", "role", "OFFICER-1"), "--give"),
        (("export", "--format", "xlsx"), "--out"),
        (("evidence", "ALPHA/M1", "--kind", "publication", "--title", "t", "--member", "LEAD",
          "--file", "/nowhere/report.pdf"), "is not a file"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_what_would(
    imported: Cli, words: tuple[str, ...], says: str
) -> None:
    result = imported.run(*words, who="OFFICER-1")
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


def test_nobody_acts_as_another_in_a_portfolio_of_record(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "record.db")
    cli.does("init")
    for words in (("queue",), ("hold", "ALPHA", "--reason", "r")):
        said = cli.json(*words, who="OFFICER-1", code=3)
        assert said["error"] == "may not act as"


def test_a_login_nobody_has_is_told_who_gives_it(tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    found(db, name="Administrator", purpose=Purpose.RECORD, login="somebody-else")
    cli = Cli(db)
    cli.does("queue")
    said = cli.json("people", "add", "X", "--name", "X", code=3)
    assert said["error"] == "nobody known"
    assert "portfolio people login CODE" in said["message"]


def test_a_second_beginning_changes_nothing(imported: Cli) -> None:
    before = imported.json("status")["seal"]["root"]
    said = imported.json("init", code=2)
    assert said["error"] == "store unfit"
    assert imported.json("status")["seal"]["root"] == before
    assert imported.json("verify")["sound"] is True


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    db = tmp_path / "other.db"
    connection = sqlite3.connect(db)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = db.read_bytes()
    for words in (("queue",), ("init",), ("import", str(db))):
        assert "another program" in Cli(db).json(*words, code=2)["message"]
    assert db.read_bytes() == before


def test_no_database_names_the_next_step_and_leaves_with_2(tmp_path: Path) -> None:
    done = shell("queue", "--db", str(tmp_path / "none.db"))
    assert done.returncode == 2
    assert done.stdout == ""
    said = " ".join(done.stderr.split())
    assert "portfolio init" in said
    assert "portfolio demo" in said
    assert "Traceback" not in done.stderr


def test_options_count_before_and_after_the_command(imported: Cli) -> None:
    db = str(imported.db)
    before = shell("--db", db, "--lang", "ja", "--as", "OFFICER-1", "explain", "ALPHA/I1")
    after = shell("explain", "ALPHA/I1", f"--db={db}", "--as", "OFFICER-1", "--lang=ja")
    assert before.returncode == 0, before.stderr
    assert before.stdout == after.stdout
    assert "審査結果" in after.stdout


def test_people_are_entered_changed_and_listed(imported: Cli) -> None:
    add = ("people", "add", "NEW-1", "--name", "New officer", "--role", "grant-officer")
    imported.does(*add, "--reason", "joined", who="ADMIN-1")
    imported.does("people", "role", "NEW-1", "--give", "assessor", "--take", "grant-officer")
    imported.does("people", "login", "NEW-1", "new.one", "new.two")
    imported.does("people", "login", "NEW-1", "new.two", "--take")
    new = next(p for p in imported.json("people", "list")["people"] if p["code"] == "NEW-1")
    assert (new["roles"], new["logins"]) == (["assessor"], ["new.one"])
    lines = imported.does("people", "list").splitlines()
    assert lines[0] == "code\tname\tname_ja\troles\tlogins"
    assert "NEW-1\tNew officer\t\tassessor\tnew.one" in lines
    again = imported.json(*add, code=3)
    assert again["reasons"] == ["person known"]
    assert imported.json(*add, "--on", "2026-01-01", code=2)["field"] == "--on"

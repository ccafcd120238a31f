"""``portfolio init`` on a portfolio of an older release."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Cli
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def older(tmp_path: Path) -> Cli:
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FIXTURES / "older" / "schema-1.sql").read_text("utf-8"))
    return Cli(path)


def test_every_command_says_what_to_run_first(older: Cli) -> None:
    said = older.run("queue")
    assert said.exit_code == 2
    assert "run 'portfolio init' on it" in " ".join(said.stderr.split())


def test_a_dry_run_leaves_it_older(older: Cli) -> None:
    before = older.db.read_bytes()
    said = older.run("init", "--dry-run")
    assert (said.exit_code, said.stdout.strip()) == (0, str(older.db))
    assert older.db.read_bytes() == before
    assert [p.name for p in older.db.parent.iterdir()] == ["older.db"]


@pytest.mark.parametrize(("lang", "says"), [("en", "No entry was rewritten"), ("ja", "書き換えて")])
def test_it_is_brought_forward_and_a_copy_kept(older: Cli, lang: str, says: str) -> None:
    said = older.run("init", lang=lang)
    assert said.exit_code == 0, said.output
    assert says in said.stderr
    assert "older.db.schema-1" in said.stderr
    assert older.json("verify")["sound"] is True
    again = older.run("init")
    assert again.exit_code == 2
    assert "has begun" in again.stderr


def test_programs_are_told_where_the_copy_is(older: Cli) -> None:
    said = older.json("init")
    assert said == {"database": str(older.db), "copy": f"{older.db}.schema-1"}

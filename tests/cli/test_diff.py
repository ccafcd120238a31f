"""`portfolio diff`: what has changed and who decided it, in a pipe, as JSON, on a terminal."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.exchange.sheets import CHANGES, DIFFERENCES
from tests.cli import small
from tests.cli.test_printing import on_a_terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

YESTERDAY = small.in_days(-1)
SINCE = ("diff", "--since", YESTERDAY)
JAPANESE = ("前回との増減", "変更事項", "支払確定", "40万円")
KEYS = tuple(c.key for c in CHANGES.columns)


@pytest.fixture
def paid(payable: Cli) -> Cli:
    """ALPHA/I1 is proposed, confirmed and paid today."""
    payable.does("propose", "ALPHA/I1", who="OFFICER-1")
    payable.does("confirm", "ALPHA/P1", who="AUTHORISER-1")
    payable.does("settle", "ALPHA/P1", "--reference", "BANK-1", who="ACCOUNTANT-1")
    return payable


def in_a_pipe(cli: Cli, *words: str, lang: str = "en") -> list[dict[str, str]]:
    said = cli.run(*words, lang=lang)
    assert said.exit_code == 0, said.output
    header, *rows = said.stdout.splitlines()
    assert tuple(header.split("\t")) == KEYS
    return [dict(zip(KEYS, row.split("\t"), strict=True)) for row in rows]


def test_in_a_pipe_it_is_the_decisions_one_a_line(paid: Cli) -> None:
    rows = in_a_pipe(paid, *SINCE)
    assert [(r["kind"], r["subject"], r["amount_minor"], r["people"]) for r in rows] == [
        ("awarded", "ALPHA", "1000000", "OFFICER-1"),
        ("awarded", "GAMMA", "1000000", "OFFICER-1"),
        ("milestone met", "ALPHA/M1", "", "ASSESSOR-1"),
        ("confirmed", "ALPHA/P1", "400000", "OFFICER-1, AUTHORISER-1"),
        ("paid", "ALPHA/P1", "400000", "OFFICER-1, AUTHORISER-1, ACCOUNTANT-1"),
    ]
    assert {r["effective_on"] for r in rows} == {small.today().isoformat()}


def test_in_a_pipe_it_is_the_same_in_every_language(paid: Cli) -> None:
    assert in_a_pipe(paid, *SINCE) == in_a_pipe(paid, *SINCE, lang="ja")


def test_in_a_pipe_of_another_program_it_is_text_and_nothing_else(paid: Cli) -> None:
    words = [sys.executable, "-m", "portfolio.cli", "--db", str(paid.db), *SINCE]
    env = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(words, capture_output=True, check=False, env=env, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert done.stdout.decode().splitlines()[0] == "\t".join(KEYS)


def test_as_json_it_has_both_positions_the_figures_and_the_decisions(paid: Cli) -> None:
    said = paid.json(*SINCE)
    assert (said["since"], said["as_of"]) == (YESTERDAY, small.today().isoformat())
    assert said["since_known_at"] == said["recorded_at"]
    figures = {(d["subject"], d["figure"]): d for d in said["differences"]}
    assert set(said["differences"][0]) == {c.key for c in DIFFERENCES.columns}
    assert figures["ALPHA", "paid"]["difference_minor"] == 400_000
    assert figures["RICH", "committed"]["after_minor"] == 1_000_000
    last = said["changes"][-1]
    assert set(last) == {*KEYS, "title_ja"}
    assert (last["kind"], last["people"]) == ("paid", "OFFICER-1, AUTHORISER-1, ACCOUNTANT-1")
    assert last["title_ja"] == "アルファ計画"


def test_json_is_the_same_in_every_language(paid: Cli) -> None:
    english = paid.run(*SINCE, "--json")
    assert paid.run(*SINCE, "--json", lang="ja").stdout == english.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("What has changed from", "Differences", "Changes", "paid", "¥400,000")),
        ("ja", JAPANESE),
    ],
)
def test_on_a_terminal_it_is_told_in_words(paid: Cli, lang: str, words: tuple[str, ...]) -> None:
    code, lines = on_a_terminal("--db", str(paid.db), *SINCE, columns=160, lang=lang)
    assert code == 0
    text = "\n".join(lines)
    assert all(word in text for word in words)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_who_decided_is_seen_on_a_terminal_of_a_hundred_columns(paid: Cli, lang: str) -> None:
    code, lines = on_a_terminal("--db", str(paid.db), *SINCE, columns=100, lang=lang)
    assert code == 0
    assert max(map(cell_len, lines)) <= 100
    text = "\n".join(lines)
    assert all(who in text for who in ("OFFICER-1", "AUTHORISER-1", "ACCOUNTANT-1"))


def test_since_today_nothing_has_changed(paid: Cli) -> None:
    today = small.today().isoformat()
    assert in_a_pipe(paid, "diff", "--since", today) == []
    said = paid.json("diff", "--since", today)
    assert (said["differences"], said["changes"]) == ([], [])


def test_what_could_act_on_a_terminal_becomes_visible(paid: Cli) -> None:
    with closing(sqlite3.connect(paid.db)) as connection:
        hostile = "\x1b]52;c;eA==\x07\u202eevil\ttab\nline"
        connection.execute('UPDATE "grant" SET title = ? WHERE code = ?', (hostile, "ALPHA"))
        connection.commit()
    assert not set(paid.run(*SINCE).output) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("diff",), "--since"),
        (("diff", "--since", "yesterday"), "2026-11-30"),
        (("diff", "--since-known", "2026-11-20T09:00+09:00"), "--since"),
        (("diff", "--since", YESTERDAY, "--since-known", "2026-11-20T09:00"), "+09:00"),
        (("diff", "--since", YESTERDAY, "--since-known", "2020-01-01"), "Nothing was recorded"),
        (("diff", "--since", YESTERDAY, "--since-known", "9999-12-31T23:59-14:00"), "+09:00"),
    ],
)
def test_a_position_that_is_none_is_told_what_fits(
    imported: Cli, words: tuple[str, ...], said: str
) -> None:
    found = imported.run(*words)
    assert found.exit_code == 2, found.output
    assert said in found.stderr
    assert found.stdout == ""

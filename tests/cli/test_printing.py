"""What is printed: stable columns in a pipe, JSON, hostile text made visible, tables that fit."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.cli.lists import JOURNAL_KEYS, QUEUE_KEYS
from portfolio.cli.outlook_list import OUTLOOK_KEYS
from portfolio.cli.portfolio_lists import GRANT_KEYS, PROGRAMME_KEYS, YEAR_KEYS
from tests.cli import small
from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

LISTS = {
    ("status",): GRANT_KEYS,
    ("status", "--by", "programme"): PROGRAMME_KEYS,
    ("status", "--by", "year"): YEAR_KEYS,
    ("queue",): QUEUE_KEYS,
    ("outlook",): OUTLOOK_KEYS,
    ("journal",): JOURNAL_KEYS,
    ("export", "--list"): ("name", "suffix", "purpose"),
}


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_a_list_in_a_pipe_has_the_same_columns_in_every_language(
    payable: Cli, words: tuple[str, ...]
) -> None:
    english, japanese = payable.run(*words), payable.run(*words, lang="ja")
    assert english.exit_code == 0, english.output
    assert english.stdout == japanese.stdout
    header, *rows = english.stdout.splitlines()
    assert tuple(header.split("\t")) == LISTS[words]
    assert rows
    assert {row.count("\t") for row in rows} == {header.count("\t")}


@pytest.mark.parametrize("words", [*LISTS, ("show", "ALPHA"), ("schema",), ("verify",)])
def test_reading_commands_print_json(payable: Cli, words: tuple[str, ...]) -> None:
    assert isinstance(payable.json(*words), dict)


def test_amounts_are_minor_units_days_are_iso_and_shares_are_fractions(payable: Cli) -> None:
    payable.does("propose", "ALPHA/I1", who="OFFICER-1")
    queue = payable.json("queue", "--role", "authorising-officer")["queue"]
    assert [(q["code"], q["money_minor"], q["currency"]) for q in queue] == [("P1", 400_000, "JPY")]
    assert queue[0]["since"] == small.today().isoformat()
    said = payable.json("explain", "ALPHA/I1")
    assert (said["share"], said["earned_minor"], said["payable_minor"]) == ("1/1", 400_000, 0)
    assert said["reasons"] == ["instalment exhausted"]
    assert {"reason", "effect", "subject", "facts", "evidence", "share", "sentence"} <= set(
        said["findings"][0]
    )
    year = next(y for y in payable.json("status")["years"] if y["programme"] == "RICH")
    assert (year["execution_rate"], year["left_minor"]) == ("0/1", 900_000)


def test_the_queue_says_who_handles_a_grant_and_who_may_not_do_what_waits(payable: Cli) -> None:
    payable.does("propose", "ALPHA/I1", who="PROPOSES-AND-CONFIRMS")
    payable.does(
        "assign", "ALPHA", "--role", "authorising-officer", "--to", "AUTHORISER-1",
        who="OFFICER-1",
    )  # fmt: skip
    words = ("queue", "--role", "authorising-officer")
    (line,) = payable.json(*words)["queue"]
    barred = ["PROPOSES-AND-CONFIRMS"]
    assert (line["assigned_to"], line["barred"]) == ("AUTHORISER-1", barred)
    header, row = payable.does(*words).splitlines()
    assert header.split("\t")[-2:] == ["assigned_to", "barred"]
    assert row.split("\t")[-2:] == ["AUTHORISER-1", *barred]
    assert "AUTHORISER-1" in payable.does("show", "ALPHA")


def test_the_queue_of_a_person_leaves_out_what_they_may_not_do_or_another_handles(
    payable: Cli,
) -> None:
    def acts(person: str) -> list[str]:
        return [line["act"] for line in payable.json("queue", "--person", person)["queue"]]

    both = "PROPOSES-AND-CONFIRMS"
    payable.does("propose", "ALPHA/I1", who=both)
    assert acts("AUTHORISER-1") == ["confirm"]
    assert "confirm" not in acts(both)
    payable.does(
        "assign", "ALPHA", "--role", "authorising-officer", "--to", both, who="OFFICER-1"
    )  # fmt: skip
    assert acts("AUTHORISER-1") == ["confirm"]  # who is barred from it does not keep it
    assert payable.run("queue", "--person", "NOBODY").exit_code == 2


def test_notes_are_printed_with_the_grant(payable: Cli) -> None:
    payable.does("note", "ALPHA/M1", "Seen on site [b]", who="ASSESSOR-1")
    payable.does("note", "ALPHA", "Letter asked for", who="OFFICER-1")
    notes = payable.json("show", "ALPHA")["notes"]
    assert [(n["subject"], n["actor"], n["reason"]) for n in notes] == [
        ("ALPHA", "OFFICER-1", "Letter asked for"),
        ("ALPHA/M1", "ASSESSOR-1", "Seen on site [b]"),
    ]
    page = payable.does("show", "ALPHA")
    assert "Notes" in page
    assert "Seen on site [b]" in page
    assert "備考" in payable.does("--lang", "ja", "show", "ALPHA")


def test_a_note_needs_its_text_and_an_assignment_one_person_or_nobody(payable: Cli) -> None:
    assert payable.run("note", "ALPHA").exit_code == 2
    for words in ((), ("--to", "ASSESSOR-1", "--nobody")):
        said = payable.run("assign", "ALPHA", "--role", "assessor", *words, who="OFFICER-1")
        assert said.exit_code == 2
        assert "--nobody" in said.stderr


def test_markup_in_a_title_is_printed_as_it_is(payable: Cli) -> None:
    for words in (("status",), ("show", "ALPHA")):
        assert small.HOSTILE in payable.does(*words)
    assert payable.json("show", "ALPHA")["grant"]["title"] == small.HOSTILE


def test_what_could_act_on_a_terminal_becomes_visible(payable: Cli) -> None:
    connection = sqlite3.connect(payable.db)
    hostile = "\x1b]52;c;eA==\x07\x9b31m\u202eevil\ttab\nline"
    connection.execute('UPDATE "grant" SET title = ? WHERE code = ?', (hostile, "ALPHA"))
    connection.execute('UPDATE milestone SET title = ? WHERE "grant" = ?', (hostile, "ALPHA"))
    connection.commit()
    connection.close()
    for words in (("status",), ("queue",), ("show", "ALPHA"), ("verify",)):
        out = payable.run(*words).output
        assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e"}, words
    assert "\\x1b]52;c;eA==\\x07\\x9b31m\\u202eevil\\x09tab\\x0aline" in payable.does("status")


def on_a_terminal(
    *words: str, columns: int, answer: str = "", lang: str = "en"
) -> tuple[int, list[str]]:
    """Run the command line on a terminal of so many columns; return exit code and lines."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    env.pop("COLUMNS", None)
    with subprocess.Popen(
        [sys.executable, "-m", "portfolio.cli", "--lang", lang, *words],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=env,
    ) as process:  # fmt: skip
        os.close(theirs)
        os.write(ours, answer.encode())
        said = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # the other end has closed
                break
            if not piece:
                break
            said += piece
        os.close(ours)
        code = process.wait(timeout=60)
    return code, said.decode().replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize(("columns", "lang"), [(80, "ja"), (40, "en")])
def test_a_table_on_a_terminal_fits_it(payable: Cli, columns: int, lang: str) -> None:
    code, lines = on_a_terminal(
        "--db", str(payable.db), "show", "ALPHA", columns=columns, lang=lang
    )
    assert code == 0
    assert max(cell_len(line) for line in lines) <= columns
    assert any("I1" in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_an_import_on_a_terminal_asks_and_takes_no_for_an_answer(
    imported: Cli, tmp_path: Path
) -> None:
    more = small.grants()
    more["grants"] = [small.grant("DELTA", "RICH", title="Delta")]
    file = tmp_path / "more.json"
    file.write_text(json.dumps(more), encoding="utf-8")
    words = ("--db", str(imported.db), "--as", "OFFICER-1", "import", str(file))
    code, lines = on_a_terminal(*words, columns=80, answer="n\n")
    assert code == 0
    text = "\n".join(lines)
    assert "DELTA" in text
    assert "Import this?" in text
    assert "Nothing was saved." in text
    assert imported.json("show", "DELTA", code=2)["error"] == "not found"
    code, lines = on_a_terminal(*words, columns=80, answer="y\n")
    assert code == 0
    assert any("Saved." in line for line in lines)
    assert imported.json("show", "DELTA")["grant"]["code"] == "DELTA"

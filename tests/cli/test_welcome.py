"""Plain ``portfolio`` where there is none: the welcome on a terminal, the error in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ALTERNATE_SCREEN, on_a_terminal, shell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lang", "opening", "until"),
    [
        ("en", "Opening the portfolio ...", "Begin a portfolio here"),
        ("ja", "台帳を開いています…", "ここに台帳を開設する"),
    ],
)
def test_what_goes_on_is_said_at_once_and_taken_back_before_the_screens(
    tmp_path: Path, lang: str, opening: str, until: str
) -> None:
    _, said = on_a_terminal("--db", str(tmp_path / "my.db"), "--lang", lang, until=until)
    before, _, _ = said.partition(ALTERNATE_SCREEN)
    assert before == f"{opening}\r\x1b[K"


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "Begin a portfolio here"), ("ja", "ここに台帳を開設する")]
)
def test_on_a_terminal_it_welcomes_and_leaves_nothing_behind(
    tmp_path: Path, lang: str, says: str
) -> None:
    path = tmp_path / "my.db"
    code, said = on_a_terminal("--db", str(path), "--lang", lang, until=says)
    assert code == 0
    assert "Traceback" not in said
    assert not path.exists()


@pytest.mark.parametrize("words", [(), ("review",), ("queue",)])
def test_in_a_pipe_the_error_is_what_it_was(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "my.db"
    done = shell("--db", str(path), *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert " ".join(done.stderr.split()) == (
        f"There is no portfolio at {path}: begin one with 'portfolio init', or try "
        "'portfolio demo'."
    )
    assert not path.exists()


def test_who_asks_for_the_past_or_another_desk_gets_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    for words in (("--as-of", "2026-01-01"), ("--as", "OFFICER-1")):
        code, said = on_a_terminal("--db", str(path), *words, until="There is no portfolio at")
        assert code == 2
        assert "begin one with 'portfolio init'" in " ".join(said.split())

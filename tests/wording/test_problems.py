"""What is wrong in a file is said with its place, in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import portfolio
from portfolio.domain.errors import Invalid, Problem
from portfolio.domain.money import parse_minor
from portfolio.wording import Language, problem, unfit_value
from portfolio.wording.problems import JAPANESE_PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator

JAPANESE = Language.JAPANESE


def found(value: str, why: str, remedy: str) -> Problem:
    return Problem(
        file="grants.json", place="grants[0].award[1].amount", value=value, why=why, remedy=remedy
    )


def test_a_problem_names_place_value_why_and_remedy() -> None:
    here = found("12x", "is not an amount", "write digits only, such as 802500000000")
    assert problem(here) == (
        "grants.json, grants[0].award[1].amount: '12x' is not an amount; "
        "write digits only, such as 802500000000."
    )
    assert problem(here, JAPANESE) == (
        "grants.json, grants[0].award[1].amount：「12x」は金額ではありません。"
        "802500000000のように数字だけで記入してください。"
    )


def test_where_there_is_no_value_none_is_shown() -> None:
    here = found("", "is missing", "write this field")
    assert problem(here) == (
        "grants.json, grants[0].award[1].amount: is missing; write this field."
    )
    assert problem(here, JAPANESE).endswith("：記入がありません。この項目を記入してください。")


def test_what_a_phrase_mentions_is_kept() -> None:
    here = found("1.234", "has a fraction smaller than the minor unit of USD", "give {} and \\1")
    assert "USDの最小単位より小さい端数があります" in problem(here, JAPANESE)
    assert problem(here, JAPANESE).endswith("give {} and \\1。")
    level = found("11", "is not a TRL level", "give 1 to 9")
    assert problem(level, JAPANESE).endswith(
        "「11」はTRLの段階ではありません。1から9までで指定してください。"
    )


def test_an_exact_phrase_is_preferred_to_one_with_gaps() -> None:
    one = problem(found("13", "is not a month", "give 1 to 12"), JAPANESE)
    assert one.endswith("1から12までで指定してください。")
    assert JAPANESE_PHRASES["give 1"] in problem(found("2", "is empty", "give 1"), JAPANESE)


def test_words_of_other_origin_are_shown_as_they_came() -> None:
    here = found("x", "puzzles the reader", "ask")
    assert problem(here, JAPANESE).endswith("「x」 puzzles the reader。ask。")


def test_a_sentence_is_not_joined_to_the_value() -> None:
    here = found("F/I1", "I1 names no readiness milestone.", "A grant officer names one.")
    assert problem(here) == (
        "grants.json, grants[0].award[1].amount: I1 names no readiness milestone. "
        "A grant officer names one."
    )


def test_a_problem_of_the_whole_file_has_no_place() -> None:
    whole = Problem(file="a.json", place="", value="", why="is not UTF-8", remedy="save it")
    assert problem(whole) == "a.json: is not UTF-8; save it."


def test_an_unfit_value_is_said_like_a_problem() -> None:
    with pytest.raises(Invalid) as caught:
        parse_minor("amount", "{x}", "JPY")
    assert unfit_value(caught.value).startswith("amount: '{x}' is not an amount; ")
    assert unfit_value(caught.value, JAPANESE).startswith("amount：「{x}」は金額ではありません。")


_BEFORE = {"Invalid": 2, "_problem": 2, "_Unreadable": 1, "noted": 1, "._problem": 3}
"""How many arguments stand before why and remedy, by what is called."""


def phrases() -> Iterator[str]:
    """Yield every why and remedy written in the program, with {} where a value is put in."""
    root = Path(portfolio.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _said_in(node, node.func.id)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from _said_in(node, f".{node.func.attr}")


def _said_in(call: ast.Call, name: str) -> Iterator[str]:
    said: list[ast.expr] = []
    if name in _BEFORE:
        said = call.args[_BEFORE[name] :]
    elif name == "Problem":
        said = [k.value for k in call.keywords if k.arg in ("why", "remedy")]
    for each in said:
        if isinstance(each, ast.Constant):
            yield str(each.value)
        elif isinstance(each, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in each.values
            )


def test_every_phrase_of_the_program_has_its_japanese() -> None:
    known = set(JAPANESE_PHRASES)
    assert sorted(set(phrases()) - known) == []


@pytest.mark.parametrize("english", JAPANESE_PHRASES)
def test_every_phrase_keeps_its_gaps(english: str) -> None:
    japanese = JAPANESE_PHRASES[english]
    assert english.count("{}") == japanese.count("{}")
    assert re.search("[぀-ヿ一-鿿]", japanese)
    filled = english.replace("{}", "7")
    shown = problem(found("x", filled, "ask"), JAPANESE)
    assert japanese.replace("{}", "7") in shown

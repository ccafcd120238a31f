"""What the guides and the front pages tell people to press and to type is there to be pressed."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from typer.main import get_command

from portfolio.cli.main import app
from tui.actions import ACTIONS

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = (DOCS / "GUIDE.md", DOCS / "GUIDE.ja.md")
FRONT = (DOCS.parent / "README.md", DOCS.parent / "README.ja.md")
OF_FILTERS = {"!"}
"""Signs that are typed in a filter, and are no keys."""

SPELT = {
    "/": "slash", "[": "left_square_bracket", "]": "right_square_bracket", ":": "colon",
    "?": "question_mark", "*": "asterisk", "esc": "escape",
}  # fmt: skip


def named(page: Path, pattern: str) -> set[str]:
    return set(re.findall(pattern, page.read_text(encoding="utf-8")))


def keys_in(page: Path) -> set[str]:
    """Return what looks like a key: one character, a function key, or one with ctrl."""
    marked = named(page, r"`((?:ctrl\+|shift\+)?(?:[!-_a-~]|F\d+|esc|enter|space))`")
    return {SPELT.get(key, key.lower() if key.startswith("F") else key) for key in marked}


def commands_in(page: Path) -> set[str]:
    """Return what stands after the program's name in code, beyond options with their value."""
    text = re.sub(r"#.*", "", page.read_text(encoding="utf-8"))
    code = re.findall(r"```\n.*?```|`[^`\n]+`", text, re.DOTALL)
    called = r"\bportfolio(?: --(?:db|lang|as) \S+)* ([a-z][a-z-]*)\b"
    return set(chain.from_iterable(re.findall(called, each) for each in code))


@pytest.mark.parametrize("page", [*GUIDES, *FRONT], ids=lambda p: p.name)
def test_every_key_that_is_named_is_a_key(page: Path) -> None:
    known = {key.lower() if len(key) > 1 else key for each in ACTIONS for key in each.keys}
    assert keys_in(page) - OF_FILTERS <= known


@pytest.mark.parametrize("page", [*GUIDES, *FRONT], ids=lambda p: p.name)
def test_every_command_that_is_named_is_a_command(page: Path) -> None:
    known = set(getattr(get_command(app), "commands", ()))
    called = commands_in(page)
    assert called
    assert called <= known


@pytest.mark.parametrize("pair", [GUIDES, FRONT], ids=lambda p: p[0].name)
def test_both_languages_tell_the_same(pair: tuple[Path, Path]) -> None:
    english, japanese = pair
    assert keys_in(english) == keys_in(japanese)
    headings = [
        len(re.findall(r"^#+ ", each.read_text(encoding="utf-8"), re.MULTILINE)) for each in pair
    ]
    assert headings[0] == headings[1]
    rows = [
        len(re.findall(r"^\|", each.read_text(encoding="utf-8"), re.MULTILINE)) for each in pair
    ]
    assert rows[0] == rows[1]


def test_the_guides_name_what_one_needs_every_day() -> None:
    every_day = {"d", "w", "a", "D", "slash", "question_mark"}
    assert every_day <= set(chain.from_iterable(keys_in(each) for each in GUIDES[:1]))

"""Errors without findings, and what verification finds, are said in Japanese too."""

from __future__ import annotations

import ast
import itertools
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

import portfolio
from portfolio.domain.errors import Invalid, NotFound, PortfolioError
from portfolio.domain.money import parse_minor
from portfolio.exchange.writing import NotWritten, put_file
from portfolio.services.office import MayNotActAs, NobodyKnown, open_office
from portfolio.services.verify import verify_at
from portfolio.store.engine import check_database, database_at
from portfolio.wording import Language, broken, trouble
from portfolio.wording.phrases import Phrases
from portfolio.wording.troubles import JAPANESE_TROUBLES
from tests.conftest import NOW, make_small

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JAPANESE = Language.JAPANESE
ROOT = Path(portfolio.__file__).parent
SOURCES = sorted([*ROOT.rglob("*.py"), *(ROOT.parent / "tui").rglob("*.py")])
PLAIN = Phrases(JAPANESE_TROUBLES, {"k": str, "a": str})

# What is said in words of its own: findings, and what is wrong with a value.
SAID_ELSEWHERE = {"Invalid", "Refused", "CaseChanged"}

# Where a text stands in the calls that make one, and in functions that return one.
PLACES = {"NotWritten": (1, 2), "_note": (3,), "_of_the_file": (0,), "_of_the_schema": (1,)}
RETURNS = {"journal_mode_for": 1}
COLLECTS = {"damage"}

# Errors that make their text of what they are given.
COMPOSED = {"NotFound", "StreamMoved", "FileProblems"}


def phrases() -> Iterator[str]:
    """Yield every trouble written in the program, with {} where a value is put in."""
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in SOURCES]
    classes = _error_classes(trees)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                for said in _said_in(node, classes):
                    yield from (t for t in texts(said, _assigned(node)) if t.strip("{}"))
            if isinstance(node, ast.ClassDef) and node.name in classes:
                yield from _said_by_init(node)


def _error_classes(trees: Iterable[ast.AST]) -> set[str]:
    found = {"PortfolioError"}
    nodes = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    for _ in range(3):
        found |= {n.name for n in nodes if any(ast.unparse(b) in found for b in n.bases)}
    return found - SAID_ELSEWHERE


def _said_by_init(node: ast.ClassDef) -> Iterator[str]:
    for init in node.body:
        if isinstance(init, ast.FunctionDef):
            for call in ast.walk(init):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    yield from texts(call.args[0], _assigned(init))


def _said_in(function: ast.FunctionDef, classes: set[str]) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = (
                node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            )
            if name in PLACES:
                yield from (node.args[i] for i in PLACES[name])
            elif name in classes - COMPOSED or (name == "append" and function.name in COLLECTS):
                yield node.args[0]
        elif isinstance(node, ast.Return) and function.name in RETURNS:
            assert isinstance(node.value, ast.Tuple)
            yield node.value.elts[RETURNS[function.name]]


def _assigned(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def texts(said: ast.expr, assigned: dict[str, list[ast.expr]]) -> list[str]:
    """Return every text that an expression can make; {} is what cannot be told from the source."""

    def of(many: Iterable[ast.expr]) -> list[str]:
        return [text for each in many for text in texts(each, assigned)]

    found = ["{}"]
    match said:
        case ast.Constant(value=value):
            found = [value] if isinstance(value, str) else []
        case ast.FormattedValue(value=ast.Name() as value):
            found = of([value])
        case ast.JoinedStr(values=parts):
            found = _joined(of([part]) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            found = _joined(of([side]) for side in (left, right))
        case ast.IfExp(body=body, orelse=orelse):
            found = of((body, orelse))
        case ast.Dict(values=values) | ast.BoolOp(values=values):
            found = of(values)
        case ast.Call(func=ast.Attribute(attr="get", value=table), args=args):
            found = of((table, args[-1]))
        case ast.Name(id=name) if name in assigned:
            others = {key: value for key, value in assigned.items() if key != name}
            found = [text for each in assigned[name] for text in texts(each, others)]
    return found


def _joined(parts: Iterable[list[str]]) -> list[str]:
    return ["".join(each) for each in itertools.product(*parts)]


def test_the_source_is_read_as_far_as_it_can_be() -> None:
    found = set(phrases())
    assert len(found) > 50
    assert "there is no {} {}" in found
    assert "was altered: it does not have the hash it bears" in found
    assert "free space there or name another folder, and try again" in found


def test_every_trouble_of_the_program_has_its_japanese() -> None:
    unsaid = [p for p in set(phrases()) if PLAIN.japanese(p.replace("{}", "7")) is None]
    assert sorted(unsaid) == []


def test_no_japanese_is_left_without_its_trouble() -> None:
    assert sorted(set(JAPANESE_TROUBLES) - set(phrases())) == []


@pytest.mark.parametrize("english", JAPANESE_TROUBLES)
def test_every_trouble_keeps_its_gaps(english: str) -> None:
    values = [f"<{n}>" for n in range(english.count("{}"))]
    parts = [gap for _, gap, _, _ in Formatter().parse(JAPANESE_TROUBLES[english])]
    assert len([gap for gap in parts if gap is not None]) == len(values)
    said = PLAIN.japanese(english.replace("{}", "%s") % tuple(values))
    assert said == PLAIN.filled(english, *values)
    assert all(said.count(value) == 1 for value in values)
    assert re.search("[぀-ヿ一-鿿]", said)
    assert not said.endswith("。")


def english_words(text: str, *, kept: Iterable[str]) -> list[str]:
    """Return the Latin words that are left in a text, without what may be kept."""
    for each in sorted(kept, key=len, reverse=True):
        text = text.replace(each, "")
    return re.findall("[A-Za-z]{2,}", text)


def raised(error: pytest.ExceptionInfo[PortfolioError], *kept: str) -> str:
    """Return the Japanese of an error, which leaves no English but what may be kept."""
    assert trouble(error.value) == str(error.value)
    said = trouble(error.value, JAPANESE)
    assert english_words(said, kept=kept) == []
    return said


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    make_small(path)
    return path


def test_a_database_that_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with pytest.raises(PortfolioError) as missing:
        check_database(database_at(path))
    assert raised(missing, str(path), "portfolio init", "portfolio demo") == (
        f"{path}に台帳がありません。'portfolio init'で開設するか、'portfolio demo'をお試しください"
    )
    path.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(PortfolioError) as damaged:
        check_database(database_at(path))
    assert "破損しているか" in raised(damaged, str(path), "file is not a database")


def test_what_is_not_there_is_named_with_what_looks_like_it(record: Path) -> None:
    office = open_office(record, clock=lambda: NOW, login="tester", acts_as="AUTHORISER-9")
    with pytest.raises(NotFound) as nobody:
        office.person()
    assert nobody.value.near
    said = raised(nobody, "AUTHORISER-9", *nobody.value.near)
    assert said.startswith("担当者「AUTHORISER-9」はありません。近いものは")
    assert trouble(NotFound("technology element", "ALPHA/E 9"), JAPANESE) == (
        "技術要素「ALPHA/E 9」はありません"
    )


def test_who_may_not_act(record: Path) -> None:
    with pytest.raises(NobodyKnown) as stranger:
        open_office(record, clock=lambda: NOW, login="grant").person()
    said = raised(stranger, "grant", "portfolio people login CODE", "--as CODE")
    assert said.startswith("ログインgrantの担当者は登録されていません。")
    other = MayNotActAs(
        "login a may not act as B-1: everybody acts under their own login; "
        "acting as another is possible in a demonstration only"
    )
    assert trouble(other, JAPANESE).startswith("ログインaはB-1として手続できません。")


def test_a_file_that_cannot_be_written_says_why_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as folder:
        put_file(tmp_path, Path.touch)
    assert raised(folder, str(tmp_path)) == (
        f"{tmp_path}に書き込めませんでした（フォルダーです）。ファイルを指定してください。"
        "元の内容は変更されていません"
    )


def test_values_may_change_places_and_acts_have_their_words() -> None:
    moved = PortfolioError(
        "ALPHA has moved on since you looked: you saw entry 7, now it has 9, the last by "
        "OFFICER-2: send back ALPHA/P1. Nothing was saved; look again and decide anew"
    )
    assert "（最新はALPHA/P1の差戻し、OFFICER-2）" in trouble(moved, JAPANESE)


def test_values_and_words_of_other_origin_are_shown_as_they_came() -> None:
    assert trouble(PortfolioError("puzzles {0} the reader"), JAPANESE) == "puzzles {0} the reader"
    with pytest.raises(Invalid) as caught:
        parse_minor("amount", "{x}", "JPY")
    assert trouble(caught.value, JAPANESE).startswith("amount：「{x}」は金額ではありません。")


BREAKS = (
    (
        "UPDATE journal SET reason = 'x' WHERE stream = 'grant/ALPHA' AND seq = 1",
        "grant/ALPHA（記録番号1）：",
        "改変されています。ハッシュ値が合いません",
    ),
    (
        "UPDATE \"grant\" SET title = 'x'",
        "grant/ALPHA：ALPHA：",
        "grant.titleは'x'ですが、台帳では",
    ),
    (
        "UPDATE programme SET paid_minor = 7",
        "programme/",
        "programme.paid_minorの集計値は7ですが、再計算では0になります",
    ),
    ('DROP INDEX "{index}"', "データベース構造：index ", "ありません"),
)


@pytest.mark.parametrize(("statement", "place", "what"), BREAKS)
def test_what_does_not_hold_is_said_in_japanese(
    record: Path, tmp_path: Path, statement: str, place: str, what: str
) -> None:
    path = tmp_path / "altered.db"
    shutil.copy(record, path)
    with closing(sqlite3.connect(path)) as connection:
        schema = connection.execute(
            "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
        for kind, name in schema:
            if kind == "trigger":
                connection.execute(f'DROP TRIGGER "{name}"')
        index = next(name for kind, name in schema if kind == "index")
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute(statement.replace("{index}", index))
        connection.commit()
    said = [broken(each, JAPANESE) for each in verify_at(path).broken]
    assert any(place in line and what in line for line in said), said
    assert any(line.startswith("データベース構造：trigger ") for line in said)
    assert str(verify_at(path).broken[0]) == broken(verify_at(path).broken[0])


def test_a_file_that_is_no_portfolio_is_said_in_japanese(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE x (y)")
    [found] = verify_at(path).broken
    assert broken(found, JAPANESE) == (
        f"ファイル：データベースファイル：{path}は他のプログラムのデータベースです。"
        "何も変更されていません"
    )

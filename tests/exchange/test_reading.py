"""Reading a portfolio file: everything wrong is said at once, with place, value, why and remedy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.document import PortfolioIn
from portfolio.exchange.reading import read_file, read_text
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL = FIXTURES / "small" / "portfolio.json"


def problems(text: str) -> list[Problem]:
    with pytest.raises(FileProblems) as caught:
        read_text("file.json", text)
    return list(caught.value.problems)


def found_in(text: str) -> tuple[Problem, ...]:
    """Return what is wrong in a text; nothing where it can be read."""
    try:
        read_text("file.json", text)
    except FileProblems as found:
        return found.problems
    return ()


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    change(document)
    return json.dumps(document)


def test_the_fixtures_follow_the_published_schema() -> None:
    schema = PortfolioIn.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in (SMALL, *sorted((FIXTURES / "japan").glob("*.json"))):
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)
        assert read_file(path).name == path.name


@pytest.mark.parametrize(
    ("change", "place", "why"),
    [
        (lambda d: d["grants"][0].pop("title"), "grants[0].title", "is missing"),
        (lambda d: d["grants"][0].update(titel="x"), "grants[0].titel", "not a field"),
        (
            lambda d: d["grants"][0]["instalments"][1].update(amount_minor=0),
            "grants[0].instalments[1].amount", "is below 1",
        ),
        (
            lambda d: d["grants"][0]["instalments"][1].update(amount_minor=1.5),
            "grants[0].instalments[1].amount_minor", "does not fit",
        ),
        (
            lambda d: d["grants"][0]["instalments"][1].update(amount_minor="400000"),
            "grants[0].instalments[1].amount_minor", "does not fit",
        ),
        (
            lambda d: d["grants"][0]["milestones"][0].update(due_on="2026-02-30"),
            "grants[0].milestones[0].due_on", "does not fit",
        ),
        (
            lambda d: d["grants"][0]["milestones"][0].update(due_on="0026-02-20"),
            "grants[0].milestones[0].due_on", "is outside 1990-2199",
        ),
        (
            lambda d: d["grants"][0].update(title="\x1b]52;c;x\x07"),
            "grants[0].title", "invisible character U+001B",
        ),
        (
            lambda d: d["grants"][0].update(title="pay\u202eout"),
            "grants[0].title", "invisible character U+202E",
        ),
        (lambda d: d["programmes"][0].update(currency="XYZ"), "programmes[0].currency", "known"),
        (
            lambda d: d["grants"][0]["members"][0].update(corporate_number="1234567890123"),
            "grants[0].members[0].corporate_number", "check digit",
        ),
        (lambda d: d["grants"][0].update(code="\uff21\uff2c"), "grants[0].code", "does not fit"),
        (lambda d: d.update(format="other/1"), "format", "does not fit"),
    ],
)  # fmt: skip
def test_a_problem_names_its_place_its_reason_and_its_remedy(
    change: Callable[[dict[str, Any]], object], place: str, why: str
) -> None:
    (problem,) = problems(changed(change))
    assert problem.place == place
    assert why in problem.why
    assert problem.remedy
    assert problem.file == "file.json"


def test_all_problems_of_a_file_are_said_at_once() -> None:
    def spoil(document: dict[str, Any]) -> None:
        for grant in document["grants"]:
            grant["starts_on"] = "2199-01-01"
            grant["members"][0]["country"] = "Japan"

    assert {p.place for p in problems(changed(spoil))} == {
        "grants[0].ends_on", "grants[0].members[0].country",
        "grants[1].ends_on", "grants[1].members[0].country",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not JSON"),
        ("[]", "does not fit"),
        ('{"format": "subsidy-milestone-portfolio/1",', "is not JSON"),
        ('{"format": 1, "format": 2}', "is not allowed here"),
        ('{"format": NaN}', "is not allowed here"),
        ("[" * 100_000, "is deeper"),
    ],
)
def test_what_other_readers_take_in_silence_is_a_problem(text: str, why: str) -> None:
    assert any(why in p.why for p in problems(text))


def test_a_file_that_cannot_be_read_is_a_problem_too(tmp_path: Path) -> None:
    for path, why in (
        (tmp_path / "missing.json", "is not a file"),
        (tmp_path, "is not a file"),
    ):
        with pytest.raises(FileProblems) as caught:
            read_file(path)
        assert why in caught.value.problems[0].why
    latin = tmp_path / "latin.json"
    latin.write_bytes('{"format": "é"}'.encode("latin-1"))
    with pytest.raises(FileProblems) as caught:
        read_file(latin)
    assert "is not UTF-8" in caught.value.problems[0].why


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.dates().map(str),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    ),
    st.sampled_from(["people", "programmes", "grants", "history"]),
)
def test_no_content_whatever_ends_in_a_traceback(content: object, where: str) -> None:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    document[where] = content
    assert all(p.why and p.remedy for p in found_in(json.dumps(document)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_in_any_place_ends_in_a_traceback(data: st.DataObject) -> None:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    place: Any = document["grants"][data.draw(st.integers(0, 1))]
    while True:
        keys = list(range(len(place))) if isinstance(place, list) else sorted(place)
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], list | dict) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(
        st.none()
        | st.integers()
        | st.text()
        | st.floats(allow_nan=False)
        | st.just([])
        | st.just({})
    )
    assert all(p.place and p.why for p in found_in(json.dumps(document)))

"""Reading a portfolio file: everything wrong is said at once, with place, value, why and remedy."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.basis import Basis
from portfolio.domain.covenant import CovenantKind
from portfolio.domain.errors import FileProblems, Problem
from portfolio.domain.policies import Bearing
from portfolio.domain.terms import TermName
from portfolio.exchange.document import PortfolioIn
from portfolio.exchange.reading import read_file, read_text
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL = FIXTURES / "small" / "portfolio.json"
SOURCED = {"source": "illustrative: for tests", "basis": "illustrative"}
CO_FUNDING = {
    "code": "F1", "member": "LEAD", "title": "Private money", "promised_minor": 500_000,
    "due_on": "2027-03-31", **SOURCED,
}  # fmt: skip
COVENANT = {
    "code": "V1", "member": "LEAD", "kind": "continued production", "title": "Ten years",
    "starts_on": "2028-03-31", "until_on": "2038-03-31", **SOURCED,
}  # fmt: skip
HELD = {"act": "hold", "on": "2026-11-01", "by": "OFFICER-1", "grant": "ALPHA", "reason": "x"}


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
            "grants[0].instalments[1].amount_minor", "is below 1",
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
        (
            lambda d: d["grants"][0]["milestones"][0].update(due_on=1_800_000_000),
            "grants[0].milestones[0].due_on", "write year-month-day",
        ),
        (
            lambda d: d["grants"][0]["members"][0].update(share="\uff11"),
            "grants[0].members[0].share", "does not fit",
        ),
        (
            lambda d: d["grants"][0]["milestones"][0]["criteria"][0].update(baseline="1000000"),
            "grants[0].milestones[0].criteria[0].baseline", "is no start on the way",
        ),
        (
            lambda d: d["programmes"][0]["terms"][0].update(name="cure weeks"),
            "programmes[0].terms[0].name", "does not fit",
        ),
        (
            lambda d: d["programmes"][0]["terms"][0].update(value=6),
            "programmes[0].terms[0].value", "does not fit",
        ),
        (
            lambda d: d["programmes"][0]["terms"][0].update(value="six"),
            "programmes[0].terms[0].value", "is not a whole number",
        ),
        (
            lambda d: d["programmes"][0]["terms"][0].pop("source"),
            "programmes[0].terms[0].source", "is missing",
        ),
        (
            lambda d: d["programmes"][0]["terms"][0].update(from_on="1066-10-14"),
            "programmes[0].terms[0].from_on", "is outside 1990-2199",
        ),
        (
            lambda d: d["grants"][0]["instalments"][0].update(
                terms=[{"name": "bands", "value": "0:1 50:1/2", "reason": "x"}]
            ),
            "grants[0].instalments[0].terms[0].value", "does not rise",
        ),
        (
            lambda d: d["grants"][0]["instalments"][0]["milestones"][0].update(coefficient="101"),
            "grants[0].instalments[0].milestones[0].coefficient", "is not above 0 and at most 100",
        ),
        (
            lambda d: d["grants"][0]["instalments"][0]["reskilling"][0].update(bearing="floats"),
            "grants[0].instalments[0].reskilling[0].bearing", "does not fit",
        ),
        (
            lambda d: d["grants"][0]["instalments"][0].update(
                funding=[{"co_funding": "F1", "raised_minor": 0}]
            ),
            "grants[0].instalments[0].funding[0].raised_minor", "is below 1",
        ),
        (
            lambda d: d["grants"][0].update(co_funding=[CO_FUNDING | {"promised_minor": 0}]),
            "grants[0].co_funding[0].promised_minor", "is below 1",
        ),
        (
            lambda d: d["grants"][0].update(covenants=[COVENANT | {"until_on": "2028-03-31"}]),
            "grants[0].covenants[0].until_on", "is not after the start",
        ),
        (
            lambda d: d["grants"][0].update(covenants=[COVENANT | {"kind": "good behaviour"}]),
            "grants[0].covenants[0].kind", "does not fit",
        ),
        (
            lambda d: d.update(history=[HELD | {"reasons": "x"}]),
            "history[0].reasons", "is not a field",
        ),
        (
            lambda d: d.update(history=[HELD | {"act": "find met"}]),
            "history[0].act", "is no act",
        ),
        (lambda d: d.update(history=[HELD | {"act": 7}]), "history[0].act", "is no act"),
        (lambda d: d.update(history=[HELD | {"on": 0}]), "history[0].on", "write year-month-day"),
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


def test_what_is_agreed_about_a_grant_is_read_whole() -> None:
    def agree(document: dict[str, Any]) -> None:
        grant = document["grants"][0]
        grant.update(co_funding=[CO_FUNDING], covenants=[COVENANT])
        grant["milestones"][0]["criteria"][0]["baseline"] = "0.5"
        first = grant["instalments"][0]
        first.update(
            policy="unit value", policy_reason="counted by items",
            funding=[{"co_funding": "F1", "raised_minor": 250_000, "bearing": "scales"}],
            terms=[{"name": "items", "value": "191", "reason": "so many were agreed"}],
        )  # fmt: skip
        first["milestones"][0].update(bearing="gates", coefficient="1.5")
        first["reskilling"][0].update(bearing="scales", coefficient="3/4")

    text = changed(agree)
    jsonschema.validate(json.loads(text), PortfolioIn.model_json_schema())
    read = read_text("file.json", text)
    file = read.grants[0]
    assert [f.promised_minor for f in file.co_fundings] == [500_000]
    assert [c.kind for c in file.covenants] == [CovenantKind.PRODUCTION]
    assert [(c.raised_minor, c.bearing) for c in file.funding_conditions] == [
        (250_000, Bearing.SCALES)
    ]
    assert [(t.instalment, t.name, t.value) for t in file.instalment_terms] == [
        ("I1", TermName.ITEMS, "191")
    ]
    milestone, people = file.milestone_conditions[0], file.reskilling_conditions[0]
    assert (milestone.bearing, milestone.coefficient) == (Bearing.GATES, Fraction(3, 2))
    assert (people.bearing, people.coefficient) == (Bearing.SCALES, Fraction(3, 4))
    assert file.criteria[0].baseline == Decimal("0.5")
    assert read.place_of("grants[0]", "ALPHA/F1") == "grants[0].co_funding[0]"
    assert read.place_of("grants[0]", "ALPHA/V1") == "grants[0].covenants[0]"
    assert read.place_of("grants[0]", "ALPHA/I1/items") == "grants[0].instalments[0].terms[0]"
    assert read.place_of("grants[1]", "ALPHA/F1") == "grants[1]"


def test_a_grant_whose_award_is_not_decided_can_be_read() -> None:
    read = read_text("file.json", changed(lambda d: d["grants"][0].update(award=[])))
    assert read.grants[0].awards == ()


def test_every_programme_of_the_demonstration_says_its_terms_and_none_looks_public() -> None:
    programmes = read_file(FIXTURES / "japan" / "20-programmes.json").programmes
    assert len(programmes) == 7
    for each in programmes:
        assert {t.basis for t in each.terms} <= {Basis.ILLUSTRATIVE, Basis.DERIVED}
        assert {t.name for t in each.terms} >= {
            TermName.CURE_MONTHS, TermName.WAIVER_MONTHS, TermName.RECOVERY_DAYS,
            TermName.INTEREST_RATE, TermName.INTEREST_YEAR_DAYS,
        }  # fmt: skip


def test_a_term_is_known_by_its_name_and_version() -> None:
    later = {"name": "cure months", "number": 2, "value": "3", "from_on": "2027-04-01", **SOURCED}
    read = read_text("file.json", changed(lambda d: d["programmes"][0]["terms"].append(later)))
    (tiny,) = read.programmes
    cure = [t for t in tiny.terms if t.name is TermName.CURE_MONTHS]
    assert [(t.number, t.value, t.basis) for t in cure] == [
        (1, "6", Basis.ILLUSTRATIVE), (2, "3", Basis.ILLUSTRATIVE),
    ]  # fmt: skip
    last = f"programmes[0].terms[{len(tiny.terms) - 1}]"
    assert read.place_of("programmes[0]", "TINY/cure months/2") == last


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
        (tmp_path, "holds no table of a plan"),
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

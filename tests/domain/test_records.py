"""Records: one form as a row for every kind, there and back; and values no record may have."""

from __future__ import annotations

import string
import types
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from portfolio.domain.acts.table import decide
from portfolio.domain.basis import Basis
from portfolio.domain.charter import Charter
from portfolio.domain.errors import (
    FileProblems,
    Invalid,
    NotFound,
    PortfolioError,
    Problem,
    Refused,
)
from portfolio.domain.finding import refuses, satisfies
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.people import Person
from portfolio.domain.period import EARLIEST, LATEST
from portfolio.domain.policies import PolicyName
from portfolio.domain.programme import Programme
from portfolio.domain.readiness import Scale, TechnologyElement, weakest
from portfolio.domain.reason import Reason
from portfolio.domain.record import (
    from_row,
    image_of,
    key_fields,
    key_of,
    kind_of,
    to_row,
    type_of_kind,
)
from portfolio.domain.terms import TermName
from portfolio.domain.text import is_unfit
from tests.domain.builders import GRANT, Story, grant_file, programme_file, reasons, ripe

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LETTERS = string.ascii_letters + "ÅéßΩж円額年度ガﾊ " + "'\"<>[]{}=+-@;,\\/%"
texts = st.text(LETTERS, min_size=1, max_size=30).filter(lambda t: bool(t.strip()))
codes = st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,15}", fullmatch=True)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
days = st.dates(EARLIEST, LATEST)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive, the drawn moments are not
shares = st.fractions(0, 1, max_denominator=10_000)
by_name: dict[str, st.SearchStrategy[Any]] = {
    "code": codes, "sha256": digests, "document_sha256": digests, "address": texts,
    "country": st.sampled_from(["JP", "US", "NL"]), "currency": st.sampled_from(["JPY", "USD"]),
    "time_zone": st.sampled_from(["Asia/Tokyo", "UTC"]), "first_month": st.integers(1, 12),
    "fiscal_year": st.integers(EARLIEST.year, LATEST.year),
    "at_risk_days": st.integers(0, 3650), "entry_level": st.integers(1, 4),
    "current_level": st.integers(1, 9), "target_level": st.integers(4, 9),
    "starts_on": st.dates(EARLIEST, date(2050, 1, 1)),
    "ends_on": st.dates(date(2050, 1, 1), LATEST), "policy_reason": texts,
    "until_on": st.dates(date(2050, 1, 2), LATEST), "payout": codes, "condition_code": codes,
    "key": codes, "subject": codes, "instalment": codes, "clears_minor": st.just(0),
    "set_off_minor": st.just(0), "released_minor": st.just(0), "reduced_minor": st.just(0),
    "effective_on": st.just(date(1990, 1, 1)), "baseline": st.none(),
    "coefficient": st.fractions(Fraction(1, 100), 100, max_denominator=100),
}  # fmt: skip
plain: dict[Any, st.SearchStrategy[Any]] = {
    str: texts, int: st.integers(1, 9 * 10**6), date: days, datetime: moments, Fraction: shares,
    Decimal: st.decimals(-(10**9), 10**9, places=3, allow_nan=False), bool: st.booleans(),
}  # fmt: skip


TERMS = [
    (TermName.CURE_MONTHS, "6"),
    (TermName.RETENTION_SHARE, "0.05"),
    (TermName.BANDS, "0:0 50:1"),
    (TermName.STAGE_GATE, "committee"),
]


def values_of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401  # a type hint is any object
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(a for a in get_args(hint) if a is not type(None))
        return st.none() | values_of(inner)
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return plain[hint]


def record_values(cls: type[DataclassInstance]) -> st.SearchStrategy[dict[str, Any]]:
    hints = get_type_hints(cls)
    return st.fixed_dictionaries(
        {f.name: by_name.get(f.name, values_of(hints[f.name])) for f in fields(cls)}
    )


@pytest.mark.parametrize("kind", type_of_kind)
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
def test_a_record_survives_its_row(kind: str, data: st.DataObject) -> None:
    cls = type_of_kind[kind]
    values = data.draw(record_values(cls))
    if kind == "judgement":
        values["share"] = {"met": Fraction(1), "not met": Fraction(0), "partly": Fraction(1, 3)}[
            values["verdict"]
        ]
    if kind.endswith("term"):
        values["name"], values["value"] = data.draw(st.sampled_from(TERMS))
    try:
        record = cls(**values)
    except Invalid:
        reject()
    row = to_row(record)
    assert all(cell is None or type(cell) in (str, int) for cell in row.values())
    back = from_row(cls, {**row, "column of another table": 1})
    assert back == record
    assert to_row(back) == row
    assert kind_of(record) == kind
    assert key_of(record) == tuple(str(row[name]) for name in key_fields(kind))


def test_every_kind_of_a_grant_file_is_a_record_with_a_place_in_it() -> None:
    of_programmes = {
        "programme", "appropriation", "term", "carry_over", "outside_execution", "budget_request",
        "fund_balance",
    }  # fmt: skip
    file = GrantFile(grant=grant_file().grant)
    assert len(fields(file)) == len(set(type_of_kind) - of_programmes - {"person", "charter"})


def test_a_row_of_an_older_release_takes_the_defaults_of_what_came_later() -> None:
    """Images of the journal are never rewritten: an older one lacks newer fields."""
    condition = grant_file().milestone_conditions[0]
    row = to_row(condition)
    older = {name: row[name] for name in ("grant", "instalment", "milestone", "share")}
    assert from_row(type(condition), older) == condition
    with pytest.raises(TypeError):
        from_row(type(condition), {"grant": GRANT})


def test_a_value_without_a_row_form_is_a_fault_of_the_program() -> None:
    @dataclass
    class Strange:
        value: float

    with pytest.raises(TypeError):
        to_row(Strange(0.1))


def test_a_request_has_an_image_with_all_its_parts() -> None:
    story = Story()
    image = image_of(story.assessment("M1"))
    assert isinstance(image, dict)
    assert image["level_reached"] == 5
    assert [said["criterion"] for said in image["judgements"]] == ["YIELD", "DEFECTS"]
    assert image["judgements"][0]["share"] is None
    assert image_of((Fraction(1, 2), date(2025, 4, 1))) == ["1/2", "2025-04-01"]


FILE = ripe().file
PROGRAMME = programme_file()
RECORDS: dict[str, DataclassInstance] = {
    "grant": FILE.grant,
    "award": FILE.awards[0],
    "member": FILE.members[0],
    "element": FILE.elements[0],
    "milestone": FILE.milestones[0],
    "criterion": FILE.criteria[0],
    "commitment": FILE.commitments[0],
    "instalment": FILE.instalments[0],
    "milestone condition": FILE.milestone_conditions[0],
    "reskilling condition": FILE.reskilling_conditions[0],
    "evidence": FILE.evidence[0],
    "programme": PROGRAMME.programme,
    "appropriation": PROGRAMME.appropriations[0],
}
ENORMOUS = 9 * 10**15 + 1


@pytest.mark.parametrize(
    ("what", "given_", "field"),
    [
        ("grant", {"code": "fab-1"}, "grant"),
        ("grant", {"title": "x" * 201}, "title"),
        ("grant", {"mission_area": ""}, "mission_area"),
        ("grant", {"starts_on": date(1989, 12, 31)}, "starts_on"),
        ("grant", {"ends_on": date(2200, 1, 1)}, "ends_on"),
        ("grant", {"ends_on": date(2025, 3, 31)}, "ends_on"),
        ("award", {"amount_minor": 0}, "amount"),
        ("award", {"amount_minor": ENORMOUS}, "amount"),
        ("award", {"amount_minor": -ENORMOUS}, "amount"),
        ("award", {"decided_on": date(1989, 12, 31)}, "decided_on"),
        ("member", {"country": "JPN"}, "country"),
        ("member", {"country": "jp"}, "country"),
        ("member", {"country": "\uff2a\uff30"}, "country"),
        ("member", {"share": Fraction(-1, 3)}, "share"),
        ("member", {"share": Fraction(4, 3)}, "share"),
        ("element", {"entry_level": 0}, "entry_level"),
        ("element", {"target_level": 10}, "target_level"),
        ("element", {"target_level": 3}, "target_level"),
        ("milestone", {"required_evidence": ()}, "required_evidence"),
        ("milestone", {"code": "M 1"}, "milestone"),
        ("criterion", {"target": Decimal("Infinity")}, "target"),
        ("criterion", {"target": Decimal("NaN")}, "target"),
        ("commitment", {"persons": 0}, "persons"),
        ("instalment", {"amount_minor": 0}, "amount"),
        ("instalment", {"amount_minor": ENORMOUS}, "amount"),
        ("instalment", {"policy": PolicyName.ALL_OR_NOTHING}, "policy_reason"),
        ("milestone condition", {"share": Fraction(0)}, "share"),
        ("milestone condition", {"share": Fraction(3, 2)}, "share"),
        ("reskilling condition", {"persons": 0}, "persons"),
        ("evidence", {"sha256": "xyz"}, "sha256"),
        ("evidence", {"sha256": None}, "evidence"),
        ("programme", {"currency": "XAU"}, "currency"),
        ("programme", {"time_zone": "Asia/Edo"}, "time_zone"),
        ("programme", {"first_month": 13}, "first_month"),
        ("programme", {"first_month": 0}, "first_month"),
        ("programme", {"at_risk_days": -1}, "at_risk_days"),
        ("programme", {"at_risk_days": 3651}, "at_risk_days"),
        ("appropriation", {"amount_minor": 0}, "amount"),
    ],
)
def test_a_record_that_cannot_be_is_invalid(
    what: str, given_: dict[str, object], field: str
) -> None:
    record = RECORDS[what]
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    with pytest.raises(Invalid) as caught:
        type(record)(**{**values, **given_})
    assert caught.value.field == field


def test_a_digest_is_kept_in_one_form() -> None:
    shouted = replace(FILE.evidence[0], sha256="AB" * 32)
    assert shouted.sha256 == "ab" * 32
    report = replace(FILE.reports[0], document_sha256="AB" * 32)
    assert report.document_sha256 == "ab" * 32


def test_a_manufacturing_level_goes_to_ten() -> None:
    fab = replace(FILE.elements[0], scale=Scale.MRL, target_level=10)
    assert fab.target_level == 10


def test_the_readiness_of_a_grant_is_that_of_its_weakest_element() -> None:
    node = FILE.element("NODE")
    lens = replace(node, code="LENS", current_level=3, entry_level=3)
    fab: TechnologyElement = replace(node, code="FAB", scale=Scale.MRL, current_level=2)
    assert weakest((node, lens, fab)) == 3
    assert weakest((node, lens, fab), Scale.MRL) == 2
    assert weakest(()) is None


def test_every_kind_is_declared_once() -> None:
    assert len(set(type_of_kind.values())) == len(type_of_kind)
    assert {Person, Programme, Charter} <= set(type_of_kind.values())
    assert key_fields("judgement") == ("grant", "assessment", "criterion")


class TestNo:
    def test_invalid_names_the_field_the_value_and_is_also_a_value_error(self) -> None:
        no = Invalid("amount", "-5", "is below 0", "give 0 or more")
        assert isinstance(no, ValueError)
        assert isinstance(no, PortfolioError)
        assert (no.field, no.value, no.why, no.remedy) == (
            "amount", "-5", "is below 0", "give 0 or more",
        )  # fmt: skip

    def test_not_found_offers_codes_that_look_like_it(self) -> None:
        with pytest.raises(NotFound) as caught:
            grant_file().milestone("M11")
        assert caught.value.near[0] == "M1"
        assert NotFound("milestone", "X").near == ()

    def test_refused_holds_what_satisfies_too(self) -> None:
        found = (satisfies(Reason.ROLE_HELD, "X"), refuses(Reason.REASON_MISSING, "X"))
        no = Refused("hold", "X", found)
        assert no.findings == found
        assert reasons(no.obstacles) == (Reason.REASON_MISSING,)

    def test_file_problems_come_all_at_once(self) -> None:
        problem = Problem(file="a.json", place="grants[0]", value="x", why="y", remedy="z")
        assert FileProblems([problem, problem]).problems == (problem, problem)

    def test_an_unknown_request_is_a_fault_of_the_program(self) -> None:
        story = ripe()
        now = story.changes
        assert now == []
        with pytest.raises(KeyError):
            decide(story.file, story.programme, None, Basis.PUBLIC)  # type: ignore[arg-type]  # no request at all


def test_the_letters_tried_are_fit() -> None:
    assert not [letter for letter in LETTERS if is_unfit(letter)]

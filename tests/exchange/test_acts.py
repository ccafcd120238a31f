"""What a file can tell was done: every act that can be asked for, in a shape of its own."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.errors import FileProblems
from portfolio.domain.record import image_of
from portfolio.domain.transitions import CONSEQUENCES, Act
from portfolio.exchange.acts import ACTS, shape_of
from portfolio.exchange.document import FORMAT, PortfolioIn
from portfolio.exchange.reading import read_text
from portfolio.exchange.requests import request_from

SCHEMA = PortfolioIn.model_json_schema()
DIGEST = "0" * 64
TEXTS = {
    "^[A-Z0-9][A-Z0-9-]{0,31}$": "A-1",
    "^[0-9a-f]{64}$": DIGEST,
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "2026-11-01",
    "^[0-9]{1,9}(/[1-9][0-9]{0,8}|\\.[0-9]{1,9})?$": "1/3",
    "^-?[0-9]{1,15}(\\.[0-9]{1,9})?$": "12",
    None: "as it was",
}
"""A text that fits each pattern."""

ENTERED = {
    Act.INITIALISE, Act.ENTER_PERSON, Act.CHANGE_PERSON, Act.ENTER_PROGRAMME, Act.DRAFT,
    Act.ENTER_GRANT,
}  # fmt: skip
"""Acts on what a file states outright: it need not tell of them."""


def an_example(schema: dict[str, Any]) -> object:
    """Return a value that follows a schema, with everything in it that may be said."""
    if "$ref" in schema:
        return an_example(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return an_example(schema["anyOf"][0])
    match schema["type"]:
        case "object":
            return {name: an_example(of) for name, of in schema["properties"].items()}
        case "array":
            return [an_example(schema["items"])]
        case "string":
            words = schema.get("enum", [schema.get("const")])
            return words[0] or TEXTS[schema.get("pattern")]
    return {"integer": 1, "boolean": True}[schema["type"]]


def told(act: dict[str, Any]) -> str:
    return json.dumps({"format": FORMAT, "history": [act]})


def example(act: str) -> dict[str, Any]:
    mapping = SCHEMA["properties"]["history"]["items"]["discriminator"]["mapping"]
    made = an_example({"$ref": mapping[act]})
    assert isinstance(made, dict)
    return made


def is_read(text: str) -> bool:
    try:
        read_text("history.json", text)
    except FileProblems:
        return False
    return True


def test_a_file_can_tell_of_every_act_that_can_be_asked_for() -> None:
    follows = CONSEQUENCES | {Act.RELEASE_PART}  # a release is partial where the cure is
    assert set(ACTS) == {a.value for a in Act if a not in follows | ENTERED}


@pytest.mark.parametrize("act", ACTS)
def test_what_the_schema_takes_is_read_and_asks_for_just_that(act: str) -> None:
    said = example(act)
    jsonschema.validate(json.loads(told(said)), SCHEMA)
    (read,) = read_text("history.json", told(said)).history
    request = request_from(read)
    assert type(request) is REQUESTS[Act(act)]
    asked = image_of(request)
    assert isinstance(asked, dict)
    apart = {"act": act, "on": "2026-11-01", "by": "A-1", "reason": "as it was"}
    assert json.loads(json.dumps(asked)) | apart == said


@pytest.mark.parametrize("act", ACTS)
def test_an_act_says_in_the_schema_what_it_is(act: str) -> None:
    request = REQUESTS[Act(act)]
    shape = SCHEMA["$defs"][request.__name__]
    assert shape["description"].split() == (request.__doc__ or "").split()
    assert shape["additionalProperties"] is False


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("spoilt", [None, 1.5, "a b", [[]], {"x": 1}, 7, "\uff11"])
def test_reader_and_schema_refuse_the_same(act: str, spoilt: object) -> None:
    own = SCHEMA["$defs"][REQUESTS[Act(act)].__name__]
    validator = jsonschema.Draft202012Validator(own | {"$defs": SCHEMA["$defs"]})
    for field in example(act):
        said = example(act) | {field: spoilt}
        assert is_read(told(said)) is validator.is_valid(said), f"{field}: {spoilt!r}"


def test_a_judgement_has_its_own_shape_within_an_assessment() -> None:
    judged = {"criterion": "K1", "verdict": "partly", "reason": "x", "share": "1/2"}
    said = {
        "act": "assess", "on": "2026-11-01", "by": "ASSESSOR-1", "grant": "ALPHA",
        "milestone": "M1", "level_reached": 4, "summary": "x",
    }  # fmt: skip
    (read,) = read_text("a.json", told(said | {"judgements": [judged]})).history
    request = request_from(read)
    assert isinstance(request, AssessMilestone)
    assert [type(j) for j in request.judgements] == [CriterionJudged]
    assert shape_of(CriterionJudged) is shape_of(CriterionJudged)
    for field, unfit in (("share", 0.5), ("measured", "1e5"), ("measured", 5), ("criterion", "k")):
        with pytest.raises(FileProblems) as caught:
            read_text("a.json", told(said | {"judgements": [judged | {field: unfit}]}))
        assert [p.place for p in caught.value.problems] == [f"history[0].judgements[0].{field}"]

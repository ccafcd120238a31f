"""Whatever a file of a standard holds: it is read, or refused with places. Never anything else."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.errors import FileProblems
from portfolio.exchange.reading import read_file
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portfolio.exchange.reading import Read

GIVING360 = FIXTURES / "small" / "360giving.json"
IATI = FIXTURES / "small" / "iati.xml"
OFTEN = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

HOSTILE: st.SearchStrategy[object] = st.sampled_from(
    [
        None, True, -1, 0, 10**30, 0.005, 1e300, "", " ", "\u202e", "\ud800", "2024-13-01",
        "9999-12-31T99:99:99", "2199-12", "A" * 300, "=1+1", "GBP", [], {}, [None], [[]], [{}],
    ]
)  # fmt: skip
ANYTHING = st.recursive(
    HOSTILE | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def attempted(path: Path, data: bytes) -> Read | None:
    """Return what was read from these bytes; None where they were refused as they should be."""
    path.write_bytes(data)
    try:
        return read_file(path)
    except FileProblems as refused:
        problems = refused.problems
    assert problems
    for found in problems:
        assert found.file == path.name
        assert found.place or "should be an object" in found.why  # then it is the whole file
        assert found.why
        assert found.remedy
    return None


@OFTEN
@given(st.binary(max_size=200), st.sampled_from([".json", ".xml"]))
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    assert attempted(tmp_path / f"file{suffix}", data) is None


@OFTEN
@given(
    st.sampled_from([GIVING360, IATI]), st.integers(0, 4_000), st.integers(0, 60),
    st.binary(max_size=8),
)  # fmt: skip
def test_a_valid_file_with_some_bytes_replaced(
    tmp_path: Path, source: Path, at: int, length: int, put: bytes
) -> None:
    data = source.read_bytes()
    attempted(tmp_path / source.name, data[:at] + put + data[at + length :])


def _places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where every value of a document stands, from the whole down to the last."""
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _places(each, (*path, key))
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _places(each, (*path, number))


@OFTEN
@given(st.data())
def test_a_valid_360giving_file_with_anything_in_any_places(
    tmp_path: Path, data: st.DataObject
) -> None:
    document = json.loads(GIVING360.read_text(encoding="utf-8"))
    places = [place for place in _places(document) if place]
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=3)):
        whole = document
        with suppress(KeyError, IndexError, TypeError):  # an earlier one has taken the place away
            for key in place[:-1]:
                whole = whole[key]
            whole[place[-1]] = data.draw(ANYTHING)
    attempted(tmp_path / "file.json", json.dumps(document).encode("utf-8"))


@OFTEN
@given(st.lists(st.dictionaries(st.sampled_from(
    ["id", "title", "currency", "amountAwarded", "awardDate", "fundingOrganization",
     "recipientOrganization", "recipientIndividual", "grantProgramme", "plannedDates",
     "actualDates", "disbursementTransaction", "amountDisbursed"]
), ANYTHING)) | ANYTHING)  # fmt: skip
def test_any_tree_of_json_under_grants(tmp_path: Path, grants: object) -> None:
    found = attempted(tmp_path / "file.json", json.dumps({"grants": grants}).encode("utf-8"))
    assert found is None or (isinstance(grants, list) and len(found.grants) == len(grants))


TEXTS = st.sampled_from(
    ["", " ", "1", "-1", "1e3", "0.001", "9" * 40, "JPY", "XAU", "2024-04-01", "2024-02-30", "3",
     "110", "\u202e", "N" * 300, "<", "日本"]
)  # fmt: skip
NAMES = st.sampled_from(
    ["iati-activity", "iati-identifier", "reporting-org", "title", "narrative", "transaction",
     "transaction-type", "transaction-date", "value", "participating-org", "activity-date",
     "finance-type", "receiver-org", "x"]
)  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["ref", "role", "type", "code", "iso-date", "currency", "default-currency"]),
    TEXTS, max_size=4,
)  # fmt: skip


def element(name: str, attributes: dict[str, str], inner: list[str]) -> str:
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inner)}</{name}>"


ELEMENTS = st.recursive(
    TEXTS.map(escape),
    lambda inner: st.builds(element, NAMES, ATTRIBUTES, st.lists(inner, max_size=5)),
    max_leaves=25,
)


@OFTEN
@given(st.lists(ELEMENTS, max_size=4), ATTRIBUTES)
def test_any_tree_of_xml_within_an_activity(
    tmp_path: Path, inner: list[str], attributes: dict[str, str]
) -> None:
    whole = element("iati-activity", attributes, inner)
    text = f'<iati-activities version="2.03">{whole}{"".join(inner)}</iati-activities>'
    attempted(tmp_path / "file.xml", text.encode("utf-8"))


@OFTEN
@given(st.data())
def test_a_valid_iati_file_with_anything_in_any_value(tmp_path: Path, data: st.DataObject) -> None:
    parts = IATI.read_text(encoding="utf-8").split('"')
    for at in data.draw(st.lists(st.integers(0, len(parts) // 2 - 1), min_size=1, max_size=3)):
        parts[2 * at + 1] = escape(data.draw(TEXTS), {'"': "&quot;"})
    attempted(tmp_path / "file.xml", '"'.join(parts).encode("utf-8"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "ascii"])
def test_an_activity_file_may_be_written_in_the_encodings_of_xml(
    tmp_path: Path, encoding: str
) -> None:
    text = IATI.read_text(encoding="utf-8").replace("UTF-8", encoding.removesuffix("-sig"))
    data = text.encode(encoding, "xmlcharrefreplace")
    found = attempted(tmp_path / "iati.xml", data)
    assert found is not None
    assert found.grants == read_file(IATI).grants

"""Codes and countries out of published identifiers: never one code for two identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.text import CODE
from portfolio.exchange.standards.codes import code_of, marked_code
from portfolio.exchange.standards.countries import COUNTRIES, country_of

IDENTIFIERS = st.text(min_size=1) | st.from_regex(r"[A-Za-z0-9/. -]{1,40}", fullmatch=True)


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("GB-CHC-1126147", "GB-CHC-1126147"),
        ("A" * 32, "A" * 32),
        ("A" * 33, "AAAAAAAAAAAAAAAAAAAAAA--LWDTLEEF"),
        ("360g/12 b", "360G-12-B--67DVXF7S"),
        ("A--B", "A-B--AZ7ZCSFY"),
        ("日本", "ID--Z4VL6DC3"),
    ],
)
def test_an_identifier_that_is_a_code_stays_and_another_is_marked(
    identifier: str, code: str
) -> None:
    assert code_of(identifier) == code


@given(IDENTIFIERS, IDENTIFIERS)
def test_two_identifiers_never_have_one_code(one: str, other: str) -> None:
    assert CODE.fullmatch(code_of(one))
    assert (code_of(one) == code_of(other)) == (one == other)


@given(st.lists(IDENTIFIERS, min_size=1, max_size=3), st.lists(IDENTIFIERS, min_size=1, max_size=3))
def test_two_identities_never_have_one_code(one: list[str], other: list[str]) -> None:
    assert CODE.fullmatch(marked_code("Readable", *one))
    same = marked_code("Readable", *one) == marked_code("Readable", *other)
    assert same == ("\0".join(one) == "\0".join(other))


@pytest.mark.parametrize(
    ("identifier", "stated", "country"),
    [
        ("GB-CHC-1126147", (), "GB"),
        ("AF–ORP0013842", (), "AF"),  # noqa: RUF001  # as it is published
        ("XM-DAC-7", (), "ZZ"),
        ("XI-DUNS-121031231", ("US",), "US"),
        ("GBR-1", (), "ZZ"),
        ("GB", (), "ZZ"),
        ("360G-ABCT-1", (None, ["GB"], "United Kingdom"), "ZZ"),
        ("360G-ABCT-1", ("United Kingdom", "GB"), "GB"),
        ("gb-chc-1", (), "ZZ"),
    ],
)
def test_the_country_is_that_of_the_register_or_the_one_stated(
    identifier: str, stated: tuple[object, ...], country: str
) -> None:
    assert country_of(identifier, *stated) == country


def test_there_are_as_many_countries_as_iso_3166_has() -> None:
    assert len(COUNTRIES) == 249

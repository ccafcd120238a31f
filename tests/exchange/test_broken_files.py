"""Every broken file of a standard is refused with all that is wrong, each where it stands."""

from __future__ import annotations

import pytest

from portfolio.domain.errors import FileProblems
from portfolio.exchange.reading import read_file
from portfolio.wording import Language, problem
from tests.conftest import FIXTURES
from tests.exchange.broken_published import WRONG

BROKEN = FIXTURES / "broken"
OWN_WORDS = ("is not JSON: ", "is not XML: ")
STANDARDS = ("360giving-", "iati-")


def said(why: str) -> str:
    """Return why without what a library says in words of its own."""
    return next((f"{words}…" for words in OWN_WORDS if why.startswith(words)), why)


def test_every_broken_file_has_what_is_wrong_with_it_in_the_table() -> None:
    there = {path.name for path in BROKEN.iterdir() if path.name.startswith(STANDARDS)}
    assert there == set(WRONG)


@pytest.mark.parametrize("name", WRONG)
def test_a_broken_file_is_refused_with_place_value_why_and_remedy(name: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read_file(BROKEN / name)
    assert {found.file for found in caught.value.problems} == {name}
    found = [(p.place, p.value, said(p.why), p.remedy) for p in caught.value.problems]
    assert found == WRONG[name]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_japanese_too(name: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read_file(BROKEN / name)
    for found in caught.value.problems:
        told = problem(found, Language.JAPANESE)
        assert found.why.partition(": ")[0] not in told
        assert found.remedy not in told

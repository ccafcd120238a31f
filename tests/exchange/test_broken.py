"""Broken files: each says where, what stands there, why not, what fits; nothing is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.reading import read_file
from portfolio.services import browse
from portfolio.services.importing import import_files
from portfolio.wording import Language, problem
from tests.conftest import FIXTURES
from tests.exchange.broken import EVERY, Broken
from tests.exchange.broken_published import WRONG
from tests.exchange.test_rs_in import EXPECTED

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

KEPT = FIXTURES / "broken"


def name_of(broken: Broken) -> str:
    return broken.name


@pytest.mark.parametrize("broken", EVERY, ids=name_of)
def test_a_broken_file_says_what_is_wrong_and_where(broken: Broken) -> None:
    with pytest.raises(FileProblems) as caught:
        read_file(KEPT / broken.name)
    first = caught.value.problems[0]
    assert first == Problem(
        file=broken.name, place=broken.place, value=broken.value, why=broken.why,
        remedy=broken.remedy,
    )  # fmt: skip
    assert problem(first, Language.JAPANESE) != problem(first)


@pytest.mark.parametrize("broken", EVERY, ids=name_of)
def test_what_is_kept_is_what_the_script_makes(broken: Broken, tmp_path: Path) -> None:
    made, kept = tmp_path / broken.name, KEPT / broken.name
    broken.make(made)
    if made.is_file():
        assert made.read_bytes() == kept.read_bytes()
        return
    assert sorted(p.name for p in made.iterdir()) == sorted(p.name for p in kept.iterdir())
    for each in made.iterdir():
        assert each.read_bytes() == (kept / each.name).read_bytes()


def test_nothing_broken_is_left_that_no_case_describes() -> None:
    # Files of other offices' forms stand in tables of their own.
    official = {f"rs-{name}.csv" for name in EXPECTED}
    described = {broken.name for broken in EVERY} | set(WRONG) | official
    assert {p.name for p in KEPT.iterdir()} == described


def test_no_broken_file_leaves_anything_behind(small: Office) -> None:
    before = browse.seal(small).root
    for broken in EVERY:
        with pytest.raises(FileProblems):
            import_files(small, [KEPT / broken.name], reason="trial")
    assert browse.seal(small).root == before

"""No record takes a text that could act where it is shown: refused at its place, with a way out."""

from __future__ import annotations

import json
import shutil
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.errors import FileProblems, Invalid
from portfolio.exchange.reading import read_text
from portfolio.services import browse
from tests.tui.cases import CASES
from tests.tui.hostile import (
    FREE,
    REFUSED,
    SHOWN,
    in_document,
    in_step,
    make_hostile,
)
from tests.tui.rich import tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.conftest import MadeOnce
    from tests.tui.rich import Step


@pytest.fixture(scope="session")
def begun_database(made_once: MadeOnce) -> Path:
    """A hostile portfolio in which nothing has happened yet, never written to: copy it."""
    return made_once("begun", lambda folder: make_hostile(folder / "begun.db")) / "begun.db"


@pytest.fixture
def begun(begun_database: Path, tmp_path: Path) -> Office:
    """A copy of that one, with a grant officer at the desk."""
    path = tmp_path / "begun.db"
    shutil.copy(begun_database, path)
    return tell(path, ())


def records_in(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # JSON
    """Yield the records of a document in which some free text stands."""
    if isinstance(value, list):
        for each in value:
            yield from records_in(each)
    elif isinstance(value, dict):
        named = {k for k in value if k in FREE and not ("from_on" in value and k == "name")}
        if any(isinstance(value[k], str) or (k == "logins" and value[k]) for k in named):
            yield value
        for each in value.values():
            yield from records_in(each)


def test_every_free_text_of_a_file_is_hostile_here() -> None:
    told = {field for record in records_in(in_document(cycle(SHOWN.values()))) for field in record}
    of_acts = {"address", "authority", "conditions", "document", "payment_reference", "summary"}
    assert FREE - told == of_acts | {"account", "policy_reason", "reason"}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_in_which_a_text_could_act_is_refused_at_each_place(name: str) -> None:
    document = in_document(cycle([REFUSED[name]]), cut=False)
    with pytest.raises(FileProblems) as caught:
        read_text("hostile.json", json.dumps(document))
    problems = caught.value.problems
    if name != "half a character":  # no JSON at all, and said of the whole file
        assert len(problems) == len(list(records_in(document)))
        assert {each.place.rpartition(".")[2] for each in problems} <= FREE
        assert all(each.place for each in problems)
    for each in problems:
        assert each.value
        assert each.why
        assert each.remedy


def asking() -> dict[str, Step]:
    """Return the first step of each story in which something is said, by what it asks for."""
    first = [case.before[0] for case in CASES.values() if case.before]
    said = [step for step in first if in_step(step, cycle(["said"])) != step]
    return {type(step.request).__name__: step for step in said}


@pytest.mark.parametrize("name", [each for each in REFUSED if each != "far too long"])
def test_an_act_in_which_a_text_could_act_is_refused(name: str, begun: Office) -> None:
    before, bad = browse.entry_count(begun), REFUSED[name]
    path = begun.database.path
    assert path is not None
    steps = asking()
    assert len(steps) > 5
    for step in steps.values():
        with pytest.raises(Invalid) as caught:
            tell(path, (in_step(step, cycle([bad])),))
        assert caught.value.why.startswith("has the invisible character")
        assert caught.value.remedy == "delete that character"
    assert browse.entry_count(begun) == before

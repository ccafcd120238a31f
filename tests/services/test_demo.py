"""Opening a demonstration: each file on its day, and not at all where one does not fit."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems
from portfolio.domain.transitions import Act
from portfolio.services import browse, demo
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

SMALL = FIXTURES / "small" / "portfolio.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the demonstration finds its files: a folder with nothing in it."""
    found = tmp_path / "files"
    found.mkdir()
    monkeypatch.setattr(demo, "japan_folder", lambda: found)
    return found


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("10-small.json", date(2022, 11, 1)),
        ("10-small-2026-05-07.json", date(2026, 5, 7)),
        ("2026-05-07-small.json", date(2022, 11, 1)),
    ],
)
def test_a_file_is_entered_on_the_day_its_name_ends_with(
    folder: Path, tmp_path: Path, name: str, on: date
) -> None:
    shutil.copy(SMALL, folder / name)
    office = demo.open_demo(tmp_path / "demo.db", login="tester")
    assert (office.acts_as, office.charter().purpose) == ("OFFICER-1", Purpose.DEMONSTRATION)
    entered = [e for e in browse.journal_entries(office) if e.act == Act.ENTER_GRANT]
    assert {e.effective_on for e in entered} == {on}


def test_a_file_that_does_not_fit_is_said_with_its_name(folder: Path, tmp_path: Path) -> None:
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    document["grants"][0]["members"] = []
    (folder / "small.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        demo.open_demo(tmp_path / "demo.db", login="tester")
    assert {p.file for p in caught.value.problems} == {"small.json"}

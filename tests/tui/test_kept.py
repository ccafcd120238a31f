"""Every kept picture is what the screens show: what has changed on purpose is drawn anew."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from portfolio.wording import Language
from tests.kept import FOLDER, drawn, steady_demo
from tests.screens import SCREENS, SIZES

if TYPE_CHECKING:
    from tests.conftest import MadeOnce

ANEW = "the screen has changed; if that is meant: python -m tests.kept, and look at the pictures"


@pytest.fixture(scope="session")
def desk(made_once: MadeOnce, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration and the files that are imported into it."""
    made = made_once("kept", steady_demo)
    return Path(copytree(made, tmp_path_factory.mktemp("kept") / "desk"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_is_kept(name: str, language: Language, desk: Path) -> None:
    for file, text in (await drawn(name, desk, language)).items():
        assert text.split("\n") == (FOLDER / file).read_text("utf-8").split("\n"), f"{file}: {ANEW}"


def test_what_is_kept_is_what_the_table_names() -> None:
    kept = {f"{n}-{c}x{r}-{t}.svg" for n in SCREENS for c, r in SIZES for t in Language}
    assert {each.name for each in FOLDER.iterdir()} == kept


def test_no_picture_loads_anything_or_names_a_machine() -> None:
    for each in FOLDER.iterdir():
        text = each.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://(?!example\.)|url\(|href|/tmp|/home|/root", text), each.name

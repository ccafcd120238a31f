"""Databases for tests of the store: one on which everything there is has happened."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portfolio.services.office import open_office
from tests.conftest import NOW
from tests.store.whole import tell_whole
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from tests.conftest import MadeOnce


@pytest.fixture(scope="session")
def paid(small_database: Path, made_once: MadeOnce) -> Path:
    """ALPHA is paid; on GAMMA everything there is has happened."""

    def make(folder: Path) -> None:
        path = Path(shutil.copy(small_database, folder / "paid.db"))
        tell(open_office(path, clock=lambda: NOW, login="tester"), SETTLED)
        tell_whole(path)

    return made_once("paid", make) / "paid.db"


@pytest.fixture
def copy(paid: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy.db"
    shutil.copy(paid, path)
    return path

"""Databases for tests of the store: one on which everything there is has happened."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from portfolio.services.office import open_office
from tests.conftest import NOW
from tests.store.whole import tell_whole
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def paid(small_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ALPHA is paid; on GAMMA everything there is has happened."""
    path = tmp_path_factory.mktemp("paid") / "paid.db"
    shutil.copy(small_database, path)
    tell(open_office(path, clock=lambda: NOW, login="tester"), SETTLED)
    tell_whole(path)
    return path


@pytest.fixture
def copy(paid: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy.db"
    shutil.copy(paid, path)
    return path

"""Real databases for every test: the small portfolio and the demonstration, made once, copied."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from portfolio.domain.charter import Purpose
from portfolio.exchange.reading import read_file
from portfolio.services.demo import open_demo
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.services.office import Office, open_office

if TYPE_CHECKING:
    from collections.abc import Callable

    MadeOnce = Callable[[str, Callable[[Path], object]], Path]

# The test command tries the same examples every time, so that a red run means a change; with
# PORTFOLIO_TESTS_EXPLORE set it looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.load_profile("default" if os.environ.get("PORTFOLIO_TESTS_EXPLORE") else "steady")

# What a run holds grows with every screen; looking through it seldom saves a tenth of the time.
gc.set_threshold(50_000, 20, 50)

FIXTURES = Path(__file__).parents[1] / "fixtures"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Noon in Tokyo on the day every test lives in."""


def make_small(path: Path, purpose: Purpose = Purpose.DEMONSTRATION) -> Office:
    """Found a portfolio at `path` and import the small fixture into it."""
    begins = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    office = found(
        path, name="Administrator", purpose=purpose, clock=lambda: begins, login="tester"
    )
    read = read_file(FIXTURES / "small" / "portfolio.json")
    assert not import_read(office, [replace(read, programmes=(), grants=())]).problems
    if purpose is Purpose.DEMONSTRATION:
        plan = import_read(office.acting_as("OFFICER-1"), [replace(read, people=())])
        assert not plan.problems
    return office


@pytest.fixture(autouse=True)
def config_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder of one's own for what is kept per user: never that of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Make a folder by its name once for all processes that share a run; the others wait for it.

    What is made is never written to: copy it.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        place = shared / f"once-{name}"
        with (shared / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                under_way = shared / f"once-{name}.{worker_id}"
                under_way.mkdir()
                make(under_way)
                under_way.rename(place)
        return place

    return folder


@pytest.fixture(scope="session")
def small_database(made_once: MadeOnce) -> Path:
    """The small portfolio, never written to: copy it."""
    return made_once("small", lambda folder: make_small(folder / "small.db")) / "small.db"


@pytest.fixture(scope="session")
def demo_database(made_once: MadeOnce) -> Path:
    """The demonstration, never written to: copy it."""
    made = made_once("demo", lambda folder: open_demo(folder / "demo.db", login="tester"))
    return made / "demo.db"


@pytest.fixture
def small(small_database: Path, tmp_path: Path) -> Office:
    """A fresh copy of the small portfolio, with a grant officer at the desk."""
    path = tmp_path / "small.db"
    shutil.copy(small_database, path)
    return open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")


@pytest.fixture
def demo(demo_database: Path, tmp_path: Path) -> Office:
    """A fresh copy of the demonstration, with a grant officer at the desk."""
    path = tmp_path / "demo.db"
    shutil.copy(demo_database, path)
    return open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")


@pytest.fixture
def as_person(small: Office) -> Callable[[str], Office]:
    """Return the small portfolio with somebody else at the desk."""
    return small.acting_as

"""An agency for each story: a real database with everybody at work, and a plan taken in by file."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.charter import Purpose
from portfolio.exchange.reading import read_text
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.services.office import open_office
from tests.scenarios import plan
from tests.scenarios.account import Account, Days

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.scenarios.plan import Part


@pytest.fixture(scope="session")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agency without any grants, never written to: copy it."""
    path = tmp_path_factory.mktemp("agency") / "agency.db"
    office = found(
        path, name="Administrator", purpose=Purpose.DEMONSTRATION, login="tester",
        clock=lambda: datetime(2020, 4, 1, tzinfo=UTC),
    )  # fmt: skip
    read = read_text("people.json", json.dumps(plan.people()))
    assert not import_read(office, [read]).problems
    return path


@pytest.fixture
def opens(agency: Path, tmp_path: Path) -> Callable[..., Account]:
    """Open the agency on a day with a programme and its grants; the account is of the first."""

    def opens(day: str, programme: Part, *grants: Part) -> Account:
        path = tmp_path / "agency.db"
        shutil.copy(agency, path)
        days = Days(date.fromisoformat(day))
        office = open_office(path, clock=days.now, login="tester")
        account = Account(office, days, grants[0]["code"])
        assert account.takes_in(plan.file(programme, *grants), by="OFFICER-2") == []
        return account

    return opens

"""A backup is a whole copy of its own: it verifies, and goes on without the record."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import Invalid
from portfolio.services import browse
from portfolio.services.backing_up import back_up
from portfolio.services.looking_back import looking_back
from portfolio.services.office import open_office
from portfolio.services.progress import GivenUp
from portfolio.services.verify import verify
from tests.conftest import NOW
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def test_it_has_all_that_was_saved_and_verifies(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    out = tmp_path / "copy.db"
    done = back_up(small, out)
    assert done.verification.sound
    assert done.verification.seal == browse.seal(small)
    assert done.size == out.stat().st_size
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    before = browse.entry_count(small)
    copy = open_office(out, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")
    assert browse.entry_count(copy) == before
    assert verify(copy).sound
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("copy.db-")] == []


def test_it_is_of_the_record_where_the_past_is_looked_at(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    with looking_back(small, small.today(), lasting=True) as past:
        done = back_up(past, tmp_path / "copy.db")
    assert done.verification.seal == browse.seal(small)


def test_nothing_is_replaced_and_what_is_given_up_leaves_nothing(
    small: Office, tmp_path: Path
) -> None:
    out = tmp_path / "copy.db"
    out.write_text("older", "utf-8")
    with pytest.raises(Invalid, match="is there already"):
        back_up(small, out)
    assert out.read_text("utf-8") == "older"
    before = set(tmp_path.iterdir())
    ticks = []

    def stop() -> None:
        ticks.append(1)
        if len(ticks) > 1:
            raise GivenUp

    with pytest.raises(GivenUp):
        back_up(small, tmp_path / "other.db", tick=stop)
    assert set(tmp_path.iterdir()) == before

"""An export of one programme proves itself as one of all does."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.errors import NotFound
from portfolio.services.against import verify_against
from portfolio.services.exporting import Since, catalogue, export
from portfolio.services.progress import GivenUp
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def read(place: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(place.read_bytes())
    return document


def test_one_programme_stands_alone_under_the_seal_of_all(demo: Office, tmp_path: Path) -> None:
    since = Since(date(2026, 3, 31))
    whole = export(demo, "json", tmp_path / "all.json", since=since)
    part = export(demo, "json", tmp_path / "one.json", since=since, programme="POST5G")
    assert part.seal == whole.seal
    every, one = read(whole.path), read(part.path)
    assert one["programme"] == "POST5G"
    assert "programme" not in every
    every, one = every["sheets"], one["sheets"]
    for sheet in ("grants", "instalments", "position", "journal", "changes", "differences"):
        assert 0 < len(one[sheet]) < len(every[sheet]), sheet
        assert [row for row in every[sheet] if row in one[sheet]] == one[sheet], sheet
    assert {row["programme"] for row in one["grants"]} == {"POST5G"}
    assert all(row["agrees"] for row in one["checks"])


@pytest.mark.parametrize("kind", [k.name for k in catalogue() if k.name not in ("pdf", "rs")])
def test_it_is_written_again_the_same(small: Office, tmp_path: Path, kind: str) -> None:
    tell(small, SETTLED)
    out = tmp_path / f"part{next(k.suffix for k in catalogue() if k.name == kind)}"
    export(small, kind, out, programme="TINY")
    held = verify_against(small, out)
    assert (held.sound, held.compared, held.account.programme) == (True, True, "TINY")


def test_a_programme_that_does_not_exist_is_named(small: Office, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="TINY"):
        export(small, "json", tmp_path / "part.json", programme="TIN")
    assert not list(tmp_path.glob("part*"))


def test_holding_it_against_the_record_can_be_given_up(small: Office, tmp_path: Path) -> None:
    out = tmp_path / "review.json"
    export(small, "json", out)

    def stop() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        verify_against(small, out, tick=stop)

"""Exports are the golden files, byte for byte, the seal in each included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.services.against import verify_against
from tests.golden import GOLDEN, KINDS, exported, files_in, golden_office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_exports_are_the_golden_files(kind: str, tmp_path: Path) -> None:
    assert exported(golden_office(tmp_path), kind, tmp_path) == files_in(GOLDEN / kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_record_still_has_what_they_rested_on(kind: object, tmp_path: Path) -> None:
    name, suffix = kind.name, kind.suffix  # type: ignore[attr-defined]  # a kind of export
    kept = GOLDEN / name / f"review{suffix}" if suffix else GOLDEN / name
    found = verify_against(golden_office(tmp_path), kept)
    assert [str(each) for each in found.broken] == []

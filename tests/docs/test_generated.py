"""The pages that are drawn from the code say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio.domain.reason import Reason
from portfolio.domain.transitions import TABLES
from tests.documents import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_would_write_now(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "write it anew: python -m tests.documents docs"


def test_every_move_of_every_table_is_drawn() -> None:
    page = PAGES["TRANSITIONS.md"]()
    assert page.count("stateDiagram-v2") == len(TABLES)
    for moves in TABLES.values():
        for move in moves:
            assert f" : {move.act}\n" in page


def test_every_reason_has_its_place() -> None:
    lines = PAGES["REASONS.md"]().splitlines()
    assert sorted(line[4:] for line in lines if line.startswith("### ")) == sorted(Reason)

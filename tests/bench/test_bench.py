"""The benches run, and what they measure is a portfolio that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.services.verify import verify
from tests.bench.exports import measure_exports
from tests.bench.many import make_many

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_portfolio_of_copies_is_sound(tmp_path: Path) -> None:
    office = make_many(tmp_path / "many.db", 50)
    assert verify(office).broken == ()
    assert browse.overview(office).grants_in_all == 50


def test_the_benches_print_their_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure_exports(50, ("csv",)) == 0
    said = capsys.readouterr().out
    assert f"\n{'csv':12} {50:>8,}" in said
    assert f"\n{'looking back':12} {50:>8,}" in said
    assert "rows/s" in said

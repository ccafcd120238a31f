"""Where official schemas and other people's sample files are: beside the checkout, never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[2] / "shared"


def standards() -> Path:
    """Return the folder of official schemas, or skip the test where there is none."""
    return _folder("PORTFOLIO_STANDARDS", "standards")


def samples() -> Path:
    """Return the folder of sample files, or skip the test where there is none."""
    return _folder("PORTFOLIO_SAMPLES", "samples")


def _folder(variable: str, name: str) -> Path:
    folder = Path(os.environ.get(variable) or _BESIDE / name)
    if not folder.is_dir():
        pytest.skip(f"{name} are not at hand: {variable} does not name their folder")
    return folder

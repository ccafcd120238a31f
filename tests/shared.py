"""Where official schemas and other people's files lie, for the tests that hold ours against them.

None of it is part of the project: a test that needs it is skipped, with the reason, where the
folder is not there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[2] / "shared"


def standards() -> Path:
    """Return the folder of official schemas, or skip the test."""
    return _folder("PORTFOLIO_STANDARDS", _BESIDE / "standards")


def samples() -> Path:
    """Return the folder of files that others published, or skip the test."""
    return _folder("PORTFOLIO_SAMPLES", _BESIDE / "samples")


def _folder(variable: str, usual: Path) -> Path:
    folder = Path(os.environ.get(variable) or usual)
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there (set {variable} to its place)")
    return folder

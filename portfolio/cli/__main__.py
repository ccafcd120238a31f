"""``python -m portfolio.cli``: the same as ``portfolio``."""

from __future__ import annotations

from portfolio.cli.main import run

run()

"""Benches: `python -m tests.bench exports|screens [--grants N]` print figures and judge none."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.exports import measure_exports
from tests.bench.screens import measure_screens

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", choices=["exports", "screens"])
    parser.add_argument("--grants", type=int, help="20,000 for exports, 100,000 for screens")
    parser.add_argument("--keep", type=Path, help="make the portfolio there once, and use it again")
    asked = parser.parse_args()
    if asked.what == "exports":
        sys.exit(measure_exports(asked.grants or 20_000))
    sys.exit(measure_screens(asked.grants or 100_000, asked.keep))

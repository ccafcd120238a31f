"""Benches: `python -m tests.bench exports [--grants N]` prints figures and judges none."""

from __future__ import annotations

import argparse
import sys

from tests.bench.exports import measure_exports

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", choices=["exports"])
    parser.add_argument("--grants", type=int, default=20_000)
    asked = parser.parse_args()
    sys.exit(measure_exports(asked.grants))

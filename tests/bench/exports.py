"""How long exports take and how much memory, for a large portfolio and for a tenth of it.

Each is written by a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.bench.many import make_many
from tests.bench.one import PAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMS = ("csv", "xlsx", "json", "html", "360giving", "iati", "rs")
_ROOT = Path(__file__).parents[2]


def measure_exports(grants: int, forms: Sequence[str] = FORMS) -> int:
    """Measure and print; return 0. The CSV files come first: their rows are counted."""
    with TemporaryDirectory(prefix="portfolio-bench-") as folder:
        place = Path(folder)
        sizes = (max(5, grants // 10), grants)
        for size in sizes:
            began = time.perf_counter()
            make_many(place / f"{size}.db", size)
            _say(f"made {size:,} grants in {time.perf_counter() - began:.1f} s")
        _say(f"{'':12} {'grants':>8} {'seconds':>8} {'rows/s':>9} {'peak MB':>8}  of a tenth")
        for form in (*forms, PAST):
            _compare(place, form, sizes)
        _say(_raw_speed(place / f"csv-{grants}"))
    return 0


def _compare(place: Path, form: str, sizes: tuple[int, int]) -> None:
    peaks = []
    for size in sizes:
        found = _measured(place / f"{size}.db", form, place / f"{form}-{size}")
        peaks.append(found["peak_mb"])
        rows = sum(1 for _ in _rows(place / f"csv-{size}"))
        speed = f"{rows / found['seconds']:>9,.0f}" if form in ("csv", "xlsx", "json") else " " * 9
        ratio = f"x{peaks[-1] / peaks[0]:.2f}" if len(peaks) > 1 else ""
        seconds, peak = f"{found['seconds']:>8.1f}", f"{peaks[-1]:>8.0f}"
        _say(f"{form:12} {size:>8,} {seconds} {speed} {peak}  {ratio}")


def _measured(database: Path, form: str, out: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.one", str(database), form, str(out)],
        capture_output=True, text=True, check=True, cwd=_ROOT,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _rows(folder: Path) -> Iterator[list[str]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)


def _raw_speed(folder: Path) -> str:
    """Write the same rows with nothing but a `csv.writer`, and say how fast that is."""
    rows = list(_rows(folder))
    began = time.perf_counter()
    with (folder.parent / "raw.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    taken = time.perf_counter() - began
    return f"a bare csv.writer: {len(rows):,} rows, {len(rows) / taken:,.0f} rows/s"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # what a person reads

"""One measurement in a process of its own, which loads no more than an export does."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portfolio.services.exporting import export
from portfolio.services.looking_back import looking_back
from portfolio.services.office import open_office

PAST = "looking back"
_NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
_KNOWN_AT = _NOON + timedelta(microseconds=20)
"""Before the last acts of the templates were recorded: nearly all of the journal is folded."""


def measure(database: Path, form: str, out: Path) -> dict[str, float]:
    """Write one export, or build the past; return the seconds and the peak of memory in MB."""
    office = open_office(database, clock=lambda: _NOON, login="bench")
    began = time.perf_counter()
    if form == PAST:
        with looking_back(office, known_at=_KNOWN_AT):
            pass
    else:
        export(office, form, out)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "peak_mb": _peak_kb() / 1024}


def _peak_kb() -> int:
    """Return the peak of this process: Linux' `ru_maxrss` begins with that of who started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))  # noqa: T201  # read by who asked

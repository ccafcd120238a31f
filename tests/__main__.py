"""The one test command: `python -m tests` runs everything, `python -m tests quick` the core.

Each step is a command of its own, printed before it runs, so that a failure can be run again alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable

CHECKS = (
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("lint", [PYTHON, "-m", "ruff", "check", "--output-format", "concise", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("import contracts", [str(Path(PYTHON).parent / "lint-imports")]),
)
DOMAIN = (
    ("domain", [PYTHON, "-m", "coverage", "run", "-m", "pytest", "tests/domain"]),
    ("domain: every branch", [PYTHON, "-m", "coverage", "report", "--fail-under=100"]),
)
QUICK = (("domain", [PYTHON, "-m", "pytest", "tests/domain", "tests/architecture"]),)
# Tests of screens wait more than they work: three for each core keep it busy.
WORKERS = str(3 * (os.cpu_count() or 1))
REST = (
    (
        "everything else",
        [PYTHON, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", "--ignore=tests/domain"],
    ),
)


def run(steps: tuple[tuple[str, list[str]], ...]) -> int:
    """Run steps in order; return the first failing exit code, or 0."""
    for name, command in steps:
        began = time.monotonic()
        print(f"== {name}: {' '.join(command[1:])}", flush=True)  # noqa: T201  # what a person reads
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            print(f"== {name} failed (exit {code})", flush=True)  # noqa: T201  # the same
            return code
        print(f"== {name}: {time.monotonic() - began:.1f} s", flush=True)  # noqa: T201  # the same
    return 0


if __name__ == "__main__":
    quick = sys.argv[1:] == ["quick"]
    sys.exit(run(QUICK if quick else (*CHECKS, *DOMAIN, *REST)))

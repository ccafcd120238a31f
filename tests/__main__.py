"""The one test command: `python -m tests` runs everything, `python -m tests quick` the core.

Each step is a command of its own, printed before it runs, so that a failure can be run again alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, STDOUT
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable

Step = tuple[str, list[str]]

CHECKS: tuple[Step, ...] = (
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("lint", [PYTHON, "-m", "ruff", "check", "--output-format", "concise", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("import contracts", [str(Path(PYTHON).parent / "lint-imports")]),
)
DOMAIN: tuple[Step, ...] = (
    ("domain", [PYTHON, "-m", "coverage", "run", "-m", "pytest", "tests/domain"]),
    ("domain: every branch", [PYTHON, "-m", "coverage", "report", "--fail-under=100"]),
    # What is compiled here once is not compiled by every worker at the same time.
    ("collected", [PYTHON, "-m", "pytest", "--collect-only", "-qq", "--ignore=tests/domain"]),
)
QUICK: tuple[Step, ...] = (
    ("domain", [PYTHON, "-m", "pytest", "tests/domain", "tests/architecture"]),
)
# Tests of screens wait more than they work: three for each core keep it busy.
WORKERS = str(3 * (os.cpu_count() or 1))
REST: tuple[Step, ...] = (
    (
        "everything else",
        [PYTHON, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", "--ignore=tests/domain"],
    ),
)


def at_the_same_time(*lanes: Sequence[Step], env: Mapping[str, str]) -> int:
    """Run lanes of steps beside each other; return the first failing exit code, or 0."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        codes = pool.map(lambda steps: run(steps, env, stdout=PIPE), lanes)
        return next((code for code in codes if code), 0)


def run(steps: Sequence[Step], env: Mapping[str, str], *, stdout: int | None = None) -> int:
    """Run steps in order; return the first failing exit code, or 0.

    What goes to a pipe, since others run beside it, is printed where it failed.
    """
    for name, command in steps:
        began = time.monotonic()
        say(f"== {name}: {' '.join(command[1:])}")
        done = subprocess.run(
            command, cwd=ROOT, env=env, check=False, text=True, stdout=stdout,
            stderr=None if stdout is None else STDOUT,
        )  # fmt: skip
        if done.returncode:
            say(f"{done.stdout or ''}== {name} failed (exit {done.returncode})")
            return done.returncode
        say(f"== {name}: {time.monotonic() - began:.1f} s")
    return 0


def say(text: str) -> None:
    """Print what a person reads, as soon as it is there."""
    print(text, flush=True)  # noqa: T201  # what a person reads


def environment(compiled: Path) -> dict[str, str]:
    """Return the environment of the steps.

    Whoever wants no compiled files beside the sources has them in a folder that is thrown away:
    without any, each of a thousand processes compiles everything anew.
    """
    env = dict(os.environ)
    if env.pop("PYTHONDONTWRITEBYTECODE", ""):
        env["PYTHONPYCACHEPREFIX"] = str(compiled)
    return env


def main(*, quick: bool) -> int:
    """Run everything, or the core; return the exit code."""
    with TemporaryDirectory(prefix="portfolio-tests-") as compiled:
        env = environment(Path(compiled))
        if quick:
            return run(QUICK, env)
        return at_the_same_time(CHECKS, DOMAIN, env=env) or run(REST, env)


if __name__ == "__main__":
    sys.exit(main(quick=sys.argv[1:] == ["quick"]))

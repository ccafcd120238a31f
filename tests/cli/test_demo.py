from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.conftest import ROOT, Cli, inside

if TYPE_CHECKING:
    from pathlib import Path


def test_a_kept_demonstration_is_printed_and_can_be_gone_on_with(tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    result = inside("--lang", "en", "demo", "--print", "--keep", str(kept))
    assert result.exit_code == 0, result.output
    head = " ".join(result.stdout.splitlines()[:3])
    assert head.startswith("This is a demonstration")
    assert "OFFICER-1" in head
    assert "AUTHORISER-1" in head
    assert f"portfolio --db {kept} --as OFFICER-1" in result.stderr
    assert "RAPIDUS-FE" in result.stdout
    assert "[i] illustrative" in result.stdout
    assert "Waits for" in result.stdout
    cli = Cli(kept)
    waiting = cli.json("queue", "--role", "authorising-officer", who="AUTHORISER-1")["queue"]
    assert waiting
    assert cli.json("verify")["sound"] is True


def test_a_demonstration_in_a_pipe_whose_reader_goes_is_quiet_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    command = f"TMPDIR={tmp_path} LC_ALL=C {sys.executable} -m portfolio.cli demo | head -1"
    done = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith("This is a demonstration")
    assert done.stdout.count("\n") == 1
    assert "Error" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_demonstration_takes_the_place_of_nothing(tmp_path: Path, imported: Cli) -> None:
    before = imported.json("status")["seal"]["root"]
    assert inside("demo", "--print", "--keep", str(imported.db)).exit_code == 2
    assert imported.json("status")["seal"]["root"] == before
    assert Cli(tmp_path / "other.db").run("demo", "--print").exit_code == 2
    assert not (tmp_path / "other.db").exists()

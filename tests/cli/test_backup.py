"""A copy of the record on the command line: new, verified, and never over another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def test_it_is_written_once_and_holds(payable: Cli, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    done = payable.json("backup", "--out", str(out))
    assert done["sound"] is True
    assert done["size"] == out.stat().st_size
    assert done["seal"] == payable.json("verify")["verification"]["seal"]
    assert "is there already" in payable.run("backup", "--out", str(out)).stderr
    assert payable.run("backup", "--out", str(tmp_path / "next.db")).exit_code == 0

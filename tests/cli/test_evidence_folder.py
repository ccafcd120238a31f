"""Where the files behind the evidence are is said before a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.desk import Desk
from portfolio.cli.serving import _screens
from portfolio.services.evidence_files import evidence_folder
from tests.cli.conftest import inside

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def test_what_is_named_has_to_be_a_folder(small: Office, tmp_path: Path) -> None:
    database = str(small.database.path)
    said = inside("--db", database, "--evidence", str(tmp_path / "nowhere"), "queue")
    assert said.exit_code == 2
    assert "is not a folder; name the folder with the files behind the evidence" in " ".join(
        said.output.split()
    )
    assert inside("--db", database, "--evidence", str(tmp_path), "queue").exit_code == 0


def test_the_office_and_every_served_tab_know_the_folder(small: Office, tmp_path: Path) -> None:
    desk = Desk(address=str(small.database.path), evidence=tmp_path)
    assert evidence_folder(desk.office) == tmp_path
    assert f"--evidence={tmp_path}" in _screens(desk)

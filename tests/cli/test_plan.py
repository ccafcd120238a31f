"""The plan on the command line: the template, and an import that changes something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl

from tests.cli import small
from tests.cli.conftest import Cli, shell, write_json

if TYPE_CHECKING:
    from pathlib import Path


def test_a_template_is_written_once_and_never_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    done = shell("template", "--out", str(path))
    assert (done.returncode, done.stdout.strip()) == (0, str(path))
    assert openpyxl.load_workbook(path).sheetnames[0] == "About"
    path.write_text("filled in", encoding="utf-8")
    again = shell("template", "--out", str(path))
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert path.read_text(encoding="utf-8") == "filled in"


def test_a_template_in_japanese_and_as_json(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    done = shell("--lang", "ja", "template", "--out", str(path), "--json")
    assert json.loads(done.stdout) == {"path": str(path)}
    assert openpyxl.load_workbook(path).sheetnames[0] == "記入要領"
    other = shell("template", "--out", str(tmp_path / "plan.ods"))
    assert other.returncode == 2
    assert "is not called as a workbook" in other.stderr


def changed(imported: Cli, tmp_path: Path) -> str:
    """Return an export of the plan in which another program has moved a day."""
    path = tmp_path / "plan.xlsx"
    imported.does("export", "--format", "plan", "--out", str(path))
    book = openpyxl.load_workbook(path)
    sheet = book["Milestones"]
    columns = {cell.value: n for n, cell in enumerate(sheet[1], start=1)}
    sheet.cell(4, columns["due_on"]).value = "2027-12-31"
    book.save(path)
    return str(path)


def test_an_import_shows_each_change_and_asks_for_a_reason(imported: Cli, tmp_path: Path) -> None:
    path = changed(imported, tmp_path)
    refused = imported.run("import", path, who="OFFICER-1")
    assert refused.exit_code == 4
    assert "--reason" in refused.stderr
    printed = imported.does("import", path, "--reason", "late", "--dry-run", who="OFFICER-1")
    lines = printed.partition("\n\n")[2].splitlines()
    assert lines[0].split("\t") == ["subject", "what", "old", "new", "place", "amendment"]
    assert len(lines) == 2
    assert lines[1].split("\t")[3:5] == ["2027-12-31", "Milestones!H4 (due_on)"]
    said = imported.json("import", path, "--reason", "late", who="OFFICER-1")
    assert said["written"]
    (change,) = (c for line in said["lines"] for c in line["changes"])
    assert change["what"] == "milestone due"
    grant = change["subject"].partition("/")[0]
    assert imported.json("show", grant)["amendments"][0]["state"] == "proposed"
    again = imported.run("import", path, "--reason", "late", who="OFFICER-1")
    assert "nothing was changed" in again.stderr


def test_an_import_of_what_is_known_prints_no_changes(imported: Cli, tmp_path: Path) -> None:
    file = write_json(tmp_path / "small.json", small.grants())
    assert "\n\n" not in imported.does("import", str(file), who="OFFICER-1")

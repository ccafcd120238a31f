"""An export is there whole or not at all, and the same snapshot gives the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import NotFound, PortfolioError
from portfolio.exchange import sheet_page
from portfolio.exchange.sheet_page import TooLongForExcel
from portfolio.exchange.writing import NotWritten
from portfolio.services.exporting import catalogue, export
from portfolio.wording import LABELS
from tests.conftest import NOW
from tests.exchange.exported import JAPANESE
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from portfolio.services.office import Office

KINDS = [kind.name for kind in catalogue()]


def contents(place: Path) -> dict[str, bytes]:
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    return {file.name: file.read_bytes() for file in files}


def test_every_kind_says_what_it_is_for() -> None:
    assert KINDS[:3] == ["xlsx", "csv", "json"]
    assert all(f"export.{kind.name}" in LABELS for kind in catalogue())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_snapshot_gives_the_same_bytes(small: Office, tmp_path: Path, kind: str) -> None:
    tell(small, SETTLED)
    place = tmp_path / "review"
    first = export(small, kind, place)
    before = contents(place)
    later = replace(small, clock=lambda: NOW.replace(hour=9))
    second = export(later, kind, place)
    assert contents(place) == before
    assert first == second
    assert first.sha256 == {n: sha256(content).hexdigest() for n, content in before.items()}


def test_the_account_of_a_folder_fits_its_files(small: Office, tmp_path: Path) -> None:
    export(small, "csv", tmp_path / "folder", JAPANESE)
    account = json.loads((tmp_path / "folder" / "datapackage.json").read_text(encoding="utf-8"))
    listed = {each["path"] for each in account["resources"]}
    assert listed | {"datapackage.json"} == set(contents(tmp_path / "folder"))
    for each in account["resources"]:
        content = (tmp_path / "folder" / each["path"]).read_bytes()
        assert each["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert each["bytes"] == len(content)
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n") > 0
    assert account["portfolio"]["language"] == "ja"
    assert "事業".encode() in (tmp_path / "folder" / "programmes.csv").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_an_earlier_export_is_replaced(small: Office, tmp_path: Path, kind: str) -> None:
    export(small, kind, tmp_path / "review")
    before = contents(tmp_path / "review")
    tell(small, SETTLED)
    export(small, kind, tmp_path / "review")
    assert contents(tmp_path / "review") != before
    assert {p.name for p in tmp_path.iterdir()} - {"small.db"} == {"review"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_folder_is_named_with_the_way_out(
    small: Office, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(NotWritten, match="there is no folder") as caught:
        export(small, kind, tmp_path / "nowhere" / "review")
    assert caught.value.place == tmp_path / "nowhere" / "review"
    assert "make the folder" in str(caught.value)
    assert isinstance(caught.value, PortfolioError)


def test_a_folder_of_somebody_else_is_never_replaced(small: Office, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    export(small, "csv", folder)
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(NotWritten, match=r"thesis\.txt"):
        export(small, "csv", folder)
    assert contents(folder) == before
    other = tmp_path / "other"
    other.mkdir()
    (other / "datapackage.json").write_text("[]", encoding="utf-8")
    with pytest.raises(NotWritten, match=r"datapackage\.json"):
        export(small, "csv", other)


def test_a_file_and_a_folder_are_not_mistaken_for_each_other(small: Office, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old", encoding="utf-8")
    with pytest.raises(NotWritten, match="it is a folder"):
        export(small, "xlsx", tmp_path / "folder")
    with pytest.raises(NotWritten, match="it is a file"):
        export(small, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("beside", ["", "-wal", "-journal"])
def test_the_database_is_never_overwritten(small: Office, kind: str, beside: str) -> None:
    path = small.database.path
    assert path is not None
    with pytest.raises(NotWritten, match="the database itself"):
        export(small, kind, path.with_name(path.name + beside))
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_an_unknown_kind_names_those_there_are(small: Office, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="xlsx, csv, json"):
        export(small, "odt", tmp_path / "review.odt")


def test_a_sheet_too_long_for_excel_is_refused_not_cut(
    small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "review.xlsx").write_text("old", encoding="utf-8")
    monkeypatch.setattr(sheet_page, "MOST_ROWS", 3)
    with pytest.raises(TooLongForExcel, match="export as csv or json"):
        export(small, "xlsx", tmp_path / "review.xlsx")
    assert (tmp_path / "review.xlsx").read_text(encoding="utf-8") == "old"


def test_rights_are_those_of_any_new_file(small: Office, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        for kind in KINDS:
            export(small, kind, tmp_path / kind)
    finally:
        os.umask(before)
    assert (tmp_path / "xlsx").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "csv").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "csv" / "datapackage.json").stat().st_mode & 0o777 == 0o640


FULL_DISK = """
import resource, sys
from pathlib import Path
from portfolio.exchange.writing import NotWritten
from portfolio.services.exporting import export
from portfolio.services.office import open_office
office = open_office(sys.argv[1], login="tester")
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    export(office, sys.argv[2], Path(sys.argv[3]))
except NotWritten as error:
    print(error)
    raise SystemExit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_leaves_the_old_export(small: Office, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "out" / "review"
    place.parent.mkdir()
    export(small, kind, place)
    before = contents(place)
    tell(small, SETTLED)
    done = run(FULL_DISK, str(small.database.path), kind, str(place))
    assert done.returncode == 7, done.stderr
    assert "Nothing there was changed" in done.stdout
    assert contents(place) == before
    assert [p.name for p in place.parent.iterdir()] == ["review"]


# A superuser may write anywhere: the test gives that up, after loading what it needs.
READ_ONLY = """
import os, sys
from pathlib import Path
from portfolio.exchange.writing import NotWritten, put_file, put_folder
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for write in (
    lambda: put_file(Path("review.xlsx"), lambda new: new.write_bytes(b"new")),
    lambda: put_folder(Path("folder"), lambda new: None, "datapackage.json"),
):
    try:
        write()
    except NotWritten as error:
        print(error)
    else:
        raise SystemExit("written")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are POSIX")
def test_a_read_only_folder_is_said_and_nothing_is_touched(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "review.xlsx").write_bytes(b"old")
    folder.chmod(0o555)
    try:
        done = run(READ_ONLY, str(folder))
    finally:
        folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Permission denied; choose a folder you may write to") == 2
    assert contents(folder) == {"review.xlsx": b"old"}


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

"""Golden files: exports of a portfolio that never changes, kept under `fixtures/golden/<kind>/`.

`python -m tests.golden` writes all of them anew; a test compares what is there byte for byte,
seals included. The portfolio is the one of an earlier release, brought forward: its journal is
fixed, down to every command id. Workbooks and PDFs are no golden files: their bytes follow from the
libraries and fonts that are installed, too.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from portfolio.services.exporting import catalogue, export
from portfolio.services.founding import bring_forward
from portfolio.services.office import open_office
from tests.conftest import FIXTURES, NOW

if TYPE_CHECKING:
    from portfolio.services.office import Office

GOLDEN = FIXTURES / "golden"
_BY_LIBRARIES = ("xlsx", "plan", "pdf")
KINDS = [kind for kind in catalogue() if kind.name not in _BY_LIBRARIES]


def golden_office(folder: Path) -> Office:
    """Return the portfolio in which every kind of record stands, on the day every test lives in."""
    path = folder / "golden.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FIXTURES / "older" / "schema-2.sql").read_text("utf-8"))
    bring_forward(path)
    return open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")


def exported(office: Office, name: str, folder: Path) -> dict[str, bytes]:
    """Return the files of an export by name."""
    (kind,) = (each for each in KINDS if each.name == name)
    place = folder / name / f"review{kind.suffix}"
    place.parent.mkdir()
    export(office, name, place)
    return files_in(place if place.is_dir() else place.parent)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


def renew() -> None:
    """Write all golden files anew."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    with TemporaryDirectory() as name:
        office = golden_office(Path(name))
        for kind in KINDS:
            (GOLDEN / kind.name).mkdir(parents=True)
            for file, content in exported(office, kind.name, Path(name)).items():
                (GOLDEN / kind.name / file).write_bytes(content)


if __name__ == "__main__":
    renew()

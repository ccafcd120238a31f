"""Golden files: exports of the small portfolio, kept under `fixtures/golden/<kind>/`.

`python -m tests.golden` writes all of them anew; a test compares what is there byte for byte. To
keep another kind of folder, make its folder here. The account of a folder stays out: its seal
covers a journal whose command ids differ each time.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from portfolio.exchange.account import ACCOUNT
from portfolio.services.exporting import export
from portfolio.services.office import open_office
from tests.conftest import FIXTURES, NOW, make_small
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from portfolio.services.office import Office

GOLDEN = FIXTURES / "golden"


def golden_kinds() -> list[str]:
    """Return the kinds of export of which golden files are kept."""
    return sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


def golden_office(folder: Path) -> Office:
    """Return the small portfolio after the main story, on the day every test lives in."""
    path = folder / "small.db"
    make_small(path)
    office = open_office(path, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")
    tell(office, SETTLED)
    return office


def exported(office: Office, kind: str, folder: Path) -> dict[str, bytes]:
    """Return the files of an export by name, without the account of them."""
    place = folder / kind
    export(office, kind, place)
    return {f.name: f.read_bytes() for f in sorted(place.iterdir()) if f.name != ACCOUNT}


def kept(kind: str) -> dict[str, bytes]:
    """Return the golden files of a kind by name."""
    return {f.name: f.read_bytes() for f in sorted((GOLDEN / kind).iterdir())}


def renew() -> None:
    """Write all golden files anew."""
    with TemporaryDirectory() as name:
        office = golden_office(Path(name))
        for kind in golden_kinds():
            files = exported(office, kind, Path(name))
            shutil.rmtree(GOLDEN / kind)
            (GOLDEN / kind).mkdir()
            for file, content in files.items():
                (GOLDEN / kind / file).write_bytes(content)


if __name__ == "__main__":
    renew()

"""The demonstration: the portfolio of Japan in a throw-away database, with roles to act as."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems, StoreUnfit
from portfolio.exchange.reading import read_file
from portfolio.reports.exhibits import exhibits_of
from portfolio.services.evidence_files import FOLDER_SUFFIX
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.services.office import Office, utc_now
from portfolio.services.progress import Tick, no_tick
from portfolio.store import mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST_ACTOR = "OFFICER-1"
"""Who one acts as when a demonstration opens."""

_BEGINS = datetime(2022, 11, 1, 0, 0, tzinfo=UTC)
"""When the demonstration's record begins: before the first award it tells of."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\.json$", re.ASCII)


def japan_folder() -> Path:
    """Return where the files of the demonstration are: in the package, or in the checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "fixtures" / "japan", package.parent / "fixtures" / "japan"):
        if folder.is_dir():
            return folder
    raise StoreUnfit("the files of the demonstration are not installed: install the package again")


def open_demo(
    path: Path | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    login: str | None = None,
    tick: Tick = no_tick,
) -> Office:
    """Make a demonstration and open it as a grant officer; `tick` is called for each act in it.

    Without a `path` it goes into a new temporary folder. Raises `StoreUnfit` where a portfolio
    has begun at `path` already, `FileProblems` where the files do not fit the rules. The documents
    of its evidence do not exist; a stand-in of each lies in a folder beside the database.
    """
    where = path or Path(mkdtemp(prefix="portfolio-demo-")) / "demonstration.db"
    office = found(
        where,
        name="Administrator of the demonstration",
        name_ja="デモ管理者",
        purpose=Purpose.DEMONSTRATION,
        clock=lambda: _BEGINS,
        login=login,
    )
    officer = office.acting_as(FIRST_ACTOR)
    for read in [read_file(file) for file in sorted(japan_folder().glob("*.json"))]:
        people = replace(read, programmes=(), grants=(), history=())
        for who, what in ((office, people), (officer, replace(read, people=()))):
            then = partial(_entered_at, read.name)
            plan = import_read(replace(who, clock=then), [what], tick=tick)
            if plan.problems:
                raise FileProblems(plan.problems)
    _put_stand_ins(office, where.with_suffix(FOLDER_SUFFIX))
    return replace(office, clock=clock, acts_as=FIRST_ACTOR)


@contextmanager
def passing_demo(tick: Tick = no_tick) -> Iterator[Office]:
    """Open a demonstration that is thrown away on leaving. Raises as `open_demo` does."""
    with TemporaryDirectory(prefix="portfolio-demo-") as folder:
        yield open_demo(Path(folder) / "demonstration.db", tick=tick)


def _put_stand_ins(office: Office, folder: Path) -> None:
    """Write a text with its title for each document whose digest is that of its title."""
    folder.mkdir(exist_ok=True)
    with office.database.reading() as connection:
        files = [mapping.load_grant(connection, code) for code in mapping.grant_codes(connection)]
    for each in (exhibit for file in files for exhibit in exhibits_of(file)):
        text = each.title.encode()
        if sha256(text).hexdigest() == each.sha256:
            (folder / f"{each.sha256}.txt").write_bytes(text)


def _entered_at(name: str) -> datetime:
    """Return when a file is entered: on the day its name ends with, else as the record begins."""
    day = _DAY.search(name)
    return datetime.fromisoformat(day[1]).replace(tzinfo=UTC) if day else _BEGINS

"""Looking back: the office as it stood on a day, as far as it was known at a moment.

Whatever reads an office reads the past the same way: screens, lists, explanations, exports. Nothing
can be written in it.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from portfolio.domain.errors import StoreUnfit
from portfolio.domain.period import utc_text
from portfolio.reports.seal import seal
from portfolio.services.office import name_of
from portfolio.services.progress import Tick, no_tick
from portfolio.store import past

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection

    from portfolio.services.office import Office
    from portfolio.store.engine import Database


@contextmanager
def looking_back(
    office: Office,
    as_of: date | None = None,
    known_at: datetime | None = None,
    *,
    tick: Tick = no_tick,
    lasting: bool = False,
) -> Iterator[Office]:
    """Open the office as it stood on `as_of` (today where not given), as known at `known_at`.

    The past is folded from the journal into a private folder that is gone afterwards; where nothing
    was recorded since, the present is the answer and nothing is folded, unless it is looked at for
    a `lasting` while, in which others go on writing. `tick` is called for every stream that is
    folded. The same question gives the same answer whenever it is asked, once a recording moment is
    named. Raises `StoreUnfit` where nothing had been recorded by then.
    """
    day = as_of or office.today()
    with ExitStack() as kept:
        # What is read ends before anybody looks: a reader that stays would hold up who writes.
        with office.database.reading() as connection:
            database = office.database
            if lasting or not past.is_present(connection, day, known_at):
                folder = kept.enter_context(TemporaryDirectory(prefix="portfolio-past-"))
                place = Path(folder) / name_of(office)
                database = past.build(connection, place, day, known_at, tick)
                _check_begun(database, day, known_at)
        yield replace(
            office,
            database=replace(database, closed=day),
            as_of=day,
            present=office.present or office,
        )


def _check_begun(database: Database, day: date, known_at: datetime | None) -> None:
    with database.reading() as found:
        if not past.has_begun(found):
            moment = utc_text(known_at) if known_at else day.isoformat()
            raise StoreUnfit(f"nothing was recorded yet at {moment}: name a later moment")


def newest_known(connection: Connection) -> datetime:
    """Return when the newest entry of a past was recorded."""
    return seal(connection).sealed_at

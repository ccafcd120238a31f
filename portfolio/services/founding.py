"""Beginning a portfolio: a new database, its charter and its first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.acts.entering import initialise
from portfolio.domain.change import Occasion
from portfolio.domain.charter import Charter, Purpose
from portfolio.domain.errors import StoreUnfit
from portfolio.domain.people import Person, Role
from portfolio.domain.period import day_in
from portfolio.services.office import AGENCY_ZONE, Office, open_office, own_login, utc_now
from portfolio.services.perform import new_command_id, request_hash
from portfolio.store import engine, migrate
from portfolio.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from portfolio.store.engine import Database


def may_begin(address: str | Path) -> Database:
    """Return the database at an address where a portfolio may begin, or raise `StoreUnfit`."""
    database = engine.database_at(address)
    if migrate.has_begun(database):
        raise StoreUnfit(f"a portfolio has begun at {database.name} already: nothing was changed")
    return database


def is_older(address: str | Path) -> bool:
    """Whether a portfolio of an older release stands at an address: `bring_forward` is for it."""
    return migrate.is_older(engine.database_at(address))


def bring_forward(address: str | Path) -> Path | None:
    """Bring a portfolio of an older release to the schema known here; no entry is rewritten.

    Returns the copy of the file as it was, kept beside it; None where there is no file to copy.
    """
    return migrate.upgrade(engine.database_at(address))


def first_administrator(
    *, name: str, code: str = "ADMIN-1", name_ja: str | None = None, login: str | None = None
) -> Person:
    """Return whoever begins a portfolio, as its administrator. Raises `Invalid`."""
    who = own_login() if login is None else login
    return Person(code=code, name=name, name_ja=name_ja, roles=(Role.ADMINISTRATOR,), logins=(who,))


def found(  # noqa: PLR0913  # where, for what, by whom and when, by name
    address: str | Path,
    *,
    name: str,
    code: str = "ADMIN-1",
    name_ja: str | None = None,
    purpose: Purpose = Purpose.RECORD,
    clock: Callable[[], datetime] = utc_now,
    login: str | None = None,
) -> Office:
    """Begin a portfolio whose first administrator is whoever runs this, under their own login.

    Raises `StoreUnfit` where a portfolio has begun there already or no file can be made,
    `Invalid` for an unfit name.
    """
    who = own_login() if login is None else login
    moment = clock()
    database = may_begin(address)
    administrator = first_administrator(name=name, code=code, name_ja=name_ja, login=who)
    _make(database)
    with database.writing() as connection:
        work = UnitOfWork(connection, new_command_id())
        work.begin(request_hash(administrator, administrator.code, None))
        occasion = Occasion(
            person=administrator,
            recorded_at=moment,
            today=day_in(AGENCY_ZONE, moment),
            effective_on=day_in(AGENCY_ZONE, moment),
        )
        work.record(
            initialise(administrator, Charter(purpose=purpose, created_at=moment), occasion)
        )
    return open_office(address, clock=clock, login=who)


def _make(database: Database) -> None:
    try:
        if database.path is not None:
            database.path.parent.mkdir(parents=True, exist_ok=True)
        migrate.upgrade(database)
    except OSError as error:
        raise StoreUnfit(
            f"{database.name} cannot be opened ({error.strerror}): check the folder and its rights"
        ) from error

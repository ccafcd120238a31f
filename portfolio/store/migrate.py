"""Bringing a database to the schema known here: Alembic revisions, then the triggers afresh."""

from __future__ import annotations

import os
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, inspect

from portfolio.domain.errors import StoreUnfit
from portfolio.store import sqlite
from portfolio.store.cells import derive_anew
from portfolio.store.engine import SCHEMA_VERSION
from portfolio.store.mapping import load_charter, load_programme, programme_codes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from portfolio.store.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> Path | None:
    """Create or upgrade the schema in one transaction; it is the old one or the new, never between.

    Returns where an older database is kept as it was, beside the new one; None where there was
    none. What is kept beside the records is derived anew. Raises `StoreUnfit` for a database of
    another program or of a newer release.
    """
    path = database.path
    if path is not None and not path.exists():
        # Nobody else on the machine may read a record of who was paid.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if path is not None:
        _prepare(database, path)
    with database.rebuilding() as connection:
        before = _schema_of(connection, path)
        older = 0 < before < SCHEMA_VERSION
        # Nobody can write between the copy and the change: this transaction has the pen already.
        copy = _keep_copy(database, path, before) if path is not None and older else None
        if path is not None:
            sqlite.remove_triggers(connection)  # they name tables that are made anew
        _run_revisions(connection)
        if path is not None:
            sqlite.install_triggers(connection)
            sqlite.set_schema_version(connection, SCHEMA_VERSION)
        if older:
            for code in programme_codes(connection):
                derive_anew(connection, load_programme(connection, code))
    return copy


def has_begun(database: Database) -> bool:
    """Whether a portfolio has its first entry already, in this schema or an older one."""
    path = database.path
    if path is not None and (not path.exists() or path.stat().st_size == 0):
        return False
    with database.reading() as connection:
        ours = path is None or sqlite.read_marks(connection)[0] == sqlite.APPLICATION_ID
        known = inspect(connection).has_table("charter")
        return ours and known and load_charter(connection) is not None


def is_older(database: Database) -> bool:
    """Whether a portfolio has begun in an older schema: `upgrade` brings it forward."""
    if not has_begun(database):
        return False
    with database.reading() as connection:
        return _schema_of(connection, database.path) < SCHEMA_VERSION


@cache
def expected_objects() -> dict[str, str]:
    """Return the SQL of every table, index and trigger as a new database has them."""
    with sqlite.rebuilding(sqlite.make_engine(URL.create("sqlite"), writing=True)) as connection:
        _run_revisions(connection)
        sqlite.install_triggers(connection)
        return sqlite.schema_objects(connection)


def check_free(database: Database) -> None:
    """Raise `StoreUnfit` where a file stands in which no portfolio can begin: another program's."""
    path = database.path
    if path is not None and path.exists():
        with database.reading() as connection:
            _application_of(connection, path)


def _prepare(database: Database, path: Path) -> None:
    with database.reader.connect() as connection:
        application = _application_of(connection, path)
    if application == 0:
        with database.reader.connect() as connection:
            sqlite.prepare_file(connection, path)


def _application_of(connection: Connection, path: Path) -> int:
    """Return whose file it is: ours, or 0 for nobody's yet. Raises `StoreUnfit` for any other."""
    application, version = sqlite.read_marks(connection)
    strange = application not in (0, sqlite.APPLICATION_ID)
    if strange or (application == 0 and inspect(connection).get_table_names()):
        raise StoreUnfit(f"{path} is a database of another program; nothing was changed in it")
    if version > SCHEMA_VERSION:
        raise StoreUnfit(f"{path} was written by a newer release: install that release")
    return application


def _schema_of(connection: Connection, path: Path | None) -> int:
    """Return the number of the schema a database has; 0 where it has none yet."""
    if path is not None:
        return sqlite.read_marks(connection)[1]
    from alembic.migration import MigrationContext

    return int(MigrationContext.configure(connection).get_current_revision() or 0)


def _keep_copy(database: Database, path: Path, version: int) -> Path:
    first = f"{path.name}.schema-{version}"
    names = chain((first,), (f"{first}-{n}" for n in count(2)))
    copy = next(p for p in map(path.with_name, names) if not p.exists())
    with database.reader.connect() as connection:
        sqlite.back_up(connection, copy)
    return copy


def _run_revisions(connection: Connection) -> None:
    from alembic import command  # a hundred milliseconds: only where a schema is made
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

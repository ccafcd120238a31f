"""Bringing a database to the schema known here: Alembic revisions, then the triggers afresh."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, inspect

from portfolio.domain.errors import StoreUnfit
from portfolio.store import sqlite
from portfolio.store.engine import SCHEMA_VERSION
from portfolio.store.mapping import load_charter

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from portfolio.store.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Create or upgrade the schema in one transaction; it is the old one or the new, never between.

    Raises `StoreUnfit` for a database of another program or of a newer release.
    """
    path = database.path
    if path is not None and not path.exists():
        # Nobody else on the machine may read a record of who was paid.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if path is not None:
        _prepare(database, path)
    with database.writing() as connection:
        _run_revisions(connection)
        if path is not None:
            sqlite.install_triggers(connection)
            sqlite.set_schema_version(connection, SCHEMA_VERSION)


def has_begun(database: Database) -> bool:
    """Whether a portfolio of the schema known here has its first entry already."""
    path = database.path
    if path is not None and (not path.exists() or path.stat().st_size == 0):
        return False
    with database.reading() as connection:
        ours = path is None or sqlite.read_marks(connection) == (
            sqlite.APPLICATION_ID, SCHEMA_VERSION,
        )  # fmt: skip
        known = inspect(connection).has_table("charter")
        return ours and known and load_charter(connection) is not None


@cache
def expected_objects() -> dict[str, str]:
    """Return the SQL of every table, index and trigger as a new database has them."""
    engine = sqlite.make_engine(URL.create("sqlite"), writing=True)
    with engine.begin() as connection:
        _run_revisions(connection)
        sqlite.install_triggers(connection)
        return sqlite.schema_objects(connection)


def _prepare(database: Database, path: Path) -> None:
    with database.reader.connect() as connection:
        application, version = sqlite.read_marks(connection)
        strange = application not in (0, sqlite.APPLICATION_ID)
        if strange or (application == 0 and inspect(connection).get_table_names()):
            raise StoreUnfit(f"{path} is a database of another program; nothing was changed in it")
        if version > SCHEMA_VERSION:
            raise StoreUnfit(f"{path} was written by a newer release: install that release")
    if application == 0:
        with database.reader.connect() as connection:
            sqlite.prepare_file(connection, path)


def _run_revisions(connection: Connection) -> None:
    from alembic import command  # a hundred milliseconds: only where a schema is made
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

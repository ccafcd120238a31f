"""Opening a database: where it is, whether it is ours, and whether its schema is the one we know.

Reads and writes have an engine each. On SQLite a write begins with BEGIN IMMEDIATE, so that what is
read before deciding cannot change before it is written; a read sees one snapshot.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from portfolio.domain.errors import Busy, PortfolioError, StoreUnfit
from portfolio.store import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection, Engine

SCHEMA_VERSION = 4
"""Number of the newest migration; written into the database and compared on opening."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: its address, and one engine each for reading and for writing.

    `closed` is the day it shows, where it is of the past: nothing is written to it.
    """

    url: URL
    reader: Engine
    writer: Engine
    closed: date | None = None

    @property
    def path(self) -> Path | None:
        """The file, where the database is one."""
        if self.url.get_backend_name() != "sqlite" or not self.url.database:
            return None
        return Path(self.url.database)

    @property
    def name(self) -> str:
        """The address without any password: what may be shown."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one read transaction: everything read inside it belongs to the same moment."""
        with _said_in_our_words(self.name), self.reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open one write transaction: it is committed whole on leaving, or nothing is saved.

        Raises `StoreUnfit` where the database is closed to writing.
        """
        if self.closed is not None:
            raise StoreUnfit(
                f"this is the past as of {self.closed}, nothing is changed in it: return to today "
                "to act (B on the screens, no --as-of and --known-at with a command)"
            )
        with _said_in_our_words(self.name), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Open one write transaction in which the schema may be changed, whole or not at all."""
        whole = self.writer.begin() if self.path is None else sqlite.rebuilding(self.writer)
        with _said_in_our_words(self.name), whole as connection:
            yield connection


def database_at(address: str | Path) -> Database:
    """Return the database at a file or SQLAlchemy URL, without opening it. Raises `StoreUnfit`."""
    url = _url_of(address)
    if url.get_backend_name() == "sqlite":
        return Database(
            url, sqlite.make_engine(url, writing=False), sqlite.make_engine(url, writing=True)
        )
    engine = create_engine(url, poolclass=NullPool)
    return Database(url, engine, engine)


def _url_of(address: str | Path) -> URL:
    if "://" not in str(address):
        return URL.create("sqlite", database=str(Path(address).absolute()))
    try:
        return make_url(str(address))
    except ArgumentError:
        raise StoreUnfit(
            f"{address} is not a database address: give a file, or a URL such as "
            "postgresql+psycopg://server/portfolio"
        ) from None


def check_database(database: Database) -> None:
    """Raise `StoreUnfit` unless the database exists, is ours and has the schema known here."""
    path = database.path
    if path is None:
        return
    if not path.is_file():
        raise StoreUnfit(
            f"there is no portfolio at {path}: begin one with 'portfolio init', "
            "or try 'portfolio demo'"
        )
    if path.stat().st_size == 0:
        raise StoreUnfit(f"{path} is an empty file: begin a portfolio with 'portfolio init'")
    with database.reading() as connection:
        application, version = sqlite.read_marks(connection)
    if application != sqlite.APPLICATION_ID:
        raise StoreUnfit(f"{path} is a database of another program; nothing was changed in it")
    if version > SCHEMA_VERSION:
        raise StoreUnfit(
            f"{path} was written by a newer release (schema {version}, known here is "
            f"{SCHEMA_VERSION}): install the newer release"
        )
    if version < SCHEMA_VERSION:
        raise StoreUnfit(
            f"{path} has schema {version}, needed is {SCHEMA_VERSION}: run 'portfolio init' on it"
        )


@contextmanager
def _said_in_our_words(name: str) -> Iterator[None]:
    """Turn a driver's error into one sentence of ours with the next step."""
    try:
        yield
    except OperationalError as error:
        raise _operational(name, str(error.orig)) from error
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise StoreUnfit(
                f"{name} is damaged or not a portfolio ({error.orig}): restore a backup; "
                "nothing was changed in it"
            ) from error
        raise


def _operational(name: str, said: str) -> PortfolioError:
    said = said.splitlines()[0] if said else ""
    if "locked" in said or "busy" in said:
        seconds = sqlite.BUSY_MILLISECONDS // 1000
        return Busy(
            f"another program has been writing to {name} for {seconds} seconds: nothing was "
            "saved; try again"
        )
    if "full" in said or "disk I/O" in said:
        return StoreUnfit(f"no room to write to {name} ({said}): nothing was saved; free space")
    if "readonly" in said or "read-only" in said:
        return StoreUnfit(f"{name} is read-only: nothing was saved; reading still works")
    if "unable to open" in said:
        return StoreUnfit(f"{name} cannot be opened ({said}): check the folder and its rights")
    return StoreUnfit(f"the database {name} does not answer ({said}): nothing was saved")

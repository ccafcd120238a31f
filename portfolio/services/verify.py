"""Verifying a portfolio: whether the file is whole, the schema ours, and all of it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from portfolio.domain.errors import Busy, PortfolioError, StoreUnfit
from portfolio.reports.seal import Seal, seal
from portfolio.reports.verification import Break, Verifier
from portfolio.store import engine, migrate, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from portfolio.services.office import Office
    from portfolio.store.engine import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verification found. `broken` names what does not hold, first things first."""

    database: str
    broken: tuple[Break, ...]
    entries: int = 0
    streams: int = 0
    records: int = 0
    seal: Seal | None = None
    journal_mode: str = ""

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.broken


def verify(office: Office) -> Verification:
    """Verify the portfolio of an open office."""
    return _verify(office.database)


def verify_at(address: str | Path) -> Verification:
    """Verify the portfolio at an address, also one so damaged that it can no longer be opened.

    Raises `StoreUnfit` where there is no portfolio at all.
    """
    database = engine.database_at(address)
    path = database.path
    if path is not None and (not path.is_file() or path.stat().st_size == 0):
        engine.check_database(database)
    try:
        engine.check_database(database)
    except StoreUnfit as unfit:
        return Verification(database=database.name, broken=(_of_the_file(str(unfit)),))
    return _verify(database)


def _verify(database: Database) -> Verification:
    try:
        with database.reading() as connection:
            found = list(_file_and_schema(database, connection))
            verifier = Verifier(connection)
            verifier.run()
            return Verification(
                database=database.name,
                broken=(*verifier.broken, *found),
                entries=verifier.entries,
                streams=verifier.streams,
                records=verifier.records,
                seal=seal(connection),
                journal_mode=(
                    sqlite.journal_mode_in_words(connection, database.path)
                    if database.path
                    else database.url.get_backend_name()
                ),
            )
    except Busy:
        raise  # somebody writing is no break in the record
    except (PortfolioError, DatabaseError, ValueError) as error:
        return Verification(database=database.name, broken=(_of_the_file(str(error)),))


def _file_and_schema(database: Database, connection: Connection) -> Iterator[Break]:
    if database.path is None:
        return
    for said in sqlite.damage(connection):
        yield _of_the_file(said)
    expected = migrate.expected_objects()
    found = sqlite.schema_objects(connection)
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield _of_the_schema(name, "is missing")
        elif name not in expected:
            yield _of_the_schema(name, "does not belong here")
        elif expected[name] != found[name]:
            yield _of_the_schema(name, "was altered")


def _of_the_file(said: str) -> Break:
    return Break(stream="file", seq=None, subject="database file", what=said)


def _of_the_schema(name: str, what: str) -> Break:
    return Break(stream="schema", seq=None, subject=name, what=what)

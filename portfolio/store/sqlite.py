"""Everything that is SQLite's own: connections, journal mode, schema, and what can go wrong.

No file but this, `sqlite_triggers` and `folding` holds SQL that only SQLite understands.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, func, select, table
from sqlalchemy.pool import NullPool

from portfolio.domain.errors import StoreUnfit
from portfolio.domain.text import folded
from portfolio.store.sqlite_triggers import triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

APPLICATION_ID = 0x504F5254  # "PORT": tells our files from any other SQLite database
BUSY_MILLISECONDS = 10_000

_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "9p", "fuse.", "afs", "ceph", "glusterfs", "lustre")

# SQLite fixed a race that can lose committed pages in WAL mode with two writers in these releases:
# https://sqlite.org/wal.html, "the WAL-reset bug".
_WAL_FIXED_FROM = (3, 51, 3)
_WAL_FIXED_BRANCHES = {(3, 50): 7, (3, 44): 6}


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this release of SQLite is free of the WAL-reset race."""
    if version >= _WAL_FIXED_FROM:
        return True
    fixed = _WAL_FIXED_BRANCHES.get((version[0], version[1]))
    return fixed is not None and version[2] >= fixed


def is_local(path: Path, mounts: str | None = None) -> bool:
    """Whether a file lies on a local file system; where that cannot be told, it does not.

    `mounts` is the text of Linux' mount table; other systems have none and get the safe answer.
    """
    if mounts is None:
        table = Path("/proc/self/mounts")
        if not table.is_file():
            return False
        mounts = table.read_text(encoding="utf-8", errors="replace")
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        inside = path.is_relative_to(parts[1])
        if inside and len(parts[1]) >= len(best):
            best, kind = parts[1], parts[2]
    return bool(kind) and not kind.startswith(_NETWORK_FILE_SYSTEMS)


def journal_mode_for(path: Path) -> tuple[str, str]:
    """Return the journal mode to use for a database file, and why."""
    release = sqlite3.sqlite_version
    if not wal_is_safe(sqlite3.sqlite_version_info):
        return "delete", f"SQLite {release} has the WAL-reset race"
    if not is_local(path):
        return "delete", "the file is not known to be on a local file system"
    return "wal", f"SQLite {release} on a local file system"


def make_engine(url: URL, *, writing: bool) -> Engine:
    """Return an engine whose transactions begin at once: to write, or to read one snapshot."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"check_same_thread": False})
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own transaction handling emits no BEGIN for reads: switch it off.
        connection.isolation_level = None
        prepare_connection(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def prepare_connection(connection: sqlite3.Connection) -> None:
    """Set every safety on a connection, and read each back: a PRAGMA can fail in silence.

    It also learns to fold text as the domain does.
    """
    wanted = {
        "busy_timeout": BUSY_MILLISECONDS,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "synchronous": 2,
    }
    for name, value in wanted.items():
        connection.execute(f"PRAGMA {name}={value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise StoreUnfit(f"SQLite would not set {name} to {value}: it stays {found}")
    connection.create_function("folded", 1, folded, deterministic=True)


def prepare_file(connection: Connection, path: Path) -> None:
    """Mark a new database as ours and choose its journal mode (it is kept in the file)."""
    raw: Any = connection.connection.dbapi_connection
    mode, why = journal_mode_for(path)
    found = raw.execute(f"PRAGMA journal_mode={mode}").fetchone()[0]
    if found != mode:
        raise StoreUnfit(f"SQLite would not use journal mode {mode} ({why}): it stays {found}")
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")


def journal_mode_in_words(connection: Connection, path: Path) -> str:
    """Return the journal mode in force and why it was chosen, for `verify`."""
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    return f"{mode} ({journal_mode_for(path)[1]})"


def read_marks(connection: Connection) -> tuple[int, int]:
    """Return the application id and the schema version that the file bears."""
    return (
        connection.exec_driver_sql("PRAGMA application_id").scalar_one(),
        connection.exec_driver_sql("PRAGMA user_version").scalar_one(),
    )


def watching(engine: Engine) -> sqlite3.Connection:
    """Return a held connection of its own that only ever asks `data_version`, and never waits."""
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()  # else it would be closed with the handle it came by
    connection.execute("PRAGMA busy_timeout=0")
    held: sqlite3.Connection = connection
    return held


def data_version(connection: sqlite3.Connection) -> int | None:
    """Return a number that differs once another connection has written; None while one does."""
    try:
        found: int = connection.execute("PRAGMA data_version").fetchone()[0]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return None
        raise
    return found


def set_schema_version(connection: Connection, version: int) -> None:
    """Write the schema version into the file's header."""
    connection.exec_driver_sql(f"PRAGMA user_version={version:d}")


def damage(connection: Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file; empty where nothing is."""
    found = [
        row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"
    ]
    for child, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"row {rowid} of {child} refers to a {parent} that is not there")
    return found


def schema_objects(connection: Connection) -> dict[str, str]:
    """Return the SQL of every table, index and trigger in the file, by name, blanks folded."""
    rows = connection.exec_driver_sql(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """Open one write transaction in which tables may be made anew; all of it is kept, or nothing.

    Foreign keys are off meanwhile: else no table could be dropped to which others refer. On leaving
    every reference must hold and no table may have lost or gained a row. Raises `StoreUnfit`.
    """
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys=0")  # inside a transaction it would do nothing, in silence
        with connection.begin():
            before = _row_counts(connection)
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            after = _row_counts(connection)
            changed = [name for name, rows in before.items() if after.get(name) != rows]
            if broken or changed:
                raise StoreUnfit(
                    f"the schema could not be brought forward: {len(broken)} references would "
                    f"break, {len(changed)} tables would lose rows; nothing was changed"
                )


@contextmanager
def filling(engine: Engine) -> Iterator[Connection]:
    """Open one write transaction that fills a throw-away database, past every guard.

    Only for what has been judged already: the guards are against new records, and what stood in
    between two of them may break some. Nothing has to survive a crash.
    """
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        for pragma in (
            "foreign_keys=0", "ignore_check_constraints=1", "journal_mode=off", "synchronous=0",
        ):  # fmt: skip
            raw.execute(f"PRAGMA {pragma}")
        with connection.begin():
            yield connection


def _row_counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).scalars().all()  # fmt: skip
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
    }


def back_up(connection: Connection, path: Path) -> None:
    """Copy the whole database, as this connection sees it, into a private file that is new."""
    raw: Any = connection.connection.dbapi_connection
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(part)) as copy:
        raw.backup(copy)
    part.replace(path)  # only a whole copy ever bears the name


def remove_triggers(connection: Connection) -> None:
    """Take every trigger away: before tables are made anew, and before they are put in afresh."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for name in names.scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def install_triggers(connection: Connection) -> None:
    """Put the second halves of the rules in place, fresh, from the one list of them."""
    remove_triggers(connection)
    for _, body in triggers():
        connection.exec_driver_sql(body)

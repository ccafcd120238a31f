"""Everything that is SQLite's own: connections, journal mode, triggers, and what can go wrong.

No other file holds SQL that only SQLite understands.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.pool import NullPool

from portfolio.domain.errors import StoreUnfit
from portfolio.domain.record import key_fields, type_of_kind
from portfolio.domain.transitions import TABLES

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
    """Set every safety on a connection, and read each back: a PRAGMA can fail in silence."""
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


def set_schema_version(connection: Connection, version: int) -> None:
    """Write the schema version into the file's header."""
    connection.exec_driver_sql(f"PRAGMA user_version={version:d}")


def damage(connection: Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file; empty where nothing is."""
    found = [
        row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"
    ]
    for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"row {rowid} of {table} refers to a {parent} that is not there")
    return found


def schema_objects(connection: Connection) -> dict[str, str]:
    """Return the SQL of every table, index and trigger in the file, by name, blanks folded."""
    rows = connection.exec_driver_sql(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


def install_triggers(connection: Connection) -> None:
    """Put the second halves of the rules in place, fresh, from the one list of them."""
    for name, body in triggers():
        connection.execute(text(f'DROP TRIGGER IF EXISTS "{name}"'))
        connection.exec_driver_sql(body)


def triggers() -> Iterator[tuple[str, str]]:
    """Yield every trigger by name with its SQL, drawn from the domain's own tables.

    They hold even where our code is wrong: the journal only grows and stays linked, rows of record
    are never deleted, states move along the tables of moves only, what was entered keeps its key,
    and no payout stands without a milestone and a commitment behind it or moves under a hold.
    """
    yield from _journal_triggers()
    for kind in type_of_kind:
        yield _trigger(
            f"{kind}_is_never_deleted", f'BEFORE DELETE ON "{kind}"', "1",
            f"a {kind} is never deleted",
        )  # fmt: skip
        moved = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in key_fields(kind))
        yield _trigger(
            f"{kind}_keeps_its_key", f'BEFORE UPDATE ON "{kind}"', moved,
            f"a {kind} keeps its key",
        )  # fmt: skip
    for kind, moves in TABLES.items():
        allowed = " OR ".join(
            f"(OLD.state = '{m.before.value}' AND NEW.state = '{m.after.value}')"
            for m in moves
            if m.before is not None
        )
        yield _trigger(
            f"{kind}_moves_by_the_table", f'BEFORE UPDATE OF state ON "{kind}"',
            f"NEW.state <> OLD.state AND NOT ({allowed})",
            f"no such move for a {kind}",
        )  # fmt: skip
    yield from _payout_triggers()


def _journal_triggers() -> Iterator[tuple[str, str]]:
    for verb in ("UPDATE", "DELETE"):
        yield _trigger(
            f"journal_refuses_{verb.lower()}", f"BEFORE {verb} ON journal", "1",
            "the journal is never altered",
        )  # fmt: skip
    # Also what stops INSERT OR REPLACE, which fires no DELETE trigger by default.
    yield _trigger(
        "journal_grows_by_one", "BEFORE INSERT ON journal",
        "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE stream = NEW.stream)",
        "a journal entry follows the last of its stream",
    )  # fmt: skip
    yield _trigger(
        "journal_stays_linked", "BEFORE INSERT ON journal",
        "NEW.previous_hash IS NOT coalesce((SELECT hash FROM journal WHERE stream = NEW.stream"
        " ORDER BY seq DESC LIMIT 1), printf('%064d', 0))",
        "a journal entry bears the hash of the last",
    )  # fmt: skip


def _payout_triggers() -> Iterator[tuple[str, str]]:
    for condition, what in (
        ("milestone_condition", "a readiness milestone"),
        ("reskilling_condition", "a reskilling commitment"),
    ):
        yield _trigger(
            f"payout_needs_{condition}", "BEFORE INSERT ON payout",
            f'NOT EXISTS (SELECT 1 FROM {condition} c WHERE c."grant" = NEW."grant"'  # noqa: S608  # our own table names
            " AND c.instalment = NEW.instalment)",
            f"no payout without {what} behind it",
        )  # fmt: skip
    for name, verb in (("proposed", "INSERT ON payout"), ("moved", "UPDATE OF state ON payout")):
        yield _trigger(
            f"payout_is_not_{name}_under_a_hold", f"BEFORE {verb}",
            "NEW.state IN ('proposed', 'confirmed', 'paid') AND EXISTS (SELECT 1 FROM hold h"
            " WHERE h.\"grant\" = NEW.\"grant\" AND h.state = 'placed'"
            " AND (h.instalment IS NULL OR h.instalment = NEW.instalment))",
            "no payout moves on under a hold",
        )  # fmt: skip
    yield _trigger(
        "payout_keeps_its_amount", "BEFORE UPDATE ON payout",
        "NEW.amount_minor <> OLD.amount_minor OR NEW.instalment <> OLD.instalment"
        " OR NEW.fiscal_year <> OLD.fiscal_year OR NEW.proposed_by <> OLD.proposed_by"
        " OR (OLD.confirmed_by IS NOT NULL AND NEW.confirmed_by IS NOT OLD.confirmed_by)",
        "a payout keeps its amount, its instalment, its year and its people",
    )  # fmt: skip


def _trigger(name: str, when: str, condition: str, says: str) -> tuple[str, str]:
    return name, (
        f'CREATE TRIGGER "{name}" {when} WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )

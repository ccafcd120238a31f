"""The tables are what the records say, and what the migrations make."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import URL, BigInteger, CheckConstraint, DefaultClause, Integer, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from portfolio.domain.errors import StoreUnfit
from portfolio.domain.record import image_of, type_of_kind
from portfolio.services import browse
from portfolio.services.founding import found
from portfolio.services.office import open_office
from portfolio.store import migrate, sqlite
from portfolio.store.mapping import table_of
from tests.conftest import FIXTURES, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def test_every_field_of_every_record_has_its_column() -> None:
    for kind, record in type_of_kind.items():
        missing = {f.name for f in fields(record)} - set(table_of(kind).c.keys())
        assert not missing, f"{kind} lacks {missing}"


def test_columns_are_text_or_64_bit_whole_numbers_only() -> None:
    for table in SQLModel.metadata.tables.values():
        for column in table.c:
            assert type(column.type) in (Text, BigInteger), f"{table}.{column.name}"
            assert type(column.type) is not Integer


def test_every_constraint_has_a_name_and_nothing_cascades() -> None:
    for table in SQLModel.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table}: {constraint}"
            assert getattr(constraint, "ondelete", None) is None
            assert getattr(constraint, "onupdate", None) is None


def enumeration(hint: object) -> type[StrEnum] | None:
    """Return the enumeration a field is of, also where it may be empty."""
    kinds = [k for k in (hint, *get_args(hint)) if isinstance(k, type) and issubclass(k, StrEnum)]
    return None if get_origin(hint) is tuple else next(iter(kinds), None)


def test_every_enumeration_is_kept_by_its_values() -> None:
    checks = {
        str(c.name): str(c.sqltext)
        for t in SQLModel.metadata.tables.values()
        for c in t.constraints
        if isinstance(c, CheckConstraint)
    }
    kept = 0
    for kind, record in type_of_kind.items():
        for name, hint in get_type_hints(record).items():
            values = enumeration(hint)
            if values is not None:
                quoted = ", ".join(f"'{v.value}'" for v in values)
                assert checks[f"ck_{kind}_{name}_known"] == f"{name} IN ({quoted})"
                kept += 1
    assert kept > 40


def test_a_column_begins_at_what_its_record_takes_by_default() -> None:
    begun = 0
    for kind, record in type_of_kind.items():
        for each in fields(record):
            begins = table_of(kind).c[each.name].server_default
            if isinstance(begins, DefaultClause):
                default = image_of(each.default)
                assert begins.arg == ("[]" if default == [] else str(default)), each.name
                begun += 1
    assert begun > 5


def test_postgresql_understands_every_table() -> None:
    for table in SQLModel.metadata.sorted_tables:
        ddl = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
        assert "STRICT" not in ddl
        assert "INTEGER" not in ddl, "a 32-bit column is too small for yen"
        for index in table.indexes:
            made = str(CreateIndex(index).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # the same
            assert ("WHERE" in made) is bool(index.unique), (
                "only the key of a cost is unique in part"
            )


def test_the_migrations_make_exactly_the_tables_declared() -> None:
    engine = sqlite.make_engine(URL.create("sqlite"), writing=True)
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        sqlite.install_triggers(connection)
        declared = sqlite.schema_objects(connection)
    migrated = migrate.expected_objects()
    assert declared.keys() == migrated.keys()
    for name, sql in declared.items():
        assert words(sql) == words(migrated[name]), name


def words(sql: str) -> list[str]:
    """Return what an SQL text says, whatever the order of its columns and its quotation marks."""
    return sorted(sql.replace(",", " ").replace('"', "").split())


def test_every_upgrade_makes_the_same_schema_to_the_letter() -> None:
    made = "from portfolio.store import migrate; print(sorted(migrate.expected_objects().items()))"
    said = {
        subprocess.run(
            [sys.executable, "-c", made], env={"PYTHONHASHSEED": seed}, cwd=FIXTURES.parent,
            check=True, capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(said) == 1


def test_a_new_database_is_strict_ours_and_private(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.db"
    found(path, name="Administrator", clock=lambda: NOW, login="tester")
    assert path.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
            connection.execute("INSERT INTO budget_year VALUES ('X', 'year', 1, 1, 1)")
        assert connection.execute("PRAGMA application_id").fetchone()[0] == sqlite.APPLICATION_ID


def test_a_portfolio_is_begun_once(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    found(path, name="Administrator", clock=lambda: NOW, login="tester")
    with pytest.raises(StoreUnfit, match="has begun"):
        found(path, name="Somebody else", clock=lambda: NOW, login="other")


def refused(path: Path) -> str:
    with pytest.raises(StoreUnfit) as caught:
        open_office(path)
    return str(caught.value)


def test_what_is_no_portfolio_is_said_in_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    assert "there is no portfolio" in refused(missing)
    empty = tmp_path / "empty.db"
    empty.touch()
    assert "empty file" in refused(empty)
    text = tmp_path / "text.db"
    text.write_text("not a database at all, but long enough to look like one" * 20)
    assert "damaged or not a portfolio" in refused(text)
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    assert "another program" in refused(foreign)
    with pytest.raises(StoreUnfit, match="another program"):
        found(foreign, name="Administrator", clock=lambda: NOW, login="tester")
    with closing(sqlite3.connect(foreign)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 1


def test_a_newer_schema_is_refused(small: Office) -> None:
    assert small.database.path is not None
    with closing(sqlite3.connect(small.database.path)) as connection:
        connection.execute("PRAGMA user_version=99")
    assert "newer release" in refused(small.database.path)


def test_a_read_only_file_still_answers(small: Office) -> None:
    assert small.database.path is not None
    small.database.path.chmod(0o400)
    assert browse.overview(small).programmes


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 9), False),
        ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)  # fmt: skip
def test_wal_only_where_the_library_is_fixed(version: tuple[int, ...], safe: bool) -> None:  # noqa: FBT001  # a column of the table
    assert sqlite.wal_is_safe(version) is safe


def test_wal_only_on_a_local_file_system(tmp_path: Path) -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /shared nfs4 rw 0 0\nhost /mnt/fuse fuse.sshfs rw 0 0"
    )
    at = type(tmp_path)
    assert sqlite.is_local(at("/home/a/p.db"), mounts)
    assert not sqlite.is_local(at("/shared/p.db"), mounts)
    assert not sqlite.is_local(at("/mnt/fuse/p.db"), mounts)
    assert not sqlite.is_local(at("/p.db"), "")

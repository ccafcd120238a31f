"""Be the one who alters the record: every change is found and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.errors import JournalBroken
from portfolio.domain.record import key_fields, type_of_kind
from portfolio.reports.verification import Verifier
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify, verify_at
from portfolio.store import sqlite
from portfolio.store.engine import database_at
from tests.conftest import NOW
from tests.store.attack import attack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from portfolio.services.office import Office


def test_an_untouched_copy_is_sound(copy: Path) -> None:
    found = verify_at(copy)
    assert found.sound, [str(b) for b in found.broken]
    assert found.entries > 15


def cells(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield an UPDATE that changes one character of each column of each table of record."""
    with closing(sqlite3.connect(path)) as connection:
        for table in ("journal", *type_of_kind, "budget_year", "waiting"):
            columns = [(r[1], r[2]) for r in connection.execute(f'PRAGMA table_info("{table}")')]
            keys = {
                "journal": ("stream", "seq"),
                "budget_year": ("programme", "fiscal_year"),
                "waiting": ("grant", "kind", "code", "act"),
            }.get(table) or key_fields(table)
            row = connection.execute(
                f'SELECT {", ".join(chr(34) + k + chr(34) for k in keys)} FROM "{table}" LIMIT 1'  # noqa: S608  # our own tables
            ).fetchone()
            assert row is not None, f"nothing stands in {table}: the test proves nothing of it"
            where = " AND ".join(f"\"{k}\" = '{v}'" for k, v in zip(keys, row, strict=True))
            for name, kind in columns:
                new = (
                    f'coalesce("{name}", 0) + 1000'
                    if kind == "INTEGER"
                    else f"coalesce(substr(\"{name}\", 1, length(\"{name}\") - 1), '') || '!'"
                )
                yield table, name, f'UPDATE "{table}" SET "{name}" = {new} WHERE {where}'  # noqa: S608  # our own tables


def what_is_found(connection: Connection, statement: str) -> list[str]:
    """Alter the record, say what its verification finds, and leave it as it was."""
    with connection.begin_nested() as altered:
        connection.exec_driver_sql(statement)
        verifier = Verifier(connection)
        try:
            verifier.run()
            found = [str(b) for b in verifier.broken]
        except (ValueError, TypeError) as unreadable:
            found = [str(unreadable)]
        altered.rollback()
    return found


def test_one_character_changed_anywhere_is_found_and_named(copy: Path) -> None:
    changed = 0
    with database_at(copy).writing() as connection:
        sqlite.remove_triggers(connection)
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=1")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=1")
        for table, column, statement in cells(copy):
            found = what_is_found(connection, statement)
            assert found, f"{table}.{column} was changed and nothing was said"
            assert all(found)
            changed += 1
        assert not what_is_found(connection, "SELECT 1")
        connection.rollback()
    assert changed > 400


def test_the_first_altered_entry_is_named(copy: Path) -> None:
    attack(copy, "UPDATE journal SET reason = 'Nothing' WHERE stream = 'grant/ALPHA' AND seq = 7")
    first = verify_at(copy).broken[0]
    assert (first.stream, first.seq) == ("grant/ALPHA", 7)
    assert "was altered" in first.what


def test_an_altered_amount_names_row_column_and_both_values(copy: Path) -> None:
    attack(copy, "UPDATE payout SET amount_minor = 300000 WHERE \"grant\" = 'ALPHA'")
    assert any(
        "payout.amount_minor is 300000, the journal says 400000" in b.what
        for b in verify_at(copy).broken
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal WHERE stream = 'grant/ALPHA' AND seq = 3",
        "DELETE FROM journal WHERE stream = 'grant/ALPHA' AND seq ="
        " (SELECT max(seq) FROM journal WHERE stream = 'grant/ALPHA')",
        "DELETE FROM journal WHERE stream = 'grant/ALPHA'",
        "DELETE FROM payout",
        "INSERT INTO person VALUES ('GHOST', 'Nobody', NULL, '[\"assessor\"]', '[]')",
        'UPDATE "grant" SET payable_minor = 5',
        "UPDATE programme SET paid_minor = 0",
        "UPDATE budget_year SET paid_minor = 0",
    ],
)
def test_removed_added_and_shifted_rows_are_found(copy: Path, statement: str) -> None:
    attack(copy, statement)
    assert not verify_at(copy).sound


def test_a_missing_trigger_is_found(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("DROP TRIGGER journal_refuses_update")
        connection.commit()
    assert [str(b) for b in verify_at(copy).broken] == [
        "schema: trigger journal_refuses_update: is missing"
    ]


def test_flipped_bytes_in_the_file_never_end_in_a_traceback(copy: Path, tmp_path: Path) -> None:
    whole = copy.read_bytes()
    text = b"ALPHA/P1"
    places = [0, 20, 100, len(whole) // 2, whole.index(text), whole.rindex(text), len(whole) - 10]
    for place in places:
        path = tmp_path / "flipped.db"
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        verify_at(path)
    path = tmp_path / "journal-byte.db"
    place = whole.rindex(b'"amount_minor":400000')
    path.write_bytes(whole[: place + 17] + b"9" + whole[place + 18 :])
    assert not verify_at(path).sound


def test_nothing_more_is_written_after_an_altered_entry(copy: Path) -> None:
    attack(
        copy,
        "UPDATE journal SET reason = 'Nothing' WHERE stream = 'grant/ALPHA' AND seq ="
        " (SELECT max(seq) FROM journal WHERE stream = 'grant/ALPHA')",
    )
    office: Office = open_office(copy, clock=lambda: NOW, login="tester", acts_as="OFFICER-1")
    with pytest.raises(JournalBroken, match="portfolio verify"):
        perform(office, PlaceHold(grant="ALPHA"), reason="Look into it")
    assert not verify(office).sound

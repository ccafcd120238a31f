"""Altering a database from outside the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


ANOTHER_PAYOUT = (
    'INSERT INTO payout ("grant", code, instalment, programme, fiscal_year, amount_minor,'
    " entitled_minor, state, case_digest, proposed_by, proposed_at, moved_on, played)"
    " SELECT \"grant\", 'P9', '{instalment}', programme, fiscal_year, {amount}, 1, 'proposed',"
    " case_digest, proposed_by, proposed_at, moved_on, '[]' FROM payout"
    " WHERE \"grant\" = 'ALPHA' AND code = 'P1'"
)


def attack(path: Path, *statements: str) -> None:
    """Alter the file with the triggers out of the way, and put them back as they were."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("PRAGMA ignore_check_constraints=1")
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()

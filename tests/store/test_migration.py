"""A portfolio of an older release is brought forward in place: whole, or not at all."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.payouts import SettlePayout
from portfolio.domain.errors import StoreUnfit
from portfolio.domain.states import GrantState
from portfolio.services import browse
from portfolio.services.founding import bring_forward, found, is_older
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify, verify_at
from portfolio.store.engine import SCHEMA_VERSION
from tests.conftest import FIXTURES, NOW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from portfolio.services.office import Office

SEALS = {
    1: "69237de31deb7e8925fce2ac2a5efcd4d5e9566b475578095ad019f9901a529a",
    2: "a4865f8f9c51cc21e29af45d8a2461f0b4c92d3dab171c45061028bda3b50c72",
    3: "8e1b9fe20a7cc5bdfa328f31e504b9be0371feefaff0bbcd934d75879823885b",
}
"""The Merkle root that each release printed over the entries of its portfolio, by its schema."""


def made_by(schema: int, path: Path) -> Path:
    """Return a portfolio as an earlier release made it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FIXTURES / "older" / f"schema-{schema}.sql").read_text("utf-8"))
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A portfolio as the first release made it."""
    return made_by(1, tmp_path / "older.db")


def rows(path: Path, table: str, columns: Sequence[str] = ("*",)) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            f'SELECT {", ".join(columns)} FROM "{table}" ORDER BY 1, 2'  # noqa: S608  # our own names
        ).fetchall()


def tables(path: Path) -> dict[str, list[str]]:
    """Return the columns of every table of record in a file, each in quotation marks."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'alembic_version'"
            )
        ]
        return {
            name: [f'"{r[1]}"' for r in connection.execute(f'PRAGMA table_info("{name}")')]
            for name in names
        }


def schema_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def office_of(path: Path, who: str) -> Office:
    return open_office(path, clock=lambda: NOW, login="tester", acts_as=who)


def test_an_older_portfolio_is_not_opened_and_told_what_to_do(older: Path) -> None:
    with pytest.raises(StoreUnfit, match=r"has schema 1, needed is \d+: run 'portfolio init'"):
        open_office(older)
    assert is_older(older)
    with pytest.raises(StoreUnfit, match="has begun"):
        found(older, name="Somebody else", clock=lambda: NOW, login="other")


@pytest.mark.parametrize(("schema", "seal"), SEALS.items())
def test_brought_forward_it_has_every_value_it_had_and_is_sound(
    tmp_path: Path, schema: int, seal: str
) -> None:
    older = made_by(schema, tmp_path / "older.db")
    before = tables(older)
    values = {name: rows(older, name, columns) for name, columns in before.items()}
    bring_forward(older)
    after = tables(older)
    assert all(set(columns) <= set(after[name]) for name, columns in before.items())
    assert {name: rows(older, name, columns) for name, columns in before.items()} == values
    assert schema_version(older) == SCHEMA_VERSION
    assert not is_older(older)
    verified = verify_at(older)
    assert verified.sound, [str(b) for b in verified.broken]
    assert verified.seal is not None
    assert verified.seal.root == seal


def test_its_grants_are_awarded_and_work_on_them_goes_on(older: Path) -> None:
    bring_forward(older)
    office = office_of(older, "ACCOUNTANT-1")
    grant = browse.dossier(office, "ALPHA").file.grant
    assert (grant.state, grant.played, grant.keeps_earned) == (GrantState.AWARDED, (), True)
    perform(office, SettlePayout(grant="ALPHA", payout="P3", payment_reference="BANK-2"))
    assert browse.dossier(office, "ALPHA").standing.paid_minor == 400_000
    assert verify(office).sound


def test_a_copy_of_the_older_one_stays_beside_it(older: Path) -> None:
    before = rows(older, "journal")
    copy = bring_forward(older)
    assert copy == older.with_name("older.db.schema-1")
    assert copy.stat().st_mode & 0o077 == 0
    assert schema_version(copy) == 1
    assert rows(copy, "journal") == before
    again = bring_forward(copy)
    assert again is not None
    assert (schema_version(copy), schema_version(again)) == (SCHEMA_VERSION, 1)


def test_no_copy_is_ever_written_over(older: Path) -> None:
    taken = older.with_name("older.db.schema-1")
    taken.write_text("somebody's own")
    assert bring_forward(older) == older.with_name("older.db.schema-1-2")
    assert taken.read_text() == "somebody's own"


def test_a_portfolio_of_today_is_left_as_it_is(small: Office) -> None:
    assert small.database.path is not None
    assert not is_older(small.database.path)
    assert bring_forward(small.database.path) is None
    assert [p.name for p in small.database.path.parent.iterdir()] == ["small.db"]
    assert verify(small).sound


KILLED = """
import os, signal, sys
from portfolio.services.founding import bring_forward
from portfolio.store import migrate
whole = getattr(migrate, sys.argv[2])
def dies(*said):
    if sys.argv[3] == "after":
        whole(*said)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(migrate, sys.argv[2], dies)
bring_forward(sys.argv[1])
"""


@pytest.mark.parametrize("step", ["_keep_copy", "_run_revisions", "derive_anew"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_half_way_it_is_the_older_one_still(older: Path, step: str, when: str) -> None:
    before = tables(older)
    values = {name: rows(older, name) for name in before}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(older), step, when], check=False, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    assert schema_version(older) == 1
    assert tables(older) == before
    assert {name: rows(older, name) for name in before} == values
    bring_forward(older)
    assert verify_at(older).sound


def test_a_reference_that_leads_nowhere_stops_it(older: Path) -> None:
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("UPDATE hold SET placed_by = 'NOBODY'")
        connection.commit()
    with pytest.raises(StoreUnfit, match="1 references would break"):
        bring_forward(older)
    assert schema_version(older) == 1
    assert "state" not in tables(older)["grant"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE \"grant\" SET state = 'closed' WHERE code = 'ALPHA'",
        "UPDATE payout SET kind = 'advance', clear_by = '2027-01-01' WHERE code = 'P3'",
        "UPDATE milestone_condition SET coefficient = '1/2'",
        "UPDATE criterion SET baseline = '1'",
    ],
)
def test_what_came_with_the_new_schema_is_verified_in_older_records_too(
    older: Path, statement: str
) -> None:
    bring_forward(older)
    with closing(sqlite3.connect(older)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        connection.commit()
    assert any("the journal says" in b.what for b in verify_at(older).broken)

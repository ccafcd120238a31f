"""A portfolio as large as is asked for, its journal and its sums as the program itself makes them.

Some grants are entered and told through the services; the others are copies of them under codes of
their own, with their rows and with a journal chained anew. `verify` finds the whole sound.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text, update

from portfolio.domain.charter import Purpose
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.journal import GENESIS, JournalEntry, entry_hash, grant_stream
from portfolio.exchange.reading import read_file
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.store import cells, journal
from portfolio.store.mapping import table_of
from tests.conftest import FIXTURES, NOW
from tests.story import CONFIRMED, PROPOSED, SETTLED, VERIFIED, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, RowMapping, Table

    from portfolio.exchange.reading import Read
    from portfolio.services.office import Office

_COURSES = {"TEMPLATE-A": 0, "TEMPLATE-B": VERIFIED, "TEMPLATE-C": PROPOSED,
            "TEMPLATE-D": CONFIRMED, "TEMPLATE-E": SETTLED}  # fmt: skip
"""The grants that are copied, and how far each has come in the main story."""

_AT_A_TIME = 500
_BEGINS = datetime(2026, 4, 1, tzinfo=UTC)


def make_many(path: Path, grants: int) -> Office:
    """Make a portfolio of at least five grants at `path`. The same number gives the same one."""
    office = found(
        path, name="Administrator", purpose=Purpose.DEMONSTRATION, clock=lambda: _BEGINS,
        login="bench",
    )  # fmt: skip
    read = _templates(grants)
    assert not import_read(office, [replace(read, programmes=(), grants=())]).problems
    officer = replace(office.acting_as("OFFICER-1"), clock=lambda: NOW)
    assert not import_read(officer, [replace(read, people=())]).problems
    for code, upto in _COURSES.items():
        if upto:
            tell(officer, upto, grant=code)
    with officer.database.writing() as connection:
        stopped = _without_triggers(connection)
        _Copier(connection).copy(grants - len(_COURSES))
        for statement in stopped:
            connection.execute(text(statement))
    return officer


def _templates(grants: int) -> Read:
    """Return the small portfolio with its first grant under each code, its budget multiplied."""
    read = read_file(FIXTURES / "small" / "portfolio.json")
    alpha = next(g for g in read.grants if g.code == "ALPHA")
    programmes = tuple(
        replace(
            p,
            appropriations=tuple(
                replace(a, amount_minor=a.amount_minor * grants) for a in p.appropriations
            ),
        )
        for p in read.programmes
    )
    copies = tuple(_recoded(alpha, code) for code in _COURSES)
    return replace(read, programmes=programmes, grants=copies, history=())


def _recoded(file: GrantFile, code: str) -> GrantFile:
    parts = {
        f.name: tuple(replace(each, grant=code) for each in getattr(file, f.name))
        for f in fields(file)
        if f.name != "grant"
    }
    return GrantFile(grant=replace(file.grant, code=code), **parts)


def _without_triggers(connection: Connection) -> list[str]:
    """Drop the triggers, which let no copy begin where its model has got to; return their SQL."""
    found = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
    ).all()
    for name, _ in found:
        connection.execute(text(f'DROP TRIGGER "{name}"'))
    return [sql for _, sql in found]


class _Copier:
    """Writes copies of the template grants: their rows, their entries, and their sums."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._owned = {
            table: "code" if table.name == "grant" else "grant"
            for table in table_of("grant").metadata.sorted_tables
            if table.name == "grant" or "grant" in table.c
        }
        self._rows = {code: tuple(self._rows_of(code)) for code in _COURSES}
        self._entries = {
            code: tuple(journal.entries_of_stream(connection, grant_stream(code)))
            for code in _COURSES
        }

    def copy(self, count: int) -> None:
        templates = tuple(_COURSES)
        codes = ((templates[n % len(templates)], f"GRANT-{n:06d}") for n in range(count))
        while some := tuple(islice(codes, _AT_A_TIME)):
            self._write(some)
        self._add_up()

    def _write(self, some: Iterable[tuple[str, str]]) -> None:
        rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in self._owned}
        entries: list[JournalEntry] = []
        for template, code in some:
            for table, row in self._rows[template]:
                rows[table].append(_renamed(row, template, code))
            entries.extend(self._chained(template, code))
        journal.append(self._connection, entries)
        for table, copies in rows.items():
            if copies:
                self._connection.execute(insert(table), copies)

    def _rows_of(self, code: str) -> Iterator[tuple[Table, RowMapping]]:
        for table, owner in self._owned.items():
            found = self._connection.execute(select(table).where(table.c[owner] == code))
            yield from ((table, row) for row in found.mappings())

    def _chained(self, template: str, code: str) -> Iterator[JournalEntry]:
        previous = GENESIS
        for entry in self._entries[template]:
            said = {f.name: getattr(entry, f.name) for f in fields(entry)}
            said |= {"previous_hash": previous, "command_id": f"{entry.command_id}-{code}"}
            copied = JournalEntry(**_renamed(said, template, code))
            copied = replace(copied, hash=entry_hash(copied))
            previous = copied.hash
            yield copied

    def _add_up(self) -> None:
        """Put in what is kept of programmes and of their years."""
        grant, payout = table_of("grant"), table_of("payout")
        programme, year = table_of("programme"), table_of("budget_year")
        sums = [func.sum(grant.c[name]).label(name) for name in cells.SUMS]
        for row in self._connection.execute(
            select(grant.c.programme, *sums).group_by(grant.c.programme)
        ).mappings():
            kept = {name: row[name] for name in cells.SUMS}
            self._connection.execute(
                update(programme).where(programme.c.code == row["programme"]).values(kept)
            )
        charge = payout.c.amount_minor - payout.c.clears_minor
        confirmed = func.sum(charge).filter(payout.c.state.in_(("confirmed", "paid")))
        paid = func.sum(charge).filter(payout.c.state == "paid")
        for code, of, bound, spent in self._connection.execute(
            select(payout.c.programme, payout.c.fiscal_year, confirmed, paid).group_by(
                payout.c.programme, payout.c.fiscal_year
            )
        ):
            self._connection.execute(
                update(year)
                .where(year.c.programme == code, year.c.fiscal_year == of)
                .values(confirmed_minor=bound or 0, paid_minor=spent or 0)
            )


def _renamed(row: Any, template: str, code: str) -> dict[str, Any]:  # noqa: ANN401  # rows of any table
    return {
        name: value.replace(template, code) if isinstance(value, str) else value
        for name, value in dict(row).items()
    }

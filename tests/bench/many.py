"""A portfolio as large as is asked for, its journal and its sums as the program itself makes them.

Some grants are entered and told through the services; the others are copies of them under codes of
their own, with their rows and with a journal chained anew. `verify` finds the whole sound.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text, update

from portfolio.domain.acts.reskilling import ReportTraining
from portfolio.domain.charter import Purpose
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.journal import GENESIS, JournalEntry, entry_hash, grant_stream
from portfolio.domain.reskilling import Rung
from portfolio.exchange.reading import read_text
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.services.perform import perform
from portfolio.store import cells, journal
from portfolio.store.mapping import table_of
from tests.conftest import FIXTURES, NOW
from tests.story import CONFIRMED, PROPOSED, SETTLED, VERIFIED, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from portfolio.exchange.reading import Read
    from portfolio.services.office import Office

_COURSES = {"TEMPLATE-A": 0, "TEMPLATE-B": VERIFIED, "TEMPLATE-C": PROPOSED,
            "TEMPLATE-D": CONFIRMED, "TEMPLATE-E": SETTLED}  # fmt: skip
"""The grants that are copied, and how far each has come in the main story."""

LARGE = 5
"""Ten milestones, ten instalments and three reports in a grant that has begun."""

_AT_A_TIME = 500
_BEGINS = datetime(2026, 4, 1, tzinfo=UTC)
_PART = re.compile(r"([TMCI])([12])")
_PARTS = {"T": 1, "M": 2, "C": 1, "I": 2}
"""The codes of the parts of the small portfolio's first grant, and how many of each it has."""


def make_many(path: Path, grants: int, times: int = 1) -> Office:
    """Make a portfolio of at least five grants at `path`. The same numbers give the same one.

    Each grant has `times` technologies, with two milestones, a commitment and two instalments each.
    """
    office = found(
        path, name="Administrator", purpose=Purpose.DEMONSTRATION, clock=lambda: _BEGINS,
        login="bench",
    )  # fmt: skip
    read = _templates(grants, times)
    assert not import_read(office, [replace(read, programmes=(), grants=())]).problems
    officer = replace(office.acting_as("OFFICER-1"), clock=lambda: NOW)
    assert not import_read(officer, [replace(read, people=())]).problems
    for code, upto in _COURSES.items():
        if upto:
            tell(officer, upto, grant=code)
            for number in range(2, min(times, 3) + 1):
                perform(officer, _report(code, number))
    with officer.database.writing() as connection:
        stopped = _without_triggers(connection)
        _Copier(connection).copy(grants - len(_COURSES))
        for statement in stopped:
            connection.execute(text(statement))
    return officer


def _report(grant: str, number: int) -> ReportTraining:
    return ReportTraining(
        grant=grant, commitment=f"C{number}", rung=Rung.CERTIFIED, persons=4,
        as_of=date(2026, 10, 31), document="Certificates", document_sha256=f"{number}d" * 32,
    )  # fmt: skip


def _templates(grants: int, times: int) -> Read:
    """Return the small portfolio with its first grant under each code, its budget multiplied."""
    document = json.loads((FIXTURES / "small" / "portfolio.json").read_text(encoding="utf-8"))
    alpha = next(g for g in document["grants"] if g["code"] == "ALPHA")
    for kind in ("elements", "milestones", "commitments", "instalments"):
        alpha[kind] = [_counted_on(each, by) for by in range(times) for each in alpha[kind]]
    for award in alpha["award"]:
        award["amount_minor"] *= times
    read = read_text("small", json.dumps(document))
    programmes = tuple(
        replace(
            p,
            appropriations=tuple(
                replace(a, amount_minor=a.amount_minor * grants * times) for a in p.appropriations
            ),
        )
        for p in read.programmes
    )
    file = next(g for g in read.grants if g.code == "ALPHA")
    copies = tuple(_recoded(file, code) for code in _COURSES)
    return replace(read, programmes=programmes, grants=copies, history=())


def _counted_on(value: Any, by: int) -> Any:  # noqa: ANN401  # any part of a JSON document
    """Return a part of a grant under codes that count on: M2 is M4 the second time."""
    if isinstance(value, dict):
        return {name: _counted_on(each, by) for name, each in value.items()}
    if isinstance(value, list):
        return [_counted_on(each, by) for each in value]
    found = _PART.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1]}{int(found[2]) + by * _PARTS[found[1]]}" if found else value


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
    """Writes copies of the template grants: their rows, their entries, and their sums.

    Rows are copied by the database itself; only a journal has to be chained out here.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._entries = {
            code: tuple(journal.entries_of_stream(connection, grant_stream(code)))
            for code in _COURSES
        }

    def copy(self, count: int) -> None:
        templates = tuple(_COURSES)
        copies = [(templates[n % len(templates)], f"GRANT-{n:06d}") for n in range(count)]
        for begin in range(0, count, _AT_A_TIME):
            some = copies[begin : begin + _AT_A_TIME]
            journal.append(
                self._connection,
                [
                    entry
                    for n, (template, code) in enumerate(some, start=begin)
                    for entry in self._chained(template, code, n)
                ],
            )
        self._copy_rows(copies)
        self._add_up()

    def _copy_rows(self, copies: list[tuple[str, str]]) -> None:
        run = self._connection.exec_driver_sql
        run("CREATE TEMP TABLE copied (template TEXT, code TEXT)")
        if copies:
            run("INSERT INTO copied VALUES (?, ?)", copies)
        for table in table_of("grant").metadata.sorted_tables:
            owner = "code" if table.name == "grant" else "grant"
            if owner not in table.c or "stream" in table.c:
                continue
            names = ", ".join(f'"{c.name}"' for c in table.c)
            copied = ", ".join(
                f'replace(m."{c.name}", copied.template, copied.code)'
                if c.type.python_type is str
                else f'm."{c.name}"'
                for c in table.c
            )
            # The models are set apart first: a table cannot be read while it is added to.
            run(
                f'CREATE TEMP TABLE model AS SELECT * FROM "{table.name}"'  # noqa: S608  # our own names
                f" WHERE \"{owner}\" LIKE 'TEMPLATE-%'"
            )
            run(
                f'INSERT INTO "{table.name}" ({names}) SELECT {copied} FROM copied'  # noqa: S608  # our own names
                f' JOIN model m ON m."{owner}" = copied.template'
            )
            run("DROP TABLE model")

    def _chained(self, template: str, code: str, number: int) -> Iterator[JournalEntry]:
        """Yield a grant's entries under another code, each grant's recorded at another moment."""
        previous, earlier = GENESIS, timedelta(seconds=number)
        for entry in self._entries[template]:
            said = {f.name: getattr(entry, f.name) for f in fields(entry)}
            said |= {"previous_hash": previous, "command_id": f"{entry.command_id}-{code}"}
            said |= {"recorded_at": entry.recorded_at - earlier}
            copied = JournalEntry(**{k: _renamed(v, template, code) for k, v in said.items()})
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


def _renamed(value: Any, template: str, code: str) -> Any:  # noqa: ANN401  # a value of any field
    return value.replace(template, code) if isinstance(value, str) else value

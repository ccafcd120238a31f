"""Kept sums and ceilings: moved by what a change adds, each by one conditional update of one row.

A ceiling is never a sum read first. `SET paid = paid + :x WHERE paid + :x <= ceiling` holds under
any isolation level, and its CHECK holds even if this file were wrong.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from portfolio.domain.budget import CarryOver
from portfolio.domain.errors import Refused
from portfolio.domain.finding import refuses
from portfolio.domain.grant import Instrument
from portfolio.domain.programme import Appropriation
from portfolio.domain.reason import Reason
from portfolio.domain.record import to_row
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.domain.waiting import agenda
from portfolio.store.mapping import grant_codes, load_grant, load_programme, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection, Table

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import Programme, ProgrammeFile
    from portfolio.domain.standing import GrantStanding
    from portfolio.domain.terms import Term

Cells = dict[str, Any]
Kept = tuple[str, Cells, Cells]
"""One row of a grant: its table, its key, and its kept cells."""

SUMS = (
    "award_minor", "confirmed_minor", "paid_minor", "payable_minor", "returned_minor",
    "withheld_minor", "reduced_minor", "advances_minor", "raised_minor", "private_promised_minor",
)  # fmt: skip
"""What a grant adds to its programme."""

_TAKEN = ("confirmed_minor", "paid_minor", "returned_minor", "withheld_minor", "reduced_minor")
"""What is held against the amount of an instalment."""

CEILINGS = {"instalment": ("amount_minor",)}
"""Columns of record that move with the sums they bound, in one statement: an amendment may lower
an amount below what an approval it overtakes still took of it."""


@dataclass(frozen=True, slots=True)
class Side:
    """A grant on one side of a move: its file, and where it stands by these terms."""

    file: GrantFile
    standing: GrantStanding
    terms: tuple[Term, ...]


def side_of(file: GrantFile, programme: ProgrammeFile) -> Side:
    """Return a grant with where it stands."""
    return Side(file, grant_standing(file, programme), programme.terms)


def move_cells(
    connection: Connection, programme: ProgrammeFile, old: Side | None, after: GrantFile
) -> Side:
    """Move every kept cell from where a grant stood to where it stands now, and return that.

    Raises `Refused` where a ceiling would be passed: somebody else took what was left.
    """
    new = side_of(after, programme)
    _move_grant(connection, programme.programme, old, new)
    _move_instalments(connection, programme.programme, old, new)
    _put_commitments(connection, old, new)
    _move_years(connection, programme.programme, old, new)
    _move_programme(connection, programme.programme, old, new)
    _put_waiting(connection, programme, new)
    return new


def derive_anew(connection: Connection, programme: ProgrammeFile) -> None:
    """Derive all that is kept of a programme and of its grants from nothing.

    After new terms and after a migration: no grant has moved, but what is made of it has.
    """
    code = programme.programme.code
    _forget(connection, "programme", "code", code, SUMS)
    _forget(connection, "budget_year", "programme", code, ("confirmed_minor", "paid_minor"))
    for grant in grant_codes(connection, code):
        _forget(connection, "grant", "code", grant, SUMS)
        _forget(connection, "instalment", "grant", grant, _TAKEN)
        move_cells(connection, programme, None, load_grant(connection, grant))


def kept_cells(grant: str, standing: GrantStanding) -> Iterator[Kept]:
    """Yield what the kept cells of a grant's rows are where it stands so."""
    yield "grant", {"code": grant}, _alone(standing)
    for kind, parts in (
        ("instalment", standing.instalments),
        ("commitment", standing.commitments),
    ):
        for part in parts:
            yield kind, {"grant": grant, "code": part.code}, _without(to_row(part), "code")


def waiting_rows(programme: ProgrammeFile, file: GrantFile, standing: GrantStanding) -> list[Cells]:
    """Return the rows that say who is waited for on a grant that stands so."""
    return [{"grant": file.code} | to_row(each) for each in agenda(file, programme, standing)]


def move_ceilings(connection: Connection, records: Iterable[DataclassInstance]) -> None:
    """Move the ceilings of a programme's fiscal years by what was appropriated and carried over.

    Raises `Refused` where more would be carried over than is left in the year.
    """
    for (programme, year), minor in ceilings(records).items():
        _raise_ceiling(connection, programme, year, minor)


def ceilings(records: Iterable[DataclassInstance]) -> dict[tuple[str, int], int]:
    """Return what records add to the ceiling of each programme's fiscal year, in minor units.

    Payouts are paid from what is appropriated for grants; equity, loans and guarantees have ledgers
    of their own. What is carried over is taken from one year and given to the next.
    """
    added: dict[tuple[str, int], int] = defaultdict(int)
    for each in records:
        if isinstance(each, Appropriation) and each.instrument is Instrument.GRANT:
            added[each.programme, each.fiscal_year] += each.amount_minor
        elif isinstance(each, CarryOver) and each.instrument is Instrument.GRANT:
            added[each.programme, each.fiscal_year] -= each.amount_minor
            added[each.programme, each.fiscal_year + 1] += each.amount_minor
    return added


def _raise_ceiling(connection: Connection, programme: str, year: int, minor: int) -> None:
    table = table_of("budget_year")
    of_year = (table.c.programme == programme, table.c.fiscal_year == year)
    moved = connection.execute(
        update(table)
        .where(*of_year, table.c.budget_minor + minor >= table.c.confirmed_minor)
        .values(budget_minor=table.c.budget_minor + minor)
    )
    if moved.rowcount:
        return
    known = connection.execute(select(table.c.budget_minor).where(*of_year)).first()
    if known is None and minor >= 0:
        year_row: Cells = {"programme": programme, "fiscal_year": year, "budget_minor": minor}
        connection.execute(insert(table), year_row)
        return
    currency = load_programme(connection, programme).programme.currency
    _must_move(0, "appropriation", f"{programme}/FY{year}", currency, -minor)


def _move_grant(connection: Connection, programme: Programme, old: Side | None, new: Side) -> None:
    table = table_of("grant")
    before, after = _own(old), _own(new)
    values = _moved(table, SUMS, before, after)
    moved = connection.execute(
        update(table)
        .where(
            table.c.code == new.file.code,
            values["confirmed_minor"] - values["returned_minor"] <= values["award_minor"],
        )
        .values(values)
    )
    by = _taken_more(before, after)
    _must_move(moved.rowcount, "award", new.file.code, programme.currency, by)


def _move_instalments(
    connection: Connection, programme: Programme, old: Side | None, new: Side
) -> None:
    table = table_of("instalment")
    stood = _instalments(old) if old else {}
    for code, after in _instalments(new).items():
        before = stood.get(code, {})
        if before == after:
            continue
        values = _moved(table, _TAKEN, before, after)
        left = values["amount_minor"] - values["withheld_minor"] - values["reduced_minor"]
        moved = connection.execute(
            update(table)
            .where(
                table.c.grant == new.file.code,
                table.c.code == code,
                values["confirmed_minor"] - values["returned_minor"] <= left,
            )
            .values(values)
        )
        subject, by = f"{new.file.code}/{code}", _taken_more(before, after)
        _must_move(moved.rowcount, "instalment", subject, programme.currency, by)


def _instalments(side: Side) -> dict[str, Cells]:
    """Return the kept cells of every instalment, and the amount that bounds them."""
    return {
        each.code: _without(to_row(each), "code")
        | {"amount_minor": side.file.instalment(each.code).amount_minor}
        for each in side.standing.instalments
    }


def _put_commitments(connection: Connection, old: Side | None, new: Side) -> None:
    table = table_of("commitment")
    for now in new.standing.commitments:
        if old is None or now not in old.standing.commitments:
            connection.execute(
                update(table)
                .where(table.c.grant == new.file.code, table.c.code == now.code)
                .values(_without(to_row(now), "code"))
            )


def _move_years(connection: Connection, programme: Programme, old: Side | None, new: Side) -> None:
    table = table_of("budget_year")
    before = budget_by_year(old.file) if old else {}
    after = budget_by_year(new.file)
    for year in sorted(before.keys() | after.keys()):
        confirmed = after.get(year, (0, 0))[0] - before.get(year, (0, 0))[0]
        paid = after.get(year, (0, 0))[1] - before.get(year, (0, 0))[1]
        if (confirmed, paid) == (0, 0):
            continue
        moved = connection.execute(
            update(table)
            .where(
                table.c.programme == programme.code,
                table.c.fiscal_year == year,
                table.c.confirmed_minor + confirmed <= table.c.budget_minor,
            )
            .values(
                confirmed_minor=table.c.confirmed_minor + confirmed,
                paid_minor=table.c.paid_minor + paid,
            )
        )
        subject = f"{programme.code}/FY{year}"
        _must_move(moved.rowcount, "appropriation", subject, programme.currency, confirmed)


def _move_programme(
    connection: Connection, programme: Programme, old: Side | None, new: Side
) -> None:
    table = table_of("programme")
    before, after = _own(old), _own(new)
    added = {name: after[name] for name in SUMS if after[name] != before.get(name, 0)}
    if added:
        connection.execute(
            update(table)
            .where(table.c.code == programme.code)
            .values(_moved(table, SUMS, before, added))
        )


def _put_waiting(connection: Connection, programme: ProgrammeFile, new: Side) -> None:
    table = table_of("waiting")
    connection.execute(delete(table).where(table.c.grant == new.file.code))
    rows = waiting_rows(programme, new.file, new.standing)
    if rows:
        connection.execute(insert(table), rows)


def _forget(
    connection: Connection, kind: str, column: str, value: str, cells: tuple[str, ...]
) -> None:
    table = table_of(kind)
    connection.execute(
        update(table).where(table.c[column] == value).values(dict.fromkeys(cells, 0))
    )


def _moved(table: Table, sums: tuple[str, ...], old: Cells, new: Cells) -> Cells:
    """Return what an UPDATE puts: a sum moves by what was added to it, the rest is set."""
    return {
        name: table.c[name] + (value - old.get(name, 0)) if name in sums else value
        for name, value in new.items()
    }


def _own(side: Side | None) -> Cells:
    """Return the kept cells of a grant's own row; none before there is a grant."""
    return _alone(side.standing) if side else {}


def _alone(standing: GrantStanding) -> Cells:
    alone = to_row(replace(standing, instalments=(), commitments=()))
    return _without(alone, "instalments", "commitments")


def _without(cells: Cells, *names: str) -> Cells:
    return {name: value for name, value in cells.items() if name not in names}


def _taken_more(old: Cells, new: Cells) -> int:
    return int(new["confirmed_minor"]) - int(old.get("confirmed_minor", 0))


def _must_move(rows: int, ceiling: str, subject: str, currency: str, by: int) -> None:
    if rows != 1:
        found = refuses(
            Reason.CEILING_TAKEN, subject, ceiling=ceiling, asked_minor=by, currency=currency
        )
        raise Refused("save", subject, [found])

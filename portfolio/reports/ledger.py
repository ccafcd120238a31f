"""The fiscal-year ledgers of every programme, read from one transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Instrument
from portfolio.domain.instalment import NOT_BINDING, PAID_OUT
from portfolio.domain.ledger import Cell, LedgerLine, Spending, ledger
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from portfolio.domain.programme import ProgrammeFile

Charge = tuple[str, int, str, str | None, str, int]
"""Programme, fiscal year, instrument, account, basis, and minor units."""
Sums = dict[Cell, dict[str, int]]


def ledgers(connection: Connection, programmes: Iterable[ProgrammeFile]) -> tuple[LedgerLine, ...]:
    """Return the ledgers of these programmes, in their order; sums are added up by the database."""
    spent = _spending(connection)
    return tuple(
        line for file in programmes for line in ledger(file, spent.get(file.programme.code, {}))
    )


def _spending(connection: Connection) -> dict[str, dict[Cell, Spending]]:
    sums: dict[str, Sums] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    bases: dict[tuple[str, Cell], set[Basis]] = defaultdict(set)
    for name, rows in (
        ("awarded_minor", _awarded(connection)),
        ("planned_minor", _planned(connection)),
        ("confirmed_minor", _charged(connection, paid=False)),
        ("paid_minor", _charged(connection, paid=True)),
    ):
        for programme, year, instrument, account, basis, minor in rows:
            cell = (year, Instrument(instrument), account)
            sums[programme][cell][name] += minor
            bases[programme, cell].add(Basis(basis))
    return {
        programme: {
            cell: Spending(bases=tuple(sorted(bases[programme, cell])), **added)
            for cell, added in cells.items()
        }
        for programme, cells in sums.items()
    }


def _awarded(connection: Connection) -> Iterator[Charge]:
    g, d = table_of("grant"), table_of("award_decision")
    key = (g.c.programme, d.c.fiscal_year, d.c.instrument, d.c.account, d.c.basis)
    rows = connection.execute(
        select(*key, func.sum(d.c.amount_minor)).join(g, g.c.code == d.c.grant).group_by(*key)
    )
    for programme, year, instrument, account, basis, minor in rows:
        yield programme, year, instrument, account, basis, int(minor)


def _planned(connection: Connection) -> Iterator[Charge]:
    """Yield what instalments plan: added up by grant in the order of an index, joined after."""
    g, i = table_of("grant"), table_of("instalment")
    key = (i.c.fiscal_year, i.c.account, i.c.basis)
    planned = func.sum(i.c.amount_minor).label("minor")
    own = select(i.c.grant, *key, planned).group_by(i.c.grant, *key).subquery()
    of = (g.c.programme, own.c.fiscal_year, own.c.account, own.c.basis)
    rows = connection.execute(
        select(*of, func.sum(own.c.minor)).join(own, own.c.grant == g.c.code).group_by(*of)
    )
    yield from _of_grants(rows)


def _charged(connection: Connection, *, paid: bool) -> Iterator[Charge]:
    """Yield what payouts take of each year: the charge of those that bind, or of those paid."""
    i, p = table_of("instalment"), table_of("payout")
    key = (p.c.programme, p.c.fiscal_year, i.c.account, i.c.basis)
    rows = connection.execute(
        select(*key, func.sum(p.c.amount_minor - p.c.clears_minor))
        .join(i, (i.c.grant == p.c.grant) & (i.c.code == p.c.instalment))
        .where(p.c.state.in_(PAID_OUT) if paid else p.c.state.not_in(NOT_BINDING))
        .group_by(*key)
    )
    yield from _of_grants(rows)


def _of_grants(rows: Iterable[Any]) -> Iterator[Charge]:
    """Yield rows with the instrument that instalments pay: none but grants are paid here."""
    for programme, year, account, basis, minor in rows:
        yield programme, year, Instrument.GRANT.value, account, basis, int(minor)

"""Everything a budget review reads, gathered from one read transaction as rows of its sheets."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.domain.co_funding import leverage
from portfolio.domain.errors import StoreUnfit
from portfolio.domain.grant import Instrument
from portfolio.domain.period import parse_utc
from portfolio.exchange import sheets
from portfolio.exchange.columns import About, Kind, Review, Row, Table
from portfolio.reports import rows, rows_of_duties, rows_of_money
from portfolio.reports.exceptions import exceptions
from portfolio.reports.overview import overview
from portfolio.reports.position import position
from portfolio.reports.register import Register
from portfolio.reports.seal import seal
from portfolio.store import mapping
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import Connection

    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine
    from portfolio.reports.position import YearLine

Sums = dict[str, int]
"""Minor units by currency: different currencies are never added."""


def review(connection: Connection, as_of: date, database: str) -> Review:
    """Gather a budget review as of a day. Raises `StoreUnfit` where nothing has begun.

    Nothing in it depends on the clock: the same records on the same day give the same review.
    """
    register = Register(connection)
    view = overview(connection, as_of, most=max(1, len(register.grants)))
    years = position(connection)
    filled: dict[str, Iterable[Row]] = {
        "summary": _totals(view),
        "checks": _checks(register, view, years),
        "programmes": rows.programmes(register, view),
        "position": rows.years(register, years),
        "grants": rows.grants(register, view),
        "progress": rows.progress(register, view),
        "awards": rows.awards(register),
        "milestones": rows.milestones(register, as_of),
        "reskilling": rows.commitments(register, as_of),
        "co-funding": rows_of_money.co_funding(register, as_of),
        "instalments": rows.instalments(register),
        "payouts": rows.payouts(register),
        "costs": rows_of_money.costs(register),
        "suspensions": rows_of_money.suspensions(register),
        "recoveries": rows_of_money.recoveries(register, as_of),
        "waivers": rows_of_duties.waivers(register),
        "amendments": rows_of_duties.amendments(register),
        "covenants": rows_of_duties.covenants(register, as_of),
        "attestations": rows_of_duties.attestations(register),
        "screenings": rows_of_duties.screenings(register),
        "exceptions": exceptions(connection, register, as_of),
        "journal": rows.journal(connection, register),
    }
    return Review(
        about=_about(connection, as_of, database),
        tables=tuple(Table(sheet, tuple(filled[sheet.name])) for sheet in sheets.SHEETS),
    )


def _about(connection: Connection, as_of: date, database: str) -> About:
    newest: str | None = connection.execute(
        select(func.max(table_of("journal").c.recorded_at))
    ).scalar()
    charter = mapping.load_charter(connection)
    if newest is None or charter is None:
        raise StoreUnfit(f"{database} has not begun: run 'portfolio init'")
    sealed = seal(connection, parse_utc(newest))
    return About(
        database=database,
        purpose=charter.purpose,
        as_of=as_of,
        recorded_at=sealed.sealed_at,
        seal=sealed.root,
        entries=sealed.entries,
        streams=sealed.streams,
        rules_edition=sealed.rules_edition,
    )


def _totals(view: Overview) -> Iterator[Row]:
    names = [c.key for c in sheets.SUMMARY.columns if c.kind is Kind.AMOUNT]
    sums = {name: _sum(view.programmes, name) for name in names}
    for currency in sorted({p.currency for p in view.programmes}):
        said = {name: sums[name].get(currency, 0) for name in names}
        mobilised = leverage(said["raised_minor"], said["paid_minor"])
        yield rows.row_of(sheets.SUMMARY, currency=currency, leverage=mobilised, **said)


def _checks(register: Register, view: Overview, years: tuple[YearLine, ...]) -> Iterator[Row]:
    """Add every total up four ways: by grant, programme and fiscal year, and record by record."""
    figures: tuple[tuple[str, str | None, str], ...] = (
        ("award_minor", "awarded_minor", "committed"),
        ("confirmed_minor", "confirmed_minor", "confirmed"),
        ("paid_minor", "paid_minor", "paid"),
        ("payable_minor", None, "payable_now"),
    )
    records = _sums_of_records(register)
    for currency in sorted({p.currency for p in view.programmes}):
        for name, of_years, figure in figures:
            grants = _sum(view.grants, name).get(currency, 0)
            programmes = _sum(view.programmes, name).get(currency, 0)
            by_year = _sum(years, of_years).get(currency, 0) if of_years else None
            recorded = records[name].get(currency, 0)
            yield rows.row_of(
                sheets.CHECKS,
                currency=currency,
                figure=sheets.Figure(figure),
                grants_minor=grants,
                programmes_minor=programmes,
                years_minor=by_year,
                records_minor=recorded,
                agrees={grants, programmes, recorded} | {grants if by_year is None else by_year}
                == {grants},
            )


def _sum(lines: Iterable[GrantLine | ProgrammeLine | YearLine], name: str) -> Sums:
    sums: Sums = defaultdict(int)
    for line in lines:
        amount: int = getattr(line, name)
        sums[line.currency] += amount
    return sums


def _sums_of_records(register: Register) -> dict[str, Sums]:
    sums: dict[str, Sums] = defaultdict(lambda: defaultdict(int))
    for award in register.awards:
        if award.instrument is Instrument.GRANT:
            sums["award_minor"][register.currency_of(award.grant)] += award.amount_minor
    for payout in register.payouts.values():
        currency = register.currency_of(payout.grant)
        if payout.is_binding:
            sums["confirmed_minor"][currency] += payout.charge_minor
        if payout.is_paid:
            sums["paid_minor"][currency] += payout.charge_minor
    for instalment in register.instalments:
        payable: int = register.kept["instalment", *instalment]["payable_minor"]
        sums["payable_minor"][register.currency_of(instalment[0])] += payable
    return sums

"""Everything a budget review reads, from one read transaction, as rows of its sheets.

Nothing is held but what is few: programmes, fiscal years, one line a grant. The rest is read page
by page, some grants at a time, when it is written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.co_funding import leverage
from portfolio.domain.errors import NotFound, StoreUnfit
from portfolio.domain.grant import Instrument
from portfolio.domain.journal import grant_stream, programme_stream
from portfolio.domain.text import near_codes
from portfolio.exchange import sheets
from portfolio.exchange.columns import About, Cell, Kind, Name, Review, Row, Rows, Sheet, Table
from portfolio.reports import rows, rows_of_budget, rows_of_duties, rows_of_money
from portfolio.reports.difference import Before, changes, differences, slips
from portfolio.reports.exceptions import EXCEPTIONAL
from portfolio.reports.ledger import ledgers
from portfolio.reports.order import grants_in_order, programmes_by_size
from portfolio.reports.overview import overview
from portfolio.reports.position import years_of
from portfolio.reports.reasons import Reasons
from portfolio.reports.register import Register
from portfolio.reports.seal import seal
from portfolio.store import journal, mapping
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.ledger import LedgerLine
    from portfolio.domain.programme import Programme, ProgrammeFile
    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine
    from portfolio.reports.position import YearLine

_AT_A_TIME = 200
"""How many grants are held at once."""

T = TypeVar("T")
Sums = dict[str, int]
"""Minor units by currency: different currencies are never added."""


def review(  # noqa: PLR0913  # what is asked for, one each
    connection: Connection,
    as_of: date,
    database: str,
    *,
    before: Before | None = None,
    programme: str | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Review:
    """Gather a budget review as of a day. Raises `StoreUnfit` where nothing has begun.

    With `programme` it is about that one alone, under the seal of all. Raises `NotFound`.
    Nothing in it depends on the clock: the same records on the same day give the same review.
    Where it is held against an earlier position, `before`, it says what has changed. `tick` is
    called whenever some of it has been read.
    """
    return _Gathering(connection, as_of, before, programme, tick).review(database)


class _Gathering:
    """One review being gathered."""

    def __init__(
        self,
        connection: Connection,
        as_of: date,
        before: Before | None,
        programme: str | None,
        tick: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._as_of = as_of
        self._before = before
        self._tick = tick
        self._programme = programme
        self._programmes = programmes_by_size(connection, programme)
        if programme is not None and not self._programmes:
            known = (f.programme.code for f in programmes_by_size(connection))
            raise NotFound("programme", programme, near_codes(programme, known))
        self._codes = grants_in_order(connection, programme)
        self._ledger = ledgers(connection, self._programmes)
        self._view = self._overview(connection, as_of)

    def review(self, database: str) -> Review:
        about = self._about(database)
        view, as_of = self._view, self._as_of
        own = self._of_each
        tables = (
            self._table(sheets.SUMMARY, lambda: _totals(view)),
            self._table(sheets.CHECKS, self._checks),
            *self._comparison(),
            self._table(
                sheets.PROGRAMMES,
                lambda: rows.programmes(self._programmes, self._bases_of_awards(), view),
            ),
            self._table(sheets.POSITION, lambda: rows_of_budget.years(self._ledger, as_of)),
            self._table(sheets.BUDGET, lambda: rows_of_budget.entries(self._programmes)),
            self._table(sheets.COMMITTED_AHEAD, self._multi_year),
            self._table(sheets.FLOW, self._flow),
            self._table(sheets.FUNDS, lambda: rows_of_budget.funds(self._programmes, view, as_of)),
            self._table(sheets.GRANTS, lambda: self._of_lines(rows.grants)),
            self._table(sheets.PROGRESS, lambda: self._of_lines(rows.progress)),
            self._table(sheets.AWARDS, own(rows.awards)),
            self._table(sheets.MILESTONES, own(lambda r: rows.milestones(r, as_of))),
            self._table(sheets.RESKILLING, own(lambda r: rows.commitments(r, as_of))),
            self._table(sheets.CO_FUNDING, own(lambda r: rows_of_money.co_funding(r, as_of))),
            self._table(sheets.INSTALMENTS, own(rows.instalments)),
            self._table(sheets.PAYOUTS, own(rows.payouts)),
            self._table(sheets.PAST_PAYMENTS, own(rows_of_budget.past_payments)),
            self._table(sheets.COSTS, own(rows_of_money.costs)),
            self._table(sheets.SUSPENSIONS, own(rows_of_money.suspensions)),
            self._table(sheets.RECOVERIES, own(lambda r: rows_of_money.recoveries(r, as_of))),
            self._table(sheets.WAIVERS, own(rows_of_duties.waivers)),
            self._table(sheets.AMENDMENTS, own(rows_of_duties.amendments)),
            self._table(sheets.COVENANTS, own(lambda r: rows_of_duties.covenants(r, as_of))),
            self._table(sheets.ATTESTATIONS, own(rows_of_duties.attestations)),
            self._table(sheets.SCREENINGS, own(rows_of_duties.screenings)),
            self._table(sheets.ASSIGNMENTS, own(rows_of_duties.assignments)),
            self._table(sheets.EXCEPTIONS, self._exceptions),
            self._table(sheets.JOURNAL, self._journal),
        )
        return Review(
            about=about,
            tables=tables,
            programmes=self._programmes,
            ledger=self._ledger,
            grants=self._grants,
            heads=journal.heads(self._connection),
        )

    def _overview(self, connection: Connection, as_of: date) -> Overview:
        most = max(1, len(self._codes))
        only = self._programme
        view = overview(connection, as_of, programme=only, most=most)
        return replace(view, programmes=tuple(p for p in view.programmes if only in (None, p.code)))

    def _table(self, sheet: Sheet, read: Callable[[], Iterable[Row]]) -> Table:
        return Table(sheet, Rows(read))

    def _registers(self, codes: Sequence[str]) -> Iterator[Register]:
        for some in _parts(codes):
            yield Register(self._connection, self._programmes, some)
            self._tick()

    def _of_each(self, read: Callable[[Register], Iterable[Row]]) -> Callable[[], Iterator[Row]]:
        """Return what reads these rows of all grants, some grants at a time."""

        def all_rows() -> Iterator[Row]:
            for register in self._registers(self._codes):
                yield from read(register)

        return all_rows

    def _of_lines(
        self, read: Callable[[Register, Iterable[GrantLine]], Iterable[Row]]
    ) -> Iterator[Row]:
        """Read these rows of all grants, in the order of the overview."""
        for some in _parts(self._view.grants):
            codes = [line.code for line in some]
            yield from read(Register(self._connection, self._programmes, codes), some)
            self._tick()

    def _comparison(self) -> tuple[Table, ...]:
        """Return what differs from the earlier position and who decided it; nothing without one."""
        if self._before is None:
            return ()
        before = self._before
        programmes = programmes_by_size(before.connection, self._programme)

        def differing() -> Iterator[Row]:
            view = self._overview(before.connection, before.as_of)
            old = ledgers(before.connection, programmes)
            return differences(view, self._view, old, self._ledger)

        def changed() -> Iterator[Row]:
            about = {
                line.code: (line.currency, Name(line.title, line.title_ja))
                for line in self._view.grants
            }
            yield from changes(self._connection, self._as_of, before, about)
            for some in _parts(self._codes):
                now = Register(self._connection, self._programmes, some)
                then = Register(before.connection, programmes, some)
                yield from slips(now, then, self._as_of, before.as_of)

        return (
            self._table(sheets.DIFFERENCES, differing),
            self._table(sheets.CHANGES, changed),
        )

    def _multi_year(self) -> Iterator[Row]:
        bases: dict[tuple[str, int], list[Basis]] = defaultdict(list)
        for line in self._ledger:
            bases[line.programme, line.fiscal_year].append(line.basis)
        return rows_of_budget.multi_year(
            self._connection,
            years_of(self._programmes, self._ledger, self._as_of),
            {year: weakest_basis(found) for year, found in bases.items()},
        )

    def _flow(self) -> Iterator[Row]:
        claimed: dict[str, int] = {}
        for register in self._registers(self._codes):
            for grant in {each.grant for each in register.recoveries}:
                claimed[grant] = rows_of_budget.claimed_minor(register, grant, self._as_of)
        yield from rows_of_budget.flow_to_agencies(
            self._programmes, self._view, claimed, self._as_of
        )
        for register in self._registers(self._codes):
            yield from rows_of_budget.flow_to_members(register, self._as_of)

    def _grants(self) -> Iterator[GrantFile]:
        for register in self._registers(self._codes):
            yield from register.files()

    def _exceptions(self) -> Iterator[Row]:
        yield from _of_budgets(self._programmes, self._ledger, self._view, self._as_of)
        for told in EXCEPTIONAL:
            for some in _parts(self._codes):
                register = Register(self._connection, self._programmes, some)
                yield from told(register, Reasons(self._connection, some), self._as_of)
                self._tick()

    def _journal(self) -> Iterator[Row]:
        currencies = {
            programme_stream(f.programme.code): f.programme.currency for f in self._programmes
        }
        currencies |= {grant_stream(line.code): line.currency for line in self._view.grants}
        streams = None if self._programme is None else currencies.keys()
        return rows.journal(self._connection, currencies, self._as_of, streams)

    def _bases_of_awards(self) -> dict[str, Basis]:
        g, d = table_of("grant"), table_of("award_decision")
        found: dict[str, list[Basis]] = defaultdict(list)
        for programme, basis in self._connection.execute(
            select(g.c.programme, d.c.basis).join(g, g.c.code == d.c.grant).distinct()
        ):
            found[programme].append(Basis(basis))
        return {programme: weakest_basis(bases) for programme, bases in found.items()}

    def _about(self, database: str) -> About:
        charter = mapping.load_charter(self._connection)
        if charter is None:
            raise StoreUnfit(f"{database} has not begun: run 'portfolio init'")
        sealed = seal(self._connection)
        return About(
            database=database,
            purpose=charter.purpose,
            as_of=self._as_of,
            recorded_at=sealed.sealed_at,
            seal=sealed.root,
            entries=sealed.entries,
            streams=sealed.streams,
            rules_edition=sealed.rules_edition,
            since=self._before.as_of if self._before else None,
            since_known_at=self._before.known_at if self._before else None,
            programme=self._programme,
        )

    def _checks(self) -> Iterator[Row]:
        """Add every total up four ways: by grant, programme and year, and record by record."""
        view = self._view
        years = tuple(years_of(self._programmes, self._ledger, self._as_of))
        figures: tuple[tuple[str, str | None, str], ...] = (
            ("award_minor", "awarded_minor", "committed"),
            ("confirmed_minor", "confirmed_minor", "confirmed"),
            ("paid_minor", "paid_minor", "paid"),
            ("payable_minor", None, "payable_now"),
        )
        records = self._sums_of_records()
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

    def _sums_of_records(self) -> dict[str, Sums]:
        sums: dict[str, Sums] = defaultdict(lambda: defaultdict(int))
        for register in self._registers(self._codes):
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


def _of_budgets(
    programmes: Iterable[ProgrammeFile],
    lines: Iterable[LedgerLine],
    view: Overview,
    as_of: date,
) -> Iterator[Row]:
    """Yield what is out of the ordinary in a budget: a fund above its need, awards above a year."""
    files = {file.programme.code: file.programme for file in programmes}
    for fund in rows_of_budget.funds(programmes, view, as_of):
        said = dict(zip((c.key for c in sheets.FUNDS.columns), fund, strict=True))
        if said["above"]:
            yield _budget_exception(
                sheets.ExceptionKind.FUND_ABOVE_NEED, files[str(said["programme"])],
                since=said["balance_on"], amount_minor=said["balance_minor"],
                entitled_minor=said["need_minor"], source=said["source"], basis=said["basis"],
            )  # fmt: skip
    for line in lines:
        for kind, minor, is_over in (
            (sheets.ExceptionKind.ABOVE_BUDGET, line.awarded_minor, line.is_overawarded),
            (sheets.ExceptionKind.OVERSPENT, line.bound_minor, line.is_overspent),
        ):
            if is_over:
                yield _budget_exception(
                    kind, files[line.programme],
                    subject=line.subject, since=line.first_on, amount_minor=minor,
                    entitled_minor=line.current_minor, source="; ".join(line.sources),
                    basis=line.basis,
                )  # fmt: skip


def _budget_exception(kind: sheets.ExceptionKind, programme: Programme, **said: Cell) -> Row:
    return rows.row_of(
        sheets.EXCEPTIONS,
        **{
            "kind": kind, "programme": programme.code, "subject": programme.code,
            "title": Name(programme.title, programme.title_ja), "state": None,
            "currency": programme.currency, "reason": None, "findings": (), **said,
        },
    )  # fmt: skip


def _parts(each: Sequence[T], size: int = _AT_A_TIME) -> Iterator[Sequence[T]]:
    for first in range(0, len(each), size):
        yield each[first : first + size]


def _totals(view: Overview) -> Iterator[Row]:
    names = [c.key for c in sheets.SUMMARY.columns if c.kind is Kind.AMOUNT]
    sums = {name: _sum(view.programmes, name) for name in names}
    for currency in sorted({p.currency for p in view.programmes}):
        said = {name: sums[name].get(currency, 0) for name in names}
        mobilised = leverage(said["raised_minor"], said["paid_minor"])
        yield rows.row_of(sheets.SUMMARY, currency=currency, leverage=mobilised, **said)


def _sum(lines: Iterable[GrantLine | ProgrammeLine | YearLine], name: str) -> Sums:
    sums: Sums = defaultdict(int)
    for line in lines:
        amount: int = getattr(line, name)
        sums[line.currency] += amount
    return sums

"""The rows on money kept back, claimed back, raised beside and claimed as costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.co_funding import leverage, raised_minor
from portfolio.domain.owing import owed
from portfolio.domain.period import is_past
from portfolio.exchange import sheets
from portfolio.reports.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.exchange.columns import Row
    from portfolio.reports.register import Register


def suspensions(register: Register) -> Iterator[Row]:
    """Yield what each suspension withholds, one row for each instalment it withholds from."""
    for each in register.withholdings:
        suspension = register.suspensions[each.grant, each.suspension]
        yield row_of(
            sheets.SUSPENSIONS,
            each,
            suspension,
            register.instalments[each.grant, suspension.instalment],
            instalment=suspension.instalment,
            withheld_from=each.instalment,
            currency=register.currency_of(each.grant),
        )


def recoveries(register: Register, as_of: date) -> Iterator[Row]:
    """Yield the claims with what is owed on them as of a day, interest included."""
    for each in register.recoveries:
        payout = register.payouts[each.grant, each.payout]
        now = owed(
            each,
            register.receipts[each.grant, each.code],
            register.all_terms_of(each.grant),
            as_of,
        )
        yield row_of(
            sheets.RECOVERIES,
            each,
            register.instalments[each.grant, payout.instalment],
            currency=register.currency_of(each.grant),
            returned_minor=now.returned_minor,
            interest_minor=now.interest_minor + now.late_minor,
            owed_minor=now.total_minor if each.is_outstanding else 0,
        )


def co_funding(register: Register, as_of: date) -> Iterator[Row]:
    """Yield the promises of private money: what was reported and verified, for what was paid."""
    for each in register.co_fundings:
        reports = register.funding_reports[each.grant, each.code]
        raised = raised_minor(r for r in reports if r.is_verified)
        late = raised < each.promised_minor and is_past(each.due_on, as_of)
        paid: int = register.kept["grant", each.grant, each.grant]["paid_minor"]
        yield row_of(
            sheets.CO_FUNDING,
            each,
            currency=register.currency_of(each.grant),
            reported_minor=raised_minor(r for r in reports if r.is_standing),
            raised_minor=raised,
            leverage=leverage(raised, paid),
            late_days=(as_of - each.due_on).days if late else 0,
        )


def costs(register: Register) -> Iterator[Row]:
    """Yield the claimed costs, each with the key that no other grant may claim."""
    for each in register.costs:
        yield row_of(sheets.COSTS, each, currency=register.currency_of(each.grant))

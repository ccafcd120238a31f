"""The own JSON format: what a portfolio file may say. Its JSON Schema is drawn from here.

How single values are written stands in `shapes`, what a grant is in `grants`, what acts a file can
tell of in `acts`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue, StrictInt, StrictStr

from portfolio.domain.budget import CarryOverKind
from portfolio.domain.grant import Instrument
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.terms import TermName
from portfolio.exchange.acts import AnyActIn
from portfolio.exchange.grants import GrantIn
from portfolio.exchange.shapes import Code, Day, Minor, Model, Sourced, TermValue

FORMAT = "subsidy-milestone-portfolio/1"


class PersonIn(Model):
    """Somebody who acts."""

    code: Code
    name: StrictStr
    name_ja: StrictStr | None = None
    roles: tuple[Role, ...] = ()
    logins: tuple[StrictStr, ...] = ()


class AppropriationIn(Sourced):
    """Money a programme may spend in one fiscal year."""

    fiscal_year: StrictInt
    number: StrictInt = 1
    kind: AppropriationKind
    amount_minor: Minor
    supplementary: StrictInt | None = None
    decided_on: Day | None = None
    instrument: Instrument = Instrument.GRANT
    account: StrictStr | None = None


class CarryOverIn(Sourced):
    """Money of a fiscal year that may be spent in the next, with its approval."""

    fiscal_year: StrictInt
    number: StrictInt = 1
    kind: CarryOverKind
    amount_minor: Minor
    approval_reference: StrictStr
    decided_on: Day | None = None
    instrument: Instrument = Instrument.GRANT
    account: StrictStr | None = None


class OutsideExecutionIn(Sourced):
    """Money of a fiscal year spent without a payout in this portfolio."""

    fiscal_year: StrictInt
    number: StrictInt = 1
    amount_minor: Minor
    executed_on: Day | None = None
    instrument: Instrument = Instrument.GRANT
    account: StrictStr | None = None


class BudgetRequestIn(Sourced):
    """What is asked for a coming fiscal year."""

    fiscal_year: StrictInt
    number: StrictInt = 1
    amount_minor: Minor
    requested_on: Day | None = None
    instrument: Instrument = Instrument.GRANT
    account: StrictStr | None = None


class FundBalanceIn(Sourced):
    """What a fund holds for the programme on a day."""

    number: StrictInt
    balance_on: Day
    balance_minor: Minor


class TermIn(Sourced):
    """One term of a programme from a day on: a limit, rate, period or coefficient, with its source.

    A later day of the same name is a new version and takes the next number.
    """

    name: TermName
    number: StrictInt = 1
    value: TermValue
    from_on: Day


class ProgrammeIn(Sourced):
    """A scheme with its terms and all that is recorded of its budget."""

    code: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    agency: StrictStr
    currency: StrictStr = "JPY"
    first_month: StrictInt = 4
    time_zone: StrictStr = "Asia/Tokyo"
    policy: PolicyName = PolicyName.ALL_OR_NOTHING
    reductions: Reductions = Reductions.LOWEST
    at_risk_days: StrictInt = 90
    terms_source: StrictStr
    terms: tuple[TermIn, ...] = ()
    appropriations: tuple[AppropriationIn, ...] = ()
    carry_overs: tuple[CarryOverIn, ...] = ()
    outside_executions: tuple[OutsideExecutionIn, ...] = ()
    requests: tuple[BudgetRequestIn, ...] = ()
    fund_balances: tuple[FundBalanceIn, ...] = ()


class PortfolioIn(Model):
    """A portfolio file: people, programmes, grants, and in demonstrations what was done.

    `exported` is what an export says of itself; nothing of it is taken in.
    """

    format: Literal["subsidy-milestone-portfolio/1"]
    exported: dict[str, JsonValue] | None = None
    people: tuple[PersonIn, ...] = ()
    programmes: tuple[ProgrammeIn, ...] = ()
    grants: tuple[GrantIn, ...] = ()
    history: tuple[AnyActIn, ...] = ()

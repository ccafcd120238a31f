"""The own JSON format: what a portfolio file may say. Its JSON Schema is drawn from here.

How single values are written stands in `shapes`, what a grant is in `grants`, what acts a file can
tell of in `acts`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import StrictInt, StrictStr

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


class TermIn(Sourced):
    """One term of a programme from a day on: a limit, rate, period or coefficient, with its source.

    A later day of the same name is a new version and takes the next number.
    """

    name: TermName
    number: StrictInt = 1
    value: TermValue
    from_on: Day


class ProgrammeIn(Sourced):
    """A scheme with its terms and appropriations."""

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


class PortfolioIn(Model):
    """A portfolio file: people, programmes, grants, and in demonstrations what was done."""

    format: Literal["subsidy-milestone-portfolio/1"]
    people: tuple[PersonIn, ...] = ()
    programmes: tuple[ProgrammeIn, ...] = ()
    grants: tuple[GrantIn, ...] = ()
    history: tuple[AnyActIn, ...] = ()

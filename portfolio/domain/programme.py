"""Programmes, their terms, and the money they may spend in each fiscal year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from portfolio.domain.basis import Basis
from portfolio.domain.budget import BudgetRequest, CarryOver, FundBalance, OutsideExecution
from portfolio.domain.cost import Cost
from portfolio.domain.errors import Invalid
from portfolio.domain.grant import Instrument
from portfolio.domain.money import check_currency, check_minor
from portfolio.domain.people import PeopleFile
from portfolio.domain.period import FiscalCalendar, check_day, check_fiscal_year, check_zone
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.record import kind_of, record
from portfolio.domain.terms import Term
from portfolio.domain.text import clean_code, clean_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance


MOST_SUPPLEMENTARY = 5
"""How many supplementary budgets of a year the administrative project review has room for."""


class AppropriationKind(StrEnum):
    """Which part of a fiscal year's budget: 当初, 補正, 前年度繰越, 予備費."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"
    CARRIED_IN = "carried in"
    RESERVE = "reserve"


@record("programme", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The scheme money is given under, with its terms.

    `policy` says how met conditions become money, `reductions` how several shortfalls combine;
    `at_risk_days` is how far ahead an open condition counts as a risk; `terms_source` cites where
    the terms stand.
    """

    code: str
    title: str
    title_ja: str | None = None
    agency: str
    currency: str = "JPY"
    first_month: int = 4
    time_zone: str = "Asia/Tokyo"
    policy: PolicyName = PolicyName.ALL_OR_NOTHING
    reductions: Reductions = Reductions.LOWEST
    at_risk_days: int = 90
    terms_source: str
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("programme", self.code)
        clean_fields(self, title=200, title_ja=200, agency=200, terms_source=1000, source=1000)
        check_currency("currency", self.currency)
        check_zone("time_zone", self.time_zone)
        FiscalCalendar(self.first_month)
        if not 0 <= self.at_risk_days <= 3650:  # noqa: PLR2004  # ten years: a slip of the pen
            raise Invalid("at_risk_days", self.at_risk_days, "is no number of days", "give 0-3650")

    @property
    def calendar(self) -> FiscalCalendar:
        """The programme's fiscal calendar."""
        return FiscalCalendar(self.first_month)


@record("appropriation", "programme", "fiscal_year", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class Appropriation:
    """Money a programme may spend in one fiscal year, by kind, as voted or carried in.

    `supplementary` is the number of the supplementary budget (第n次補正), `account` the account of
    the treasury it comes from (会計, 勘定), its parts divided by " / ". It counts from the day it
    was entered, and not before `decided_on` where that is known.
    """

    programme: str
    fiscal_year: int
    number: int
    kind: AppropriationKind
    amount_minor: int
    supplementary: int | None = None
    decided_on: date | None = None
    instrument: Instrument = Instrument.GRANT
    account: str | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_fiscal_year("fiscal_year", self.fiscal_year)
        check_minor("amount", self.amount_minor, least=1)
        clean_fields(self, account=120, source=1000)
        if self.decided_on is not None:
            check_day("decided_on", self.decided_on)
        if self.supplementary is None:
            return
        numbered = self.kind is AppropriationKind.SUPPLEMENTARY
        if not (numbered and 1 <= self.supplementary <= MOST_SUPPLEMENTARY):
            raise Invalid(
                "supplementary", self.supplementary, "is no number of a supplementary budget",
                "give 1 to 5, to a supplementary appropriation only",
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetYear:
    """What is left of a programme's fiscal year, in minor units, as it stands at this moment."""

    fiscal_year: int
    budget_minor: int
    confirmed_minor: int
    paid_minor: int

    @property
    def left_minor(self) -> int:
        """What can still be confirmed."""
        return self.budget_minor - self.confirmed_minor


_FIELD_OF_KIND = {
    "appropriation": "appropriations", "term": "terms", "carry_over": "carry_overs",
    "outside_execution": "outside_executions", "budget_request": "requests",
    "fund_balance": "fund_balances",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFile:
    """A programme with all that is recorded of its budget, and the standing of each fiscal year.

    What is shared beyond the grant that an act is about stands here: `claimed_elsewhere` are the
    costs of other grants, of any programme, that bear the key of the cost it claims, `people` are
    those among whom it assigns the grant.
    """

    programme: Programme
    appropriations: tuple[Appropriation, ...] = ()
    terms: tuple[Term, ...] = ()
    carry_overs: tuple[CarryOver, ...] = ()
    outside_executions: tuple[OutsideExecution, ...] = ()
    requests: tuple[BudgetRequest, ...] = ()
    fund_balances: tuple[FundBalance, ...] = ()
    years: tuple[BudgetYear, ...] = ()
    claimed_elsewhere: tuple[Cost, ...] = ()
    people: PeopleFile = field(default_factory=PeopleFile)

    def records(self) -> tuple[DataclassInstance, ...]:
        """Return every record of the file, the programme first."""
        return (
            self.programme, *self.appropriations, *self.terms, *self.carry_overs,
            *self.outside_executions, *self.requests, *self.fund_balances,
        )  # fmt: skip

    def year(self, fiscal_year: int) -> BudgetYear | None:
        """Return a fiscal year's standing, or None where nothing was appropriated."""
        return next((y for y in self.years if y.fiscal_year == fiscal_year), None)


def programme_file(records: Iterable[DataclassInstance]) -> ProgrammeFile:
    """Return the file that the records of one programme make up: without where its years stand."""
    parts: dict[str, Any] = dict.fromkeys(_FIELD_OF_KIND.values(), ())
    for each in records:
        if isinstance(each, Programme):
            parts["programme"] = each
        else:
            name = _FIELD_OF_KIND[kind_of(each)]
            parts[name] = (*parts[name], each)
    return ProgrammeFile(**parts)

"""The money of a grant in IATI 2.03: budgets, planned disbursements, transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.grant import Instrument
from portfolio.exchange.shown import major, readable
from portfolio.exchange.standards.elements import (
    add,
    add_day,
    add_organisation,
    add_value,
    narrate,
    put_own,
)
from portfolio.exchange.standards.identifiers import agency_of, grant_id, recipients_of
from portfolio.exchange.standards.movements import (
    Moved,
    awarded,
    awarded_otherwise,
    movements,
    to_come,
)
from portfolio.exchange.standards.plain import written
from portfolio.exchange.standards.said import marked, movement_said, sentence

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element

    from portfolio.domain.grant import AwardDecision
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.standards.movements import Movement

_ORIGINAL, _REVISED = "1", "2"
_COMMITTED = "2"
_COMMITMENT, _DISBURSEMENT, _REIMBURSEMENT, _CREDIT_GUARANTEE = "2", "3", "7", "10"
_TYPE = {
    Moved.RESULT: _REIMBURSEMENT,
    Moved.ADVANCE: _DISBURSEMENT,
    Moved.REPAYMENT: _DISBURSEMENT,
    Moved.HISTORY: _DISBURSEMENT,
}
_FINANCE = {
    Instrument.GRANT: "110",  # standard grant
    Instrument.LOAN: "421",  # standard loan
    Instrument.EQUITY: "510",  # common equity
    Instrument.GUARANTEE: "1100",  # guarantees/insurance
}


def add_money(root: _Element, file: GrantFile, programme: ProgrammeFile, day: date) -> None:
    """Add what was awarded for each fiscal year, what is still to come, and all that happened."""
    _Money(root, file, programme, day).add()


class _Money:
    """The money of one activity as of a day."""

    def __init__(
        self, root: _Element, file: GrantFile, programme: ProgrammeFile, day: date
    ) -> None:
        self._root = root
        self._file = file
        self._programme = programme
        self._day = day
        self._currency = programme.programme.currency
        self._agency = agency_of(programme.programme)
        own = grant_id(programme.programme, file.grant)
        self._recipient = recipients_of(file, own)[0]

    def add(self) -> None:
        self._add_budgets()
        for instalment, minor in to_come(self._file, self._programme, self._day):
            planned = add(self._root, "planned-disbursement")
            put_own(planned, basis=instalment.basis.value, **self._gates(instalment.code))
            add_day(planned, "period-start", instalment.planned_on)
            add_value(planned, minor, self._currency, self._day)
            self._add_sides(planned)
        for decision in awarded(self._file, self._day):
            self._add_decision(decision)
        for decision in awarded_otherwise(self._file, self._day):
            self._add_decision(decision)
        for movement in movements(self._file, self._programme, self._day):
            self._add_movement(movement)

    def _add_budgets(self) -> None:
        """Add one budget for each fiscal year that a grant was awarded from: never longer."""
        years: dict[int, list[AwardDecision]] = {}
        for each in awarded(self._file, self._day):
            years.setdefault(each.fiscal_year, []).append(each)
        calendar = self._programme.programme.calendar
        for year, decisions in sorted(years.items()):
            kind = _ORIGINAL if len(decisions) == 1 else _REVISED
            budget = add(self._root, "budget", type=kind, status=_COMMITTED)
            add_day(budget, "period-start", calendar.first_day(year))
            add_day(budget, "period-end", calendar.last_day(year))
            minor = sum(a.amount_minor for a in decisions)
            add_value(budget, minor, self._currency, max(a.decided_on for a in decisions))

    def _add_decision(self, decision: AwardDecision) -> None:
        underwrites = decision.instrument is Instrument.GUARANTEE
        kind = _CREDIT_GUARANTEE if underwrites else _COMMITMENT
        transaction = self._transaction(
            f"A{decision.number}", kind, decision.decided_on, decision.amount_minor
        )
        put_own(
            transaction, basis=decision.basis.value, instrument=decision.instrument.value,
            fiscal_year=str(decision.fiscal_year), source=readable(decision.source),
        )  # fmt: skip
        said = sentence("published.award", number=str(decision.number))
        narrate(add(transaction, "description"), marked(said, decision.basis))
        self._add_sides(transaction)
        add(transaction, "finance-type", code=_FINANCE[decision.instrument])

    def _add_movement(self, movement: Movement) -> None:
        transaction = self._transaction(
            movement.code, _TYPE[movement.kind], movement.on, movement.amount_minor
        )
        put_own(
            transaction, basis=movement.basis.value, kind=movement.kind.value,
            clears=self._beside(movement.clears_minor),
            set_off=self._beside(movement.set_off_minor),
            interest=self._beside(movement.interest_minor),
            **self._gates(movement.instalment),
        )  # fmt: skip
        narrate(add(transaction, "description"), movement_said(self._file, movement))
        self._add_sides(transaction)

    def _transaction(self, ref: str, kind: str, on: date, minor: int) -> _Element:
        transaction = add(self._root, "transaction", ref=ref)
        add(transaction, "transaction-type", code=kind)
        add_day(transaction, "transaction-date", on)
        add_value(transaction, minor, self._currency, on)
        return transaction

    def _add_sides(self, payment: _Element) -> None:
        add_organisation(payment, "provider-org", self._agency)
        add_organisation(payment, "receiver-org", self._recipient)

    def _gates(self, instalment: str | None) -> dict[str, str]:
        """Return which instalment a payment is on, and the codes of the gates before it."""
        if instalment is None:
            return {}
        milestones, persons = self._file.conditions_of(instalment)
        return {
            "instalment": instalment,
            "milestones": " ".join(c.milestone for c in milestones),
            "reskilling": " ".join(c.commitment for c in persons),
        }

    def _beside(self, minor: int) -> str:
        return written(major(minor, self._currency)) if minor else ""

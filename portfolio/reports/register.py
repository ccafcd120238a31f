"""All records of a portfolio at once, from one transaction, by one plain query a kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from portfolio.domain.amendment import Amendment, AmendmentLine
from portfolio.domain.co_funding import CoFunding, FundingReport
from portfolio.domain.cost import Cost
from portfolio.domain.covenant import Attestation, Covenant
from portfolio.domain.grant import AwardDecision, Grant
from portfolio.domain.instalment import (
    FundingCondition,
    Hold,
    Instalment,
    MilestoneCondition,
    Payout,
    ReskillingCondition,
)
from portfolio.domain.milestone import Criterion, Milestone
from portfolio.domain.programme import Appropriation, Programme
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.record import from_row, key_fields, kind_of, type_of_kind
from portfolio.domain.recovery import Receipt, Recovery
from portfolio.domain.reskilling import ReskillingCommitment
from portfolio.domain.screening import Screening
from portfolio.domain.standing import unpaid_minor
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.terms import Term, Terms, terms_on
from portfolio.domain.waiver import Waiver
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

R = TypeVar("R", bound="DataclassInstance")
Subject = tuple[str, str]
"""A grant and the code of one of its parts."""

_KIND = {cls: kind for kind, cls in type_of_kind.items()}
_KEPT = (Grant, Instalment, ReskillingCommitment)


class Register:
    """Every record a budget review looks at, in order of grant and code.

    `kept` holds the rows of grants (by their code twice), instalments and commitments by kind, with
    the sums the store keeps in them; `waiting_minor` what can still be paid and waits for a
    milestone or a commitment, by kind.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.kept: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        self.programmes = {p.code: p for p in self._all(Programme)}
        self.appropriations = self._all(Appropriation)
        self.terms = self._all(Term)
        self.grants = {g.code: g for g in self._all(Grant)}
        self.awards = self._all(AwardDecision)
        self.scales = {(e.grant, e.code): e.scale for e in self._all(TechnologyElement)}
        self.milestones = self._all(Milestone)
        self.criteria = _by(self._all(Criterion), "milestone")
        self.commitments = self._all(ReskillingCommitment)
        self.co_fundings = self._all(CoFunding)
        self.funding_reports = _by(self._all(FundingReport), "co_funding")
        self.instalments = {(i.grant, i.code): i for i in self._all(Instalment)}
        self.payouts = {(p.grant, p.code): p for p in self._all(Payout)}
        self._taken_minor: dict[Subject, int] = defaultdict(int)
        for payout in self.payouts.values():
            if payout.is_standing and not payout.is_advance:
                self._taken_minor[payout.grant, payout.instalment] += payout.amount_minor
        self.costs = self._all(Cost)
        self.holds = self._all(Hold)
        self.suspensions = {(s.grant, s.code): s for s in self._all(Suspension)}
        self.withholdings = self._all(Withholding)
        self.recoveries = self._all(Recovery)
        self.receipts = _by(self._all(Receipt), "recovery")
        self.waivers = self._all(Waiver)
        self.amendments = {(a.grant, a.code): a for a in self._all(Amendment)}
        self.amendment_lines = self._all(AmendmentLine)
        self.covenants = self._all(Covenant)
        self.attestations = _by(self._all(Attestation), "covenant")
        self.screenings = self._all(Screening)
        self.conditions: dict[
            Subject, list[MilestoneCondition | ReskillingCondition | FundingCondition]
        ] = defaultdict(list)
        self.waiting_minor: dict[tuple[str, str, str], int] = defaultdict(int)
        for gate in self._all(MilestoneCondition):
            self._add_condition(gate, "milestone", gate.milestone)
        for training in self._all(ReskillingCondition):
            self._add_condition(training, "commitment", training.commitment)
        for money in self._all(FundingCondition):
            self._add_condition(money, "co_funding", money.co_funding)

    def currency_of(self, grant: str) -> str:
        """Return the currency of a grant: its programme's."""
        return self.programmes[self.grants[grant].programme].currency

    def terms_of(self, grant: str, day: date) -> Terms:
        """Return the terms of a grant's programme that are in force on a day."""
        return terms_on(self.all_terms_of(grant), day)

    def all_terms_of(self, grant: str) -> tuple[Term, ...]:
        """Return the terms of a grant's programme, of whichever day."""
        programme = self.grants[grant].programme
        return tuple(t for t in self.terms if t.programme == programme)

    def unpaid_minor(self, instalment: Subject) -> int:
        """Return what of an instalment can still be paid."""
        kept = self.kept["instalment", *instalment]
        unpaid: int = unpaid_minor(
            kept["amount_minor"], kept["paid_minor"], kept["returned_minor"], kept["reduced_minor"]
        )
        return unpaid

    def open_minor(self, instalment: Subject) -> int:
        """Return what of an instalment is neither taken by a payout, nor kept back, nor reduced.

        As `rules.payout.Entitlement.open_minor`: with what is taken it adds up to the amount.
        """
        kept = self.kept["instalment", *instalment]
        back = kept["withheld_minor"] + kept["retained_minor"] + kept["reduced_minor"]
        taken = self._taken_minor[instalment] - kept["returned_minor"]
        open_minor: int = kept["amount_minor"] - taken - back
        return open_minor

    def _add_condition(
        self,
        condition: MilestoneCondition | ReskillingCondition | FundingCondition,
        kind: str,
        code: str,
    ) -> None:
        """Take a condition in, unless an amendment has moved it away."""
        if condition.ended_by is None:
            instalment = (condition.grant, condition.instalment)
            self.conditions[instalment].append(condition)
            self.waiting_minor[kind, condition.grant, code] += self.unpaid_minor(instalment)

    def _all(self, cls: type[R]) -> tuple[R, ...]:
        found = []
        for row in self._connection.execute(select(table_of(_KIND[cls]))).mappings():
            found.append(from_row(cls, dict(row)))
            if cls in _KEPT:
                self.kept[_KIND[cls], row.get("grant", row["code"]), row["code"]] = dict(row)
        return tuple(sorted(found, key=_in_order))


def _by(records: tuple[R, ...], name: str) -> dict[Subject, list[R]]:
    """Return records by their grant and what they belong to there."""
    found: dict[Subject, list[R]] = defaultdict(list)
    for each in records:
        found[each.grant, getattr(each, name)].append(each)  # type: ignore[attr-defined]  # every part of a grant says of which
    return found


def _in_order(record: DataclassInstance) -> tuple[tuple[str, int, str], ...]:
    """Sort P2 before P10: codes and numbers in the order in which they were given."""
    keys = [str(getattr(record, name)) for name in key_fields(kind_of(record))]
    stems = [text.rstrip("0123456789") for text in keys]
    return tuple(
        (stem, int(text[len(stem) :] or "0"), text) for stem, text in zip(stems, keys, strict=True)
    )

"""All records of a portfolio at once, from one transaction, by one plain query a kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from portfolio.domain.grant import AwardDecision, Grant
from portfolio.domain.instalment import (
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
from portfolio.domain.reskilling import ReskillingCommitment
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

R = TypeVar("R", bound="DataclassInstance")
Subject = tuple[str, str]
"""A grant and the code of one of its parts."""

_KIND = {cls: kind for kind, cls in type_of_kind.items()}


class Register:
    """Every record a budget review looks at, in order of grant and code.

    `kept` holds the rows of instalments and commitments by kind, with the sums the store keeps in
    them; `waiting_minor` the unpaid money that waits for a milestone or a commitment, by kind.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.kept: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        self.programmes = {p.code: p for p in self._all(Programme)}
        self.appropriations = self._all(Appropriation)
        self.grants = {g.code: g for g in self._all(Grant)}
        self.awards = self._all(AwardDecision)
        self.scales = {(e.grant, e.code): e.scale for e in self._all(TechnologyElement)}
        self.milestones = self._all(Milestone)
        self.criteria: dict[Subject, list[Criterion]] = defaultdict(list)
        for criterion in self._all(Criterion):
            self.criteria[criterion.grant, criterion.milestone].append(criterion)
        self.commitments = self._all(ReskillingCommitment)
        self.instalments = {(i.grant, i.code): i for i in self._all(Instalment)}
        self.payouts = self._all(Payout)
        self.holds = self._all(Hold)
        self.conditions: dict[Subject, list[MilestoneCondition | ReskillingCondition]]
        self.conditions = defaultdict(list)
        self.waiting_minor: dict[tuple[str, str, str], int] = defaultdict(int)
        for gate in self._all(MilestoneCondition):
            self._add_condition(gate, "milestone", gate.milestone)
        for training in self._all(ReskillingCondition):
            self._add_condition(training, "commitment", training.commitment)

    def currency_of(self, grant: str) -> str:
        """Return the currency of a grant: its programme's."""
        return self.programmes[self.grants[grant].programme].currency

    def unpaid_minor(self, instalment: Subject) -> int:
        """Return what of an instalment has not been paid."""
        paid_minor: int = self.kept["instalment", *instalment]["paid_minor"]
        return self.instalments[instalment].amount_minor - paid_minor

    def _add_condition(
        self, condition: MilestoneCondition | ReskillingCondition, kind: str, code: str
    ) -> None:
        instalment = (condition.grant, condition.instalment)
        self.conditions[instalment].append(condition)
        self.waiting_minor[kind, condition.grant, code] += self.unpaid_minor(instalment)

    def _all(self, cls: type[R]) -> tuple[R, ...]:
        found = []
        for row in self._connection.execute(select(table_of(_KIND[cls]))).mappings():
            found.append(from_row(cls, dict(row)))
            if cls in (Instalment, ReskillingCommitment):
                self.kept[_KIND[cls], row["grant"], row["code"]] = dict(row)
        return tuple(sorted(found, key=_in_order))


def _in_order(record: DataclassInstance) -> tuple[tuple[str, int, str], ...]:
    """Sort P2 before P10: codes and numbers in the order in which they were given."""
    keys = [str(getattr(record, name)) for name in key_fields(kind_of(record))]
    stems = [text.rstrip("0123456789") for text in keys]
    return tuple(
        (stem, int(text[len(stem) :] or "0"), text) for stem, text in zip(stems, keys, strict=True)
    )

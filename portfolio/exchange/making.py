"""From the shapes of a file to records: whatever cannot be made is noted with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from portfolio.domain.budget import BudgetRequest, CarryOver, FundBalance, OutsideExecution
from portfolio.domain.co_funding import CoFunding
from portfolio.domain.covenant import Covenant
from portfolio.domain.errors import Invalid, Problem
from portfolio.domain.grant import AwardDecision, Grant, Member
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import (
    FundingCondition,
    Instalment,
    MilestoneCondition,
    ReskillingCondition,
)
from portfolio.domain.milestone import Criterion, Milestone
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.programme import Appropriation, Programme, ProgrammeFile
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.record import key_of
from portfolio.domain.reskilling import ReskillingCommitment
from portfolio.domain.terms import InstalmentTerm, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

    from portfolio.exchange.document import ProgrammeIn
    from portfolio.exchange.grants import GrantIn, InstalmentIn, MilestoneIn
    from portfolio.exchange.shapes import Model

T = TypeVar("T")
R = TypeVar("R", bound="DataclassInstance")

_PARTS: dict[type, tuple[str, str]] = {
    Criterion: ("milestone", "criteria"),
    MilestoneCondition: ("instalment", "milestones"),
    ReskillingCondition: ("instalment", "reskilling"),
    FundingCondition: ("instalment", "funding"),
    InstalmentTerm: ("instalment", "terms"),
}
"""Of what each is a part, and under what name its whole lists it in a file."""

_PARTS_OF_INSTALMENTS: dict[str, type[DataclassInstance]] = {
    "milestone_conditions": MilestoneCondition,
    "reskilling_conditions": ReskillingCondition,
    "funding_conditions": FundingCondition,
    "instalment_terms": InstalmentTerm,
}
"""Under what name a grant's file keeps the parts of its instalments."""

_PARTS_OF_PROGRAMMES: dict[str, type[DataclassInstance]] = {
    "appropriations": Appropriation,
    "terms": Term,
    "carry_overs": CarryOver,
    "outside_executions": OutsideExecution,
    "requests": BudgetRequest,
    "fund_balances": FundBalance,
}
"""Under what name a programme's file keeps its parts; a portfolio file has the same names."""


class Maker:
    """Makes records from what a file says, and collects with its place what cannot be made."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], str] = {}

    def one(self, place: str, cls: type[R], said: Model, **more: object) -> R | None:
        """Make one record: fields of the same name carry over, `more` adds the rest."""
        known = cls.__dataclass_fields__
        values: dict[str, Any] = {k: v for k, v in said if k in known} | more
        try:
            record = cls(**values)
        except Invalid as invalid:
            self.problems.append(
                Problem(
                    file=self.file,
                    place=f"{place}.{field_of(said, invalid.field)}",
                    value=str(invalid.value),
                    why=invalid.why,
                    remedy=invalid.remedy,
                )
            )
            return None
        self.places.setdefault((place.partition(".")[0], "/".join(key_of(record))), place)
        return record

    def all(self, place: str, cls: type[R], said: Iterable[Model], **more: object) -> tuple[R, ...]:
        """Make a record of each; those that cannot be made are left out and noted."""
        return made(self.one(f"{place}[{i}]", cls, each, **more) for i, each in enumerate(said))

    def parts(
        self, place: str, cls: type[R], wholes: Iterable[MilestoneIn | InstalmentIn], grant: str
    ) -> tuple[R, ...]:
        """Make a record of each part of this class, of every milestone or instalment."""
        whole, part = _PARTS[cls]
        return tuple(
            record
            for i, each in enumerate(wholes)
            for record in self.all(
                f"{place}[{i}].{part}", cls, getattr(each, part),
                grant=grant, **{whole: each.code},
            )
        )  # fmt: skip

    def programme(self, place: str, said: ProgrammeIn) -> ProgrammeFile | None:
        """Make a programme with its terms and its budget."""
        programme = self.one(place, Programme, said)
        parts: dict[str, Any] = {
            name: self.all(f"{place}.{name}", cls, getattr(said, name), programme=said.code)
            for name, cls in _PARTS_OF_PROGRAMMES.items()
        }
        return ProgrammeFile(programme=programme, **parts) if programme else None

    def grant(self, place: str, said: GrantIn) -> GrantFile | None:
        """Make a grant's file; None where the grant itself cannot be made."""
        code = said.code
        milestones = made(
            self.one(
                f"{place}.milestones[{i}]", Milestone, m,
                grant=code, baseline_due_on=m.baseline_due_on or m.due_on,
            )
            for i, m in enumerate(said.milestones)
        )  # fmt: skip
        elements = made(
            self.one(
                f"{place}.elements[{i}]", TechnologyElement, e,
                grant=code, current_level=e.entry_level,
            )
            for i, e in enumerate(said.elements)
        )  # fmt: skip
        within = f"{place}.instalments"
        grant = self.one(place, Grant, said)
        parts: dict[str, Any] = {
            "awards": self.all(f"{place}.award", AwardDecision, said.award, grant=code),
            "members": self.all(f"{place}.members", Member, said.members, grant=code),
            "elements": elements,
            "milestones": milestones,
            "criteria": self.parts(f"{place}.milestones", Criterion, said.milestones, code),
            "commitments": self.all(
                f"{place}.commitments", ReskillingCommitment, said.commitments, grant=code
            ),
            "co_fundings": self.all(f"{place}.co_funding", CoFunding, said.co_funding, grant=code),
            "covenants": self.all(f"{place}.covenants", Covenant, said.covenants, grant=code),
            "past_payments": self.all(
                f"{place}.past_payments", PastPayment, said.past_payments, grant=code
            ),
            "instalments": self.all(within, Instalment, said.instalments, grant=code),
            **{
                name: self.parts(within, cls, said.instalments, code)
                for name, cls in _PARTS_OF_INSTALMENTS.items()
            },
        }
        return GrantFile(grant=grant, **parts) if grant else None


def field_of(said: Model, field: str) -> str:
    """Return what a file calls the field that a record refuses: an amount has its unit there.

    A term is refused by its own name, whose value it is that does not fit.
    """
    names = type(said).model_fields
    return next((name for name in (field, f"{field}_minor", "value") if name in names), field)


def made(records: Iterable[T | None]) -> tuple[T, ...]:
    """Return what could be made."""
    return tuple(each for each in records if each is not None)

"""Grants: the award to one consortium, as a file of everything recorded about it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.instalment import (
    Hold,
    Instalment,
    MilestoneCondition,
    Payout,
    ReskillingCondition,
)
from portfolio.domain.milestone import Assessment, Criterion, Evidence, Judgement, Milestone
from portfolio.domain.money import LARGEST_MINOR
from portfolio.domain.period import check_day
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.record import key_of, kind_of, record
from portfolio.domain.reskilling import ReskillingCommitment, ReskillingReport
from portfolio.domain.states import HoldState
from portfolio.domain.text import clean_code, clean_fields, near_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class Instrument(StrEnum):
    """What kind of public money: the four are never added up."""

    GRANT = "grant"
    EQUITY = "equity"
    LOAN = "loan"
    GUARANTEE = "guarantee"


class MemberRole(StrEnum):
    """What an organisation is in its consortium."""

    LEAD = "lead"
    PARTNER = "partner"
    SUBRECIPIENT = "subrecipient"


@record("grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The award to one consortium under a programme. Its amount is the sum of award decisions."""

    code: str
    programme: str
    title: str
    title_ja: str | None = None
    consortium: str
    consortium_ja: str | None = None
    mission_area: str
    starts_on: date
    ends_on: date
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("grant", self.code)
        clean_fields(self, title=200, title_ja=200, consortium=200, consortium_ja=200, source=1000)
        clean_fields(self, mission_area=100)
        check_day("starts_on", self.starts_on)
        check_day("ends_on", self.ends_on)
        if self.ends_on < self.starts_on:
            raise Invalid(
                "ends_on", self.ends_on.isoformat(), "is before the start",
                f"give {self.starts_on.isoformat()} or later",
            )  # fmt: skip


@record("award_decision", "grant", "number")
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDecision:
    """One dated increment (or reduction, negative) of the award, charged to a fiscal year."""

    grant: str
    number: int
    decided_on: date
    fiscal_year: int
    instrument: Instrument = Instrument.GRANT
    amount_minor: int
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        check_day("decided_on", self.decided_on)
        clean_fields(self, source=1000)
        if self.amount_minor == 0 or abs(self.amount_minor) > LARGEST_MINOR:
            raise Invalid(
                "amount", self.amount_minor, "changes nothing or is larger than any programme",
                "give the increment or reduction in minor units",
            )  # fmt: skip


@record("member", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One organisation of a consortium. `share` is its part of the public money, 0 to 1."""

    grant: str
    code: str
    name: str
    name_ja: str | None = None
    role: MemberRole
    country: str
    share: Fraction
    corporate_number: str | None = None
    lei: str | None = None

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("member", self.code)
        clean_fields(self, name=200, name_ja=200)
        if not (len(self.country) == 2 and self.country.isascii() and self.country.isupper()):  # noqa: PLR2004  # ISO 3166-1 alpha-2
            raise Invalid("country", self.country, "is not ISO 3166-1 alpha-2", "write JP, US, …")
        if not 0 <= self.share <= 1:
            raise Invalid("share", str(self.share), "is not between 0 and 1", "write 1/3 or 0.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFile:
    """Everything recorded about one grant: the unit in which facts are gathered and decided on."""

    grant: Grant
    awards: tuple[AwardDecision, ...] = ()
    members: tuple[Member, ...] = ()
    elements: tuple[TechnologyElement, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    commitments: tuple[ReskillingCommitment, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    milestone_conditions: tuple[MilestoneCondition, ...] = ()
    reskilling_conditions: tuple[ReskillingCondition, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    reports: tuple[ReskillingReport, ...] = ()
    payouts: tuple[Payout, ...] = ()
    holds: tuple[Hold, ...] = ()

    @property
    def code(self) -> str:
        """The grant's code."""
        return self.grant.code

    @property
    def award_minor(self) -> int:
        """The award: the sum of its decisions that are grants. Equity and loans stay apart."""
        return sum(a.amount_minor for a in self.awards if a.instrument is Instrument.GRANT)

    @property
    def confirmed_minor(self) -> int:
        """What two people have bound the agency to, paid or not."""
        return sum(p.amount_minor for p in self.payouts if p.is_binding)

    def milestone(self, code: str) -> Milestone:
        """Return a milestone, or raise `NotFound`."""
        return self._one("milestone", self.milestones, code)

    def element(self, code: str) -> TechnologyElement:
        """Return a technology element, or raise `NotFound`."""
        return self._one("technology element", self.elements, code)

    def commitment(self, code: str) -> ReskillingCommitment:
        """Return a reskilling commitment, or raise `NotFound`."""
        return self._one("reskilling commitment", self.commitments, code)

    def instalment(self, code: str) -> Instalment:
        """Return an instalment, or raise `NotFound`."""
        return self._one("instalment", self.instalments, code)

    def member(self, code: str) -> Member:
        """Return a member, or raise `NotFound`."""
        return self._one("member", self.members, code)

    def report(self, code: str) -> ReskillingReport:
        """Return a reskilling report, or raise `NotFound`."""
        return self._one("reskilling report", self.reports, code)

    def payout(self, code: str) -> Payout:
        """Return a payout, or raise `NotFound`."""
        return self._one("payout", self.payouts, code)

    def hold(self, code: str) -> Hold:
        """Return a hold, or raise `NotFound`."""
        return self._one("hold", self.holds, code)

    def criteria_of(self, milestone: str) -> tuple[Criterion, ...]:
        """Return the criteria of a milestone."""
        return tuple(c for c in self.criteria if c.milestone == milestone)

    def evidence_for(self, milestone: str) -> tuple[Evidence, ...]:
        """Return what was handed in for a milestone."""
        return tuple(e for e in self.evidence if e.milestone == milestone)

    def assessments_of(self, milestone: str) -> tuple[Assessment, ...]:
        """Return how a milestone was assessed, oldest first."""
        return tuple(a for a in self.assessments if a.milestone == milestone)

    def reports_on(self, commitment: str) -> tuple[ReskillingReport, ...]:
        """Return the reports on a commitment, oldest first."""
        return tuple(r for r in self.reports if r.commitment == commitment)

    def payouts_on(self, instalment: str) -> tuple[Payout, ...]:
        """Return the payouts of an instalment, oldest first."""
        return tuple(p for p in self.payouts if p.instalment == instalment)

    def exhibits(self, codes: Iterable[str]) -> tuple[Evidence | ReskillingReport, ...]:
        """Return the pieces of evidence and the reports with these codes, each once."""
        wanted = set(codes)
        return (
            *(e for e in self.evidence if e.code in wanted),
            *(r for r in self.reports if r.code in wanted),
        )

    def conditions_of(
        self, instalment: str
    ) -> tuple[tuple[MilestoneCondition, ...], tuple[ReskillingCondition, ...]]:
        """Return the milestone and the reskilling conditions of an instalment."""
        return (
            tuple(c for c in self.milestone_conditions if c.instalment == instalment),
            tuple(c for c in self.reskilling_conditions if c.instalment == instalment),
        )

    def holds_on(self, instalment: str) -> tuple[Hold, ...]:
        """Return the holds that now stop payment of an instalment."""
        return tuple(
            h
            for h in self.holds
            if h.state is HoldState.PLACED and h.instalment in (None, instalment)
        )

    def with_records(self, records: Iterable[DataclassInstance]) -> GrantFile:
        """Return the file with these records put in: new ones at the end, known ones replaced."""
        file = self
        for new in records:
            name = _FIELD_OF_KIND[kind_of(new)]
            if name == "grant":
                file = replace(file, grant=new)  # type: ignore[arg-type]  # its kind says so
                continue
            before: tuple[DataclassInstance, ...] = getattr(file, name)
            key = key_of(new)
            kept = tuple(new if key_of(old) == key else old for old in before)
            known = any(key_of(old) == key for old in before)
            file = replace(file, **{name: kept if known else (*before, new)})  # type: ignore[arg-type]  # the same
        return file

    def records(self) -> tuple[DataclassInstance, ...]:
        """Return every record of the file, parents before what refers to them."""
        everything: list[DataclassInstance] = [self.grant]
        for field in fields(self)[1:]:
            everything.extend(getattr(self, field.name))
        return tuple(everything)

    def _one(self, kind: str, records: tuple[T, ...], code: str) -> T:
        for each in records:
            if each.code == code:  # type: ignore[attr-defined]  # every kind asked for has a code
                return each
        known = [str(getattr(each, "code", "")) for each in records]
        raise NotFound(kind, f"{self.code}/{code}", near_codes(code, known))


_FIELD_OF_KIND = {
    "grant": "grant", "award_decision": "awards", "member": "members", "element": "elements",
    "milestone": "milestones", "criterion": "criteria", "commitment": "commitments",
    "instalment": "instalments", "milestone_condition": "milestone_conditions",
    "reskilling_condition": "reskilling_conditions", "evidence": "evidence",
    "assessment": "assessments", "judgement": "judgements", "report": "reports",
    "payout": "payouts", "hold": "holds",
}  # fmt: skip


def next_code(letter: str, records: Iterable[DataclassInstance]) -> str:
    """Return the next running code of a grant: ``P1``, ``P2``, …; numbers are never used again."""
    return f"{letter}{1 + sum(1 for _ in records)}"

"""A grant's file: everything recorded about one grant, the unit in which acts are decided."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from portfolio.domain.amendment import Amendment, AmendmentLine
from portfolio.domain.assignment import Assignment
from portfolio.domain.co_funding import CoFunding, FundingReport
from portfolio.domain.cost import Cost
from portfolio.domain.covenant import Attestation, Covenant
from portfolio.domain.errors import NotFound
from portfolio.domain.grant import AwardDecision, Grant, Instrument, Member
from portfolio.domain.instalment import (
    FundingCondition,
    Hold,
    Instalment,
    MilestoneCondition,
    Payout,
    ReskillingCondition,
)
from portfolio.domain.milestone import Assessment, Criterion, Evidence, Judgement, Milestone
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.record import key_of, kind_of
from portfolio.domain.recovery import Receipt, Recovery
from portfolio.domain.reskilling import ReskillingCommitment, ReskillingReport
from portfolio.domain.screening import Screening
from portfolio.domain.stage_gate import StageGate
from portfolio.domain.states import HoldState
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.terms import InstalmentTerm
from portfolio.domain.text import near_codes
from portfolio.domain.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

    from portfolio.domain.people import Role

T = TypeVar("T", bound="DataclassInstance")


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
    co_fundings: tuple[CoFunding, ...] = ()
    covenants: tuple[Covenant, ...] = ()
    funding_conditions: tuple[FundingCondition, ...] = ()
    instalment_terms: tuple[InstalmentTerm, ...] = ()
    stage_gates: tuple[StageGate, ...] = ()
    funding_reports: tuple[FundingReport, ...] = ()
    costs: tuple[Cost, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    withholdings: tuple[Withholding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    amendment_lines: tuple[AmendmentLine, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    screenings: tuple[Screening, ...] = ()
    past_payments: tuple[PastPayment, ...] = ()
    assignments: tuple[Assignment, ...] = ()

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
        """What two people have bound the agency to, paid or not; what comes back stays in it."""
        return sum(p.charge_minor for p in self.payouts if p.is_binding)

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

    def co_funding(self, code: str) -> CoFunding:
        """Return a promise of private money, or raise `NotFound`."""
        return self._one("co-funding", self.co_fundings, code)

    def covenant(self, code: str) -> Covenant:
        """Return a covenant, or raise `NotFound`."""
        return self._one("covenant", self.covenants, code)

    def stage_gate(self, code: str) -> StageGate:
        """Return a stage-gate, or raise `NotFound`."""
        return self._one("stage-gate", self.stage_gates, code)

    def funding_report(self, code: str) -> FundingReport:
        """Return a report of money raised, or raise `NotFound`."""
        return self._one("funding report", self.funding_reports, code)

    def cost(self, code: str) -> Cost:
        """Return a claimed cost, or raise `NotFound`."""
        return self._one("cost", self.costs, code)

    def suspension(self, code: str) -> Suspension:
        """Return a suspension, or raise `NotFound`."""
        return self._one("suspension", self.suspensions, code)

    def waiver(self, code: str) -> Waiver:
        """Return a waiver, or raise `NotFound`."""
        return self._one("waiver", self.waivers, code)

    def amendment(self, code: str) -> Amendment:
        """Return an amendment, or raise `NotFound`."""
        return self._one("amendment", self.amendments, code)

    def recovery(self, code: str) -> Recovery:
        """Return a recovery, or raise `NotFound`."""
        return self._one("recovery", self.recoveries, code)

    def screening(self, code: str) -> Screening:
        """Return a screening, or raise `NotFound`."""
        return self._one("screening", self.screenings, code)

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
        """Return the milestone and reskilling conditions of an instalment that have not ended."""
        return (
            tuple(
                c
                for c in self.milestone_conditions
                if c.instalment == instalment and c.ended_by is None
            ),
            tuple(
                c
                for c in self.reskilling_conditions
                if c.instalment == instalment and c.ended_by is None
            ),
        )

    def funding_conditions_of(self, instalment: str) -> tuple[FundingCondition, ...]:
        """Return the co-funding conditions of an instalment that have not ended."""
        return tuple(
            c for c in self.funding_conditions if c.instalment == instalment and c.ended_by is None
        )

    def funding_reports_on(self, co_funding: str) -> tuple[FundingReport, ...]:
        """Return the reports on a promise of private money, oldest first."""
        return tuple(r for r in self.funding_reports if r.co_funding == co_funding)

    def costs_of(self, instalment: str) -> tuple[Cost, ...]:
        """Return the costs claimed under an instalment."""
        return tuple(c for c in self.costs if c.instalment == instalment)

    def withholdings_on(self, instalment: str) -> tuple[Withholding, ...]:
        """Return what suspensions withhold, or have withheld, from an instalment."""
        return tuple(w for w in self.withholdings if w.instalment == instalment)

    def withholdings_of(self, suspension: str) -> tuple[Withholding, ...]:
        """Return from which instalments a suspension withholds, its own first."""
        return tuple(w for w in self.withholdings if w.suspension == suspension)

    def recoveries_on(self, payout: str) -> tuple[Recovery, ...]:
        """Return the claims on a payout."""
        return tuple(r for r in self.recoveries if r.payout == payout)

    def receipts_of(self, recovery: str) -> tuple[Receipt, ...]:
        """Return what came back on a claim, oldest first."""
        return tuple(r for r in self.receipts if r.recovery == recovery)

    def lines_of(self, amendment: str) -> tuple[AmendmentLine, ...]:
        """Return what an amendment changes."""
        return tuple(each for each in self.amendment_lines if each.amendment == amendment)

    def attestations_of(self, covenant: str) -> tuple[Attestation, ...]:
        """Return the attestations of a covenant, oldest first."""
        return tuple(a for a in self.attestations if a.covenant == covenant)

    def handler(self, role: Role) -> str | None:
        """Return the code of whoever handles the grant in a role; None where nobody does."""
        return next((a.person for a in self.assignments if a.role is role), None)

    def holds_on(self, instalment: str) -> tuple[Hold, ...]:
        """Return the holds that now stop payment of an instalment."""
        return tuple(
            h
            for h in self.holds
            if h.state is HoldState.PLACED and h.instalment in (None, instalment)
        )

    def with_records(self, records: Iterable[DataclassInstance]) -> GrantFile:
        """Return the file with these records put in: new ones at the end, known ones replaced."""
        grant = self.grant
        changed: dict[str, dict[tuple[str, ...], DataclassInstance]] = {}
        for new in records:
            if isinstance(new, Grant):
                grant = new
                continue
            name = _FIELD_OF_KIND[kind_of(new)]
            if name not in changed:
                changed[name] = {key_of(old): old for old in getattr(self, name)}
            changed[name][key_of(new)] = new
        parts: dict[str, Any] = {name: tuple(kept.values()) for name, kept in changed.items()}
        return replace(self, grant=grant, **parts)

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
    "award_decision": "awards", "member": "members", "element": "elements",
    "milestone": "milestones", "criterion": "criteria", "commitment": "commitments",
    "instalment": "instalments", "milestone_condition": "milestone_conditions",
    "reskilling_condition": "reskilling_conditions", "evidence": "evidence",
    "assessment": "assessments", "judgement": "judgements", "report": "reports",
    "payout": "payouts", "hold": "holds", "co_funding": "co_fundings", "covenant": "covenants",
    "funding_condition": "funding_conditions", "instalment_term": "instalment_terms",
    "stage_gate": "stage_gates", "funding_report": "funding_reports", "cost": "costs",
    "suspension": "suspensions", "withholding": "withholdings", "waiver": "waivers",
    "amendment": "amendments", "amendment_line": "amendment_lines", "recovery": "recoveries",
    "receipt": "receipts", "attestation": "attestations", "screening": "screenings",
    "past_payment": "past_payments", "assignment": "assignments",
}  # fmt: skip


def next_code(letter: str, records: Iterable[DataclassInstance]) -> str:
    """Return the next running code of a grant: ``P1``, ``P2``, …; numbers are never used again."""
    return f"{letter}{1 + sum(1 for _ in records)}"

"""What a portfolio file says about a grant: everything that was agreed, before anything is done."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt, StrictStr

from portfolio.domain.covenant import CovenantKind
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.milestone import Comparison, EvidenceKind
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.readiness import Scale
from portfolio.domain.reskilling import Rung
from portfolio.domain.terms import TermName
from portfolio.exchange.shapes import Code, Day, Minor, Model, Number, Share, Sourced, TermValue


def _corporate_number(value: str) -> str:
    """Check the digits of a Japanese corporate number (法人番号, 13 digits, the first a check)."""
    from stdnum.jp import cn  # only files with such a number need it

    if not cn.is_valid(value):
        raise ValueError("the check digit of the corporate number is wrong")
    return value


def _lei(value: str) -> str:
    """Check a legal entity identifier (ISO 17442)."""
    from stdnum import lei  # only files with such a number need it

    if not lei.is_valid(value):
        raise ValueError("the check digits of the LEI are wrong")
    return value


class AwardDecisionIn(Sourced):
    """One dated increment or reduction of the award."""

    number: StrictInt
    decided_on: Day
    fiscal_year: StrictInt
    instrument: Instrument = Instrument.GRANT
    account: StrictStr | None = None
    amount_minor: Minor


class MemberIn(Model):
    """One organisation of the consortium."""

    code: Code
    name: StrictStr
    name_ja: StrictStr | None = None
    role: MemberRole
    country: StrictStr
    share: Share
    corporate_number: Annotated[StrictStr, AfterValidator(_corporate_number)] | None = None
    lei: Annotated[StrictStr, AfterValidator(_lei)] | None = None


class ElementIn(Model):
    """One critical technology, with the level it enters at and aims for."""

    code: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    scale: Scale = Scale.TRL
    scale_version: StrictStr = "EU Horizon 2020 WP annex G"
    entry_level: StrictInt
    target_level: StrictInt


class CriterionIn(Model):
    """One written, measurable thing a milestone must show, and where its measure began."""

    code: Code
    text: StrictStr
    text_ja: StrictStr | None = None
    comparison: Comparison
    target: Number
    unit: StrictStr
    baseline: Number | None = None


class MilestoneIn(Sourced):
    """What must be shown by when."""

    code: Code
    element: Code
    level: StrictInt
    title: StrictStr
    title_ja: StrictStr | None = None
    due_on: Day
    baseline_due_on: Day | None = None
    required_evidence: tuple[EvidenceKind, ...]
    predecessors: tuple[Code, ...] = ()
    criteria: tuple[CriterionIn, ...] = ()


class CommitmentIn(Sourced):
    """How many engineers reach which rung by when, promised by which member."""

    code: Code
    member: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    rung: Rung
    persons: StrictInt
    due_on: Day


class CoFundingIn(Sourced):
    """Private money that a member promised to raise by a day."""

    code: Code
    member: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    promised_minor: Minor
    due_on: Day


class CovenantIn(Sourced):
    """A duty that outlives payment, from one day until another."""

    code: Code
    member: Code
    kind: CovenantKind
    title: StrictStr
    title_ja: StrictStr | None = None
    starts_on: Day
    until_on: Day


class MilestoneConditionIn(Model):
    """The instalment waits for a milestone, met at least at this share.

    `bearing` says whether it stops or scales the money where it departs from the policy;
    `coefficient` is its weight, 1 or ``0.75``, where the policy is unit value.
    """

    milestone: Code
    share: Share = Fraction(1)
    bearing: Bearing | None = None
    coefficient: Share = Fraction(1)


class ReskillingConditionIn(Model):
    """The instalment waits until so many persons are verified on the rung.

    `bearing` and `coefficient` as of a milestone.
    """

    commitment: Code
    rung: Rung
    persons: StrictInt
    bearing: Bearing | None = None
    coefficient: Share = Fraction(1)


class FundingConditionIn(Model):
    """The instalment waits until so much private money of a promise is verified as raised.

    It stops the money unless `bearing` says that it scales it.
    """

    co_funding: Code
    raised_minor: Minor
    bearing: Bearing | None = None


class InstalmentTermIn(Model):
    """A term of the programme that differs for this instalment, with the reason for it."""

    name: TermName
    value: TermValue
    reason: StrictStr


class InstalmentIn(Sourced):
    """A planned part of the grant with its conditions, and what departs from the programme."""

    code: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    amount_minor: Minor
    fiscal_year: StrictInt
    planned_on: Day
    policy: PolicyName | None = None
    policy_reason: StrictStr | None = None
    account: StrictStr | None = None
    milestones: tuple[MilestoneConditionIn, ...] = ()
    reskilling: tuple[ReskillingConditionIn, ...] = ()
    funding: tuple[FundingConditionIn, ...] = ()
    terms: tuple[InstalmentTermIn, ...] = ()


class PastPaymentIn(Sourced):
    """A payment made before or outside this portfolio: history, not gated here."""

    number: StrictInt
    paid_on: Day
    amount_minor: Minor
    reference: StrictStr | None = None


class GrantIn(Sourced):
    """A grant with everything that was agreed about it; without an award it is a draft.

    `currency` is its programme's, and is compared where it is given. `recorded` stands in exports:
    the journal entry they show the grant at, so that nobody undoes what was agreed since.
    """

    code: Code
    programme: Code
    currency: StrictStr | None = None
    title: StrictStr
    title_ja: StrictStr | None = None
    consortium: StrictStr
    consortium_ja: StrictStr | None = None
    mission_area: StrictStr
    starts_on: Day
    ends_on: Day
    recorded: Annotated[StrictStr, Field(pattern=r"^[0-9]{1,9}-[0-9a-f]{64}$")] | None = None
    award: tuple[AwardDecisionIn, ...]
    members: tuple[MemberIn, ...]
    elements: tuple[ElementIn, ...]
    milestones: tuple[MilestoneIn, ...]
    commitments: tuple[CommitmentIn, ...]
    instalments: tuple[InstalmentIn, ...]
    co_funding: tuple[CoFundingIn, ...] = ()
    covenants: tuple[CovenantIn, ...] = ()
    past_payments: tuple[PastPaymentIn, ...] = ()

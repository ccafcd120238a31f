"""The own JSON format: what a portfolio file may say. Its JSON Schema is drawn from here.

Every value is checked twice: here for its type and place, then by the constructor of the domain
record it becomes. Amounts are whole minor units (yen have none: 1 means ¥1; dollars: 1 is a cent).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StrictInt,
    StrictStr,
)
from pydantic_core import CoreSchema, core_schema

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.milestone import Comparison, EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.readiness import Scale
from portfolio.domain.reskilling import Rung

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

FORMAT = "subsidy-milestone-portfolio/1"


class _FractionText:
    """A share written ``1``, ``1/3`` or ``0.25``; never a binary float."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        _source: object,
        _handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            Fraction, core_schema.str_schema(pattern=r"^\d{1,9}(/[1-9]\d{0,8}|\.\d{1,9})?$")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema["schema"])


def _decimal_text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write the number as text, such as "55000" or "0.95"')  # noqa: TRY004  # pydantic collects ValueError only
    return value


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


Share = Annotated[Fraction, _FractionText]
Number = Annotated[Decimal, BeforeValidator(_decimal_text, json_schema_input_type=str)]
Minor = Annotated[StrictInt, Field(description="whole minor units of the programme's currency")]
Sha256 = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[StrictStr, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,31}$")]


class Model(BaseModel):
    """Nothing unknown is taken in: a misspelt field is a problem, not silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Sourced(Model):
    """A figure with where it comes from, as of when, and how far it can be trusted."""

    source: StrictStr
    source_on: date | None = None
    basis: Basis


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
    appropriations: tuple[AppropriationIn, ...] = ()


class AwardDecisionIn(Sourced):
    """One dated increment or reduction of the award."""

    number: StrictInt
    decided_on: date
    fiscal_year: StrictInt
    instrument: Instrument = Instrument.GRANT
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
    """One written, measurable thing a milestone must show."""

    code: Code
    text: StrictStr
    text_ja: StrictStr | None = None
    comparison: Comparison
    target: Number
    unit: StrictStr


class MilestoneIn(Sourced):
    """What must be shown by when."""

    code: Code
    element: Code
    level: StrictInt
    title: StrictStr
    title_ja: StrictStr | None = None
    due_on: date
    baseline_due_on: date | None = None
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
    due_on: date


class MilestoneConditionIn(Model):
    """The instalment waits for a milestone, met at least at this share."""

    milestone: Code
    share: Share = Fraction(1)


class ReskillingConditionIn(Model):
    """The instalment waits until so many persons are verified on the rung."""

    commitment: Code
    rung: Rung
    persons: StrictInt


class InstalmentIn(Sourced):
    """A planned part of the grant with its conditions."""

    code: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    amount_minor: Minor
    fiscal_year: StrictInt
    planned_on: date
    policy: PolicyName | None = None
    policy_reason: StrictStr | None = None
    milestones: tuple[MilestoneConditionIn, ...] = ()
    reskilling: tuple[ReskillingConditionIn, ...] = ()


class GrantIn(Sourced):
    """A grant with everything that was agreed about it."""

    code: Code
    programme: Code
    title: StrictStr
    title_ja: StrictStr | None = None
    consortium: StrictStr
    consortium_ja: StrictStr | None = None
    mission_area: StrictStr
    starts_on: date
    ends_on: date
    award: tuple[AwardDecisionIn, ...]
    members: tuple[MemberIn, ...]
    elements: tuple[ElementIn, ...]
    milestones: tuple[MilestoneIn, ...]
    commitments: tuple[CommitmentIn, ...]
    instalments: tuple[InstalmentIn, ...]


class ActIn(Model):
    """Something that was done, replayed through the rules; in a demonstration database only."""

    on: date
    by: Code
    grant: Code
    reason: StrictStr | None = None


class RecordEvidenceIn(ActIn):
    """Evidence handed in."""

    act: Literal["record evidence"]
    milestone: Code
    kind: EvidenceKind
    title: StrictStr
    sha256: Sha256 | None = None
    address: StrictStr | None = None
    member: Code


class SubmitIn(ActIn):
    """A milestone handed to the assessors."""

    act: Literal["submit"]
    milestone: Code


class ReturnIn(ActIn):
    """A milestone given back unassessed."""

    act: Literal["return"]
    milestone: Code


class JudgedIn(Model):
    """An assessor's word on one criterion."""

    criterion: Code
    verdict: Verdict
    reason: StrictStr
    share: Share | None = None
    measured: Number | None = None


class AssessIn(ActIn):
    """A milestone assessed."""

    act: Literal["assess"]
    milestone: Code
    level_reached: StrictInt
    summary: StrictStr
    judgements: tuple[JudgedIn, ...]


class ReportIn(ActIn):
    """Training reported."""

    act: Literal["report"]
    commitment: Code
    rung: Rung
    persons: StrictInt
    as_of: date
    document: StrictStr
    document_sha256: Sha256


class VerifyIn(ActIn):
    """A report verified."""

    act: Literal["verify"]
    report: Code


class RejectIn(ActIn):
    """A report rejected."""

    act: Literal["reject"]
    report: Code


class ProposeIn(ActIn):
    """A payout proposed."""

    act: Literal["propose"]
    instalment: Code
    amount_minor: Minor | None = None


class ConfirmIn(ActIn):
    """A payout confirmed."""

    act: Literal["confirm"]
    payout: Code


class SendBackIn(ActIn):
    """A payout sent back."""

    act: Literal["send back"]
    payout: Code


class CancelIn(ActIn):
    """A confirmed payout withdrawn."""

    act: Literal["cancel"]
    payout: Code


class SettleIn(ActIn):
    """A payout paid."""

    act: Literal["settle"]
    payout: Code
    payment_reference: StrictStr


class RecordFailureIn(ActIn):
    """A payment that came back."""

    act: Literal["record failure"]
    payout: Code


class HoldIn(ActIn):
    """Payouts stopped."""

    act: Literal["hold"]
    instalment: Code | None = None
    may_lift: Role = Role.AUTHORISING_OFFICER


class LiftIn(ActIn):
    """A hold lifted."""

    act: Literal["lift"]
    hold: Code


AnyActIn = Annotated[
    RecordEvidenceIn
    | SubmitIn
    | ReturnIn
    | AssessIn
    | ReportIn
    | VerifyIn
    | RejectIn
    | ProposeIn
    | ConfirmIn
    | SendBackIn
    | CancelIn
    | SettleIn
    | RecordFailureIn
    | HoldIn
    | LiftIn,
    Field(discriminator="act"),
]


class PortfolioIn(Model):
    """A portfolio file: people, programmes, grants, and in demonstrations what was done."""

    format: Literal["subsidy-milestone-portfolio/1"]
    people: tuple[PersonIn, ...] = ()
    programmes: tuple[ProgrammeIn, ...] = ()
    grants: tuple[GrantIn, ...] = ()
    history: tuple[AnyActIn, ...] = ()

"""Milestones with written criteria, the evidence handed in for them, and how they were assessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.period import check_day, is_past
from portfolio.domain.record import record
from portfolio.domain.states import MilestoneState
from portfolio.domain.text import clean_code, clean_fields, clean_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence


class EvidenceKind(StrEnum):
    """What a readiness gate can demand (see the readiness section of the rule book)."""

    LAB_RESULTS = "lab results"
    BREADBOARD_REPORT = "breadboard report"
    ENVIRONMENT_TEST_REPORT = "relevant environment test report"
    PILOT_TEST_REPORT = "pilot-scale test report"
    PILOT_LINE_REPORT = "pilot-line test report"
    QUALIFICATION_RECORD = "qualification record"
    PRODUCTION_REPORT = "production report"
    ACCEPTANCE_RECORD = "acceptance record"
    COST_REPORT = "cost report"
    PUBLICATION = "publication"


class Comparison(StrEnum):
    """How a measured value is held against its target."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


class Verdict(StrEnum):
    """An assessor's judgement of one criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"


def check_number(field: str, number: Decimal) -> Decimal:
    """Return a finite number, or raise `Invalid`: nothing else can be compared."""
    if not number.is_finite():
        raise Invalid(field, str(number), "is not a number", "give a finite number")
    return number


NO_LONGER_OPEN = (MilestoneState.MET, MilestoneState.LAPSED, MilestoneState.WITHDRAWN)
"""States in which a milestone is not to be shown any more."""


@record("milestone", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What must be shown by when.

    `played` is who had which duty in its moves, never forgotten. `baseline_due_on` never moves,
    `due_on` may. `share_met` (0 to 1) and `level_reached` are what the last assessment found;
    until then they are None. `cure_due_on` is by when a shortfall has to be cured.
    """

    grant: str
    code: str
    element: str
    level: int
    title: str
    title_ja: str | None = None
    baseline_due_on: date
    due_on: date
    required_evidence: tuple[EvidenceKind, ...]
    predecessors: tuple[str, ...] = ()
    state: MilestoneState = MilestoneState.PLANNED
    share_met: Fraction | None = None
    level_reached: int | None = None
    played: tuple[str, ...] = ()
    moved_on: date | None = None
    cure_due_on: date | None = None
    source: str
    source_on: date | None = None
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("milestone", self.code)
        clean_fields(self, title=200, title_ja=200, source=1000)
        check_day("due_on", self.due_on)
        check_day("baseline_due_on", self.baseline_due_on)
        if not self.required_evidence:
            raise Invalid(
                "required_evidence", "", "names no evidence",
                "name at least one kind of evidence that shows the level",
            )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether it is still to be shown: neither met, nor lapsed, nor withdrawn."""
        return self.state not in NO_LONGER_OPEN

    @property
    def met_on(self) -> date | None:
        """The day on which it was found met, None where it is not."""
        return self.moved_on if self.state is MilestoneState.MET else None

    @property
    def is_given_up(self) -> bool:
        """Whether it will never be shown: it has lapsed or was withdrawn."""
        return not self.is_open and self.state is not MilestoneState.MET

    @property
    def awaited_on(self) -> date:
        """The day by which it is to be shown: the end of the cure where one was granted."""
        return self.cure_due_on or self.due_on

    def is_overdue(self, day: date) -> bool:
        """Whether it is still to be shown although its day is over; a cure does not undo that."""
        return self.is_open and is_past(self.due_on, day)


@record("criterion", "grant", "milestone", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One written, measurable thing a milestone must show: `measure` at least or at most `target`.

    Vague milestones are what auditors criticise first (ECA special report 26/2023). `baseline` is
    where the measure stood at the start: what is met in part counts from there.
    """

    grant: str
    milestone: str
    code: str
    text: str
    text_ja: str | None = None
    comparison: Comparison
    target: Decimal
    unit: str
    baseline: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse unfit values."""
        clean_code("criterion", self.code)
        clean_fields(self, text=400, text_ja=400, unit=40)
        check_number("target", self.target)
        if self.baseline is not None and self.holds_for(check_number("baseline", self.baseline)):
            raise Invalid(
                "baseline", str(self.baseline), f"is no start on the way to {self.target}",
                "give a measure that does not reach the target yet",
            )  # fmt: skip

    def holds_for(self, measured: Decimal) -> bool:
        """Whether a measured value reaches the target."""
        if self.comparison is Comparison.AT_LEAST:
            return measured >= self.target
        return measured <= self.target

    def share_for(self, measured: Decimal) -> Fraction | None:
        """Return how much of the way to the target a measure stands for, 0 to 1.

        (measured - baseline) ÷ (target - baseline); without a baseline a target that is to be
        reached from below counts from 0. None where there is nothing to count from.
        """
        if self.holds_for(measured):
            return Fraction(1)
        start = self.baseline
        if start is None and self.comparison is Comparison.AT_LEAST and self.target > 0:
            start = Decimal(0)
        if start is None:
            return None
        gone = (Fraction(measured) - Fraction(start)) / (Fraction(self.target) - Fraction(start))
        return min(max(gone, Fraction(0)), Fraction(1))


@record("evidence", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was handed in for a milestone: a file known by its SHA-256, or a public address."""

    grant: str
    code: str
    milestone: str
    kind: EvidenceKind
    title: str
    sha256: str | None = None
    address: str | None = None
    member: str
    recorded_by: str
    recorded_at: datetime
    received_on: date

    def __post_init__(self) -> None:
        """Refuse evidence that points to nothing."""
        clean_fields(self, title=200, address=400)
        if self.sha256 is None and self.address is None:
            raise Invalid(
                "evidence", self.title, "points to nothing", "give a file or a public address"
            )
        if self.sha256 is not None:
            object.__setattr__(self, "sha256", clean_sha256("sha256", self.sha256))


@record("assessment", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An assessor's judgement of a milestone: the level found, and each criterion with reasons."""

    grant: str
    code: str
    milestone: str
    level_reached: int
    summary: str
    evidence: tuple[str, ...]
    assessed_by: str
    assessed_at: datetime

    def __post_init__(self) -> None:
        """Refuse an assessment without a written summary."""
        clean_fields(self, summary=4000)


@record("judgement", "grant", "assessment", "criterion")
@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One criterion judged: met, partly (by a share) or not, with the measured value and why."""

    grant: str
    assessment: str
    criterion: str
    verdict: Verdict
    share: Fraction
    measured: Decimal | None = None
    reason: str

    def __post_init__(self) -> None:
        """Refuse a share that contradicts its verdict."""
        clean_fields(self, reason=4000)
        if self.measured is not None:
            check_number("measured", self.measured)
        fits = {
            Verdict.MET: self.share == 1,
            Verdict.PARTLY: 0 < self.share < 1,
            Verdict.NOT_MET: self.share == 0,
        }
        if not fits[self.verdict]:
            raise Invalid(
                "share", str(self.share), f"does not fit the verdict '{self.verdict}'",
                "give 1 for met, 0 for not met, a share between for partly",
            )  # fmt: skip


def share_met(judgements: Sequence[Judgement]) -> Fraction:
    """Return the share of a milestone that was met: the mean over its criteria, each counting 1."""
    return sum((j.share for j in judgements), Fraction(0)) / len(judgements)

"""Words for tests: people, a grant, a programme, and a story in which people act on them.

Amounts are yen, every organisation is illustrative. `Story` applies `decide` and folds what it
returns into the files, so that a test reads like the account of what happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.curing import ReverseMilestone
from portfolio.domain.acts.milestones import RecordEvidence, SubmitMilestone
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SettlePayout
from portfolio.domain.acts.recoveries import ConfirmRecovery, ProposeRecovery
from portfolio.domain.acts.reskilling import ReportTraining, VerifyReport
from portfolio.domain.acts.table import Request, decide
from portfolio.domain.basis import Basis
from portfolio.domain.change import Change, Occasion
from portfolio.domain.co_funding import CoFunding
from portfolio.domain.covenant import Covenant, CovenantKind
from portfolio.domain.errors import Refused
from portfolio.domain.grant import AwardDecision, Grant, Member, MemberRole
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import (
    FundingCondition,
    Instalment,
    MilestoneCondition,
    ReskillingCondition,
)
from portfolio.domain.milestone import Comparison, Criterion, EvidenceKind, Milestone, Verdict
from portfolio.domain.people import Person, Role
from portfolio.domain.period import UTC
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.programme import (
    Appropriation,
    AppropriationKind,
    BudgetYear,
    Programme,
    ProgrammeFile,
)
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.reskilling import ReskillingCommitment, Rung
from portfolio.domain.terms import Term, TermName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from portfolio.domain.finding import Finding
    from portfolio.domain.instalment import Payout
    from portfolio.domain.reason import Reason
    from portfolio.domain.recovery import Ground, Recovery

GRANT = "FAB-1"
PROGRAMME = "CHIPS"
SOURCE = "illustrative, made for a test"
FIRST_DAY = date(2025, 4, 1)
LAST_DAY = date(2028, 3, 31)
DAY = date(2025, 6, 2)


def person(code: str, *roles: Role, logins: tuple[str, ...] = ()) -> Person:
    """Return somebody with these roles, named after their code."""
    return Person(code=code, name=code.capitalize(), roles=roles, logins=logins or (code.lower(),))


def all_rounder(code: str) -> Person:
    """Return somebody with every role on money: only the separation of duties stops them."""
    return person(code, *(role for role in Role if role is not Role.ADMINISTRATOR))


OFFICER = person("OFFICER", Role.GRANT_OFFICER)
SECOND_OFFICER = person("OFFICER-2", Role.GRANT_OFFICER)
ASSESSOR = person("ASSESSOR", Role.ASSESSOR)
AUTHORISER = person("AUTHORISER", Role.AUTHORISING_OFFICER)
ACCOUNTANT = person("ACCOUNTANT", Role.ACCOUNTING_OFFICER)
COUNCIL = person("COUNCIL", Role.COUNCIL)
ADMINISTRATOR = person("ADMINISTRATOR", Role.ADMINISTRATOR)
PEOPLE = (OFFICER, SECOND_OFFICER, ASSESSOR, AUTHORISER, ACCOUNTANT, COUNCIL, ADMINISTRATOR)


def occasion(
    who: Person, on: date = DAY, reason: str | None = None, *, counts_from: date | None = None
) -> Occasion:
    """Return the occasion on which somebody acts, at noon in Tokyo; it counts from that day."""
    return Occasion(
        person=who,
        recorded_at=datetime.combine(on, time(3), UTC),
        today=on,
        effective_on=counts_from or on,
        reason=reason,
    )


def programme_file(
    code: str = PROGRAMME,
    *,
    policy: PolicyName = PolicyName.ALL_OR_NOTHING,
    reductions: Reductions = Reductions.LOWEST,
    budgets: Mapping[int, int] | None = None,
    terms: Mapping[TermName, str] | None = None,
) -> ProgrammeFile:
    """Return a programme with an initial appropriation in each of the years of `budgets`.

    `terms` are in force from its first day on.
    """
    yearly = {2025: 10_000_000, 2026: 10_000_000} if budgets is None else budgets
    return ProgrammeFile(
        programme=Programme(
            code=code, title="Chip programme", agency="Agency", policy=policy,
            reductions=reductions, terms_source=SOURCE, source=SOURCE, basis=Basis.ILLUSTRATIVE,
        ),
        appropriations=tuple(
            Appropriation(
                programme=code, fiscal_year=year, number=1, kind=AppropriationKind.INITIAL,
                amount_minor=minor, source=SOURCE, basis=Basis.ILLUSTRATIVE,
            )
            for year, minor in yearly.items()
        ),
        terms=tuple(
            Term(
                programme=code, name=name, number=1, value=value, from_on=FIRST_DAY,
                source=SOURCE, basis=Basis.ILLUSTRATIVE,
            )
            for name, value in (terms or {}).items()
        ),
        years=tuple(
            BudgetYear(fiscal_year=year, budget_minor=minor, confirmed_minor=0, paid_minor=0)
            for year, minor in yearly.items()
        ),
    )  # fmt: skip


def grant_file(
    code: str = GRANT, *, award: int = 3_000_000, share: Fraction = Fraction(1), asked: int = 60
) -> GrantFile:
    """Return a sound grant at its start: two instalments, two milestones, two commitments.

    I1 (1,000,000 in 2025) waits for M1 (level 5) at `share` and for `asked` engineers certified
    under C1. I2 (2,000,000 in 2026) waits for M2 (level 6), for C1, and for 20 placed under C2.
    """
    return GrantFile(
        grant=Grant(
            code=code, programme=PROGRAMME, title="Pilot line", consortium="Fab consortium",
            mission_area="semiconductors", starts_on=FIRST_DAY, ends_on=LAST_DAY, source=SOURCE,
            basis=Basis.ILLUSTRATIVE,
        ),
        awards=(
            AwardDecision(
                grant=code, number=1, decided_on=FIRST_DAY, fiscal_year=2025, amount_minor=award,
                source=SOURCE, basis=Basis.ILLUSTRATIVE,
            ),
        ),
        members=(
            Member(
                grant=code, code="LEAD", name="Fab operator", role=MemberRole.LEAD, country="JP",
                share=Fraction(2, 3),
            ),
            Member(
                grant=code, code="SCHOOL", name="Training centre", role=MemberRole.PARTNER,
                country="JP", share=Fraction(1, 3),
            ),
        ),
        elements=(
            TechnologyElement(
                grant=code, code="NODE", title="Process node", entry_level=4, current_level=4,
                target_level=6,
            ),
        ),
        milestones=(
            _milestone(code, "M1", 5, date(2025, 9, 30), EvidenceKind.ENVIRONMENT_TEST_REPORT),
            _milestone(code, "M2", 6, date(2026, 9, 30), EvidenceKind.PILOT_TEST_REPORT, "M1"),
        ),
        criteria=(
            _criterion(code, "M1", "YIELD", Comparison.AT_LEAST, "60", "%"),
            _criterion(code, "M1", "DEFECTS", Comparison.AT_MOST, "5", "per wafer"),
            _criterion(code, "M2", "YIELD", Comparison.AT_LEAST, "80", "%"),
        ),
        commitments=(
            _commitment(code, "C1", Rung.CERTIFIED, 60),
            _commitment(code, "C2", Rung.PLACED, 20),
        ),
        instalments=(
            _instalment(code, "I1", 1_000_000, 2025, date(2025, 12, 1)),
            _instalment(code, "I2", 2_000_000, 2026, date(2026, 12, 1)),
        ),
        milestone_conditions=(
            MilestoneCondition(grant=code, instalment="I1", milestone="M1", share=share),
            MilestoneCondition(grant=code, instalment="I2", milestone="M2"),
        ),
        reskilling_conditions=(
            people_condition(code, "I1", "C1", Rung.CERTIFIED, asked),
            people_condition(code, "I2", "C1", Rung.CERTIFIED, 60),
            people_condition(code, "I2", "C2", Rung.PLACED, 20),
        ),
    )  # fmt: skip


def people_condition(
    grant: str, instalment: str, commitment: str, rung: Rung, persons: int
) -> ReskillingCondition:
    """Return the condition that an instalment waits for so many persons on a rung."""
    return ReskillingCondition(
        grant=grant, instalment=instalment, commitment=commitment, rung=rung, persons=persons
    )


def covenant(
    code: str, kind: CovenantKind = CovenantKind.PRODUCTION, *, until_on: date = LAST_DAY
) -> Covenant:
    """Return the duty of the grant's lead, from its first day until `until_on`."""
    return Covenant(
        grant=GRANT, code=code, member="LEAD", kind=kind, title=kind.value.capitalize(),
        starts_on=FIRST_DAY, until_on=until_on, source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip


def with_funding(file: GrantFile, *, asked: int, promised: int = 1_000_000) -> GrantFile:
    """Return the grant with private money promised (F1), of which I1 waits for `asked`."""
    return file.with_records(
        (
            CoFunding(
                grant=file.code, code="F1", member="LEAD", title="Shareholders' money",
                promised_minor=promised, due_on=date(2025, 11, 30), source=SOURCE,
                basis=Basis.ILLUSTRATIVE,
            ),
            FundingCondition(
                grant=file.code, instalment="I1", co_funding="F1", raised_minor=asked
            ),
        )
    )  # fmt: skip


def _milestone(  # what tells one milestone from the other
    grant: str, code: str, level: int, due_on: date, kind: EvidenceKind, *predecessors: str
) -> Milestone:
    return Milestone(
        grant=grant, code=code, element="NODE", level=level, title=f"Level {level} shown",
        baseline_due_on=due_on, due_on=due_on, required_evidence=(kind,),
        predecessors=predecessors, source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip


def _criterion(  # noqa: PLR0913, PLR0917  # what a written criterion consists of
    grant: str, milestone: str, code: str, comparison: Comparison, target: str, unit: str
) -> Criterion:
    return Criterion(
        grant=grant, milestone=milestone, code=code, text=code.capitalize(),
        comparison=comparison, target=Decimal(target), unit=unit,
    )  # fmt: skip


def _commitment(grant: str, code: str, rung: Rung, persons: int) -> ReskillingCommitment:
    return ReskillingCommitment(
        grant=grant, code=code, member="SCHOOL", title=f"Engineers {rung.value}", rung=rung,
        persons=persons, due_on=date(2026, 3, 31), source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip


def _instalment(
    grant: str, code: str, amount: int, fiscal_year: int, planned_on: date
) -> Instalment:
    return Instalment(
        grant=grant, code=code, title=f"Instalment {code}", amount_minor=amount,
        fiscal_year=fiscal_year, planned_on=planned_on, source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip


def digest_of(text: str) -> str:
    """Return the SHA-256 a document of that name might have."""
    return sha256(text.encode()).hexdigest()


def reasons(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    """Return the reason codes of findings, in their order."""
    return tuple(f.reason for f in findings)


@dataclass
class Story:
    """A grant as it goes on: people act, and what the rules let them do is folded in."""

    file: GrantFile = field(default_factory=grant_file)
    programme: ProgrammeFile = field(default_factory=programme_file)
    day: date = DAY
    changes: list[Change] = field(default_factory=list)

    def does(
        self, who: Person, request: Request, reason: str | None = None, *, on: date | None = None
    ) -> Change:
        """Let somebody act today, counting from `on`; raise what `decide` raises."""
        now = occasion(who, self.day, reason, counts_from=on)
        change = decide(self.file, self.programme, now, request)
        before, self.file = self.file, self.file.with_records(change.records)
        self.programme = _with_money_moved(self.programme, before, self.file)
        self.changes.append(change)
        return change

    def why_not(
        self, who: Person, request: Request, reason: str | None = None, *, on: date | None = None
    ) -> tuple[Reason, ...]:
        """Return what stands in the way of an act that must be refused."""
        return reasons(self.refusal(who, request, reason, on=on).obstacles)

    def refusal(
        self, who: Person, request: Request, reason: str | None = None, *, on: date | None = None
    ) -> Refused:
        """Return the refusal of an act that must be refused, and must change nothing."""
        before = self.file, self.programme
        with pytest.raises(Refused) as caught:
            self.does(who, request, reason, on=on)
        assert (self.file, self.programme) == before
        return caught.value

    def hands_in(self, milestone: str, *, by: Person = OFFICER, title: str | None = None) -> None:
        """Put on file the evidence a milestone requires."""
        self.does(by, self.evidence(milestone, title))

    def evidence(self, milestone: str, title: str | None = None) -> RecordEvidence:
        """Return the request to record a new piece of the evidence a milestone requires."""
        kind = self.file.milestone(milestone).required_evidence[0]
        name = title or f"{kind.value} {len(self.file.evidence) + 1}"
        return RecordEvidence(
            grant=self.file.code, milestone=milestone, kind=kind, title=name,
            sha256=digest_of(name), member="LEAD",
        )  # fmt: skip

    def submits(self, milestone: str, *, by: Person = OFFICER) -> None:
        """Hand a milestone to the assessors."""
        self.does(by, SubmitMilestone(grant=self.file.code, milestone=milestone))

    def assessment(
        self, milestone: str, *verdicts: Verdict, level: int | None = None
    ) -> AssessMilestone:
        """Return the request to judge a milestone: by default all criteria met, level reached.

        A criterion met partly is met by one half.
        """
        criteria = self.file.criteria_of(milestone)
        said = verdicts or (Verdict.MET,) * len(criteria)
        return AssessMilestone(
            grant=self.file.code,
            milestone=milestone,
            level_reached=level or self.file.milestone(milestone).level,
            summary="As measured",
            judgements=tuple(
                CriterionJudged(
                    criterion=c.code,
                    verdict=verdict,
                    reason="As measured",
                    share=Fraction(1, 2) if verdict is Verdict.PARTLY else None,
                )
                for c, verdict in zip(criteria, said, strict=True)
            ),
        )

    def shows(
        self, milestone: str, *verdicts: Verdict, by: Person = ASSESSOR, level: int | None = None
    ) -> None:
        """Hand in, submit and assess a milestone."""
        self.hands_in(milestone)
        self.submits(milestone)
        self.does(by, self.assessment(milestone, *verdicts, level=level))

    def training(
        self, persons: int, commitment: str = "C1", *, rung: Rung | None = None
    ) -> ReportTraining:
        """Return the request to report persons on a rung, by default the promised one, today."""
        return ReportTraining(
            grant=self.file.code, commitment=commitment,
            rung=rung or self.file.commitment(commitment).rung, persons=persons, as_of=self.day,
            document="Certificate list", document_sha256=digest_of("Certificate list"),
        )  # fmt: skip

    def trains(self, persons: int, commitment: str = "C1", *, by: Person = OFFICER) -> None:
        """Report persons and have the report verified by a second officer."""
        self.does(by, self.training(persons, commitment))
        self.does(
            SECOND_OFFICER,
            VerifyReport(grant=self.file.code, report=self.file.reports[-1].code),
        )

    def proposes(
        self, instalment: str, amount: int | None = None, *, by: Person = OFFICER
    ) -> Payout:
        """Propose a payout; an amount below what is payable is given a reason."""
        request = ProposePayout(grant=self.file.code, instalment=instalment, amount_minor=amount)
        self.does(by, request, None if amount is None else "The rest is paid later")
        return self.file.payouts[-1]

    def confirms(self, payout: str, *, by: Person = AUTHORISER) -> Payout:
        """Confirm a payout."""
        self.does(by, ConfirmPayout(grant=self.file.code, payout=payout))
        return self.file.payout(payout)

    def settles(self, payout: str, *, by: Person = ACCOUNTANT) -> Payout:
        """Record that a payout was paid."""
        self.does(by, self.settlement(payout))
        return self.file.payout(payout)

    def settlement(self, payout: str) -> SettlePayout:
        """Return the request to record that a payout was paid."""
        return SettlePayout(grant=self.file.code, payout=payout, payment_reference="BANK-1")

    def pays(self, instalment: str, amount: int | None = None) -> Payout:
        """Propose, confirm and settle a payout, each by its own officer."""
        code = self.proposes(instalment, amount).code
        self.confirms(code)
        return self.settles(code)

    def advances(self, instalment: str, amount: int) -> Payout:
        """Propose, confirm and settle an advance, each by its own officer."""
        request = ProposeAdvance(grant=self.file.code, instalment=instalment, amount_minor=amount)
        self.does(OFFICER, request, "Wafers have to be ordered a year ahead")
        code = self.file.payouts[-1].code
        self.confirms(code)
        return self.settles(code)

    def reverses(self, milestone: str, level_now: int) -> None:
        """Take the finding on a milestone back: its element stands at `level_now`."""
        request = ReverseMilestone(grant=self.file.code, milestone=milestone, level_now=level_now)
        self.does(ASSESSOR, request, "The measurement could not be repeated")

    def claims(
        self,
        ground: Ground,
        *,
        instalment: str | None = None,
        payout: str | None = None,
        amount: int | None = None,
    ) -> tuple[Recovery, ...]:
        """Propose to claim money back, and confirm every claim that this opens."""
        request = ProposeRecovery(
            grant=self.file.code, ground=ground, instalment=instalment, payout=payout,
            amount_minor=amount,
        )  # fmt: skip
        known = len(self.file.recoveries)
        self.does(OFFICER, request, "It was paid without right")
        for claim in self.file.recoveries[known:]:
            self.does(AUTHORISER, ConfirmRecovery(grant=self.file.code, recovery=claim.code))
        return self.file.recoveries[known:]


def ripe(
    programme: ProgrammeFile | None = None, *, trained: int = 60, share: Fraction = Fraction(1)
) -> Story:
    """Return a story in which I1 can be paid: M1 is met and `trained` engineers are verified."""
    return Story(file=_ripe_file(trained, share), programme=programme or programme_file())


def half_ripe() -> Story:
    """Return a story in which I1 asks M1 at one half only, and M1 is met by just that half."""
    return Story(file=_half_ripe_file())


@cache
def _ripe_file(trained: int, share: Fraction) -> GrantFile:
    story = Story(file=grant_file(share=share))
    story.shows("M1")
    story.trains(trained)
    return story.file


@cache
def _half_ripe_file() -> GrantFile:
    story = Story(file=grant_file(share=Fraction(1, 2)))
    story.shows("M1", Verdict.MET, Verdict.NOT_MET)
    story.trains(60)
    return story.file


def _with_money_moved(
    programme: ProgrammeFile, before: GrantFile, after: GrantFile
) -> ProgrammeFile:
    """Return the programme with each year's confirmed and paid money moved as the grant's was."""
    years = tuple(
        replace(
            year,
            confirmed_minor=year.confirmed_minor
            + _bound(after, year.fiscal_year) - _bound(before, year.fiscal_year),
            paid_minor=year.paid_minor
            + _paid(after, year.fiscal_year) - _paid(before, year.fiscal_year),
        )
        for year in programme.years
    )  # fmt: skip
    return replace(programme, years=years)


def _bound(file: GrantFile, year: int) -> int:
    return sum(p.charge_minor for p in file.payouts if p.is_binding and p.fiscal_year == year)


def _paid(file: GrantFile, year: int) -> int:
    return sum(p.charge_minor for p in file.payouts if p.is_paid and p.fiscal_year == year)

"""A portfolio in which every kind of record stands, put there by acts: for tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.acts.costs import AcceptCost, ClaimCost
from portfolio.domain.acts.covenants import Attest
from portfolio.domain.acts.curing import ReverseMilestone
from portfolio.domain.acts.funding import ReportFunding, VerifyFunding
from portfolio.domain.acts.granting import StartGrant
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.milestones import RecordEvidence, SubmitMilestone
from portfolio.domain.acts.notes import WriteNote
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SettlePayout
from portfolio.domain.acts.recoveries import ConfirmRecovery, ProposeRecovery, RecordRepayment
from portfolio.domain.acts.reskilling import ReportTraining, VerifyReport
from portfolio.domain.acts.screenings import ClearWithConditions, RequestScreening
from portfolio.domain.acts.suspensions import SuspendInstalment
from portfolio.domain.acts.waivers import ConfirmWaiver, ProposeWaiver
from portfolio.domain.amendment import Amended
from portfolio.domain.basis import Basis
from portfolio.domain.budget import (
    BudgetRequest,
    CarryOver,
    CarryOverKind,
    FundBalance,
    OutsideExecution,
)
from portfolio.domain.co_funding import CoFunding
from portfolio.domain.cost import CostKind
from portfolio.domain.covenant import Covenant, CovenantKind
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import FundingCondition
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.people import Person, Role
from portfolio.domain.programme import Appropriation, AppropriationKind
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import Rung
from portfolio.domain.terms import InstalmentTerm, Term, TermName
from portfolio.domain.waiver import Waivable
from portfolio.exchange.reading import Read, read_file
from portfolio.services.importing import import_read
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.domain.acts.table import Request
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.services.office import Office

GRANT = "GAMMA"
SOURCE = "illustrative: made for tests of the store"
DOCUMENT = {"document": "Statement", "document_sha256": "ef" * 32}
PEOPLE = (
    Person(code="COUNCIL-1", name="Council", roles=(Role.COUNCIL,)),
    Person(code="ASSESSOR-2", name="Second assessor", roles=(Role.ASSESSOR,)),
    Person(code="OFFICER-3", name="Third officer", roles=(Role.GRANT_OFFICER,)),
)


def grant(code: str = GRANT) -> GrantFile:
    """Return ALPHA of the small portfolio under another code, with all that a file can enter."""
    alpha = next(g for g in _small().grants if g.code == "ALPHA")
    plan = GrantFile(grant=replace(alpha.grant, code=code)).with_records(
        replace(r, grant=code) for r in alpha.records()[1:]
    )
    return plan.with_records(
        (
            CoFunding(
                grant=code, code="F1", member="LEAD", title="Own money", promised_minor=900_000,
                due_on=date(2026, 9, 30), source=SOURCE, basis=Basis.ILLUSTRATIVE,
            ),
            Covenant(
                grant=code, code="V1", member="LEAD", kind=CovenantKind.PRODUCTION,
                title="Ten years' production", starts_on=date(2025, 4, 1),
                until_on=date(2035, 3, 31), source=SOURCE, basis=Basis.ILLUSTRATIVE,
            ),
            PastPayment(
                grant=code, number=1, paid_on=date(2024, 3, 29), amount_minor=5_000, source=SOURCE,
                basis=Basis.ILLUSTRATIVE,
            ),
            FundingCondition(grant=code, instalment="I1", co_funding="F1", raised_minor=400_000),
            InstalmentTerm(
                grant=code, instalment="I2", name=TermName.CURE_MONTHS, value="3",
                reason="The second line can be shown sooner",
            ),
        )
    )  # fmt: skip


def with_budget(programme: ProgrammeFile) -> ProgrammeFile:
    """Return a programme with one of each record of its budget."""
    code = programme.programme.code
    of_2027: dict[str, Any] = {
        "programme": code, "fiscal_year": 2027, "number": 1, "source": SOURCE,
        "basis": Basis.ILLUSTRATIVE,
    }  # fmt: skip
    return replace(
        programme,
        appropriations=(
            *programme.appropriations,
            Appropriation(kind=AppropriationKind.INITIAL, amount_minor=70_000, **of_2027),
        ),
        carry_overs=(
            CarryOver(
                kind=CarryOverKind.APPROVED, amount_minor=50_000, approval_reference="No. 1",
                **of_2027,
            ),
        ),
        outside_executions=(OutsideExecution(amount_minor=10_000, **of_2027),),
        requests=(BudgetRequest(amount_minor=20_000, **of_2027),),
        fund_balances=(
            FundBalance(
                programme=code, number=1, balance_on=date(2026, 3, 31), balance_minor=30_000,
                source=SOURCE, basis=Basis.ILLUSTRATIVE,
            ),
        ),
    )  # fmt: skip


def new_terms(**values: str) -> ProgrammeFile:
    """Return the programme of the small portfolio with more terms, by name."""
    (programme,) = _small().programmes
    more = tuple(
        Term(
            programme=programme.programme.code, name=TermName(name.replace("_", " ")), number=9,
            value=value, from_on=date(2025, 4, 1), source=SOURCE, basis=Basis.ILLUSTRATIVE,
        )
        for name, value in values.items()
    )  # fmt: skip
    return replace(programme, terms=(*programme.terms, *more))


def steps(code: str = GRANT) -> tuple[tuple[str, str, Request, str | None], ...]:
    """Return who does what on which day of 2026, and why."""
    judged = CriterionJudged(
        criterion="K1", verdict=Verdict.MET, measured=Decimal(12), reason="measured"
    )
    return (
        ("04-01", "OFFICER-1", StartGrant(grant=code), None),
        ("04-01", "OFFICER-1", RequestScreening(grant=code), None),
        ("04-02", "COUNCIL-1",
         ClearWithConditions(grant=code, screening="Q1", conditions="Report every half-year"),
         "Acceptable"),
        ("04-03", "OFFICER-1",
         ProposeAdvance(grant=code, instalment="I1", amount_minor=100_000), "Tools are ordered"),
        ("04-06", "AUTHORISER-1", ConfirmPayout(grant=code, payout="P1"), None),
        ("04-07", "ACCOUNTANT-1",
         SettlePayout(grant=code, payout="P1", payment_reference="BANK-1"), None),
        ("05-01", "OFFICER-1",
         RecordEvidence(
             grant=code, milestone="M1", kind=EvidenceKind.ENVIRONMENT_TEST_REPORT,
             title="Test report", sha256="ab" * 32, member="LEAD",
         ), None),
        ("05-01", "OFFICER-1", SubmitMilestone(grant=code, milestone="M1"), None),
        ("05-11", "ASSESSOR-1",
         AssessMilestone(
             grant=code, milestone="M1", level_reached=5, summary="Shown", judgements=(judged,),
         ), None),
        ("05-12", "OFFICER-1",
         ReportTraining(
             grant=code, commitment="C1", rung=Rung.CERTIFIED, persons=10,
             as_of=date(2026, 4, 30), **DOCUMENT,
         ), None),
        ("05-13", "ASSESSOR-1", VerifyReport(grant=code, report="R1"), None),
        ("05-14", "OFFICER-1",
         ReportFunding(
             grant=code, co_funding="F1", raised_minor=400_000, as_of=date(2026, 4, 30), **DOCUMENT
         ), None),
        ("05-15", "ASSESSOR-1", VerifyFunding(grant=code, funding_report="F1"), None),
        ("05-18", "OFFICER-1",
         ClaimCost(
             grant=code, instalment="I1", member="LEAD", kind=CostKind.ASSET, key=f"TOOL-{code}",
             title="Exposure tool", amount_minor=250_000, incurred_on=date(2026, 4, 20), **DOCUMENT,
         ), None),
        ("05-19", "ASSESSOR-1", AcceptCost(grant=code, cost="K1"), None),
        ("05-20", "OFFICER-2", ProposePayout(grant=code, instalment="I1"), None),
        ("05-21", "AUTHORISER-1", ConfirmPayout(grant=code, payout="P2"), None),
        ("05-22", "ACCOUNTANT-1",
         SettlePayout(grant=code, payout="P2", payment_reference="BANK-2"), None),
        ("06-01", "OFFICER-1",
         ProposeAmendment(
             grant=code, title="Second line later", source=SOURCE,
             changes=(ChangeAsked(what=Amended.MILESTONE_DUE, subject="M2", new="2027-06-30"),),
         ), "The building is late"),
        ("06-02", "AUTHORISER-1", ConfirmAmendment(grant=code, amendment="N1"), None),
        ("06-03", "OFFICER-1", SuspendInstalment(grant=code, instalment="I2"), "Nothing shown"),
        ("06-04", "OFFICER-1",
         ProposeWaiver(
             grant=code, instalment="I2", condition=Waivable.COMMITMENT, condition_code="C1",
             authority="Director, decision 12", expires_on=date(2026, 12, 31),
         ), "The school was flooded"),
        ("06-05", "AUTHORISER-1", ConfirmWaiver(grant=code, waiver="W1"), None),
        ("06-08", "OFFICER-1",
         Attest(grant=code, covenant="V1", kept_until=date(2026, 3, 31), **DOCUMENT), None),
        ("07-01", "ASSESSOR-2",
         ReverseMilestone(grant=code, milestone="M1", level_now=4), "The runs were not repeated"),
        ("07-02", "OFFICER-3",
         ProposeRecovery(grant=code, ground=Ground.REVERSAL, instalment="I1"), "Not shown"),
        ("07-03", "AUTHORISER-1", ConfirmRecovery(grant=code, recovery="B1"), None),
        ("07-06", "ACCOUNTANT-1",
         RecordRepayment(
             grant=code, recovery="B1", amount_minor=50_000, payment_reference="BANK-3"
         ), None),
        ("07-07", "OFFICER-1", PlaceHold(grant=code, instalment="I2"), "A complaint"),
        ("07-08", "OFFICER-1",
         AssignGrant(grant=code, role=Role.ASSESSOR, person="ASSESSOR-1"), None),
        ("07-08", "AUDITOR-1", WriteNote(grant=code, subject="M1"), "Seen on site"),
    )  # fmt: skip


def enter(office: Office, *grants: str) -> Office:
    """Bring the people, one more term and the grants into a copy of the small portfolio."""
    administrator = office.acting_as("ADMIN-1")
    assert not import_read(administrator, [Read(name="people", people=PEOPLE)]).problems
    plan = Read(
        name="whole",
        programmes=(with_budget(new_terms(screening_months="24")),),
        grants=tuple(grant(code) for code in grants),
    )
    assert not import_read(office.acting_as("OFFICER-1"), [plan]).problems
    return office


def at(path: Path | str, day: str, who: str) -> Office:
    """Return the office at noon, Tokyo time, on a day of 2026, with somebody at the desk."""
    now = datetime.combine(date.fromisoformat(f"2026-{day}"), time(3), UTC)
    return open_office(path, clock=lambda: now, login="tester", acts_as=who)


def tell_whole(path: Path, code: str = GRANT) -> None:
    """Enter a grant and let happen to it whatever can."""
    enter(at(path, "04-01", "OFFICER-1"), code)
    for day, who, request, reason in steps(code):
        perform(at(path, day, who), request, reason=reason)


def _small() -> Read:
    return read_file(FIXTURES / "small" / "portfolio.json")

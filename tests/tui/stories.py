"""Stories that lead to where an act can be done: each a sequence of steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.costs import ClaimCost
from portfolio.domain.acts.covenants import Attest, FindBreach
from portfolio.domain.acts.funding import ReportFunding, VerifyFunding
from portfolio.domain.acts.granting import (
    AnnounceAmount,
    CloseAccounts,
    CompleteGrant,
    FixAmount,
    StartGrant,
)
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.milestones import RecordEvidence, SubmitMilestone
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SettlePayout
from portfolio.domain.acts.recoveries import ConfirmRecovery, ProposeRecovery, ProposeWriteOff
from portfolio.domain.acts.reskilling import ReportTraining, VerifyReport
from portfolio.domain.acts.screenings import ClearScreening, RequestScreening
from portfolio.domain.acts.suspensions import AnnounceReduction, SuspendInstalment
from portfolio.domain.acts.waivers import ConfirmWaiver, ProposeWaiver
from portfolio.domain.amendment import Amended
from portfolio.domain.cost import CostKind
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import Rung
from portfolio.domain.waiver import Waivable
from tests.tui.rich import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    COUNCIL,
    DIGEST,
    OFFICER,
    SECOND,
    G,
    Step,
)


def started(grant: str = G) -> tuple[Step, ...]:
    return (Step(OFFICER, StartGrant(grant=grant)),)


def submitted(grant: str = G) -> tuple[Step, ...]:
    """M1 is handed in."""
    return (
        Step(
            OFFICER,
            RecordEvidence(
                grant=grant, milestone="M1", kind=EvidenceKind.ENVIRONMENT_TEST_REPORT,
                title="Test report", sha256=DIGEST, member="LEAD",
            ),
        ),
        Step(OFFICER, SubmitMilestone(grant=grant, milestone="M1")),
    )  # fmt: skip


def assessed(grant: str = G, verdict: Verdict = Verdict.MET, level: int = 5) -> tuple[Step, ...]:
    """M1 is handed in and judged."""
    judged = CriterionJudged(
        criterion="K1", verdict=verdict, measured=Decimal(12 if verdict is Verdict.MET else 5),
        reason="measured",
    )  # fmt: skip
    request = AssessMilestone(
        grant=grant, milestone="M1", level_reached=level, summary="Measured", judgements=(judged,)
    )
    return (*submitted(grant), Step(ASSESSOR, request))


def reported(persons: int = 10) -> tuple[Step, ...]:
    """So many are reported as certified."""
    request = ReportTraining(
        grant=G, commitment="C1", rung=Rung.CERTIFIED, persons=persons, as_of=date(2026, 4, 1),
        document="Certificates", document_sha256=DIGEST,
    )  # fmt: skip
    return (Step(OFFICER, request),)


def ripe() -> tuple[Step, ...]:
    """I1 can be paid."""
    return (*assessed(), *reported(), Step(ASSESSOR, VerifyReport(grant=G, report="R1")))


def proposed(instalment: str = "I1") -> tuple[Step, ...]:
    return (*ripe(), Step(OFFICER, ProposePayout(grant=G, instalment=instalment)))


def confirmed() -> tuple[Step, ...]:
    return (*proposed(), Step(AUTHORISER, ConfirmPayout(grant=G, payout="P1")))


def paid() -> tuple[Step, ...]:
    settle = SettlePayout(grant=G, payout="P1", payment_reference="BANK-1")
    return (*confirmed(), Step(ACCOUNTANT, settle))


def advanced() -> tuple[Step, ...]:
    """An advance on I2 is paid."""
    settle = SettlePayout(grant=G, payout="P1", payment_reference="BANK-1")
    advance = ProposeAdvance(grant=G, instalment="I2", amount_minor=150_000)
    return (
        Step(OFFICER, advance, "Machines are paid for at once"),
        Step(AUTHORISER, ConfirmPayout(grant=G, payout="P1")),
        Step(ACCOUNTANT, settle),
    )


def claimed_back() -> tuple[Step, ...]:
    request = ProposeRecovery(
        grant=G, ground=Ground.IRREGULARITY, payout="P1", amount_minor=100_000
    )
    return (*paid(), Step(OFFICER, request, "An invoice was counted twice", date(2026, 5, 1)))


def owed() -> tuple[Step, ...]:
    confirm = ConfirmRecovery(grant=G, recovery="B1")
    return (*claimed_back(), Step(AUTHORISER, confirm, on=date(2026, 5, 2)))


def written_off() -> tuple[Step, ...]:
    request = ProposeWriteOff(grant=G, recovery="B1", authority="Director-General")
    return (*owed(), Step(OFFICER, request, "The member is bankrupt", date(2026, 6, 1)))


def suspended() -> tuple[Step, ...]:
    return (Step(OFFICER, SuspendInstalment(grant=G, instalment="I1"), "Level 5 is not shown"),)


def announced() -> tuple[Step, ...]:
    request = AnnounceReduction(grant=G, suspension="S1")
    return (*suspended(), Step(OFFICER, request, "Nothing was cured", date(2026, 10, 5)))


def waived(expires_on: date = date(2026, 12, 31)) -> tuple[Step, ...]:
    request = ProposeWaiver(
        grant=G, instalment="I1", condition=Waivable.MILESTONE, condition_code="M1",
        authority="Council decision 12", expires_on=expires_on,
    )  # fmt: skip
    return (Step(OFFICER, request, "The test bench burnt down"),)


def waiver_confirmed(expires_on: date = date(2026, 12, 31)) -> tuple[Step, ...]:
    return (*waived(expires_on), Step(AUTHORISER, ConfirmWaiver(grant=G, waiver="W1")))


def amendment(grant: str = G, *changes: ChangeAsked) -> tuple[Step, ...]:
    asked = changes or (
        ChangeAsked(what=Amended.MILESTONE_DUE, subject="M1", new="2026-06-30"),
    )  # fmt: skip
    request = ProposeAmendment(grant=grant, title="Later", source="Application", changes=asked)
    return (Step(OFFICER, request, "Machines came late"),)


def breached() -> tuple[Step, ...]:
    request = FindBreach(grant=G, covenant="V1")
    return (*started(), Step(ASSESSOR, request, "The line was sold", date(2026, 5, 1)))


def kept() -> tuple[Step, ...]:
    request = Attest(
        grant=G, covenant="V2", kept_until=date(2026, 6, 30), document="Letter",
        document_sha256=DIGEST,
    )  # fmt: skip
    return (Step(OFFICER, request, on=date(2026, 7, 2)),)


def screening() -> tuple[Step, ...]:
    return (Step(OFFICER, RequestScreening(grant="SCREENED")),)


def cleared() -> tuple[Step, ...]:
    return (*screening(), Step(COUNCIL, ClearScreening(grant="SCREENED", screening="Q1")))


def completed(grant: str = G) -> tuple[Step, ...]:
    return (*started(grant), Step(OFFICER, CompleteGrant(grant=grant), on=date(2026, 5, 1)))


def fixed(grant: str = G) -> tuple[Step, ...]:
    announce = Step(OFFICER, AnnounceAmount(grant=grant), on=date(2026, 5, 2))
    fix = Step(AUTHORISER, FixAmount(grant=grant), on=date(2026, 7, 1))
    return (*completed(grant), announce, fix)


def settled(grant: str = G) -> tuple[Step, ...]:
    close = Step(ACCOUNTANT, CloseAccounts(grant=grant), on=date(2026, 7, 2))
    return (*fixed(grant), close)


def funding() -> tuple[Step, ...]:
    request = ReportFunding(
        grant=G, co_funding="CF1", raised_minor=300_000, as_of=date(2026, 4, 1),
        document="Bank letter", document_sha256=DIGEST,
    )  # fmt: skip
    return (Step(OFFICER, request),)


def cost() -> tuple[Step, ...]:
    request = ClaimCost(
        grant=G, instalment="I1", member="LEAD", kind=CostKind.ASSET, key="SN-1", title="Stepper",
        amount_minor=90_000, incurred_on=date(2026, 3, 1), document="Invoice",
        document_sha256=DIGEST,
    )  # fmt: skip
    return (Step(OFFICER, request),)


def everything() -> tuple[Step, ...]:
    """Of each kind of record at least one in ALPHA; the reasons look like markup and are none."""
    return (
        *started(),
        *funding(),
        Step(SECOND, VerifyFunding(grant=G, funding_report="F1")),
        *cost(),
        *advanced(),
        Step(OFFICER, SuspendInstalment(grant=G, instalment="I1"), HOSTILE),
        *waiver_confirmed(),
        *amendment(G, ChangeAsked(what=Amended.MILESTONE_DUE, subject="M2", new="2027-05-31")),
        Step(AUTHORISER, ConfirmAmendment(grant=G, amendment="N1")),
        Step(OFFICER, RequestScreening(grant=G, member="PART")),
        *submitted(),
        Step(
            OFFICER,
            ProposeRecovery(
                grant=G, ground=Ground.IRREGULARITY, payout="P1", amount_minor=60_000
            ),
            HOSTILE, date(2026, 5, 1),
        ),
        Step(AUTHORISER, ConfirmRecovery(grant=G, recovery="B1"), on=date(2026, 5, 2)),
        Step(ACCOUNTANT, PlaceHold(grant=G), HOSTILE, date(2026, 5, 3)),
    )  # fmt: skip


HOSTILE = "[/x] [@click=app.quit]x[/] [REF-12] [red]"

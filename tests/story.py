"""The main story as steps that tests can stop after: from evidence to a settled payout."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.milestones import RecordEvidence, SubmitMilestone
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SettlePayout
from portfolio.domain.acts.reskilling import ReportTraining, VerifyReport
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.period import FiscalCalendar, parse_day
from portfolio.domain.reskilling import Rung
from portfolio.exchange.document import FORMAT
from portfolio.exchange.reading import read_text
from portfolio.services.importing import import_read
from portfolio.services.perform import Outcome, perform
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.services.office import Office


def steps(grant: str = "ALPHA", persons: int = 10) -> tuple[tuple[str, Request], ...]:
    """Return who asks for what, in order, to pay the first instalment of a small grant."""
    return (
        (
            "OFFICER-1",
            RecordEvidence(
                grant=grant, milestone="M1", kind=EvidenceKind.ENVIRONMENT_TEST_REPORT,
                title="Test report", sha256="ab" * 32, member="LEAD",
            ),
        ),
        ("OFFICER-1", SubmitMilestone(grant=grant, milestone="M1")),
        (
            "ASSESSOR-1",
            AssessMilestone(
                grant=grant, milestone="M1", level_reached=5, summary="Shown in the test report",
                judgements=(
                    CriterionJudged(
                        criterion="K1", verdict=Verdict.MET, measured=Decimal(12), reason="measured"
                    ),
                ),
            ),
        ),
        (
            "OFFICER-1",
            ReportTraining(
                grant=grant, commitment="C1", rung=Rung.CERTIFIED, persons=persons,
                as_of=parse_day("as_of", "2026-10-31"), document="Certificates",
                document_sha256="cd" * 32,
            ),
        ),
        ("ASSESSOR-1", VerifyReport(grant=grant, report="R1")),
        ("OFFICER-1", ProposePayout(grant=grant, instalment="I1")),
        ("AUTHORISER-1", ConfirmPayout(grant=grant, payout="P1")),
        ("ACCOUNTANT-1", SettlePayout(grant=grant, payout="P1", payment_reference="BANK-1")),
    )  # fmt: skip


def tell(office: Office, upto: int, *, grant: str = "ALPHA", persons: int = 10) -> Outcome:
    """Carry the story out up to and including step `upto` (1 to 8); return the last outcome."""
    outcome = None
    for who, request in steps(grant, persons)[:upto]:
        outcome = perform(office.acting_as(who), request)
    assert outcome is not None
    return outcome


PROPOSED, CONFIRMED, SETTLED = 6, 7, 8
VERIFIED = 5


def appropriate_this_year(office: Office) -> None:
    """Appropriate money for the fiscal year a test happens to run in: a program lives today."""
    path = FIXTURES / "small" / "portfolio.json"
    programme = json.loads(path.read_text(encoding="utf-8"))["programmes"][0]
    year = FiscalCalendar(4).year_of(office.today())
    programme["appropriations"] = [
        {**programme["appropriations"][0], "fiscal_year": year, "number": 9}
    ]
    told = json.dumps({"format": FORMAT, "programmes": [programme]})
    assert not import_read(office, [read_text("year.json", told)]).problems

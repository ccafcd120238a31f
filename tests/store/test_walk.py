"""Random walks through the real store: after any of them the journal folds to the rows."""

from __future__ import annotations

import random
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.milestones import RecordEvidence, ReturnMilestone, SubmitMilestone
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.acts.reskilling import RejectReport, ReportTraining, VerifyReport
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.period import parse_day
from portfolio.domain.reskilling import Rung
from portfolio.services import browse
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from tests.conftest import NOW
from tests.story import tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.domain.acts.table import Request

WALKS = 12
STEPS = 40
PEOPLE = ("OFFICER-1", "OFFICER-2", "ASSESSOR-1", "AUTHORISER-1", "ACCOUNTANT-1")


def request(chance: random.Random) -> Request:
    """Return anything anybody could ask of one of the two grants."""
    grant = chance.choice(("ALPHA", "BETA"))
    number = chance.randint(1, 3)
    met = chance.choice((Verdict.MET, Verdict.NOT_MET))
    return chance.choice(
        (
            RecordEvidence(
                grant=grant, milestone="M1", kind=EvidenceKind.ENVIRONMENT_TEST_REPORT,
                title="Report", sha256=f"{chance.randint(0, 9)}" * 64, member="LEAD",
            ),
            SubmitMilestone(grant=grant, milestone=f"M{number}"),
            ReturnMilestone(grant=grant, milestone="M1"),
            AssessMilestone(
                grant=grant, milestone="M1", level_reached=chance.randint(4, 6), summary="Judged",
                judgements=(CriterionJudged(criterion="K1", verdict=met, reason="seen"),),
            ),
            ReportTraining(
                grant=grant, commitment="C1", rung=Rung.CERTIFIED, persons=chance.randint(1, 12),
                as_of=parse_day("as_of", "2026-10-31"), document="List", document_sha256="e" * 64,
            ),
            VerifyReport(grant=grant, report=f"R{number}"),
            RejectReport(grant=grant, report=f"R{number}"),
            ProposePayout(grant=grant, instalment="I1"),
            ProposePayout(
                grant=grant, instalment="I1", amount_minor=chance.choice((1, 100_000, 400_000))
            ),
            ConfirmPayout(grant=grant, payout=f"P{number}"),
            SendBackPayout(grant=grant, payout=f"P{number}"),
            CancelPayout(grant=grant, payout=f"P{number}"),
            SettlePayout(grant=grant, payout=f"P{number}", payment_reference="B"),
            RecordFailure(grant=grant, payout=f"P{number}"),
            PlaceHold(grant=grant),
            LiftHold(grant=grant, hold=f"H{number}"),
        )
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(WALKS))
def test_after_any_walk_the_journal_folds_to_the_rows(
    seed: int, small_database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "walk.db"
    shutil.copy(small_database, path)
    office = open_office(path, clock=lambda: NOW, login="tester")
    chance = random.Random(seed)  # noqa: S311  # a repeatable walk
    if seed % 2:
        tell(office, chance.randint(1, 8), grant=chance.choice(("ALPHA", "BETA")))
    before = browse.entry_count(office)
    for _ in range(STEPS):
        person = chance.choice(PEOPLE)
        try:
            perform(
                office.acting_as(person), request(chance), reason=chance.choice((None, "Because"))
            )
        except (Refused, NotFound):
            continue
    found = verify(office)
    assert found.sound, [str(b) for b in found.broken]
    assert browse.entry_count(office) > before
    for grant in browse.overview(office).grants:
        assert 0 <= grant.paid_minor <= grant.confirmed_minor <= grant.award_minor
    for year in browse.position(office):
        assert 0 <= year.paid_minor <= year.confirmed_minor <= year.budget_minor or not (
            year.confirmed_minor
        )


def test_numbers_of_a_measure_are_kept_exactly(small_database: Path, tmp_path: Path) -> None:
    path = tmp_path / "exact.db"
    shutil.copy(small_database, path)
    office = open_office(path, clock=lambda: NOW, login="tester")
    tell(office, 2)
    measured = Decimal("12.000000000000000000001")
    judged = CriterionJudged(
        criterion="K1", verdict=Verdict.MET, measured=measured, reason="measured"
    )
    perform(
        office.acting_as("ASSESSOR-1"),
        AssessMilestone(
            grant="ALPHA", milestone="M1", level_reached=5, summary="Exact", judgements=(judged,)
        ),
    )
    assert browse.dossier(office, "ALPHA").file.judgements[0].measured == measured

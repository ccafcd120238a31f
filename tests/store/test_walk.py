"""Random walks through the real store: after any of them the journal folds to the rows."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.errors import CaseChanged, Invalid, NotFound, Refused
from portfolio.domain.milestone import Verdict
from portfolio.domain.waiting import agenda
from portfolio.services import browse
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from tests.conftest import NOW
from tests.store.asked import anything, next_step, somebody
from tests.store.whole import enter, steps
from tests.story import tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

WALKS = 12
STEPS = 60
GRANTS = ("GAMMA", "DELTA")


@pytest.fixture(scope="module")
def entered(small_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two grants on which everything can happen, and nothing has yet."""
    path = tmp_path_factory.mktemp("walks") / "entered.db"
    shutil.copy(small_database, path)
    morning = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    enter(open_office(path, clock=lambda: morning, login="tester"), *GRANTS)
    return path


class Walk:
    """An office whose days pass, and in which anybody may ask for anything."""

    def __init__(self, path: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # a repeatable walk
        self.now = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
        self.office = open_office(path, clock=lambda: self.now, login="tester")

    def begin(self) -> None:
        """Let the whole story of one grant begin, up to any of its steps."""
        story = steps(GRANTS[0])
        for day, who, request, reason in story[: self.chance.randint(0, len(story))]:
            self.now = datetime.fromisoformat(f"2026-{day}T03:00:00+00:00")
            perform(self.office.acting_as(who), request, reason=reason)

    def go_on(self) -> None:
        """Ask for something; being refused is an answer, anything else is a fault."""
        if self.chance.random() < 0.3:
            self.now += timedelta(days=self.chance.choice((1, 3, 20)))
        grant = self.chance.choice(GRANTS)
        request = anything(self.chance, grant)
        if self.chance.random() < 0.6:
            seen = browse.dossier(self.office, grant)
            due = [w for w in agenda(seen.file, seen.programme) if w.since <= self.now.date()]
            request = next_step(self.chance, grant, due)
        office = self.office.acting_as(somebody(self.chance, request))
        try:
            perform(office, request, reason=self.chance.choice(("Because", None)))
        except (Refused, NotFound, Invalid, CaseChanged):
            return


@pytest.mark.parametrize("seed", range(WALKS))
def test_after_any_walk_the_journal_folds_to_the_rows(
    seed: int, entered: Path, tmp_path: Path
) -> None:
    path = tmp_path / "walk.db"
    shutil.copy(entered, path)
    walk = Walk(path, seed)
    before = browse.entry_count(walk.office)
    walk.begin()
    for _ in range(STEPS):
        walk.go_on()
    found = verify(walk.office)
    assert found.sound, [str(b) for b in found.broken]
    assert browse.entry_count(walk.office) > before
    nothing_is_passed(walk.office)


def nothing_is_passed(office: Office) -> None:
    """No ceiling of a grant, an instalment or a year has been passed."""
    for grant in GRANTS:
        dossier = browse.dossier(office, grant)
        now = dossier.standing
        assert 0 <= now.paid_minor <= now.confirmed_minor
        assert now.confirmed_minor - now.returned_minor <= now.award_minor
        for each in now.instalments:
            taken = each.confirmed_minor - each.returned_minor
            kept = each.withheld_minor + each.reduced_minor
            assert min(each.withheld_minor, each.reduced_minor, each.retained_minor) >= 0
            assert taken + kept <= dossier.file.instalment(each.code).amount_minor
    for year in browse.position(office):
        assert 0 <= year.paid_minor <= year.confirmed_minor
        assert year.confirmed_minor <= year.budget_minor or not year.confirmed_minor


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

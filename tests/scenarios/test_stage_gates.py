"""A level rises only through a stage-gate, decided by a committee: Japan's SBIR phase 3 fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.states import MilestoneState, StageGateState
from tests.scenarios.account import Sums
from tests.scenarios.plan import grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account


def test_the_level_and_the_money_wait_for_the_committee_and_fail_with_it(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2025-04-01",
        programme({2025: 3_000_000}, {"stage gate": "committee"}),
        grant(
            award=3_000_000,
            runs=("2025-04-01", "2027-03-31"),
            milestones=[
                milestone("M1", "2025-06-30"),
                milestone("M2", "2025-12-31", level=6, after=("M1",)),
            ],
            instalments=[
                instalment("I1", 1_000_000, "2025-07-31", "M1"),
                instalment("I2", 2_000_000, "2026-01-31", "M2"),
            ],
        ),
    )
    office.trains(10)

    # The assessor finds level 5 reached; nobody can find two levels at once.
    office.on("2025-06-20").officer.hands_in("M1")
    office.officer.submits("M1")
    office.assessor.is_refused(Reason.LEVEL_SKIPPED).assesses("M1", level=6)
    office.assessor.assesses("M1")
    assert office.file.milestone("M1").state is MilestoneState.MET

    # The level has not risen: it waits for a committee, and so does the money.
    assert office.file.element("LINE").current_level == 4
    assert office.waits("G1") == ["pass gate, assessor, since 2025-06-20"]
    assert office.waits("I1") == []
    office.officer.is_refused(Reason.LEVEL_SHORT).proposes("I1")
    office.assessor.is_refused(Reason.GATE_UNDECIDED).reverses(
        "M1", level_now=4, because="On second thoughts"
    )

    # Neither who assessed passes it, nor who handed the evidence in, whatever else they may do.
    office.assessor.is_refused(Reason.DUTIES_COLLIDE).passes_the_gate("G1")
    office.officer.is_refused(Reason.ROLE_MISSING, Reason.DUTIES_COLLIDE).passes_the_gate("G1")
    office.on("2025-07-10").second_assessor.passes_the_gate("G1")
    assert office.file.element("LINE").current_level == 5
    assert office.waits("I1") == ["propose, grant officer, since 2025-07-10"]
    office.on("2025-07-31").pays("I1")

    # The second gate fails. The milestone stays as it was found, and nothing is paid on it.
    office.on("2025-12-01").shows("M2")
    office.second_assessor.is_refused(Reason.REASON_MISSING).fails_the_gate("G2")
    office.second_assessor.fails_the_gate("G2", because="The yield of the last lots was not given")
    assert office.file.stage_gate("G2").state is StageGateState.FAILED
    assert office.file.milestone("M2").state is MilestoneState.MET
    assert office.file.element("LINE").current_level == 5
    assert office.stands_in_the_way_of("I2") == {Reason.LEVEL_SHORT}
    office.officer.is_refused(Reason.LEVEL_SHORT).proposes("I2")

    # The finding is taken back, the milestone shown again, and a gate of its own is passed.
    office.assessor.reverses("M2", level_now=5, because="The committee did not follow")
    office.on("2026-02-16").officer.hands_in("M2")
    office.officer.submits("M2")
    office.second_assessor.is_refused(Reason.DUTIES_COLLIDE).assesses("M2")  # had the gate before
    office.assessor.assesses("M2")
    assert office.waits("G3") == ["pass gate, assessor, since 2026-02-16"]
    office.second_assessor.passes_the_gate("G3")
    assert office.file.element("LINE").current_level == 6
    office.pays("I2")
    assert office.sums("I1") == Sums(paid=1_000_000)
    assert office.sums("I2") == Sums(paid=2_000_000)
    assert [g.state.value for g in office.file.stage_gates] == ["passed", "failed", "passed"]
    office.adds_up()

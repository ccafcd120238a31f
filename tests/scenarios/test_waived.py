"""Milestones set aside by named authority, as with Intel in August 2025: traceable for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.states import PayoutState, WaiverState
from portfolio.domain.transitions import Act
from portfolio.domain.waiver import Waivable
from tests.scenarios.account import Sums
from tests.scenarios.plan import file, grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

TERMS = {"waiver months": "12", "screening months": "24", "recovery days": "20"}
CABINET = "Cabinet decision of 22 August 2025, item 3"
PLAN = grant(
    award=3_000_001,
    runs=("2025-04-01", "2028-03-31"),
    milestones=[
        milestone("M1", "2025-12-31"),
        milestone("M2", "2026-12-31", level=6, after=("M1",)),
    ],
    instalments=[
        instalment("I1", 2_000_000, "2026-01-31", "M1"),
        instalment("I2", 1_000_000, "2027-01-31", "M2"),
    ],
)
BUDGETS = {2025: 2_000_000, 2026: 1_000_000}


def screened(opens: Callable[..., Account]) -> Account:
    """Open the agency in April 2025; the strategic-risk screen is passed for two years."""
    office = opens("2025-04-01", programme(BUDGETS, TERMS), PLAN)
    office.officer.asks_for_a_screening()
    office.council.clears_the_screening("Q1")
    return office


def test_two_conditions_are_set_aside_and_every_payout_that_goes_by_it_says_so(
    opens: Callable[..., Account],
) -> None:
    office = screened(opens)

    # Nothing was shown. The cabinet decides to pay all the same: officer and authoriser write it
    # down as two waivers, each with authority, reason and end.
    office.on("2025-08-25").officer.is_refused(
        Reason.MILESTONE_NOT_MET, Reason.LEVEL_SHORT, Reason.EVIDENCE_NOT_ASSESSED,
        Reason.RESKILLING_SHORT,
    ).proposes("I1")  # fmt: skip
    office.officer.is_refused(Reason.EXPIRES_TOO_LATE).asks_to_waive(
        Waivable.MILESTONE, "M1", of="I1", until="2026-08-26", authority=CABINET, because="Stake",
    )  # fmt: skip
    office.everybody.asks_to_waive(
        Waivable.MILESTONE, "M1", of="I1", until="2026-03-31", authority=CABINET,
        because="The state takes a stake instead",
    )  # fmt: skip
    office.officer.asks_to_waive(
        Waivable.COMMITMENT, "C1", of="I1", until="2026-03-31", authority=CABINET,
        because="The state takes a stake instead",
    )  # fmt: skip
    assert office.waits("W1") == ["confirm waiver, authorising officer, since 2025-08-25"]

    # Whoever asked for it does not grant it, whatever else they may do here.
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).confirms_the_waiver("W1")
    assert office.stands_in_the_way_of("I1") >= {Reason.MILESTONE_NOT_MET, Reason.RESKILLING_SHORT}
    office.on("2025-08-27").authoriser.confirms_the_waiver("W1")
    office.authoriser.confirms_the_waiver("W2")

    # Now it is paid; each condition set aside is a finding of its own, with all that is behind it.
    assert office.stands_in_the_way_of("I1") == set()
    on_milestone, on_people = office.finds(Reason.CONDITION_WAIVED, on="I1")
    assert (on_milestone.subject, on_people.subject) == ("FAB/M1", "FAB/C1")
    assert on_milestone.effect is Effect.SETS_ASIDE
    assert on_milestone.facts == {
        "waiver": "FAB/W1",
        "condition": "milestone",
        "authority": CABINET,
        "why": "The state takes a stake instead",
        "expires_on": "2026-03-31",
        "proposed_by": "EVERYBODY-1",
        "confirmed_by": "AUTHORISER-1",
    }
    office.officer.proposes("I1")
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).confirms("P1")
    office.authoriser.confirms("P1")
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).settles("P1")
    office.on("2025-08-29").accountant.settles("P1")
    assert office.sums("I1") == Sums(paid=2_000_000)

    # The waivers run out; what was paid under them was paid rightly.
    office.on("2026-03-31").officer.is_refused(
        Reason.DEADLINE_NOT_OVER
    ).records_the_end_of_the_waiver("W1")
    assert office.waits("W1") == []
    assert office.on("2026-04-01").waits("W1") == ["expire waiver, grant officer, since 2026-04-01"]
    office.officer.records_the_end_of_the_waiver("W1")
    office.officer.records_the_end_of_the_waiver("W2")
    office.officer.is_refused(Reason.NOTHING_OWED_BACK).claims_back(
        Ground.REVERSAL, instalment="I1", because="Never shown"
    )

    # Ten years on the auditor asks why, and the journal answers as on the day.
    office.on("2035-08-29")
    for act in (Act.PROPOSE, Act.CONFIRM, Act.SETTLE):
        waived = [
            f for f in office.entry(act, "P1").findings() if f.reason is Reason.CONDITION_WAIVED
        ]
        assert waived == [on_milestone, on_people]
    assert office.file.waiver("W1").state is WaiverState.EXPIRED
    office.adds_up()


def test_a_waiver_that_has_run_out_carries_nothing_any_more(
    opens: Callable[..., Account],
) -> None:
    office = screened(opens)
    office.trains(10)
    office.on("2026-04-01").officer.asks_to_waive(
        Waivable.MILESTONE, "M2", of="I2", until="2026-06-30", authority=CABINET, because="Stake"
    )
    office.authoriser.confirms_the_waiver("W1")

    # On its last day it still carries a proposal; the confirmation comes a day late.
    office.on("2026-06-30").officer.proposes("I2")
    office.on("2026-07-01").authoriser.is_refused(
        Reason.MILESTONE_NOT_MET, Reason.LEVEL_SHORT, Reason.EVIDENCE_NOT_ASSESSED
    ).confirms("P1")
    office.authoriser.sends_back("P1", because="The waiver ran out yesterday")

    # It is asked for again, and revoked before its time.
    office.officer.asks_to_waive(
        Waivable.MILESTONE, "M2", of="I2", until="2026-12-31", authority=CABINET, because="Stake"
    )
    office.authoriser.confirms_the_waiver("W2")
    office.officer.proposes("I2")
    office.authoriser.confirms("P2")
    office.on("2026-07-08").authoriser.revokes_the_waiver("W2", because="The cabinet fell")
    office.accountant.is_refused(
        Reason.MILESTONE_NOT_MET, Reason.LEVEL_SHORT, Reason.EVIDENCE_NOT_ASSESSED
    ).settles("P2")
    office.authoriser.cancels("P2", because="Nothing carries it")
    assert office.file.payout("P2").state is PayoutState.CANCELLED
    assert office.sums("I2") == Sums(open=1_000_000)
    office.adds_up()


def test_neither_the_existence_of_a_milestone_nor_a_hold_nor_a_veto_is_ever_waived(
    opens: Callable[..., Account],
) -> None:
    office = screened(opens)
    for condition, code in ((Waivable.MILESTONE, "M1"), (Waivable.COMMITMENT, "C1"),
                            (Waivable.SCREENING, "FAB")):  # fmt: skip
        office.officer.asks_to_waive(
            condition, code, of="I1", until="2026-03-31", authority=CABINET, because="Stake"
        )
    for waiver in ("W1", "W2", "W3"):
        office.authoriser.confirms_the_waiver(waiver)
    assert office.stands_in_the_way_of("I1") == set()

    # A milestone that the instalment does not wait for cannot be set aside, ...
    office.officer.is_refused(Reason.CONDITION_UNKNOWN).asks_to_waive(
        Waivable.MILESTONE, "M2", of="I1", until="2026-03-31", authority=CABINET, because="Stake"
    )
    # ... the one that is set aside stays behind the money, also by amendment, ...
    office.officer.is_refused(Reason.NO_MILESTONE_BEHIND).asks_to_amend(
        "No milestone", (Amended.CONDITION_ENDED, "I1.M1", "ended"), because="It is waived anyway"
    )
    office.authoriser.is_refused(Reason.STILL_RESTED_ON).withdraws("M1", because="It is waived")
    # ... and no instalment comes in without one.
    bare = {**PLAN, "instalments": [*PLAN["instalments"], instalment("I3", 1, "2027-01-31")]}
    (problem,) = office.takes_in(file(None, bare))
    assert problem.place == "grants[0].instalments[2]"
    assert "milestone" in problem.why

    # What stops all payouts stops this one.
    office.officer.places_a_hold(because="A complaint has come in")
    office.officer.is_refused(Reason.HELD).proposes("I1")
    office.authoriser.lifts_the_hold("H1", because="It was unfounded")
    office.second_council.vetoes("Q1", because="A supplier is under sanctions")
    office.officer.is_refused(Reason.SCREENING_VETOED).proposes("I1")
    assert {w.value for w in Waivable} == {
        "milestone", "commitment", "co-funding", "covenant", "screening", "level step",
    }  # fmt: skip
    office.adds_up()

"""A move between instalments, as Italy's in 2023: 519 million and a milestone, the total kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.amending import dependants
from portfolio.domain.states import AmendmentState, MilestoneState, PayoutState
from portfolio.domain.transitions import Act
from tests.scenarios.account import Sums
from tests.scenarios.plan import grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

FIFTH = "Fifth request for payment: one milestone moves"
LATE = "The scanner is delivered half a year late"
MOVE = (
    (Amended.MILESTONE_DUE, "M2", "2026-06-30"),
    (Amended.MILESTONE_DUE, "M3", "2026-09-28"),
    (Amended.CONDITION_MOVED, "I3.M2", "I4"),
    (Amended.INSTALMENT_AMOUNT, "I3", "18000000000"),
    (Amended.INSTALMENT_AMOUNT, "I4", "17000000000"),
)


def thirty_five_billion(opens: Callable[..., Account]) -> Account:
    """Open the agency with a grant in two instalments, each item of which counts the same.

    M1 and the engineers are shown in October 2025, and two thirds of I3 are approved for payment.
    """
    office = opens(
        "2025-04-01",
        programme({2025: 20_000_000_000, 2026: 20_000_000_000}, {}, policy="unit value"),
        grant(
            award=35_000_000_000,
            runs=("2025-04-01", "2027-03-31"),
            milestones=[
                milestone("M1", "2025-09-30"),
                milestone("M2", "2025-12-31", level=6, after=("M1",)),
                milestone("M3", "2026-03-31", level=7, after=("M2",)),
            ],
            instalments=[
                instalment("I3", 18_519_000_000, "2026-01-31", "M1", "M2"),
                instalment("I4", 16_481_000_000, "2026-10-31", "M3"),
            ],
        ),
    )
    office.on("2025-10-01").shows("M1")
    office.trains(10)
    office.on("2025-10-20").officer.proposes("I3")
    office.authoriser.confirms("P1")
    assert office.sums("I3") == Sums(paid=12_346_000_000, open=6_173_000_000)
    return office


def test_money_and_milestone_move_and_the_approval_in_flight_is_overtaken(
    opens: Callable[..., Account],
) -> None:
    office = thirty_five_billion(opens)
    office.on("2025-11-01").officer.hands_in("M2")
    office.officer.submits("M2")

    # The officer asks what would be passed by the new day, and is offered M3, as much later.
    office.on("2025-11-10")
    assert dependants(office.file, "M2", date(2026, 6, 30)) == (("M3", date(2026, 9, 28)),)

    # Nothing may be taken from one instalment without being given to another.
    office.officer.is_refused(Reason.TOTALS_CHANGE).asks_to_amend(
        FIFTH, (Amended.INSTALMENT_AMOUNT, "I3", "18000000000"), because=LATE
    )
    refused = next(f for f in office.refusal.obstacles if f.reason is Reason.TOTALS_CHANGE)
    assert (refused.facts["before_minor"], refused.facts["after_minor"]) == (
        35_000_000_000,
        34_481_000_000,
    )
    office.everybody.asks_to_amend(FIFTH, *MOVE, because=LATE)
    assert office.waits("N1") == ["confirm amendment, authorising officer, since 2025-11-10"]
    assert office.file.instalment("I3").amount_minor == 18_519_000_000

    # Whoever asked for it does not grant it. Another does, and is told what it overtakes.
    office.on("2025-11-14").everybody.is_refused(Reason.DUTIES_COLLIDE).confirms_the_amendment("N1")
    office.authoriser.confirms_the_amendment("N1")
    (told,) = (
        f
        for f in office.entry(Act.CONFIRM_AMENDMENT, "N1").findings()
        if f.effect is Effect.SETS_ASIDE
    )
    assert told.reason is Reason.APPROVALS_OVERTAKEN
    assert told.facts["subjects"] == "P1, M2"

    # The approval of October is gone, and so is the submission: it was for another day.
    assert office.file.payout("P1").state is PayoutState.CANCELLED
    office.accountant.is_refused(Reason.MOVE_IMPOSSIBLE).settles("P1")
    assert office.file.milestone("M2").state is MilestoneState.PLANNED

    # Both days are kept, and the clock runs by the new one.
    moved = office.file.milestone("M2")
    assert (moved.baseline_due_on, moved.due_on) == (date(2025, 12, 31), date(2026, 6, 30))
    assert office.on("2025-12-31").waits("M2") == []

    # The total is 35 billion as before: I3 waits for one milestone less, I4 for one more.
    assert sum(i.amount_minor for i in office.file.instalments) == office.file.award_minor
    assert [c.milestone for c in office.file.conditions_of("I3")[0]] == ["M1"]
    assert [c.milestone for c in office.file.conditions_of("I4")[0]] == ["M2", "M3"]
    (ended,) = (c for c in office.file.milestone_conditions if c.ended_by == "N1")
    assert (ended.instalment, ended.milestone) == ("I3", "M2")
    office.pays("I3")
    assert office.sums("I3") == Sums(paid=18_000_000_000)
    assert office.weighs("I4").earned_minor == 5_666_666_667
    office.on("2026-06-30").shows("M2")
    office.on("2026-09-28").shows("M3")
    office.pays("I4")
    assert office.sums("I4") == Sums(paid=17_000_000_000)
    office.adds_up()


def test_the_award_itself_changes_only_by_a_decision_on_the_award(
    opens: Callable[..., Account],
) -> None:
    office = thirty_five_billion(opens)
    office.accountant.settles("P1")
    more = (Amended.INSTALMENT_AMOUNT, "I4", "17481000000")
    why = "Tools have become dearer"

    # One billion more for I4 is more than was awarded, whatever it is called.
    office.on("2025-12-01").officer.is_refused(
        Reason.TOTALS_CHANGE, Reason.INSTALMENTS_ABOVE_AWARD
    ).asks_to_amend("One billion more", more, because=why)
    office.officer.is_refused(Reason.INSTALMENTS_ABOVE_AWARD).asks_to_amend(
        "One billion more", more, (Amended.AWARD, "FAB", "35500000000"), because=why
    )
    office.officer.asks_to_amend(
        "One billion more", more, (Amended.AWARD, "FAB", "36000000000"), because=why
    )
    office.authoriser.confirms_the_amendment("N1")
    decided = office.file.awards[-1]
    assert (decided.amount_minor, decided.fiscal_year) == (1_000_000_000, 2025)
    assert decided.source == "Decision: One billion more"
    assert office.file.award_minor == 36_000_000_000
    assert office.sums("I4") == Sums(open=17_481_000_000)

    # What is paid already is not taken out from under the payee.
    office.officer.is_refused(Reason.BELOW_WHAT_IS_TAKEN).asks_to_amend(
        "Less for I3",
        (Amended.INSTALMENT_AMOUNT, "I3", "12345999999"),
        (Amended.INSTALMENT_AMOUNT, "I4", "23654000001"),
        because="It is not needed",
    )
    office.adds_up()


def test_of_two_amendments_of_the_same_thing_the_second_has_to_be_drawn_up_anew(
    opens: Callable[..., Account],
) -> None:
    office = thirty_five_billion(opens)
    office.on("2025-11-10").officer.asks_to_amend(FIFTH, *MOVE, because=LATE)
    office.second_officer.asks_to_amend(
        "M2 a month later", (Amended.MILESTONE_DUE, "M2", "2026-01-31"), because="Holidays"
    )
    office.authoriser.confirms_the_amendment("N1")
    office.authoriser.is_refused(Reason.AMENDED_SINCE).confirms_the_amendment("N2")
    office.authoriser.declines_the_amendment("N2", because="Overtaken by N1")
    assert office.file.amendment("N2").state is AmendmentState.DECLINED
    assert office.file.milestone("M2").due_on == date(2026, 6, 30)
    office.adds_up()

"""The council's word in the middle of a grant: cleared, vetoed, lifted, run out, cleared again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.states import PayoutState, ScreeningState
from tests.scenarios.account import Sums
from tests.scenarios.plan import grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

RISK = "A shareholder of the lead was put on the sanctions list"


def screened_every_year(opens: Callable[..., Account]) -> Account:
    """Open the agency with a grant in two instalments, both earned by the summer of 2025."""
    office = opens(
        "2025-04-01",
        programme({2025: 2_000_000, 2026: 1_000_000}, {"screening months": "12"}),
        grant(
            award=3_000_000,
            runs=("2025-04-01", "2028-03-31"),
            milestones=[
                milestone("M1", "2025-06-30"),
                milestone("M2", "2026-06-30", level=6, after=("M1",)),
            ],
            instalments=[
                instalment("I1", 1_000_000, "2025-07-31", "M1"),
                instalment("I2", 2_000_000, "2026-07-31", "M2"),
            ],
        ),
    )
    assert office.waits() == [
        "request screening, grant officer, since 2025-04-01",
        "start, grant officer, since 2025-04-01",
    ]
    office.officer.is_refused(
        Reason.SCREENING_MISSING, Reason.MILESTONE_NOT_MET, Reason.LEVEL_SHORT,
        Reason.EVIDENCE_NOT_ASSESSED, Reason.RESKILLING_SHORT,
    ).proposes("I1")  # fmt: skip
    office.officer.starts_the_grant()
    office.officer.asks_for_a_screening()
    office.on("2025-04-30").council.clears_the_screening("Q1")
    office.on("2025-06-27").shows("M1")
    office.trains(10)
    return office


def test_between_approval_and_payment_the_council_says_no(opens: Callable[..., Account]) -> None:
    office = screened_every_year(opens)
    office.on("2025-07-31").officer.proposes("I1", amount_minor=400_000, because="First half-year")
    office.authoriser.confirms("P1")
    office.officer.proposes("I1")

    # The council vetoes what it had cleared. Nothing moves on: not what is approved, not what is
    # proposed, and nothing new.
    office.on("2025-08-04").council.vetoes("Q1", because=RISK)
    assert office.finds(Reason.SCREENING_VETOED, on="I1")[0].facts["why"] == RISK
    office.accountant.is_refused(Reason.SCREENING_VETOED).settles("P1")
    office.authoriser.is_refused(Reason.SCREENING_VETOED).confirms("P2")
    office.authoriser.sends_back("P2", because="The council has vetoed")
    office.officer.is_refused(Reason.SCREENING_VETOED).proposes("I1")
    office.officer.is_refused(Reason.SCREENING_UNDER_WAY).asks_for_a_screening()

    # It waits for the council. Nobody else lifts it, and not the one who vetoed.
    assert office.waits("Q1") == ["lift veto, council, since 2025-08-04"]
    for desk in (office.second_officer, office.assessor, office.authoriser, office.accountant):
        desk.is_refused(Reason.ROLE_MISSING).lifts_the_veto_on("Q1", because="We need the line")
    office.council.is_refused(Reason.DUTIES_COLLIDE).lifts_the_veto_on("Q1", because="Settled")
    office.on("2025-09-10").second_council.lifts_the_veto_on("Q1", because="The shares were sold")

    # What was approved goes out, the rest is proposed anew.
    office.accountant.settles("P1")
    office.pays("I1")
    assert office.file.payout("P2").state is PayoutState.SENT_BACK
    assert office.sums("I1") == Sums(paid=1_000_000)
    office.adds_up()


def test_a_veto_lifted_again_leaves_another_case_than_was_proposed(
    opens: Callable[..., Account],
) -> None:
    office = screened_every_year(opens)
    office.on("2025-07-31").officer.proposes("I1")
    office.council.vetoes("Q1", because=RISK)
    office.on("2025-08-01").second_council.lifts_the_veto_on("Q1", because="A mistaken name")
    office.authoriser.is_told_that_the_case_changed_and_cannot_confirm("P1")
    office.authoriser.sends_back("P1", because="The screening is another one now")
    office.pays("I1")
    assert office.sums("I1") == Sums(paid=1_000_000)
    office.adds_up()


def test_a_clearance_runs_out_and_the_next_one_has_conditions(
    opens: Callable[..., Account],
) -> None:
    office = screened_every_year(opens)
    office.on("2025-07-31").pays("I1")

    # Cleared for twelve months from 30 April: on the last day it still carries, and falls due.
    asked_again = "request screening, grant officer, since 2026-04-30"
    assert office.on("2026-04-29").waits() == []
    assert office.on("2026-04-30").waits() == [asked_again]
    office.shows("M2")
    office.officer.proposes("I2", amount_minor=500_000, because="The budget of the year")
    office.officer.is_refused(Reason.DEADLINE_NOT_OVER).records_the_end_of_the_screening("Q1")

    # The day after, nothing goes on; that somebody has written it down makes no difference.
    office.on("2026-05-01").authoriser.is_refused(Reason.SCREENING_EXPIRED).confirms("P2")
    office.officer.records_the_end_of_the_screening("Q1")
    assert office.file.screening("Q1").state is ScreeningState.EXPIRED
    office.authoriser.is_refused(Reason.SCREENING_EXPIRED).confirms("P2")
    assert office.waits() == [asked_again]

    # Whoever asks for a screening does not decide it.
    office.everybody.asks_for_a_screening()
    assert office.waits() == []
    assert office.waits("Q2") == ["clear screening, council, since 2026-05-01"]
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).clears_the_screening("Q2")
    office.council.is_refused(Reason.REASON_MISSING).clears_with_conditions(
        "Q2", conditions="No export of the process"
    )
    office.on("2026-05-18").council.clears_with_conditions(
        "Q2", conditions="No export of the process", because="Acceptable on this condition"
    )
    (valid,) = office.finds(Reason.SCREENING_VALID, on="I2")
    assert valid.facts["conditions"] == "No export of the process"
    assert valid.facts["valid_until_on"] == "2027-05-18"

    # The condition is a fact that nobody had before them when they proposed.
    office.authoriser.is_told_that_the_case_changed_and_cannot_confirm("P2")
    office.authoriser.sends_back("P2", because="Read the council's condition first")
    office.officer.proposes("I2", amount_minor=1_000_000, because="The budget of the year")
    office.authoriser.confirms("P3")
    office.accountant.settles("P3")
    assert office.sums("I2") == Sums(paid=1_000_000, open=1_000_000)
    office.adds_up()

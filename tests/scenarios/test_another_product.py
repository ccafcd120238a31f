"""A grant approved anew after the product changed, as Kioxia's of 2022 was in February 2024."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.states import MilestoneState, ScreeningState
from tests.scenarios.account import Sums
from tests.scenarios.plan import element, file, grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

OLD = grant(
    award=92_900_000_000,
    runs=("2022-07-26", "2026-03-31"),
    milestones=[
        milestone("M1", "2023-03-31"),
        milestone("M2", "2024-03-31", level=6, after=("M1",)),
    ],
    instalments=[
        instalment("I1", 40_000_000_000, "2023-03-31", "M1"),
        instalment("I2", 52_900_000_000, "2024-03-31", "M2"),
    ],
)
NEW = {
    **OLD,
    "elements": [*OLD["elements"], element("STACK")],
    "milestones": [*OLD["milestones"], milestone("M3", "2024-03-31", element="STACK")],
    "instalments": [
        OLD["instalments"][0],
        instalment("I2", 52_900_000_000, "2024-03-31", "M2", "M3"),
    ],
}
"""The same grant with the milestone of the new product, for which I2 waits as well."""

WHY = "The lines will make the eighth generation instead of the sixth"
END_OF_M2 = ("The old product is given up", (Amended.CONDITION_ENDED, "I2.M2", "ended"))


def test_the_old_milestone_goes_the_new_one_comes_and_only_then_it_is_paid(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2022-07-26",
        programme({2022: 40_000_000_000, 2023: 52_900_000_000}, {"screening months": "24"}),
        OLD,
    )
    office.officer.starts_the_grant()
    office.officer.asks_for_a_screening()
    office.council.clears_the_screening("Q1")
    office.on("2023-03-01").shows("M1")
    office.trains(10)
    office.pays("I1")

    # The consortium says that it will build something else. Everything stops.
    office.on("2023-10-02").everybody.places_a_hold(may_lift=Role.AUTHORISING_OFFICER, because=WHY)
    assert office.waits("H1") == ["lift, authorising officer, since 2023-10-02"]
    assert Reason.HELD in office.stands_in_the_way_of("I2")

    # The old milestone cannot simply go: without it no milestone stands behind I2.
    office.authoriser.is_refused(Reason.STILL_RESTED_ON).withdraws("M2", because=WHY)
    office.officer.is_refused(Reason.NO_MILESTONE_BEHIND).asks_to_amend(*END_OF_M2, because=WHY)

    # The milestone of the new product is entered by file, with the condition that I2 waits for it.
    assert office.takes_in(file(None, NEW), by="OFFICER-2") == []
    assert [c.milestone for c in office.file.conditions_of("I2")[0]] == ["M2", "M3"]
    office.on("2023-11-06").officer.asks_to_amend(*END_OF_M2, because=WHY)
    office.on("2023-11-20").authoriser.confirms_the_amendment("N1")
    office.authoriser.withdraws("M2", because=WHY)
    assert office.file.milestone("M2").state is MilestoneState.WITHDRAWN
    assert [c.milestone for c in office.file.conditions_of("I2")[0]] == ["M3"]
    assert office.takes_in(file(None, NEW), by="OFFICER-2") == []  # told again, it changes nothing
    assert [c.milestone for c in office.file.conditions_of("I2")[0]] == ["M3"]

    # Another product is another risk: the council looks again. Its first word counts meanwhile.
    office.officer.asks_for_a_screening()
    assert office.waits("Q2") == ["clear screening, council, since 2023-11-20"]
    assert office.finds(Reason.SCREENING_VALID, on="I2")[0].subject == "FAB/Q1"
    office.on("2023-12-11").second_council.clears_with_conditions(
        "Q2", conditions="No sale of the old line abroad", because="Acceptable on this condition"
    )
    (valid,) = office.finds(Reason.SCREENING_VALID, on="I2")
    assert valid.subject == "FAB/Q2"
    assert valid.facts["conditions"] == "No sale of the old line abroad"
    assert office.file.screening("Q2").state is ScreeningState.CONDITIONAL

    # The new product is shown, and now the hold is all that stands in the way.
    office.on("2024-02-06").shows("M3")
    office.officer.is_refused(Reason.HELD).proposes("I2")
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).lifts_the_hold("H1", because="All is done")
    office.officer.is_refused(Reason.ROLE_MISSING).lifts_the_hold("H1", because="All is done")
    office.authoriser.lifts_the_hold("H1", because="Approved anew on 6 February 2024")
    office.pays("I2")
    assert office.sums("I1") == Sums(paid=40_000_000_000)
    assert office.sums("I2") == Sums(paid=52_900_000_000)

    # What was agreed first is all still there to be read.
    (ended,) = (c for c in office.file.milestone_conditions if c.ended_by is not None)
    assert (ended.instalment, ended.milestone, ended.ended_by) == ("I2", "M2", "N1")
    assert office.file.amendment("N1").reason == WHY
    office.adds_up()


def test_a_file_adds_no_condition_to_what_is_paid_and_nothing_to_a_grant_at_its_end(
    opens: Callable[..., Account],
) -> None:
    office = opens("2022-07-26", programme({2022: 92_900_000_000}, {}), OLD)
    office.on("2023-03-01").shows("M1")
    office.trains(10)
    office.pays("I1")

    # What was paid on M1 is not made to wait for M2 afterwards: it could be claimed back then.
    waits_for_more = instalment("I1", 40_000_000_000, "2023-03-31", "M1", "M2")
    more = {**OLD, "instalments": [waits_for_more, OLD["instalments"][1]]}
    (problem,) = office.takes_in(file(None, more))
    assert (problem.place, problem.value) == ("grants[0].instalments[0]", "FAB/I1")

    # The award is cancelled. After that nothing comes into the grant by file any more.
    office.on("2023-04-03").authoriser.terminates_the_grant(keeps_earned=True, because=WHY)
    (problem,) = office.takes_in(file(None, NEW))
    assert (problem.place, problem.value) == ("grants[0]", "FAB")
    assert office.takes_in(file(None, OLD)) == []
    assert office.sums("I1") == Sums(paid=40_000_000_000)
    office.adds_up()

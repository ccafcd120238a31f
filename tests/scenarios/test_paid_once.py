"""No cost is paid for twice, private money is raised first, and a rate of cost has a cap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from portfolio.domain.acts.costs import ClaimCost
from portfolio.domain.cost import CostKind
from portfolio.domain.errors import Refused
from portfolio.domain.reason import Reason
from portfolio.domain.states import CostState
from portfolio.services import browse
from portfolio.services.perform import perform
from tests.scenarios.account import Sums
from tests.scenarios.plan import SOURCED, grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.finding import Finding
    from tests.scenarios.account import Account
    from tests.scenarios.plan import Part

THIRD = programme({2025: 200_000_000_000}, {"cost rate": "1/3"}, policy="rate of eligible cost")


def fab(code: str, *, raised: int = 185_800_000_000) -> Part:
    """Return a grant of 92.9 billion: a third of cost, once so much private money is raised."""
    return grant(
        code,
        award=92_900_000_000,
        runs=("2025-04-01", "2027-03-31"),
        milestones=[milestone("M1", "2025-06-30")],
        instalments=[
            instalment(
                "I1", 92_900_000_000, "2025-09-30", "M1",
                funding=[{"co_funding": "F1", "raised_minor": raised}],
            )
        ],
        co_funding=[
            {
                "code": "F1", "member": "LEAD", "title": "Shareholders' money",
                "promised_minor": raised, "due_on": "2025-08-31", **SOURCED,
            }
        ],
    )  # fmt: skip


def test_two_officers_claim_the_same_tool_on_two_grants_in_the_same_second(
    opens: Callable[..., Account],
) -> None:
    north = opens("2025-04-01", THIRD, fab("NORTH"), fab("SOUTH")).on("2025-07-01")
    both_ready = Barrier(2)

    def claims(account: Account, person: str) -> Finding | None:
        """Claim the tool as soon as both are ready; return what was found against it."""
        office = account.office.acting_as(person)
        request = ClaimCost(
            grant=account.grant, instalment="I1", member="LEAD", kind=CostKind.ASSET,
            key="EUV-0042", title="Exposure tool", amount_minor=30_000_000_000,
            incurred_on=account.days.today, document="Invoice", document_sha256="ab" * 32,
        )  # fmt: skip
        both_ready.wait()
        try:
            perform(office, request)
        except Refused as refused:
            (found,) = refused.obstacles
            return found
        return None

    with ThreadPoolExecutor(2) as desks:
        asked = [
            desks.submit(claims, north, "OFFICER-1"),
            desks.submit(claims, north.about("SOUTH"), "OFFICER-2"),
        ]
        refused = [each.result() for each in asked]

    # One gets through; the other is told which grant has the tool already.
    first, second = ("NORTH", "SOUTH") if refused[0] is None else ("SOUTH", "NORTH")
    (told,) = (found for found in refused if found is not None)
    assert told.reason is Reason.DOUBLE_FUNDING
    assert told.facts["claimed_as"] == f"{first}/K1"
    assert len(north.about(first).file.costs) == 1
    assert north.about(second).file.costs == ()

    # Nor is it claimed again later, on the one grant or the other.
    has_it, wants_it = north.about(first), north.about(second)
    for account in (has_it, wants_it):
        account.officer.is_refused(Reason.DOUBLE_FUNDING).claims_the_cost(
            "EUV-0042", 1, of="I1", kind=CostKind.ASSET
        )

    # Once it is refused there its key is free, and the other may claim it.
    has_it.assessor.refuses_the_cost("K1", because="It stands in the other fab")
    wants_it.officer.claims_the_cost("EUV-0042", 30_000_000_000, of="I1", kind=CostKind.ASSET)
    assert has_it.file.cost("K1").state is CostState.REFUSED
    assert wants_it.waits("K1") == ["accept cost, assessor, since 2025-07-01"]
    has_it.adds_up()
    wants_it.adds_up()


def test_a_third_of_the_cost_is_paid_once_the_private_money_is_there_up_to_the_cap(
    opens: Callable[..., Account],
) -> None:
    """METI's aid of 2022: a third of 278.8 billion, of which 92.9 were granted."""
    office = opens("2025-04-01", THIRD, fab("FAB"))
    assert browse.overview(office.office).grants[0].leverage is None
    office.on("2025-06-30").shows("M1")
    office.trains(10)
    office.officer.is_refused(Reason.FUNDING_SHORT, Reason.NO_COST_ACCEPTED).proposes("I1")

    # Costs are claimed by one and accepted by another.
    office.officer.claims_the_cost("BUILDING", 200_000_000_000, of="I1", kind=CostKind.ASSET)
    office.everybody.claims_the_cost("MASKS", 78_800_000_000, of="I1", kind=CostKind.COST_ITEM)
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).accepts_the_cost("K2")
    office.second_assessor.accepts_the_cost("K1")

    # Of the private money a part is raised first, and reported is not enough.
    office.on("2025-07-31").officer.reports_raised("F1", 100_000_000_000)
    assert office.waits("F1") == ["verify funding, assessor, since 2025-07-31"]
    office.second_officer.verifies_the_money("F1")
    (short,) = office.finds(Reason.FUNDING_SHORT, on="I1")
    assert short.facts["short_minor"] == 85_800_000_000
    assert office.on("2025-08-31").waits("F1") == [
        "report funding, grant officer, since 2025-08-31"
    ]
    office.officer.reports_raised("F1", 185_800_000_000)
    office.officer.is_refused(Reason.FUNDING_SHORT).proposes("I1")
    office.second_officer.verifies_the_money("F2")

    # A third of the building, rounded down to the yen.
    office.on("2025-09-30").pays("I1")
    assert office.sums("I1") == Sums(paid=66_666_666_666, open=26_233_333_334)
    # With the masks a third would be 92,933,333,333: more than was granted, and the cap holds.
    office.second_assessor.accepts_the_cost("K2")
    assert office.weighs("I1").earned_minor == 92_900_000_000
    office.pays("I1")
    assert office.sums("I1") == Sums(paid=92_900_000_000)

    # Two yen of private money for each yen of public money.
    (line,) = browse.overview(office.office).grants
    assert line.leverage == 2
    assert browse.overview(office.office).programmes[0].leverage == 2
    office.adds_up()

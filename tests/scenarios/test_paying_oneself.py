"""Somebody with every role tries every way to money alone: each time their own earlier part stops.

Every refusal here is for that one reason and no other: anybody else could have done it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.amendment import Amended
from portfolio.domain.cost import CostKind
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.waiver import Waivable
from tests.scenarios.account import Sums
from tests.scenarios.plan import SOURCED, covenant, file, grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account
    from tests.scenarios.desk import Desk

TERMS = {
    "cure months": "1", "waiver months": "12", "screening months": "12",
    "attestation months": "12", "breach recovery": "pro rata", "recovery days": "20",
    "advance share": "0.2", "advance months": "12", "stage gate": "committee",
}  # fmt: skip
PLAN = grant(
    award=3_000_000,
    runs=("2025-04-01", "2026-03-31"),
    milestones=[
        milestone("M1", "2025-06-30"),
        milestone("M2", "2025-09-30", level=6, after=("M1",)),
    ],
    instalments=[
        instalment("I1", 1_000_000, "2025-07-31", "M1"),
        instalment(
            "I2", 2_000_000, "2025-10-31", "M2",
            funding=[{"co_funding": "F1", "raised_minor": 500_000}],
        ),
    ],
    covenants=[covenant("V1", "Production", "continued production", "2025-04-01", "2026-03-31")],
    co_funding=[
        {
            "code": "F1", "member": "LEAD", "title": "Own money", "promised_minor": 500_000,
            "due_on": "2025-09-30", **SOURCED,
        }
    ],
)  # fmt: skip


@pytest.fixture
def office(opens: Callable[..., Account]) -> Account:
    """An agency that has screened the grant, seen M1 through its gate and the engineers trained."""
    office = opens("2025-04-01", programme({2025: 3_000_000}, TERMS), PLAN)
    office.officer.asks_for_a_screening()
    office.council.clears_the_screening("Q1")
    office.on("2025-06-20").shows("M1")
    office.second_assessor.passes_the_gate("G1")
    office.trains(10)
    return office


def stopped(office: Account) -> Desk:
    """Return the desk of somebody with every role, whose own earlier part must stop them."""
    return office.everybody.is_refused(Reason.DUTIES_COLLIDE)


def test_by_handing_in_what_they_judge_themselves(office: Account) -> None:
    office.everybody.hands_in("M2")
    office.everybody.submits("M2")
    stopped(office).assesses("M2")
    office.assessor.assesses("M2", lots=50)
    stopped(office).passes_the_gate("G2")
    stopped(office).grants_a_cure_of("M2", because="It only needs time")
    office.everybody.reports(10)
    stopped(office).verifies("R2")
    office.everybody.reports_raised("F1", 500_000)
    stopped(office).verifies_the_money("F1")
    office.everybody.claims_the_cost("MASKS", 1, of="I1", kind=CostKind.COST_ITEM)
    stopped(office).accepts_the_cost("K1")
    # They reported on the people of I1 as well: so its money goes by others, from end to end.
    office.second_assessor.accepts_the_cost("K1")
    office.second_officer.verifies("R2")
    office.officer.proposes("I1")
    stopped(office).confirms("P1")
    office.authoriser.confirms("P1")
    stopped(office).settles("P1")
    office.adds_up()


def test_by_proposing_what_they_confirm_and_settle_themselves(office: Account) -> None:
    office.everybody.proposes("I1", amount_minor=600_000, because="The first part")
    stopped(office).confirms("P1")
    stopped(office).sends_back("P1", because="To propose it better")
    office.authoriser.confirms("P1")
    stopped(office).settles("P1")
    office.accountant.settles("P1")
    # On this instalment they have proposed: a second payout on it is not theirs to confirm either.
    office.officer.proposes("I1")
    stopped(office).confirms("P2")
    office.authoriser.confirms("P2")
    stopped(office).settles("P2")
    office.accountant.settles("P2")
    assert office.sums("I1") == Sums(paid=1_000_000)
    office.adds_up()


def test_by_settling_what_they_confirmed(office: Account) -> None:
    office.officer.proposes("I1", amount_minor=600_000, because="The first part")
    office.everybody.confirms("P1")
    stopped(office).settles("P1")
    stopped(office).proposes("I1")
    office.adds_up()


def test_by_an_advance_to_themselves(office: Account) -> None:
    office.everybody.proposes_an_advance_on("I2", amount_minor=600_000, because="Ahead")
    stopped(office).confirms("P1")
    office.authoriser.confirms("P1")
    stopped(office).settles("P1")
    office.adds_up()


def test_by_a_waiver_of_their_own(office: Account) -> None:
    for condition, code in ((Waivable.MILESTONE, "M2"), (Waivable.CO_FUNDING, "F1")):
        office.everybody.asks_to_waive(
            condition, code, of="I2", until="2025-12-31", authority="The minister, orally",
            because="In the national interest",
        )  # fmt: skip
    stopped(office).confirms_the_waiver("W1")
    office.authoriser.confirms_the_waiver("W1")
    office.authoriser.confirms_the_waiver("W2")
    # What goes by their waiver does not go through their hands.
    office.officer.proposes("I2")
    stopped(office).confirms("P1")
    office.authoriser.confirms("P1")
    stopped(office).settles("P1")
    office.adds_up()


def test_by_an_amendment_of_their_own(office: Account) -> None:
    office.everybody.asks_to_amend(
        "More for what is shown already",
        (Amended.INSTALMENT_AMOUNT, "I1", "2500000"),
        (Amended.INSTALMENT_AMOUNT, "I2", "500000"),
        because="It is needed now",
    )
    stopped(office).confirms_the_amendment("N1")
    stopped(office).declines_the_amendment("N1", because="To ask for more")
    office.authoriser.confirms_the_amendment("N1")
    office.officer.proposes("I1")
    stopped(office).confirms("P1")
    office.authoriser.confirms("P1")
    stopped(office).settles("P1")
    office.adds_up()


def test_by_making_a_claim_on_themselves_go_away(office: Account) -> None:
    office.everybody.proposes("I1")
    office.authoriser.confirms("P1")
    office.accountant.settles("P1")
    office.on("2025-08-01").assessor.reverses("M1", level_now=4, because="Not repeated")
    # A claim that another makes on what they had proposed is not theirs to decline, ...
    office.officer.claims_back(Ground.REVERSAL, instalment="I1", because="Not repeated")
    stopped(office).declines_the_claim("B1", because="It was paid rightly")
    office.authoriser.declines_the_claim("B1", because="To be drawn up anew")
    # ... nor their own, which they neither confirm nor record as repaid, ...
    office.everybody.claims_back(Ground.REVERSAL, instalment="I1", because="Not repeated")
    stopped(office).declines_the_claim("B2", because="It was paid rightly")
    stopped(office).confirms_the_claim("B2")
    office.authoriser.confirms_the_claim("B2")
    stopped(office).records_as_repaid("B2", 1_000_000)
    # ... and what they ask to have written off, others write off or do not.
    office.everybody.asks_to_write_off("B2", authority="The minister, orally", because="Hardship")
    stopped(office).confirms_the_write_off("B2")
    stopped(office).declines_the_write_off("B2", because="To ask once more")
    office.adds_up()


def test_by_ending_what_they_themselves_began(office: Account) -> None:
    office.everybody.suspends("I2", because="Nothing is shown")
    office.on("2025-08-01").shows("M2")
    office.second_assessor.passes_the_gate("G2")
    office.officer.reports_raised("F1", 500_000)
    office.second_officer.verifies_the_money("F1")
    stopped(office).releases("S1")

    office.everybody.places_a_hold(may_lift=Role.AUTHORISING_OFFICER, because="A question")
    stopped(office).lifts_the_hold("H1", because="It was answered")

    office.everybody.asks_for_a_screening()
    stopped(office).clears_the_screening("Q2")
    stopped(office).clears_with_conditions("Q2", conditions="None", because="Fine")
    stopped(office).vetoes("Q2", because="To be seen to be strict")
    office.everybody.vetoes("Q1", because="To be seen to be strict")
    stopped(office).lifts_the_veto_on("Q1", because="It was a mistake")
    office.adds_up()


def test_by_reducing_what_they_themselves_suspended(office: Account) -> None:
    office.everybody.suspends("I2", because="Nothing is shown")
    office.on("2025-07-21").everybody.announces_the_reduction_of("S1", because="Not cured")
    stopped(office).reduces("S1", because="Not cured")
    office.adds_up()


def test_by_covenants_that_they_attest_and_find_kept(office: Account) -> None:
    office.on("2026-03-31").everybody.attests("V1", until="2026-03-31")
    stopped(office).finds_fulfilled("V1")
    stopped(office).finds_breached("V1", because="To be seen to be strict")
    office.assessor.finds_breached("V1", because="The line stands still")
    stopped(office).finds_remedied("V1", because="It runs again")
    office.adds_up()


def test_by_a_grant_that_they_entered_themselves(office: Account) -> None:
    draft = {**PLAN, "code": "OWN", "award": []}
    assert office.takes_in(file(None, draft), by="EVERYBODY-1") == []
    decided = {**PLAN, "code": "OWN"}
    assert office.takes_in(file(None, decided), by="EVERYBODY-1") == []
    own = office.about("OWN")
    stopped(own).awards_the_grant()
    own.authoriser.awards_the_grant()
    stopped(own).terminates_the_grant(because="To begin anew")
    own.everybody.starts_the_grant()
    own.everybody.completes_the_grant()
    own.everybody.announces_the_amount()
    stopped(own).fixes_the_amount()
    own.authoriser.fixes_the_amount()
    stopped(own).closes_the_accounts()
    own.adds_up()


def test_by_being_made_so_by_themselves(office: Account) -> None:
    """Roles are given by administrators: never to themselves, and never with a role on money."""
    from portfolio.domain.acts.entering import ChangePerson
    from portfolio.domain.errors import Refused
    from portfolio.services.people import put_person

    administrator = office.office.acting_as("ADMIN-1")
    for request, reasons in (
        (ChangePerson(code="ADMIN-1", give_roles=(Role.GRANT_OFFICER,)),
         {Reason.OWN_ROLES, Reason.ROLES_INCOMPATIBLE}),
        (ChangePerson(code="EVERYBODY-1", give_roles=(Role.ADMINISTRATOR,)),
         {Reason.ROLES_INCOMPATIBLE}),
    ):  # fmt: skip
        with pytest.raises(Refused) as caught:
            put_person(administrator, request)
        assert {f.reason for f in caught.value.obstacles} == reasons

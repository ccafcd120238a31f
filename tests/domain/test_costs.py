"""Costs: claimed by one person, accepted by another, and never funded twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portfolio.domain.acts.costs import AcceptCost, ClaimCost, RefuseCost
from portfolio.domain.cost import Cost, CostKind
from portfolio.domain.errors import Invalid, NotFound, Refused
from portfolio.domain.reason import Reason
from portfolio.domain.states import CostState
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    FIRST_DAY,
    GRANT,
    LAST_DAY,
    OFFICER,
    SECOND_OFFICER,
    Story,
    all_rounder,
    digest_of,
    ripe,
)

CLAIM = ClaimCost(
    grant=GRANT, instalment="I1", member="LEAD", kind=CostKind.ASSET, key="TOOL-4711",
    title="Exposure tool", amount_minor=900_000, incurred_on=DAY, document="Invoice",
    document_sha256=digest_of("Invoice"),
)  # fmt: skip
ACCEPT_K1 = AcceptCost(grant=GRANT, cost="K1")
REFUSE_K1 = RefuseCost(grant=GRANT, cost="K1")


@pytest.fixture
def claimed() -> Story:
    """A story in which the officer has claimed an exposure tool under I1."""
    story = Story()
    story.does(OFFICER, CLAIM)
    return story


def elsewhere(cost: Cost, state: CostState = CostState.CLAIMED) -> Story:
    """Return a story in which another grant has claimed such a cost."""
    story = Story()
    other = replace(cost, grant="FAB-2", code="K7", state=state)
    story.programme = replace(story.programme, claimed_elsewhere=(other,))
    return story


class TestClaiming:
    def test_puts_the_cost_on_file(self) -> None:
        story = Story()
        (step,) = story.does(OFFICER, CLAIM).steps
        cost = story.file.cost("K1")
        assert (cost.state, cost.key, cost.claimed_by) == (
            CostState.CLAIMED, "TOOL-4711", OFFICER.code,
        )  # fmt: skip
        assert step.amount_minor == cost.amount_minor == 900_000
        assert story.file.costs_of("I1") == (cost,)

    def test_says_that_the_key_is_free(self, claimed: Story) -> None:
        found = {f.reason: f for f in claimed.changes[-1].steps[0].findings}
        assert found[Reason.KEY_FREE].facts == {"kind": "asset", "key": "TOOL-4711"}

    def test_is_for_grant_officers(self) -> None:
        assert Story().why_not(ACCOUNTANT, CLAIM) == (Reason.ROLE_MISSING,)

    @pytest.mark.parametrize("wrong", [{"instalment": "I9"}, {"member": "NOBODY"}])
    def test_names_an_instalment_and_a_member_there_are(self, wrong: dict[str, str]) -> None:
        with pytest.raises(NotFound):
            Story().does(OFFICER, replace(CLAIM, **wrong))  # type: ignore[arg-type]  # texts both

    @pytest.mark.parametrize("day", [FIRST_DAY, DAY])
    def test_reaches_from_the_grants_first_day_until_today(self, day: date) -> None:
        story = Story()
        story.does(OFFICER, replace(CLAIM, incurred_on=day))
        assert story.file.cost("K1").incurred_on == day

    def test_of_a_cost_before_the_grant_is_refused(self) -> None:
        before = replace(CLAIM, incurred_on=FIRST_DAY - timedelta(days=1))
        assert Story().why_not(OFFICER, before) == (Reason.DAY_OUTSIDE_GRANT,)

    def test_of_a_cost_after_the_grant_is_refused(self) -> None:
        story = Story(day=LAST_DAY + timedelta(days=9))
        after = replace(CLAIM, incurred_on=LAST_DAY + timedelta(days=1))
        assert story.why_not(OFFICER, after) == (Reason.DAY_OUTSIDE_GRANT,)

    def test_of_a_cost_to_come_is_refused(self) -> None:
        tomorrow = replace(CLAIM, incurred_on=DAY + timedelta(days=1))
        assert Story().why_not(OFFICER, tomorrow) == (Reason.DAY_IN_FUTURE,)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"amount_minor": 0}, "amount"),
            ({"key": "tool 4711"}, "key"),
            ({"title": ""}, "title"),
            ({"document_sha256": "abc"}, "document_sha256"),
        ],
        ids=["nothing", "no code", "no title", "no digest"],
    )
    def test_of_what_cannot_be_is_invalid(self, changed: dict[str, object], field: str) -> None:
        values = {name: getattr(CLAIM, name) for name in CLAIM.__dataclass_fields__}
        with pytest.raises(Invalid) as caught:
            Story().does(OFFICER, ClaimCost(**{**values, **changed}))
        assert caught.value.field == field


class TestDoubleFunding:
    def test_is_found_within_the_grant(self, claimed: Story) -> None:
        again = replace(CLAIM, instalment="I2", member="SCHOOL", title="The same tool")
        (found,) = claimed.refusal(OFFICER, again).obstacles
        assert found.reason is Reason.DOUBLE_FUNDING
        assert found.facts["claimed_as"] == f"{GRANT}/K1"

    def test_is_found_across_grants(self, claimed: Story) -> None:
        story = elsewhere(claimed.file.cost("K1"), state=CostState.ACCEPTED)
        (found,) = story.refusal(OFFICER, CLAIM).obstacles
        assert found.reason is Reason.DOUBLE_FUNDING
        assert (found.facts["claimed_as"], found.facts["state"]) == ("FAB-2/K7", "accepted")

    def test_names_every_claim_there_is(self, claimed: Story) -> None:
        claimed.programme = elsewhere(claimed.file.cost("K1")).programme
        found = claimed.refusal(OFFICER, CLAIM).obstacles
        assert [f.facts["claimed_as"] for f in found] == [f"{GRANT}/K1", "FAB-2/K7"]

    def test_is_not_a_refused_claim(self, claimed: Story) -> None:
        refused = elsewhere(claimed.file.cost("K1"), state=CostState.REFUSED)
        refused.does(OFFICER, CLAIM)
        claimed.does(SECOND_OFFICER, REFUSE_K1, "Invoice of another buyer")
        claimed.does(OFFICER, CLAIM)
        assert claimed.file.cost("K2").state is CostState.CLAIMED

    def test_is_the_same_key_also_under_another_kind(self, claimed: Story) -> None:
        renamed = replace(CLAIM, kind=CostKind.COST_ITEM)
        assert claimed.why_not(OFFICER, renamed) == (Reason.DOUBLE_FUNDING,)

    def test_is_not_another_key(self, claimed: Story) -> None:
        claimed.does(OFFICER, replace(CLAIM, key="TOOL-4712"))
        assert claimed.file.cost("K2").key == "TOOL-4712"


class TestDeciding:
    def test_accepts_for_another_officer_or_an_assessor(self, claimed: Story) -> None:
        claimed.does(OFFICER, replace(CLAIM, key="TOOL-4712"))
        claimed.does(SECOND_OFFICER, ACCEPT_K1)
        claimed.does(ASSESSOR, replace(ACCEPT_K1, cost="K2"))
        first, second = claimed.file.costs
        assert (first.state, first.decided_by) == (CostState.ACCEPTED, SECOND_OFFICER.code)
        assert (second.state, second.decided_by) == (CostState.ACCEPTED, ASSESSOR.code)

    def test_is_never_for_who_claimed(self, claimed: Story) -> None:
        assert claimed.why_not(OFFICER, ACCEPT_K1) == (Reason.DUTIES_COLLIDE,)
        assert claimed.why_not(OFFICER, REFUSE_K1, "Too much") == (Reason.DUTIES_COLLIDE,)

    def test_refuses_with_a_reason(self, claimed: Story) -> None:
        assert claimed.why_not(SECOND_OFFICER, REFUSE_K1) == (Reason.REASON_MISSING,)
        claimed.does(SECOND_OFFICER, REFUSE_K1, "Invoice of another buyer")
        assert claimed.file.cost("K1").state is CostState.REFUSED

    def test_is_done_once(self, claimed: Story) -> None:
        claimed.does(SECOND_OFFICER, ACCEPT_K1)
        assert claimed.why_not(SECOND_OFFICER, ACCEPT_K1) == (Reason.MOVE_IMPOSSIBLE,)

    def test_does_not_count_from_before_the_claim(self, claimed: Story) -> None:
        yesterday = DAY - timedelta(days=1)
        assert claimed.why_not(SECOND_OFFICER, ACCEPT_K1, on=yesterday) == (
            Reason.DAY_BEFORE_LAST_MOVE,
        )

    def test_of_what_is_not_there_is_not_found(self) -> None:
        with pytest.raises(NotFound):
            Story().does(SECOND_OFFICER, ACCEPT_K1)


def test_who_confirmed_a_payout_claims_and_accepts_no_cost_of_its_instalment() -> None:
    both = all_rounder("BOTH")
    story = ripe()
    story.does(OFFICER, CLAIM)
    story.proposes("I1", 100_000)
    story.confirms("P1", by=both)
    assert story.why_not(both, ACCEPT_K1) == (Reason.DUTIES_COLLIDE,)
    assert story.why_not(both, replace(CLAIM, key="TOOL-4712")) == (Reason.DUTIES_COLLIDE,)
    story.does(both, replace(CLAIM, instalment="I2", key="TOOL-4712"))


def test_who_accepted_a_cost_confirms_no_payout_of_its_instalment() -> None:
    both = all_rounder("BOTH")
    story = ripe()
    story.does(OFFICER, CLAIM)
    story.does(both, ACCEPT_K1)
    payout = story.proposes("I1").code
    with pytest.raises(Refused, match="duties collide"):
        story.confirms(payout, by=both)
    assert story.confirms(payout, by=AUTHORISER).confirmed_by == AUTHORISER.code

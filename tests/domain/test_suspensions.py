"""Money withheld for a shortfall: how much, from where, until when, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.payouts import ConfirmPayout
from portfolio.domain.acts.recoveries import DeclineRecovery, ProposeRecovery
from portfolio.domain.acts.suspensions import (
    AnnounceReduction,
    ReduceSuspension,
    ReleaseSuspension,
    SuspendInstalment,
)
from portfolio.domain.errors import CaseChanged
from portfolio.domain.gathering import payout_case
from portfolio.domain.instalment import MilestoneCondition
from portfolio.domain.milestone import Verdict
from portfolio.domain.policies import PolicyName
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import SuspensionState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    Story,
    all_rounder,
    grant_file,
    programme_file,
    reasons,
    ripe,
)

if TYPE_CHECKING:
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.domain.suspension import Suspension, Withholding

SIX_MONTHS = {TermName.CURE_MONTHS: "6"}
WITH_NOTICE = {**SIX_MONTHS, TermName.REDUCTION_NOTICE_MONTHS: "2"}
SHORT = "The target is not shown"
SUSPEND_I1 = SuspendInstalment(grant=GRANT, instalment="I1")
ANNOUNCE = AnnounceReduction(grant=GRANT, suspension="S1")
RELEASE = ReleaseSuspension(grant=GRANT, suspension="S1")
REDUCE = ReduceSuspension(grant=GRANT, suspension="S1")


def by_unit_value(
    allocation: int, items: int, coefficient: str, terms: dict[TermName, str] | None = None
) -> Story:
    """Return a story in which I1 pays by unit value, and one item of a weight is not shown yet."""
    file = grant_file(award=allocation + 2_000_000)
    (first, second) = file.instalments
    file = replace(
        file,
        instalments=(replace(first, amount_minor=allocation), second),
        milestone_conditions=(
            MilestoneCondition(
                grant=GRANT, instalment="I1", milestone="M1", coefficient=Fraction(coefficient)
            ),
            file.milestone_conditions[1],
        ),
    )
    programme = programme_file(
        policy=PolicyName.UNIT_VALUE,
        budgets={2025: 2 * allocation, 2026: allocation},
        terms={TermName.ITEMS: str(items), **SIX_MONTHS, **(terms or {})},
    )
    story = Story(file=file, programme=programme)
    story.trains(60)
    return story


def short_by_people(trained: int, terms: dict[TermName, str] | None = None) -> Story:
    """Return a story in which M1 is met and I1 scales with the engineers, of 60, trained so far."""
    return ripe(
        programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL, terms=terms or SIX_MONTHS),
        trained=trained,
    )


def fallen() -> Story:
    """Return a story in which I1 was paid whole and M1 was reversed since."""
    story = short_by_people(60)
    story.pays("I1")
    story.reverses("M1", 4)
    return story


def suspends(story: Story, instalment: str = "I1") -> Suspension:
    story.does(OFFICER, SuspendInstalment(grant=GRANT, instalment=instalment), SHORT)
    return story.file.suspensions[-1]


def weighed(story: Story, instalment: str = "I1") -> Entitlement:
    """Return what is payable, having checked that every yen of the instalment is somewhere."""
    found = entitlement(payout_case(story.file, story.programme, instalment, as_of=story.day))
    case = found.case
    parts = (case.taken_minor, found.withheld_minor, case.reduced_minor, found.open_minor)
    assert sum(parts) == case.scheduled_minor
    assert min(parts) >= 0
    return found


def withholding(story: Story, instalment: str) -> Withholding:
    return next(w for w in story.file.withholdings if w.instalment == instalment)


class TestHowMuch:
    @pytest.mark.parametrize(
        ("allocation", "items", "coefficient", "withheld"),
        [
            (2_224_195_119, 191, "0.75", 8_733_750),
            (2_224_195_119, 191, "1.5", 17_467_500),
            (2_224_195_119, 191, "2.25", 26_201_251),
            (12_132_000_000, 341, "1", 35_577_712),
            (12_132_000_000, 341, "0.5", 17_788_856),
        ],
    )
    def test_the_published_unit_values_are_withheld_to_the_unit(
        self, allocation: int, items: int, coefficient: str, withheld: int
    ) -> None:
        """Lithuania and Romania 2023, under the EU Recovery and Resilience Facility."""
        story = by_unit_value(allocation, items, coefficient)
        assert suspends(story).amount_minor == withheld
        assert weighed(story).payable_minor == allocation - withheld
        assert story.changes[-1].steps[0].amount_minor == withheld

    def test_what_was_withheld_gross_is_paid_net_of_the_advance_it_clears(self) -> None:
        """26,201,251 withheld gross, 13 % pre-financing already cleared: 22,795,088 net."""
        story = by_unit_value(
            2_224_195_119, 191, "2.25",
            {
                TermName.ADVANCE_SHARE: "0.2", TermName.ADVANCE_MONTHS: "24",
                TermName.CLEARING_SHARE: "0.13",
            },
        )  # fmt: skip
        story.advances("I1", 289_200_000)
        suspends(story)
        story.pays("I1")
        story.shows("M1")
        story.does(AUTHORISER, RELEASE)
        rest = story.pays("I1")
        assert (rest.amount_minor, rest.cash_minor) == (26_201_251, 22_795_088)
        assert rest.clears_minor == 26_201_251 - 22_795_088

    def test_the_share_short_is_withheld_and_the_rest_stays_payable(self) -> None:
        story = short_by_people(45)
        assert suspends(story).amount_minor == 250_000
        found = weighed(story)
        assert (found.earned_minor, found.payable_minor) == (750_000, 750_000)
        assert found.withheld_minor == 250_000
        assert Reason.SUSPENDED in reasons(found.findings)

    def test_a_gate_that_is_shut_withholds_the_whole(self) -> None:
        story = Story(programme=programme_file(terms=SIX_MONTHS))
        assert suspends(story).amount_minor == 1_000_000

    def test_where_nothing_is_short_nothing_can_be_suspended(self) -> None:
        story = short_by_people(60)
        assert story.why_not(OFFICER, SUSPEND_I1, SHORT) == (Reason.NO_SHORTFALL,)

    def test_without_a_time_for_the_cure_in_the_terms_nothing_can_be_suspended(self) -> None:
        story = short_by_people(45, {TermName.REDUCTION_NOTICE_MONTHS: "2"})
        assert story.why_not(OFFICER, SUSPEND_I1, SHORT) == (Reason.TERM_MISSING,)

    def test_a_suspension_has_its_reason_and_never_begins_on_an_earlier_day(self) -> None:
        story = short_by_people(45)
        assert story.why_not(OFFICER, SUSPEND_I1) == (Reason.REASON_MISSING,)
        yesterday = DAY - timedelta(days=1)
        refused = story.why_not(OFFICER, SUSPEND_I1, SHORT, on=yesterday)
        assert refused == (Reason.DAY_NOT_TODAY,)

    def test_one_shortfall_is_not_suspended_twice(self) -> None:
        story = short_by_people(45)
        suspends(story)
        assert Reason.SUSPENDED_ALREADY in story.why_not(OFFICER, SUSPEND_I1, SHORT)

    def test_a_proposal_made_before_is_weighed_anew(self) -> None:
        story = short_by_people(45)
        story.proposes("I1", 100_000)
        suspends(story)
        with pytest.raises(CaseChanged):
            story.does(AUTHORISER, ConfirmPayout(grant=GRANT, payout="P1"))


class TestWhatOneInstalmentDoesNotHold:
    def test_is_withheld_from_the_next_ones(self) -> None:
        story = fallen()
        assert suspends(story).amount_minor == 1_000_000
        assert withholding(story, "I2").amount_minor == 1_000_000
        assert weighed(story, "I2").withheld_minor == 1_000_000

    def test_comes_off_what_is_earned_there_and_not_off_what_is_short_there_anyway(self) -> None:
        story = fallen()
        suspends(story)
        story.shows("M1")
        story.shows("M2")
        story.trains(10, "C2")
        found = weighed(story, "I2")
        assert (found.earned_minor, found.case.carried_minor) == (1_000_000, 1_000_000)
        assert found.remaining_minor == 0

    def test_is_withheld_as_far_as_the_grant_goes_and_the_rest_is_named(self) -> None:
        story = fallen()
        story.file = story.file.with_records(
            [replace(story.file.instalment("I2"), amount_minor=400_000)]
        )
        assert suspends(story).amount_minor == 400_000
        finding = next(
            f for f in story.changes[-1].steps[0].findings if f.reason is Reason.CANNOT_WITHHOLD_ALL
        )
        assert finding.effect is Effect.WITHHOLDS
        assert finding.facts["left_minor"] == 600_000

    def test_is_refused_where_there_is_nothing_left_to_withhold(self) -> None:
        story = ripe(programme_file(policy=PolicyName.REDUCED_BY_SHORTFALL, terms=SIX_MONTHS))
        story.file = replace(story.file, instalments=story.file.instalments[:1])
        story.pays("I1")
        story.reverses("M1", 4)
        refusal = story.refusal(OFFICER, SUSPEND_I1, SHORT)
        assert reasons(refusal.obstacles) == (Reason.CANNOT_WITHHOLD_ALL,)

    def test_is_not_withheld_where_it_is_claimed_back(self) -> None:
        story = fallen()
        story.programme = programme_file(terms={**SIX_MONTHS, TermName.RECOVERY_DAYS: "20"})
        story.claims(Ground.REVERSAL, instalment="I1")
        assert story.why_not(OFFICER, SUSPEND_I1, SHORT) == (Reason.NO_SHORTFALL,)

    def test_can_be_withheld_once_the_claim_is_declined(self) -> None:
        story = fallen()
        claim = ProposeRecovery(grant=GRANT, ground=Ground.REVERSAL, instalment="I1")
        story.does(OFFICER, claim, SHORT)
        assert story.why_not(OFFICER, SUSPEND_I1, SHORT) == (Reason.NO_SHORTFALL,)
        story.does(AUTHORISER, DeclineRecovery(grant=GRANT, recovery="B1"), "Withhold it instead")
        assert suspends(story).amount_minor == 1_000_000


class TestTheTimeForTheCure:
    @pytest.mark.parametrize(
        ("suspended", "months", "due"),
        [
            (date(2025, 5, 28), "6", date(2025, 11, 28)),  # Romania 2025, published
            (date(2025, 8, 31), "6", date(2026, 2, 28)),
            (date(2027, 8, 31), "6", date(2028, 2, 29)),
            (date(2025, 10, 31), "1", date(2025, 11, 30)),
            (date(2025, 12, 31), "14", date(2027, 2, 28)),
        ],
    )
    def test_ends_so_many_months_later_at_the_latest_on_the_last_of_the_month(
        self, suspended: date, months: str, due: date
    ) -> None:
        story = Story(programme=programme_file(terms={TermName.CURE_MONTHS: months}), day=suspended)
        assert suspends(story).cure_due_on == due

    def test_runs_through_its_last_day(self) -> None:
        story = short_by_people(45)
        due = suspends(story).cure_due_on
        story.day = due
        assert story.why_not(OFFICER, ANNOUNCE, SHORT) == (Reason.DEADLINE_NOT_OVER,)
        story.day = due + timedelta(days=1)
        story.does(OFFICER, ANNOUNCE, SHORT)
        assert story.file.suspension("S1").state is SuspensionState.ANNOUNCED

    def test_is_followed_by_the_time_to_object_where_the_terms_give_one(self) -> None:
        story = announced(WITH_NOTICE)
        reduce_from = story.file.suspension("S1").reduce_from
        assert reduce_from == date(2026, 2, 3)
        story.day = reduce_from - timedelta(days=1)
        assert story.why_not(AUTHORISER, REDUCE, SHORT) == (Reason.DEADLINE_NOT_OVER,)
        story.day = reduce_from
        story.does(AUTHORISER, REDUCE, SHORT)
        assert story.file.suspension("S1").state is SuspensionState.REDUCED

    def test_is_followed_by_nothing_where_the_terms_give_none(self) -> None:
        story = announced(SIX_MONTHS)
        story.does(AUTHORISER, REDUCE, SHORT)
        assert story.file.suspension("S1").state is SuspensionState.REDUCED

    def test_never_ends_in_a_reduction_that_was_not_announced(self) -> None:
        story = short_by_people(45)
        suspends(story)
        story.day = date(2026, 1, 15)
        assert story.why_not(AUTHORISER, REDUCE, SHORT) == (Reason.MOVE_IMPOSSIBLE,)

    def test_to_object_never_begins_on_an_earlier_day(self) -> None:
        story = short_by_people(45, WITH_NOTICE)
        due = suspends(story).cure_due_on
        story.day = due + timedelta(days=10)
        earlier = due + timedelta(days=5)
        assert story.why_not(OFFICER, ANNOUNCE, SHORT, on=earlier) == (Reason.DAY_NOT_TODAY,)


def announced(terms: dict[TermName, str], trained: int = 45) -> Story:
    """Return a story in which a reduction of I1 was announced the day after the cure was due."""
    story = short_by_people(trained, terms)
    story.day = suspends(story).cure_due_on + timedelta(days=1)
    story.does(OFFICER, ANNOUNCE, SHORT)
    return story


class TestWhatBecomesOfIt:
    def test_half_progress_by_the_end_of_the_cure_releases_half_and_reduces_half(self) -> None:
        """17,467,500 withheld, 50 % shown: 8,733,750 each way (Lithuania 2024)."""
        story = by_unit_value(2_224_195_119, 191, "1.5")
        story.day = suspends(story).cure_due_on
        story.shows("M1", Verdict.MET, Verdict.NOT_MET)
        release = story.does(AUTHORISER, RELEASE)
        story.day += timedelta(days=1)
        story.does(OFFICER, ANNOUNCE, SHORT)
        reduction = story.does(AUTHORISER, REDUCE, SHORT)
        acts = [(s.act, s.amount_minor) for c in (release, reduction) for s in c.steps]
        assert acts == [(Act.RELEASE_PART, 8_733_750), (Act.REDUCE, 8_733_750)]
        (kept,) = story.file.withholdings
        assert (kept.released_minor, kept.reduced_minor) == (8_733_750, 8_733_750)
        found = weighed(story)
        assert found.case.reduced_minor == 8_733_750
        assert found.payable_minor == 2_224_195_119 - 8_733_750

    def test_all_of_it_is_released_once_all_is_shown(self) -> None:
        story = short_by_people(45)
        suspends(story)
        story.pays("I1")
        story.trains(60)
        (step,) = story.does(AUTHORISER, RELEASE).steps
        assert (step.act, step.amount_minor) == (Act.RELEASE, 250_000)
        assert step.after is SuspensionState.RELEASED
        assert weighed(story).payable_minor == 250_000

    def test_it_is_released_in_parts_as_the_cure_goes_on(self) -> None:
        story = short_by_people(30)
        suspends(story)
        for trained, cured in ((36, 100_000), (45, 150_000)):
            story.trains(trained)
            (step,) = story.does(AUTHORISER, RELEASE).steps
            assert (step.act, step.amount_minor) == (Act.RELEASE_PART, cured)
            assert step.after is SuspensionState.PARTLY_RELEASED
        assert weighed(story).withheld_minor == 250_000

    def test_a_cure_after_the_announcement_still_counts(self) -> None:
        story = announced(WITH_NOTICE)
        story.trains(54)
        (step,) = story.does(AUTHORISER, RELEASE).steps
        assert (step.act, step.amount_minor) == (Act.RELEASE_PART, 150_000)
        assert step.after is SuspensionState.ANNOUNCED

    def test_nothing_is_released_while_nothing_is_cured(self) -> None:
        story = short_by_people(45)
        suspends(story)
        assert story.why_not(AUTHORISER, RELEASE) == (Reason.NOTHING_CURED,)

    def test_what_is_cured_is_released_before_the_rest_is_reduced(self) -> None:
        story = announced(SIX_MONTHS)
        story.trains(54)
        assert story.why_not(AUTHORISER, REDUCE, SHORT) == (Reason.SHORTFALL_CURED,)
        story.does(AUTHORISER, RELEASE)
        story.does(AUTHORISER, REDUCE, SHORT)
        found = weighed(story)
        assert (found.payable_minor, found.case.reduced_minor) == (900_000, 100_000)

    def test_what_was_reduced_is_never_paid_and_never_withheld_again(self) -> None:
        story = announced(SIX_MONTHS)
        story.does(AUTHORISER, REDUCE, SHORT)
        assert story.why_not(OFFICER, SUSPEND_I1, SHORT) == (Reason.NO_SHORTFALL,)
        story.trains(60)
        found = weighed(story)
        assert (found.earned_minor, found.payable_minor) == (1_000_000, 750_000)

    def test_a_shortfall_that_grows_again_is_suspended_anew(self) -> None:
        story = announced(SIX_MONTHS)
        story.does(AUTHORISER, REDUCE, SHORT)
        story.reverses("M1", 4)
        assert suspends(story).amount_minor == 750_000
        assert weighed(story).case.reduced_minor == 250_000

    def test_what_is_withheld_elsewhere_is_released_and_reduced_there(self) -> None:
        story = fallen()
        story.day = suspends(story).cure_due_on + timedelta(days=1)
        story.does(OFFICER, ANNOUNCE, SHORT)
        story.does(AUTHORISER, REDUCE, SHORT)
        assert withholding(story, "I2").reduced_minor == 1_000_000
        assert weighed(story, "I2").open_minor == 1_000_000
        refused = story.why_not(
            OFFICER,
            ProposeRecovery(grant=GRANT, ground=Ground.REVERSAL, instalment="I1"),
            SHORT,
        )
        assert refused == (Reason.NOTHING_OWED_BACK,)

    def test_a_claim_on_what_was_paid_lets_go_of_what_is_withheld_for_it(self) -> None:
        story = fallen()
        story.programme = programme_file(terms={**SIX_MONTHS, TermName.RECOVERY_DAYS: "20"})
        suspends(story)
        story.claims(Ground.REVERSAL, instalment="I1")
        (step,) = story.does(AUTHORISER, RELEASE).steps
        assert (step.act, step.amount_minor) == (Act.RELEASE, 1_000_000)


class TestWho:
    def test_who_suspends_does_not_rule_on_it(self) -> None:
        story = short_by_people(45)
        both = all_rounder("BOTH")
        story.does(both, SUSPEND_I1, SHORT)
        story.trains(60)
        assert story.why_not(both, RELEASE) == (Reason.DUTIES_COLLIDE,)

    def test_who_showed_the_cure_does_not_rule_on_it(self) -> None:
        story = short_by_people(45)
        both = all_rounder("BOTH")
        suspends(story)
        story.trains(60, by=both)
        assert story.why_not(both, RELEASE) == (Reason.DUTIES_COLLIDE,)

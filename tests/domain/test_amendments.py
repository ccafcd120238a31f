"""Amendments: dates, amounts, levels and criteria changed by two people, the old beside the new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.amendments import (
    ChangeAsked,
    ConfirmAmendment,
    DeclineAmendment,
    ProposeAmendment,
)
from portfolio.domain.acts.entering import enter_grant
from portfolio.domain.acts.payouts import ConfirmPayout
from portfolio.domain.acts.reskilling import VerifyReport
from portfolio.domain.amendment import Amended
from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid, NotFound, Refused
from portfolio.domain.instalment import Instalment, MilestoneCondition, PayoutKind
from portfolio.domain.people import Role
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.amending import dependants
from portfolio.domain.rules.entry import entry_findings
from portfolio.domain.states import (
    AmendmentState,
    GrantState,
    MilestoneState,
    PayoutState,
    SuspensionState,
)
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    LAST_DAY,
    OFFICER,
    SECOND_OFFICER,
    SOURCE,
    Story,
    grant_file,
    occasion,
    people_condition,
    person,
    reasons,
    ripe,
    with_funding,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.change import Change
    from portfolio.domain.grant_file import GrantFile

CONFIRM = ConfirmAmendment(grant=GRANT, amendment="N1")
DECLINE = DeclineAmendment(grant=GRANT, amendment="N1")
WHY = "The supplier is a year late"


def asks(*changes: tuple[Amended, str, str]) -> ProposeAmendment:
    """Return the request to change these things: what, of which, to what."""
    return ProposeAmendment(
        grant=GRANT, title="Second version of the plan", source="Letter of 2 June 2025",
        changes=tuple(ChangeAsked(what=w, subject=s, new=new) for w, s, new in changes),
    )  # fmt: skip


MOVE_MONEY = asks(
    (Amended.INSTALMENT_AMOUNT, "I1", "800000"), (Amended.INSTALMENT_AMOUNT, "I2", "2200000")
)
LATER = asks((Amended.MILESTONE_DUE, "M1", "2026-03-31"))


def amend(story: Story, request: ProposeAmendment) -> Change:
    """Propose an amendment and have it confirmed."""
    story.does(SECOND_OFFICER, request, WHY)
    return story.does(
        AUTHORISER, replace(CONFIRM, amendment=story.file.amendments[-1].code)
    )  # fmt: skip


def amounts(file: GrantFile) -> list[int]:
    return [i.amount_minor for i in file.instalments]


class TestProposing:
    def test_writes_down_what_is_and_what_becomes_of_it_and_changes_nothing(self) -> None:
        story = Story()
        change = story.does(SECOND_OFFICER, MOVE_MONEY, WHY)
        amendment = story.file.amendment("N1")
        assert (amendment.state, amendment.reason) == (AmendmentState.PROPOSED, WHY)
        assert (amendment.proposed_by, amendment.changes_award) == (SECOND_OFFICER.code, False)
        assert [(n.subject, n.old, n.new) for n in story.file.lines_of("N1")] == [
            ("I1", "1000000", "800000"),
            ("I2", "2000000", "2200000"),
        ]
        assert amounts(story.file) == [1_000_000, 2_000_000]
        assert Reason.TOTALS_PRESERVED in reasons(change.steps[0].findings)

    def test_needs_a_reason_and_an_officer_who_judged_nothing_it_names(self) -> None:
        story = ripe()
        later = asks((Amended.COMMITMENT_DUE, "C1", "2026-09-30"))
        assert story.why_not(OFFICER, later) == (Reason.REASON_MISSING,)
        assert story.why_not(AUTHORISER, later, WHY) == (Reason.ROLE_MISSING,)
        judge = person(ASSESSOR.code, Role.GRANT_OFFICER)
        on_instalment = asks((Amended.INSTALMENT_DAY, "I1", "2025-12-15"))
        assert story.why_not(judge, on_instalment, WHY) == (Reason.DUTIES_COLLIDE,)
        story.does(judge, asks((Amended.COMMITMENT_DUE, "C2", "2026-09-30")), WHY)

    @pytest.mark.parametrize(
        ("what", "subject", "new", "written"),
        [
            (Amended.CONDITION_SHARE, "I1.M1", "0.50", "1/2"),
            (Amended.COMMITMENT_PERSONS, "C1", "0070", "70"),
            (Amended.CRITERION_TARGET, "M1.YIELD", " 62.50", "62.50"),
        ],
        ids=str,
    )
    def test_writes_a_value_in_its_one_form(
        self, what: Amended, subject: str, new: str, written: str
    ) -> None:
        story = Story()
        story.does(OFFICER, asks((what, subject, new)), WHY)
        assert story.file.lines_of("N1")[0].new == written

    def test_names_something_to_change_and_each_once(self) -> None:
        for changes in ((), ((Amended.GRANT_END, GRANT, "2028-01-01"),) * 2):
            with pytest.raises(Invalid) as caught:
                asks(*changes)
            assert caught.value.field == "changes"

    @pytest.mark.parametrize("field", ["title", "source"])
    def test_has_a_name_and_a_source(self, field: str) -> None:
        with pytest.raises(Invalid) as caught:
            replace(MOVE_MONEY, **{field: " "})  # type: ignore[arg-type]  # one of its two texts
        assert caught.value.field == field

    def test_of_what_stands_so_already_is_refused(self) -> None:
        same = asks((Amended.MILESTONE_DUE, "M1", "2025-09-30"))
        (found,) = Story().refusal(OFFICER, same, WHY).obstacles
        assert (found.reason, found.subject) == (Reason.CHANGES_NOTHING, f"{GRANT}/M1")
        assert found.facts["now"] == "2025-09-30"

    @pytest.mark.parametrize(
        ("what", "subject", "new"),
        [
            (Amended.MILESTONE_DUE, "M1", "31.3.2026"),
            (Amended.MILESTONE_DUE, "M1", "2026-02-30"),
            (Amended.MILESTONE_LEVEL, "M1", "five"),
            (Amended.CRITERION_TARGET, "M1.YIELD", "NaN"),
            (Amended.COMMITMENT_PERSONS, "C1", "0"),
            (Amended.COMMITMENT_PERSONS, "C1", "-5"),
            (Amended.INSTALMENT_AMOUNT, "I1", "1,000"),
            (Amended.INSTALMENT_AMOUNT, "I1", "0"),
            (Amended.INSTALMENT_AMOUNT, "I1", "9999999999999999"),
            (Amended.INSTALMENT_DAY, "I1", "2525-12-01"),
            (Amended.CONDITION_SHARE, "I1.M1", "3/2"),
            (Amended.CONDITION_SHARE, "I1.M1", "0"),
            (Amended.CONDITION_PERSONS, "I1.C1", "many"),
            (Amended.CONDITION_MOVED, "I1.M1", "the second"),
            (Amended.CONDITION_MOVED, "I1.C1", "I2"),
            (Amended.CONDITION_ENDED, "I1.M1", "away"),
            (Amended.GRANT_END, GRANT, "2024-03-31"),
            (Amended.AWARD, GRANT, "4 million"),
        ],
        ids=str,
    )
    def test_gives_values_that_can_be(self, what: Amended, subject: str, new: str) -> None:
        with pytest.raises(Invalid) as caught:
            Story().does(OFFICER, asks((what, subject, new)), WHY)
        assert (caught.value.field, caught.value.value) == ("new", new)

    @pytest.mark.parametrize(
        ("what", "subject", "new"),
        [
            (Amended.MILESTONE_DUE, "M9", "2026-03-31"),
            (Amended.CRITERION_TARGET, "M1", "62"),
            (Amended.CRITERION_TARGET, "M1.SPEED", "62"),
            (Amended.COMMITMENT_DUE, "M1", "2026-03-31"),
            (Amended.INSTALMENT_DAY, "I9", "2026-03-31"),
            (Amended.CONDITION_SHARE, "I1.C1", "1/2"),
            (Amended.CONDITION_PERSONS, "I1.M1", "20"),
            (Amended.CONDITION_MOVED, "I2.M1", "I1"),
            (Amended.CONDITION_MOVED, "I1.M1", "I9"),
            (Amended.AWARD, "FAB-2", "4000000"),
            (Amended.GRANT_END, "I1", "2028-01-01"),
        ],
        ids=str,
    )
    def test_of_what_is_not_there_is_not_found(self, what: Amended, subject: str, new: str) -> None:
        with pytest.raises(NotFound):
            Story().does(OFFICER, asks((what, subject, new)), WHY)


class TestConfirming:
    @pytest.mark.parametrize(
        ("what", "subject", "new", "read", "expected"),
        [
            (
                Amended.MILESTONE_LEVEL, "M2", "5",
                lambda f: f.milestone("M2").level, 5,
            ),
            (
                Amended.CRITERION_TARGET, "M1.YIELD", "55.5",
                lambda f: f.criteria_of("M1")[0].target, Decimal("55.5"),
            ),
            (
                Amended.COMMITMENT_DUE, "C1", "2026-09-30",
                lambda f: f.commitment("C1").due_on, date(2026, 9, 30),
            ),
            (
                Amended.COMMITMENT_PERSONS, "C1", "80",
                lambda f: f.commitment("C1").persons, 80,
            ),
            (
                Amended.CONDITION_SHARE, "I1.M1", "1/2",
                lambda f: f.conditions_of("I1")[0][0].share, Fraction(1, 2),
            ),
            (
                Amended.CONDITION_PERSONS, "I1.C1", "40",
                lambda f: f.conditions_of("I1")[1][0].persons, 40,
            ),
            (
                Amended.GRANT_END, GRANT, "2029-03-31",
                lambda f: f.grant.ends_on, date(2029, 3, 31),
            ),
        ],
        ids=str,
    )  # fmt: skip
    def test_puts_the_new_in_place(
        self,
        what: Amended,
        subject: str,
        new: str,
        read: Callable[[GrantFile], object],
        expected: object,
    ) -> None:
        story = Story()
        before = story.file
        change = amend(story, asks((what, subject, new)))
        assert read(story.file) == expected != read(before)
        assert [s.act for s in change.steps] == [Act.CONFIRM_AMENDMENT]
        assert len(change.records) == 2
        amendment = story.file.amendment("N1")
        assert (amendment.state, amendment.effective_on) == (AmendmentState.CONFIRMED, DAY)
        assert (amendment.proposed_by, amendment.confirmed_by) == (
            SECOND_OFFICER.code, AUTHORISER.code,
        )  # fmt: skip

    def test_moves_the_due_day_and_never_the_baseline(self) -> None:
        story = Story()
        amend(story, LATER)
        milestone = story.file.milestone("M1")
        assert milestone.due_on == date(2026, 3, 31)
        assert milestone.baseline_due_on == date(2025, 9, 30)

    def test_moves_the_fiscal_year_with_the_day(self) -> None:
        story = Story()
        amend(story, asks((Amended.INSTALMENT_DAY, "I1", "2026-04-01")))
        instalment = story.file.instalment("I1")
        assert (instalment.planned_on, instalment.fiscal_year) == (date(2026, 4, 1), 2026)

    def test_is_one_change_however_much_is_amended(self) -> None:
        story = Story()
        change = amend(
            story,
            asks(
                (Amended.MILESTONE_DUE, "M1", "2026-03-31"),
                (Amended.CRITERION_TARGET, "M1.YIELD", "65"),
                (Amended.INSTALMENT_DAY, "I1", "2026-05-01"),
                *((each.what, each.subject, each.new) for each in MOVE_MONEY.changes),
            ),
        )
        assert len(change.steps) == 1
        assert story.file.instalment("I1").planned_on == date(2026, 5, 1)
        assert amounts(story.file) == [800_000, 2_200_000]

    def test_takes_another_person_with_no_part_in_what_it_names(self) -> None:
        story = ripe()
        story.does(SECOND_OFFICER, asks((Amended.INSTALMENT_DAY, "I1", "2025-12-15")), WHY)
        for somebody in (SECOND_OFFICER, OFFICER, ASSESSOR):
            as_authoriser = person(somebody.code, Role.AUTHORISING_OFFICER)
            assert Reason.DUTIES_COLLIDE in story.why_not(as_authoriser, CONFIRM)

    def test_of_the_grant_alone_takes_another_person_too(self) -> None:
        story = Story()
        both = person("BOTH", Role.GRANT_OFFICER, Role.AUTHORISING_OFFICER)
        story.does(both, asks((Amended.GRANT_END, GRANT, "2028-06-30")), WHY)
        assert story.why_not(both, CONFIRM) == (Reason.DUTIES_COLLIDE,)

    def test_is_today(self) -> None:
        story = Story()
        story.does(SECOND_OFFICER, LATER, WHY)
        story.day = date(2025, 6, 10)
        assert story.why_not(AUTHORISER, CONFIRM, on=DAY) == (Reason.DAY_NOT_TODAY,)

    def test_finds_everything_as_it_was_when_it_was_drawn_up(self) -> None:
        story = Story()
        story.does(SECOND_OFFICER, LATER, WHY)
        amend(story, asks((Amended.MILESTONE_DUE, "M1", "2025-12-31")))
        (found,) = story.refusal(AUTHORISER, CONFIRM).obstacles
        assert found.reason is Reason.AMENDED_SINCE
        assert (found.facts["old"], found.facts["now"]) == ("2025-09-30", "2025-12-31")

    def test_finds_no_condition_that_has_moved_away(self) -> None:
        story = Story()
        story.does(SECOND_OFFICER, asks((Amended.CONDITION_PERSONS, "I2.C2", "15")), WHY)
        amend(story, asks((Amended.CONDITION_MOVED, "I2.C2", "I1")))
        (found,) = story.refusal(AUTHORISER, CONFIRM).obstacles
        assert (found.reason, found.facts["now"]) == (Reason.AMENDED_SINCE, "nothing")

    def test_a_condition_is_given_up_only_where_another_still_stands_behind_the_money(self) -> None:
        story = Story()
        request = asks((Amended.CONDITION_ENDED, "I2.M2", "ended"))
        assert story.why_not(OFFICER, request, WHY) == (Reason.NO_MILESTONE_BEHIND,)
        amend(story, asks((Amended.CONDITION_ENDED, "I2.C2", "ended")))
        (ended,) = (c for c in story.file.reskilling_conditions if c.commitment == "C2")
        assert (ended.ended_by, ended.standing) == ("N1", "ended")
        assert [c.commitment for c in story.file.conditions_of("I2")[1]] == ["C1"]
        with pytest.raises(NotFound):
            story.does(OFFICER, asks((Amended.CONDITION_ENDED, "I2.C2", "ended")), WHY)

    def test_is_done_once(self) -> None:
        story = Story()
        amend(story, LATER)
        assert Reason.MOVE_IMPOSSIBLE in story.why_not(AUTHORISER, CONFIRM)

    def test_declined_everything_stays_as_it_is(self) -> None:
        story = Story()
        story.does(SECOND_OFFICER, LATER, WHY)
        before = story.file.milestones
        assert story.why_not(AUTHORISER, DECLINE) == (Reason.REASON_MISSING,)
        story.does(AUTHORISER, DECLINE, "Too late already")
        assert story.file.amendment("N1").state is AmendmentState.DECLINED
        assert story.file.milestones == before
        assert story.why_not(AUTHORISER, CONFIRM) == (Reason.MOVE_IMPOSSIBLE,)


class TestTotals:
    def test_are_preserved(self) -> None:
        lowered = asks((Amended.INSTALMENT_AMOUNT, "I1", "999999"))
        (found,) = Story().refusal(OFFICER, lowered, WHY).obstacles
        assert found.reason is Reason.TOTALS_CHANGE
        assert (found.facts["before_minor"], found.facts["after_minor"]) == (3_000_000, 2_999_999)

    def test_change_with_the_award(self) -> None:
        story = Story()
        change = amend(
            story,
            asks((Amended.AWARD, GRANT, "3500000"), (Amended.INSTALMENT_AMOUNT, "I2", "2500000")),
        )
        assert Reason.AWARD_CHANGES in reasons(change.steps[0].findings)
        decision = story.file.awards[-1]
        assert (decision.number, decision.amount_minor, decision.fiscal_year) == (2, 500_000, 2025)
        assert (decision.decided_on, decision.basis) == (DAY, story.file.grant.basis)
        assert decision.source == "Letter of 2 June 2025"
        assert story.file.award_minor == 3_500_000
        assert story.file.amendment("N1").changes_award

    def test_never_pass_the_award(self) -> None:
        more = asks((Amended.AWARD, GRANT, "3100000"), (Amended.INSTALMENT_AMOUNT, "I2", "2500000"))
        assert Story().why_not(OFFICER, more, WHY) == (Reason.INSTALMENTS_ABOVE_AWARD,)

    def test_n5_519_million_move_from_the_third_instalment_to_the_fourth(self) -> None:
        """Italy 2023: items 55/27 become 54/28, the total of 35 billion is unchanged."""
        million = 1_000_000_00
        story = Story(file=_italy(million))
        story.programme = replace(
            story.programme, programme=replace(story.programme.programme, currency="EUR")
        )
        amend(
            story,
            asks(
                (Amended.INSTALMENT_AMOUNT, "I3", str((19_000 - 519) * million)),
                (Amended.INSTALMENT_AMOUNT, "I4", str((16_000 + 519) * million)),
                (Amended.CONDITION_MOVED, "I3.X55", "I4"),
            ),
        )
        assert amounts(story.file) == [18_481 * million, 16_519 * million]
        assert sum(amounts(story.file)) == story.file.award_minor == 35_000 * million
        assert [len(story.file.conditions_of(i)[0]) for i in ("I3", "I4")] == [54, 28]


class TestWhatIsTaken:
    def test_is_never_undercut(self) -> None:
        story = ripe()
        story.pays("I1", 700_000)
        below = asks(
            (Amended.INSTALMENT_AMOUNT, "I1", "699999"),
            (Amended.INSTALMENT_AMOUNT, "I2", "2300001"),
        )
        (found,) = story.refusal(SECOND_OFFICER, below, WHY).obstacles
        assert found.reason is Reason.BELOW_WHAT_IS_TAKEN
        assert (found.facts["after_minor"], found.facts["taken_minor"]) == (699_999, 700_000)
        amend(
            story,
            asks(
                (Amended.INSTALMENT_AMOUNT, "I1", "700000"),
                (Amended.INSTALMENT_AMOUNT, "I2", "2300000"),
            ),
        )
        assert amounts(story.file) == [700_000, 2_300_000]

    def test_counts_what_is_withheld_and_reduced(self) -> None:
        story = Story()
        story.file = story.file.with_records(_suspended(withheld=600_000, reduced=250_000))
        (found,) = story.refusal(SECOND_OFFICER, MOVE_MONEY, WHY).obstacles
        assert found.reason is Reason.BELOW_WHAT_IS_TAKEN
        assert (found.facts["taken_minor"], found.facts["kept_minor"]) == (0, 850_000)

    def test_leaves_out_what_the_amendment_itself_overtakes(self) -> None:
        story = ripe()
        story.proposes("I1")
        amend(story, MOVE_MONEY)
        assert amounts(story.file) == [800_000, 2_200_000]
        assert story.proposes("I1").amount_minor == 800_000

    def test_of_the_award_is_never_undercut(self) -> None:
        story = ripe()
        story.pays("I1")
        charged = replace(
            story.file.payout("P1"), code="P2", instalment="I2", kind=PayoutKind.ADVANCE
        )
        story.file = story.file.with_records((charged,))
        less = asks((Amended.AWARD, GRANT, "1900000"), (Amended.INSTALMENT_AMOUNT, "I2", "900000"))
        (found,) = story.refusal(SECOND_OFFICER, less, WHY).obstacles
        assert (found.reason, found.subject) == (Reason.BELOW_WHAT_IS_TAKEN, GRANT)
        assert found.facts["taken_minor"] == 2_000_000

    @pytest.mark.parametrize(
        "change",
        [
            (Amended.INSTALMENT_DAY, "I1", "2025-12-15"),
            (Amended.CONDITION_PERSONS, "I1.C1", "50"),
            (Amended.CONDITION_MOVED, "I2.C2", "I1"),
        ],
        ids=str,
    )
    def test_in_full_keeps_its_day_and_its_conditions(
        self, change: tuple[Amended, str, str]
    ) -> None:
        story = ripe()
        story.pays("I1")
        assert story.why_not(SECOND_OFFICER, asks(change), WHY) == (Reason.INSTALMENT_EXHAUSTED,)

    def test_in_part_leaves_the_rest_open_to_change(self) -> None:
        story = ripe()
        story.pays("I1", 500_000)
        amend(story, asks((Amended.INSTALMENT_DAY, "I1", "2025-12-15")))
        assert story.file.instalment("I1").planned_on == date(2025, 12, 15)


class TestWhatIsDecided:
    @pytest.mark.parametrize(
        "change",
        [
            (Amended.MILESTONE_DUE, "M1", "2026-03-31"),
            (Amended.MILESTONE_LEVEL, "M1", "4"),
            (Amended.CRITERION_TARGET, "M1.YIELD", "55"),
            (Amended.CONDITION_SHARE, "I1.M1", "1/2"),
        ],
        ids=str,
    )
    def test_of_a_milestone_stays(self, change: tuple[Amended, str, str]) -> None:
        found, *_ = ripe().refusal(SECOND_OFFICER, asks(change), WHY).obstacles
        assert (found.reason, found.subject) == (Reason.DECIDED_ALREADY, f"{GRANT}/M1")
        assert found.facts["state"] == "met"

    def test_of_the_money_may_still_change_on_what_rests_on_it(self) -> None:
        story = ripe()
        amend(story, MOVE_MONEY)
        assert amounts(story.file) == [800_000, 2_200_000]

    @pytest.mark.parametrize(
        "state",
        [
            GrantState.AMOUNT_FIXED, GrantState.SETTLED, GrantState.MONITORING,
            GrantState.TERMINATED,
        ],
    )  # fmt: skip
    def test_of_the_grant_ends_all_amending(self, state: GrantState) -> None:
        story = Story()
        story.file = replace(story.file, grant=replace(story.file.grant, state=state))
        (found,) = story.refusal(OFFICER, LATER, WHY).obstacles
        assert (found.reason, found.subject) == (Reason.DECIDED_ALREADY, GRANT)


class TestTheInvariant:
    def test_holds_after_an_amendment(self) -> None:
        emptied = asks((Amended.CONDITION_MOVED, "I1.M1", "I2"))
        assert Story().why_not(OFFICER, emptied, WHY) == (Reason.NO_MILESTONE_BEHIND,)

    def test_holds_for_everything_a_new_grant_has_to_be(self) -> None:
        story = Story()
        for change, reason in (
            ((Amended.MILESTONE_DUE, "M1", "2030-01-01"), Reason.DAY_OUTSIDE_GRANT),
            ((Amended.MILESTONE_LEVEL, "M1", "9"), Reason.LEVEL_OUTSIDE_ELEMENT),
            ((Amended.CONDITION_PERSONS, "I1.C1", "61"), Reason.CONDITION_ABOVE_COMMITMENT),
            ((Amended.COMMITMENT_PERSONS, "C2", "19"), Reason.CONDITION_ABOVE_COMMITMENT),
        ):
            assert reason in story.why_not(OFFICER, asks(change), WHY)

    def test_is_weighed_over_all_changes_together(self) -> None:
        story = Story()
        amend(
            story,
            asks(
                (Amended.MILESTONE_DUE, "M2", "2028-09-30"),
                (Amended.GRANT_END, GRANT, "2029-03-31"),
            ),
        )
        assert story.file.milestone("M2").due_on == date(2028, 9, 30)


class TestApprovals:
    def test_on_what_changes_are_overtaken_in_the_same_change(self) -> None:
        story = ripe()
        story.proposes("I1", 300_000)
        story.confirms(story.proposes("I1", 300_000).code)
        story.day = date(2025, 7, 1)
        story.does(SECOND_OFFICER, MOVE_MONEY, WHY)
        change = story.does(AUTHORISER, CONFIRM)
        assert [(s.act, s.subject, s.after) for s in change.steps[1:]] == [
            (Act.OVERTAKE, f"{GRANT}/P1", PayoutState.SENT_BACK),
            (Act.OVERTAKE, f"{GRANT}/P2", PayoutState.CANCELLED),
        ]
        assert story.file.confirmed_minor == 0
        (said,) = (f for f in change.steps[0].findings if f.reason is Reason.APPROVALS_OVERTAKEN)
        assert (said.effect, said.facts["subjects"]) == (Effect.SETS_ASIDE, "P1, P2")

    @pytest.mark.parametrize(
        "change",
        [
            (Amended.INSTALMENT_DAY, "I1", "2025-12-15"),
            (Amended.COMMITMENT_DUE, "C1", "2026-09-30"),
            (Amended.CONDITION_PERSONS, "I1.C1", "50"),
            (Amended.CONDITION_MOVED, "I2.C2", "I1"),
        ],
        ids=str,
    )
    def test_rest_on_days_conditions_and_promises(self, change: tuple[Amended, str, str]) -> None:
        story = ripe()
        story.proposes("I1")
        amend(story, asks(change))
        assert story.file.payout("P1").state is PayoutState.SENT_BACK

    @pytest.mark.parametrize(
        "change",
        [
            (Amended.INSTALMENT_DAY, "I2", "2026-12-15"),
            (Amended.MILESTONE_DUE, "M2", "2026-12-31"),
            (Amended.COMMITMENT_DUE, "C2", "2026-09-30"),
            (Amended.GRANT_END, GRANT, "2028-06-30"),
        ],
        ids=str,
    )
    def test_on_anything_else_stand(self, change: tuple[Amended, str, str]) -> None:
        story = ripe()
        story.proposes("I1")
        amend(story, asks(change))
        assert story.file.payout("P1").state is PayoutState.PROPOSED

    def test_that_were_paid_stand(self) -> None:
        story = ripe()
        story.pays("I1", 500_000)
        amend(story, asks((Amended.COMMITMENT_DUE, "C1", "2026-09-30")))
        assert story.file.payout("P1").state is PayoutState.PAID

    def test_rest_on_private_money_too(self) -> None:
        story = Story(file=with_funding(grant_file(), asked=500_000))
        amend(story, asks((Amended.CONDITION_MOVED, "I1.F1", "I2")))
        assert story.file.funding_conditions_of("I1") == ()
        assert [c.raised_minor for c in story.file.funding_conditions_of("I2")] == [500_000]


class TestASubmittedMilestone:
    def test_goes_back_and_is_assessed_as_what_it_has_become(self) -> None:
        story = Story()
        story.hands_in("M1")
        story.submits("M1")
        change = amend(story, asks((Amended.CRITERION_TARGET, "M1.YIELD", "75")))
        assert [(s.act, s.before, s.after) for s in change.steps[1:]] == [
            (Act.RETURN, MilestoneState.SUBMITTED, MilestoneState.PLANNED)
        ]
        assert story.file.milestone("M1").state is MilestoneState.PLANNED
        story.submits("M1")
        story.does(ASSESSOR, story.assessment("M1"))
        assert story.file.milestone("M1").state is MilestoneState.MET

    def test_goes_back_with_its_new_day(self) -> None:
        story = Story()
        story.hands_in("M1")
        story.submits("M1")
        amend(story, LATER)
        milestone = story.file.milestone("M1")
        assert (milestone.state, milestone.due_on) == (MilestoneState.PLANNED, date(2026, 3, 31))
        assert all(AUTHORISER.code not in part for part in milestone.played)

    def test_stays_where_only_its_money_changes(self) -> None:
        story = Story()
        story.hands_in("M1")
        story.submits("M1")
        amend(story, MOVE_MONEY)
        assert story.file.milestone("M1").state is MilestoneState.SUBMITTED


class TestWhoAmends:
    def test_has_no_part_in_what_it_opens_the_way_for(self) -> None:
        story = ripe()
        amend(story, MOVE_MONEY)
        story.proposes("I1")
        seeker = person(SECOND_OFFICER.code, Role.AUTHORISING_OFFICER)
        confirm = story.why_not(seeker, ConfirmPayout(grant=GRANT, payout="P1"))
        assert set(confirm) == {Reason.DUTIES_COLLIDE}
        story.confirms("P1", by=person("AUTHORISER-2", Role.AUTHORISING_OFFICER))
        granter = person(AUTHORISER.code, Role.ACCOUNTING_OFFICER)
        assert story.why_not(granter, story.settlement("P1")) == (Reason.DUTIES_COLLIDE,)
        story.settles("P1", by=ACCOUNTANT)

    def test_judges_nothing_of_it_afterwards(self) -> None:
        story = Story()
        amend(story, LATER)
        story.hands_in("M1")
        story.submits("M1")
        for somebody in (SECOND_OFFICER, AUTHORISER):
            as_assessor = person(somebody.code, Role.ASSESSOR)
            assert story.why_not(as_assessor, story.assessment("M1")) == (Reason.DUTIES_COLLIDE,)

    def test_verifies_no_training_under_it_afterwards(self) -> None:
        story = Story()
        amend(story, asks((Amended.COMMITMENT_PERSONS, "C1", "70")))
        story.does(OFFICER, story.training(60))
        granter = person(AUTHORISER.code, Role.ASSESSOR)
        assert story.why_not(granter, VerifyReport(grant=GRANT, report="R1")) == (
            Reason.DUTIES_COLLIDE,
        )


class TestAConditionThatMoves:
    def test_ends_where_it_was_and_asks_the_same_where_it_goes(self) -> None:
        story = Story()
        amend(story, asks((Amended.CONDITION_MOVED, "I2.C2", "I1")))
        assert [c.ended_by for c in story.file.reskilling_conditions] == [None, None, "N1", None]
        assert [c.commitment for c in story.file.conditions_of("I2")[1]] == ["C1"]
        moved = story.file.conditions_of("I1")[1][-1]
        assert (moved.commitment, moved.rung, moved.persons) == (
            "C2", story.file.commitment("C2").rung, 20,
        )  # fmt: skip

    def test_may_move_back(self) -> None:
        story = Story()
        amend(story, asks((Amended.CONDITION_MOVED, "I2.C2", "I1")))
        amend(story, asks((Amended.CONDITION_MOVED, "I1.C2", "I2")))
        assert [c.commitment for c in story.file.conditions_of("I1")[1]] == ["C1"]
        assert [c.commitment for c in story.file.conditions_of("I2")[1]] == ["C1", "C2"]
        assert [(c.instalment, c.ended_by) for c in story.file.reskilling_conditions[2:]] == [
            ("I2", None),
            ("I1", "N2"),
        ]

    def test_may_change_on_the_way(self) -> None:
        story = Story()
        both = [
            (Amended.CONDITION_MOVED, "I2.C2", "I1"),
            (Amended.CONDITION_PERSONS, "I2.C2", "15"),
        ]
        amend(story, asks(*both))
        assert story.file.conditions_of("I1")[1][-1].persons == 15


class TestDependants:
    def test_are_the_milestones_whose_days_would_be_passed(self) -> None:
        file = grant_file()
        assert dependants(file, "M1", date(2026, 9, 30)) == ()
        assert dependants(file, "M1", date(2026, 10, 31)) == (("M2", date(2027, 10, 31)),)
        assert dependants(file, "M2", LAST_DAY) == ()

    def test_move_by_as_many_days_and_so_do_those_after_them(self) -> None:
        file = _chain(date(2025, 12, 31), date(2026, 1, 31), date(2027, 9, 30))
        pushed = dependants(file, "M1", date(2026, 1, 15))
        assert pushed == (("X1", date(2026, 4, 17)), ("X2", date(2026, 5, 18)))

    def test_are_none_where_a_milestone_comes_earlier_or_stays(self) -> None:
        file = _chain(date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31))
        assert dependants(file, "M1", date(2025, 9, 30)) == ()
        assert dependants(file, "M1", date(2025, 8, 31)) == ()

    def test_leave_what_is_decided_where_it_is(self) -> None:
        file = _chain(date(2025, 12, 31), date(2026, 1, 31), date(2027, 9, 30))
        lapsed = replace(file.milestone("X1"), state=MilestoneState.LAPSED)
        assert dependants(file.with_records((lapsed,)), "M1", date(2026, 1, 15)) == ()


@st.composite
def plans(draw: st.DrawFn) -> tuple[tuple[Amended, str, str], ...]:
    """Draw changes that somebody could ask for: money moved about, and any other things."""
    moved = draw(st.integers(-900_000, 900_000))
    award = draw(st.sampled_from([None, 2_500_000, 3_000_001, 4_000_000]))
    changes = [
        (Amended.INSTALMENT_AMOUNT, "I1", str(1_000_000 + moved)),
        (Amended.INSTALMENT_AMOUNT, "I2", str(2_000_000 - draw(st.sampled_from([moved, 0])))),
    ]
    if award is not None:
        changes.append((Amended.AWARD, GRANT, str(award)))
    days = st.dates(date(2025, 6, 1), date(2028, 9, 30)).map(date.isoformat)
    others = {
        (Amended.MILESTONE_DUE, "M2"): days,
        (Amended.COMMITMENT_DUE, "C2"): days,
        (Amended.INSTALMENT_DAY, "I2"): days,
        (Amended.GRANT_END, GRANT): days,
        (Amended.MILESTONE_LEVEL, "M2"): st.sampled_from(["4", "5", "6", "7"]),
        (Amended.CONDITION_PERSONS, "I2.C1"): st.integers(1, 80).map(str),
        (Amended.COMMITMENT_PERSONS, "C2"): st.integers(10, 30).map(str),
        (Amended.CONDITION_MOVED, "I2.C2"): st.just("I1"),
        (Amended.CONDITION_MOVED, "I2.C1"): st.just("I1"),
        (Amended.CONDITION_MOVED, "I2.M2"): st.just("I1"),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(others)), unique=True, max_size=4))
    changes += [(what, subject, draw(others[what, subject])) for what, subject in chosen]
    return tuple(draw(st.permutations(changes)))


@settings(max_examples=150, deadline=None)
@given(changes=plans(), paid=st.sampled_from([0, 300_000, 1_000_000]))
def test_whatever_is_confirmed_leaves_a_grant_that_could_be_entered(
    changes: tuple[tuple[Amended, str, str], ...], paid: int
) -> None:
    story = ripe()
    if paid:
        story.pays("I1", paid)
    before = story.file
    try:
        amend(story, asks(*changes))
    except (Refused, Invalid) as no:
        event(type(no).__name__)
        assert story.file == before
        return
    event("amended")
    assert entry_findings(story.file, story.programme) == ()
    assert sum(amounts(story.file)) <= story.file.award_minor
    assert story.file.instalment("I1").amount_minor >= paid
    assert all(
        m.baseline_due_on == before.milestone(m.code).baseline_due_on for m in story.file.milestones
    )


def _italy(million: int) -> GrantFile:
    """Return a grant of 35 billion in its third and fourth instalment, of 55 and 27 items."""
    file = grant_file(award=35_000 * million)
    first, criterion = file.milestone("M1"), file.criteria_of("M1")[0]
    items = [f"X{number}" for number in range(1, 83)]
    return replace(
        file,
        milestones=tuple(replace(first, code=code) for code in items),
        criteria=tuple(replace(criterion, milestone=code) for code in items),
        instalments=(
            _instalment("I3", 19_000 * million, date(2025, 12, 1)),
            _instalment("I4", 16_000 * million, date(2026, 3, 1)),
        ),
        milestone_conditions=tuple(
            MilestoneCondition(
                grant=GRANT, instalment="I3" if number < 55 else "I4", milestone=code
            )
            for number, code in enumerate(items)
        ),
        reskilling_conditions=tuple(
            people_condition(GRANT, code, "C1", file.commitment("C1").rung, 60)
            for code in ("I3", "I4")
        ),
    )


def _instalment(code: str, minor: int, planned_on: date) -> Instalment:
    return Instalment(
        grant=GRANT, code=code, title=code, amount_minor=minor, fiscal_year=2025,
        planned_on=planned_on, source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip


def _chain(x1_due: date, x2_due: date, m2_due: date) -> GrantFile:
    """Return the grant with X1 after M1 and X2 after X1, beside M2."""
    file = grant_file()
    first, second = file.milestones
    return file.with_records(
        (
            replace(first, code="X2", due_on=x2_due, predecessors=("X1",)),
            replace(first, code="X1", due_on=x1_due, predecessors=("M1",)),
            replace(second, due_on=m2_due),
        )
    )


def _suspended(*, withheld: int, reduced: int) -> tuple[Suspension, Withholding]:
    return (
        Suspension(
            grant=GRANT, code="S1", instalment="I1", amount_minor=withheld + reduced,
            state=SuspensionState.OPEN, reason=WHY, opened_on=DAY, cure_due_on=date(2025, 12, 2),
            opened_by=OFFICER.code, opened_at=occasion(OFFICER).recorded_at, moved_on=DAY,
        ),
        Withholding(
            grant=GRANT, suspension="S1", instalment="I1", amount_minor=withheld + reduced,
            reduced_minor=reduced,
        ),
    )  # fmt: skip


class TestTheFileAFirstPlanCameFrom:
    """The same file twice changes nothing, also after what it says was amended."""

    def amended(self) -> Story:
        """Return a grant of which days, amounts, persons and conditions were amended."""
        story = Story()
        amend(story, LATER)
        amend(story, asks((Amended.CONDITION_PERSONS, "I2.C2", "15")))
        amend(
            story,
            asks(
                (Amended.CONDITION_MOVED, "I2.C2", "I1"),
                (Amended.INSTALMENT_DAY, "I2", "2027-06-01"),
                (Amended.INSTALMENT_AMOUNT, "I2", "2500000"),
                (Amended.AWARD, GRANT, "3500000"),
                (Amended.GRANT_END, GRANT, "2029-03-31"),
            ),
        )
        story.does(SECOND_OFFICER, asks((Amended.MILESTONE_DUE, "M1", "2026-06-30")), WHY)
        return story

    def test_is_known_and_so_is_what_became_of_it(self) -> None:
        story = self.amended()
        for offered in (grant_file(), replace(story.file, amendments=(), amendment_lines=())):
            assert enter_grant(story.file, offered, story.programme, occasion(OFFICER)) is None
        assert story.file.instalment("I2").fiscal_year == 2027

    @pytest.mark.parametrize("due_on", [date(2026, 3, 30), date(2026, 6, 30)])
    def test_is_told_from_another_plan(self, due_on: date) -> None:
        """Neither a day that never stood nor one that nobody has confirmed is known."""
        story = self.amended()
        other = replace(grant_file().milestone("M1"), due_on=due_on)
        offered = grant_file().with_records((other,))
        with pytest.raises(Refused) as caught:
            enter_grant(story.file, offered, story.programme, occasion(OFFICER))
        (found,) = caught.value.obstacles
        assert (found.reason, found.subject) == (Reason.STORED_DIFFERENTLY, f"{GRANT}/M1")

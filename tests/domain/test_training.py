"""Training: reported by one person, verified by another, counted up the ladder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portfolio.domain.acts.reskilling import RejectReport, ReportTraining, VerifyReport
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.reason import Reason
from portfolio.domain.reskilling import Rung, count_on
from portfolio.domain.rules.ladder import retention_due_on
from portfolio.domain.states import ReportState
from portfolio.domain.terms import TermName, Terms
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
)

VERIFY_R1 = VerifyReport(grant=GRANT, report="R1")
REJECT_R1 = RejectReport(grant=GRANT, report="R1")
ENROLLED, COMPLETED, CERTIFIED, PLACED, RETAINED = Rung


def test_rungs_rise_from_enrolled_to_retained() -> None:
    assert [rung.height for rung in (ENROLLED, COMPLETED, CERTIFIED, PLACED, RETAINED)] == [
        0, 1, 2, 3, 4,
    ]  # fmt: skip


def test_a_count_is_reported_then_verified_by_another_officer() -> None:
    story = Story()
    story.does(OFFICER, story.training(60))
    report = story.file.report("R1")
    assert (report.state, report.persons, report.reported_by) == (
        ReportState.REPORTED, 60, OFFICER.code,
    )  # fmt: skip
    story.does(SECOND_OFFICER, VERIFY_R1)
    report = story.file.report("R1")
    assert (report.state, report.decided_by) == (ReportState.VERIFIED, SECOND_OFFICER.code)


def test_an_assessor_verifies_too() -> None:
    story = Story()
    story.does(OFFICER, story.training(60))
    story.does(ASSESSOR, VERIFY_R1)
    assert story.file.report("R1").state is ReportState.VERIFIED


def test_nobody_verifies_their_own_count() -> None:
    story = Story()
    story.does(OFFICER, story.training(60))
    assert story.why_not(OFFICER, VERIFY_R1) == (Reason.DUTIES_COLLIDE,)


def test_an_accounting_officer_neither_reports_nor_verifies() -> None:
    story = Story()
    assert story.why_not(ACCOUNTANT, story.training(60)) == (Reason.ROLE_MISSING,)
    story.does(OFFICER, story.training(60))
    assert story.why_not(ACCOUNTANT, VERIFY_R1) == (Reason.ROLE_MISSING,)


def test_a_count_is_turned_down_with_a_reason() -> None:
    story = Story()
    story.does(OFFICER, story.training(60))
    assert story.why_not(SECOND_OFFICER, REJECT_R1) == (Reason.REASON_MISSING,)
    story.does(SECOND_OFFICER, REJECT_R1, "Ten certificates are missing")
    assert story.file.report("R1").state is ReportState.REJECTED


def test_a_count_turned_down_stands_in_nobodys_way() -> None:
    story = Story()
    story.does(OFFICER, story.training(60))
    story.does(SECOND_OFFICER, REJECT_R1, "Ten certificates are missing")
    story.does(OFFICER, story.training(50))
    assert story.file.report("R2").persons == 50


@pytest.mark.parametrize("earlier", [60, 59, 1])
def test_a_count_may_stay_or_rise(earlier: int) -> None:
    story = Story()
    story.trains(earlier)
    story.does(OFFICER, story.training(60))
    assert story.file.report("R2").persons == 60


def test_a_count_never_falls() -> None:
    story = Story()
    story.trains(60)
    assert story.why_not(OFFICER, story.training(59)) == (Reason.COUNT_FALLS,)


def test_an_earlier_day_may_have_had_a_lower_count() -> None:
    story = Story()
    story.trains(60)
    earlier = replace(story.training(40), as_of=DAY - timedelta(days=30))
    story.does(OFFICER, earlier)
    assert story.file.report("R2").persons == 40


def test_an_earlier_day_never_had_a_higher_count() -> None:
    story = Story()
    story.trains(60)
    earlier = replace(story.training(61), as_of=DAY - timedelta(days=30))
    assert story.why_not(OFFICER, earlier) == (Reason.COUNT_FALLS,)


def test_nobody_stands_on_a_rung_without_having_passed_the_lower_one() -> None:
    story = Story()
    story.does(OFFICER, story.training(50, rung=ENROLLED))
    above = story.training(51, rung=CERTIFIED)
    assert story.why_not(OFFICER, above) == (Reason.ABOVE_LOWER_RUNG,)
    story.does(OFFICER, story.training(50, rung=CERTIFIED))


def test_a_lower_rung_is_never_reported_below_a_higher_one() -> None:
    story = Story()
    story.does(OFFICER, story.training(50, rung=CERTIFIED))
    below = story.training(49, rung=ENROLLED)
    assert story.why_not(OFFICER, below) == (Reason.ABOVE_LOWER_RUNG,)


def test_nobody_is_counted_on_a_day_to_come() -> None:
    story = Story()
    tomorrow = replace(story.training(60), as_of=DAY + timedelta(days=1))
    assert story.why_not(OFFICER, tomorrow) == (Reason.DAY_IN_FUTURE,)


def test_a_verification_does_not_count_from_before_the_report() -> None:
    story = Story()
    story.does(OFFICER, story.training(60))
    yesterday = DAY - timedelta(days=1)
    assert story.why_not(SECOND_OFFICER, VERIFY_R1, on=yesterday) == (Reason.DAY_BEFORE_LAST_MOVE,)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"persons": 0}, "persons"),
        ({"persons": 10_000_001}, "persons"),
        ({"as_of": date(1925, 6, 2)}, "as_of"),
        ({"document": ""}, "document"),
        ({"document_sha256": "abc"}, "document_sha256"),
    ],
    ids=["nobody", "everybody", "a century off", "no document", "no digest"],
)
def test_an_unfit_report_is_invalid(changed: dict[str, object], field: str) -> None:
    story = Story()
    asked = story.training(60)
    values = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    with pytest.raises(Invalid) as caught:
        story.does(OFFICER, ReportTraining(**{**values, **changed}))
    assert caught.value.field == field


@pytest.mark.parametrize(
    "find", [lambda f: f.commitment("C9"), lambda f: f.report("R9")], ids=["commitment", "report"]
)
def test_what_is_not_there_is_not_found(find: object) -> None:
    assert callable(find)
    with pytest.raises(NotFound):
        find(Story().file)


class TestCounting:
    def counts(self, *reported: tuple[int, Rung, int]) -> Story:
        story = Story()
        for days, rung, persons in reported:
            story.day = DAY + timedelta(days=days)
            story.does(OFFICER, story.training(persons, rung=rung))
        return story

    def test_nobody_is_counted_where_nothing_was_reported(self) -> None:
        assert count_on((), CERTIFIED) == 0

    def test_the_newest_count_of_a_rung_holds(self) -> None:
        story = self.counts((0, CERTIFIED, 40), (1, CERTIFIED, 60))
        assert count_on(story.file.reports, CERTIFIED) == 60
        assert count_on(reversed(story.file.reports), CERTIFIED) == 60

    def test_of_two_counts_of_one_day_the_later_report_holds(self) -> None:
        story = self.counts((0, CERTIFIED, 40), (0, CERTIFIED, 60))
        assert count_on(story.file.reports, CERTIFIED) == 60

    def test_who_stands_on_a_higher_rung_has_passed_the_lower_one(self) -> None:
        story = self.counts((0, PLACED, 20))
        assert count_on(story.file.reports, CERTIFIED) == 20
        assert count_on(story.file.reports, RETAINED) == 0

    def test_persons_on_two_rungs_are_not_added_up(self) -> None:
        story = self.counts((0, CERTIFIED, 60), (1, PLACED, 20))
        assert count_on(story.file.reports, CERTIFIED) == 60
        assert count_on(story.file.reports, PLACED) == 20


class TestRetention:
    """Those placed are looked for again: so many months after each count of them."""

    yearly = Terms(((TermName.RETENTION_CHECK_MONTHS, "12"),))

    def placed(self, persons: int = 20, *, verified: bool = True) -> Story:
        story = Story()
        story.does(OFFICER, story.training(persons, "C2"))
        if verified:
            story.does(SECOND_OFFICER, VERIFY_R1)
        return story

    def due_on(self, story: Story) -> date | None:
        return retention_due_on(story.file, self.yearly, "C2")

    def looks_again(self, story: Story, on: date, persons: int = 18) -> None:
        story.day = on
        story.does(OFFICER, story.training(persons, "C2", rung=RETAINED))

    def test_is_due_a_year_after_a_verified_count_of_persons_placed(self) -> None:
        assert self.due_on(self.placed()) == date(2026, 6, 2)

    def test_is_not_due_where_the_terms_ask_for_none(self) -> None:
        assert retention_due_on(self.placed().file, Terms(), "C2") is None

    def test_is_not_due_of_a_count_nobody_has_verified(self) -> None:
        assert self.due_on(self.placed(verified=False)) is None

    def test_is_not_due_where_nobody_is_placed(self) -> None:
        story = Story()
        story.trains(60)
        assert retention_due_on(story.file, self.yearly, "C1") is None

    def test_is_done_by_a_count_of_those_retained_on_that_day_or_later(self) -> None:
        story = self.placed()
        self.looks_again(story, date(2026, 6, 1))
        assert self.due_on(story) == date(2026, 6, 2)
        self.looks_again(story, date(2026, 6, 2))
        assert self.due_on(story) is None

    def test_is_not_done_by_a_count_turned_down(self) -> None:
        story = self.placed()
        self.looks_again(story, date(2026, 6, 2))
        reject = replace(REJECT_R1, report="R2")
        story.does(SECOND_OFFICER, reject, "Three have left")
        assert self.due_on(story) == date(2026, 6, 2)

    def test_is_due_again_of_those_placed_later(self) -> None:
        story = self.placed(10)
        story.day = date(2025, 12, 1)
        story.does(OFFICER, story.training(20, "C2"))
        story.does(SECOND_OFFICER, replace(VERIFY_R1, report="R2"))
        assert self.due_on(story) == date(2026, 6, 2)
        self.looks_again(story, date(2026, 6, 2), 9)
        assert self.due_on(story) == date(2026, 12, 1)

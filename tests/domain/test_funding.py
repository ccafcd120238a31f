"""Private money: reported all told by one person, verified by another; and what it is per yen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from portfolio.domain.acts.funding import RejectFunding, ReportFunding, VerifyFunding
from portfolio.domain.acts.payouts import ConfirmPayout
from portfolio.domain.co_funding import leverage, raised_minor
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.instalment import FundingCondition
from portfolio.domain.reason import Reason
from portfolio.domain.states import ReportState
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    all_rounder,
    digest_of,
    grant_file,
    ripe,
    with_funding,
)

VERIFY_F1 = VerifyFunding(grant=GRANT, funding_report="F1")
REJECT_F1 = RejectFunding(grant=GRANT, funding_report="F1")


@pytest.fixture
def story() -> Story:
    """A story in which a million is promised and I1 waits for 600,000 of it."""
    return Story(file=with_funding(grant_file(), asked=600_000))


def raised(minor: int, as_of: date = DAY) -> ReportFunding:
    return ReportFunding(
        grant=GRANT, co_funding="F1", raised_minor=minor, as_of=as_of,
        document="Bank statement", document_sha256=digest_of("Bank statement"),
    )  # fmt: skip


def test_a_sum_is_reported_then_verified_by_another_officer(story: Story) -> None:
    change = story.does(OFFICER, raised(600_000))
    report = story.file.funding_report("F1")
    assert (report.state, report.raised_minor, report.reported_by) == (
        ReportState.REPORTED, 600_000, OFFICER.code,
    )  # fmt: skip
    assert change.steps[0].amount_minor == 600_000
    story.does(SECOND_OFFICER, VERIFY_F1)
    report = story.file.funding_report("F1")
    assert (report.state, report.decided_by) == (ReportState.VERIFIED, SECOND_OFFICER.code)


def test_an_assessor_verifies_too(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    story.does(ASSESSOR, VERIFY_F1)
    assert story.file.funding_report("F1").state is ReportState.VERIFIED


def test_nobody_verifies_their_own_sum(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    assert story.why_not(OFFICER, VERIFY_F1) == (Reason.DUTIES_COLLIDE,)


def test_an_accounting_officer_neither_reports_nor_verifies(story: Story) -> None:
    assert story.why_not(ACCOUNTANT, raised(600_000)) == (Reason.ROLE_MISSING,)
    story.does(OFFICER, raised(600_000))
    assert story.why_not(ACCOUNTANT, VERIFY_F1) == (Reason.ROLE_MISSING,)


def test_who_verified_the_money_never_confirms_what_rests_on_it() -> None:
    both = all_rounder("BOTH")
    story = ripe()
    story.file = with_funding(story.file, asked=600_000)
    story.does(OFFICER, raised(600_000))
    story.does(both, VERIFY_F1)
    payout = story.proposes("I1")
    confirmation = ConfirmPayout(grant=GRANT, payout=payout.code)
    assert story.why_not(both, confirmation) == (Reason.DUTIES_COLLIDE,)
    story.does(AUTHORISER, confirmation)


def test_a_sum_is_turned_down_with_a_reason(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    assert story.why_not(SECOND_OFFICER, REJECT_F1) == (Reason.REASON_MISSING,)
    story.does(SECOND_OFFICER, REJECT_F1, "The statement is of another account")
    assert story.file.funding_report("F1").state is ReportState.REJECTED


def test_a_sum_turned_down_stands_in_nobodys_way(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    story.does(SECOND_OFFICER, REJECT_F1, "The statement is of another account")
    story.does(OFFICER, raised(500_000))
    assert story.file.funding_report("F2").raised_minor == 500_000


@pytest.mark.parametrize("earlier", [600_000, 599_999, 1])
def test_a_sum_may_stay_or_rise(story: Story, earlier: int) -> None:
    story.does(OFFICER, raised(earlier))
    story.does(OFFICER, raised(600_000))
    assert story.file.funding_report("F2").raised_minor == 600_000


def test_a_sum_never_falls(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    refusal = story.refusal(OFFICER, raised(599_999))
    (found,) = refusal.obstacles
    assert (found.reason, found.subject, found.evidence) == (
        Reason.FUNDING_FALLS, f"{GRANT}/F1", ("F1",),
    )  # fmt: skip
    assert (found.facts["raised_minor"], found.facts["earlier_minor"]) == (599_999, 600_000)


def test_an_earlier_day_may_have_had_less_and_never_more(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    earlier = DAY - timedelta(days=30)
    assert story.why_not(OFFICER, raised(600_001, earlier)) == (Reason.FUNDING_FALLS,)
    story.does(OFFICER, raised(400_000, earlier))
    assert story.file.funding_report("F2").raised_minor == 400_000


def test_nothing_is_raised_on_a_day_to_come(story: Story) -> None:
    tomorrow = DAY + timedelta(days=1)
    assert story.why_not(OFFICER, raised(600_000, tomorrow)) == (Reason.DAY_IN_FUTURE,)


def test_a_verification_does_not_count_from_before_the_report(story: Story) -> None:
    story.does(OFFICER, raised(600_000))
    yesterday = DAY - timedelta(days=1)
    assert story.why_not(SECOND_OFFICER, VERIFY_F1, on=yesterday) == (Reason.DAY_BEFORE_LAST_MOVE,)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"raised_minor": 0}, "raised"),
        ({"as_of": date(1925, 6, 2)}, "as_of"),
        ({"document": ""}, "document"),
        ({"document_sha256": "abc"}, "document_sha256"),
    ],
    ids=["nothing", "a century off", "no document", "no digest"],
)
def test_an_unfit_report_is_invalid(story: Story, changed: dict[str, object], field: str) -> None:
    asked = raised(600_000)
    values = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    with pytest.raises(Invalid) as caught:
        story.does(OFFICER, ReportFunding(**{**values, **changed}))
    assert caught.value.field == field


def test_nothing_is_reported_on_a_promise_that_is_not_there(story: Story) -> None:
    with pytest.raises(NotFound):
        story.does(OFFICER, replace(raised(1), co_funding="F9"))
    with pytest.raises(NotFound):
        story.does(SECOND_OFFICER, VERIFY_F1)


def test_the_newest_sum_of_the_latest_day_counts(story: Story) -> None:
    assert raised_minor(()) == 0
    story.does(OFFICER, raised(400_000, DAY - timedelta(days=30)))
    story.does(OFFICER, raised(600_000))
    assert raised_minor(reversed(story.file.funding_reports)) == 600_000


def test_leverage_is_private_money_for_each_yen_paid() -> None:
    assert leverage(5_000_000, 1_000_000) == Fraction(5)
    assert leverage(500_000, 1_000_000) == Fraction(1, 2)
    assert leverage(0, 1_000_000) == 0


def test_leverage_is_undefined_before_anything_is_paid() -> None:
    assert leverage(5_000_000, 0) is None


def test_a_condition_on_private_money_asks_for_some() -> None:
    with pytest.raises(Invalid):
        FundingCondition(grant=GRANT, instalment="I1", co_funding="F1", raised_minor=0)

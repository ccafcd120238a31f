"""Findings on what is waived, amended, cured, reversed or gated, as the acts really make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.curing import (
    GrantCure,
    LapseMilestone,
    ReverseMilestone,
    WithdrawMilestone,
)
from portfolio.domain.acts.milestones import SubmitMilestone
from portfolio.domain.acts.waivers import ConfirmWaiver, ExpireWaiver, ProposeWaiver
from portfolio.domain.amendment import Amended
from portfolio.domain.milestone import Verdict
from portfolio.domain.terms import TermName
from portfolio.domain.waiver import Waivable
from tests.domain.builders import (
    ASSESSOR,
    AUTHORISER,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.finding import Finding

WHY = "The supplier is a year late"
TERMS = programme_file(
    terms={
        TermName.CURE_MONTHS: "6",
        TermName.WAIVER_MONTHS: "12",
        TermName.STAGE_GATE: "committee",
    }
)


def change_findings() -> Iterator[Finding]:
    """Yield every finding there is on what was agreed and is changed."""
    yield from _on_cures()
    yield from _on_gates_and_levels()
    yield from _on_waivers()
    yield from _on_amendments()


def _on_cures() -> Iterator[Finding]:
    story = Story(programme=TERMS)
    yield from story.refusal(AUTHORISER, _withdraw(), WHY).findings
    story.shows("M1", Verdict.PARTLY, Verdict.NOT_MET, level=4)
    cure = story.does(AUTHORISER, GrantCure(grant=GRANT, milestone="M1"), WHY)
    yield from cure.steps[0].findings
    lapse = LapseMilestone(grant=GRANT, milestone="M1")
    yield from story.refusal(AUTHORISER, lapse, WHY).findings
    story.day = date(2026, 1, 5)
    yield from story.does(AUTHORISER, lapse, WHY).steps[0].findings


def _withdraw() -> WithdrawMilestone:
    return WithdrawMilestone(grant=GRANT, milestone="M1")


def _on_gates_and_levels() -> Iterator[Finding]:
    story = Story(programme=TERMS)
    story.hands_in("M1")
    story.submits("M1")
    partly = story.assessment("M1", Verdict.PARTLY, Verdict.MET)
    unsaid = replace(partly.judgements[0], share=None)
    unstated = replace(partly, judgements=(unsaid, partly.judgements[1]))
    yield from story.refusal(ASSESSOR, unstated).findings
    story.does(ASSESSOR, partly)
    submit = SubmitMilestone(grant=GRANT, milestone="M1")
    yield from story.refusal(OFFICER, submit).findings
    reverse = ReverseMilestone(grant=GRANT, milestone="M1", level_now=5)
    yield from ripe().refusal(ASSESSOR, reverse, WHY).findings


def _on_waivers() -> Iterator[Finding]:
    story = Story(programme=TERMS)
    waive = ProposeWaiver(
        grant=GRANT, instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
        authority="Director-General, decision 12", expires_on=date(2025, 12, 31),
    )  # fmt: skip
    for unfit in (
        replace(waive, condition_code="C9"),
        replace(waive, expires_on=date(2027, 1, 1)),
        replace(waive, expires_on=date(2025, 6, 1)),
    ):
        yield from story.refusal(OFFICER, unfit, WHY).findings
    yield from story.does(SECOND_OFFICER, waive, WHY).steps[0].findings
    confirmed = story.does(AUTHORISER, ConfirmWaiver(grant=GRANT, waiver="W1"))
    yield from confirmed.steps[0].findings
    yield from story.refusal(OFFICER, waive, WHY).findings
    yield from story.refusal(OFFICER, ExpireWaiver(grant=GRANT, waiver="W1")).findings


def _on_amendments() -> Iterator[Finding]:
    story = ripe()
    story.proposes("I1", 400_000)
    lower = ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I1", new="900000")
    higher = ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I2", new="2100000")
    award = ChangeAsked(what=Amended.AWARD, subject=GRANT, new="2900000")
    for changes in ((lower, higher), (lower, award)):
        yield from story.does(SECOND_OFFICER, _amend(*changes), WHY).steps[0].findings
    confirm = ConfirmAmendment(grant=GRANT, amendment="N1")
    yield from story.does(AUTHORISER, confirm).steps[0].findings
    yield from story.refusal(AUTHORISER, replace(confirm, amendment="N2")).findings
    later = ChangeAsked(what=Amended.MILESTONE_DUE, subject="M1", new="2026-03-31")
    same = ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I1", new="900000")
    for asked in (later, same, replace(lower, new="800000")):
        yield from story.refusal(SECOND_OFFICER, _amend(asked), WHY).findings
    story.pays("I1", 500_000)
    below = (replace(lower, new="400000"), replace(higher, new="2600000"))
    yield from story.refusal(SECOND_OFFICER, _amend(*below), WHY).findings


def _amend(*changes: ChangeAsked) -> ProposeAmendment:
    return ProposeAmendment(
        grant=GRANT, title="Second version of the plan", source="Letter of 2 June", changes=changes
    )

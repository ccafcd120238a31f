"""Laws that hold whatever people do: of the weighing, and of every walk of moves over a grant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.milestones import ReturnMilestone, SubmitMilestone
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
)
from portfolio.domain.acts.reskilling import RejectReport, VerifyReport
from portfolio.domain.case import MilestoneFacts, PayoutCase, ReskillingFacts
from portfolio.domain.errors import Invalid, NotFound, Refused
from portfolio.domain.journal import JournalEntry, fold, images_text
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Person
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.readiness import Scale
from portfolio.domain.record import key_of, kind_of, to_row
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.domain.states import MilestoneState, PayoutState
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ACCOUNTANT,
    ADMINISTRATOR,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    all_rounder,
    half_ripe,
    occasion,
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.acts.table import Request
    from portfolio.domain.change import Change, Step

# the weighing

counts = st.integers(0, 90)
asked_for = st.integers(1, 90)
parts = st.sampled_from([Fraction(n, 4) for n in range(5)])
sums = st.integers(1, 10**12) | st.integers(1, 50)


@st.composite
def milestones(draw: st.DrawFn) -> MilestoneFacts:
    state = draw(st.sampled_from(MilestoneState))
    return MilestoneFacts(
        code="M1", title="Level shown", state=state,
        share_asked=draw(parts.filter(bool)), share_met=draw(st.none() | parts),
        element="NODE", scale=Scale.TRL, level_asked=draw(st.integers(4, 6)),
        level_now=draw(st.integers(3, 7)), due_on=DAY,
        evidence=draw(st.sampled_from([("E1",), ()])), recorded_by=frozenset({"OFFICER"}),
        assessed_by=draw(st.sampled_from(["ASSESSOR", "ASSESSOR", "OFFICER", None])),
    )  # fmt: skip


@st.composite
def sound_milestones(draw: st.DrawFn) -> MilestoneFacts:
    return replace(
        draw(milestones()), state=MilestoneState.MET, share_met=Fraction(1), level_now=6,
        evidence=("E1",), assessed_by="ASSESSOR",
    )  # fmt: skip


@st.composite
def commitments(draw: st.DrawFn) -> ReskillingFacts:
    verified = draw(counts)
    return ReskillingFacts(
        commitment="C1", title="Engineers", rung=Rung.CERTIFIED, asked=draw(asked_for),
        verified=verified, reported=verified + draw(st.integers(0, 30)), due_on=DAY, evidence=(),
    )  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> PayoutCase:
    scheduled = draw(sums)
    return PayoutCase(
        subject=f"{GRANT}/I1", grant=GRANT, as_of=DAY, currency="JPY",
        policy=draw(st.sampled_from(PolicyName)), reductions=draw(st.sampled_from(Reductions)),
        scheduled_minor=scheduled, taken_minor=draw(st.integers(0, scheduled)),
        asked_minor=draw(st.none() | st.integers(1, scheduled)),
        milestones=tuple(draw(st.lists(sound_milestones() | milestones(), max_size=3))),
        reskilling=tuple(draw(st.lists(commitments(), max_size=3))), holds=(),
        award_minor=draw(sums), award_taken_minor=draw(st.integers(0, 100)), fiscal_year=2025,
        budget_minor=draw(st.none() | sums), budget_taken_minor=draw(st.integers(0, 100)),
    )  # fmt: skip


@given(case=cases())
@settings(max_examples=300, deadline=None)
def test_nothing_passes_what_was_scheduled_earned_awarded_or_appropriated(
    case: PayoutCase,
) -> None:
    owed = entitlement(case)
    assert 0 <= owed.share <= 1
    assert 0 <= owed.earned_minor <= case.scheduled_minor
    assert owed.earned_minor <= case.scheduled_minor * owed.share < owed.earned_minor + 1
    assert owed.payable_minor >= 0
    if owed.payable_minor:
        assert owed.payable_minor + case.taken_minor <= owed.earned_minor
        assert owed.payable_minor <= case.award_minor - case.award_taken_minor
        assert case.budget_minor is not None
        assert owed.payable_minor <= case.budget_minor - case.budget_taken_minor
        assert owed.obstacles == ()
    assert entitlement(case) == owed


@given(case=cases(), data=st.data())
@settings(max_examples=300, deadline=None)
def test_more_shown_or_more_verified_never_lowers_what_is_owed(
    case: PayoutCase, data: st.DataObject
) -> None:
    plenty = replace(case, award_minor=10**15, budget_minor=10**15, asked_minor=None)
    more = replace(
        plenty,
        milestones=tuple(_raised(m, data) for m in plenty.milestones),
        reskilling=tuple(
            replace(c, verified=c.verified + extra, reported=c.reported + extra)
            for c in plenty.reskilling
            for extra in [data.draw(st.integers(0, 60), label="more verified")]
        ),
    )
    before, after = entitlement(plenty), entitlement(more)
    assert after.share >= before.share
    assert after.earned_minor >= before.earned_minor
    assert after.payable_minor >= before.payable_minor


def _raised(facts: MilestoneFacts, data: st.DataObject) -> MilestoneFacts:
    share = facts.share_met
    return replace(
        facts,
        level_now=facts.level_now + data.draw(st.integers(0, 3), label="higher level"),
        share_met=None if share is None else max(share, data.draw(parts, label="greater share")),
    )


# the walks

ANYBODY, ANYBODY_ELSE = all_rounder("ANYBODY"), all_rounder("ANYBODY-ELSE")
CAST = (
    OFFICER, SECOND_OFFICER, ASSESSOR, AUTHORISER, ACCOUNTANT, ADMINISTRATOR, ANYBODY, ANYBODY_ELSE,
)  # fmt: skip
APT = {
    Act.RECORD_EVIDENCE: OFFICER,
    Act.SUBMIT: OFFICER,
    Act.RETURN: ASSESSOR,
    Act.ASSESS: ASSESSOR,
    Act.REPORT: OFFICER,
    Act.VERIFY: SECOND_OFFICER,
    Act.REJECT: SECOND_OFFICER,
    Act.PROPOSE: OFFICER,
    Act.CONFIRM: AUTHORISER,
    Act.SEND_BACK: AUTHORISER,
    Act.CANCEL: AUTHORISER,
    Act.SETTLE: ACCOUNTANT,
    Act.RECORD_FAILURE: ACCOUNTANT,
    Act.HOLD: ACCOUNTANT,
    Act.LIFT: AUTHORISER,
}
# What leads on is tried more often than what leads back, so that walks get somewhere.
TRIED = (*APT, *[Act.PROPOSE] * 3, *[Act.CONFIRM] * 3, *[Act.SETTLE] * 3, Act.ASSESS, Act.LIFT)


@dataclass(frozen=True)
class Try:
    """Somebody (None: whoever is apt) tries an act on one of its subjects, days later."""

    act: Act
    who: Person | None
    number: int
    days: int
    amount: int | None
    persons: int
    verdict: Verdict
    level: int | None


tries = st.builds(
    Try,
    act=st.sampled_from(TRIED),
    who=st.none() | st.none() | st.sampled_from(CAST),
    number=st.integers(1, 4),
    days=st.sampled_from([0, 0, 0, 1, 20, 150]),
    amount=st.none() | st.sampled_from([1, 250_000, 600_000, 1_000_001]),
    persons=st.sampled_from([20, 45, 60, 75]),
    verdict=st.sampled_from([Verdict.MET, Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET]),
    level=st.sampled_from([None, None, 4, 5, 6]),
)


@st.composite
def starts(draw: st.DrawFn) -> Story:
    programme = programme_file(
        policy=draw(st.sampled_from(PolicyName)),
        reductions=draw(st.sampled_from(Reductions)),
        budgets=draw(
            st.sampled_from([{2025: 10**7, 2026: 10**7}, {2025: 700_000, 2026: 10**7}, {2026: 1}])
        ),
    )
    file = draw(st.sampled_from([Story().file, ripe().file, ripe(trained=45).file, half_ripe().file]))
    return Story(file=file, programme=programme)


def request_of(story: Story, tried: Try) -> Request:  # noqa: PLR0911  # one line an act
    n = tried.number
    two = 1 + n % 2
    milestone, report, payout = f"M{two}", f"R{n}", f"P{n}"
    match tried.act:
        case Act.RECORD_EVIDENCE:
            return story.evidence(milestone)
        case Act.SUBMIT:
            return SubmitMilestone(grant=GRANT, milestone=milestone)
        case Act.RETURN:
            return ReturnMilestone(grant=GRANT, milestone=milestone)
        case Act.ASSESS:
            verdicts = [tried.verdict] * len(story.file.criteria_of(milestone))
            return story.assessment(milestone, *verdicts, level=tried.level)
        case Act.REPORT:
            return story.training(tried.persons, f"C{two}")
        case Act.VERIFY:
            return VerifyReport(grant=GRANT, report=report)
        case Act.REJECT:
            return RejectReport(grant=GRANT, report=report)
        case Act.PROPOSE:
            return ProposePayout(grant=GRANT, instalment=f"I{two}", amount_minor=tried.amount)
        case Act.CONFIRM:
            return ConfirmPayout(grant=GRANT, payout=payout)
        case Act.SEND_BACK:
            return SendBackPayout(grant=GRANT, payout=payout)
        case Act.CANCEL:
            return CancelPayout(grant=GRANT, payout=payout)
        case Act.SETTLE:
            return story.settlement(payout)
        case Act.RECORD_FAILURE:
            return RecordFailure(grant=GRANT, payout=payout)
        case Act.HOLD:
            return PlaceHold(grant=GRANT, instalment=None if n == 1 else f"I{two}")
    return LiftHold(grant=GRANT, hold=f"H{two}")


def walked(story: Story, walk: Sequence[Try]) -> Story:
    """Let people try what they try; what is refused changes nothing, what is done keeps the laws."""
    for tried in walk:
        story.day += timedelta(days=tried.days)
        before = story.file, story.programme, len(story.changes)
        try:
            story.does(tried.who or APT[tried.act], request_of(story, tried), "Because")
        except (Refused, NotFound, Invalid):
            assert (story.file, story.programme, len(story.changes)) == before
        else:
            money_is_kept_within_bounds(story)
            three_people_stand_behind_every_payment(story)
    return story


def money_is_kept_within_bounds(story: Story) -> None:
    file = story.file
    paid = sum(p.amount_minor for p in file.payouts if p.state is PayoutState.PAID)
    standing = [p for p in file.payouts if p.is_standing]
    taken = sum(p.amount_minor for p in standing)
    assert 0 <= paid <= file.confirmed_minor <= taken <= file.award_minor
    for instalment in file.instalments:
        own = sum(p.amount_minor for p in standing if p.instalment == instalment.code)
        assert own <= instalment.amount_minor
    for year in story.programme.years:
        assert 0 <= year.paid_minor <= year.confirmed_minor <= year.budget_minor
        moved = year.confirmed_minor, year.paid_minor
        assert moved == budget_by_year(file).get(year.fiscal_year, (0, 0))
    assert {p.fiscal_year for p in file.payouts} <= {y.fiscal_year for y in story.programme.years}
    derived = grant_standing(file, story.programme.programme)
    assert (derived.confirmed_minor, derived.paid_minor) == (file.confirmed_minor, paid)


def three_people_stand_behind_every_payment(story: Story) -> None:
    file = story.file
    for payout in file.payouts:
        assert payout.amount_minor <= payout.entitled_minor
        behind = [payout.proposed_by, payout.confirmed_by, payout.settled_by]
        known = [code for code in behind if code is not None]
        assert len(set(known)) == len(known)
        if payout.is_binding:
            assert payout.confirmed_by is not None
        if payout.state is PayoutState.PAID:
            assert payout.settled_by is not None


def entry_of(change: Change, step: Step) -> JournalEntry:
    return JournalEntry(
        stream=change.stream, seq=0, recorded_at=change.occasion.recorded_at,
        effective_on=change.occasion.effective_on, actor=change.occasion.person.code,
        role=step.role, act=step.act, subject=step.subject, from_state=step.before,
        to_state=step.after, amount_minor=step.amount_minor, fiscal_year=step.fiscal_year,
        reason=change.occasion.reason, facts="[]", images=images_text(step), rules_edition="1",
        command_id="c", part=0, request_hash="", previous_hash="", hash="",
    )  # fmt: skip


@given(story=starts(), walk=st.lists(tries, min_size=5, max_size=40))
@settings(max_examples=250, deadline=None)
def test_whatever_people_try_the_money_stays_bounded_and_the_journal_folds_to_the_file(
    story: Story, walk: list[Try]
) -> None:
    start = story.file
    walked(story, walk)
    event(f"{len(story.file.payouts)} payouts")
    rows = {(kind_of(r), key_of(r)): to_row(r) for r in story.file.records()}
    assert folded_onto(start.records(), story.changes) == rows


def folded_onto(start: tuple[object, ...], changes: list[Change]) -> object:
    first = fold([])
    for record in start:
        first[kind_of(record), key_of(record)] = to_row(record)  # type: ignore[arg-type]  # every one is a record
    entries = [entry_of(change, step) for change in changes for step in change.steps]
    return {**first, **fold(entries)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_by_the_apt_people_reaches_the_bank(seed: int) -> None:
    """So that the law above is not kept by walks that go nowhere."""
    acts = (Act.PROPOSE, Act.CONFIRM, Act.SETTLE)
    walk = [
        Try(
            act=act, who=None, number=number, days=seed, amount=250_000, persons=60,
            verdict=Verdict.MET, level=None,
        )
        for number in (2, 4)
        for act in acts
    ]  # fmt: skip
    story = walked(ripe(), [replace(t, number=t.number // 2) if t.act is not Act.PROPOSE else t for t in walk])
    assert [p.state for p in story.file.payouts] == [PayoutState.PAID, PayoutState.PAID]
    assert occasion(OFFICER).today == DAY

"""Laws that hold whatever people do: of the weighing, and of every walk of moves over a grant."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, TypeVar

from hypothesis import event, given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.assessing import AssessMilestone
from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.milestones import RecordEvidence, ReturnMilestone, SubmitMilestone
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.acts.reskilling import RejectReport, ReportTraining, VerifyReport
from portfolio.domain.case import MilestoneFacts, PayoutCase, ReskillingFacts
from portfolio.domain.errors import Invalid, Refused
from portfolio.domain.journal import JournalEntry, fold, images_text
from portfolio.domain.milestone import Verdict
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.readiness import Scale
from portfolio.domain.record import key_of, kind_of, to_row
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.duties import DUTY_OF_ACT
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.domain.states import MilestoneState, PayoutState, State
from portfolio.domain.transitions import Act, possible_acts
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
    programme_file,
    ripe,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.acts.table import Request
    from portfolio.domain.change import Change, Step
    from portfolio.domain.people import Person

T = TypeVar("T")

# the weighing

counts = st.integers(0, 90)
asked_for = st.integers(1, 90)
parts = st.sampled_from([Fraction(n, 4) for n in range(5)])
sums = st.integers(1, 50) | st.integers(1, 10**12)
ceilings = st.just(10**13) | sums


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
    verified = draw(st.integers(0, 2) | counts)
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
        milestones=tuple(
            draw(
                st.lists(sound_milestones(), min_size=1, max_size=2)
                | st.lists(milestones(), max_size=3)
            )
        ),
        reskilling=tuple(draw(st.lists(commitments(), max_size=3))), holds=(),
        award_minor=draw(ceilings), award_taken_minor=draw(st.integers(0, 100)), fiscal_year=2025,
        budget_minor=draw(st.none() | ceilings), budget_taken_minor=draw(st.integers(0, 100)),
    )  # fmt: skip


@given(case=cases())
@settings(max_examples=200, deadline=None)
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
@settings(max_examples=200, deadline=None)
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
APT: dict[type, Person] = {
    RecordEvidence: OFFICER,
    SubmitMilestone: OFFICER,
    ReturnMilestone: ASSESSOR,
    AssessMilestone: ASSESSOR,
    ReportTraining: OFFICER,
    VerifyReport: SECOND_OFFICER,
    RejectReport: SECOND_OFFICER,
    ProposePayout: OFFICER,
    ConfirmPayout: AUTHORISER,
    SendBackPayout: AUTHORISER,
    CancelPayout: AUTHORISER,
    SettlePayout: ACCOUNTANT,
    RecordFailure: ACCOUNTANT,
    PlaceHold: ACCOUNTANT,
    LiftHold: AUTHORISER,
}


@dataclass(frozen=True)
class Try:
    """Somebody tries something, some days later: what the tables allow, or `wild` anything."""

    wild: bool
    who: Person
    days: int
    amount: int | None
    persons: int
    verdict: Verdict
    level: int | None
    choice: int


def a_try(number: int) -> Try:
    """Return the try a number stands for: drawing one number is quick, and shrinks well."""

    def one_of(*choices: T) -> T:
        nonlocal number
        number, place = divmod(number, len(choices))
        return choices[place]

    return Try(
        wild=one_of(0, 0, 0, 1) == 1,
        who=one_of(*CAST),
        days=one_of(0, 0, 0, 0, 1, 20, 150),
        amount=one_of(None, None, 1, 250_000, 600_000, 1_000_001),
        persons=one_of(60, 45, 20, 75),
        verdict=one_of(Verdict.MET, Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET),
        level=one_of(None, None, None, 4, 5, 6),
        choice=number,
    )


tries = st.binary(min_size=6, max_size=6).map(lambda drawn: a_try(int.from_bytes(drawn)))


@st.composite
def starts(draw: st.DrawFn) -> Story:
    programme = programme_file(
        policy=draw(st.sampled_from(PolicyName)),
        reductions=draw(st.sampled_from(Reductions)),
        budgets=draw(
            st.sampled_from(
                [{2025: 10**7, 2026: 10**7}, {2025: 10**7}, {2025: 700_000, 2026: 10**7}, {2026: 1}]
            )
        ),
    )
    file = draw(
        st.sampled_from([ripe().file, Story().file, ripe(trained=45).file, half_ripe().file])
    )
    return Story(file=file, programme=programme)


def requests(story: Story, tried: Try) -> list[Request]:
    """Return all that could be tried now: what the tables allow, or any act on any subject."""
    file, wild = story.file, tried.wild
    found: list[Request] = []
    for m in file.milestones:
        verdicts = [tried.verdict] * len(file.criteria_of(m.code))
        on_milestone: dict[Act, Request] = {
            Act.SUBMIT: SubmitMilestone(grant=GRANT, milestone=m.code),
            Act.RETURN: ReturnMilestone(grant=GRANT, milestone=m.code),
            Act.ASSESS: story.assessment(m.code, *verdicts, level=tried.level),
        }
        found.append(story.evidence(m.code))
        found.extend(_possible("milestone", m.state, on_milestone, wild=wild))
    found.extend(story.training(tried.persons, c.code) for c in file.commitments)
    for r in file.reports:
        on_report: dict[Act, Request] = {
            Act.VERIFY: VerifyReport(grant=GRANT, report=r.code),
            Act.REJECT: RejectReport(grant=GRANT, report=r.code),
        }
        found.extend(_possible("report", r.state, on_report, wild=wild))
    for i in file.instalments:
        proposal = ProposePayout(grant=GRANT, instalment=i.code, amount_minor=tried.amount)
        found.extend([proposal] * 3)
        if wild:
            found.append(PlaceHold(grant=GRANT, instalment=i.code))
    for p in file.payouts:
        on_payout: dict[Act, Request] = {
            Act.CONFIRM: ConfirmPayout(grant=GRANT, payout=p.code),
            Act.SEND_BACK: SendBackPayout(grant=GRANT, payout=p.code),
            Act.CANCEL: CancelPayout(grant=GRANT, payout=p.code),
            Act.SETTLE: story.settlement(p.code),
            Act.RECORD_FAILURE: RecordFailure(grant=GRANT, payout=p.code),
        }
        found.extend(_possible("payout", p.state, on_payout, wild=wild) * 5)
    for h in file.holds:
        lift: dict[Act, Request] = {Act.LIFT: LiftHold(grant=GRANT, hold=h.code)}
        found.extend(_possible("hold", h.state, lift, wild=wild))
    return found


def _possible(kind: str, state: State, by_act: dict[Act, Request], *, wild: bool) -> list[Request]:
    return [r for act, r in by_act.items() if wild or act in possible_acts(kind, state)]


def walked(story: Story, walk: Sequence[Try]) -> Story:
    """Let people try: what is refused changes nothing, what is done keeps the laws."""
    for tried in walk:
        story.day += timedelta(days=tried.days)
        before = story.file, story.programme, len(story.changes)
        choices = requests(story, tried)
        request = choices[tried.choice % len(choices)]
        who = tried.who if tried.wild else APT[type(request)]
        try:
            story.does(who, request, "Because")
        except (Refused, Invalid):
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


@given(story=starts(), walk=st.lists(tries, min_size=15, max_size=30))
@settings(max_examples=200, deadline=None)
def test_whatever_people_try_the_money_stays_bounded_and_the_journal_folds_to_the_file(
    story: Story, walk: list[Try]
) -> None:
    start = story.file.records()
    walked(story, walk)
    derived = grant_standing(story.file, story.programme.programme)
    assert derived.confirmed_minor == story.file.confirmed_minor
    event(f"{sum(p.is_binding for p in story.file.payouts)} payouts bind")
    rows = {(kind_of(r), key_of(r)): to_row(r) for r in story.file.records()}
    entries = [entry_of(change, step) for change in story.changes for step in change.steps]
    assert {(kind_of(r), key_of(r)): to_row(r) for r in start} | fold(entries) == rows


def test_walks_go_far_enough_to_mean_something() -> None:
    """The tries of one fixed run reach every act and pay more than once."""
    random = Random(20250602)  # noqa: S311  # a walk, not a secret
    done: Counter[Act] = Counter()
    for start in (ripe, half_ripe) * 20:
        story = walked(start(), [a_try(random.getrandbits(48)) for _ in range(40)])
        done.update(step.act for change in story.changes for step in change.steps)
    assert set(DUTY_OF_ACT) <= set(done)
    assert done[Act.SETTLE] >= 20

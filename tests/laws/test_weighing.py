"""Laws of the weighing that hold for every case there can be, whatever its policy and terms."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.case import (
    FundingFacts,
    MilestoneFacts,
    PayoutCase,
    RecoveryFacts,
    ReskillingFacts,
)
from portfolio.domain.policies import Bearing, PolicyName, Reductions
from portfolio.domain.reason import Effect
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import GrantState, MilestoneState
from tests.domain.cases import (
    SOUND,
    engineers,
    hold,
    milestone,
    money_raised,
    terms,
    waiver,
)

if TYPE_CHECKING:
    from portfolio.domain.terms import Terms

counts = st.integers(0, 90)
parts = st.sampled_from([Fraction(n, 4) for n in range(5)])
shares = st.sampled_from([Fraction(1, 2), Fraction(3, 4), Fraction(1)])
weights = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 2)])
sums = st.integers(1, 50) | st.integers(1, 10**12)
ceilings = st.just(10**13) | sums
bearings = st.sampled_from(Bearing)
waived = st.sampled_from([None, None, None, waiver()])


@st.composite
def milestones(draw: st.DrawFn) -> MilestoneFacts:
    state = draw(st.sampled_from([MilestoneState.MET, *MilestoneState]))
    facts = milestone(
        state, draw(st.none() | parts), draw(shares), draw(st.integers(3, 7)),
        draw(st.sampled_from(["OFFICER", ""])),
        draw(st.sampled_from(["ASSESSOR", "ASSESSOR", "OFFICER", None])),
        bearing=draw(bearings), coefficient=draw(weights), criteria=draw(st.integers(1, 3)),
    )  # fmt: skip
    return replace(facts, waiver=draw(waived))


@st.composite
def sound_milestones(draw: st.DrawFn) -> MilestoneFacts:
    return milestone(
        share_met=draw(parts.filter(bool)), share_asked=Fraction(1, 4), level_now=6,
        bearing=draw(bearings), coefficient=draw(weights),
    )  # fmt: skip


@st.composite
def commitments(draw: st.DrawFn) -> ReskillingFacts:
    verified, asked = draw(counts), draw(st.integers(1, 90))
    reported = verified + draw(st.integers(0, 30))
    facts = engineers(
        f"{verified} of {asked}, {reported} reported",
        bearing=draw(bearings), coefficient=draw(weights),
    )  # fmt: skip
    return replace(facts, waiver=draw(waived))


@st.composite
def fundings(draw: st.DrawFn) -> FundingFacts:
    facts = money_raised(draw(counts), draw(st.integers(1, 90)), bearing=draw(bearings))
    return replace(facts, waiver=draw(waived))


@st.composite
def all_terms(draw: st.DrawFn) -> Terms:
    said: dict[str, str] = {}
    for name, values in {
        "bands": ["0:0 30:2/5 50:7/10 80:1", "0:1/2 50:1"],
        "items": ["1", "3", "191"],
        "unit_price": ["1", "40"],
        "unit_baseline": ["0", "20"],
        "cost_rate": ["1/3", "1"],
        "incentive_rate": ["1/10"],
        "retention_share": ["0.05", "1/3", "1"],
        "clearing_share": ["0.13", "1"],
    }.items():
        value = draw(st.none() | st.sampled_from(values), label=name)
        if value is not None:
            said[name] = value
    return terms(**said)


@st.composite
def cases(draw: st.DrawFn) -> PayoutCase:
    scheduled = draw(sums)
    taken, withheld, reduced = _split(draw, scheduled)
    return replace(
        SOUND,
        policy=draw(st.sampled_from(PolicyName)),
        reductions=draw(st.sampled_from(Reductions)),
        terms=draw(all_terms()),
        grant_state=draw(st.sampled_from([GrantState.ACTIVE] * 4 + list(GrantState))),
        scheduled_minor=scheduled,
        taken_minor=taken,
        withheld_minor=withheld,
        reduced_minor=reduced,
        asked_minor=draw(st.none() | st.integers(1, scheduled)),
        milestones=tuple(
            draw(
                st.lists(sound_milestones(), min_size=1, max_size=2)
                | st.lists(milestones(), max_size=3)
            )
        ),
        reskilling=tuple(draw(st.lists(commitments(), max_size=3))),
        funding=tuple(draw(st.lists(fundings(), max_size=1))),
        eligible_cost_minor=draw(st.just(0) | sums),
        holds=draw(st.sampled_from([(), (), (), (hold(),)])),
        recoveries=tuple(
            RecoveryFacts(code=f"B{n}", principal_minor=owed, owed_minor=owed)
            for n, owed in enumerate(draw(st.lists(st.integers(0, 50), max_size=2)), start=1)
        ),
        advances_minor=draw(st.just(0) | st.integers(0, 60)),
        final_period=draw(st.booleans()),
        accepted=draw(st.booleans()),
        fixed_left_minor=draw(st.none() | st.none() | ceilings),
        award_minor=draw(ceilings),
        award_taken_minor=draw(st.integers(0, 100)),
        budget_minor=draw(st.none() | ceilings | ceilings),
        budget_taken_minor=draw(st.integers(0, 100)),
    )


def _split(draw: st.DrawFn, scheduled: int) -> tuple[int, int, int]:
    """Draw what is taken, withheld and reduced of an instalment: never more than it has."""
    taken = draw(st.just(0) | st.integers(0, scheduled))
    withheld = draw(st.just(0) | st.integers(0, scheduled - taken))
    reduced = draw(st.just(0) | st.integers(0, scheduled - taken - withheld))
    return taken, withheld, reduced


@given(case=cases())
@settings(max_examples=200, deadline=None)
def test_nothing_passes_what_was_scheduled_earned_awarded_or_appropriated(
    case: PayoutCase,
) -> None:
    owed = entitlement(case)
    assert 0 <= owed.share <= 1
    assert owed.earned_minor <= case.scheduled_minor * owed.share < owed.earned_minor + 1
    assert owed.payable_minor >= 0
    if owed.payable_minor:
        charge = owed.payable_minor - owed.clears_minor
        assert owed.payable_minor + case.taken_minor + owed.retained_minor <= owed.earned_minor
        assert charge <= case.award_minor - case.award_taken_minor
        assert case.budget_minor is not None
        assert charge <= case.budget_minor - case.budget_taken_minor
        assert case.fixed_left_minor is None or owed.payable_minor <= case.fixed_left_minor
        assert owed.obstacles == ()
    assert entitlement(case) == owed


@given(case=cases())
@settings(max_examples=200, deadline=None)
def test_taken_withheld_reduced_and_open_are_what_was_scheduled(case: PayoutCase) -> None:
    owed = entitlement(case)
    parts_of_it = (case.taken_minor, owed.withheld_minor, case.reduced_minor, owed.open_minor)
    assert sum(parts_of_it) == case.scheduled_minor
    assert min(parts_of_it) >= 0
    assert owed.payable_minor <= owed.open_minor


@given(case=cases())
@settings(max_examples=200, deadline=None)
def test_net_and_gross_reconcile_and_nothing_is_set_off_that_is_not_owed(case: PayoutCase) -> None:
    owed = entitlement(case)
    assert owed.payable_minor == owed.clears_minor + owed.set_off_minor + owed.cash_minor
    assert min(owed.clears_minor, owed.set_off_minor, owed.cash_minor) >= 0
    assert owed.clears_minor <= case.advances_minor
    assert owed.set_off_minor <= sum(r.owed_minor for r in case.recoveries)


@given(case=cases(), data=st.data())
@settings(max_examples=200, deadline=None)
def test_more_delivered_never_pays_less(case: PayoutCase, data: st.DataObject) -> None:
    plenty = replace(case, award_minor=10**15, budget_minor=10**15, asked_minor=None)
    more = replace(
        plenty,
        milestones=tuple(_raised(m, data) for m in plenty.milestones),
        reskilling=tuple(
            replace(c, verified=c.verified + extra, reported=c.reported + extra)
            for c in plenty.reskilling
            for extra in [data.draw(st.integers(0, 60), label="more verified")]
        ),
        funding=tuple(
            replace(f, raised_minor=f.raised_minor + data.draw(counts, label="more raised"))
            for f in plenty.funding
        ),
        eligible_cost_minor=plenty.eligible_cost_minor + data.draw(counts, label="more cost"),
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


@given(case=cases())
@settings(max_examples=200, deadline=None)
def test_every_check_says_something_stands_in_the_way_or_money_is_payable(case: PayoutCase) -> None:
    owed = entitlement(replace(case, asked_minor=None))
    assert bool(owed.payable_minor) is (not owed.obstacles)
    assert all(0 <= f.share <= 1 for f in owed.findings if f.effect is Effect.REDUCES)

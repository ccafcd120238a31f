"""Separation of duties, tried out: one person with every role, against every pair of duties."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count, product
from typing import TYPE_CHECKING, Any

import pytest

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
from portfolio.domain.errors import Refused
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import PeopleFile, Person
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import DUTY_OF_ACT, INCOMPATIBLE, Duty
from portfolio.domain.rules.played import played_on_funding
from portfolio.domain.states import MilestoneState
from portfolio.domain.transitions import TABLES, Act
from tests.domain.builders import GRANT, Story, all_rounder, half_ripe, reasons, ripe
from tests.domain.everything import CODES, everything, requests_on, standing

if TYPE_CHECKING:
    from portfolio.domain.finding import Finding
    from portfolio.domain.states import State

BECAUSE = "Because"


@dataclass
class Office:
    """A grant half ripe, on which anything can be done, and stand-ins for all the other parts.

    Every stand-in has every role and acts once: what is refused is refused for who one is.
    """

    story: Story = field(default_factory=half_ripe)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def stand_in(self) -> Person:
        return all_rounder(f"STAND-IN-{next(self.numbers)}")

    def lets(self, who: Person, act: Act) -> None:
        """Let somebody do an act, after stand-ins have done what has to come before."""
        name = act.name.lower()
        getattr(self, "return_" if act is Act.RETURN else name)(who)

    def record_evidence(self, who: Person) -> None:
        self.story.hands_in("M1", by=who)

    def submit(self, who: Person) -> None:
        if self.story.file.milestone("M1").state is MilestoneState.SUBMITTED:
            self.return_(self.stand_in())
        self.story.submits("M1", by=who)

    def return_(self, who: Person) -> None:
        if self.story.file.milestone("M1").state is not MilestoneState.SUBMITTED:
            self.story.submits("M1", by=self.stand_in())
        self.story.does(who, ReturnMilestone(grant=GRANT, milestone="M1"), BECAUSE)

    def assess(self, who: Person) -> None:
        if self.story.file.milestone("M1").state is not MilestoneState.SUBMITTED:
            self.story.submits("M1", by=self.stand_in())
        self.story.does(who, self.story.assessment("M1", Verdict.MET, Verdict.NOT_MET))

    def report(self, who: Person) -> None:
        self.story.does(who, self.story.training(60))

    def verify(self, who: Person) -> None:
        self.report(self.stand_in())
        self.story.does(who, VerifyReport(grant=GRANT, report=self.story.file.reports[-1].code))

    def reject(self, who: Person) -> None:
        self.report(self.stand_in())
        report = self.story.file.reports[-1].code
        self.story.does(who, RejectReport(grant=GRANT, report=report), BECAUSE)

    def propose(self, who: Person) -> None:
        if self.story.file.milestone("M1").state in (
            MilestoneState.SUBMITTED,
            MilestoneState.PLANNED,
        ):
            self.assess(self.stand_in())
        self.story.proposes("I1", 1_000, by=who)

    def confirm(self, who: Person) -> None:
        self.propose(self.stand_in())
        self.story.confirms(self.newest, by=who)

    def send_back(self, who: Person) -> None:
        self.propose(self.stand_in())
        self.story.does(who, SendBackPayout(grant=GRANT, payout=self.newest), BECAUSE)

    def cancel(self, who: Person) -> None:
        self.confirm(self.stand_in())
        self.story.does(who, CancelPayout(grant=GRANT, payout=self.newest), BECAUSE)

    def settle(self, who: Person) -> None:
        self.confirm(self.stand_in())
        self.story.settles(self.newest, by=who)

    def record_failure(self, who: Person) -> None:
        self.settle(self.stand_in())
        self.story.does(who, RecordFailure(grant=GRANT, payout=self.newest), BECAUSE)

    def hold(self, who: Person) -> None:
        self.story.does(who, PlaceHold(grant=GRANT), BECAUSE)

    def lift(self, who: Person) -> None:
        if not self.story.file.holds_on("I1"):
            self.hold(self.stand_in())
        self.story.does(who, LiftHold(grant=GRANT, hold="H1"), BECAUSE)

    @property
    def newest(self) -> str:
        return self.story.file.payouts[-1].code


SAME = all_rounder("SAME")
ACTS_ON_MONEY = (
    Act.RECORD_EVIDENCE, Act.SUBMIT, Act.RETURN, Act.ASSESS, Act.REPORT, Act.VERIFY, Act.REJECT,
    Act.PROPOSE, Act.CONFIRM, Act.SEND_BACK, Act.CANCEL, Act.SETTLE, Act.RECORD_FAILURE,
)  # fmt: skip
"""The acts that lead to a payment in the ordinary way: all pairs of them are tried out."""


def collide(first: Act, second: Act) -> bool:
    one, two = DUTY_OF_ACT[first], DUTY_OF_ACT[second]
    return (one, two) in INCOMPATIBLE or (two, one) in INCOMPATIBLE


def is_refused(first: Act, second: Act, *, to: Person) -> bool:
    """Let SAME do the first act; say whether duties alone refuse the second to somebody."""
    office = Office()
    office.lets(SAME, first)
    obstacles: tuple[Finding, ...] = ()
    try:
        office.lets(to, second)
    except Refused as refusal:
        obstacles = refusal.obstacles
    assert reasons(obstacles) in ((), (Reason.DUTIES_COLLIDE,)), (first, second)
    for found in obstacles:
        assert found.facts["person"] == to.code
        assert found.facts["earlier"] == DUTY_OF_ACT[first].value
    return bool(obstacles)


SHOWED = (Duty.RECORD, Duty.ASSESS, Duty.GATE, Duty.REPORT, Duty.VERIFY)


def test_the_incompatible_pairs_are_those_of_the_regulation() -> None:
    assert {frozenset(pair) for pair in INCOMPATIBLE} == {
        frozenset(pair)
        for pair in [
            # who shows, who judges it, who decides on the rise
            (Duty.RECORD, Duty.ASSESS),
            (Duty.RECORD, Duty.GATE),
            (Duty.ASSESS, Duty.GATE),
            (Duty.REPORT, Duty.VERIFY),
            # who judges asks for no money, and no change
            *product((Duty.ASSESS,), (Duty.PROPOSE, Duty.SEEK)),
            (Duty.GATE, Duty.PROPOSE),
            # who had a part in what was shown decides on no money
            *product(SHOWED, (Duty.CONFIRM, Duty.SETTLE, Duty.GRANT, Duty.RULE)),
            # who asks, who grants, who pays
            *product((Duty.PROPOSE, Duty.SEEK), (Duty.CONFIRM, Duty.GRANT, Duty.SETTLE)),
            *product((Duty.CONFIRM, Duty.GRANT), (Duty.SETTLE,)),
            # who stops, who lets go on
            (Duty.HOLD, Duty.LIFT),
            (Duty.SUSPEND, Duty.RULE),
            (Duty.ENTER, Duty.STEER),
            *product((Duty.REQUEST,), (Duty.SCREEN, Duty.VETO, Duty.UNVETO)),
            (Duty.VETO, Duty.UNVETO),
        ]
    }


def collisions() -> list[tuple[str, State, Act, Duty]]:
    """Return every row of a table, with every duty that collides with it."""
    return [
        (kind, move.before, move.act, earlier)
        for kind, moves in TABLES.items()
        for move in moves
        if move.before is not None and move.act in requests_on(kind)
        for earlier in Duty
        if {earlier, DUTY_OF_ACT[move.act]} in [set(pair) for pair in INCOMPATIBLE]
        and earlier in PLAYED_ON[kind]
    ]


PLAYED_ON: dict[str, tuple[Duty, ...]] = {
    "grant": (Duty.ENTER, Duty.STEER),
    "milestone": (Duty.RECORD, Duty.ASSESS, Duty.GRANT),
    "stage_gate": (Duty.RECORD, Duty.ASSESS),
    "report": (Duty.REPORT,),
    "funding_report": (Duty.REPORT,),
    "cost": (Duty.REPORT,),
    "payout": (Duty.PROPOSE, Duty.CONFIRM, Duty.SETTLE),
    "hold": (Duty.HOLD,),
    "suspension": (Duty.SUSPEND,),
    "waiver": (Duty.SEEK,),
    "amendment": (Duty.SEEK,),
    "recovery": (Duty.SEEK, Duty.GRANT),
    "covenant": (Duty.ASSESS, Duty.GRANT),
    "screening": (Duty.REQUEST, Duty.SCREEN, Duty.VETO),
}
"""The parts that can have been played on a subject of each kind."""

NAMED_BY_A_FIELD = {
    "report": "reported_by", "funding_report": "reported_by", "cost": "claimed_by",
    "hold": "placed_by",
}  # fmt: skip


def played_before(kind: str, state: State, duty: Duty) -> Story:
    """Return the grant with its one subject of a kind in a state, and SAME in that duty on it."""
    story = standing(kind, state)
    on_milestone = kind == "stage_gate"
    found = story.file.milestone("M1") if on_milestone else subject_of(story, kind)
    if kind in NAMED_BY_A_FIELD:
        changed = replace(found, **{NAMED_BY_A_FIELD[kind]: SAME.code})
    else:
        changed = replace(found, played=(f"{duty.value}:{SAME.code}",))
    story.file = story.file.with_records((changed,))
    return story


def subject_of(story: Story, kind: str) -> Any:  # noqa: ANN401  # a record of whatever kind
    file = story.file
    return file.grant if kind == "grant" else getattr(file, kind)(CODES[kind])


@pytest.mark.parametrize(("kind", "state", "act", "earlier"), collisions())
def test_every_row_is_refused_to_who_had_a_part_that_collides_with_it(
    kind: str, state: State, act: Act, earlier: Duty
) -> None:
    story = played_before(kind, state, earlier)
    refusal = story.refusal(SAME, requests_on(kind, story=story)[act], BECAUSE)
    collided = [f for f in refusal.obstacles if f.reason is Reason.DUTIES_COLLIDE]
    assert earlier.value in {f.facts["earlier"] for f in collided}
    assert {f.facts["person"] for f in collided} == {SAME.code}


def test_every_kind_has_a_row_that_takes_two_people() -> None:
    assert {kind for kind, *_ in collisions()} == set(TABLES)


@pytest.mark.parametrize("first", ACTS_ON_MONEY)
def test_whoever_did_this_is_refused_every_act_that_collides_with_it(first: Act) -> None:
    expected = [second for second in ACTS_ON_MONEY if collide(first, second)]
    refused = [second for second in expected if is_refused(first, second, to=SAME)]
    assert refused == expected


@pytest.mark.parametrize("first", ACTS_ON_MONEY)
def test_whoever_did_this_is_refused_no_other_act(first: Act) -> None:
    others = [second for second in ACTS_ON_MONEY if not collide(first, second)]
    assert [second for second in others if is_refused(first, second, to=SAME)] == []


@pytest.mark.parametrize("first", ACTS_ON_MONEY)
def test_another_person_may_do_everything_after_it(first: Act) -> None:
    other = all_rounder("OTHER")
    assert [second for second in ACTS_ON_MONEY if is_refused(first, second, to=other)] == []


def test_who_placed_a_hold_is_refused_to_lift_it_and_another_may() -> None:
    assert is_refused(Act.HOLD, Act.LIFT, to=SAME)
    assert not is_refused(Act.HOLD, Act.LIFT, to=all_rounder("OTHER"))


def test_who_lifted_a_hold_may_place_the_next_which_is_another_subject() -> None:
    assert not is_refused(Act.LIFT, Act.HOLD, to=SAME)


def test_what_somebody_did_on_one_instalment_does_not_bar_them_from_another() -> None:
    story = ripe()
    story.proposes("I1", by=SAME)
    story.shows("M2")
    story.trains(20, "C2")
    story.proposes("I2")
    story.confirms("P2", by=SAME)
    assert story.file.payout("P2").confirmed_by == SAME.code


def test_a_milestone_shared_by_two_instalments_bars_from_both() -> None:
    story = ripe()
    shared = replace(story.file.milestone_conditions[0], instalment="I2")
    story.file = story.file.with_records((shared,))
    story.shows("M2")
    story.trains(20, "C2")
    story.proposes("I2")
    assessor = all_rounder("ASSESSOR")
    assert story.why_not(assessor, ConfirmPayout(grant=GRANT, payout="P1")) == (
        Reason.DUTIES_COLLIDE,
    )


class TestADetour:
    """A second step that writes over the first one's name must not wash it off."""

    def test_who_submitted_first_is_refused_to_assess_after_another_submitted_again(self) -> None:
        office = Office()
        office.submit(SAME)
        office.return_(office.stand_in())
        office.submit(office.stand_in())
        request = office.story.assessment("M1")
        assert office.story.why_not(SAME, request) == (Reason.DUTIES_COLLIDE,)

    def test_who_settled_first_is_refused_to_confirm_after_another_settled_again(self) -> None:
        office = Office()
        office.settle(SAME)
        paid = office.newest
        failed = RecordFailure(grant=GRANT, payout=paid)
        office.story.does(office.stand_in(), failed, BECAUSE)
        office.story.settles(paid, by=office.stand_in())
        office.propose(office.stand_in())
        confirm = ConfirmPayout(grant=GRANT, payout=office.newest)
        assert office.story.why_not(SAME, confirm) == (Reason.DUTIES_COLLIDE,)


def test_two_logins_of_one_person_are_one_person() -> None:
    people = PeopleFile((replace(SAME, logins=("desk", "tablet")), all_rounder("OTHER")))
    at_desk, at_tablet = people.by_login("desk"), people.by_login("tablet")
    assert at_desk is not None
    assert at_desk == at_tablet
    story = ripe()
    story.proposes("I1", by=at_desk)
    assert at_tablet is not None
    confirm = ConfirmPayout(grant=GRANT, payout="P1")
    assert story.why_not(at_tablet, confirm) == (Reason.DUTIES_COLLIDE,)


def test_a_refusal_names_every_collision_and_where_it_lies() -> None:
    office = Office()
    office.record_evidence(SAME)
    office.report(SAME)
    office.propose(SAME)
    confirm = ConfirmPayout(grant=GRANT, payout=office.newest)
    refusal = office.story.refusal(SAME, confirm)
    assert {(f.facts["earlier"], f.facts["where"]) for f in refusal.obstacles} == {
        (Duty.RECORD.value, f"{GRANT}/E2"),
        (Duty.REPORT.value, f"{GRANT}/R2"),
        (Duty.PROPOSE.value, f"{GRANT}/P1"),
    }


def test_separate_duties_are_said_in_a_yes() -> None:
    story = ripe()
    change = story.does(SAME, ProposePayout(grant=GRANT, instalment="I1"))
    assert Reason.DUTIES_SEPARATE in reasons(change.steps[0].findings)


def test_who_submits_without_having_recorded_is_refused_to_assess() -> None:
    story = Story()
    story.hands_in("M1")
    story.does(SAME, SubmitMilestone(grant=GRANT, milestone="M1"))
    assert story.why_not(SAME, story.assessment("M1")) == (Reason.DUTIES_COLLIDE,)


def test_what_somebody_did_on_one_promise_of_money_does_not_bar_them_from_another() -> None:
    story = everything()
    first = story.file.co_funding("F1")
    waits = story.file.funding_conditions[0]
    story.file = story.file.with_records(
        (replace(first, code="F2"), replace(waits, instalment="I2", co_funding="F2"))
    )
    parts = {
        code: {where for _, _, where in played_on_funding(story.file, code)}
        for code in ("F1", "F2")
    }
    assert {f"{GRANT}/F1", f"{GRANT}/F2", f"{GRANT}/P1"} <= parts["F1"]
    assert not parts["F2"] & parts["F1"]

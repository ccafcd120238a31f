"""Laws over the tables of moves: what is in a table can be done, what is not is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.milestones import ReturnMilestone, SubmitMilestone
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.acts.reskilling import RejectReport, VerifyReport
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import DUTY_OF_ACT
from portfolio.domain.states import HoldState, MilestoneState, PayoutState, ReportState, State
from portfolio.domain.transitions import (
    ROLES_OF_PLAIN_ACTS,
    TABLES,
    Act,
    Move,
    find_move,
    possible_acts,
)
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    Story,
    all_rounder,
    ripe,
)

if TYPE_CHECKING:
    from enum import StrEnum

    from portfolio.domain.acts.table import Request
    from portfolio.domain.people import Person

STATES: dict[str, type[StrEnum]] = {
    "milestone": MilestoneState,
    "payout": PayoutState,
    "report": ReportState,
    "hold": HoldState,
}
STARTS: dict[str, set[State | None]] = {
    "milestone": {MilestoneState.PLANNED},
    "payout": {None},
    "report": {None},
    "hold": {None},
}
FINAL: set[State] = {
    MilestoneState.MET,
    PayoutState.SENT_BACK,
    PayoutState.CANCELLED,
    ReportState.VERIFIED,
    ReportState.REJECTED,
    HoldState.LIFTED,
}
FOLLOWS_BY_ARITHMETIC = {Act.FIND_MET, Act.FIND_PARTLY_MET, Act.FIND_NOT_MET}

tables = pytest.mark.parametrize("kind", TABLES)


def every_state(kind: str) -> list[State]:
    return [state for state in STATES[kind] if isinstance(state, State)]


@tables
def test_every_state_appears(kind: str) -> None:
    appearing = {m.after for m in TABLES[kind]} | {m.before for m in TABLES[kind]}
    assert appearing - {None} == set(every_state(kind))


@tables
def test_every_state_is_reached_from_the_start(kind: str) -> None:
    reached = set(STARTS[kind])
    while True:
        further = {m.after for m in TABLES[kind] if m.before in reached} - reached
        if not further:
            break
        reached |= further
    assert reached >= set(every_state(kind))


@tables
def test_every_state_has_a_way_out_or_is_final(kind: str) -> None:
    without = {state for state in every_state(kind) if not possible_acts(kind, state)}
    assert without == FINAL & set(every_state(kind))


@tables
def test_no_two_rows_share_state_and_act(kind: str) -> None:
    pairs = [(m.before, m.act) for m in TABLES[kind]]
    assert len(pairs) == len(set(pairs))


@tables
def test_every_row_names_who_may(kind: str) -> None:
    for move in TABLES[kind]:
        assert move.roles
        assert Role.ADMINISTRATOR not in move.roles


@tables
def test_every_way_back_needs_a_reason(kind: str) -> None:
    needing = {m.act for m in TABLES[kind] if m.needs_reason}
    backwards = {Act.RETURN, Act.SEND_BACK, Act.CANCEL, Act.RECORD_FAILURE, Act.REJECT}
    stops = {Act.HOLD, Act.LIFT}
    assert needing == (backwards | stops) & {m.act for m in TABLES[kind]}


def test_every_move_is_a_duty_that_can_collide() -> None:
    moves = {m.act for table in TABLES.values() for m in table}
    assert moves - FOLLOWS_BY_ARITHMETIC <= set(DUTY_OF_ACT)


def test_every_act_but_the_first_is_in_a_table_or_plain() -> None:
    moves = {m.act for table in TABLES.values() for m in table}
    assert moves | set(ROLES_OF_PLAIN_ACTS) | {Act.INITIALISE} == set(Act)
    assert not moves & set(ROLES_OF_PLAIN_ACTS)


def pairs(*, inside: bool) -> list[tuple[str, State | None, Act]]:
    return [
        (kind, state, act)
        for kind in TABLES
        for state, act in product([None, *every_state(kind)], Act)
        if any((m.before, m.act) == (state, act) for m in TABLES[kind]) is inside
    ]


@pytest.mark.parametrize(("kind", "state", "act"), pairs(inside=True))
def test_what_the_table_has_is_found(kind: str, state: State | None, act: Act) -> None:
    move = find_move(kind, state, act)
    assert isinstance(move, Move)
    assert act in possible_acts(kind, state)


def test_what_no_table_has_is_not_found() -> None:
    missing = pairs(inside=False)
    assert len(missing) > 300
    assert [p for p in missing if find_move(*p) is not None] == []
    assert [p for p in missing if p[2] in possible_acts(p[0], p[1])] == []


ANYBODY = all_rounder("ANYBODY")


def requests_on(kind: str) -> dict[Act, Request]:
    story = full()
    by_kind: dict[str, dict[Act, Request]] = {
        "milestone": {
            Act.SUBMIT: SubmitMilestone(grant=GRANT, milestone="M1"),
            Act.RETURN: ReturnMilestone(grant=GRANT, milestone="M1"),
            Act.ASSESS: story.assessment("M1"),
        },
        "payout": {
            Act.CONFIRM: ConfirmPayout(grant=GRANT, payout="P1"),
            Act.SEND_BACK: SendBackPayout(grant=GRANT, payout="P1"),
            Act.CANCEL: CancelPayout(grant=GRANT, payout="P1"),
            Act.SETTLE: SettlePayout(grant=GRANT, payout="P1", payment_reference="BANK-1"),
            Act.RECORD_FAILURE: RecordFailure(grant=GRANT, payout="P1"),
        },
        "report": {
            Act.VERIFY: VerifyReport(grant=GRANT, report="R1"),
            Act.REJECT: RejectReport(grant=GRANT, report="R1"),
        },
        "hold": {Act.LIFT: LiftHold(grant=GRANT, hold="H1")},
    }
    return by_kind[kind]


def full() -> Story:
    """A grant with one of everything that moves."""
    story = ripe()
    story.proposes("I1")
    story.does(ACCOUNTANT, PlaceHold(grant=GRANT, instalment="I2"), "Site visit due")
    return story


def standing(kind: str, state: State) -> Story:
    """The same grant with its milestone, payout, report or hold in that state."""
    story = full()
    moving: dict[str, Any] = {
        "milestone": story.file.milestone("M1"),
        "payout": story.file.payout("P1"),
        "report": story.file.report("R1"),
        "hold": story.file.hold("H1"),
    }
    story.file = story.file.with_records((replace(moving[kind], state=state),))
    return story


def acts_on_standing(*, inside: bool) -> list[tuple[str, State, Act]]:
    return [
        (kind, state, act)
        for kind, state, act in pairs(inside=inside)
        if state is not None and act in requests_on(kind)
    ]


@pytest.mark.parametrize(("kind", "state", "act"), acts_on_standing(inside=False))
def test_what_no_table_has_is_refused_and_what_is_possible_is_said(
    kind: str, state: State, act: Act
) -> None:
    story = standing(kind, state)
    refusal = story.refusal(ANYBODY, requests_on(kind)[act], "Because")
    (found,) = (f for f in refusal.obstacles if f.reason is Reason.MOVE_IMPOSSIBLE)
    possible = [a.value for a in possible_acts(kind, state)]
    assert found.facts["state"] == state.value
    assert found.facts["act"] == act.value
    assert found.facts["possible"] == (", ".join(possible) or "nothing")


@pytest.mark.parametrize(("kind", "state", "act"), acts_on_standing(inside=True))
def test_what_a_table_has_goes_where_it_says(kind: str, state: State, act: Act) -> None:
    story = standing(kind, state)
    move = find_move(kind, state, act)
    assert move is not None
    change = story.does(ANYBODY, requests_on(kind)[act], "Because")
    step = change.steps[0]
    assert (step.act, step.before, step.after) == (act, state, move.after)
    assert step.role in move.roles


def test_the_tables_are_walked_by_whom_they_name() -> None:
    walkers: dict[Act, Person] = {
        Act.CONFIRM: AUTHORISER,
        Act.SETTLE: ACCOUNTANT,
        Act.PROPOSE: OFFICER,
        Act.VERIFY: SECOND_OFFICER,
    }
    moves = [m for table in TABLES.values() for m in table]
    for act, who in walkers.items():
        assert all(set(who.roles) & set(m.roles) for m in moves if m.act is act)

"""Laws over the tables of moves: what is in a table can be done, what is not is refused."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import Refused
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import DUTY_OF_ACT
from portfolio.domain.states import (
    STATES_OF_KIND,
    AmendmentState,
    CostState,
    CovenantState,
    HoldState,
    MilestoneState,
    PayoutState,
    RecoveryState,
    ReportState,
    StageGateState,
    State,
    SuspensionState,
    WaiverState,
)
from portfolio.domain.transitions import (
    CONSEQUENCES,
    ROLES_OF_PLAIN_ACTS,
    TABLES,
    Act,
    Move,
    acts_to_ask,
    find_move,
    possible_acts,
)
from tests.domain.builders import (
    ACCOUNTANT,
    AUTHORISER,
    COUNCIL,
    OFFICER,
    SECOND_OFFICER,
    all_rounder,
    reasons,
)
from tests.domain.everything import requests_on, standing

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.domain.change import Step
    from portfolio.domain.finding import Finding
    from portfolio.domain.people import Person
    from tests.domain.builders import Story

STARTS: dict[str, State] = {
    "milestone": MilestoneState.PLANNED,
    "covenant": CovenantState.STANDING,
}
"""Where a subject begins that comes into being with a file; any other begins with an act."""
FINAL: dict[str, set[State]] = {
    "grant": set(),
    "milestone": {MilestoneState.LAPSED, MilestoneState.WITHDRAWN},
    "stage_gate": {StageGateState.PASSED, StageGateState.FAILED},
    "report": {ReportState.VERIFIED, ReportState.REJECTED},
    "funding_report": {ReportState.VERIFIED, ReportState.REJECTED},
    "cost": {CostState.ACCEPTED, CostState.REFUSED},
    "payout": {PayoutState.SENT_BACK, PayoutState.CANCELLED, PayoutState.CLEARED},
    "hold": {HoldState.LIFTED},
    "suspension": {SuspensionState.RELEASED, SuspensionState.REDUCED},
    "waiver": {WaiverState.DECLINED, WaiverState.REVOKED, WaiverState.EXPIRED},
    "amendment": {AmendmentState.CONFIRMED, AmendmentState.DECLINED},
    "recovery": {
        RecoveryState.DECLINED, RecoveryState.RECOVERED, RecoveryState.SET_OFF,
        RecoveryState.WRITTEN_OFF,
    },
    "covenant": {CovenantState.FULFILLED},
    "screening": set(),
}  # fmt: skip
AGAINST_SOMEBODY = {
    Act.RETURN, Act.SEND_BACK, Act.CANCEL, Act.RECORD_FAILURE, Act.REJECT, Act.REJECT_FUNDING,
    Act.REFUSE_COST, Act.FAIL_GATE, Act.REVERSE, Act.LAPSE, Act.WITHDRAW, Act.SUSPEND_GRANT,
    Act.TERMINATE, Act.SUSPEND, Act.ANNOUNCE_REDUCTION, Act.REDUCE, Act.DECLINE_WAIVER,
    Act.REVOKE_WAIVER, Act.DECLINE_AMENDMENT, Act.PROPOSE_RECOVERY, Act.DECLINE_RECOVERY,
    Act.DECLINE_WRITE_OFF, Act.FIND_BREACH, Act.VETO, Act.HOLD,
}  # fmt: skip
"""What goes back, stops money or takes it away."""
OUT_OF_THE_ORDINARY = {
    Act.LIFT, Act.RESUME, Act.GRANT_CURE, Act.PROPOSE_ADVANCE, Act.PROPOSE_WAIVER,
    Act.PROPOSE_AMENDMENT, Act.PROPOSE_WRITE_OFF, Act.REMEDY, Act.CLEAR_WITH_CONDITIONS,
    Act.LIFT_VETO,
}  # fmt: skip
"""What lets something pass that was stopped, or goes round a condition."""

tables = pytest.mark.parametrize("kind", TABLES)


def every_state(kind: str) -> list[State]:
    return [state for state in STATES_OF_KIND[kind] if isinstance(state, State)]


def test_every_kind_that_has_states_has_a_table() -> None:
    assert set(STATES_OF_KIND) == set(TABLES)


@tables
def test_every_state_appears(kind: str) -> None:
    appearing = {m.after for m in TABLES[kind]} | {m.before for m in TABLES[kind]}
    assert appearing - {None} == set(every_state(kind))


@tables
def test_every_state_is_reached_from_the_start(kind: str) -> None:
    reached = {STARTS.get(kind)}
    while True:
        further = {m.after for m in TABLES[kind] if m.before in reached} - reached
        if not further:
            break
        reached |= further
    assert reached >= set(every_state(kind))


@tables
def test_every_state_has_a_way_out_or_is_final(kind: str) -> None:
    without = {state for state in every_state(kind) if not possible_acts(kind, state)}
    assert without == FINAL[kind]


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
def test_what_goes_against_somebody_or_out_of_the_ordinary_needs_a_reason(kind: str) -> None:
    needing = {m.act for m in TABLES[kind] if m.needs_reason}
    assert needing == (AGAINST_SOMEBODY | OUT_OF_THE_ORDINARY) & {m.act for m in TABLES[kind]}


def test_every_move_is_a_duty_that_can_collide() -> None:
    moves = {m.act for table in TABLES.values() for m in table}
    assert moves - CONSEQUENCES <= set(DUTY_OF_ACT)


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
    assert len(missing) > 5_000
    assert [p for p in missing if find_move(*p) is not None] == []
    assert [p for p in missing if p[2] in possible_acts(p[0], p[1])] == []


ANYBODY = all_rounder("ANYBODY")


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
    possible = [a.value for a in acts_to_ask(kind, state)]
    assert found.facts["state"] == state.value
    assert found.facts["act"] == act.value
    assert found.facts["possible"] == (", ".join(possible) or "nothing")


def tried(story: Story, request: Request) -> tuple[tuple[Finding, ...], Step | None]:
    """Return what was found about an act, and its step unless something stood in the way."""
    try:
        step = story.does(ANYBODY, request, "Because").steps[0]
    except Refused as refused:
        return refused.findings, None
    return step.findings, step


@pytest.mark.parametrize(("kind", "state", "act"), acts_on_standing(inside=True))
def test_what_a_table_has_goes_where_it_says_or_is_stopped_by_something_else(
    kind: str, state: State, act: Act
) -> None:
    story = standing(kind, state)
    move = find_move(kind, state, act)
    assert move is not None
    findings, step = tried(story, requests_on(kind)[act])
    assert {Reason.MOVE_POSSIBLE, Reason.ROLE_HELD} <= set(reasons(findings))
    if step is not None:
        assert (step.act, step.before, step.after) == (act, state, move.after)
        assert step.role in move.roles


def test_the_tables_are_walked_by_whom_they_name() -> None:
    walkers: dict[Act, Person] = {
        Act.CONFIRM: AUTHORISER,
        Act.SETTLE: ACCOUNTANT,
        Act.PROPOSE: OFFICER,
        Act.VERIFY: SECOND_OFFICER,
        Act.LIFT_VETO: COUNCIL,
    }
    moves = [m for table in TABLES.values() for m in table]
    for act, who in walkers.items():
        assert all(set(who.roles) & set(m.roles) for m in moves if m.act is act)

"""Who is waited for: read off the tables of moves, so that no queue can disagree with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portfolio.domain import since, since_grant
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.instalment import Hold
from portfolio.domain.record import kind_of
from portfolio.domain.rules.played import barred
from portfolio.domain.since import Facts, Since
from portfolio.domain.stakes import money_behind, name_of
from portfolio.domain.standing import grant_standing, last_day
from portfolio.domain.states import (
    AmendmentState,
    CostState,
    CovenantState,
    GrantState,
    HoldState,
    MilestoneState,
    PayoutState,
    RecoveryState,
    ReportState,
    ScreeningState,
    StageGateState,
    State,
    SuspensionState,
    WaiverState,
)
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, TABLES, Act, find_move

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from _typeshed import DataclassInstance

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.people import Role
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.standing import GrantStanding


@dataclass(frozen=True, slots=True)
class Wait:
    """A subject of this kind in this state waits for this act, from the day that `since` says."""

    kind: str
    state: State | None
    act: Act
    since: Callable[[Facts, Any], Since | None] = since.it_moved

    @property
    def role(self) -> Role:
        """Whose turn it is: the first role the table of moves names."""
        if self.act in ROLES_OF_PLAIN_ACTS:
            return ROLES_OF_PLAIN_ACTS[self.act][0]
        moves = (
            find_move(self.kind, self.state, self.act) if self.kind in TABLES else None,
            *(find_move(kind, None, self.act) for kind in TABLES),
        )
        move = next((m for m in moves if m is not None), None)
        if move is None:
            raise LookupError(f"no move {self.act} from {self.state}")
        return move.roles[0]


WAITS = (
    Wait("grant", GrantState.DRAFTED, Act.AWARD),
    Wait("grant", GrantState.SUSPENDED, Act.RESUME),
    Wait("milestone", MilestoneState.SUBMITTED, Act.ASSESS),
    Wait("stage_gate", StageGateState.OPEN, Act.PASS_GATE),
    Wait("report", ReportState.REPORTED, Act.VERIFY),
    Wait("funding_report", ReportState.REPORTED, Act.VERIFY_FUNDING),
    Wait("cost", CostState.CLAIMED, Act.ACCEPT_COST),
    Wait("payout", PayoutState.PROPOSED, Act.CONFIRM),
    Wait("payout", PayoutState.CONFIRMED, Act.SETTLE),
    Wait("payout", PayoutState.PAYMENT_FAILED, Act.SETTLE),
    Wait("hold", HoldState.PLACED, Act.LIFT, since.it_was_placed),
    Wait("waiver", WaiverState.PROPOSED, Act.CONFIRM_WAIVER),
    Wait("amendment", AmendmentState.PROPOSED, Act.CONFIRM_AMENDMENT),
    Wait("recovery", RecoveryState.PROPOSED, Act.CONFIRM_RECOVERY),
    Wait("recovery", RecoveryState.WRITE_OFF_PROPOSED, Act.CONFIRM_WRITE_OFF),
    Wait("covenant", CovenantState.BREACHED, Act.REMEDY),
    Wait("screening", ScreeningState.PENDING, Act.CLEAR_SCREENING),
    Wait("screening", ScreeningState.VETOED, Act.LIFT_VETO),
)
"""What waits as soon as it is in a state, since the day it came into it."""

WAITS_WHEN_DUE = (
    Wait("grant", GrantState.AWARDED, Act.START, since_grant.a_grant_begins),
    Wait("grant", GrantState.ACTIVE, Act.COMPLETE, since_grant.a_grant_ends),
    Wait("grant", GrantState.COMPLETED, Act.ANNOUNCE_AMOUNT, since_grant.no_amount_is_announced),
    Wait("grant", GrantState.COMPLETED, Act.FIX_AMOUNT, since_grant.an_amount_was_announced),
    Wait("grant", GrantState.AMOUNT_FIXED, Act.CLOSE_ACCOUNTS, since_grant.the_accounts_are_even),
    Wait("grant", GrantState.SETTLED, Act.MONITOR, since_grant.covenants_stand),
    *(
        Wait("grant", state, Act.CLOSE, since_grant.nothing_is_left_to_do)
        for state in (GrantState.SETTLED, GrantState.MONITORING, GrantState.TERMINATED)
    ),
    *(
        Wait("milestone", state, Act.SUBMIT, since.a_milestone_is_due)
        for state in (
            MilestoneState.PLANNED, MilestoneState.PARTLY_MET, MilestoneState.NOT_MET,
            MilestoneState.REVERSED,
        )
    ),
    Wait("milestone", MilestoneState.IN_CURE, Act.LAPSE, since.a_cure_is_over),
    *(
        Wait("suspension", state, Act.RELEASE, since.a_shortfall_is_cured)
        for state in (
            SuspensionState.OPEN, SuspensionState.PARTLY_RELEASED, SuspensionState.ANNOUNCED,
        )
    ),
    *(
        Wait("suspension", state, Act.ANNOUNCE_REDUCTION, since.nothing_was_cured)
        for state in (SuspensionState.OPEN, SuspensionState.PARTLY_RELEASED)
    ),
    Wait("suspension", SuspensionState.ANNOUNCED, Act.REDUCE, since.a_reduction_was_announced),
    Wait("waiver", WaiverState.CONFIRMED, Act.EXPIRE_WAIVER, since.a_waiver_is_over),
    Wait("recovery", RecoveryState.CLAIMED, Act.RECORD_REPAYMENT, since.it_is_due_back),
    Wait("covenant", CovenantState.STANDING, Act.ATTEST, since.an_attestation_is_due),
    Wait("covenant", CovenantState.STANDING, Act.FULFIL, since.a_covenant_was_kept),
)  # fmt: skip
"""What waits only from a day on: a due day, the end of a period, the day of something shown."""

WAITS_TO_BEGIN = (
    Wait("instalment", None, Act.PROPOSE, since.it_is_payable),
    Wait("instalment", None, Act.PROPOSE_RECOVERY, since.it_is_overpaid),
    Wait("payout", PayoutState.PAID, Act.PROPOSE_RECOVERY, since.an_advance_is_uncleared),
    Wait("commitment", None, Act.REPORT, since.persons_are_missing),
    Wait("co_funding", None, Act.REPORT_FUNDING, since.private_money_is_missing),
    Wait("member", None, Act.REQUEST_SCREENING, since_grant.a_member_is_to_be_screened),
    *(
        Wait("grant", state, Act.REQUEST_SCREENING, since_grant.a_grant_is_to_be_screened)
        for state in since_grant.SCREENED
    ),
)
"""What waits for somebody to bring something new into being on it."""

_EVERY_WAIT = (*WAITS, *WAITS_WHEN_DUE, *WAITS_TO_BEGIN)
_WAITS_IN = {
    (each.kind, each.state): tuple(
        w for w in _EVERY_WAIT if (w.kind, w.state) == (each.kind, each.state)
    )
    for each in _EVERY_WAIT
}

_SHOWING = frozenset(
    {"milestone", "stage_gate", "co_funding", "funding_report", "cost", "suspension"}
)
"""Kinds of which nothing is waited for once a grant is at its end, or was never awarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits in a grant: for which act, by which role, from which day on.

    `code` is empty where it is the grant itself. `money_minor` is what stands behind it: the
    payout's amount, what is payable, or what the instalments that rest on it can still be paid.
    `barred` are the codes of those for whom it does not wait: they had a part in it already.
    """

    kind: str
    code: str
    act: Act
    role: Role
    since: date
    money_minor: int
    what: str
    what_ja: str | None
    barred: tuple[str, ...] = ()


def agenda(
    file: GrantFile, programme: ProgrammeFile, standing: GrantStanding | None = None
) -> tuple[Waiting, ...]:
    """Return everything that waits for somebody in a grant, each with the day from which it does.

    The same whatever day it is: a line is to be seen once its day has come. `standing` is where the
    grant stands, where that is known already.
    """
    if file.grant.state is GrantState.CLOSED:
        return ()
    on = last_day(file)
    facts = Facts(
        file=file, programme=programme, standing=standing or grant_standing(file, programme),
        terms=terms_in_force(file, programme, on), on=on,
    )  # fmt: skip
    return tuple(
        line
        for record in file.records()
        for wait in _waits_of(facts, record)
        if (line := _waiting(facts, wait, record)) is not None
    )


def _waits_of(facts: Facts, record: DataclassInstance) -> Iterator[Wait]:
    kind, grant = kind_of(record), facts.file.grant
    ended = (kind in _SHOWING and not grant.awaits_results) or (
        # The covenants of a grant end with the award where that is cancelled.
        kind == "covenant" and grant.state in (GrantState.DRAFTED, GrantState.TERMINATED)
    )
    if not ended:
        yield from _WAITS_IN.get((kind, getattr(record, "state", None)), ())


def _waiting(facts: Facts, wait: Wait, record: DataclassInstance) -> Waiting | None:
    found = wait.since(facts, record)
    if found is None:
        return None
    what, what_ja = name_of(facts.file, record)
    money = money_behind(facts, record) if found.money_minor is None else found.money_minor
    return Waiting(
        kind=wait.kind,
        code="" if wait.kind == "grant" else str(getattr(record, "code", "")),
        act=wait.act,
        # Who may lift a hold is written on it.
        role=record.may_lift if isinstance(record, Hold) else wait.role,
        since=found.day,
        money_minor=money,
        what=what,
        what_ja=what_ja,
        barred=barred(facts.file, facts.programme, wait.act, record),
    )

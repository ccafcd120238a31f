"""Holds: a reasoned stop on payouts, lifted by another person in the role it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import Invalid
from portfolio.domain.grant_file import next_code
from portfolio.domain.instalment import Hold
from portfolio.domain.journal import grant_stream
from portfolio.domain.people import Role
from portfolio.domain.rules.played import played_on_hold
from portfolio.domain.states import HoldState
from portfolio.domain.transitions import Act, find_move

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """Stop all payouts of a grant, or of one instalment, with a reason."""

    grant: str
    instalment: str | None = None
    may_lift: Role = Role.AUTHORISING_OFFICER

    def __post_init__(self) -> None:
        """Refuse a role that the table of moves lets lift no hold at all."""
        lift = find_move("hold", HoldState.PLACED, Act.LIFT)
        if lift is None or self.may_lift not in lift.roles:
            raise Invalid(
                "may_lift", self.may_lift.value, "may lift no hold",
                "name the grant officer, the authorising officer or the accounting officer",
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """Lift a hold, with a reason."""

    grant: str
    hold: str


def place_hold(file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: PlaceHold) -> Change:
    """Stop payouts from this moment on: proposals, confirmations and settlements alike."""
    if request.instalment is not None:
        file.instalment(request.instalment)
    code = next_code("H", file.holds)
    ruling = rule_on(Act.HOLD, "hold", f"{file.code}/{code}", None, occasion)
    hold = Hold(
        grant=file.code,
        code=code,
        instalment=request.instalment,
        state=HoldState.PLACED,
        reason=occasion.reason or "",
        may_lift=request.may_lift,
        placed_by=occasion.person.code,
        placed_at=occasion.recorded_at,
        placed_on=occasion.effective_on,
    )
    step = Step(
        act=Act.HOLD, subject=f"{file.code}/{code}", role=ruling.role, after=hold.state,
        findings=ruling.findings, records=(hold,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def lift_hold(file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: LiftHold) -> Change:
    """Let payouts go on. Only the role named on the hold, and never who placed it."""
    hold = file.hold(request.hold)
    subject = f"{file.code}/{hold.code}"
    ruling = rule_on(
        Act.LIFT, "hold", subject, hold.state, occasion,
        played=played_on_hold(file, hold), last_on=hold.placed_on, roles=(hold.may_lift,),
    )  # fmt: skip
    lifted = replace(
        hold,
        state=HoldState.LIFTED,
        lifted_by=occasion.person.code,
        lifted_at=occasion.recorded_at,
    )
    step = Step(
        act=Act.LIFT, subject=subject, role=ruling.role, before=hold.state, after=lifted.state,
        findings=ruling.findings, records=(lifted,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))

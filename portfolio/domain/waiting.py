"""Who is waited for: read off the tables of moves, so that no queue can disagree with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.states import HoldState, MilestoneState, PayoutState, ReportState, State
from portfolio.domain.transitions import Act, find_move

if TYPE_CHECKING:
    from portfolio.domain.people import Role


@dataclass(frozen=True, slots=True)
class Wait:
    """A subject of this kind in this state waits for this act."""

    kind: str
    state: State
    act: Act

    @property
    def role(self) -> Role:
        """Whose turn it is: the first role the table names."""
        move = find_move(self.kind, self.state, self.act)
        if move is None:
            raise LookupError(f"no move {self.act} from {self.state}")
        return move.roles[0]


WAITS = (
    Wait("milestone", MilestoneState.SUBMITTED, Act.ASSESS),
    Wait("report", ReportState.REPORTED, Act.VERIFY),
    Wait("payout", PayoutState.PROPOSED, Act.CONFIRM),
    Wait("payout", PayoutState.CONFIRMED, Act.SETTLE),
    Wait("payout", PayoutState.PAYMENT_FAILED, Act.SETTLE),
    Wait("hold", HoldState.PLACED, Act.LIFT),
)
"""What waits as soon as it is in a state, since the day it came into it."""

WAITS_WHEN_DUE = (
    Wait("milestone", MilestoneState.PLANNED, Act.SUBMIT),
    Wait("milestone", MilestoneState.PARTLY_MET, Act.SUBMIT),
    Wait("milestone", MilestoneState.NOT_MET, Act.SUBMIT),
)
"""What waits only once its due day has passed, since that day."""

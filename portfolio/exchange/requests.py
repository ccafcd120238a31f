"""From an act as a file tells it to the request the domain decides on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.acts import holds, milestones, payouts, reskilling
from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.exchange.document import ActIn, AssessIn

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.exchange.document import AnyActIn

_REQUESTS: dict[str, type[Any]] = {
    "record evidence": milestones.RecordEvidence,
    "submit": milestones.SubmitMilestone,
    "return": milestones.ReturnMilestone,
    "report": reskilling.ReportTraining,
    "verify": reskilling.VerifyReport,
    "reject": reskilling.RejectReport,
    "propose": payouts.ProposePayout,
    "confirm": payouts.ConfirmPayout,
    "send back": payouts.SendBackPayout,
    "cancel": payouts.CancelPayout,
    "settle": payouts.SettlePayout,
    "record failure": payouts.RecordFailure,
    "hold": holds.PlaceHold,
    "lift": holds.LiftHold,
}

_OF_EVERY_ACT = frozenset(ActIn.model_fields) - {"grant"} | {"act"}


def request_from(said: AnyActIn) -> Request:
    """Return the request an act in a file stands for; the day, the person and the reason apart."""
    if isinstance(said, AssessIn):
        return AssessMilestone(
            grant=said.grant,
            milestone=said.milestone,
            level_reached=said.level_reached,
            summary=said.summary,
            judgements=tuple(CriterionJudged(**dict(j)) for j in said.judgements),
        )
    values = {name: value for name, value in said if name not in _OF_EVERY_ACT}
    request: Request = _REQUESTS[said.act](**values)
    return request

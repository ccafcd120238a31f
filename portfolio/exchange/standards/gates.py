"""What stands between a grant and its money, for readers of a standard that knows no gates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.reskilling import count_on
from portfolio.exchange.standards.plain import Value, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Criterion, Judgement, Milestone
    from portfolio.domain.reskilling import ReskillingCommitment

_ORIGIN = ("basis", "source", "source_on")
_MILESTONE = (
    "code", "title", "title_ja", "element", "level", "due_on", "baseline_due_on", "cure_due_on",
    "state", "share_met", "level_reached", *_ORIGIN,
)  # fmt: skip
_CRITERION = ("code", "text", "text_ja", "comparison", "target", "unit", "baseline")
_COMMITMENT = ("code", "member", "title", "title_ja", "rung", "persons", "due_on", *_ORIGIN)
_INSTALMENT = (
    "code", "title", "title_ja", "amount_minor", "fiscal_year", "planned_on", *_ORIGIN,
)  # fmt: skip
_RECOVERY = ("code", "payout", "ground", "principal_minor", "state", "reason", "due_on")
_RECEIPT = ("number", "kind", "amount_minor", "received_on")


@dataclass(frozen=True, slots=True)
class Told:
    """Records that are told of: the field of the grant's file, and which of their fields."""

    field: str
    names: tuple[str, ...]


EXCEPTIONS = {
    "waiver": Told(
        "waivers",
        ("code", "instalment", "condition", "condition_code", "authority", "reason", "state",
         "effective_on", "expires_on", "ended_on"),
    ),
    "hold": Told("holds", ("code", "instalment", "state", "reason", "may_lift", "placed_on")),
    "suspension": Told(
        "suspensions",
        ("code", "instalment", "amount_minor", "state", "reason", "opened_on", "cure_due_on"),
    ),
    "recovery": Told("recoveries", _RECOVERY),
}  # fmt: skip
"""What was set aside, stopped, withheld or claimed back. No person is named: who acted stands in
the journal."""


def judgements_of(file: GrantFile, milestone: Milestone) -> dict[str, Judgement]:
    """Return how each criterion was last judged; nothing where that finding stands no longer."""
    assessments = file.assessments_of(milestone.code)
    if not assessments or milestone.share_met is None:
        return {}
    last = assessments[-1].code
    return {j.criterion: j for j in file.judgements if j.assessment == last}


def verified_persons(file: GrantFile, commitment: ReskillingCommitment) -> int:
    """Return how many persons are verified on the rung a commitment promises."""
    reports = file.reports_on(commitment.code)
    return count_on((r for r in reports if r.is_verified), commitment.rung)


def gates_of(file: GrantFile, currency: str) -> dict[str, Value]:
    """Return the gates of a grant and what was set aside, stopped or claimed back at them."""
    found: dict[str, list[Value]] = {
        "x_milestones": [_milestone(file, m, currency) for m in file.milestones],
        "x_reskilling": [_commitment(file, c, currency) for c in file.commitments],
        "x_instalments": [_instalment(file, i.code, currency) for i in file.instalments],
        **{
            f"x_{told.field}": _all(getattr(file, told.field), told.names, currency)
            for told in EXCEPTIONS.values()
        },
    }
    found["x_recoveries"] = [
        {
            **fields_of(r, _RECOVERY, currency),
            "receipts": _all(file.receipts_of(r.code), _RECEIPT, currency),
        }
        for r in file.recoveries
    ]
    return {name: list(each) for name, each in found.items() if each}


def _all(records: Iterable[object], names: tuple[str, ...], currency: str) -> list[Value]:
    return [fields_of(each, names, currency) for each in records]


def _milestone(file: GrantFile, milestone: Milestone, currency: str) -> Value:
    element = file.element(milestone.element)
    judged = judgements_of(file, milestone)
    criteria: list[Value] = [
        _criterion(c, judged.get(c.code), currency) for c in file.criteria_of(milestone.code)
    ]
    waiting: list[Value] = [
        {"code": c.instalment, **fields_of(c, ("share",), currency)}
        for c in file.milestone_conditions
        if c.milestone == milestone.code and c.ended_by is None
    ]
    return {
        **fields_of(milestone, _MILESTONE, currency),
        **fields_of(element, ("scale", "scale_version"), currency),
        "criteria": criteria,
        "instalments": waiting,
    }


def _criterion(criterion: Criterion, judgement: Judgement | None, currency: str) -> Value:
    found = fields_of(judgement, ("verdict", "share", "measured"), currency) if judgement else {}
    return {**fields_of(criterion, _CRITERION, currency), **found}


def _commitment(file: GrantFile, commitment: ReskillingCommitment, currency: str) -> Value:
    waiting: list[Value] = [
        {"code": c.instalment, **fields_of(c, ("rung", "persons"), currency)}
        for c in file.reskilling_conditions
        if c.commitment == commitment.code and c.ended_by is None
    ]
    return {
        **fields_of(commitment, _COMMITMENT, currency),
        "verified_persons": verified_persons(file, commitment),
        "instalments": waiting,
    }


def _instalment(file: GrantFile, code: str, currency: str) -> Value:
    milestones, persons = file.conditions_of(code)
    funding = file.funding_conditions_of(code)
    return {
        **fields_of(file.instalment(code), _INSTALMENT, currency),
        "milestones": [c.milestone for c in milestones],
        "reskilling": [c.commitment for c in persons],
        "co_funding": [
            {"code": c.co_funding, **fields_of(c, ("raised_minor",), currency)} for c in funding
        ],
    }

"""Costs claimed under an instalment, accepted or refused by another; none is paid for twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  # a request's types are read when it is made from text
from typing import TYPE_CHECKING

from portfolio.domain.acts.deciding import decide_on
from portfolio.domain.acts.ruling import not_in_the_future, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.cost import Cost, CostKind
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.reason import Reason
from portfolio.domain.rules.played import played_on_cost
from portfolio.domain.states import CostState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCost:
    """Claim a cost under an instalment; `key` names it the same wherever else it is claimed."""

    grant: str
    instalment: str
    member: str
    kind: CostKind
    key: str
    title: str
    amount_minor: int
    incurred_on: date
    document: str
    document_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCost:
    """Accept a claimed cost as eligible."""

    grant: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseCost:
    """Refuse a claimed cost, with a reason."""

    grant: str
    cost: str


def claim_cost(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ClaimCost
) -> Change:
    """Put a cost on file. It counts as eligible once somebody else has accepted it."""
    cost = Cost(
        grant=file.code,
        code=next_code("K", file.costs),
        instalment=file.instalment(request.instalment).code,
        member=file.member(request.member).code,
        kind=request.kind,
        key=request.key,
        title=request.title,
        amount_minor=request.amount_minor,
        incurred_on=request.incurred_on,
        document=request.document,
        document_sha256=request.document_sha256,
        state=CostState.CLAIMED,
        claimed_by=occasion.person.code,
        claimed_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
    )
    subject = f"{file.code}/{cost.code}"
    ruling = rule_on(
        Act.CLAIM_COST, "cost", subject, None, occasion,
        played=played_on_cost(file, cost),
        more=(
            *_it_is_claimed_once(file, programme, cost),
            *_it_was_incurred_within_the_grant(file, cost),
            *not_in_the_future(subject, occasion, cost.incurred_on),
        ),
    )  # fmt: skip
    step = Step(
        act=Act.CLAIM_COST, subject=subject, role=ruling.role, after=ruling.after,
        amount_minor=cost.amount_minor, findings=ruling.findings, records=(cost,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _it_is_claimed_once(file: GrantFile, programme: ProgrammeFile, cost: Cost) -> Iterator[Finding]:
    """No cost that stands bears the same key, whatever it is called there: in no grant at all."""
    subject = f"{file.code}/{cost.code}"
    same = [
        other
        for other in (*file.costs, *programme.claimed_elsewhere)
        if other.key == cost.key and other.state is not CostState.REFUSED
    ]
    for other in same:
        yield refuses(
            Reason.DOUBLE_FUNDING, subject,
            kind=cost.kind.value, key=cost.key, claimed_as=f"{other.grant}/{other.code}",
            state=other.state.value,
        )  # fmt: skip
    if not same:
        yield satisfies(Reason.KEY_FREE, subject, kind=cost.kind.value, key=cost.key)


def _it_was_incurred_within_the_grant(file: GrantFile, cost: Cost) -> Iterator[Finding]:
    if not file.grant.starts_on <= cost.incurred_on <= file.grant.ends_on:
        yield refuses(
            Reason.DAY_OUTSIDE_GRANT, f"{file.code}/{cost.code}",
            due_on=cost.incurred_on.isoformat(), starts_on=file.grant.starts_on.isoformat(),
            ends_on=file.grant.ends_on.isoformat(),
        )  # fmt: skip


def accept_cost(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: AcceptCost
) -> Change:
    """Accept a claimed cost: from now on it is eligible."""
    return _decide(file, occasion, file.cost(request.cost), Act.ACCEPT_COST)


def refuse_cost(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RefuseCost
) -> Change:
    """Refuse a claimed cost: its key is free again."""
    return _decide(file, occasion, file.cost(request.cost), Act.REFUSE_COST)


def _decide(file: GrantFile, occasion: Occasion, cost: Cost, act: Act) -> Change:
    return decide_on(
        file, occasion, cost, act,
        played=played_on_cost(file, cost), amount_minor=cost.amount_minor,
    )  # fmt: skip

"""What stands behind a subject that waits: what it is called, and which money rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amendment
from portfolio.domain.co_funding import FundingReport
from portfolio.domain.cost import Cost
from portfolio.domain.grant import Member
from portfolio.domain.instalment import Hold, Payout
from portfolio.domain.record import kind_of
from portfolio.domain.recovery import Recovery
from portfolio.domain.reskilling import ReskillingReport
from portfolio.domain.rules.amending import concerned
from portfolio.domain.rules.ending import left_to_pay_minor
from portfolio.domain.rules.recovery import owed_on
from portfolio.domain.screening import Screening
from portfolio.domain.stage_gate import StageGate
from portfolio.domain.standing import unpaid_minor
from portfolio.domain.states import RecoveryState
from portfolio.domain.suspension import Suspension
from portfolio.domain.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.since import Facts


def name_of(file: GrantFile, record: DataclassInstance) -> tuple[str, str | None]:
    """Return what a subject is called, in English and, where there is one, in Japanese.

    A hold is called by its reason, a report by what it reports on, a payout by its instalment.
    """
    named = _named(file, record)
    if isinstance(named, Hold):
        return named.reason, None
    if isinstance(named, Member):
        return named.name, named.name_ja
    return str(getattr(named, "title", "")), getattr(named, "title_ja", None)


def _named(file: GrantFile, record: DataclassInstance) -> object:  # noqa: PLR0911  # one line a type
    match record:
        case ReskillingReport():
            return file.commitment(record.commitment)
        case FundingReport():
            return file.co_funding(record.co_funding)
        case StageGate():
            return file.milestone(record.milestone)
        case Payout() | Waiver() | Suspension():
            return file.instalment(record.instalment)
        case Recovery():
            return file.instalment(file.payout(record.payout).instalment)
        case Screening():
            return file.grant if record.member is None else file.member(record.member)
    return record


def money_behind(facts: Facts, record: DataclassInstance) -> int:
    """Return the money that a subject is about, or that waits for it, in minor units.

    Of a payout or a cost its amount, of a claim its principal or what is still owed of it; of the
    rest what can still be paid of the instalments behind it, in all no more than what is left of a
    fixed amount.
    """
    match record:
        case Payout() | Cost():
            return record.amount_minor
        case Recovery(state=RecoveryState.PROPOSED):
            return record.principal_minor
        case Recovery():
            return owed_on(facts.file, facts.programme, record, facts.on).principal_minor
    file, standing = facts.file, facts.standing
    unpaid = 0
    for code in _instalments_behind(file, record):
        stands = standing.instalment(code)
        unpaid += unpaid_minor(
            file.instalment(code).amount_minor,
            stands.paid_minor, stands.returned_minor, stands.reduced_minor,
        )  # fmt: skip
    if file.grant.fixed_minor is None:
        return unpaid
    return min(unpaid, max(0, left_to_pay_minor(file, facts.programme, facts.on)))


_WAITED_FOR_BY = {
    "milestone": ("milestone", "code"),
    "stage_gate": ("milestone", "milestone"),
    "commitment": ("commitment", "code"),
    "report": ("commitment", "commitment"),
    "co_funding": ("co_funding", "code"),
    "funding_report": ("co_funding", "co_funding"),
}
"""What a condition names, by kind of subject, and where the subject says its code."""


def _instalments_behind(file: GrantFile, record: DataclassInstance) -> Iterable[str]:
    kind = kind_of(record)
    if kind in _WAITED_FOR_BY:
        named, field = _WAITED_FOR_BY[kind]
        return _resting_on(file, named, getattr(record, field))
    match record:
        case Waiver() | Suspension():
            return (record.instalment,)
        case Hold() if record.instalment is not None:
            return (record.instalment,)
        case Amendment():
            return concerned(file, file.lines_of(record.code))
    return (i.code for i in file.instalments)


def _resting_on(file: GrantFile, kind: str, code: str) -> Iterator[str]:
    """Yield the instalments with a condition of that kind on that code."""
    for instalment in file.instalments:
        milestones, people = file.conditions_of(instalment.code)
        conditions = (*milestones, *people, *file.funding_conditions_of(instalment.code))
        if any(getattr(c, kind, None) == code for c in conditions):
            yield instalment.code

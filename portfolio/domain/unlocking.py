"""Days on which an instalment's money was unlocked, and days by which it still has to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from portfolio.domain.co_funding import FundingReport, raised_minor
from portfolio.domain.reskilling import ReskillingReport, count_on
from portfolio.domain.rules.shares import (
    ON_COSTS,
    funding_share,
    milestone_share,
    reskilling_share,
)
from portfolio.domain.states import StageGateState, SuspensionState
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.grant_file import GrantFile

R = TypeVar("R", ReskillingReport, FundingReport)


def open_days(case: PayoutCase) -> Iterator[date]:
    """Yield the due day of every condition that is not wholly shown, waived ones apart."""
    yield from (m.due_on for m in case.milestones if milestone_share(m) < 1)
    yield from (c.due_on for c in case.reskilling if reskilling_share(c) < 1)
    yield from (f.due_on for f in case.funding if funding_share(f) < 1)


def days_that_unlocked(file: GrantFile, case: PayoutCase, instalment: str) -> Iterator[date]:
    """Yield every day on which something set money of an instalment free.

    A condition shown or waived, a cost accepted, a suspension released, an amount that came back,
    and the end of retention.
    """
    yield from _conditions_shown(file, case)
    waivers = (
        *(m.waiver for m in case.milestones),
        *(c.waiver for c in case.reskilling),
        *(f.waiver for f in case.funding),
    )
    yield from (w.moved_on for w in waivers if w is not None)
    if case.policy in ON_COSTS:
        accepted = (c for c in file.costs_of(instalment) if c.is_accepted)
        yield from (c.moved_on for c in accepted)
    yield from _money_set_free(file, instalment)
    retains = case.terms.share(TermName.RETENTION_SHARE) is not None
    if retains and case.accepted and file.grant.moved_on is not None:
        yield file.grant.moved_on


def _conditions_shown(file: GrantFile, case: PayoutCase) -> Iterator[date]:
    for m in case.milestones:
        moved_on = file.milestone(m.code).moved_on
        if m.waiver is None and moved_on is not None:
            yield moved_on
            yield from _gates_passed(file, m.code)
    for c in case.reskilling:
        trained = _verified(file.reports_on(c.commitment) if c.waiver is None else ())
        yield from _rises(
            trained, [min(count_on(known, c.rung), c.asked) for known in _growing(trained)]
        )
    for f in case.funding:
        raised = _verified(file.funding_reports_on(f.code) if f.waiver is None else ())
        yield from _rises(
            raised, [min(raised_minor(known), f.asked_minor) for known in _growing(raised)]
        )


def _gates_passed(file: GrantFile, milestone: str) -> Iterator[date]:
    """Yield the day of each stage-gate by which a milestone's level has risen."""
    passed = StageGateState.PASSED
    yield from (
        g.moved_on for g in file.stage_gates if g.milestone == milestone and g.state is passed
    )


def _money_set_free(file: GrantFile, instalment: str) -> Iterator[date]:
    released = (SuspensionState.RELEASED, SuspensionState.PARTLY_RELEASED)
    for withholding in file.withholdings_on(instalment):
        suspension = file.suspension(withholding.suspension)
        if withholding.released_minor and suspension.state in released:
            yield suspension.moved_on
    for payout in file.payouts_on(instalment):
        for recovery in file.recoveries_on(payout.code):
            yield from (r.received_on for r in file.receipts_of(recovery.code))


def _verified(reports: Iterable[R]) -> list[R]:
    """Return the verified of these reports, in the order in which they were."""
    verified = [r for r in reports if r.is_verified]
    return sorted(verified, key=lambda r: r.moved_on)


def _growing(reports: Sequence[R]) -> Iterator[Sequence[R]]:
    """Yield the first report, the first two, and so on."""
    yield from (reports[:number] for number in range(1, len(reports) + 1))


def _rises(reports: Sequence[R], shown: Iterable[int]) -> Iterator[date]:
    """Yield the day of each report that raised what all up to it have shown."""
    reached = 0
    for report, count in zip(reports, shown, strict=True):
        if count > reached:
            reached = count
            yield report.moved_on

"""What is kept back of an instalment or owed back, and until which day; and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from portfolio.domain.gathering import newest_screenings
from portfolio.domain.rules.recovery import owed_on
from portfolio.domain.states import MilestoneState, RecoveryState, SuspensionState
from portfolio.domain.taken import is_uncleared, uncleared_minor
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.domain.waiting import Waiting


class Keeps(StrEnum):
    """Why a day counts, or an amount is not there to be paid."""

    SUSPENDED = "suspended"
    REDUCTION_ANNOUNCED = "reduction announced"
    RETAINED = "retained"
    IN_CURE = "in cure"
    WAIVED = "waived"
    SCREENED = "screened"
    ADVANCED = "advanced"
    REDUCED = "reduced"
    CLAIM_PROPOSED = "claim proposed"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One of them: `code` is that of what keeps it, `of` what it bears on.

    `amount_minor` is None where it is about no amount, `on` where no day is set.
    """

    keeps: Keeps
    code: str
    of: str
    amount_minor: int | None = None
    on: date | None = None


def deadlines(
    file: GrantFile, programme: ProgrammeFile, weighed: Entitlement
) -> tuple[Deadline, ...]:
    """Return what keeps money of an instalment back or away, as of the day it was weighed.

    First what is withheld for now, with the clocks that run; then what is gone or comes back.
    """
    instalment = weighed.case.subject.rpartition("/")[2]
    return (
        *_withheld(file, weighed, instalment),
        *_clocks(file, programme, weighed, instalment),
        *_reduced(file, instalment),
        *_owed_back(file, programme, weighed.case.as_of),
    )


def turns(file: GrantFile, programme: ProgrammeFile, weighed: Entitlement) -> tuple[Waiting, ...]:
    """Return whose turn it is by the day an instalment was weighed: on it, and on its money.

    Nobody is asked to propose what something still stands in the way of.
    """
    code = weighed.case.subject.rpartition("/")[2]
    payouts = file.payouts_on(code)
    about = {
        ("instalment", code),
        *(("payout", p.code) for p in payouts),
        *(("suspension", w.suspension) for w in file.withholdings_on(code)),
        *(("waiver", w.code) for w in file.waivers if w.instalment == code),
        *(("recovery", r.code) for p in payouts for r in file.recoveries_on(p.code)),
    }
    return tuple(
        line
        for line in agenda(file, programme)
        if (line.kind, line.code) in about
        and line.since <= weighed.case.as_of
        and not (line.act is Act.PROPOSE and weighed.obstacles)
    )


def _withheld(file: GrantFile, weighed: Entitlement, instalment: str) -> Iterator[Deadline]:
    for each in file.withholdings_on(instalment):
        suspension = file.suspension(each.suspension)
        if each.withheld_minor:
            announced = suspension.state is SuspensionState.ANNOUNCED
            yield Deadline(
                keeps=Keeps.REDUCTION_ANNOUNCED if announced else Keeps.SUSPENDED,
                code=suspension.code,
                of=suspension.instalment,
                amount_minor=each.withheld_minor,
                on=suspension.reduce_from if announced else suspension.cure_due_on,
            )
    if weighed.retained_minor:
        yield Deadline(
            keeps=Keeps.RETAINED, code=file.code, of=instalment,
            amount_minor=weighed.retained_minor,
        )  # fmt: skip


def _clocks(
    file: GrantFile, programme: ProgrammeFile, weighed: Entitlement, instalment: str
) -> Iterator[Deadline]:
    """Yield the clocks that run; of a screening only once its end is near enough to be a risk."""
    day = weighed.case.as_of
    soon = day + timedelta(days=programme.programme.at_risk_days)
    for facts in weighed.case.milestones:
        milestone = file.milestone(facts.code)
        if milestone.state is MilestoneState.IN_CURE:
            yield Deadline(
                keeps=Keeps.IN_CURE, code=milestone.code, of=instalment, on=milestone.cure_due_on
            )
    for waiver in file.waivers:
        if waiver.instalment == instalment and waiver.is_in_force(day):
            yield Deadline(
                keeps=Keeps.WAIVED, code=waiver.code, of=waiver.condition_code,
                on=waiver.expires_on,
            )  # fmt: skip
    for screening in newest_screenings(file):
        until = screening.valid_until
        if screening.holds_on(day) and until is not None and until <= soon:
            yield Deadline(
                keeps=Keeps.SCREENED, code=screening.code, of=screening.member or file.code,
                on=until,
            )  # fmt: skip
    for payout in file.payouts:
        if is_uncleared(file, payout):
            yield Deadline(
                keeps=Keeps.ADVANCED, code=payout.code, of=payout.instalment,
                amount_minor=uncleared_minor(file, payout), on=payout.clear_by,
            )  # fmt: skip


def _reduced(file: GrantFile, instalment: str) -> Iterator[Deadline]:
    for each in file.withholdings_on(instalment):
        if each.reduced_minor:
            yield Deadline(
                keeps=Keeps.REDUCED, code=each.suspension, of=instalment,
                amount_minor=each.reduced_minor,
            )  # fmt: skip


def _owed_back(file: GrantFile, programme: ProgrammeFile, day: date) -> Iterator[Deadline]:
    for recovery in file.recoveries:
        if recovery.state is RecoveryState.PROPOSED:
            yield Deadline(
                keeps=Keeps.CLAIM_PROPOSED, code=recovery.code, of=recovery.payout,
                amount_minor=recovery.principal_minor,
            )  # fmt: skip
        if recovery.is_outstanding:
            yield Deadline(
                keeps=Keeps.CLAIMED, code=recovery.code, of=recovery.payout,
                amount_minor=owed_on(file, programme, recovery, day).total_minor,
                on=recovery.due_on,
            )  # fmt: skip

"""Since which day each thing waits for somebody: a day of the file's own, never today.

Each function looks at one subject and says from which day on an act on it can be asked for, also
where that day is still to come; None where nothing waits. Nothing happens by itself: a day that
comes only lets a line be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from portfolio.domain.co_funding import raised_minor
from portfolio.domain.gathering import payout_case
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.covenants import attestation_due_on
from portfolio.domain.rules.ladder import retention_due_on
from portfolio.domain.rules.recovery import comes_back
from portfolio.domain.rules.suspension import releasable_minor, withheld_minor
from portfolio.domain.states import MilestoneState
from portfolio.domain.unlocking import days_that_unlocked

if TYPE_CHECKING:
    from typing import Any

    from portfolio.domain.co_funding import CoFunding
    from portfolio.domain.covenant import Covenant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Hold, Instalment, Payout
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.recovery import Recovery
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.domain.rules.recovery import Amounts
    from portfolio.domain.standing import GrantStanding
    from portfolio.domain.suspension import Suspension
    from portfolio.domain.terms import Terms
    from portfolio.domain.waiver import Waiver


_NOT_SHOWN_ANY_MORE = (MilestoneState.REVERSED, MilestoneState.LAPSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a grant when one asks who is waited for; `on` is its last day."""

    file: GrantFile
    programme: ProgrammeFile
    standing: GrantStanding
    terms: Terms
    on: date


class Since(NamedTuple):
    """The day from which something waits; the money, where it is not all that stands behind it."""

    day: date
    money_minor: int | None = None


def it_moved(facts: Facts, record: Any) -> Since:  # noqa: ANN401  # whatever has a state
    """Since the subject came into its state."""
    return Since(record.moved_on or facts.file.grant.starts_on)


def it_was_placed(_: Facts, hold: Hold) -> Since:
    """Since a hold was placed."""
    return Since(hold.placed_on)


def a_milestone_is_due(_: Facts, milestone: Milestone) -> Since:
    """Since the day by which it is to be shown; since it was reversed, where that came later."""
    day = milestone.awaited_on
    if milestone.state is MilestoneState.REVERSED and milestone.moved_on is not None:
        day = max(day, milestone.moved_on)
    return Since(day)


def a_cure_is_over(_: Facts, milestone: Milestone) -> Since:
    """Since the time granted for the cure is over."""
    return Since(_after(milestone.awaited_on))


def it_is_payable(facts: Facts, instalment: Instalment) -> Since | None:
    """Since the last condition fell into place."""
    stands = facts.standing.instalment(instalment.code)
    return Since(stands.payable_since, stands.payable_minor) if stands.payable_since else None


def it_is_overpaid(facts: Facts, instalment: Instalment) -> Since | None:
    """Since a milestone behind what was paid was reversed, or lapsed."""
    conditions, _ = facts.file.conditions_of(instalment.code)
    milestones = [facts.file.milestone(c.milestone) for c in conditions]
    days = [it_moved(facts, m).day for m in milestones if m.state in _NOT_SHOWN_ANY_MORE]
    back = comes_back(
        facts.file, facts.programme, Ground.REVERSAL, facts.on, instalment=instalment.code
    )
    return Since(max(days), _sum_of(back)) if days and back else None


def persons_are_missing(facts: Facts, commitment: ReskillingCommitment) -> Since | None:
    """Since fewer are reported than were promised by the day, or are to be looked for again."""
    stands = facts.standing.commitment(commitment.code)
    short = stands.reported_persons < commitment.persons
    days = (
        commitment.due_on if short and facts.file.grant.awaits_results else None,
        retention_due_on(facts.file, facts.terms, commitment.code),
    )
    first = min((day for day in days if day is not None), default=None)
    return Since(first) if first else None


def private_money_is_missing(facts: Facts, promise: CoFunding) -> Since | None:
    """Since less is reported as raised than was promised by the day."""
    reports = facts.file.funding_reports_on(promise.code)
    reported = raised_minor(r for r in reports if r.is_standing)
    return Since(promise.due_on) if reported < promise.promised_minor else None


def an_advance_is_uncleared(facts: Facts, payout: Payout) -> Since | None:
    """Since the day is over by which an advance had to be used up."""
    back = comes_back(facts.file, facts.programme, Ground.ADVANCE, facts.on, payout=payout.code)
    if payout.clear_by is None or not back:
        return None
    return Since(_after(payout.clear_by), _sum_of(back))


def a_shortfall_is_cured(facts: Facts, suspension: Suspension) -> Since | None:
    """Since something of what a suspension withholds was shown after all."""
    cured = _cured_minor(facts, suspension)
    if not cured:
        return None
    code = suspension.instalment
    case = payout_case(facts.file, facts.programme, code, as_of=facts.on)
    return Since(max(suspension.opened_on, *days_that_unlocked(facts.file, case, code)), cured)


def nothing_was_cured(facts: Facts, suspension: Suspension) -> Since | None:
    """Since the time for the cure is over, of what is not cured."""
    left = withheld_minor(facts.file, suspension) - _cured_minor(facts, suspension)
    return Since(_after(suspension.cure_due_on), left) if left else None


def a_reduction_was_announced(facts: Facts, suspension: Suspension) -> Since | None:
    """Since the time to object is over as well."""
    over = nothing_was_cured(facts, suspension)
    announced = suspension.reduce_from or suspension.moved_on
    return Since(max(over.day, announced), over.money_minor) if over else None


def a_waiver_is_over(_: Facts, waiver: Waiver) -> Since:
    """Since the last day of a waiver has passed."""
    return Since(_after(waiver.expires_on))


def it_is_due_back(facts: Facts, recovery: Recovery) -> Since:
    """Since the day by which the money has to be back."""
    return Since(recovery.due_on) if recovery.due_on else it_moved(facts, recovery)


def an_attestation_is_due(facts: Facts, covenant: Covenant) -> Since | None:
    """Since the end of the first period that nobody has attested."""
    due_on = attestation_due_on(facts.file, facts.terms, covenant)
    return Since(due_on) if due_on else None


def a_covenant_was_kept(facts: Facts, covenant: Covenant) -> Since | None:
    """Since a covenant has ended, with every period attested."""
    return None if an_attestation_is_due(facts, covenant) else Since(covenant.until_on)


def _sum_of(amounts: Amounts) -> int:
    return sum(part for _, part in amounts)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _cured_minor(facts: Facts, suspension: Suspension) -> int:
    withheld = withheld_minor(facts.file, suspension)
    return releasable_minor(facts.file, facts.programme, suspension.instalment, withheld, facts.on)

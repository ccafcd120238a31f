"""The end of a grant: its amount fixed, its accounts settled, its covenants monitored; closed.

Or cut short: the award cancelled, and what is held without right claimed back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.granting import change_on_grant, move_of_grant, plain_move
from portfolio.domain.acts.payouts import nothing_was_booked, overtake
from portfolio.domain.acts.recoveries import claims
from portfolio.domain.acts.ruling import the_first_day_has_come
from portfolio.domain.finding import Finding, refuses
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.period import add_months
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.ending import (
    UNPAID,
    a_covenant_stands,
    amount_to_fix_minor,
    no_covenant_stands,
    nothing_is_owed,
    nothing_is_under_way,
    nothing_is_withheld,
    the_accounts_are_even,
)
from portfolio.domain.rules.recovery import comes_back
from portfolio.domain.states import GrantState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.acts.granting import (
        AnnounceAmount,
        CloseAccounts,
        CloseGrant,
        FixAmount,
        MonitorGrant,
        TerminateGrant,
    )
    from portfolio.domain.change import Change, Occasion, Step
    from portfolio.domain.grant import Grant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Payout
    from portfolio.domain.programme import ProgrammeFile


def announce_amount(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, _: AnnounceAmount
) -> Change:
    """Announce the amount as it would be fixed today; a later announcement replaces it."""
    day = occasion.effective_on
    step = move_of_grant(
        file, occasion, Act.ANNOUNCE_AMOUNT, replace(file.grant, amount_announced_on=day),
        amount_minor=amount_to_fix_minor(file, programme, day),
    )  # fmt: skip
    return change_on_grant(file, occasion, step)


def fix_amount(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, _: FixAmount
) -> Change:
    """Fix the amount once all that was under way is decided and the time to object is over.

    What was paid above it is claimed back in the same change. What was retained can be paid now.
    """
    day = occasion.effective_on
    amount = amount_to_fix_minor(file, programme, day)
    step = move_of_grant(
        file, occasion, Act.FIX_AMOUNT, replace(file.grant, fixed_minor=amount),
        amount_minor=amount,
        more=(
            *nothing_is_under_way(file),
            *nothing_is_withheld(file),
            *_it_was_announced(file, programme, occasion),
        ),
    )  # fmt: skip
    return _with_claims(file, programme, occasion, Ground.AMOUNT_FIXED, step)


def _it_was_announced(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion
) -> Iterator[Finding]:
    """The consortium knows the amount, and the time the terms give it to object is over."""
    announced_on = file.grant.amount_announced_on
    if announced_on is None:
        yield refuses(Reason.NOT_ANNOUNCED, file.code)
        return
    terms = terms_in_force(file, programme, announced_on)
    months = terms.count(TermName.AMOUNT_NOTICE_MONTHS)
    if months is not None:
        yield the_first_day_has_come(file.code, occasion, add_months(announced_on, months))


def close_accounts(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, _: CloseAccounts
) -> Change:
    """Settle the accounts of a grant whose amount is fixed."""
    return plain_move(
        file, occasion, Act.CLOSE_ACCOUNTS,
        *nothing_is_under_way(file),
        *the_accounts_are_even(file, programme, occasion.effective_on),
    )  # fmt: skip


def monitor_grant(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, __: MonitorGrant
) -> Change:
    """Go on monitoring the covenants that outlive payment."""
    return plain_move(file, occasion, Act.MONITOR, a_covenant_stands(file))


def close_grant(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, _: CloseGrant
) -> Change:
    """Close a grant. The covenants of a terminated one have ended with it."""
    covenants = () if file.grant.state is GrantState.TERMINATED else (no_covenant_stands(file),)
    return plain_move(
        file, occasion, Act.CLOSE,
        *covenants,
        *nothing_is_under_way(file),
        *nothing_is_owed(file, programme, occasion.effective_on),
    )  # fmt: skip


def terminate_grant(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: TerminateGrant
) -> Change:
    """Cancel the award: approvals that are not paid are overtaken, what comes back is claimed."""
    unpaid = [p for p in file.payouts if p.state in UNPAID]
    currency = programme.programme.currency
    step = move_of_grant(
        file, occasion, Act.TERMINATE,
        _cancelled(file, programme, occasion, keeps_earned=request.keeps_earned),
        more=(
            *(f for p in unpaid for f in nothing_was_booked(p, currency)),
            *_approvals_are_overtaken(file, unpaid),
        ),
        also_last_on=(p.moved_on for p in unpaid),
    )  # fmt: skip
    overtaken = (overtake(file, occasion, p) for p in unpaid)
    return _with_claims(file, programme, occasion, Ground.TERMINATION, step, *overtaken)


def _cancelled(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, *, keeps_earned: bool
) -> Grant:
    """Return the grant with its award cancelled. What may stay is fixed: nothing is earned later.

    An amount that was fixed before stays as it was fixed.
    """
    grant = replace(file.grant, keeps_earned=keeps_earned)
    if not keeps_earned or grant.fixed_minor is not None:
        return grant
    return replace(grant, fixed_minor=amount_to_fix_minor(file, programme, occasion.effective_on))


def _approvals_are_overtaken(file: GrantFile, unpaid: list[Payout]) -> Iterator[Finding]:
    """Say which approvals no longer stand."""
    if unpaid:
        yield Finding(
            reason=Reason.APPROVALS_OVERTAKEN,
            effect=Effect.SETS_ASIDE,
            subject=file.code,
            facts={"subjects": ", ".join(p.code for p in unpaid)},
        )


def _with_claims(
    file: GrantFile,
    programme: ProgrammeFile,
    occasion: Occasion,
    ground: Ground,
    *steps: Step,
) -> Change:
    """Return a change whose last steps claim what comes back, as these steps leave the grant."""
    after = file.with_records(each for step in steps for each in step.records)
    amounts = comes_back(after, programme, ground, occasion.effective_on)
    back = claims(file, programme, occasion, ground, amounts, role=steps[0].role)
    return change_on_grant(file, occasion, *steps, *back)
